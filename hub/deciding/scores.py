"""Scores: whose chart it is, sets written down at the station, and assessments."""

from hub.charting import charted
from hub.deciding.deciding import Decided, Rooms, decide, nobody
from hub.effects import Denied
from hub.rooms.score_facts import AgeSet, AssessmentMade
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from ward.charts import ADULT_FROM, CHILD_FROM, EITHER_FROM, Chart
from ward.units import Instant

AGE_MOST = 120
EITHER = frozenset({Chart.NEWS2, Chart.PEWS_13})


@decide.register
def _(act: SetAge, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    wrong = wrong_chart(act.age, act.chosen)
    if wrong:
        return Denied(wrong)
    return AgeSet(room=act.room, at=now, age=act.age, chosen=act.chosen, by=act.by)


def wrong_chart(age: int | None, chosen: Chart | None) -> str:
    """Why no chart follows from this; empty where one does. Nobody guesses it at 16 and 17."""
    if age is None:
        return "A chart is chosen for an age" if chosen else ""
    if not CHILD_FROM <= age <= AGE_MOST:
        return (
            f"Age must be from {CHILD_FROM} to {AGE_MOST} years: for the youngest there is no chart"
        )
    either = EITHER_FROM <= age < ADULT_FROM
    if either and chosen not in EITHER:
        return "At 16 and 17 somebody must choose the chart: NEWS2, or PEWS from 13 years on"
    if not either and chosen is not None:
        return "The chart follows from the age: one is chosen at 16 and 17 alone"
    return ""


@decide.register
def _(act: ChartSet, rooms: Rooms, now: Instant) -> Decided:
    """Written down now. It is no observation in person, and no look either."""
    state = rooms[act.room]
    if state.episode is None:
        return nobody(act.room)
    if act.measured.is_nothing:
        return Denied("Nothing was measured, so nothing is recorded")
    return charted(state, act.measured, act.by, now)


@decide.register
def _(act: RecordAssessment, rooms: Rooms, now: Instant) -> Decided:
    """Also after the confinement ended: what was owed is owed until then."""
    scores = rooms[act.room].scores
    if scores.owed is None and not scores.alert and not scores.left:
        return Denied(f"No score in {act.room.spoken} asks for an assessment")
    if not (act.assessor.strip() and act.words.strip()):
        return Denied("Say who assessed the person, and what follows")
    return AssessmentMade(room=act.room, at=now, by=act.by, assessor=act.assessor, words=act.words)
