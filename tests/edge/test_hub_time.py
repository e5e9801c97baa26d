"""The hub's time as a node knows it: what a stamp proves, and for how long."""

import pytest

from edge.hub_time import HELD_FOR_S, HubTime
from edge.moment import Moment
from tests.edge.night import ASH_4, arrived, wall
from tests.edge.test_room_alone import leading, suited
from ward.announcements import Status
from ward.rank import Thing


@pytest.mark.hazard("H-08")
def test_one_wrong_stamp_makes_a_clock_doubted_for_ten_minutes_and_no_longer() -> None:
    hub_time = HubTime()
    hub_time.heard(Status(room=ASH_4, at=wall(86_400), linked=True), up_s=100, retained=False)
    last = Moment(wall(HELD_FOR_S), 100 + HELD_FOR_S, synced=False)
    assert hub_time.judge(last) == Moment(wall(86_400 + HELD_FOR_S), last.up_s, synced=False)
    after = Moment(wall(HELD_FOR_S + 1), last.up_s + 1, synced=False)
    assert hub_time.judge(after) == Moment(after.at, after.up_s, synced=True)


@pytest.mark.hazard("H-52")
def test_what_the_broker_kept_says_how_late_it_is_and_not_that_a_clock_is_right() -> None:
    """The power went in the evening and is back by morning; the clock goes on where it stood."""
    hub_time, kept = HubTime(), Status(room=ASH_4, at=wall(0), linked=True)
    hub_time.heard(kept, up_s=5, retained=True)
    woken = Moment(wall(20), 10, synced=False)
    assert not hub_time.trusts(woken)
    behind = Moment(wall(-600), 10, synced=False)
    assert hub_time.judge(behind) == Moment(wall(5), 10, synced=False)
    hub_time.heard(kept.model_copy(update={"at": wall(21)}), up_s=10, retained=False)
    assert hub_time.trusts(woken)


@pytest.mark.hazard("H-52")
def test_after_a_power_cut_a_status_that_the_broker_kept_sets_no_room_to_another_hour() -> None:
    room = suited()
    room.cut_power(off_s=6 * 3600.0 - 30, synced=False)  # morning, it says
    kept = Status(room=ASH_4, at=room.now.at, linked=True)
    room.feed(arrived(kept, retained=True))
    room.until(room.t + 4)
    assert leading(room, Thing.MAIN)[1] != "main light 120 lux"
    assert any("clock: not set" in line for line in room.node.door(room.now).faults)
    room.feed(arrived(kept.model_copy(update={"at": room.now.at})))
    room.until(room.t + 4)
    assert leading(room, Thing.MAIN)[1] == "main light 120 lux"
