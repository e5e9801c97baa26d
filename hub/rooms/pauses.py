"""Pauses in breathing: those of the last hour, as somebody with known apnoea has them.

The node says when breathing movement stopped, and when there is a rate again; how many of these
there were, and how long, follows from what is written of them. It is shown, and alarms nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ward.units import Instant, Span, hours, seconds

if TYPE_CHECKING:
    from hub.rooms.state import Written

PAUSE_LEAST = seconds(10)  # an apnoea, as sleep medicine counts them; from memory
KEPT_FOR, PAUSES_MOST = hours(1), 400  # nobody has more in an hour


@dataclass(frozen=True, slots=True)
class Pause:
    """When it was over, and how long it lasted, until there was a rate again."""

    at: Instant
    lasted_s: float


def pauses_after(state: "Written", at: Instant) -> tuple[Pause, ...]:
    """With the one that is over now, if it was long enough to be one."""
    since = state.not_breathing_since
    lasted = at - since if since else Span()
    kept = tuple(lately(state.pauses, at))[1 - PAUSES_MOST :]
    return (*kept, Pause(at, lasted.total_seconds())) if lasted >= PAUSE_LEAST else kept


def lately(pauses: tuple[Pause, ...], now: Instant) -> Iterable[Pause]:
    return (pause for pause in pauses if now - pause.at <= KEPT_FOR)
