"""What the facts of scores change in a room."""

from typing import TypeVar

from hub.rooms.alerts import assess_within
from hub.rooms.former import there_at
from hub.rooms.replaced import replace
from hub.rooms.score_facts import AgeSet, Alert, AssessmentMade, PartScored, SetCharted
from hub.rooms.scores import Assessed, Left, Owed, Rising, Scores, SetTaken
from hub.rooms.state import Written
from hub.rooms.values import Former
from ward.care import Person
from ward.charted import treated_as
from ward.modes import Mode
from ward.units import Instant, Span

LEFT_MOST = 8  # sets of those who left, until somebody assessed

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
        case SetCharted(of_before=True):
            return _of_before(state, fact)
        case SetCharted():
            return replace(state, scores=_charted(state.scores, fact, _initials(state)))
        case PartScored():
            return replace(state, scores=_part(state, fact))
    return replace(state, scores=_assessed(state.scores, fact))


def of_whom(state: Written, person: Person) -> Scores:
    """As an episode begins: the same person's go on, and of whoever was before what is owed."""
    theirs = scores_of(state, person)
    return replace(theirs or Scores(), owed=state.scores.owed, left=state.scores.left)


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


def _assessed(scores: Scores, fact: AssessmentMade) -> Scores:
    """One made before they came speaks for what it did there, and ends nothing owed here."""
    by, who, words, known = fact.by, fact.assessor, fact.words, scores.assessed
    if fact.made_at is None:
        done = Assessed(fact.at, by, who, words, scores.alert, scores.rising)
        return replace(scores, owed=None, assessed=done, left=())
    if known is not None and known.at >= fact.made_at:
        return scores
    done = Assessed(fact.made_at, by, who, words, fact.spoke_for)
    return replace(scores, assessed=done)


def _charted(scores: Scores, fact: SetCharted, initials: str) -> Scores:
    """One told late moves nothing that is newer, and owes nothing that was seen to since."""
    taken = _taken(fact)
    if taken.is_check and taken.at > scores.checked_at:
        scores = replace(scores, checked=taken, checks=scores.checks.after(taken.at))
    last, worst = scores.last, _worst(scores, taken)
    late = last is not None and fact.taken_at < last.at <= fact.at
    newest = fact.whole and (not late or _newer(taken, scores.whole))
    whole = taken if newest else scores.whole
    scores = replace(scores, last=last if late else taken, whole=whole, worst=worst)
    if late and worst is not taken:
        return scores
    return _asking(scores, fact, initials)


def _taken(fact: SetCharted) -> SetTaken:
    return SetTaken(
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


def _asking(scores: Scores, fact: SetCharted, initials: str) -> Scores:
    """With the assessment that it calls for, if it calls for one."""
    if fact.alert is Alert.NONE:
        return scores
    total = fact.total or 0
    total = treated_as(fact.chart, total, fact.measured) if fact.chart else total
    within = assess_within(fact.chart, fact.alert, total, red=fact.red)
    return _owing(scores, fact.alert, fact.taken_at, within, initials)


def _of_before(state: S, fact: SetCharted) -> S:
    """Of whoever was there when it was taken: theirs where they are confined next, and owed here.

    It alarms in the room in which they are; where they are confined nowhere, it does so here.
    Of nobody that is known it is written down, and counts for nobody.
    """
    former, scores = there_at(state.formers, fact.taken_at), state.scores
    if former is None:
        return state
    theirs = _charted(former.scores, fact, former.person.initials)
    after = replace(former, scores=theirs)
    formers = tuple(after if one is former else one for one in state.formers)
    state = replace(state, formers=formers)
    if fact.went_to is None and state.episode is None and formers[-1] is after:
        return replace(state, scores=_charted(scores, fact, former.person.initials))
    told = _owed_of(former, scores, fact)
    if fact.went_to is None and fact.alert is not Alert.NONE:
        left = Left(former.person.initials, _taken(fact))
        told = replace(told, left=(*told.left[1 - LEFT_MOST :], left))
    return replace(state, scores=told)


def _owed_of(former: Former, scores: Scores, fact: SetCharted) -> Scores:
    then = replace(scores, assessed=former.scores.assessed)
    owed = _asking(then, fact, former.person.initials).owed
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
    return _owing(scores, fact.alert, fact.since, within, _initials(state))


def _initials(state: Written) -> str:
    return state.episode.person.initials if state.episode else ""


def _owing(scores: Scores, alert: Alert, since: Instant, within: Span, initials: str) -> Scores:
    """The most urgent of what is owed, by the earliest time that any of it is due."""
    if scores.assessed is not None and since <= scores.assessed.at:
        return scores
    known, due_at = scores.owed, since + within
    if known is not None:
        alert, since = max(alert, known.alert), min(since, known.since)
        due_at = min(due_at, known.due_at)
    return replace(scores, owed=Owed(alert, initials, since, due_at))
