"""The commissioning sheet: what a self-test of one room found, line by line, and what is left.

Nothing that was not seen is said to work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from edge.act.hold import NONE_FITTED, SURFACE_FITTED
from edge.events import (
    BadgeSensed,
    CallSensed,
    DialSensed,
    DoorSensed,
    Event,
    LineTried,
    LockSensed,
    PresenceSensed,
    RadarBytes,
    TalkSensed,
)
from edge.room_events import DialPressed
from ward.happenings import Dial, Place
from ward.readings import Missing, Quantity, Reading

THERMOMETER_OFF_MOST_C = 1.0  # of a reference thermometer; the issue's own bound
MAIN_LEAST_LUX, NIGHT_LEAST_LUX = 100.0, 2.0  # CIBSE LG2: general 100; night 5, of which half here
NIGHT_MOST_LUX = 30.0  # beyond that it is no night light


class Verdict(StrEnum):
    """What can be said of one line."""

    WELL = "well"
    FAILS = "FAILS"
    NOT_SEEN = "not seen"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was tried."""

    what: str
    verdict: Verdict
    found: str


def sensors(
    readings: Mapping[tuple[Quantity, str], Reading], fitted: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """Every sensor that is to be there or said anything, with what it said."""
    wanted = {*expected(fitted), *readings.keys()}
    return tuple(_sensor(q, s, readings.get((q, s))) for q, s in sorted(wanted))


def expected(fitted: frozenset[str]) -> tuple[tuple[Quantity, str], ...]:
    """What every room has, and a surface probe unless it is said that none is fitted."""
    return (*EXPECTED, SURFACE) if SURFACE_FITTED in fitted else EXPECTED


def probe(fitted: frozenset[str]) -> tuple[Line, ...]:
    """Of a surface that nothing feels the sheet speaks too: somebody signs for it."""
    if SURFACE_FITTED in fitted:
        return ()
    words = "said not to be fitted: the heater's own limit has to hold by itself"
    return (Line("surface probe", Verdict.NOT_SEEN, words),)


def thermometers(
    readings: Mapping[tuple[Quantity, str], Reading], reference_c: float | None
) -> tuple[Line, ...]:
    """Each thermometer beside the reference that somebody read and typed in."""
    lines = []
    for (quantity, sensor), reading in sorted(readings.items()):
        if quantity is not Quantity.TEMPERATURE or isinstance(reading.value, Missing):
            continue
        what = f"thermometer {sensor} beside the reference"
        if reference_c is None:
            lines.append(Line(what, Verdict.BY_HAND, "say --reference-c, read beside the sensor"))
            continue
        off = reading.value - reference_c
        good = abs(off) <= THERMOMETER_OFF_MOST_C
        found = f"{reading.value:.1f} °C, {off:+.1f} K of {reference_c:g} °C"
        lines.append(Line(what, Verdict.WELL if good else Verdict.FAILS, found))
    return tuple(lines)


def lamp(name: str, dark_lux: float | None, lit_lux: float | None) -> Line:
    """A lamp from dark to full, by the room's own light sensor."""
    if dark_lux is None or lit_lux is None:
        return Line(name, Verdict.NOT_SEEN, "the light sensor said nothing")
    gives = lit_lux - dark_lux
    night = name == NIGHT
    good = NIGHT_LEAST_LUX <= gives <= NIGHT_MOST_LUX if night else gives >= MAIN_LEAST_LUX
    wanted = (
        f"{NIGHT_LEAST_LUX:g} to {NIGHT_MOST_LUX:g}" if night else f"{MAIN_LEAST_LUX:g} or more"
    )
    found = f"{gives:.0f} lux at full over {dark_lux:.0f} in the dark; wanted {wanted}"
    return Line(name, Verdict.WELL if good else Verdict.FAILS, found)


def low(name: str, asked_lux: float, dark_lux: float | None, lit_lux: float | None) -> Line:
    """The same lamp as low as it is used; many drivers go no lower than a tenth, or go out."""
    what = f"{name}, low"
    if dark_lux is None or lit_lux is None:
        return Line(what, Verdict.NOT_SEEN, "the light sensor said nothing")
    gives = lit_lux - dark_lux
    least, most = asked_lux / LOW_WITHIN, asked_lux * LOW_WITHIN
    good = least - TOLD_LUX <= gives <= most + TOLD_LUX and gives > 0
    found = f"{gives:.1f} lux where {asked_lux:g} were asked; wanted {least:g} to {most:g}"
    return Line(what, Verdict.WELL if good else Verdict.FAILS, found)


MAIN, NIGHT = "main light", "night light"
LOW_LUX = {NIGHT: 2.0, MAIN: 18.0}  # the night of a ward's default; watch light
LOW_WITHIN = 2.0  # times; the loop makes good what is left, and cannot light a lamp that is out
TOLD_LUX = 0.8  # what the light sensor can tell apart


def relay(name: str, *, fitted: bool) -> Line:
    """Nothing tells a node whether a relay drew: an ear does."""
    if not fitted:
        return Line(name, Verdict.NOT_SEEN, "said not to be fitted")
    return Line(name, Verdict.BY_HAND, "on for two seconds and off: did it click, twice?")


def door(heard: Sequence[Event]) -> tuple[Line, ...]:
    """What somebody had to do at the door, and whether it was heard."""
    return tuple(
        Line(what, *((Verdict.WELL, "heard") if _heard(wanted, heard) else _NOT_HEARD))
        for what, wanted in _DONE_BY_HAND
    )


def radar(heard: Iterable[Event]) -> Line:
    """Whether anything comes of it; what it sees, only a walk shows."""
    count = sum(len(one.data) for one in heard if isinstance(one, RadarBytes))
    if not count:
        return Line("radar", Verdict.FAILS, "nothing came of it")
    return Line("radar", Verdict.BY_HAND, f"{count} bytes came; now walk the room: attune walk")


def call_line(heard: Iterable[Event]) -> Line:
    """The trial of the call button's line."""
    tried = [one for one in heard if isinstance(one, LineTried)]
    if not tried:
        return Line("call button's line", Verdict.NOT_SEEN, "the trial said nothing")
    fault = tried[-1].fault
    return Line("call button's line", Verdict.FAILS if fault else Verdict.WELL, fault or "whole")


def written(room: str, about: str, lines: Sequence[Line]) -> str:
    """The sheet as it is printed, kept and signed."""
    wide = max(len(line.what) for line in lines)
    body = [f"  {line.what:<{wide}}  {line.verdict:<8}  {line.found}" for line in lines]
    counts = ", ".join(f"{sum(line.verdict is one for line in lines)} {one}" for one in Verdict)
    head = [f"Commissioning sheet of {room}", f"Hardware: {about}", ""]
    foot = ["", counts, "", "Date and reference thermometer: ____________  Signed: ____________"]
    return "\n".join([*head, *body, *foot])


def ends_well(lines: Iterable[Line]) -> bool:
    """Whether nothing failed; what was not seen is for whoever signs to say."""
    return all(line.verdict is not Verdict.FAILS for line in lines)


EXPECTED = (
    (Quantity.TEMPERATURE, "sht4x"),
    (Quantity.HUMIDITY, "sht4x"),
    (Quantity.CO2, "scd4x"),
    (Quantity.TEMPERATURE, "scd4x"),
    (Quantity.LIGHT, "bh1750"),
    (Quantity.SOUND, "ads1115"),
)
SURFACE = (Quantity.SURFACE, "ads1115")
_NOT_HEARD = (Verdict.NOT_SEEN, "nobody did it in time, or it is not heard")
_DONE_BY_HAND: tuple[tuple[str, tuple[Event | type, ...]], ...] = (
    ("door opened and shut", (DoorSensed(True), DoorSensed(False))),
    ("lock opened and turned", (LockSensed(False), LockSensed(True))),
    ("badge shown", (BadgeSensed,)),
    ("call button pressed", (CallSensed,)),
    ("intercom talked through", (TalkSensed(True),)),
    ("somebody in front of the door", (PresenceSensed(Place.DOORSIDE, True),)),
    ("somebody in the room", (PresenceSensed(Place.ROOM, True),)),
    ("somebody in the ensuite", (PresenceSensed(Place.ENSUITE, True),)),
    ("light dial turned", (DialSensed(Dial.LIGHT, 1),)),
    ("temperature dial turned", (DialSensed(Dial.TEMPERATURE, 1),)),
    ("light dial pushed", (DialPressed(Dial.LIGHT, False),)),
    ("temperature dial pushed", (DialPressed(Dial.TEMPERATURE, False),)),
)


def _heard(wanted: tuple[Event | type, ...], heard: Sequence[Event]) -> bool:
    return all(
        any(isinstance(e, one) if isinstance(one, type) else e == one for e in heard)
        for one in wanted
    )


def _sensor(quantity: Quantity, sensor: str, reading: Reading | None) -> Line:
    what = f"{sensor}: {quantity}"
    hint = f"; {NONE_FITTED}" if quantity is Quantity.SURFACE else ""
    if reading is None:
        return Line(what, Verdict.FAILS, f"it said nothing{hint}")
    if isinstance(reading.value, Missing):
        return Line(what, Verdict.FAILS, f"{reading.value}{hint}")
    return Line(what, Verdict.WELL, f"{reading.value:g} {quantity.unit}")
