"""Kinds of values in a night file: how each is written, what it means, and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from attune.play.measured import KNOWN, read_measured
from attune.play.read import (
    among,
    number,
    one_of,
    read_badge,
    read_clock,
    read_condition,
    read_day,
    read_doubt,
    read_initials,
    read_quoted,
    read_room,
    read_rooms,
    read_signed_span,
    read_span,
    whole,
)
from attune.play.setting import Radar
from firmware_sim.body import Place, Posture
from hub.rooms.order_facts import Progress
from hub.rooms.privacy_facts import Outcome, Watching
from hub.rules.limits import by_whose_word
from hub.staff.duty import Duty
from ward.care import Role
from ward.charts import Chart
from ward.conditions import BY_NAME, Priority
from ward.deeds import Outing
from ward.kinds import Kind
from ward.modes import Airway, DrugClass, DrugRoute, ModeKind
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.vitals import Doubt

CHILL_MOST = 60.0
PLACES = (Place.BED, Place.FLOOR, Place.ENSUITE)
LIMITS = tuple(name for name, _ in by_whose_word() if name.endswith("_s"))
SENSORS = ("sht4x", "scd4x", "bh1750", "ads1115", "radar")


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of value. ``shape`` is what of a line it may take; ``read`` may still refuse.

    ``read`` raises ``ValueError`` with what was expected, to follow "expected".
    """

    name: str
    shape: str
    meaning: str
    example: str
    read: Callable[[str], Any]


QUOTED = r'"[^"]*"'
WORD = r"\S+"
SPAN = r"\d\S*(?: (?:s|min|h)\b)?"
_DEGREES = number(TEMPERATURE_LEAST_C - 10, TEMPERATURE_MOST_C + 10, "degrees Celsius")

SLOTS: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot("TIME", WORD, "a time of day; over midnight it goes on", "02:15:01", read_clock),
        Slot("SPAN", SPAN, "how long: s, min or h", "3 min", read_span),
        Slot("STEP", r"[+-]" + SPAN, "how far, ahead or back", "+7 min", read_signed_span),
        Slot("TITLE", r"\S.*", "the rest of the line", "Nobody comes", str),
        Slot("DAY", WORD, "a day, year first", "2026-11-23", read_day),
        Slot("ROOM", WORD, "a room of the night", "ash/04", read_room),
        Slot("STAFF", WORD, "the initials of somebody on a `staff` line", "M.T.", read_initials),
        Slot("PERSON", WORD, "the initials of whom a room is for", "J.T.", read_initials),
        Slot(
            "ROLE",
            r"[a-z][a-z -]*?",
            "what somebody is on this ward",
            "nurse",
            lambda text: Role(one_of(text, tuple(Role))),
        ),
        Slot(
            "WATCHING",
            WORD,
            f"a way of watching: {', '.join(Watching)}",
            "CCTV",
            lambda text: Watching(one_of(text, tuple(Watching))),
        ),
        Slot(
            "OUTCOME",
            r"[a-z][a-z ]*?",
            f"what a review decided: {', '.join(Outcome)}",
            "stopped",
            lambda text: Outcome(one_of(text, tuple(Outcome))),
        ),
        Slot(
            "DUTY",
            r"[a-z][a-z -]*?",
            f"a duty of the rota: {', '.join(Duty)}",
            "nurse in charge",
            lambda text: Duty(one_of(text, tuple(Duty))),
        ),
        Slot(
            "ROOMS", r"all rooms|\S+", "a room of the night, or `all rooms`", "ash/04", read_rooms
        ),
        Slot("BADGE", WORD, "a card number in hexadecimal", "04A1B2C3", read_badge),
        Slot("TEXT", QUOTED, "words, in quotes", '"asleep"', read_quoted),
        Slot(
            "CONDITION",
            QUOTED,
            f"a condition, in quotes: {', '.join(BY_NAME)}",
            '"blank spell"',
            read_condition,
        ),
        Slot(
            "PRIORITY",
            r"[A-Z]+",
            "HIGH, MEDIUM or LOW",
            "HIGH",
            among(*(each.name for each in reversed(Priority))),
        ),
        Slot(
            "LIMIT",
            r"[a-z_]+",
            f"a limit of hub.toml, in seconds there: {', '.join(LIMITS)}",
            "objection_s",
            lambda text: one_of(text, LIMITS),
        ),
        Slot("DOUBT", QUOTED, f"a doubt, in quotes: {', '.join(Doubt)}", '"moving"', read_doubt),
        Slot("RATE", WORD, "breaths a minute; 0 is none", "14", number(0, CHILL_MOST, "a rate")),
        Slot("PULSE", WORD, "heartbeats a minute", "84", number(20, 220, "a pulse")),
        Slot("AGE", WORD, "how old somebody is, in years", "34", whole(1, 120, "years")),
        Slot(
            "CHART",
            QUOTED,
            f"an early warning chart, in quotes: {', '.join(Chart)}",
            '"NEWS2"',
            lambda text: Chart(one_of(text[1:-1], tuple(Chart))),
        ),
        Slot(
            "MEASURED",
            QUOTED,
            f"what was measured, with commas between: {KNOWN}",
            '"breathing 18, pulse 84"',
            read_measured,
        ),
        Slot("CELSIUS", WORD, "degrees Celsius", "22", _DEGREES),
        Slot(
            "OUTING",
            r"garden|ward|leave|ensuite",
            "where somebody is taken: garden, ward, leave, ensuite",
            "garden",
            lambda text: Outing[text.upper()],
        ),
        Slot(
            "KIND",
            QUOTED,
            f"a kind of confinement, in quotes: {', '.join(Kind)}",
            '"seclusion"',
            lambda text: Kind(one_of(text[1:-1], tuple(Kind))),
        ),
        Slot("LUX", WORD, "light through the window, lux", "300", number(0, 20_000, "lux")),
        Slot("DBA", WORD, "loudness in the room, dBA", "70", number(20, 120, "dBA")),
        Slot("PERCENT", WORD, "a share of full", "40", number(0, 100, "per cent")),
        Slot("MINUTES", WORD, "a plan's interval in minutes", "15", whole(1, 240, "minutes")),
        Slot("STEPS", WORD, "detents of a dial, clockwise +", "+3", whole(-100, 100, "detents")),
        Slot("COUNT", WORD, "how many", "2", whole(0, 1_000_000, "how many")),
        Slot("DRIFT", WORD, "seconds a clock gains in an hour", "+3", number(-600, 600, "s/h")),
        Slot(
            "PROGRESS",
            WORD,
            f"how far an order has got: {', '.join(Progress)}",
            "done",
            lambda text: Progress(one_of(text, tuple(Progress))),
        ),
        Slot(
            "POSTURE",
            WORD,
            f"how somebody lies: {', '.join(Posture)}",
            "on-side",
            lambda text: Posture(one_of(text, tuple(Posture))),
        ),
        Slot(
            "PLACE",
            WORD,
            f"where somebody goes: {', '.join(PLACES)}",
            "ensuite",
            lambda text: Place(one_of(text, tuple(PLACES))),
        ),
        Slot(
            "DRUG",
            QUOTED,
            f"what was given, in quotes: {', '.join(DrugClass)}",
            '"benzodiazepine"',
            lambda text: DrugClass(one_of(text[1:-1], tuple(DrugClass))),
        ),
        Slot(
            "ROUTE",
            QUOTED,
            f"how, in quotes: {', '.join(DrugRoute)}",
            '"by mouth"',
            lambda text: DrugRoute(one_of(text[1:-1], tuple(DrugRoute))),
        ),
        Slot(
            "AIRWAY",
            r"not clear|\S+",
            f"the airway of whoever is held: {', '.join(Airway)}",
            "clear",
            lambda text: Airway(one_of(text, tuple(Airway))),
        ),
        Slot(
            "MODE",
            QUOTED,
            f"a closer watch, in quotes: {', '.join(ModeKind)}",
            '"after rapid tranquillisation"',
            lambda text: ModeKind(one_of(text[1:-1], tuple(ModeKind))),
        ),
        Slot("SENSOR", WORD, f"a device: {', '.join(SENSORS)}", "sht4x", among(*SENSORS)),
        Slot(
            "RADAR",
            WORD,
            "`waveform`, the radar's own bytes; `rates`, a module that reports rates of breathing; "
            "or `pulses`, one that reports the pulse too",
            "waveform",
            among(*Radar),
        ),
    )
}
