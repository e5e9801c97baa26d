"""What a person said of their privacy, and what was decided: it is theirs, and goes along.

Ending a confinement answers no objection, nor does moving somebody or confining them again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.facts import RoomFact
from hub.rooms.privacy_facts import Objected, PrivacyReviewed
from hub.rooms.privacy_state import NOTHING_SAID, Privacy, Theirs
from hub.rooms.state import RoomState, Written
from ward.rooms import RoomId
from ward.units import Instant, Span

PEOPLE_MOST = 64  # of one room, whose confinement ended; the one that ended first is forgotten
BEFORE = "as was decided before"

S = TypeVar("S", bound=Written)


def remembering(before: Written, state: S, at: Instant) -> S:
    """The state with what stands of whoever was confined there until just now."""
    ended = before.episode
    if ended is None or state.episode is not None:
        return state
    rest = tuple(one for one in state.privacies if one.person != ended.person.ref)
    if ended.privacy == NOTHING_SAID:
        return replace(state, privacies=rest)
    said = Theirs(ended.person.ref, at, ended.privacy)
    return replace(state, privacies=(*rest[1 - PEOPLE_MOST :], said))


def all_set_back(state: S, by: Span) -> S:
    """As long ago as before, by a clock that was set back by so much."""
    return replace(state, privacies=tuple(one.set_back(by) for one in state.privacies))


def carried(
    fact: RoomFact, states: Iterable[RoomState], now: Instant
) -> Iterator[Objected | PrivacyReviewed]:
    """What is written down as well when somebody is confined anew of whom something stands."""
    if isinstance(fact, EpisodeBegan) and fact.came_from is None:
        yield from said_again(fact.room, _newest(fact.person.ref, states, now), now)


def _newest(person: str, states: Iterable[RoomState], now: Instant) -> Privacy:
    """What stood of them last, in whichever room that was."""
    known: list[tuple[Instant, Privacy]] = []
    for state in states:
        if state.episode and state.episode.person.ref == person:
            known.append((now, state.episode.privacy))
        known += ((one.at, one.privacy) for one in state.privacies if one.person == person)
    return max(known, key=lambda each: each[0], default=(now, NOTHING_SAID))[1]


def said_again(
    room: RoomId, privacy: Privacy, now: Instant
) -> Iterator[Objected | PrivacyReviewed]:
    """In that room, as it stood: what was decided first, then what nobody has decided on yet."""
    for done in privacy.reviewed:
        yield PrivacyReviewed(
            room=room, at=now, of=done.of, outcome=done.outcome, by=done.by, why=BEFORE,
            since=done.at,
        )  # fmt: skip
    for one in privacy.objections:
        yield Objected(room=room, at=now, to=one.to, by=one.by, words=one.words, since=one.at)
