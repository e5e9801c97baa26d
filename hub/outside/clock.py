"""The clock: the one place where the hub reads the time."""

from datetime import UTC, datetime

from ward.units import Instant


def now() -> Instant:
    """The present moment, UTC."""
    return datetime.now(UTC)
