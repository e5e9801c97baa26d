"""Rules about warmth: a room over somebody that does not suit them, is hot, or is not measured."""

from collections.abc import Iterable, Iterator

from hub.rooms.absence import is_away
from hub.rooms.state import RoomState
from hub.rules.calls import is_occupied
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.condition import Condition
from ward.envelope import Body, HealthBody, InForce
from ward.rank import Thing
from ward.room_conditions import NOT_SUITING, TEMPERATURE_UNKNOWN, VERY_HOT
from ward.units import Instant, seconds
from ward.warmth import WARM_C, Warmth


def temperature_unknown(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """For a minute its node has not believed any thermometer, and somebody is inside.

    What the node said last holds until it says otherwise; its silence is an alarm of its own.
    """
    if state.health is not None and state.health.in_force.guessing and is_occupied(state, now):
        words = "No thermometer of this room can be believed: it is heated by guess, a little"
        yield Finding(state.room, TEMPERATURE_UNKNOWN, words)


def too_warm_or_cold(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Outside what suits whoever is inside for a while, or so hot that it is dangerous at all.

    One of the two: very hot says both, and what is not so hot any more is still too warm. Once it
    shows it goes on until the node has measured that it is over: one that just began anew has
    measured nothing yet, and a hub that did has heard nothing.
    """
    if not is_occupied(state, now) or is_away(state, now):
        return
    force = state.health.in_force if state.health else None
    warmth = force.warmth if force else None
    if force is None or warmth is None:
        yield from _still(state)
    elif _lasts(VERY_HOT, warmth.hot_s, limits.hot_s, state):
        yield Finding(state.room, VERY_HOT, _hot(warmth, force))
    elif _lasts(NOT_SUITING, warmth.outside_s, limits.outside_band_s, state) or (
        _is_outside(warmth) and state.showing(VERY_HOT.name)
    ):
        yield Finding(state.room, NOT_SUITING, _outside(warmth, force))


def says_so(body: Body, found: Iterable[Finding]) -> bool:
    """Whether this message may begin it: no fact is made of a node's health."""
    if not isinstance(body, HealthBody):
        return False
    found_ = {one.condition for one in found}
    warmth = body.in_force.warmth
    return (
        (body.in_force.guessing and TEMPERATURE_UNKNOWN not in found_)
        or (_is_hot(warmth) and VERY_HOT not in found_)
        or (_is_outside(warmth) and not found_ & {VERY_HOT, NOT_SUITING})
    )


def _is_hot(warmth: Warmth | None) -> bool:
    return warmth is not None and warmth.hot_s is not None


def _is_outside(warmth: Warmth | None) -> bool:
    return warmth is not None and warmth.outside_s is not None


def _lasts(condition: Condition, passed_s: float | None, limit_s: float, state: RoomState) -> bool:
    """By a node that began anew the time begins anew too: what shows is not over for that."""
    if passed_s is None:
        return False
    return passed_s >= limit_s or state.showing(condition.name) is not None


def _still(state: RoomState) -> Iterator[Finding]:
    for condition in (VERY_HOT, NOT_SUITING):
        if (alarm := state.showing(condition.name)) is not None and alarm.over_at is None:
            yield Finding(state.room, condition, alarm.words)
            return


def _hot(warmth: Warmth, force: InForce) -> str:
    return f"{warmth.celsius:.1f} °C for {_for(warmth.hot_s)}{_doing(force)}"


def _outside(warmth: Warmth, force: InForce) -> str:
    celsius, least, most = warmth.celsius, warmth.least_c, warmth.most_c
    if least <= celsius <= most and celsius >= WARM_C - 1:
        band = f"{WARM_C:g} °C and more is too warm, whatever the profile says"
    else:
        band = f"what suits is {least:g} to {most:g} °C"
    return f"{celsius:.1f} °C for {_for(warmth.outside_s)}: {band}{_doing(force)}"


def _for(passed_s: float | None) -> str:
    return lasting(seconds(passed_s or 0.0))


def _doing(force: InForce) -> str:
    """What the room itself does about it."""
    leading = next((one for one in force.leading if one.thing is Thing.WARMTH), None)
    work = "heating" if force.heating else "cooling" if force.cooling else ""
    if leading is not None and leading.at_limit:
        return ". The room does all it can, and that is not enough"
    return f". It is {work}" if work else ""
