"""The broker goes away: for two minutes, for twenty, for half a day. Nothing is lost."""

from datetime import datetime, timedelta

import pytest

from attune.play.setting import Radar
from hub.effects import Chart
from hub.rooms.alarm_facts import AlarmBegan, Passed
from hub.rooms.facts import Happened, NumbersLost, Observed
from tests.hub.world import ASH_1, ASH_4, JT, MT
from tests.nights.ward import Ward
from ward.happenings import CallPressed
from ward.readings import Quantity
from ward.units import minutes, seconds

NO_BREATH, SILENT, BLANK = "no breathing seen", "node silent", "blank spell"
OUTAGES = [minutes(2), minutes(20), timedelta(hours=12)]


def confined(*, every_min: int = 15, both: bool = False) -> Ward:
    """At rates level, three minutes in."""
    ward = Ward(*((ASH_1, ASH_4) if both else (ASH_4,)), radar=Radar.RATES)
    ward.begins(ASH_4, JT, every_min)
    ward.authorises(ASH_4, hours=20)
    ward.wait(180)
    return ward


def away(ward: Ward, span: timedelta) -> datetime:
    """The broker is away for so long, visits are made all the while; when it went."""
    gone_at = ward.now
    ward.stop_broker()
    back_at = gone_at + span
    ward.rooms[ASH_4].calls()
    ward.wait(5)
    while back_at - ward.now > minutes(11):
        ward.visits(ASH_4)
        ward.world.wait(minutes(10) - seconds(30))
    ward.visits(ASH_4)
    ward.rooms[ASH_4].breathes(0)
    ward.wait(45)
    ward.rooms[ASH_4].breathes(14)
    ward.world.until(back_at)
    ward.start_broker()
    ward.wait(120)
    return gone_at


@pytest.mark.timeout(600)  # half a day is ten seconds of a machine's undivided attention
@pytest.mark.hazard("H-07")
@pytest.mark.hazard("H-09")
@pytest.mark.parametrize("span", OUTAGES, ids=str)
def test_however_long_the_broker_is_away_nothing_is_lost_and_the_past_does_not_sound(
    span: timedelta,
) -> None:
    ward = confined()
    told_before = len(ward.alarms_told)
    gone_at = away(ward, span)
    back_at = gone_at + span
    unit = ward.rooms[ASH_4].unit

    # All that was said has come, once, in its order.
    numbers: list[int] = [fact.n for fact in ward.facts if isinstance(fact, Happened | Observed)]
    assert numbers == sorted(set(numbers))
    assert not [fact for fact in ward.facts if isinstance(fact, NumbersLost)]
    took = ward.world.hub.disk.took[ASH_4, unit.boot].stretches
    assert len(took) == 1
    assert took[0][0] == 1
    owed: list[int] = [owes.count for owes in ward.state(ASH_4).health.owes]
    assert sum(owed) < 20
    observed = [fact for fact in ward.facts if isinstance(fact, Observed)]
    assert [fact.observation for fact in observed] == [one.observation for one in unit.recorded]
    assert len([f for f in ward.facts if _is_call(f)]) == 1

    # The charts have no hole.
    points = [p for p in ward.world.hub.disk.points if _is_temperature(p, gone_at, back_at)]
    assert len(points) == span // seconds(10)

    # It happened then, and is told as past: recorded, and never sounded.
    passed = [f for f in ward.facts if isinstance(f, Passed) and f.condition == NO_BREATH]
    assert len([f for f in passed if f.ended_at is not None]) == 1
    assert gone_at < passed[0].began_at < back_at
    told = ward.alarms_told[told_before:]
    assert NO_BREATH not in {each.alarm.condition for each in told}
    assert [
        each.alarm.condition for each in told if each.at >= back_at and each.change == "began"
    ] == []
    assert ward.alarms(ASH_4) <= {"review overdue"}  # nobody reviewed it in twelve hours


def _is_call(fact: object) -> bool:
    return isinstance(fact, Happened) and isinstance(fact.happening, CallPressed)


def _is_temperature(point: Chart, since: datetime, until: datetime) -> bool:
    return point.series is Quantity.TEMPERATURE and since <= point.at < until


@pytest.mark.hazard("H-11")
@pytest.mark.parametrize("lost", ["power", "link", "broker"])
def test_a_silent_node_is_an_alarm_within_two_periods_and_a_second_and_resolves_nothing(
    lost: str,
) -> None:
    ward = confined(every_min=3, both=True)
    ward.calls(ASH_4)
    ward.wait(2)
    before = {a.condition: a.id for a in ward.state(ASH_4).alarms}
    assert set(before) == {BLANK, "call unanswered"}
    went_at = ward.now
    {
        "power": lambda: ward.cut_power(ASH_4),
        "link": lambda: ward.cut_link(ASH_4),
        "broker": ward.stop_broker,
    }[lost]()
    while SILENT not in ward.alarms(ASH_4):
        assert ward.now - went_at <= seconds(2 * 5 + 1)
        ward.wait(1)
    ward.wait(300)
    assert before.items() <= {a.condition: a.id for a in ward.state(ASH_4).alarms}.items()
    assert (SILENT in ward.alarms(ASH_1)) == (lost == "broker")


@pytest.mark.hazard("H-09")
def test_what_was_known_then_and_what_is_known_now_are_both_on_record() -> None:
    """The hub could not know of the visits: it flagged the spell then, and they count now."""
    ward = confined(every_min=3)
    ward.stop_broker()
    ward.visits(ASH_4)
    ward.wait(170)
    assert BLANK in ward.alarms(ASH_4)
    ward.visits(ASH_4)
    ward.start_broker()
    ward.wait(2)
    assert BLANK not in ward.alarms(ASH_4)
    assert len([f for f in ward.facts if isinstance(f, AlarmBegan) and f.condition == BLANK]) == 1
    assert ward.state(ASH_4).seen.by == MT.initials
