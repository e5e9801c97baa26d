"""From breathing and pulse alone: the part of a score that they are, by the person's chart."""

from ward import news2, pews
from ward.charts import Chart, Part


def part(chart: Chart, breathing: float | None, heart: float | None) -> Part:
    """Rates a minute, or ``None`` for what is not measured now."""
    return Part(
        chart=chart,
        breathing=None if breathing is None else of_breathing(chart, breathing),
        heart=None if heart is None else of_heart(chart, heart),
    )


def of_breathing(chart: Chart, rate: float) -> int:
    return pews.of_breathing(chart, rate) if chart.is_pews else news2.of_breathing(rate)


def of_heart(chart: Chart, rate: float) -> int:
    return pews.of_heart(chart, rate) if chart.is_pews else news2.of_heart(rate)
