"""Rules about scores: how urgent one is, and what it asked for that was not done."""

from collections.abc import Iterator, Mapping

from hub.rooms.alarm import NOT_MEASURED
from hub.rooms.alerts import beyond
from hub.rooms.calling import part_calling, set_calling
from hub.rooms.lately import mean
from hub.rooms.score_facts import Alert
from hub.rooms.scores import Left, Rising, SetTaken
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.charted import PULSE_LEAST, Measurements, is_arrest
from ward.charts import Part, whole
from ward.condition import Condition
from ward.mode_table import WRITTEN_WITHIN
from ward.score_conditions import (
    ASSESSMENT_OVERDUE,
    CHECKS_OVERDUE,
    DANGEROUS_RATE,
    EMERGENCY_SCORE,
    RAISED_SCORE,
    SET_OVERDUE,
    SINGLE_RED,
    URGENT_SCORE,
)
from ward.units import Instant
from ward.vitals import Vital

RECORD_AGE = "record how old the person is"
NOT_HERE = "who is not confined here any more"
CONDITION: Mapping[Alert, Condition] = {
    Alert.RAISED: RAISED_SCORE,
    Alert.SINGLE: SINGLE_RED,
    Alert.URGENT: URGENT_SCORE,
    Alert.DANGEROUS: DANGEROUS_RATE,
    Alert.EMERGENCY: EMERGENCY_SCORE,
}


def scored(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """What breathing and pulse come to, or the last set; the more urgent of the two.

    An assessment speaks for it until the next one is due, unless it gets worse. Neither a doubt nor
    silence ends it, nor an authorisation that runs out: then only somebody who was at the door.
    """
    part, taken = part_calling(state, now), set_calling(state, now)
    gone = state.scores.left
    alert = max(
        part.alert if part else Alert.NONE,
        taken.alert if taken else Alert.NONE,
        *(left.alert for left in gone),
    )
    if alert is Alert.NONE:
        return
    said = [left_words(left, now) for left in gone]
    since = [left.since for left in gone if left.alert is alert]
    if part and part.alert is alert:
        said.append(part_words(state, part, now))
        since.append(part.since)
    if taken and taken.alert is alert:
        said.append(set_words(taken, now) + _of_nobody_here(state))
        since.append(taken.at)
    yield Finding(state.room, CONDITION[alert], ". ".join(said), min(since))


def assessment_overdue(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """A score called for an assessment by a time, and nobody has recorded one."""
    owed = state.scores.owed
    if owed is None or now < owed.due_at:
        return
    late, of = lasting(now - owed.due_at), f" of {owed.initials}" if owed.initials else ""
    words = f"An assessment{of} was due {late} ago, for a score of {lasting(now - owed.since)} ago"
    yield Finding(state.room, ASSESSMENT_OVERDUE, words, owed.due_at)


def set_overdue(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """The next whole set was to be taken by then, and was not."""
    due_at = state.scores.set_due_at
    if state.episode is None or due_at is None or now < due_at:
        return
    words = f"A full set was due {lasting(now - due_at)} ago; {last_whole(state, now)}"
    yield Finding(state.room, SET_OVERDUE, words, due_at)


def checks_overdue(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """A mode asked for breathing and consciousness by then, and nobody has written them down."""
    due_at = state.scores.check_due_at
    if state.episode is None or due_at is None or now < due_at + WRITTEN_WITHIN:
        return
    last = state.scores.checked
    since = "none recorded yet" if last is None else f"last {lasting(now - last.at)} ago"
    words = f"Breathing, pulse and consciousness were due {lasting(now - due_at)} ago; {since}"
    yield Finding(state.room, CHECKS_OVERDUE, words, due_at)


def part_words(state: RoomState, part: Rising, now: Instant) -> str:
    """``Part-score from breathing and pulse: at least 5 (breathing 28, pulse 124); full ...``.

    No number while none may be measured.
    """
    if not state.authorised(now):
        return f"Breathing and pulse called for somebody: {NOT_MEASURED}"
    least = _within(part.part, state, now).words if part.part else "at least 0"
    return f"{parts_measured(state, now, least)}; {last_whole(state, now)}"


def _within(part: Part, state: RoomState, now: Instant) -> Part:
    """Of what may be measured now: by the sum of both nobody works out the other."""
    breathing, heart = (state.may_measure(each, now) for each in (Vital.BREATHING, Vital.HEART))
    only = {"breathing": part.breathing if breathing else None}
    return part.model_copy(update=only | {"heart": part.heart if heart else None})


def parts_measured(state: RoomState, now: Instant, least: str) -> str:
    """The part-score with what it is from, as far as that is measured now."""
    rates = {
        name: rate
        for name, vital in (("breathing", Vital.BREATHING), ("pulse", Vital.HEART))
        for rate in [mean(state.vitals.get(vital), now)]
        if rate is not None and state.may_measure(vital, now)
    }
    now_words = ", ".join(f"{name} {whole(rate)}" for name, rate in rates.items())
    measured = f" ({now_words})" if now_words else ", not measured at this moment"
    return f"Part-score from breathing and pulse: {least}{measured}"


def set_words(taken: SetTaken, now: Instant) -> str:
    """``NEWS2 6``, or of a set that is not whole ``At least 3 of a NEWS2 that is not complete``."""
    ago, arrest = lasting(now - taken.at), _arrest_words(taken.measured)
    if taken.chart is None:
        found = arrest or ", ".join(words for words, _ in beyond(taken.measured))
        found = f"{found[:1].upper()}{found[1:]}"
        return f"{found}, written down {ago} ago, with no age and so no score: {RECORD_AGE}"
    return f"{arrest}. {_scored_words(taken, ago)}" if arrest else _scored_words(taken, ago)


def _arrest_words(measured: Measurements) -> str:
    """``No breathing counted, pulse 12``; empty where it is no such thing."""
    if not is_arrest(measured):
        return ""
    breathing = "No breathing counted" if measured.breathing == 0 else ""
    low = measured.heart is not None and measured.heart < PULSE_LEAST
    return ", ".join(filter(None, (breathing, f"pulse {measured.heart}" if low else "")))


def _scored_words(taken: SetTaken, ago: str) -> str:
    name = taken.chart
    red = ", one measurement red" if taken.red else ""
    red += f", {taken.measured.consciousness}" if taken.is_worse_than_it_scores else ""
    if taken.whole:
        return f"{name}: {taken.total}{red}, taken {ago} ago"
    return f"At least {taken.total}{red}, of a {name} that is not complete, taken {ago} ago"


def left_words(left: Left, now: Instant) -> str:
    """``R.P., who is not confined here any more: NEWS2: 11, taken 10 min ago``."""
    said = [set_words(left.taken, now)] if left.taken else []
    if left.rising:
        said.append(
            f"breathing and pulse called for somebody {lasting(now - left.rising.since)} ago"
        )
    return f"{left.person.initials}, {NOT_HERE}: {'; '.join(said)}"


def _of_nobody_here(state: RoomState) -> str:
    if state.episode is not None or not state.formers:
        return ""
    return f", of {state.formers[-1].person.initials}, {NOT_HERE}"


def last_whole(state: RoomState, now: Instant) -> str:
    """When there last was one that may be called by its name."""
    chart = state.episode.chart if state.episode else None
    taken = state.scores.whole
    if taken is None:
        return f"no full {chart or 'set'} yet"
    return f"full {taken.chart or 'set'} last done {lasting(now - taken.at)} ago"
