"""Whether an alarm is of whoever is there, or of somebody who was there before."""

from hub.rooms.alarm import Alarm
from hub.rooms.former import was_here
from hub.rooms.state import Written
from ward.conditions import CANNOT_SEE, OF_RATES, RESTRAINT_UNSAID

OWN = OF_RATES | {CANNOT_SEE.name, RESTRAINT_UNSAID.name}  # a wait to be seen goes on, these do not


def is_of_before(alarm: Alarm, state: Written) -> bool:
    """What was measured of somebody, or asked for them, is nothing of whoever is there now."""
    return alarm.condition in OWN and not was_here(state.episode, alarm.runs_since)
