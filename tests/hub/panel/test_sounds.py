"""The sounds of the station keep to the shapes of the standard, as far as we know them."""

import math
from itertools import pairwise

import pytest

from hub.panel.sounds import BLIND, BURSTS, PARTIALS, TRIED, Burst, table
from ward.conditions import Priority

HIGH, MEDIUM, LOW = BURSTS[Priority.HIGH], BURSTS[Priority.MEDIUM], BURSTS[Priority.LOW]
ALL = [*BURSTS.values(), BLIND, TRIED]


def gaps(burst: Burst) -> list[float]:
    """Silence between the end of each pulse and the beginning of the next, in seconds."""
    starts = [pulse.after_s for pulse in burst.pulses]
    return [round(later - early - burst.pulse_s, 3) for early, later in pairwise(starts)]


def test_high_is_ten_pulses_three_and_two_and_again() -> None:
    assert len(HIGH.pulses) == 10
    short, two, long = 0.1, 0.35, 0.5
    half = [short, short, two, short]
    assert gaps(HIGH) == [*half, long, *half]


def test_medium_is_three_pulses_and_low_is_one() -> None:
    assert (len(MEDIUM.pulses), len(LOW.pulses)) == (3, 1)
    assert gaps(MEDIUM) == [0.2, 0.2]


@pytest.mark.parametrize(
    ("burst", "pulse", "rest"),
    [
        (HIGH, (0.075, 0.2), (2.5, 15.0)),
        (MEDIUM, (0.125, 0.25), (2.5, 30.0)),
        (LOW, (0.125, 0.25), (15.0, math.inf)),
    ],
)
def test_pulses_and_rests_are_as_long_as_the_standard_has_them(
    burst: Burst, pulse: tuple[float, float], rest: tuple[float, float]
) -> None:
    assert pulse[0] <= burst.pulse_s <= pulse[1]
    assert rest[0] <= burst.rest_s <= rest[1]


def test_what_is_more_urgent_comes_sooner_again() -> None:
    assert HIGH.rest_s < MEDIUM.rest_s < LOW.rest_s


@pytest.mark.parametrize("burst", ALL)
def test_every_pulse_is_of_a_pitch_that_carries_and_ends_before_the_next(burst: Burst) -> None:
    assert all(150 <= pulse.pitch_hz <= 1000 for pulse in burst.pulses)
    assert all(gap > 0 for gap in gaps(burst))
    assert 0 < 2 * burst.rise_s < burst.pulse_s


def test_at_least_four_harmonics_are_within_15_db_of_the_fundamental() -> None:
    loud = [20 * math.log10(partial / PARTIALS[0]) for partial in PARTIALS[1:]]
    assert sum(abs(db) <= 15 for db in loud) >= 4


def test_a_blind_screen_sounds_like_no_alarm_about_a_person() -> None:
    tunes = [tuple(pulse.pitch_hz for pulse in burst.pulses) for burst in BURSTS.values()]
    assert tuple(pulse.pitch_hz for pulse in BLIND.pulses) not in tunes


def test_the_page_gets_every_burst_by_its_name() -> None:
    bursts = table()["bursts"]
    assert isinstance(bursts, dict)
    assert set(bursts) == {"1", "2", "3", "blind", "tried"}
    assert bursts["3"]["lasts_s"] == pytest.approx(HIGH.pulses[-1].after_s + HIGH.pulse_s)
