"""Scores of somebody who comes to another room: sets, assessment and part-score go along."""

from collections.abc import Iterable, Iterator

from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.facts import RoomFact
from hub.rooms.score_facts import AssessmentMade, PartScored, SetCharted
from hub.rooms.scored import scores_of
from hub.rooms.scores import Assessed, Scores, SetTaken
from hub.rooms.state import RoomState
from ward.care import Person
from ward.rooms import RoomId
from ward.units import Instant

Known = tuple[RoomId, Scores]


def begun_along(
    fact: RoomFact, states: Iterable[RoomState], now: Instant
) -> Iterator[AssessmentMade | SetCharted | PartScored]:
    """Where somebody is confined anew, what was known of them in other rooms of this house."""
    if isinstance(fact, EpisodeBegan) and fact.came_from is None:
        yield from scores_along(fact.person, fact.room, states, now)


def scores_along(
    person: Person, to: RoomId, states: Iterable[RoomState], now: Instant
) -> Iterator[AssessmentMade | SetCharted | PartScored]:
    """As it was taken and judged then, oldest first: nothing is due later in the next room.

    The last assessment comes first: what it spoke for is not owed anew, and asks nothing anew for
    as long as it would have. By a person's reference: nobody is given what was another's.
    """
    known = [
        (state.room, theirs)
        for state in states
        if state.room != to
        for theirs in [scores_of(state, person)]
        if theirs is not None
    ]
    done = _assessed(known)
    if done is not None:
        yield AssessmentMade(
            room=to, at=now, by=done.by, assessor=done.assessor, words=done.words,
            made_at=done.at, spoke_for=done.alert,
        )  # fmt: skip
    yield from _sets(to, known, now)
    yield from _rising(to, known, done, now)


def _assessed(known: Iterable[Known]) -> Assessed | None:
    made = (scores.assessed for _, scores in known if scores.assessed is not None)
    return max(made, key=lambda done: done.at, default=None)


def _sets(to: RoomId, known: Iterable[Known], now: Instant) -> Iterator[SetCharted]:
    """The last whole ones, the worst and the newest: the next is due when it was."""
    found: dict[Instant, tuple[RoomId, SetTaken]] = {}
    for room, scores in known:
        each = (scores.whole, scores.worst, scores.checked, scores.last)
        found |= {taken.at: (room, taken) for taken in each if taken is not None}
    for _, (room, taken) in sorted(found.items(), key=lambda each: each[0]):
        yield SetCharted(
            room=to, at=now, by=taken.by, where=taken.where, taken_at=taken.at,
            measured=taken.measured, chart=taken.chart, total=taken.total, red=taken.red,
            whole=taken.whole, alert=taken.alert, told_from=room,
        )  # fmt: skip


def _rising(
    to: RoomId, known: Iterable[Known], done: Assessed | None, now: Instant
) -> Iterator[PartScored]:
    """The newest part-score, unless somebody has assessed them since."""
    each = [scores.rising for _, scores in known if scores.rising is not None]
    newest = max(each, key=lambda rising: rising.since, default=None)
    if newest is not None and newest.alert and (done is None or done.at < newest.since):
        yield PartScored(room=to, at=now, alert=newest.alert, part=newest.part, since=newest.since)
