"""What is written down of modes, each as a sentence of the timeline."""

from hub.panel.seen import known_as
from hub.rooms.mode_facts import BreathingFaster, BreathingSlow, ModeChanged
from hub.rooms.state import RoomState
from hub.rules.words import lasting
from ward.modes import ModeBegun, ModeChange, ModeEnded, RestraintNoted
from ward.units import Instant
from ward.vitals import Vital

OfMode = ModeChanged | BreathingSlow | BreathingFaster


def of_mode(fact: OfMode, state: RoomState, now: Instant) -> str:
    """Without a rate, once none may be shown."""
    if isinstance(fact, ModeChanged):
        return _late(fact, now) + changed(fact.change, state)
    how = "under the line" if isinstance(fact, BreathingSlow) else "above the line again"
    may = state.may_measure(Vital.BREATHING, now) and state.may_tell(fact.at, now)
    rate = f" {fact.per_minute:.1f} a minute" if may and state.shows_numbers else ""
    return f"Breathing{rate}: {how} of the closer watch"


def _late(fact: ModeChanged, now: Instant) -> str:
    """``Told late by Ash 4, where they were 40 min ago: ``."""
    if fact.told_from is None or fact.observed_at is None:
        return ""
    gone = ", and are confined nowhere now" if fact.ended_at else ""
    ago = lasting(now - fact.observed_at)
    return f"Told late by {fact.told_from.spoken}, where they were {ago} ago{gone}: "


def changed(said: ModeChange, state: RoomState) -> str:
    """``Restraint: face down, airway clear, by M.T.``."""
    match said:
        case ModeBegun(mode=mode):
            given = ", ".join(filter(None, (mode.drug, mode.route)))
            kind = f"{mode.kind[0].upper()}{mode.kind[1:]}"
            return f"{kind} begins{f': {given}' if given else ''}, by {known_as(state, mode.by)}"
        case RestraintNoted():
            lies = said.position.replace("-", " ")
            return f"Restraint: {lies}, airway {said.airway}, by {known_as(state, said.by)}"
        case ModeEnded():
            error = " as an error" if said.in_error else ""
            return f"Closer watch ended{error}, by {known_as(state, said.by)}: {said.why}"
    return f"Restraint: let go, by {known_as(state, said.by)}"
