"""What each total asks for: every line of the tables, both sides of each boundary."""

import pytest

from ward.authority import Authority
from ward.charted import Measurements, asked_by, score
from ward.charts import Chart
from ward.news2 import Consciousness
from ward.responses import Urgency, response

# RCP 2017, thresholds and triggers: total, a single 3, how urgent, minutes until the next set, and
# until somebody must have assessed.
NEWS2 = [
    (0, False, Urgency.ROUTINE, 720, None),
    (1, False, Urgency.LOW, 360, None),
    (4, False, Urgency.LOW, 360, None),
    (3, True, Urgency.SINGLE, 60, 60),
    (4, True, Urgency.SINGLE, 60, 60),
    (5, False, Urgency.URGENT, 60, 60),
    (5, True, Urgency.URGENT, 60, 60),
    (6, False, Urgency.URGENT, 60, 60),
    (7, False, Urgency.EMERGENCY, 0, 30),
    (7, True, Urgency.EMERGENCY, 0, 30),
    (20, True, Urgency.EMERGENCY, 0, 30),
]
# RCPCH, National PEWS escalation; a single 4 is our own proposal.
PEWS = [
    (0, False, Urgency.ROUTINE, None, None),
    (1, False, Urgency.LOW, 60, 60),
    (4, False, Urgency.LOW, 60, 60),
    (4, True, Urgency.SINGLE, 60, 30),
    (5, False, Urgency.URGENT, None, 30),
    (8, False, Urgency.URGENT, None, 30),
    (9, False, Urgency.EMERGENCY, None, 15),
    (12, True, Urgency.EMERGENCY, None, 15),
    (13, False, Urgency.EMERGENCY, None, 0),
]


@pytest.mark.parametrize(("total", "red", "urgency", "monitor", "assess"), NEWS2)
def test_news2_asks_for(
    total: int, red: bool, urgency: Urgency, monitor: int | None, assess: int | None
) -> None:
    asked = response(Chart.NEWS2, total, red=red)
    assert (asked.urgency, asked.monitor_min, asked.assess_min) == (urgency, monitor, assess)
    assert asked.authority is Authority.GUIDANCE


@pytest.mark.parametrize(("total", "red", "urgency", "monitor", "assess"), PEWS)
def test_pews_asks_for(
    total: int, red: bool, urgency: Urgency, monitor: int | None, assess: int | None
) -> None:
    for chart in (Chart.PEWS_5, Chart.PEWS_13):
        asked = response(chart, total, red=red)
        assert (asked.urgency, asked.monitor_min, asked.assess_min) == (urgency, monitor, assess)


def test_a_single_highest_band_of_pews_is_called_our_own_proposal() -> None:
    """The chart has no such rule, and a proposal is never shown as guidance."""
    asked = response(Chart.PEWS_13, 4, red=True)
    assert asked.authority is Authority.LOCAL
    assert "our own proposal" in asked.source


@pytest.mark.parametrize(
    ("total", "red", "words"),
    [(0, False, "at least every 12 h"), (2, False, "at least every 6 h"),
     (5, False, "at least every 60 min"),
     (7, False, "all the time, and every 30 min at least (local, our own proposal)")],
)  # fmt: skip
def test_how_often_is_said_in_words(total: int, red: bool, words: str) -> None:
    assert response(Chart.NEWS2, total, red=red).interval == words


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("chart", "total", "set_min"),
    [
        *((Chart.NEWS2, *line) for line in [(0, 720), (4, 360), (5, 60), (7, 30), (20, 30)]),
        *((Chart.PEWS_5, *line) for line in [(0, None), (1, 60), (5, 30), (9, 30), (13, 30)]),
    ],
)
def test_whoever_is_worst_is_never_due_last(chart: Chart, total: int, set_min: int | None) -> None:
    """Where the source says all the time, or gives no number: 30 min, our own proposal."""
    asked = response(chart, total, red=False)
    assert asked.set_min == set_min
    assert ("our own proposal" in asked.interval) is (set_min == 30)


# RCPCH, National PEWS, escalation (escalation.ts @86514fc, seen): responds to voice is high, as 9
# to 12; to pain or to nothing an emergency, as 13 on. New confusion is no letter of that chart.
PEWS_CONSCIOUSNESS = [
    (0, None, 0),
    (0, Consciousness.ALERT, 0),
    (2, Consciousness.CONFUSED, 2),
    (2, Consciousness.VOICE, 9),
    (12, Consciousness.VOICE, 12),
    (13, Consciousness.VOICE, 13),
    (2, Consciousness.PAIN, 13),
    (2, Consciousness.UNRESPONSIVE, 13),
    (15, Consciousness.UNRESPONSIVE, 15),
]


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("chart", [Chart.PEWS_5, Chart.PEWS_13])
@pytest.mark.parametrize(("total", "consciousness", "treated"), PEWS_CONSCIOUSNESS)
def test_of_pews_consciousness_raises_what_is_asked_and_not_the_total(
    chart: Chart, total: int, consciousness: Consciousness | None, treated: int
) -> None:
    found = Measurements(total=total, consciousness=consciousness)
    scored = score(chart, found)
    assert scored.total == total
    assert asked_by(chart, scored, found) == response(chart, treated, red=False)


def test_news2_gives_consciousness_its_own_points() -> None:
    found = Measurements(consciousness=Consciousness.VOICE)
    scored = score(Chart.NEWS2, found)
    assert asked_by(Chart.NEWS2, scored, found) == response(Chart.NEWS2, 3, red=True)
