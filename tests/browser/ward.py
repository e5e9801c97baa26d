"""The ward that the browser sees: one overdue, one breathing, one new, one empty."""

from hub.rooms.facts import How
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from tests.hub.panel.night import (
    ASH_1,
    ASH_2,
    ASH_3,
    ASH_4,
    RECORDED,
    TWO_AM,
    alarm,
    asked,
    authorised,
    began,
    empty,
    facts,
    heard,
    looked,
    reached,
    says,
    visited,
)
from ward.commissioning import Phase, Sight, Spot, SpotSeen, Walking
from ward.conditions import BLANK_SPELL
from ward.envelope import Standing
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.units import minutes, seconds
from ward.vitals import Doubt, Doubted, Rate

NOW = TWO_AM
WALKING = Walking(
    id="walk-1",
    phase=Phase.AT_SPOT,
    spot=Spot.WINDOW,
    sees=Sight.PRESENCE,
    left_s=14,
    spots=(
        SpotSeen(spot=Spot.BED, sight=Sight.BREATHING),
        SpotSeen(spot=Spot.NEAR_LEFT, sight=Sight.PRESENCE),
        SpotSeen(spot=Spot.FAR_LEFT, sight=Sight.NOTHING),
    ),
)
OPEN = Standing(door_open=True, locked=False, in_room=False, in_ensuite=False, at_door=False)


def overdue() -> RoomState:
    state = facts(
        empty(ASH_1),
        began(ASH_1, NOW - minutes(242), "R.P."),
        visited(ASH_1, NOW - minutes(17), stayed_s=33),
        authorised(ASH_1, NOW - minutes(100), NOW + minutes(100)),
        *(looked(ASH_1, NOW - minutes(n)) for n in (12, 9, 6, 3)),
        looked(ASH_1, NOW - minutes(2), How.STATION, "appears settled"),
        alarm(ASH_1, NOW - minutes(2), BLANK_SPELL.name, "Nobody has been for 15 min"),
        asked(ASH_1, NOW - minutes(1), LightAsked(lamp=Lamp.NIGHT, level=0.15)),
        reached(ASH_1, NOW - seconds(30), Progress.EXPIRED),
    )
    return says(heard(state), Doubted(doubt=Doubt.MOVING), NOW, NOW - minutes(3))


def breathing() -> RoomState:
    state = facts(
        empty(ASH_4),
        began(ASH_4, NOW - minutes(1870)),
        visited(ASH_4, NOW - minutes(8)),
        authorised(ASH_4, NOW - minutes(100), NOW + minutes(100)),
        asked(ASH_4, NOW - minutes(3), TemperatureAsked(celsius=22)),
        reached(ASH_4, NOW - minutes(3), Progress.DONE),
    )
    return says(heard(state, hardware=RECORDED), Rate(per_minute=14.2, quality=0.8), NOW, NOW)


def new() -> RoomState:
    return heard(facts(empty(ASH_2), began(ASH_2, NOW - minutes(12), "A.W.", 60)))


def ward() -> tuple[RoomState, ...]:
    return overdue(), new(), heard(empty(ASH_3), standing=OPEN, walk=WALKING), breathing()
