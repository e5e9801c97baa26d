"""What the facts of scores change in a room."""

from typing import TypeVar

from hub.rooms.alerts import assess_within, of_set
from hub.rooms.former import ended_at, there_at
from hub.rooms.replaced import replace
from hub.rooms.score_facts import AgeSet, Alert, AssessmentMade, PartScored, SetCharted, StillOwed
from hub.rooms.scores import Assessed, Left, Owed, Rising, Scores, SetTaken
from hub.rooms.state import Written
from hub.rooms.values import Episode, Former
from ward.care import Person
from ward.charted import score, treated_as
from ward.modes import Mode
from ward.units import Instant, Span

LEFT_MOST = 8  # of those who left, until somebody assessed
AND = " and "

S = TypeVar("S", bound=Written)

ScoreFact = AgeSet | SetCharted | PartScored | AssessmentMade


def after_scoring(state: S, fact: ScoreFact) -> S:
    """The state with this fact in it."""
    match fact:
        case AgeSet():
            if state.episode is None:
                return state
            return _aged(state, replace(state.episode, age=fact.age, chosen=fact.chosen), fact.at)
        case SetCharted(of_before=True):
            return _of_before(state, fact)
        case SetCharted():
            scores = _charted(state.scores, _taken(fact), fact.at, _initials(state))
            return replace(state, scores=scores)
        case PartScored():
            return replace(state, scores=_part(state, fact))
        case AssessmentMade(made_at=None):
            settled = (replace(one, scores=_settled(one.scores)) for one in state.formers)
            state = replace(state, formers=tuple(settled))
    return replace(state, scores=_assessed(state.scores, fact))


def _aged(state: S, episode: Episode, now: Instant) -> S:
    """The last set is scored too, if nobody knew by which chart; it calms nothing that stands."""
    state, last, chart = replace(state, episode=episode), state.scores.last, episode.chart
    if last is None or last.chart is not None or chart is None or last.at < episode.there_since:
        return state
    found = score(chart, last.measured)
    alert = of_set(chart, found, last.measured)
    known = replace(
        last, chart=chart, total=found.total, red=found.red, whole=found.whole, alert=alert
    )
    return replace(state, scores=_charted(state.scores, known, now, _initials(state)))


def _settled(scores: Scores) -> Scores:
    """Of somebody of whom it was owed here: what was recorded since was of them as well."""
    return replace(scores, owed=None, own=None)


def scores_of(state: Written, person: Person) -> Scores | None:
    """Of somebody who is or was confined there, whoever was since; else ``None``."""
    last = state.formers[-1].person if state.formers else None
    now = state.episode.person if state.episode else last
    if now is not None and now.ref == person.ref:
        return state.scores
    theirs = (former for former in state.formers if former.person.ref == person.ref)
    return next((former.scores for former in theirs), None)


def left_at(state: Written, person: Person, now: Instant) -> Instant:
    """When somebody of whom scores are known here was there last; now, while they are."""
    if state.episode and state.episode.person.ref == person.ref:
        return now
    return max(ended_at(former) for former in state.formers if former.person.ref == person.ref)


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
        return replace(_settled(scores), assessed=done, left=())
    if known is not None and known.at >= fact.made_at:
        return scores
    part = fact.spoke_for_part
    then = Rising(part.alert, part.part, part.since) if part else None
    done = Assessed(fact.made_at, by, who, words, fact.spoke_for, then)
    return replace(scores, assessed=done)


def _charted(scores: Scores, taken: SetTaken, told_at: Instant, initials: str) -> Scores:
    """One told late moves nothing that is newer, and owes nothing that was seen to since."""
    if taken.is_check and taken.at > scores.checked_at:
        scores = replace(scores, checked=taken, checks=scores.checks.after(taken.at))
    last, worst = scores.last, _worst(scores, taken)
    late = last is not None and taken.at < last.at <= told_at
    newest = taken.whole and (not late or _newer(taken, scores.whole))
    whole = taken if newest else scores.whole
    scores = replace(scores, last=last if late else taken, whole=whole, worst=worst)
    if late and worst is not taken:
        return scores
    return _asking(scores, taken, initials)


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


def _asking(scores: Scores, taken: SetTaken, initials: str) -> Scores:
    """With the assessment that it calls for, if it calls for one."""
    if taken.alert is Alert.NONE:
        return scores
    total = taken.total or 0
    total = treated_as(taken.chart, total, taken.measured) if taken.chart else total
    within = assess_within(taken.chart, taken.alert, total, red=taken.red)
    return _owing(scores, taken.alert, taken.at, within, initials)


def _of_before(state: S, fact: SetCharted) -> S:
    """Of whoever was there when it was taken: theirs where they are confined next, and owed here.

    It alarms in the room in which they are; where they are confined nowhere, it does so here.
    Of nobody that is known it is written down, and counts for nobody.
    """
    former, scores = there_at(state.formers, fact.taken_at), state.scores
    if former is None:
        return state
    taken = _taken(fact)
    theirs = _charted(former.scores, taken, fact.at, former.person.initials)
    after = replace(former, scores=theirs)
    formers = tuple(after if one is former else one for one in state.formers)
    state = replace(state, formers=formers)
    if fact.went_to is None and state.episode is None and formers[-1] is after:
        scores = _charted(scores, taken, fact.at, former.person.initials)
        return replace(state, scores=scores)
    told = _owed_of(former, scores, fact)
    if fact.went_to is None and fact.alert is not Alert.NONE:
        left = Left(former.person, taken)
        told = replace(told, left=with_left(told.left, left))
    return replace(state, scores=told)


def _owed_of(former: Former, scores: Scores, fact: SetCharted) -> Scores:
    then = replace(scores, assessed=former.scores.assessed)
    owed = _asking(then, _taken(fact), former.person.initials).owed
    return replace(scores, owed=owed)


def with_left(known: tuple[Left, ...], left: Left) -> tuple[Left, ...]:
    """With this one; of too many the least urgent goes, and of those the oldest."""
    each = (*known, left)
    if len(each) <= LEFT_MOST:
        return each
    least = min(each, key=lambda one: one.alert)
    return tuple(one for one in each if one is not least)


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
    if scores.assessed is not None and since <= scores.assessed.at:
        return scores
    owed = Owed(alert, initials, since, since + within)
    return replace(scores, owed=_both(scores.owed, owed), own=_both(scores.own, owed))


def still_owing(scores: Scores, still: StillOwed, initials: str) -> Scores:
    """With what was owed of somebody where they come from, whatever was assessed elsewhere."""
    owed = Owed(still.alert, initials, still.since, still.due_at)
    return replace(scores, owed=_both(scores.owed, owed), own=_both(scores.own, owed))


def _both(known: Owed | None, owed: Owed) -> Owed:
    """The most urgent of what is owed, by the earliest time that any of it is due, by name."""
    if known is None:
        return owed
    names = dict.fromkeys(filter(None, (*known.initials.split(AND), owed.initials)))
    return Owed(
        max(owed.alert, known.alert),
        AND.join(names),
        min(owed.since, known.since),
        min(owed.due_at, known.due_at),
    )
