"""Rules about the people who should come: nobody named, nobody reached."""

from collections.abc import Iterator

from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import NOBODY_TOLD, ROTA_GAP
from ward.units import Instant, seconds


def rota_gap(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Somebody is confined, and soon, or already, nobody is named for a duty there.

    Said before it happens. A site without any rota has no gaps: it has nothing to leave.
    """
    if state.episode is None:
        return
    until = now + seconds(limits.rota_ahead_s)
    gaps = ((duty, state.rota.gap(duty, now, until)) for duty in limits.rota_duties)
    said = [f"no {duty} here {_when(*gap, now)}" for duty, gap in gaps if gap is not None]
    if said:
        yield Finding(state.room, ROTA_GAP, f"The rota names {', and '.join(said)}")


def _when(begins: Instant, ends: Instant | None, now: Instant) -> str:
    when = f"in {lasting(begins - now)}" if begins > now else "now"
    return f"{when}, for {lasting(ends - max(begins, now))}" if ends else when


def nobody_could_be_told(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """A notice was given up by every teller that it was meant for, and none has taken it since."""
    failed = [
        (one, step) for one in state.alarms for step in one.steps if step.failed and not step.told
    ]
    if failed:
        alarm, step = min(failed, key=lambda each: each[1].at)
        ago = lasting(now - step.at)
        yield Finding(
            state.room, NOBODY_TOLD, f"No message about “{alarm.condition}” reached anybody, {ago}"
        )
