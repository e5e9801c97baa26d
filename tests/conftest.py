"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long a law takes is for `make bench` to say: a busy machine breaks none. All else stays as
# Hypothesis would have it here, or in CI.
settings.register_profile("laws", settings.default, deadline=None)
settings.load_profile("laws")

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the product has it, before numpy is there

CHECKOUT = Path(__file__).resolve().parent.parent


def where_shared() -> Path:
    """The folder that lies beside the checkout, or where ATTUNE_SHARED says it is."""
    return Path(os.environ.get("ATTUNE_SHARED") or CHECKOUT.parent / "shared")


def recordings_in(shared: Path, *, must: bool) -> Path:
    """The recordings there; without them the test is skipped, or if it ``must`` run, fails."""
    if (shared / "data").is_dir():
        return shared / "data"
    missing = f"no real recordings in {shared}: set ATTUNE_SHARED to the folder that holds data/"
    if must:
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recordings. Missing, it skips the test; with CI set, it fails it."""
    return recordings_in(where_shared(), must=bool(os.environ.get("CI")))
