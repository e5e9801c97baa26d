"""How somebody's rates go: what a word of the radar changes in it, and the facts in that."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from hub.deterioration.course import (
    NOTHING_HEARD,
    Course,
    heard,
    is_over,
    step_of,
    stepped,
    without,
)
from hub.deterioration.judged import Back, Beyond, News, judged
from hub.deterioration.numbers import STEP_S
from hub.deterioration.usual import Block, with_block
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState, Written
from hub.rooms.strayed import Strayed, is_news
from hub.rooms.straying_facts import RateReturned, RateStrayed, UsualLearnt
from ward.modes import ModeKind
from ward.units import Instant, seconds
from ward.vitals import Said, Vital

S = TypeVar("S", bound=Written)
Straying = UsualLearnt | RateStrayed | RateReturned


@dataclass(frozen=True, slots=True)
class Gone:
    """What is heard of it, and the facts in it, if any."""

    course: Course
    facts: tuple[Straying, ...] = ()


def gone_on(state: RoomState, vital: Vital, word: Said, at: Instant, now: Instant) -> Gone:
    """The radar said this at that moment. What nobody authorised is neither kept nor judged."""
    if not state.authorised(now):
        return Gone(NOTHING_HEARD)
    may = state.may_measure(vital, now)
    course, step = state.course if may else without(state.course, vital), step_of(at)
    breathing = state.may_measure(Vital.BREATHING, now)
    stirs_by = Vital.BREATHING if breathing else Vital.HEART
    if not is_over(course, step):
        return Gone(heard(course, vital, word, step, stirs_by))
    over = course.running.step if course.running else step
    strayed = {(one.vital, one.falls): one.usual for one in state.strayed if one.stands}
    course, told = stepped(course, step)
    drugged = state.mode(ModeKind.TRANQUILLISED) is not None
    course, news = judged(course, told, state.usual, over, strayed, sleeps=not drugged)
    facts = tuple(fact for each in news for fact in _facts(state, each, now, at))
    return Gone(heard(course, vital, word, step, stirs_by), facts)


def _facts(state: RoomState, news: News, now: Instant, at: Instant) -> Iterator[Straying]:
    match news:
        case Block(vital, still, rate, steps):
            yield UsualLearnt(
                room=state.room, at=now, vital=vital, still=still, rate=rate, steps=steps
            )
        case Beyond() if is_news(_known(state, news), news, now, _drugged_at(state)):
            yield RateStrayed(
                room=state.room,
                at=now,
                vital=news.change.vital,
                falls=news.change.falls,
                usual=news.usual,
                rate=news.rate,
                since=_moment(news.since, at),
            )
        case Back(change) if (known := _known(state, news)) is not None and known.stands:
            yield RateReturned(room=state.room, at=now, vital=change.vital, falls=change.falls)


def _drugged_at(state: RoomState) -> Instant | None:
    mode = state.mode(ModeKind.TRANQUILLISED)
    return mode.began_at if mode else None


def _known(state: RoomState, news: Beyond | Back) -> Strayed | None:
    kind = (news.change.vital, news.change.falls)
    return next((one for one in state.strayed if (one.vital, one.falls) == kind), None)


def _moment(step: int | None, at: Instant) -> Instant | None:
    """The end of that quarter minute, by the node's clock as believed."""
    if step is None:
        return None
    return at - seconds(at.timestamp() - (step + 1) * STEP_S)


def after_straying(state: S, fact: Straying) -> S:
    """The state with this in it."""
    if isinstance(fact, UsualLearnt):
        block = Block(fact.vital, fact.still, fact.rate, fact.steps)
        return replace(state, usual=with_block(state.usual, block))
    kind = (fact.vital, fact.falls)
    same = [one for one in state.strayed if (one.vital, one.falls) == kind]
    rest = tuple(one for one in state.strayed if one not in same)
    if isinstance(fact, RateReturned):
        back = (replace(one, back_at=fact.at) for one in same)
        return replace(state, strayed=(*rest, *back))
    one = Strayed(fact.vital, fact.falls, fact.usual, fact.rate, fact.at, fact.since)
    return replace(state, strayed=(*rest, one))
