"""What the tests of patterns write down: entries, badges, stays and alarms, at any moment."""

from collections.abc import Iterable
from datetime import datetime

from hub.panel.local import LONDON
from hub.patterns.evidence import Evidence, gathered
from hub.patterns.found import patterns
from hub.patterns.pattern import Pattern
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.episode_facts import EpisodeEnded
from hub.rooms.facts import AnyFact, Happened, How, LookedRemotely, Observed
from hub.staff.facts import StaffSet
from tests.hub.panel.night import ASH_1, ASH_4, KO, MT, happened, visited
from ward.happenings import BadgeShown, Happening, Place, PresenceMoved
from ward.rooms import RoomId
from ward.units import Instant, Span, hours, minutes, seconds

BEGINS = datetime.fromisoformat("2026-11-16T00:00:00+00:00")
WEEK = hours(7 * 24)
REGISTER = tuple(StaffSet(at=BEGINS, by="W.M.", staff=one) for one in (MT, KO))

__all__ = ["ASH_1", "ASH_4", "KO", "MT", "hours", "minutes", "seconds"]


def at(clock: str, day: int = 0) -> Instant:
    """That time of the first day, or of one after it."""
    hour, minute, *second = (int(part) for part in clock.split(":"))
    return BEGINS + Span(days=day, hours=hour, minutes=minute, seconds=sum(second))


def typed(
    written: Instant,
    said: Instant | None = None,
    words: str = "",
    *,
    by: str = MT.ref,
    room: RoomId = ASH_4,
    how: How = How.STATION,
) -> LookedRemotely:
    return LookedRemotely(room=room, at=written, how=how, by=by, said_to_be_at=said, words=words)


def seen(
    moment: Instant, *, room: RoomId = ASH_4, by: str = MT.ref, stayed_s: float = 46
) -> Observed:
    return visited(room, moment, by, stayed_s)


def badge(moment: Instant, badge: str = MT.badge, room: RoomId = ASH_4) -> Happened:
    return happened(room, moment, BadgeShown(badge=badge))


def stay(
    moment: Instant, stayed_s: float, badge_: str = MT.badge, room: RoomId = ASH_4
) -> list[Happened]:
    """Somebody comes, shows a badge at once and goes."""

    def door(when: Instant, happening: Happening) -> Happened:
        return happened(room, when, happening)

    return [
        door(moment, PresenceMoved(place=Place.DOORSIDE, is_there=True)),
        door(moment, BadgeShown(badge=badge_)),
        door(moment + seconds(stayed_s), PresenceMoved(place=Place.DOORSIDE, is_there=False)),
    ]


def rang(moment: Instant, condition: str, lasts: Span, room: RoomId = ASH_4) -> list[AnyFact]:
    name = f"{room.slug}-{moment:%d%H%M%S}"
    return [
        AlarmBegan(room=room, at=moment, id=name, condition=condition, words=condition),
        AlarmEnded(room=room, at=moment + lasts, id=name, condition=condition),
    ]


def ended(room: RoomId, moment: Instant) -> EpisodeEnded:
    return EpisodeEnded(
        room=room, at=moment, id=f"e-{room.slug}", ended_by=KO.ref, why="calm", unseen=False
    )


def evidence(*facts: AnyFact | Iterable[AnyFact], lasts: Span = WEEK) -> Evidence:
    told: list[AnyFact] = []
    for one in facts:
        told.extend(one if isinstance(one, list | tuple) else [one])  # type: ignore[list-item]
    told.sort(key=lambda fact: fact.at)
    return gathered([*REGISTER, *told], BEGINS, BEGINS + lasts)


def found(name: str, *facts: AnyFact | Iterable[AnyFact], lasts: Span = WEEK) -> Pattern:
    """The pattern of this name in these facts."""
    (one,) = [p for p in patterns(evidence(*facts, lasts=lasts), LONDON) if p.name == name]
    return one
