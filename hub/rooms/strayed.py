"""A rate that left this person's usual, and somebody who was at the door since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hub.deterioration.judged import Beyond
from hub.deterioration.numbers import AGAIN_AFTER_S, FURTHER
from ward.units import Instant, Span, seconds
from ward.vitals import Vital

NEAR = seconds(1)  # clocks of door and hub agree no better than this


@dataclass(frozen=True, slots=True)
class Strayed:
    """It stands until it returned. Whoever recorded at the door what they saw answers it for now.

    ``at`` is when it was told; after a visit it is told anew if it goes further, or stays long.
    """

    vital: Vital
    falls: bool
    usual: float
    rate: float
    at: Instant
    since: Instant | None = None
    seen_at: Instant | None = None


def is_news(standing: Strayed | None, news: Beyond, now: Instant) -> bool:
    """Unknown so far; or looked at since, and further gone by now, or still so long after.

    So long after it was told, not after the look: looking often never puts off the next word.
    """
    if standing is None:
        return True
    if standing.seen_at is None:
        return False
    further = (standing.rate - news.rate) * (1 if news.change.falls else -1)
    late = now - standing.at >= seconds(AGAIN_AFTER_S)
    return late or further >= FURTHER * standing.usual


def seen(strayed: Iterable[Strayed], at: Instant, now: Instant) -> tuple[Strayed, ...]:
    """Somebody recorded at the door what they saw; by a clock set back, nothing was after it."""
    return tuple(
        replace(one, seen_at=at) if one.at <= at + NEAR or one.at > now else one for one in strayed
    )


def set_back(strayed: Iterable[Strayed], by: Span) -> tuple[Strayed, ...]:
    return tuple(
        replace(
            one,
            at=one.at - by,
            since=one.since and one.since - by,
            seen_at=one.seen_at and one.seen_at - by,
        )
        for one in strayed
    )
