"""What happens in a room of the farm: made up from a seed, at a stated rate."""

import random
from collections.abc import Iterator

from edge.events import (
    BadgeSensed,
    CallSensed,
    DoorSensed,
    Event,
    FormCompleted,
    LockSensed,
    Measured,
    PresenceSensed,
)
from ward.happenings import Place
from ward.observations import Awareness, BreathingSeen, Colour, Content, CouldEnd, Position
from ward.readings import Quantity, Reading

HAPPENINGS_SHARE = 0.05  # of all messages
OBSERVED_SHARE = 0.1  # of the happenings
BADGE = "04A1B2C3"
SEEN = Content(
    awareness=Awareness.AWAKE,
    breathing=BreathingSeen.EASY,
    colour=Colour.USUAL,
    position=Position.SITTING,
    could_end=CouldEnd.NOT_YET,
)


class Life:
    """One room's: so many readings and happenings a second, whenever one asks."""

    def __init__(self, seed: str, rate: float) -> None:
        """``rate`` is of messages besides the vital sign that a node says each second."""
        self._chance = random.Random(seed)
        self._rate = rate
        self._events = self._happen()
        self._done = 0

    def due(self, since_s: float) -> Iterator[Event]:
        """What happened until this long after the beginning, and was not yet told."""
        while self._done < since_s * self._rate:
            self._done += 1
            if self._chance.random() < HAPPENINGS_SHARE:
                yield next(self._events)
            else:
                yield self._measured()

    def miss(self, since_s: float) -> None:
        """Nobody asked, so nothing happened."""
        self._done = max(self._done, int(since_s * self._rate))

    def _measured(self) -> Measured:
        warmth, air = self._chance.uniform(19, 24), self._chance.uniform(400, 1200)
        return Measured(
            (
                Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=round(warmth, 3)),
                Reading(quantity=Quantity.CO2, sensor="scd4x", value=round(air)),
            )
        )

    def _happen(self) -> Iterator[Event]:
        """Doors, locks and calls; now and then somebody comes, and records what they saw."""
        at_door = is_open = is_locked = is_there = False
        while True:
            if self._chance.random() < OBSERVED_SHARE:
                yield from (BadgeSensed(BADGE), FormCompleted(SEEN))
            match self._chance.randrange(5):
                case 0:
                    is_open = not is_open
                    yield DoorSensed(is_open)
                case 1:
                    is_locked = not is_locked
                    yield LockSensed(is_locked)
                case 2:
                    is_there = not is_there
                    yield PresenceSensed(Place.ROOM, is_there)
                case 3:
                    at_door = not at_door
                    yield PresenceSensed(Place.DOORSIDE, at_door)
                case _:
                    yield CallSensed()
