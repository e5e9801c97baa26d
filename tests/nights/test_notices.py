"""Nights in which people have to be told, and cannot always be."""

import pytest

from attune.play.hub import Dying
from attune.play.setting import Radar
from hub.acts import SetPlan
from hub.alarms.route import Route
from hub.rooms.alarm_facts import NoticeTold
from hub.staff.duty import Duty
from tests.hub.world import ASH_1, ASH_4, JT, RP
from tests.nights.ward import Ward
from ward.authority import Authority
from ward.rooms import RoomId
from ward.units import minutes

PAGERS = (
    Route("observer", duties=frozenset({Duty.OBSERVER}), tell_ends=True),
    Route("charge", duties=frozenset({Duty.IN_CHARGE})),
    Route("senior", duties=frozenset({Duty.SENIOR})),
)
FIFTY = tuple(RoomId("ash", number) for number in range(1, 51))
BLANK, CALL, NOBODY = "blank spell", "call unanswered", "nobody could be told"


def ward(*rooms: RoomId) -> Ward:
    night = Ward(*(rooms or (ASH_1, ASH_4)), radar=Radar.RATES, routes=PAGERS)
    for room in (ASH_1, ASH_4):
        night.begins(room, JT if room == ASH_4 else RP, every_min=240)
    return night


def told(night: Ward) -> list[tuple[str, str, str]]:
    """When, by which teller, and the title."""
    return [(f"{one.at:%H:%M:%S}", one.tell.teller, one.tell.title) for one in night.messages]


@pytest.mark.hazard("H-28")
@pytest.mark.hazard("H-01")
def test_nobody_comes_and_the_second_and_third_person_are_told_in_their_time() -> None:
    night = ward()
    night.does(SetPlan(ASH_4, 15, Authority.CODE, "~26.124", "K.O."))
    night.until("02:31")
    title = "!! Ash 4: blank spell"
    assert told(night) == [
        ("02:15:01", "observer", title),
        ("02:20:01", "charge", title),
        ("02:30:01", "senior", title),
    ]
    night.visits(ASH_4)
    night.wait(5)
    assert told(night)[3:] == [("02:31:30", "observer", "over: Ash 4: blank spell")]


@pytest.mark.hazard("H-28")
def test_messages_that_reach_nobody_are_an_alarm_until_a_teller_takes_them() -> None:
    night = ward()
    night.until("02:05")
    night.world.fail_tellers(span=minutes(10))
    night.calls(ASH_4)
    night.until("02:05:30")
    assert night.alarms(ASH_4) == {CALL, NOBODY}
    night.until("02:14:59")
    assert NOBODY in night.alarms(ASH_4)
    night.until("02:17")
    assert night.alarms(ASH_4) == {CALL, "call still unanswered"}
    assert night.alarms(ASH_1) == set()
    took = [fact for fact in night.facts if isinstance(fact, NoticeTold) and fact.took]
    assert {fact.channel for fact in took} == {"observer", "charge", "senior"}


@pytest.mark.hazard("H-28")
def test_an_outage_that_silences_fifty_rooms_reaches_people_as_one_message() -> None:
    night = ward(*FIFTY)
    night.until("02:01")
    night.stop_broker()
    night.until("02:01:25")
    (message,) = night.messages
    assert message.tell.title == "!! 50 rooms: node silent"
    assert {about.room for about in message.tell.about} == set(FIFTY)
    night.start_broker()
    night.until("02:02")
    assert told(night)[1:] == [(told(night)[1][0], "observer", "over: 50 rooms: node silent")]
    assert all(night.alarms(room) == set() for room in FIFTY)


@pytest.mark.hazard("H-28")
@pytest.mark.parametrize("dying", Dying)
def test_a_hub_that_dies_between_a_step_and_its_message_tells_it_when_it_is_back(
    dying: Dying,
) -> None:
    night = ward()
    night.until("02:05")
    night.world.kill_hub(dying)
    night.calls(ASH_4)
    night.wait(20)
    before = night.messages.copy()
    night.start_hub()
    night.wait(20)
    after = night.messages[len(before) :]
    title = "!! Ash 4: call unanswered"
    assert [one.tell.title for one in after] == [title]
    assert {one.tell.ref for one in before} <= {one.tell.ref for one in after}
    took = [fact for fact in night.facts if isinstance(fact, NoticeTold) and fact.took]
    assert [(fact.channel, fact.step) for fact in took] == [("observer", 0)]


@pytest.mark.hazard("H-28")
@pytest.mark.hazard("H-26")
def test_with_a_full_disk_people_are_told_all_the_same() -> None:
    night = ward()
    night.until("02:05")
    night.world.fill_hub_disk()
    night.calls(ASH_4)
    night.wait(5)
    assert [title for _, _, title in told(night)] == ["!! Ash 4: call unanswered"]
    night.world.fill_hub_disk(full=False)
    night.wait(30)
    assert len(night.messages) == 1
    took = [fact for fact in night.facts if isinstance(fact, NoticeTold) and fact.took]
    assert [(fact.channel, fact.step) for fact in took] == [("observer", 0)]
