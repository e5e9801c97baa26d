"""What is so of the whole site, told in every room: all of them hear of it, or none."""

from collections.abc import Collection

from hub.bedside import Bedside
from hub.effects import Effect
from hub.office import Office
from ward.units import Instant


def know(beds: Collection[Bedside], office: Office) -> None:
    for bed in beds:
        bed.know(office)


def told(
    beds: Collection[Bedside], before: Office, after: Office, now: Instant
) -> tuple[Effect, ...]:
    """What each room says to another register or rota, and its door; one that raises tells none."""
    marks = [(bed, bed.mark()) for bed in beds]
    try:
        know(beds, after)
        return tuple(
            effect for bed in beds for effect in (*bed.care(now), *bed.judge(now, spoke=True))
        )
    except Exception:
        for bed, mark in marks:
            bed.back_to(mark)
        know(beds, before)
        raise
