"""That nothing is recorded reaches people as any alarm does, and out of memory alone."""

import pytest

from hub.acts import Delivered
from hub.alarms.route import Route
from hub.effects import Publish, TakeBack, Tell
from hub.outcry import Outcry
from hub.rooms.state import RoomState
from hub.staff.duty import Duty
from tests.hub.world import ASH_1, ASH_4, TWO_AM
from ward.announcements import AlarmChanged, Change
from ward.units import seconds

pytestmark = [pytest.mark.hazard("H-26"), pytest.mark.hazard("H-28")]
PAGER = Route("pager", duties=frozenset({Duty.IN_CHARGE}), tell_ends=True)
PHONE = Route("phone", duties=frozenset({Duty.SENIOR}))
SCREEN = Route("screen", duties=frozenset({Duty.OBSERVER}))
ROOMS = [RoomState(room, since=TWO_AM) for room in (ASH_1, ASH_4)]


class Night:
    """Seconds that pass, and what was said in them."""

    def __init__(self, *routes: Route) -> None:
        self.now = TWO_AM
        self.outcry = Outcry(routes)
        self.outcry.begin(ROOMS, self.now)
        self.said: list[Publish | Tell | TakeBack] = []

    def wait(self, seconds_: int) -> list[Tell]:
        """What people are told meanwhile."""
        before = len(self.said)
        for _ in range(seconds_):
            self.now += seconds(1)
            self.said += self.outcry.tick(self.now)
        return [one for one in self.said[before:] if isinstance(one, Tell)]

    def answers(self, tell: Tell, *, took: bool) -> None:
        for one in tell.about:
            said = Delivered(one.room, one.alarm, one.step, tell.teller, took, times=one.times)
            assert self.outcry.hears(said, self.now)


def test_the_nurse_in_charge_reads_one_message_of_all_rooms_and_the_senior_a_minute_later():
    night = Night(PAGER, PHONE, SCREEN)
    (first,) = night.wait(10)
    assert (first.teller, first.title) == ("pager", "!! 2 rooms: hub cannot record")
    assert first.words.startswith(
        "The hub cannot write to its disk: nothing is recorded of 2 rooms: Ash 1, Ash 4. "
        "Alarms still come. Write visits and looks on paper, and call support. "
    )
    night.answers(first, took=True)
    (second,) = night.wait(70)
    assert second.teller == "phone"
    night.answers(second, took=True)
    assert night.wait(600) == []
    changes = {
        (one.message.room, one.message.change)
        for one in night.said
        if isinstance(one, Publish) and isinstance(one.message, AlarmChanged)
    }
    assert changes == {(ASH_1, Change.ESCALATED), (ASH_4, Change.ESCALATED)}


def test_a_message_that_no_teller_took_is_tried_again_each_minute():
    night = Night(PAGER)
    (first,) = night.wait(10)
    night.answers(first, took=False)
    (again,) = night.wait(61)
    assert again.ref == first.ref
    (alarm,) = night.outcry.on_top(ROOMS[0]).alarms
    assert alarm.steps[0].failed, "the panel says that no message got through"


def test_what_waits_at_a_teller_is_taken_back_at_its_end():
    night = Night(PAGER)
    night.wait(10)
    night.outcry.end(night.now)
    assert night.wait(10) == [], "nobody took it, so nobody hears of an end"
    assert {one.room for one in night.said if isinstance(one, TakeBack)} == {ASH_1, ASH_4}


def test_who_was_told_hears_the_end():
    night = Night(PAGER, PHONE)
    (first,) = night.wait(10)
    night.answers(first, took=True)
    night.outcry.end(night.now)
    assert night.outcry.on_top(ROOMS[0]) == ROOMS[0]
    (end,) = night.wait(10)
    assert (end.teller, end.is_end, end.title) == (
        "pager",
        True,
        "over: 2 rooms: hub cannot record",
    )
    assert night.wait(600) == []


def test_without_tellers_it_climbs_on_the_panel_alone():
    night = Night()
    assert night.wait(120) == []
    (alarm,) = night.outcry.on_top(ROOMS[0]).alarms
    assert [step.step for step in alarm.steps] == [0, 1]


def test_a_message_of_any_other_alarm_is_the_rounds():
    assert not Night(PAGER).outcry.hears(Delivered(ASH_4, "a1", 0, "pager", took=True), TWO_AM)
