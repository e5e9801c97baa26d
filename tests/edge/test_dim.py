"""A lamp that seems weak: the lamp, or the sensor? Said where both lamps allow telling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.brightness import UNLIKE_MOST, Aim, Brightness
from edge.act.dim import ODD, SOUND, WEAK, Dimmed, Likely, dim_words, likely
from edge.act.light import DARK, FullLux, Light

pytestmark = pytest.mark.hazard("H-20")
FULL = FullLux()


def tried(main_gives: float, night_gives: float, sees: float, *, both: bool = True) -> Light:
    """A light whose lamps have been lit in turn; each gives such a share, the sensor sees some."""
    light, up_s = Light(0.0), 0.0
    turns = ((Aim(lux=120), DARK), (DARK, DARK), (DARK, Aim(lux=6) if both else DARK), (DARK, DARK))
    for main, night in turns:
        for tick in range(160):
            levels = light.follow(main, night, up_s)
            if tick % 4 == 0:
                lit = levels[0] * main_gives * FULL.main + levels[1] * night_gives * FULL.night
                light.measured(sees * lit, up_s)
            up_s += 0.5
    return light


def test_a_sensor_that_sees_a_tenth_of_both_is_the_sensor() -> None:
    assert tried(1, 1, 0.1).dim == (
        "light: both lamps seem to give little of what was set down; it is most likely the light "
        "sensor: look whether it is covered or dirty",
    )


def test_a_lamp_that_gives_a_tenth_beside_one_that_is_well_is_the_lamp() -> None:
    (said,) = tried(0.1, 1, 1).dim
    assert said.startswith("light: the main light seems to give 1")
    assert said.endswith(Likely.LAMP)


def test_with_one_lamp_seen_it_is_said_that_nobody_can_tell() -> None:
    (said,) = tried(1, 1, 0.1, both=False).dim
    assert said.endswith(Likely.EITHER)
    assert tried(1, 1, 1).dim == tried(0.6, 0.7, 1).dim == ()


@given(st.none() | st.floats(0, 4), st.none() | st.floats(0, 4))
def test_nothing_is_blamed_that_is_seen_well(main: float | None, night: float | None) -> None:
    for seen, other in ((main, night), (night, main)):
        why = likely(seen, other)
        assert (why is None) == (seen is None or seen >= WEAK)
        if why is Likely.LAMP:
            assert other is not None
            assert SOUND <= other <= ODD
        if why is Likely.SENSOR:
            assert other is not None
            assert other < SOUND
    for held_down in (False, True):
        said = dim_words(Dimmed("main", main, held_down), Dimmed("night", night, held_down))
        assert len(said) <= 2


@pytest.mark.hazard("H-45")
@pytest.mark.parametrize(
    ("doubted", "vouched", "most"),
    [(True, False, 0.0125), (False, False, 0.0125 / SOUND), (False, True, 0.0125 * UNLIKE_MOST)],
)
def test_no_lamp_is_brighter_than_the_night_by_a_sensor_that_nothing_vouches_for(
    doubted: bool, vouched: bool, most: float
) -> None:
    lamp = Brightness(0.0, FULL.main, FULL.main / 10)
    lamp.doubted, lamp.vouched = doubted, vouched
    for second in range(60):
        lamp.measured(0.1, float(second))
        lamp.follow(Aim(lux=5, own_most_lux=5), float(second))
    assert lamp.level == pytest.approx(most, rel=0.01) or (vouched and lamp.level <= most)


def test_over_restarts_a_lamp_stays_near_what_was_set_down() -> None:
    """Else each restart would believe a dirty sensor a little more."""
    lamp = Brightness(0.0, FULL.main, FULL.main / 100)
    assert lamp.full_lux == FULL.main / UNLIKE_MOST
    lamp.set_down(80.0)
    assert lamp.full_lux == 80.0 / UNLIKE_MOST


@pytest.mark.hazard("H-45")
def test_of_a_lamp_that_no_sensor_sees_nothing_is_learnt() -> None:
    """A covered sensor, or a sky that moved meanwhile: it says nothing of the lamp."""
    lamp = Brightness(0.0, FULL.main)
    lamp.measured(0.0, 0.0)
    for second in range(60):
        lamp.follow(Aim(lux=200), float(second))
        lamp.measured(0.0, float(second))
    assert lamp.level > 0
    assert (lamp.full_lux, lamp.seen_lux) == (FULL.main, None)
