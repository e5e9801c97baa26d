"""What several tests of the hub begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brokers import BROKERS, Outage


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outage]:
    """Each real broker in turn, running."""
    running = Outage(request.param, tmp_path)
    running.give()
    yield running
    running.take_away()
