"""A set of measurements taken in: from a door or the station, and scored by the person's chart."""

from hub.ingest.doorkeeper import Admitted
from hub.rooms.alerts import of_set
from hub.rooms.facts import RoomFact
from hub.rooms.former import there_at, was_here
from hub.rooms.score_facts import Alert, SetCharted
from hub.rooms.state import RoomState
from ward.charted import Charted, Measurements, Where, score
from ward.charts import chart_of
from ward.rooms import RoomId
from ward.units import Instant

NOBODY_KNOWN = "nobody known"


def charted(
    state: RoomState, measured: Measurements, by: str, now: Instant, *, at: Instant | None = None
) -> SetCharted:
    """The fact, as it is scored now; from the door if it says when it was. It moves no watch.

    Told late, it is of whoever was there when it was taken, by their chart. Where nobody was
    confined then, it is of nobody that is known, and says nothing of whoever is there now.
    """
    episode, before, theirs = state.episode, None, True
    if at is not None and (episode is None or at < episode.there_since):
        before = there_at(state.formers, at)
        theirs = before is None and was_here(episode, at)
    if before is not None:
        chart = chart_of(before.age, before.chosen)
    else:
        chart = episode.chart if episode and theirs else None
    found = score(chart, measured) if chart else None
    return SetCharted(
        room=state.room,
        at=now,
        by=by,
        where=Where.DOOR if at else Where.STATION,
        taken_at=at or now,
        measured=measured,
        chart=chart,
        total=found.total if found else None,
        red=found is not None and found.red,
        whole=found is not None and found.whole,
        alert=of_set(chart, found, measured) if theirs or before else Alert.NONE,
        of_before=not theirs,
    )


def set_charted(state: RoomState, told: Charted, said: Admitted, now: Instant) -> SetCharted:
    """One from the door, at its own time. Whoever left the register is nobody known."""
    staff = state.care.staff if state.care else ()
    known = any(one.ref == told.by and one.badge == told.badge for one in staff)
    by, at = told.by if known else NOBODY_KNOWN, said.believed(told.taken_at)
    fact = charted(state, told.measured, by, now, at=at)
    numbered = {"boot": said.envelope.boot, "n": said.envelope.n, "untimed": said.untimed}
    return fact.model_copy(update=numbered)


def went_to(facts: tuple[RoomFact, ...], room: RoomId) -> tuple[RoomFact, ...]:
    """The same; of a set it is said where whoever it is of is now."""
    return tuple(
        fact.model_copy(update={"went_to": room}) if isinstance(fact, SetCharted) else fact
        for fact in facts
    )
