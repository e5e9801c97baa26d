"""Preheat: warm at the hour that the profile names, by what this room was seen to do."""

from datetime import UTC, datetime, timedelta

import pytest

from edge.act.brightness import Aim
from edge.act.hold import SURFACE_FITTED, Asks, Hold
from edge.act.preheat import LEAD_MOST_S, LEAST_K_PER_S, Next, Preheat
from edge.act.thermostat import PACE_K_PER_S, Thermostat
from edge.moment import Moment
from firmware_sim.building import WINTER, Building
from firmware_sim.room import Doing, Room
from ward.readings import Missing

STEP_S, HOUR_S = 5.0, 3600.0
DAY_C, NIGHT_C, MORNING_H, EVENING_H = 21.0, 18.5, 7.0, 22.0


def asked(hour: float) -> tuple[float, Next]:
    """What the schedule asks at this hour, and what next."""
    of_day = hour % 24
    if MORNING_H <= of_day < EVENING_H:
        return DAY_C, Next(NIGHT_C, (EVENING_H - of_day) * HOUR_S)
    return NIGHT_C, Next(DAY_C, ((MORNING_H - of_day) % 24) * HOUR_S)


def at_seven(building: Building, days: int, *, ahead: bool = True) -> list[float]:
    """The temperature at seven, each morning."""
    room, stat, before, found = Room(building, WINTER), Thermostat(0.0), Preheat(), []
    for step in range(int(days * 24 * HOUR_S / STEP_S)):
        up_s, hour = step * STEP_S, step * STEP_S / HOUR_S
        target_c, then = asked(hour)
        measured_c = round(room.temperature_c, 2)
        if ahead:
            target_c = before.target_c(target_c, then, measured_c, PACE_K_PER_S, up_s=up_s)
        stat.follow(target_c, (measured_c,), up_s)
        before.learn(stat.given, measured_c, up_s)
        room.step(STEP_S, hour, Doing(people=1, heating=stat.heating, cooling=stat.cooling))
        if abs(hour % 24 - MORNING_H) < STEP_S / HOUR_S / 2:
            found.append(room.temperature_c)
    return found


@pytest.mark.parametrize("building", [Building(), Building().varied(4), Building(heating_w=1150.0)])
def test_the_room_is_warm_when_the_day_begins(building: Building) -> None:
    mornings = at_seven(building, days=3)
    assert mornings[-1] == pytest.approx(DAY_C, abs=0.5)


def test_without_it_the_day_begins_cold() -> None:
    assert at_seven(Building(), days=2, ahead=False)[-1] < DAY_C - 1


def test_a_room_that_only_cools_is_not_begun_early() -> None:
    soon = Next(18.0, 60.0)
    assert Preheat().target_c(21.0, soon, 21.0, PACE_K_PER_S, up_s=0.0) == 21.0


def test_a_slow_room_is_begun_earlier_and_never_more_than_three_hours() -> None:
    slow, unknown = Preheat(0.7 / 3600), Preheat()
    assert slow.lead_s(1.0, PACE_K_PER_S) > unknown.lead_s(1.0, PACE_K_PER_S)
    assert Preheat(LEAST_K_PER_S).lead_s(8.0, PACE_K_PER_S) == LEAD_MOST_S


def test_it_learns_only_from_all_the_heating_there_is() -> None:
    room = Preheat()
    for step in range(1000):
        room.learn(0.5, 18.0 + step * 0.001, step * 10.0)
    assert room.k_per_s is None
    for step in range(200):
        room.learn(1.0, 18.0 + step * 0.004, 20_000 + step * 10.0)
    assert room.k_per_s == pytest.approx(0.0004, rel=0.05)


@pytest.mark.parametrize(
    ("surface_c", "falls_k", "learns"),
    [(30.0, 0.0, True), (Missing.SENSOR_LOST, 0.0, False), (60.0, 0.0, False), (30.0, 1.5, False)],
)
def test_it_learns_nothing_while_the_heating_may_not_give_all(
    surface_c: float | Missing, falls_k: float, learns: bool
) -> None:
    """Its probe is lost, its surface hot, a window open: the loop wants all, and gives less."""
    hold, asks = Hold(0.0, frozenset({SURFACE_FITTED})), Asks(Aim(), Aim(), celsius=24.0)
    begins = datetime(2026, 1, 15, 3, tzinfo=UTC)
    for step in range(int(3 * HOUR_S / STEP_S)):
        up_s = step * STEP_S
        open_ = falls_k * ((up_s % 1200) / 240 if up_s % 1200 < 240 else 1.0) * (step % 2400 >= 240)
        celsius = 20.0 + 0.05 * (up_s // 600 % 2) - open_
        now = Moment(at=begins + timedelta(seconds=up_s), up_s=up_s, synced=True)
        hold.follow(asks, {"a": celsius}, now, surface_c)
    assert (hold.preheat.k_per_s is not None) == learns
