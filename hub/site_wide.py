"""What comes to every room: of the whole site all of them hear, or none; of time, each."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from hub.bedside import Bedside
from hub.effects import Effect
from hub.office import Office
from ward.units import Instant


def know(beds: Collection[Bedside], office: Office) -> None:
    for bed in beds:
        bed.know(office)


@contextmanager
def whole(beds: Iterable[Bedside]) -> Iterator[None]:
    """Either all of it is so in these rooms, or nothing is."""
    marks = [(bed, bed.mark()) for bed in beds]
    try:
        yield
    except Exception:
        for bed, mark in marks:
            bed.back_to(mark)
        raise


def told(
    beds: Collection[Bedside], before: Office, after: Office, now: Instant
) -> tuple[Effect, ...]:
    """What each room says to another register or rota, and its door; one that raises tells none."""
    try:
        with whole(beds):
            know(beds, after)
            return tuple(
                effect for bed in beds for effect in (*bed.care(now), *bed.judge(now, spoke=True))
            )
    except Exception:
        know(beds, before)
        raise


def passed(beds: Collection[Bedside], counters: Counter[str], now: Instant) -> tuple[Effect, ...]:
    """Time passed in every room. One that raises is an alarm there, and does not stop the rest."""
    effects: list[Effect] = []
    for bed in beds:
        mark = bed.mark()
        try:
            effects += bed.tick(now)
        except Exception as wrong:  # noqa: BLE001  (one room must not blind the ward)
            bed.back_to(mark)
            counters["rooms that failed"] += 1
            effects += bed.broken(wrong, now)
    return tuple(effects)
