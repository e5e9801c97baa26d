"""Scores of somebody who comes to another room: sets, assessments and part-score go along."""

from collections.abc import Iterable, Iterator

from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.facts import RoomFact
from hub.rooms.score_facts import AssessmentMade, PartScored, PartThen, SetCharted, StillOwed
from hub.rooms.scored import left_at, scores_of
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
    everywhere = _known(person, states, now)
    known = [(room, theirs) for _, room, theirs in everywhere if room != to]
    done = _assessed(known)
    if done is not None:
        yield AssessmentMade(
            room=to, at=now, by=done.by, assessor=done.assessor, words=done.words,
            made_at=done.at, spoke_for=done.alert, spoke_for_part=_part_of(done),
        )  # fmt: skip
    yield from _sets(to, known, now)
    yield from _rising(to, _last(everywhere), now)


def owed_along(
    person: Person, to: RoomId, states: Iterable[RoomState], now: Instant
) -> StillOwed | None:
    """What is owed of them where they were last, whatever it was owed for: due when it was."""
    last = _last(_known(person, states, now))
    owed = last[1].own if last and last[0] != to else None
    if owed is None:
        return None
    return StillOwed(alert=owed.alert, since=owed.since, due_at=owed.due_at)


def before_in(state: RoomState, states: Iterable[RoomState]) -> RoomId | None:
    """Where whoever was confined in this room last is now: what calls of them calls there."""
    last = state.formers[-1].person if state.formers else None
    confined = ((one.room, one.episode) for one in states if one.room != state.room)
    theirs = (
        room for room, episode in confined if episode and last and episode.person.ref == last.ref
    )
    return next(theirs, None)


def _known(
    person: Person, states: Iterable[RoomState], now: Instant
) -> tuple[tuple[Instant, RoomId, Scores], ...]:
    """What is known of them in each room, with when they were there last."""
    return tuple(
        (left_at(state, person, now), state.room, theirs)
        for state in states
        for theirs in [scores_of(state, person)]
        if theirs is not None
    )


def _last(known: Iterable[tuple[Instant, RoomId, Scores]]) -> Known | None:
    """Of all that, what is known where they are, or were last."""
    found = max(known, key=lambda each: each[0], default=None)
    return found and found[1:]


def _part_of(done: Assessed) -> PartThen | None:
    then = done.rising
    return PartThen(alert=then.alert, part=then.part, since=then.since) if then else None


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


def _rising(to: RoomId, last: Known | None, now: Instant) -> Iterator[PartScored]:
    """As it stands where they were last, and assessed if it is: what is worse calls anew."""
    rising = last[1].rising if last and last[0] != to else None
    if rising is not None:
        yield PartScored(room=to, at=now, alert=rising.alert, part=rising.part, since=rising.since)
