"""A surface too hot to touch stays unheated over a restart, and a cut probe is no missing one."""

import re
from pathlib import Path

import pytest

from edge.act.hold import GUESSES_AFTER_S, NO_SURFACE, NONE_FITTED, SURFACE_FITTED
from edge.act.thermostat import SURFACE_AGAIN_C, SURFACE_MOST_C
from edge.config import load
from edge.events import AskedAtDoor, Event, Measured
from tests.edge.night import FITTED
from tests.edge.test_config import GOOD, written
from tests.edge.test_room_alone import celsius_of
from tests.edge.test_waking import Room
from ward.orders import TemperatureAsked
from ward.readings import Missing, Quantity, Reading

pytestmark = pytest.mark.hazard("H-51")
PROBED = FITTED | {SURFACE_FITTED}
WARM = AskedAtDoor(TemperatureAsked(celsius=24))


def felt(surface_c: float | Missing | None, celsius: float = 17.0) -> Event:
    air = celsius_of(celsius).readings
    if surface_c is None:
        return Measured(air)
    surface = Reading(quantity=Quantity.SURFACE, sensor="ads1115", value=surface_c)
    return Measured((*air, surface))


def heats(room: Room, surface_c: float | Missing | None, for_s: float = 900.0) -> bool:
    """Whether it heated at all within so long."""
    heated, ends_s = False, room.t + for_s
    while room.t < ends_s:
        room.feed(felt(surface_c, 17.0 + 0.05 * (int(room.t) % 2)))
        room.t += 4.75
        room.until(room.t + 0.25)
        heated |= room.node.door(room.now).in_force.heating
    return heated


def too_hot(fitted: frozenset[str] = PROBED) -> Room:
    room = Room(fitted)
    room.feed(felt(30.0), WARM)
    assert heats(room, 30.0)
    room.feed(felt(SURFACE_MOST_C))
    room.until(room.t + 2)
    assert not room.node.door(room.now).in_force.heating
    return room


@pytest.mark.parametrize("probe", [SURFACE_AGAIN_C + 1, Missing.SENSOR_LOST, None])
def test_what_was_too_hot_to_touch_is_so_after_a_power_cut(probe: float | Missing | None) -> None:
    room = too_hot()
    room.cut_power()
    room.feed(WARM)
    assert not heats(room, probe)
    assert heats(room, SURFACE_AGAIN_C)
    room.cut_power()
    room.feed(WARM)
    assert heats(room, SURFACE_AGAIN_C + 1), "that it cooled down is kept too"


def test_where_it_is_said_that_no_probe_is_fitted_nothing_is_kept_that_nothing_could_end() -> None:
    room = too_hot(FITTED)
    room.cut_power()
    room.feed(WARM)
    assert heats(room, None)


def test_a_probe_that_was_cut_before_the_start_is_said_to_be_lost_and_leaves_little_heating() -> (
    None
):
    room = Room(PROBED)
    room.feed(felt(None))
    room.until(room.t + GUESSES_AFTER_S - 1)
    assert NO_SURFACE not in room.node.door(room.now).faults
    room.until(room.t + 2)
    assert NO_SURFACE in room.node.door(room.now).faults
    room.feed(felt(30.0))
    room.until(room.t + 1)
    assert NO_SURFACE not in room.node.door(room.now).faults


def test_what_a_technician_is_told_to_write_is_what_a_node_reads(tmp_path: Path) -> None:
    """At the door, on the panel and on the commissioning sheet alike."""
    assert NONE_FITTED in NO_SURFACE
    told = re.fullmatch(r"if none is fitted, write (.+) under (.+) in node.toml", NONE_FITTED)
    assert told
    assert SURFACE_FITTED in load(written(tmp_path, GOOD)).fitted.names
    line, under = told.groups()
    without = load(written(tmp_path, GOOD.replace(under, f"{under}\n{line}")))
    assert SURFACE_FITTED not in without.fitted.names
