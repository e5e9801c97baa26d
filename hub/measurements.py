"""Measurements: every series that is stored, as a series database is given it, in one table.

What is no row here leaves the hub nowhere. docs/series.md is made from it, and the dashboards ask
for nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from hub.rooms.doubted import series_of
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.vitals import Vital

HUB = "hub"  # the sensor of what the hub itself says, once a minute


class Lasts(Enum):
    """What of a series is kept for years, hour by hour, once its points are gone."""

    VALUES = auto()
    COVER = auto()  # only for how long there were any
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One series of the store, and what it is called outside.

    ``is_rate``: a person's own, which leaves the hub only where a site says so.
    ``vouches_s``: for so long a point stands, at most, for what comes after it. ``tag``: what is
    said of whatever gave it, where that is not the hub itself.
    """

    series: str
    measurement: str
    name: str
    unit: str
    says: str
    lasts: Lasts = Lasts.NOTHING
    is_rate: bool = False
    vouches_s: int = 90
    tag: str = "sensor"

    @property
    def by_sensor(self) -> bool:
        """Whether there is a third tag: not of what the hub itself says each minute."""
        return self.tag != "sensor" or self.measurement == "room" or self.is_rate or self.is_doubt

    @property
    def is_doubt(self) -> bool:
        return self.name.endswith("_doubt")


MEASUREMENTS: Mapping[str, str] = {
    "room": "What the sensors say of the room, each at its own time.",
    "vital": "Breathing and pulse, only while an authorisation is in force.",
    "watch": "Whether somebody is confined, and when somebody last was there, once a minute.",
    "alarms": "What is alarming, once a minute.",
    "node": "How a room's node is, once a minute.",
    "driven": "What a room is held to, as its node says, once a minute.",
    "building": "What is known of the room as a building, once an hour, on the hour.",
}
# Sensors of the room speak every two seconds, so ten without a word are a gap.
_SENSORS_VOUCH_S = 20
# As on the page of the curves: two rates further apart are not joined.
_RATES_VOUCH_S = 45
# From one hour to the next, and a minute for the hub to come to it.
_HOURS_VOUCH_S = 3660


def _room(quantity: Quantity, says: str) -> Field:
    return Field(
        quantity, "room", quantity, quantity.unit, says, Lasts.VALUES, vouches_s=_SENSORS_VOUCH_S
    )


def _minute(
    of: str, name: str, unit: str, says: str, *, tag: str = "sensor", lasts: Lasts = Lasts.NOTHING
) -> Field:
    return Field(f"{of} {name}".replace("_", " "), of, name, unit, says, lasts, tag=tag)


def _hour(name: str, unit: str, says: str) -> Field:
    """Kept for years, for "when did this stop?" is asked of a building years later."""
    series = f"building {name}"
    return Field(series, "building", name, unit, says, Lasts.VALUES, vouches_s=_HOURS_VOUCH_S)


def _rate(vital: Vital, says: str) -> Field:
    return Field(
        vital, "vital", vital, "a minute", says, Lasts.COVER, True, vouches_s=_RATES_VOUCH_S
    )


def _doubt(vital: Vital) -> Field:
    says = f"why there is no rate, as it changes: the number of a doubt, of {vital}"
    return Field(series_of(vital), "vital", f"{vital}_doubt", "number", says)


YES = "1 or 0"
VALUES = Lasts.VALUES

FIELDS: tuple[Field, ...] = (
    _room(Quantity.TEMPERATURE, "air"),
    _room(Quantity.HUMIDITY, "relative"),
    _room(Quantity.CO2, "carbon dioxide"),
    _room(Quantity.LIGHT, "at the sensor"),
    _room(Quantity.SOUND, "mean by energy since the last (LAeq)"),
    _room(Quantity.LOUDEST, "the most meanwhile (LAmax, fast)"),
    _room(Quantity.SURFACE, "of the hottest thing that can be touched"),
    _rate(Vital.BREATHING, "breaths, while commissioned"),
    _rate(Vital.HEART, "pulse, while commissioned"),
    _doubt(Vital.BREATHING),
    _doubt(Vital.HEART),
    _minute("vital", "breathing_seen", YES, "a rate was there, of all minutes in which breathing "
            "might be measured", lasts=VALUES),
    _minute("vital", "heart_seen", YES, "the same of the pulse", lasts=VALUES),
    _minute("watch", "confined", YES, "somebody is confined there", lasts=VALUES),
    _minute("watch", "observed", "1", "for each time that somebody was there in person and ended "
            "the wait, at that time", lasts=VALUES),
    _minute("watch", "seen_ago", "s", "since somebody was there in person, or since it began"),
    _minute("watch", "overdue", "s", "for how long somebody has been due; 0 while nobody is"),
    _minute("watch", "blank", YES, "a blank spell is on record as an alarm", lasts=VALUES),
    _minute("alarms", "high", "alarms", "of high priority that show"),
    _minute("alarms", "medium", "alarms", "of medium priority that show"),
    _minute("alarms", "low", "alarms", "of low priority that show"),
    _minute("alarms", "sounding", "alarms", "that nobody has quietened"),
    _minute("alarms", "began", "1", "for each alarm, as it begins or is there again", lasts=VALUES,
            tag="condition"),
    _minute("node", "linked", YES, "the hub hears it", lasts=VALUES),
    _minute("node", "heard_ago", "s", "since it was last heard"),
    _minute("node", "owes", "messages", "that it has yet to bring, of an outage say"),
    _minute("node", "faults", "faults", "that it says of itself", lasts=VALUES),
    _minute("node", "commissioned", YES, "the radar that it has was walked and signed for"),
    _minute("node", "clock_right", YES, "its clock was set by the network, and agrees with the "
            "hub's", lasts=VALUES),
    _minute("node", "radar_well", YES, "it has a radar, and tells of no fault of it", lasts=VALUES),
    _minute("driven", "asked_temperature", "°C", "what the room is held to"),
    _minute("driven", "heating", YES, "heating is on"),
    _minute("driven", "cooling", YES, "cooling is on"),
    _minute("driven", "main_light", "share", "of all the light there is, 0 to 1"),
    _minute("driven", "night_light", "share", "the same of the night light"),
    _hour("fit", YES, "every must-have is known to be met, and no danger is open"),
    _hour("unmet", "clauses", "known not to be met"),
    _hour("unknown", "clauses", "not checked, not measured, or by evidence that is too old"),
    _hour("defects", "defects", "that are open: not mended, or not checked since"),
    _hour("overdue", "defects", "that are open past their day"),
)  # fmt: skip
BY_SERIES: Mapping[str, Field] = {field.series: field for field in FIELDS}
_OTHER = Field("", "", "", "", "", Lasts.VALUES)


class Point(NamedTuple):
    """One stored point of a line. ``at_us`` is microseconds since 1970."""

    room: str
    series: str
    sensor: str
    at_us: int
    value: float


def of(series: str) -> Field:
    """Its row, or that of one which is stored and nothing else."""
    return BY_SERIES.get(series, _OTHER)


def series_of_minute(measurement: str, name: str) -> str:
    """What a field that the hub itself says is stored as. Raises ``KeyError`` for none of ours."""
    found = f"{measurement} {name}".replace("_", " ")
    return BY_SERIES[found].series


def leaving(*, rates: bool) -> tuple[str, ...]:
    """The series that a series database is given."""
    return tuple(field.series for field in FIELDS if rates or not field.is_rate)


def lines(points: Iterable[Point]) -> Iterator[str]:
    """In InfluxDB's line protocol, times in microseconds. What is no row of the table is none."""
    for point in points:
        field = BY_SERIES.get(point.series)
        if field is not None:
            tags = ",".join(f"{key}={_tag(words)}" for key, words in tags_of(point).items())
            yield f"{field.measurement},{tags} {field.name}={float(point.value)!r} {point.at_us}"


def tags_of(point: Point) -> dict[str, str]:
    """Where it is of, and by which sensor. Nothing of whoever is in there."""
    tags = {"ward": RoomId.parse(point.room).ward, "room": point.room}
    return tags if point.sensor == HUB else {**tags, of(point.series).tag: point.sensor}


def _tag(words: str) -> str:
    """Escaped as the line protocol wants it; a line break would be another point."""
    words = " ".join(words.split()).replace("\\", "/")
    for sign in (",", "=", " "):
        words = words.replace(sign, f"\\{sign}")
    return words
