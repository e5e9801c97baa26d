"""What is usual for somebody and what has left it: it is theirs, and goes along with them."""

from collections.abc import Iterable, Iterator

from hub.rooms.confined import AGAIN_WITHIN
from hub.rooms.state import RoomState
from hub.rooms.straying_facts import RatesThen, StrayedThen, UsualThen
from hub.rooms.values import Former
from ward.care import Person
from ward.rooms import RoomId
from ward.units import Instant


def rates_along(
    person: Person, to: RoomId, states: Iterable[RoomState], now: Instant
) -> RatesThen | None:
    """As they stood where they are, or were until just now; a clean slate calms nobody."""
    states = [state for state in states if state.room != to]
    return next((_then(state) for state in _theirs(person, states, now)), None)


def _theirs(person: Person, states: Iterable[RoomState], now: Instant) -> Iterator[RoomState]:
    for state in states:
        last = state.formers[-1] if state.formers else None
        if state.episode is not None:
            is_theirs = state.episode.person.ref == person.ref
        else:
            is_theirs = last is not None and last.person.ref == person.ref and _only_just(last, now)
        if is_theirs:
            yield state


def _only_just(last: Former, now: Instant) -> bool:
    return last.moved_to is None and now - last.ended_at < AGAIN_WITHIN


def _then(state: RoomState) -> RatesThen:
    """Of what is back again nothing is told: it stands nowhere."""
    return RatesThen(
        usual=tuple(
            UsualThen(vital=one.vital, still=one.still, rate=one.rate, steps=one.steps)
            for one in state.usual
        ),
        strayed=tuple(
            StrayedThen(
                vital=one.vital, falls=one.falls, usual=one.usual, rate=one.rate,
                told_at=one.at, since=one.since, seen_at=one.seen_at,
            )
            for one in state.strayed
            if one.stands
        ),
        slow_since=state.slow_since,
    )  # fmt: skip
