"""The hub's time as a node knows it: what a stamp proves, and for how long."""

import pytest

from edge.hub_time import HELD_FOR_S, HubTime
from edge.moment import Moment
from tests.edge.night import ASH_4, wall
from ward.announcements import Status


@pytest.mark.hazard("H-08")
def test_one_wrong_stamp_makes_a_clock_doubted_for_ten_minutes_and_no_longer() -> None:
    hub_time = HubTime()
    hub_time.heard(Status(room=ASH_4, at=wall(86_400), linked=True), up_s=100)
    last = Moment(wall(HELD_FOR_S), 100 + HELD_FOR_S, synced=False)
    assert hub_time.judge(last) == Moment(wall(86_400 + HELD_FOR_S), last.up_s, synced=False)
    after = Moment(wall(HELD_FOR_S + 1), last.up_s + 1, synced=False)
    assert hub_time.judge(after) == Moment(after.at, after.up_s, synced=True)
