"""Which alert a score is: from a table of responses, and our own lines above and beside it."""

from collections.abc import Iterator, Mapping

from hub.rooms.score_facts import Alert
from ward.charted import Measurements, Score, asked_by, is_arrest
from ward.charts import Chart, Part, whole
from ward.news2 import Consciousness
from ward.responses import Response, Urgency, response
from ward.units import Span, minutes

RAISED_FROM = 4  # our own proposal: a part-score of 4 is half of what breathing and pulse can be
DANGEROUS_BREATHING_MOST = 8  # a minute; clinical.md, section 5, our own proposal
DANGEROUS_PULSE = (40, 131)  # at most, or at least, so many a minute; the same
DANGEROUS_SPO2_MOST = (
    83  # %: red in NEWS2 by either scale; that it is so of any age, our own proposal
)
# Of somebody who is not awake and clear: our own proposal, after ACVPU and what PEWS makes of it.
ROUSED_BY: Mapping[Consciousness | None, Alert] = {
    Consciousness.CONFUSED: Alert.SINGLE,
    Consciousness.VOICE: Alert.SINGLE,
    Consciousness.PAIN: Alert.DANGEROUS,
    Consciousness.UNRESPONSIVE: Alert.DANGEROUS,
}
RAISED_WITHIN = minutes(60)  # our own proposal: the table gives a nurse's assessment no time
DANGEROUS_WITHIN = minutes(30)  # our own proposal, as for an emergency

OF_URGENCY = {
    Urgency.EMERGENCY: Alert.EMERGENCY,
    Urgency.URGENT: Alert.URGENT,
    Urgency.SINGLE: Alert.SINGLE,
    Urgency.LOW: Alert.NONE,
    Urgency.ROUTINE: Alert.NONE,
}


def of_part(part: Part, breathing: float | None, heart: float | None) -> Alert:
    """Of breathing and pulse alone: at least so urgent."""
    alert = OF_URGENCY[asks(part).urgency]
    if alert is Alert.NONE and part.at_least >= RAISED_FROM:
        alert = Alert.RAISED
    return max(alert, Alert.DANGEROUS) if is_dangerous(part, breathing, heart) else alert


def of_set(chart: Chart | None, scored: Score | None, measured: Measurements) -> Alert:
    """Of a set that somebody wrote down; nobody is well for want of an age."""
    if is_arrest(measured):
        return Alert.EMERGENCY
    if chart is None or scored is None:
        return max((alert for _, alert in beyond(measured)), default=Alert.NONE)
    return OF_URGENCY[asked_by(chart, scored, measured).urgency]


def beyond(measured: Measurements) -> Iterator[tuple[str, Alert]]:
    """What is beyond our own red lines, for whom there is no chart, and how urgent that is."""
    m, lines = measured, by_red_lines(measured.breathing, measured.heart)
    if lines.breathing:
        yield f"breathing {m.breathing}", Alert.DANGEROUS
    if lines.heart:
        yield f"pulse {m.heart}", Alert.DANGEROUS
    if m.spo2 is not None and m.spo2 <= DANGEROUS_SPO2_MOST:
        yield f"SpO2 {m.spo2} %", Alert.DANGEROUS
    if m.consciousness in ROUSED_BY:
        yield str(m.consciousness), ROUSED_BY[m.consciousness]


def asks(part: Part) -> Response:
    """What so much asks for, were it all."""
    return response(part.chart, part.at_least, red=part.red)


def is_dangerous(part: Part, breathing: float | None, heart: float | None) -> bool:
    """A rate beyond our own red lines; for a child, one in the chart's highest band."""
    if part.chart is not None and part.chart.is_pews:
        return part.red
    beyond = by_red_lines(breathing, heart)
    return bool(beyond.breathing or beyond.heart)


def by_red_lines(breathing: float | None, heart: float | None) -> Part:
    """What is known of somebody without a chart: whether a rate is beyond our own red lines."""
    least, most = DANGEROUS_PULSE
    return Part(
        chart=None,
        breathing=None if breathing is None else int(whole(breathing) <= DANGEROUS_BREATHING_MOST),
        heart=None if heart is None else int(not least < whole(heart) < most),
    )


def assess_within(chart: Chart | None, alert: Alert, total: int, *, red: bool) -> Span:
    """By when somebody must have assessed, from when the score was so."""
    if alert is Alert.RAISED:
        return RAISED_WITHIN
    found = response(chart, total, red=red).assess_min
    within = RAISED_WITHIN if found is None else minutes(found)
    return min(within, DANGEROUS_WITHIN) if alert >= Alert.DANGEROUS else within


def covered_for(alert: Alert) -> Span:
    """For how long an assessment speaks for a score that stays as high: until the next is due."""
    return _COVERED[alert]


# RCP 2017, monitoring: hourly from 5 on. Of 7 and more it is "continuous": that we ask again after
# 30 min is our own proposal. Of a raised part-score it is 4 to 6 hours: 4.
_COVERED = {
    Alert.NONE: minutes(0),
    Alert.RAISED: minutes(240),
    Alert.SINGLE: minutes(60),
    Alert.URGENT: minutes(60),
    Alert.DANGEROUS: minutes(30),
    Alert.EMERGENCY: minutes(30),
}
