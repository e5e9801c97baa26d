"""Sensors that lie, nodes that go away, evidence that is old, and what only nearly is a breach."""

from collections.abc import Callable

import numpy as np

from firmware_sim.estate import ordinary
from firmware_sim.estate.ordinary import CLOCK, CO2, LIGHT, RADAR, SECOND, SOUND, SURFACE
from firmware_sim.estate.ordinary import THERMOMETER as WARM
from firmware_sim.estate.parts import (
    EXPIRED,
    NOT_APPLICABLE,
    NOT_CHECKED,
    NOT_MEASURED,
    UNMET,
    Happening,
    Looked,
    Mask,
    Planted,
    Room,
)

Rng = np.random.Generator
MET = "met"
TOO_LONG = 0.09  # of the time: more than may be missing
NOT_LONG = 0.01
OF_NODE = (
    "framework.40", "framework.22", "framework.35", "local.surface", "local.air", "local.sound",
    "local.clock",
)  # fmt: skip
OF_PERSON = "framework.21", "framework.39"
OF_OWN_TEST = "framework.38"


def _some(room: Room, rng: Rng, share: float) -> Mask:
    """A stretch of so much of the time, between the two stays."""
    span = room.span
    whole = span.until - span.since
    begins = span.since + rng.uniform(0.502, 0.598 - share) * whole
    return (span.at >= begins) & (span.at < begins + share * whole)


def stuck(room: Room, rng: Rng) -> None:
    window = _some(room, rng, NOT_LONG)
    room.lines[WARM][window] = 31.0
    room.plant(
        window, "one thermometer stuck at 31 °C, the other right", "framework.40", answer=MET
    )


def out_of_range(room: Room, rng: Rng) -> None:
    samples = rng.choice(len(room.span.at), 40, replace=False)
    room.lines[WARM][samples[:20]] = 96.0
    room.lines[CO2][samples[20:]] = 39_000.0
    window = np.isin(np.arange(len(room.span.at)), samples)
    room.plant(window, "single values that no room has", "framework.40", "local.air", answer=MET)


def disagree(room: Room, rng: Rng) -> None:
    window = _some(room, rng, TOO_LONG)
    room.lines[SECOND][window] += 8.5
    words = "two thermometers differ by 8 K, and nobody knows which is right"
    room.plant(window, words, "framework.40", answer=NOT_MEASURED)


def away(room: Room, rng: Rng) -> None:
    window = _some(room, rng, TOO_LONG)
    _silence(room, window)
    room.plant(window, "the node was away for days", *OF_NODE, answer=NOT_MEASURED)


def briefly_away(room: Room, rng: Rng) -> None:
    window = _some(room, rng, NOT_LONG)
    _silence(room, window)
    room.plant(window, "the node was away, and not for long", *OF_NODE, answer=MET)


def _silence(room: Room, window: Mask) -> None:
    for values in room.lines.values():
        values[window] = np.nan
    times = room.span.at[window]
    said = ("line works", "lamp asked")
    room.happened = [
        one for one in room.happened if one.what not in said or not times[0] <= one.at <= times[-1]
    ]
    begins, ends = float(times[0]), float(times[-1])
    room.happened += [Happening(begins, "silent"), Happening(ends, "heard")]
    room.happened.append(Happening(ends, "line works"))  # each start tests it


def line_untested(room: Room, rng: Rng) -> None:
    window = _some(room, rng, TOO_LONG)
    times = room.span.at[window]
    ends = max(float(times[-1]), float(times[0]) + 3 * 86_400)
    room.happened = [
        one for one in room.happened if one.what != "line works" or not times[0] <= one.at <= ends
    ]
    room.plant(window, "nobody tested the call line for days", "framework.22", answer=NOT_MEASURED)


def nearly(room: Room, rng: Rng) -> None:
    """Everything just short of a breach, on one day each."""
    span, lines = room.span, room.lines

    def window(from_min: float, lasts_min: float, lived: bool | None = None) -> Mask:
        return span.window(room.take_day(rng, lived=lived), from_min, lasts_min)

    here = window(13 * 60, 16)
    lines[CO2][here] = 1700.0
    room.plant(here, "1,700 ppm for 16 minutes", "local.air", answer=MET)
    here = window(13 * 60, 8, lived=True)
    lines[WARM][here], lines[SECOND][here] = 26.7, 26.8
    room.plant(here, "26.7 °C for 8 minutes", "framework.21", "framework.40", answer=MET)
    here = window(14 * 60, 60)
    lines[SOUND][here] = 64.0
    lines[SURFACE][here] = 42.6
    room.plant(here, "loud by day, and 42.6 °C", "local.sound", "local.surface", answer=MET)
    near = span.at[here]
    lines[CLOCK][here & (span.at < near[0] + 700)] = 0.0
    room.plant(here, "12 minutes of a clock that may be wrong", "local.clock", answer=MET)


def nearly_late(room: Room, rng: Rng) -> None:
    span = room.span
    here = span.window(room.take_day(rng, lived=True), 15 * 60, 30)
    ordinary.call(room, float(span.at[here][0]), 114.0)
    room.plant(here, "a call waited for 114 s", "framework.22", answer=MET)
    faulty = _some(room, rng, 0.005)
    room.lines[RADAR][faulty] = 0.0
    room.plant(faulty, "the radar was faulty, and not for long", "framework.35", answer=MET)
    here = span.window(room.take_day(rng, lived=True), 2 * 60, 6)
    room.lines[LIGHT][here] = 30.0
    room.plant(here, "somebody's torch by night", "framework.39", "framework.38", answer=MET)


# In rooms of their own, in which nobody lives: what a gap hides is not planted beside it.
ALONE: tuple[Callable[[Room, Rng], None], ...] = (away, disagree, line_untested)
AMONG: tuple[Callable[[Room, Rng], None], ...] = (nearly, nearly_late)
APART: tuple[Callable[[Room, Rng], None], ...] = (stuck, out_of_range, briefly_away)


def nobody_lived(room: Room) -> None:
    everything = np.ones(len(room.span.at), dtype=bool)
    room.plant(everything, "nobody lived there", *OF_PERSON, answer=NOT_APPLICABLE)


def no_node(room: Room) -> None:
    everything = np.ones(len(room.span.at), dtype=bool)
    clauses = (*OF_NODE, *OF_PERSON)
    room.plant(everything, "no node is there", *clauses, answer=NOT_MEASURED)
    room.plant(everything, "no node is there", OF_OWN_TEST, answer=NOT_CHECKED)


def look(room: Room, good_for: dict[str, int], rng: Rng) -> None:
    """Somebody looked at everything in time; once too long ago, once it was not so, once never."""
    until = room.span.until
    odd = list(rng.choice(sorted(good_for), 3, replace=False))
    for clause, days in good_for.items():
        answer = _odd(odd, clause)
        if answer == NOT_CHECKED:
            words = "nobody ever looked"
        else:
            age = (1.4 if answer == EXPIRED else 0.4) * days * 86_400
            met = answer != UNMET
            said = "" if met else "it is not as it should be"
            room.looked.append(Looked(room.name, clause, until - age, met, said))
            words = "too long ago" if answer == EXPIRED else "somebody saw that it is not so"
        if answer is not None:
            room.planted.append(Planted(room.name, clause, answer, until, until, words))


def _odd(odd: list[str], clause: str) -> str | None:
    answers = (EXPIRED, UNMET, NOT_CHECKED)
    return answers[odd.index(clause)] if clause in odd else None
