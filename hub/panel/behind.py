"""Behind: what the panel says while a series database does not get what is measured."""

from dataclasses import dataclass

from hub.panel.local import Local
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Behind:
    """Since when it is not reached, how many points wait, how many were forgotten before they went.

    ``dropped`` counts all that ever were.
    """

    since: Instant
    waiting: int
    dropped: int = 0


def behind_words(behind: Behind | None, local: Local) -> str:
    """``The series database is not reached since 14:05; 12,400 points wait. ...``."""
    if behind is None:
        return ""
    gone = f" {behind.dropped:,} older ones were dropped." if behind.dropped else ""
    return (
        f"The series database is not reached since {local.clock(behind.since)}; "
        f"{behind.waiting:,} points wait.{gone} Rooms are watched as ever."
    )
