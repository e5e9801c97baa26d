"""Where somebody must stay all the time the door itself says that nobody has, with the hub dead."""

import pytest

from edge.door.glass import glass
from edge.events import (
    BadgeSensed,
    Connected,
    DoorSensed,
    Event,
    FormCompleted,
    Positions,
    PresenceSensed,
)
from edge.node import Node
from tests.edge.night import (
    AMAS_CARD,
    ASH_4,
    BOOT,
    FITTED,
    SEEN_WELL,
    STRANGERS_CARD,
    arrived,
    at,
    care,
    confined,
)
from ward.care import Cover
from ward.happenings import Place

pytestmark = pytest.mark.hazard("H-30")
CAME, WENT = PresenceSensed(Place.DOORSIDE, True), PresenceSensed(Place.DOORSIDE, False)
AMA_TAPS = BadgeSensed(AMAS_CARD)


class Door:
    """A node told to keep company, and a clock that a test turns, a quarter second at a time."""

    def __init__(self, cover: Cover = Cover.SIGHT_AND_SOUND) -> None:
        self.second = 0.0
        self.node = Node(ASH_4, BOOT, "1", "test", FITTED, at(0))
        self.lit = False
        self.feed(Connected(), arrived(care(confinement=confined(every_min=60, cover=cover))))

    def feed(self, *events: Event) -> None:
        for event in events:
            self.node.feed(event, at(self.second))
            self.wait(0.25)

    def wait(self, for_s: float) -> None:
        until = self.second + for_s
        while self.second < until:
            self.second += 0.25
            for follows in self.node.tick(at(self.second)):
                if isinstance(follows, Positions):
                    self.lit = follows.indicator

    @property
    def words(self) -> str:
        return glass(self.node.door(at(self.second))).at_door


def test_the_indicator_calls_and_the_page_says_so_after_a_minute_and_until_somebody_known() -> None:
    door = Door()
    door.wait(59)
    assert not door.lit
    door.wait(2)
    assert door.lit
    assert door.words.startswith("!! nobody known has stayed here for 1 min")
    door.feed(CAME)
    door.wait(5)
    assert door.lit
    door.feed(AMA_TAPS)
    assert not door.lit
    assert "at the door" in door.words


def test_whoever_stays_may_record_and_stay_on() -> None:
    door = Door()
    door.feed(CAME, AMA_TAPS)
    door.wait(12)
    door.feed(FormCompleted(SEEN_WELL))
    door.wait(300)
    assert not door.lit
    door.feed(WENT)
    door.wait(61)
    assert door.lit


def test_a_strange_card_keeps_no_company() -> None:
    door = Door()
    door.feed(CAME, BadgeSensed(STRANGERS_CARD))
    door.wait(61)
    assert door.lit


def test_whoever_went_in_through_the_open_door_is_with_the_person() -> None:
    door = Door()
    door.feed(CAME, AMA_TAPS, DoorSensed(True), WENT)
    door.wait(300)
    assert not door.lit
    door.feed(DoorSensed(False))
    door.wait(61)
    assert door.lit


def test_an_open_door_alone_keeps_no_company_and_a_stuck_one_only_for_half_an_hour() -> None:
    door = Door()
    door.feed(DoorSensed(True))
    door.wait(62)
    assert door.lit
    door.feed(CAME, AMA_TAPS, WENT)
    door.wait(29 * 60)
    assert not door.lit
    door.wait(3 * 60)
    assert door.lit


def test_where_nobody_must_stay_nobody_is_missed() -> None:
    door = Door(Cover.NONE)
    door.wait(300)
    assert not door.lit
    assert door.node.door(at(door.second)).lacking_s is None


def test_when_the_confinement_is_over_nobody_is_missed() -> None:
    door = Door()
    door.wait(62)
    door.feed(arrived(care(version=2)))
    door.wait(6)
    assert not door.lit
