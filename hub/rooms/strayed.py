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
    """It stands until it is back. Whoever recorded at the door what they saw answers it for now.

    ``at`` is when it was told. After a visit it is told anew if it goes further, or stays long.
    Surprising: it is known after it is back, too, for what comes and goes is one episode.
    """

    vital: Vital
    falls: bool
    usual: float
    rate: float
    at: Instant
    since: Instant | None = None
    seen_at: Instant | None = None
    back_at: Instant | None = None

    @property
    def stands(self) -> bool:
        return self.back_at is None


def is_news(
    standing: Strayed | None, news: Beyond, now: Instant, drugged_at: Instant | None = None
) -> bool:
    """Unknown so far; or looked at since, and further gone by now, or still so long after.

    So long after it was told, not after the look: looking often never puts off the next word.
    What was back and comes again is news if nobody had looked, or a drug was given since.
    """
    if standing is None:
        return True
    given_since = drugged_at is not None and standing.at < drugged_at
    if standing.seen_at is None or (given_since and not standing.stands):
        return not standing.stands
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
            back_at=one.back_at and one.back_at - by,
        )
        for one in strayed
    )
