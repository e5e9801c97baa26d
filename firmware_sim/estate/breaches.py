"""What can be planted in a room, one small function each, and what ought to be found of it."""

from collections.abc import Callable

import numpy as np

from firmware_sim.estate import ordinary
from firmware_sim.estate.ordinary import CLOCK, CO2, LIGHT, RADAR, SECOND, SOUND, SURFACE
from firmware_sim.estate.ordinary import THERMOMETER as WARM
from firmware_sim.estate.parts import DAY_S, Floats, Happening, Mask, Room

Rng = np.random.Generator
Plant = Callable[[Room, Rng], None]
AT_TWO = 2 * 60.0  # in the night, whatever clocks are set


def _noisy(rng: Rng, value: float, window: Mask, spread: float = 0.05) -> Floats:
    return np.round((value + rng.normal(0, spread, int(window.sum()))) * 100) / 100


def _warm(room: Room, rng: Rng, celsius: float, window: Mask) -> None:
    room.lines[WARM][window] = _noisy(rng, celsius, window)
    room.lines[SECOND][window] = _noisy(rng, celsius + 0.2, window)


def _whenever(room: Room, rng: Rng, lasts_min: float) -> tuple[Mask, bool]:
    """An afternoon's stretch on some day, and whether somebody lived there then."""
    window = room.span.window(room.take_day(rng), 13 * 60 + 30, lasts_min)
    return window, room.lived_in(float(room.span.at[window][0]))


def too_hot(room: Room, rng: Rng) -> None:
    window, lived = _whenever(room, rng, 60)
    _warm(room, rng, 29.1, window)
    also = ("framework.21",) if lived else ()
    room.plant(window, "29 °C for an hour", "framework.40", *also)


def too_cold(room: Room, rng: Rng) -> None:
    window, lived = _whenever(room, rng, 45)
    _warm(room, rng, 16.4, window)
    also = ("framework.21",) if lived else ()
    words = "16.4 °C for three quarters of an hour"
    room.plant(window, words, "framework.40", *also)


def outside_own_band(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng, lived=True), 14 * 60, 60)
    _warm(room, rng, 26.8, window)
    room.plant(window, "26.8 °C for an hour, where 26 suits", "framework.21")


def dim_by_day(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng, lived=True), 10 * 60, 60)
    room.lines[LIGHT][window] *= 0.3
    room.plant(
        window, "less than a third of the light, for an hour", "framework.39", "framework.21"
    )


def bright_by_night(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng, lived=True), AT_TWO, 120)
    room.lines[LIGHT][window] = _noisy(rng, 12.0, window)
    clauses = "framework.39", "framework.21", "framework.38"
    room.plant(window, "12 lux for two hours of the night", *clauses)


def bright_and_empty(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng, lived=False), AT_TWO, 120)
    room.lines[LIGHT][window] = _noisy(rng, 9.0, window)
    room.plant(window, "9 lux for two hours of a night, and nobody there", "framework.38")


def line_failed(room: Room, rng: Rng) -> None:
    window, _ = _whenever(room, rng, 180)
    times = room.span.at[window]
    fails = Happening(float(times[0]), "line fails", "its line is broken, or off")
    works = Happening(float(times[-1]), "line works")
    room.happened += [fails, works]
    room.plant(window, "the call line was broken for hours", "framework.22")


def slow_answer(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng, lived=True), 15 * 60, 30)
    ordinary.call(room, float(room.span.at[window][0]), 205.0)
    room.plant(window, "a call waited for 205 s", "framework.22")


def radar_faulty(room: Room, rng: Rng) -> None:
    span = room.span
    begins = rng.uniform(0.2, 0.7) * (span.until - span.since) + span.since
    window = (span.at >= begins) & (span.at < begins + 0.025 * (span.until - span.since))
    room.lines[RADAR][window] = 0.0
    room.plant(window, "the radar was faulty for a fortieth of the time", "framework.35")


def never_walked(room: Room, _rng: Rng) -> None:
    room.happened = [one for one in room.happened if one.what != "walked"]
    room.plant(np.ones(len(room.span.at), dtype=bool), "nobody walked it", "framework.35")


def another_radar(room: Room, _rng: Rng) -> None:
    at = room.span.until - 1.5 * DAY_S
    room.happened.append(Happening(at, "another radar"))
    room.plant(room.span.at >= at, "another radar than was walked", "framework.35")


def clock_wrong(room: Room, rng: Rng) -> None:
    window, _ = _whenever(room, rng, 48)
    room.lines[CLOCK][window] = 0.0
    room.plant(window, "for 48 minutes nobody knew that the clock was right", "local.clock")


def stale_air(room: Room, rng: Rng) -> None:
    window, _ = _whenever(room, rng, 48)
    room.lines[CO2][window] = np.round(_noisy(rng, 1720, window, 15))
    room.plant(window, "1,720 ppm for 48 minutes", "local.air")


def loud_night(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng), AT_TWO, 120)
    room.lines[SOUND][window] = _noisy(rng, 41, window, 0.5)
    room.plant(window, "41 dB for two hours of the night", "local.sound")


def hot_surface(room: Room, rng: Rng) -> None:
    window, _ = _whenever(room, rng, 24)
    room.lines[SURFACE][window] = _noisy(rng, 46.2, window)
    room.plant(window, "a surface of 46 °C", "local.surface")


def inside_unseen(room: Room, rng: Rng) -> None:
    window = room.span.window(room.take_day(rng, lived=True), 16 * 60, 30)
    times = room.span.at[window]
    room.happened.append(Happening(float(times[0]), "unseen"))
    room.happened.append(Happening(float(times[-1]), "seen"))
    room.plant(window, "somebody was inside and unseen", "framework.34")


def lamp_fails(room: Room, _rng: Rng) -> None:
    """In the last of its tests: the night light stays dark."""
    asked = max(
        (one for one in room.happened if one.what == "lamp asked" and one.detail == "night"),
        key=lambda one: one.at,
    )
    window = (room.span.at > asked.at) & (room.span.at < asked.at + 720)
    room.lines[LIGHT][window] = 0.4
    room.plant(window, "the night light stayed dark in its test", "framework.38")


BREACHES: tuple[Plant, ...] = (
    too_hot, outside_own_band, dim_by_day, bright_by_night, bright_and_empty, line_failed,
    slow_answer, radar_faulty, never_walked, another_radar, clock_wrong, stale_air, loud_night,
    hot_surface, inside_unseen, lamp_fails, too_cold,
)  # fmt: skip
