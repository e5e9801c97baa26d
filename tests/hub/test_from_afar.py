"""What is tried from the station to end a spell: on record, refused, without effect."""

import pytest

from hub.acts import On
from hub.rooms.facts import How
from hub.rules.ended_by import not_from_here
from hub.tries import EndAlarm, SaySeen
from tests.hub.world import ASH_4, World
from ward.conditions import ALL, Condition, Kind
from ward.units import minutes

HERE = "station Ash office, this machine"


def overdue() -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:20")
    return ward


@pytest.mark.hazard("H-03")
def test_saying_that_somebody_was_seen_is_an_entry_at_the_station_and_no_more() -> None:
    ward = overdue()
    before = ward.state(ASH_4)
    said_at = ward.now - minutes(10)
    ward.take(ward.round.feed(On(SaySeen(ASH_4, "M.T.", "asleep", said_at), HERE), ward.now))
    state = ward.state(ASH_4)
    assert (state.watch, state.seen) == (before.watch, before.seen)
    assert [one.id for one in state.alarms] == [one.id for one in before.alarms]
    assert state.looks_count == before.looks_count + 1
    entry = next(one for one in ward.facts if one.fact == "looked remotely")
    assert (entry.how, entry.words, entry.said_to_be_at) == (How.STATION, "asleep", said_at)
    assert (entry.at, entry.device) == (ward.now, HERE)
    assert "does not count as seen in person" in ward.denied[-1]
    assert "record what you see on the door unit's own form" in ward.denied[-1]


@pytest.mark.hazard("H-03")
def test_nobody_ends_an_alarm_and_that_they_tried_is_on_record() -> None:
    ward = overdue()
    (alarm,) = ward.state(ASH_4).alarms
    ward.take(ward.round.feed(On(EndAlarm(ASH_4, alarm.id, "M.T."), HERE), ward.now))
    assert ward.state(ASH_4).alarms[0].id == alarm.id
    tried = next(one for one in ward.facts if one.fact == "refused")
    assert (tried.by, tried.action, tried.device) == ("M.T.", "end an alarm", HERE)
    assert ward.denied[-1] == tried.words
    ward.wait(60)
    assert ward.state(ASH_4).alarms[0].id == alarm.id


@pytest.mark.parametrize("condition", ALL, ids=lambda one: one.name)
def test_of_every_alarm_it_is_said_what_ends_it(condition: Condition) -> None:
    words = not_from_here(condition.name)
    assert len(words) <= 500
    assert ("about a person" in words) is (condition.kind is not Kind.TECHNICAL)
