"""Behind: what the panel says while a series database does not get what is measured."""

from dataclasses import dataclass

from hub.panel.local import Local
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Behind:
    """Since when it is not reached, how many points wait, how many were forgotten before they went.

    ``dropped`` counts all that ever were, ``why`` is what it answers. Where it ``is_reached`` and
    ``refused`` points, ``since`` is when it did so last.
    """

    since: Instant
    waiting: int
    dropped: int = 0
    why: str = ""
    refused: int = 0

    @property
    def is_reached(self) -> bool:
        return self.refused > 0


def behind_words(behind: Behind | None, local: Local) -> str:
    """``The series database is not reached since 14:05; 12,400 points wait. ...``."""
    if behind is None:
        return ""
    at, why = local.clock(behind.since), f" ({behind.why})" if behind.why else ""
    if behind.is_reached:
        return (
            f"The series database refused points, {behind.refused:,} so far, the last at {at}"
            f"{why}. They are not there. Rooms are watched as ever."
        )
    gone = f" {behind.dropped:,} older ones were dropped." if behind.dropped else ""
    return (
        f"The series database is not reached since {at}{why}; "
        f"{behind.waiting:,} points wait.{gone} Rooms are watched as ever."
    )
