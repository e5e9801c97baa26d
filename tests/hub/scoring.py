"""Somebody whose chart is known and whose breathing and pulse are measured, for tests of scores."""

from hub.score_acts import ChartSet, SetAge
from tests.hub.world import JT, World
from ward.care import Person
from ward.charted import Measurements
from ward.charts import Chart
from ward.envelope import VitalBody
from ward.news2 import Breathes, Consciousness, Scale
from ward.rooms import RoomId
from ward.units import Instant
from ward.vitals import Doubt, Doubted, Rate, Vital

WELL = Measurements(
    breathing=16,
    heart=70,
    spo2=98,
    scale=Scale.ONE,
    breathes=Breathes.AIR,
    systolic=120,
    consciousness=Consciousness.ALERT,
    temperature_c=37.0,
)
NURSE = "M.T."


def measured(ward: World, room: RoomId, person: Person = JT, *, age: int | None = 30) -> None:
    """Confined, authorised, walked, seen, and of that age."""
    ward.begins(room, person, every_min=240)
    ward.commissions(room)
    ward.authorises(room)
    if age is not None:
        ward.does(SetAge(room, "K.O.", age, Chart.NEWS2 if age in (16, 17) else None))


def says(
    ward: World, room: RoomId, vital: Vital, rate: float | Doubt, *, quality: float = 0.9
) -> None:
    word = (
        Doubted(doubt=rate) if isinstance(rate, Doubt) else Rate(per_minute=rate, quality=quality)
    )
    known = ward.state(room).commissioning is not None
    ward.hears(room, VitalBody(vital=vital, commissioned=known, said=word))


def lives(
    ward: World,
    room: RoomId,
    breathing: float | Doubt,
    heart: float | Doubt | None = None,
    *,
    for_s: int = 40,
    quality: float = 0.9,
) -> None:
    """Says so each second, the pulse every five seconds."""
    for second in range(for_s):
        says(ward, room, Vital.BREATHING, breathing, quality=quality)
        if heart is not None and second % 5 == 0:
            says(ward, room, Vital.HEART, heart, quality=quality)
        ward.wait(1)


def charts(ward: World, room: RoomId, by: str = NURSE, **but: object) -> Instant:
    """A whole set, otherwise well; at the station, now."""
    ward.does(ChartSet(room, by, WELL.model_copy(update=but)))
    return ward.now
