"""What the facts of scores change in a room."""

from typing import TypeVar

from hub.rooms.alerts import assess_within
from hub.rooms.former import there_at
from hub.rooms.replaced import replace
from hub.rooms.score_facts import AgeSet, Alert, AssessmentMade, PartScored, SetCharted
from hub.rooms.scores import Assessed, Owed, Rising, Scores, SetTaken
from hub.rooms.state import Written
from ward.care import Person
from ward.charted import treated_as
from ward.modes import Mode
from ward.units import Instant, Span

S = TypeVar("S", bound=Written)

ScoreFact = AgeSet | SetCharted | PartScored | AssessmentMade


def after_scoring(state: S, fact: ScoreFact) -> S:
    """The state with this fact in it."""
    match fact:
        case AgeSet():
            if state.episode is None:
                return state
            episode = replace(state.episode, age=fact.age, chosen=fact.chosen)
            return replace(state, episode=episode)
        case SetCharted():
            told = _of_before if fact.of_before else _charted
            return replace(state, scores=told(state, fact))
        case PartScored():
            return replace(state, scores=_part(state, fact))
    scores = state.scores
    assessed = Assessed(fact.at, fact.by, fact.assessor, fact.words, scores.alert, scores.rising)
    return replace(state, scores=replace(state.scores, owed=None, assessed=assessed))


def of_whom(state: Written, person: Person) -> Scores:
    """As an episode begins: the same person's go on, and of whoever was before what is owed."""
    theirs = scores_of(state, person)
    return replace(theirs or Scores(), owed=state.scores.owed)


def scores_of(state: Written, person: Person) -> Scores | None:
    """Of somebody who is or was confined there, whoever was since; else ``None``."""
    last = state.formers[-1].person if state.formers else None
    now = state.episode.person if state.episode else last
    if now is not None and now.ref == person.ref:
        return state.scores
    theirs = (former for former in state.formers if former.person.ref == person.ref)
    return next((former.scores for former in theirs), None)


def checked_closer(
    scores: Scores, before: tuple[Mode, ...], after: tuple[Mode, ...], at: Instant
) -> Scores:
    """From these modes to those: a check that is due already is due still."""
    checks = scores.checks.changed(before, after, at, scores.checked_at)
    return replace(scores, checks=checks)


def _charted(state: Written, fact: SetCharted) -> Scores:
    """One told late moves nothing that is newer, and owes nothing that was seen to since."""
    scores = state.scores
    taken = SetTaken(
        at=fact.taken_at,
        by=fact.by,
        where=fact.where,
        measured=fact.measured,
        chart=fact.chart,
        total=fact.total,
        red=fact.red,
        whole=fact.whole,
        alert=fact.alert,
    )
    if taken.is_check and taken.at > scores.checked_at:
        scores = replace(scores, checked=taken, checks=scores.checks.after(taken.at))
    last, worst = scores.last, _worst(scores, taken)
    late = last is not None and fact.taken_at < last.at <= fact.at
    newest = fact.whole and (not late or _newer(taken, scores.whole))
    whole = taken if newest else scores.whole
    scores = replace(scores, last=last if late else taken, whole=whole, worst=worst)
    if late and worst is not taken:
        return scores
    if fact.chart is None or fact.total is None or fact.alert is Alert.NONE:
        return scores
    total = treated_as(fact.chart, fact.total, fact.measured)
    within = assess_within(fact.chart, fact.alert, total, red=fact.red)
    return _owing(state, scores, fact.alert, fact.taken_at, within)


def _of_before(state: Written, fact: SetCharted) -> Scores:
    """Of whoever was there when it was taken: it is owed for them, and nothing of anybody since."""
    scores, former = state.scores, there_at(state.formers, fact.taken_at)
    if former is None or not fact.alert or fact.chart is None or fact.total is None:
        return scores
    total = treated_as(fact.chart, fact.total, fact.measured)
    within = assess_within(fact.chart, fact.alert, total, red=fact.red)
    then = replace(scores, assessed=former.scores.assessed)
    owed = _owing(state, then, fact.alert, fact.taken_at, within).owed
    if owed is None or owed == scores.owed:
        return scores
    known, whose = scores.owed.initials if scores.owed else "", former.person.initials
    both = f"{whose} and {known}" if known and known != whose else whose
    return replace(scores, owed=replace(owed, initials=both))


def _worst(scores: Scores, taken: SetTaken) -> SetTaken | None:
    """A whole set replaces what was taken before it; one that is not whole never lowers."""
    known, whole = scores.worst, scores.whole
    if whole is not None and whole.at > taken.at:
        return known
    if known is None or taken.alert >= known.alert or (taken.whole and known.at <= taken.at):
        return taken
    return known


def _newer(taken: SetTaken, known: SetTaken | None) -> bool:
    return known is None or taken.at >= known.at


def _part(state: Written, fact: PartScored) -> Scores:
    """A higher one owes an assessment. What is owed already is owed, though it falls again."""
    before = state.scores.rising.alert if state.scores.rising else Alert.NONE
    rising = Rising(fact.alert, fact.part, fact.since) if fact.alert else None
    scores = replace(state.scores, rising=rising)
    if fact.part is None or fact.alert <= before:
        return scores
    part = fact.part
    within = assess_within(part.chart, fact.alert, part.at_least, red=part.red)
    return _owing(state, scores, fact.alert, fact.since, within)


def _owing(state: Written, scores: Scores, alert: Alert, since: Instant, within: Span) -> Scores:
    """The most urgent of what is owed, by the earliest time that any of it is due."""
    if scores.assessed is not None and since <= scores.assessed.at:
        return scores
    known, due_at = scores.owed, since + within
    if known is not None:
        alert, since = max(alert, known.alert), min(since, known.since)
        due_at = min(due_at, known.due_at)
    initials = state.episode.person.initials if state.episode else ""
    return replace(scores, owed=Owed(alert, initials, since, due_at))
