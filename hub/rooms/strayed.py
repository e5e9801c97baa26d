"""A rate that left this person's usual, and somebody who was at the door since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ward.units import Instant, Span, seconds
from ward.vitals import Vital

NEAR = seconds(1)  # clocks of door and hub agree no better than this


@dataclass(frozen=True, slots=True)
class Strayed:
    """It stands until it returned. Whoever recorded at the door what they saw answers it for now.

    ``at`` is when it was found; after a visit it is found anew if it goes further, or stays.
    """

    vital: Vital
    falls: bool
    usual: float
    rate: float
    at: Instant
    since: Instant | None = None
    seen_at: Instant | None = None


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
