"""What CO2 and humidity mean: in words, with whose they are, and nothing where nothing is known."""

from itertools import pairwise

import pytest

from hub.panel.air import LEVELS, POOR_PPM, STALE_PPM, air_words, limits, meaning
from hub.panel.local import Local
from hub.panel.measured import measured
from tests.browser.suited import NOW, theirs
from tests.hub.panel.test_room_like import SINCE, night
from ward.authority import Authority
from ward.readings import Quantity
from ward.units import minutes, seconds


@pytest.mark.parametrize(
    ("ppm", "words"),
    [
        (420, "good air"),
        (799, "good air"),
        (800, "used air"),
        (1199, "used air"),
        (1200, "stale: let air in"),
        (1500, "poor: let air in now"),
        (9000, "poor: let air in now"),
    ],
)
def test_each_level_of_co2_has_its_words(ppm: float, words: str) -> None:
    assert meaning(Quantity.CO2, ppm) == words


def test_humidity_has_words_and_light_has_none_by_itself() -> None:
    said = [meaning(Quantity.HUMIDITY, percent) for percent in (20, 35, 50, 65, 80)]
    assert said == ["dry", "rather dry", "usual", "rather damp", "damp"]
    assert meaning(Quantity.LIGHT, 100) == ""


def test_levels_rise_and_a_proposal_is_never_shown_as_anybody_elses() -> None:
    for quantity, levels in LEVELS.items():
        assert all(one.least < other.least for one, other in pairwise(levels)), quantity
        for one in levels:
            ours = one.authority is Authority.LOCAL
            assert ("our own proposal" in one.source) == ours
            assert ours or "from memory" in one.source
    assert limits(Quantity.CO2)[0] == (STALE_PPM, "stale from 1,200 ppm: our own proposal")


def test_a_tile_says_what_its_number_means_and_nothing_of_one_that_is_old() -> None:
    def co2(seconds_: float) -> tuple[str, str]:
        shown = measured(theirs(), Local(NOW + seconds(seconds_)))
        one = next(one for one in shown if one.quantity is Quantity.CO2)
        return one.value, one.beside

    assert co2(0) == ("640", "good air")
    assert co2(3600) == ("", "")


@pytest.mark.hazard("H-49")
def test_a_night_says_for_how_long_its_air_was_stale_and_counts_no_gap() -> None:
    ppm = [(SINCE + minutes(n), 1300.0 if n < 60 else 1600.0 if n < 90 else 700.0)
           for n in (*range(0, 120, 2), *range(600, 720, 2))]  # fmt: skip
    series = {Quantity.CO2: ppm, Quantity.HUMIDITY: []}
    (said,) = air_words(series, minutes(10))
    assert said == "Air: 1 h 00 min stale, 30 min poor; at most 1,600 ppm CO2."
    *_, air, humidity = night(co2=ppm, humidity=[]).strips
    assert (air.title, air.path.count("M")) == ("Air", 2)
    assert humidity.words == "not measured in all this time"
    assert POOR_PPM > STALE_PPM
    assert not list(air_words({Quantity.CO2: [], Quantity.HUMIDITY: []}, minutes(10)))
