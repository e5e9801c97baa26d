"""What each total asks for: every line of the tables, both sides of each boundary."""

import pytest

from ward.authority import Authority
from ward.charts import Chart
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
     (5, False, "at least every 60 min"), (7, False, "all the time")],
)  # fmt: skip
def test_how_often_is_said_in_words(total: int, red: bool, words: str) -> None:
    assert response(Chart.NEWS2, total, red=red).interval == words
