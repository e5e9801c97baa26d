"""What a node and what a tester may say, a line at a time, and what they hear."""

import json
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim import board, control
from firmware_sim.body import Body, Place
from firmware_sim.chest import SyntheticChest
from firmware_sim.doorway import Doorway, Pin
from firmware_sim.staff import Keeping, Rounds, Visit
from firmware_sim.world import World


def a_world():
    rng = Random(1)
    body = Body(SyntheticChest(14, 68, rng), rng)
    rounds = Rounds(Keeping.NEVER, 600, rng)
    return World(body, Doorway(locked=True), rounds, Visit(b"\4\4\4\4", 20), rng)


@pytest.fixture
def world():
    return a_world()


def act(world, **said):
    return control.obey(json.dumps({"room": "ash/01", **said}), {"ash/01": world})


def live(world, seconds):
    for _ in range(round(seconds * 20)):
        world.step(0.05, 12.0)


def test_a_node_that_connects_is_told_who_is_simulated_and_every_input(world):
    hello, *pins = board.greeting(world)
    assert hello == {"hello": {"board": "simulated", "about": "synthetic body"}}
    assert {each["pin"] for each in pins} == {4, 5, 6, 9, 13, 16, 19, 26, 21, 20, 17, 27, 22, 23}
    assert {"pin": 13, "level": 1} in pins


def test_a_transaction_is_answered_with_its_number(world):
    assert board.obey(b'{"id": 7, "i2c": 68, "write": "fd", "read": 0}', world) == {
        "id": 7,
        "data": "",
    }
    early = board.obey(b'{"id": 8, "i2c": 68, "write": "", "read": 6}', world)
    assert early == {"id": 8, "nack": True}
    live(world, 0.05)
    answer = board.obey(b'{"id": 9, "i2c": 68, "write": "", "read": 6}', world)
    assert answer is not None
    assert len(bytes.fromhex(answer["data"])) == 6


def test_the_node_drives_outputs_and_nothing_else(world):
    assert board.obey(b'{"pin": 24, "level": 1}', world) is None
    assert world.pins[Pin.HEATING] == 1
    with pytest.raises(board.BadLineError, match="pin 5 is not an output"):
        board.obey(b'{"pin": 5, "level": 1}', world)


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "i2c", "write", "read", "pin", "level", "room", "do", "x"]),
            inner,
            max_size=5,
        )
    ),
)
LINES = st.binary(max_size=100) | JSONS.map(lambda said: json.dumps(said).encode())


@given(line=LINES)
def test_no_line_makes_the_board_stumble(line):
    with suppress(board.BadLineError):
        answer = board.obey(line, a_world())
        assert answer is None or "id" in answer


@given(line=LINES)
def test_no_line_makes_the_control_stumble(line):
    assert "error" in control.obey(line, {"ash/01": a_world()})


def test_json_nested_beyond_reason_is_refused(world):
    with pytest.raises(board.BadLineError):
        board.obey(b"[" * 4000, world)
    assert "error" in control.obey(b"[" * 4000, {})


def test_a_visit_can_be_asked_for(world):
    assert act(world, do="visit", badge="04A2B3C4", stay_s=2, form=True) == {"ok": True}
    live(world, 1)
    assert world.pins[Pin.SOMEBODY_AT_DOOR] == 1
    live(world, 2)
    assert (world.pins[Pin.SOMEBODY_AT_DOOR], world.visits_made) == (0, 1)


@pytest.mark.parametrize(
    ("does", "pin", "level"),
    [
        ({"do": "unlock"}, Pin.UNLOCKED, 1),
        ({"do": "open"}, Pin.DOOR_OPEN, 1),
        ({"do": "open"}, Pin.UNLOCKED, 1),
        ({"do": "press_call"}, Pin.CALL_RELEASED, 0),
        ({"do": "talk", "for_s": 3}, Pin.TALKING, 1),
        ({"do": "stand", "for_s": 3}, Pin.SOMEBODY_AT_DOOR, 1),
    ],
)
def test_a_hand_at_the_door_moves_its_pin(world, does, pin, level):
    assert act(world, **does) == {"ok": True}
    live(world, 0.1)
    assert world.pins[pin] == level


def test_what_was_pressed_talked_and_stood_comes_to_an_end(world):
    for does in ({"do": "press_call"}, {"do": "talk", "for_s": 1}, {"do": "stand", "for_s": 1}):
        act(world, **does)
    live(world, 1.2)
    assert (world.pins[Pin.CALL_RELEASED], world.pins[Pin.TALKING]) == (1, 0)
    assert world.pins[Pin.SOMEBODY_AT_DOOR] == 0


def test_shutting_and_locking_is_how_it_began(world):
    for does in ("open", "shut", "lock"):
        act(world, do=does)
    live(world, 0.1)
    assert (world.pins[Pin.DOOR_OPEN], world.pins[Pin.UNLOCKED]) == (0, 0)


def test_the_body_goes_where_it_is_sent(world):
    act(world, do="ensuite", **{"in": True})
    live(world, 15)
    assert world.body.place is Place.ENSUITE
    act(world, do="floor")
    live(world, 15)
    assert world.body.place is Place.FLOOR
    act(world, do="leave")
    assert world.body.place is Place.AWAY
    assert act(world, do="ensuite", **{"in": True}) == {"error": "there is nobody in the room"}
    act(world, do="enter")
    live(world, 15)
    assert world.body.place is Place.BED


def test_breathing_is_told_to_stop(world):
    act(world, do="breathe", per_min=0, over_s=2)
    live(world, 3)
    assert act(world, do="state")["body"]["breathing_per_min"] == 0


def test_the_state_holds_everything_and_is_json(world):
    state = act(world, do="state")
    assert state["ok"]
    assert set(state["pins"]) == {str(int(pin)) for pin in Pin}
    assert {"temperature_c", "lux", "co2_ppm", "heating", "main_light", "body", "lost"} <= set(
        state
    )
    json.loads(control.said(state))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"do": "fly"}, "'fly'"),
        ({"do": "breathe"}, "per_min"),
        ({"do": "breathe", "per_min": -3}, "greater than or equal to 0"),
        ({"do": "lose", "device": "door"}, "there is no device 'door'; there are sht4x"),
        ({"do": "badge", "badge": "xyz"}, "badge"),
        ({"do": "turn", "dial": "sound", "steps": 1}, "dial"),
        ({"do": "move", "for_s": 1, "fast": True}, "fast"),
        ({"do": "state", "room": "oak/09"}, "there is no room 'oak/09'; there are ash/01"),
    ],
)
def test_what_cannot_be_done_is_answered_with_a_sentence(world, said, told):
    assert told in act(world, **said)["error"]


def test_a_device_is_lost_and_mended(world):
    act(world, do="lose", device="bh1750")
    assert board.obey(b'{"id": 1, "i2c": 35, "write": "", "read": 0}', world)["nack"]
    act(world, do="mend", device="bh1750")
    assert "data" in board.obey(b'{"id": 1, "i2c": 35, "write": "", "read": 0}', world)
