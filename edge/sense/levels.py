"""Levels: how things stand at the door, and the happenings when that changes."""

from edge.call_line import CallLine
from edge.events import (
    BadgeSensed,
    CallSensed,
    DoorSensed,
    Event,
    LockSensed,
    PresenceSensed,
    TalkSensed,
)
from edge.moment import Moment
from edge.sense.bangs import Bangs
from ward.envelope import Standing
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    Happening,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)

BADGE_RESTS_S = 3.0  # a card left on the reader is read again and again; that is one showing

_FIELD_OF_PLACE = {
    Place.ROOM: "in_room",
    Place.ENSUITE: "in_ensuite",
    Place.DOORSIDE: "at_door",
}


class Levels:
    """Says what changed. The first word of a sensor is how it stands, and no happening.

    ``line`` is the call button's, of which a word is one whenever it is said.
    """

    def __init__(self) -> None:
        self.standing, self.line, self._bangs = Standing(), CallLine(), Bangs()
        self._talking = False
        self._card: tuple[str, float] | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        return self.line.faults

    def feed(self, event: Event, now: Moment) -> tuple[Happening, ...]:
        heard = self._bangs.feed(event, now)
        return (*self._moved_by(event, now), *self.line.feed(event, now), *heard)

    def _moved_by(self, event: Event, now: Moment) -> tuple[Happening, ...]:
        match event:
            case DoorSensed() | LockSensed() | PresenceSensed():
                return self._stands(event)
            case CallSensed():
                return (CallPressed(),)
            case TalkSensed(is_talking):
                return self._talked(is_talking)
            case BadgeSensed(badge):
                return self._shown(badge, now.up_s)
            case _:
                return ()

    def _stands(self, event: DoorSensed | LockSensed | PresenceSensed) -> tuple[Happening, ...]:
        match event:
            case DoorSensed(is_open):
                return self._moved("door_open", is_open, DoorMoved(is_open=is_open))
            case LockSensed(is_locked):
                return self._moved("locked", is_locked, LockMoved(is_locked=is_locked))
            case PresenceSensed(place, is_there):
                moved = PresenceMoved(place=place, is_there=is_there)
                return self._moved(_FIELD_OF_PLACE[place], is_there, moved)

    def _moved(self, field: str, level: bool, happening: Happening) -> tuple[Happening, ...]:
        before = getattr(self.standing, field)
        self.standing = self.standing.model_copy(update={field: level})
        return () if before is None or before == level else (happening,)

    def _talked(self, is_talking: bool) -> tuple[Happening, ...]:
        before, self._talking = self._talking, is_talking
        return () if before == is_talking else (TalkMoved(is_talking=is_talking),)

    def _shown(self, badge: str, up_s: float) -> tuple[Happening, ...]:
        before, self._card = self._card, (badge, up_s)
        resting = before and before[0] == badge and up_s - before[1] < BADGE_RESTS_S
        return () if resting else (BadgeShown(badge=badge),)
