"""Charts: which early warning chart is a person's, and the bands in which it scores a number."""

from collections.abc import Sequence
from enum import StrEnum
from math import floor, inf

from ward.units import Wire

Bands = Sequence[tuple[float, int]]
"""Ascending: at most so much, and its score. The last one has no end."""

ON = inf
ADULT_FROM, TEEN_FROM, CHILD_FROM = 18, 13, 5  # years
EITHER_FROM = 16  # NEWS2 begins at 16, and the chart from 13 years on has no end


class Chart(StrEnum):
    """An early warning chart, as it is called on the ward."""

    NEWS2 = "NEWS2"
    PEWS_5 = "PEWS 5 to 12 years"
    PEWS_13 = "PEWS 13 years and over"

    @property
    def is_pews(self) -> bool:
        return self is not Chart.NEWS2


def chart_of(age: int | None, chosen: Chart | None = None) -> Chart | None:
    """The chart of somebody so old; ``None`` while it is not known, and for the very young.

    For 16 and 17 years it is never guessed: somebody chooses it for this person.
    """
    if age is None or age < CHILD_FROM:
        return None
    if EITHER_FROM <= age < ADULT_FROM:
        return chosen if chosen in (Chart.NEWS2, Chart.PEWS_13) else None
    if age >= ADULT_FROM:
        return Chart.NEWS2
    return Chart.PEWS_13 if age >= TEEN_FROM else Chart.PEWS_5


def whole(rate: float) -> int:
    """A rate as charts compare it: rounded to a whole number, a half up. 8.4 is 8, and 8.5 is 9."""
    return floor(rate + 0.5)


def tenth(celsius: float) -> float:
    """A temperature as charts compare it: to a tenth, a half up."""
    return floor(round(celsius * 10, 6) + 0.5) / 10


def banded(bands: Bands, value: float) -> int:
    """The score of the band in which it lies; the value is as the chart compares it."""
    return next(score for most, score in bands if value <= most)


class Part(Wire):
    """What is known of a score from breathing and pulse alone: it is at least so much.

    ``None`` is not measured, and never 0. ``red`` is the chart's highest score for one measurement.
    Without a chart it is no score: of each whether it is beyond our own red lines.
    """

    chart: Chart | None
    breathing: int | None = None
    heart: int | None = None

    @property
    def at_least(self) -> int:
        return (self.breathing or 0) + (self.heart or 0)

    @property
    def red(self) -> bool:
        return self.chart is not None and RED[self.chart] in (self.breathing, self.heart)

    @property
    def words(self) -> str:
        """``at least 5``."""
        if self.chart is None:
            return "beyond our own red lines; for a score, record how old the person is"
        return f"at least {self.at_least}"


# The highest score of one measurement: NEWS2, RCP 2017, chart 1; PEWS, RCPCH's scoring table.
RED = {Chart.NEWS2: 3, Chart.PEWS_5: 4, Chart.PEWS_13: 4}
