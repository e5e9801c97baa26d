"""What every test may ask for."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def where_shared() -> Path:
    """The folder that lies beside the checkout, or where ATTUNE_SHARED says it is."""
    return Path(os.environ.get("ATTUNE_SHARED") or CHECKOUT.parent / "shared")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recordings. Missing, it skips the test; with CI set, it fails it."""
    found = where_shared() / "data"
    if found.is_dir():
        return found
    missing = f"no real recordings in {found}: set ATTUNE_SHARED to the folder that holds data/"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
