"""Rules about warmth: a room over somebody that is heated by guess."""

from collections.abc import Iterable, Iterator

from hub.rooms.state import RoomState
from hub.rules.calls import is_occupied
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from ward.envelope import Body, HealthBody
from ward.room_conditions import TEMPERATURE_UNKNOWN
from ward.units import Instant


def temperature_unknown(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """For a minute its node has not believed any thermometer, and somebody is inside.

    What the node said last holds until it says otherwise; its silence is an alarm of its own.
    """
    if state.health is not None and state.health.in_force.guessing and is_occupied(state, now):
        words = "No thermometer of this room can be believed: it is heated by guess, a little"
        yield Finding(state.room, TEMPERATURE_UNKNOWN, words)


def says_so(body: Body, found: Iterable[Finding]) -> bool:
    """Whether this message may begin it: no fact is made of a node's health."""
    guesses = isinstance(body, HealthBody) and body.in_force.guessing
    return guesses and all(one.condition != TEMPERATURE_UNKNOWN for one in found)
