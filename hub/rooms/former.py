"""When a confinement before truly ended, and whose it was at some moment."""

from collections.abc import Iterable

from hub.rooms.values import Episode, Former, Stay
from ward.units import Instant, Span, seconds

NEAR = seconds(5)  # whoever was confined so soon after it: clocks of door and hub agree no better
STAYS_MOST = 8  # of one person in one room, before this one


def ended_at(former: Former) -> Instant:
    """By the clock as it goes since it was set on."""
    return former.ended_at + seconds(former.set_on_s)


def there_at(formers: tuple[Former, ...], at: Instant) -> Former | None:
    """Who was confined there then, and is not any more."""
    for former in formers:
        on = seconds(former.set_on_s)
        if at <= ended_at(former) and (former.began_at is None or former.began_at + on <= at):
            return former
        if _within(former.earlier, at):
            return former
    return None


def whose(
    formers: tuple[Former, ...], episode: Episode | None, at: Instant, *, untimed: bool = False
) -> Former | None:
    """Of whom it is, if not of whoever is there: of what nobody dates, of who left last."""
    if not untimed:
        return there_at(formers, at)
    return formers[-1] if formers and episode is None else None


def was_here(episode: Episode | None, at: Instant) -> bool:
    """Whether whoever is confined there now was confined there then as well."""
    return episode is not None and (
        at >= episode.there_since - NEAR or _within(episode.earlier, at)
    )


def earlier(formers: Iterable[Former], person: str) -> tuple[Stay, ...]:
    """When this person was confined there before."""
    for former in formers:
        if former.person.ref == person and former.began_at is not None:
            on = seconds(former.set_on_s)
            last = Stay(former.began_at + on, former.ended_at + on)
            return (*former.earlier[1 - STAYS_MOST :], last)
    return ()


def set_back(stays: tuple[Stay, ...], by: Span) -> tuple[Stay, ...]:
    return tuple(Stay(one.began_at - by, one.ended_at - by) for one in stays)


def _within(stays: tuple[Stay, ...], at: Instant) -> bool:
    return any(one.began_at <= at <= one.ended_at for one in stays)
