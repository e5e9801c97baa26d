"""National PEWS of England: how breathing and pulse score from 5 to 15 years, or to 17 if chosen.

From the scoring table of the Royal College of Paediatrics and Child Health, seen. The whole chart
asks for more than these two, some of it judged and not measured: it is done on paper, and only its
total is written here. The tables below 5 years are not held.
"""

from collections.abc import Mapping

from ward.charts import ON, Bands, Chart, banded, whole

# Each line: at most so much a minute, its score.
BREATHING: Mapping[Chart, Bands] = {
    Chart.PEWS_5: ((9, 4), (14, 2), (19, 1), (24, 0), (39, 1), (49, 2), (ON, 4)),
    Chart.PEWS_13: ((9, 4), (14, 1), (24, 0), (29, 1), (39, 2), (ON, 4)),
}
HEART: Mapping[Chart, Bands] = {
    Chart.PEWS_5: ((59, 4), (69, 2), (79, 1), (119, 0), (139, 1), (159, 2), (ON, 4)),
    Chart.PEWS_13: ((49, 4), (59, 2), (69, 1), (99, 0), (119, 1), (129, 2), (ON, 4)),
}


def of_breathing(chart: Chart, rate: float) -> int:
    return banded(BREATHING[chart], whole(rate))


def of_heart(chart: Chart, rate: float) -> int:
    return banded(HEART[chart], whole(rate))
