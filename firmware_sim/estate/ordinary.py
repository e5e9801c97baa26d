"""An ordinary room: its air, warmth, light and sound, its calls, and the tests that it passes."""

import numpy as np

from firmware_sim.estate.parts import DAY_S, Floats, Happening, Room, Span, Stay

EMPTY_LUX, EVENING_LUX, NIGHT_LUX = 100.0, 50.0, 2.0
DAY_FROM, EVENING_FROM, NIGHT_FROM = 7 * 60, 19 * 60, 22 * 60
THERMOMETER, SECOND = ("temperature", "sht4x"), ("temperature", "scd4x")
CO2, LIGHT = ("co2", "scd4x"), ("light", "bh1750")
SOUND, LOUDEST, SURFACE = ("sound", "ads1115"), ("loudest", "ads1115"), ("surface", "ads1115")
HUMIDITY = ("humidity", "sht4x")
CLOCK, RADAR = ("node clock right", "hub"), ("node radar well", "hub")
LAMP_TEST_FROM, LAMP_TEST_MIN = 11 * 60, 12
PROFILE_AFTER_S = 300.0


def furnish(room: Room, rng: np.random.Generator) -> None:
    """Give a room that has a node its lines and what ordinarily happens in it."""
    span = room.span
    lived = np.zeros(len(span.at), dtype=bool)
    for stay in room.stays:
        lived |= (span.at >= stay.begins) & (span.at < stay.ends)
    warm = _warmth(span, rng)
    night = (span.minute >= NIGHT_FROM) | (span.minute < DAY_FROM + 30)
    sound = np.where(night, 31.5, 46.0) + rng.normal(0, 0.6, len(span.at))
    room.lines = {
        THERMOMETER: _rounded(warm + rng.normal(0, 0.04, len(warm)), 100),
        SECOND: _rounded(warm + rng.normal(0.2, 0.05, len(warm)), 100),
        HUMIDITY: _rounded(46 + _wander(span, rng, 6) + rng.normal(0, 0.3, len(warm)), 100),
        CO2: np.round(560 + 380 * lived + _wander(span, rng, 90) + rng.normal(0, 12, len(warm))),
        LIGHT: _rounded(_light(room, rng), 10),
        SOUND: _rounded(sound, 10),
        LOUDEST: _rounded(sound + 4 + rng.exponential(4, len(warm)), 10),
        SURFACE: _rounded(33 + _wander(span, rng, 3) + rng.normal(0, 0.2, len(warm)), 10),
        CLOCK: np.ones(len(warm)),
        RADAR: np.ones(len(warm)),
    }
    _live(room, rng)
    _test_line(room)
    _test_lamps(room)
    room.happened.append(Happening(span.since + 60, "walked"))


def _wander(span: Span, rng: np.random.Generator, most: float) -> Floats:
    """Slowly, and never further than so much."""
    waves = np.zeros(len(span.at))
    for days in (0.7, 3.1, 9.0):
        waves += np.sin(2 * np.pi * span.at / (days * DAY_S) + rng.uniform(0, 2 * np.pi))
    return waves * most / 3


def _warmth(span: Span, rng: np.random.Generator) -> Floats:
    day = 0.7 * np.sin(2 * np.pi * (span.minute - 9 * 60) / 1440)
    return 20.6 + day + _wander(span, rng, 0.6)


def _rounded(values: Floats, steps: int) -> Floats:
    return np.round(values * steps) / steps


def _light(room: Room, rng: np.random.Generator) -> Floats:
    """As the hours of the profile in force have it: day, evening, night."""
    span = room.span
    by_day = np.full(len(span.at), EMPTY_LUX)
    for stay in room.stays:
        by_day[(span.at >= stay.begins + PROFILE_AFTER_S) & (span.at < stay.ends)] = stay.day_lux
    lux = np.where(span.minute < EVENING_FROM, by_day, EVENING_LUX)
    lux = np.where((span.minute >= NIGHT_FROM) | (span.minute < DAY_FROM), NIGHT_LUX, lux)
    return lux * (1 + rng.normal(0, 0.015, len(lux)))


def _live(room: Room, rng: np.random.Generator) -> None:
    """Somebody comes, is assessed, calls now and then and is answered, and goes."""
    for stay in room.stays:
        room.happened.append(Happening(stay.begins, "stay begins", value=stay.day_lux))
        if stay.signed:
            signed_at = stay.begins + PROFILE_AFTER_S
            room.happened.append(Happening(signed_at, "profile signed", value=stay.day_lux))
        for at in rng.uniform(stay.begins + 600, stay.ends - 600, _calls(stay)):
            call(room, float(at), float(rng.uniform(8, 95)))
        room.happened.append(Happening(stay.ends, "stay ends"))


def _calls(stay: Stay) -> int:
    return 2 + int((stay.ends - stay.begins) / DAY_S)


def call(room: Room, at: float, answered_s: float) -> None:
    """The button is pressed, and somebody speaks at the door after so long."""
    room.happened += [Happening(at, "call"), Happening(at + answered_s, "talk")]


def _test_line(room: Room) -> None:
    """Each day, and it works."""
    for at in np.arange(room.span.since + 90, room.span.until, DAY_S - 30):
        room.happened.append(Happening(float(at), "line works"))


def _test_lamps(room: Room) -> None:
    """Both, each week while nobody lives there until it is over, and on the last day but one."""
    last = int(room.span.day[-1])
    for day in range(last - 1, 0, -7):
        window = room.span.window(day, LAMP_TEST_FROM, 2 * LAMP_TEST_MIN)
        if window.any() and not any(map(room.lived_in, room.span.at[window].tolist())):
            ask_lamp(room, day, LAMP_TEST_FROM, "main", 100.0)
            ask_lamp(room, day, LAMP_TEST_FROM + LAMP_TEST_MIN, "night", 5.0)


def ask_lamp(room: Room, day: int, from_min: float, lamp: str, lux: float) -> None:
    """From outside the door, and it gets there."""
    window = room.span.window(day, from_min, LAMP_TEST_MIN)
    room.lines[LIGHT][window] = lux * 0.98
    asked_at = float(room.span.at[window][0]) - 30
    room.happened.append(Happening(asked_at, "lamp asked", lamp, lux))
