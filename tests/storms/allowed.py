"""What a law allows for, and what it looks at."""

from collections.abc import Callable, Iterator, Sequence

from hub.rooms.state import RoomState
from tests.storms.story import Story
from tests.storms.witness import Room, Witness
from ward.rooms import RoomId
from ward.units import Span, minutes, seconds

Breaches = Iterator[str]
Law = Callable[[Witness], Breaches]

SKEW_S = 2.0  # a clock no farther ahead than this is believed; hub/ingest/doorkeeper.py
TICK_S = 1.0
SILENT_AFTER_S = 11.0  # two periods of health and a second
FRESH_S = 15.0  # hub/panel/measured.py
MODULE_S = 12.0  # six until it says "none", its report and the node's word three each
WAKES_S = 3.0  # a hub that was just started
OBEYED_LATE_S = 6.0  # a clock so far behind may be believed, and a second's tick
LATEST = minutes(4)  # so late a visit may be told of in a story


def late_s(story: Story) -> float:
    """By how much the weather may make a word older than it seems: two stretches of wire."""
    return 2 * story.late_most_s if story.rough else 0.0


def skew(witness: Witness, room: Room) -> Span:
    """How much later than it was a moment may be believed to have been."""
    return seconds(SKEW_S + TICK_S + late_s(witness.story) + max(0.0, room.wrong_by_s))


def states(witness: Witness) -> Sequence[tuple[RoomId, RoomState]]:
    """Of every room, as it shows now; none while the hub is down."""
    return witness.shown
