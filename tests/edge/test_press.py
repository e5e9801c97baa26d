"""A push of a dial: short, or held; by our own debouncing, whatever library is below it."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.decode.debounce import Debounce
from edge.decode.press import HELD_S, Press, Pressed
from edge.events import DialSensed, Event, Positions
from edge.room_events import DialPressed
from tests.edge.simulated import Sim, of, simulated, until
from tests.edge.test_board import pins_of
from tests.edge.test_room_alone import leading, suited
from ward.happenings import Dial
from ward.rank import Rank, Thing

SETTLE_S = 0.02


def test_a_short_press_is_said_when_it_ends_and_a_held_one_while_it_is_held() -> None:
    press = Press()
    assert press.feed(False, 0.0) is None
    assert press.feed(True, 1.0) is None
    assert press.tick(1.0 + HELD_S / 2) is None
    assert press.feed(False, 1.2) is Pressed.SHORT
    press.feed(True, 2.0)
    assert press.tick(2.0 + HELD_S) is Pressed.HELD
    assert press.tick(9.0) is None
    assert press.feed(False, 9.5) is None


def test_a_button_that_is_down_as_the_program_begins_is_not_pressed() -> None:
    press = Press()
    press.feed(True, 0.0)
    assert press.tick(60.0) is None
    assert press.feed(False, 61.0) is None


@given(st.lists(st.tuples(st.floats(0.0001, 3.0), st.booleans()), max_size=60))
def test_bouncing_makes_no_more_presses_than_there_were_stretches_that_stood(
    edges: list[tuple[float, bool]],
) -> None:
    debounce, press, now_s, said, stood = Debounce(SETTLE_S), Press(), 0.0, 0, 0
    for level in debounce.feed(False, 0.0):
        press.feed(level, 0.0)
    for after_s, down in edges:
        now_s += after_s
        stood += after_s >= SETTLE_S
        for level in debounce.feed(down, now_s):
            said += press.feed(level, now_s) is not None
        said += press.tick(now_s) is not None
    assert said <= (stood + 1) / 2 + 1


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    with simulated() as running:
        yield running


@pytest.mark.hazard("H-55")
def test_pushes_at_the_simulated_door_are_heard_through_the_real_pins(sim: Sim) -> None:
    async def story() -> None:
        heard: list[Event]
        async with pins_of(sim) as (pins, heard):
            await until(lambda: len(heard) >= 6)
            sim.act("push", dial="light", for_s=0.2)
            await until(lambda: of(DialPressed, heard) == [DialPressed(Dial.LIGHT, held=False)])
            sim.act("push", dial="temperature", for_s=2.5)
            await until(lambda: DialPressed(Dial.TEMPERATURE, held=True) in heard)
            pins.take(Positions(0, 0, heating=False, cooling=False, indicator=False, link=True))
            await until(lambda: sim.act("state")["pins"]["10"] == 1)
            await asyncio.sleep(0.5)
            assert len(of(DialPressed, heard)) == 2

    asyncio.run(story())


# ---- what a push does, with hub and broker dead ---------------------------------------------


@pytest.mark.hazard("H-55")
def test_a_push_of_the_light_dial_is_watch_light_and_another_ends_it() -> None:
    room = suited()
    room.feed(DialPressed(Dial.LIGHT, held=False))
    room.until(room.t + 1)
    assert leading(room, Thing.MAIN)[0] is Rank.WATCH
    room.feed(DialSensed(Dial.TEMPERATURE, 2), DialPressed(Dial.LIGHT, held=False))
    room.until(room.t + 1)
    assert leading(room, Thing.MAIN)[0] is Rank.PROFILE
    assert leading(room, Thing.WARMTH)[0] is Rank.OVERRIDE, "whoever ends a look leaves it as warm"


@pytest.mark.hazard("H-55")
def test_held_it_is_all_the_light_there_is() -> None:
    room = suited()
    room.feed(DialPressed(Dial.LIGHT, held=True))
    said = [f for f in room.until(room.t + 11) if isinstance(f, Positions)]
    assert said[-1].main_light == 1.0
    assert not said[-1].link  # nor is any broker there
