"""A simulated week of two rooms, as coarse as its dashboards are: every point is the hub's own.

A shift of forty minutes is played by the real round, and said again all through the week.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from hub.effects import Chart, Keep
from hub.estates.counted import Counted, counted
from hub.estates.sensed import NOTHING_SENSED
from hub.outside.standards import load
from hub.rooms.state import RoomState
from hub.sampling import Sampling
from hub.sampling import counted as one_by_one
from tests.hub.world import ASH_1, ASH_4, World
from ward.envelope import ReadingsBody, VitalBody
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.units import Instant, hours
from ward.vitals import Doubt, Doubted, Rate, Vital

STANDARDS = load()
EVERY = hours(4)
SHIFTS = 42  # a week of them
LASTS = SHIFTS * EVERY
COLD, WARM, HOT = 16.5, 21.0, 29.0
SENSORS = {
    Quantity.HUMIDITY: ("sht4x", 45.0), Quantity.CO2: ("scd4x", 800.0),
    Quantity.LIGHT: ("bh1750", 120.0), Quantity.SOUND: ("mic", 38.0),
    Quantity.LOUDEST: ("mic", 71.0), Quantity.SURFACE: ("ntc", 35.0),
}  # fmt: skip


def week() -> Iterator[Chart]:
    """All of it, room by room and shift by shift."""
    played = shift()
    for number in range(SHIFTS):
        warmth = (COLD, WARM, HOT)[number % 3]
        yield from _later(played, number * EVERY, warmth)


def _later(points: Iterable[Chart], by: timedelta, warmth: float) -> Iterator[Chart]:
    for point in points:
        value = warmth if point.series == Quantity.TEMPERATURE else point.value
        yield replace(point, at=point.at + by, value=value)


def shift() -> list[Chart]:
    """Somebody is confined and measured; a spell goes blank, a node falls silent."""
    ward, sampling = World(), Sampling(as_a_building)
    ward.begins(ASH_4)
    ward.commissions(ASH_4)
    ward.authorises(ASH_4)
    points: list[Chart] = []
    for minute in range(40):
        for room in (ASH_1, ASH_4):
            _measured(ward, room, WARM)
        _breathes(ward, minute)
        if minute == 20:
            ward.visit(ASH_4)
        if minute == 30:
            ward.alive.discard(ASH_1)
        points += sampling.tick(map(ward.state, ward.site.rooms), ward.now)
        ward.wait(60)
    points += one_by_one(Keep(fact) for fact in ward.facts)
    return [*points, *ward.points]


def as_a_building(state: RoomState, now: Instant) -> Counted:
    return counted(STANDARDS, NOTHING_SENSED, state, now.date(), now)


def _measured(ward: World, room: RoomId, celsius: float) -> None:
    air = Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=celsius)
    more = (
        Reading(quantity=quantity, sensor=sensor, value=value)
        for quantity, (sensor, value) in SENSORS.items()
    )
    ward.hears(room, ReadingsBody(readings=(air, *more)))


def _breathes(ward: World, minute: int) -> None:
    for vital, rate in ((Vital.BREATHING, 14.0), (Vital.HEART, 62.0)):
        doubted = minute % 10 == 0
        said = Doubted(doubt=Doubt.MOVING) if doubted else Rate(per_minute=rate, quality=0.9)
        ward.hears(ASH_4, VitalBody(vital=vital, commissioned=True, said=said))
