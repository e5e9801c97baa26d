"""Every boundary of NEWS2 and of the national PEWS bands, both sides, with its source."""

from itertools import pairwise

import pytest

from ward import news2, pews
from ward.charts import ON, RED, Bands, Chart, chart_of, tenth, whole
from ward.news2 import Breathes, Consciousness, Scale
from ward.scoring import part

# Royal College of Physicians, National Early Warning Score 2 (2017), chart 1: each line is the last
# value of a band and the first of the next, and what they score.
BREATHING = [(8, 3, 9, 1), (11, 1, 12, 0), (20, 0, 21, 2), (24, 2, 25, 3)]
HEART = [(40, 3, 41, 1), (50, 1, 51, 0), (90, 0, 91, 1), (110, 1, 111, 2), (130, 2, 131, 3)]
SPO2_1 = [(91, 3, 92, 2), (93, 2, 94, 1), (95, 1, 96, 0)]
SPO2_2_OXYGEN = [
    (83, 3, 84, 2), (85, 2, 86, 1), (87, 1, 88, 0), (92, 0, 93, 1), (94, 1, 95, 2), (96, 2, 97, 3),
]  # fmt: skip
SPO2_2_AIR = [(83, 3, 84, 2), (85, 2, 86, 1), (87, 1, 88, 0), (92, 0, 93, 0), (99, 0, 100, 0)]
SYSTOLIC = [(90, 3, 91, 2), (100, 2, 101, 1), (110, 1, 111, 0), (219, 0, 220, 3)]
TEMPERATURE = [(35.0, 3, 35.1, 1), (36.0, 1, 36.1, 0), (38.0, 0, 38.1, 1), (39.0, 1, 39.1, 2)]

# Royal College of Paediatrics and Child Health, National PEWS of England, scoring table.
PEWS_BREATHING = {
    Chart.PEWS_5: [
        (9, 4, 10, 2), (14, 2, 15, 1), (19, 1, 20, 0),
        (24, 0, 25, 1), (39, 1, 40, 2), (49, 2, 50, 4),
    ],
    Chart.PEWS_13: [(9, 4, 10, 1), (14, 1, 15, 0), (24, 0, 25, 1), (29, 1, 30, 2), (39, 2, 40, 4)],
}  # fmt: skip
PEWS_HEART = {
    Chart.PEWS_5: [
        (59, 4, 60, 2), (69, 2, 70, 1), (79, 1, 80, 0),
        (119, 0, 120, 1), (139, 1, 140, 2), (159, 2, 160, 4),
    ],
    Chart.PEWS_13: [
        (49, 4, 50, 2), (59, 2, 60, 1), (69, 1, 70, 0),
        (99, 0, 100, 1), (119, 1, 120, 2), (129, 2, 130, 4),
    ],
}  # fmt: skip

HALF_A_STEP = 0.49


@pytest.mark.parametrize(("last", "scored", "first", "then"), BREATHING)
def test_news2_breathing(last: int, scored: int, first: int, then: int) -> None:
    assert (news2.of_breathing(last), news2.of_breathing(first)) == (scored, then)
    assert news2.of_breathing(last + HALF_A_STEP) == scored, "a rate is compared rounded"
    assert news2.of_breathing(last + 0.5) == then, "a half is rounded up"


@pytest.mark.parametrize(("last", "scored", "first", "then"), HEART)
def test_news2_pulse(last: int, scored: int, first: int, then: int) -> None:
    assert (news2.of_heart(last), news2.of_heart(first)) == (scored, then)
    assert news2.of_heart(last + HALF_A_STEP) == scored
    assert news2.of_heart(last + 0.5) == then


@pytest.mark.parametrize("breathes", Breathes)
@pytest.mark.parametrize(("last", "scored", "first", "then"), SPO2_1)
def test_news2_oxygen_saturation_by_scale_1(
    last: int, scored: int, first: int, then: int, breathes: Breathes
) -> None:
    """Whether oxygen is given scores on its own line and changes nothing here."""
    assert news2.of_spo2(last, Scale.ONE, breathes) == scored
    assert news2.of_spo2(first, Scale.ONE, breathes) == then


@pytest.mark.parametrize(("last", "scored", "first", "then"), SPO2_2_OXYGEN)
def test_news2_oxygen_saturation_by_scale_2_on_oxygen(
    last: int, scored: int, first: int, then: int
) -> None:
    assert news2.of_spo2(last, Scale.TWO, Breathes.OXYGEN) == scored
    assert news2.of_spo2(first, Scale.TWO, Breathes.OXYGEN) == then


@pytest.mark.parametrize(("last", "scored", "first", "then"), SPO2_2_AIR)
def test_news2_oxygen_saturation_by_scale_2_on_air(
    last: int, scored: int, first: int, then: int
) -> None:
    assert news2.of_spo2(last, Scale.TWO, Breathes.AIR) == scored
    assert news2.of_spo2(first, Scale.TWO, Breathes.AIR) == then


@pytest.mark.parametrize(("last", "scored", "first", "then"), SYSTOLIC)
def test_news2_systolic_blood_pressure(last: int, scored: int, first: int, then: int) -> None:
    assert (news2.of_systolic(last), news2.of_systolic(first)) == (scored, then)


@pytest.mark.parametrize(("last", "scored", "first", "then"), TEMPERATURE)
def test_news2_temperature(last: float, scored: int, first: float, then: int) -> None:
    """To a tenth of a degree, a half rounded up."""
    assert (news2.of_temperature(last), news2.of_temperature(first)) == (scored, then)
    assert news2.of_temperature(last + 0.049) == scored
    assert news2.of_temperature(last + 0.05) == then


def test_news2_air_or_oxygen_and_consciousness() -> None:
    """Oxygen is 2. Whoever is not simply alert is 3, new confusion included."""
    assert news2.BREATHES == {Breathes.AIR: 0, Breathes.OXYGEN: 2}
    assert news2.CONSCIOUSNESS == {
        Consciousness.ALERT: 0,
        Consciousness.CONFUSED: 3,
        Consciousness.VOICE: 3,
        Consciousness.PAIN: 3,
        Consciousness.UNRESPONSIVE: 3,
    }


def test_a_whole_set_adds_up_from_0_to_20() -> None:
    well = news2.Set(16, 98, Scale.ONE, Breathes.AIR, 120, 70, Consciousness.ALERT, 37.0)
    worst = news2.Set(25, 91, Scale.ONE, Breathes.OXYGEN, 90, 131, Consciousness.PAIN, 35.0)
    assert sum(news2.scores(well)) == 0
    assert sum(news2.scores(worst)) == 20
    assert news2.scores(worst) == (3, 3, 2, 3, 3, 3, 3)
    feverish = worst._replace(temperature_c=39.1)
    assert news2.scores(feverish).temperature == 2


@pytest.mark.parametrize(
    ("chart", "last", "scored", "first", "then"),
    [(chart, *line) for chart, lines in PEWS_BREATHING.items() for line in lines],
)
def test_pews_breathing(chart: Chart, last: int, scored: int, first: int, then: int) -> None:
    assert (pews.of_breathing(chart, last), pews.of_breathing(chart, first)) == (scored, then)
    assert pews.of_breathing(chart, last + HALF_A_STEP) == scored
    assert pews.of_breathing(chart, last + 0.5) == then


@pytest.mark.parametrize(
    ("chart", "last", "scored", "first", "then"),
    [(chart, *line) for chart, lines in PEWS_HEART.items() for line in lines],
)
def test_pews_heart(chart: Chart, last: int, scored: int, first: int, then: int) -> None:
    assert (pews.of_heart(chart, last), pews.of_heart(chart, first)) == (scored, then)
    assert pews.of_heart(chart, last + HALF_A_STEP) == scored
    assert pews.of_heart(chart, last + 0.5) == then


@pytest.mark.parametrize(
    ("bands", "boundaries"),
    [
        (news2.BREATHING, BREATHING),
        (news2.HEART, HEART),
        (news2.SPO2_1, SPO2_1),
        (news2.SPO2_2_OXYGEN, SPO2_2_OXYGEN),
        (news2.SYSTOLIC, SYSTOLIC),
        (news2.TEMPERATURE, TEMPERATURE),
        *((pews.BREATHING[chart], lines) for chart, lines in PEWS_BREATHING.items()),
        *((pews.HEART[chart], lines) for chart, lines in PEWS_HEART.items()),
    ],
)
def test_no_boundary_is_left_out(
    bands: Bands, boundaries: list[tuple[float, int, float, int]]
) -> None:
    """Each table has just the boundaries that are tried above, rises, and has no end."""
    assert [most for most, _ in bands] == [*(last for last, *_ in boundaries), ON]
    assert all(one < other for (one, _), (other, _) in pairwise(bands))


@pytest.mark.parametrize(
    ("rate", "compared"), [(8.4, 8), (8.49, 8), (8.5, 9), (9.5, 10), (10.5, 11), (24.5, 25)]
)
def test_a_rate_is_rounded_to_a_whole_number_and_a_half_always_up(
    rate: float, compared: int
) -> None:
    """To the even number, as some programs round a half, 24.5 were 24 and scored too little."""
    assert whole(rate) == compared


@pytest.mark.parametrize(("celsius", "compared"), [(38.04, 38.0), (38.05, 38.1), (35.049, 35.0)])
def test_a_temperature_is_rounded_to_a_tenth(celsius: float, compared: float) -> None:
    assert tenth(celsius) == compared


@pytest.mark.parametrize(
    ("age", "chosen", "chart"),
    [
        (None, Chart.NEWS2, None),
        (4, None, None),
        (5, None, Chart.PEWS_5),
        (12, None, Chart.PEWS_5),
        (13, None, Chart.PEWS_13),
        (15, Chart.NEWS2, Chart.PEWS_13),
        (16, None, None),
        (16, Chart.NEWS2, Chart.NEWS2),
        (17, Chart.PEWS_13, Chart.PEWS_13),
        (17, Chart.PEWS_5, None),
        (18, None, Chart.NEWS2),
        (18, Chart.PEWS_13, Chart.NEWS2),
        (90, None, Chart.NEWS2),
    ],
)
def test_whose_chart_it_is(age: int | None, chosen: Chart | None, chart: Chart | None) -> None:
    """At 16 and 17 nobody guesses it, and at no other age does anybody choose it."""
    assert chart_of(age, chosen) is chart


def test_a_part_score_is_at_least_so_much_and_what_is_not_measured_adds_nothing() -> None:
    both = part(Chart.NEWS2, 24, 118)
    assert (both.breathing, both.heart, both.at_least, both.red) == (2, 2, 4, False)
    breathing = part(Chart.NEWS2, 8.4, None)
    assert (breathing.breathing, breathing.heart, breathing.at_least) == (3, None, 3)
    assert breathing.red
    nothing = part(Chart.NEWS2, None, None)
    assert (nothing.breathing, nothing.heart, nothing.at_least, nothing.red) == (
        None,
        None,
        0,
        False,
    )


@pytest.mark.parametrize("chart", Chart)
def test_a_red_measurement_is_the_charts_highest_band(chart: Chart) -> None:
    worst = part(chart, 200, 70 if chart is Chart.NEWS2 else 90)
    assert worst.breathing == RED[chart]
    assert worst.red
