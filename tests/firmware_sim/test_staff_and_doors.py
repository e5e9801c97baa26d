"""Staff come as they keep their rounds, and what they do at the door reaches its wires."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.body import Body, Place, Posture
from firmware_sim.chest import SyntheticChest
from firmware_sim.chips.chip import NackError
from firmware_sim.doorway import Dial, Doorway, Pin
from firmware_sim.staff import Keeping, Rounds, Seen, Visit, filled_form
from firmware_sim.world import (
    ADDRESSES,
    FormSent,
    PinMoved,
    RadarSaid,
    World,
)

UID = bytes.fromhex("04A2B3C4")
FORM = {
    "awareness": {"awake", "asleep", "drowsy", "cannot-tell"},
    "rousable": {"to-voice", "to-touch", "no-response", "not-tried"},
    "breathing": {"easy", "slow-or-shallow", "noisy", "not-seen"},
    "colour": {"usual", "pale-or-blue", "cannot-tell"},
    "position": {"on-side", "on-back", "face-down", "sitting", "up-and-about"},
    "mood": {"calm", "low", "distressed", "angry", "cannot-tell"},
    "could_end": {"yes-ask-for-review", "not-yet"},
}


def world_of(*, keeping=Keeping.NEVER, locked=True, place=Place.BED, every_s=600.0, seed=1):
    rng = Random(seed)
    body = Body(SyntheticChest(14, 68, rng), rng, place)
    return World(body, Doorway(locked=locked), Rounds(keeping, every_s, rng), Visit(UID, 20), rng)


def live(world, seconds, dt=0.05, hour=12.0):
    happened = []
    for _ in range(round(seconds / dt)):
        happened += world.step(dt, hour)
    return happened


def moves(happened, pin):
    return [each.level for each in happened if isinstance(each, PinMoved) and each.pin is pin]


def gaps(keeping, every_s=600.0):
    rounds, second, starts = Rounds(keeping, every_s, Random(4)), 0, []
    while second < 40_000:
        second += 1
        if rounds.step(1):
            starts.append(second)
    return [b - a for a, b in pairwise(starts)]


def test_rounds_come_in_good_time():
    assert all(0.84 * 600 <= gap <= 601 for gap in gaps(Keeping.ROUNDS))
    assert len(set(gaps(Keeping.ROUNDS))) > 5


def test_staff_who_come_late_come_late():
    assert gaps(Keeping.LATE)
    assert all(gap == pytest.approx(960, abs=1) for gap in gaps(Keeping.LATE))


def test_staff_who_never_come_never_come():
    assert gaps(Keeping.NEVER) == []


def test_a_round_is_somebody_at_the_door_a_badge_a_form_and_nobody_at_the_door():
    world = world_of(keeping=Keeping.ROUNDS)
    happened = live(world, 150)
    assert moves(happened, Pin.SOMEBODY_AT_DOOR) == [1, 0]
    forms = [each.fields for each in happened if isinstance(each, FormSent)]
    assert len(forms) == world.visits_made == 1
    assert_plausible(forms[0])


def assert_plausible(form):
    for field, allowed in FORM.items():
        if field != "rousable" or field in form:
            assert form[field] in allowed
    assert ("rousable" in form) == (form["awareness"] != "awake")
    assert set(form) <= {*FORM, "said"}


seens = st.builds(
    Seen,
    in_sight=st.booleans(),
    asleep=st.booleans(),
    moving=st.booleans(),
    breathing_per_min=st.sampled_from([0.0, 3.0, 8.0, 16.0, 40.0]),
    posture=st.sampled_from(Posture),
)


@given(seen=seens, seed=st.integers(0, 10_000))
def test_the_form_never_says_more_than_could_be_seen(seen, seed):
    form = filled_form(seen, Random(seed))
    assert_plausible(form)
    if not seen.in_sight:
        assert (form["awareness"], form["breathing"]) == ("cannot-tell", "not-seen")
    elif seen.breathing_per_min == 0:
        assert (form["breathing"], form["rousable"]) == ("not-seen", "no-response")
    elif seen.asleep:
        assert form["awareness"] == "asleep"
        assert form["mood"] == "cannot-tell"
    else:
        assert form["awareness"] in ("awake", "drowsy")


def test_the_answers_differ_from_visit_to_visit():
    awake = Seen(True, False, False, 14.0, Posture.SITTING)
    forms = {tuple(sorted(filled_form(awake, Random(i)).items())) for i in range(30)}
    assert len(forms) > 8


@given(stay_s=st.floats(0.1, 3600), form=st.booleans(), talks=st.booleans())
def test_a_visit_begins_with_arriving_ends_with_leaving_and_keeps_its_order(stay_s, form, talks):
    visit = Visit(UID, stay_s, form=form, talks=talks)
    seconds = [second for second, _ in visit.timeline()]
    kinds = [type(act).__name__ for _, act in visit.timeline()]
    assert seconds == sorted(seconds)
    assert (seconds[0], seconds[-1]) == (0, stay_s)
    assert (kinds[0], kinds[1], kinds[-1]) == ("Arrive", "ShowBadge", "Depart")
    assert ("FillForm" in kinds) == form


def test_two_visitors_at_once_are_somebody_until_the_last_has_gone():
    world = world_of()
    world.visit(Visit(UID, 5))
    world.visit(Visit(UID, 10))
    assert moves(live(world, 7), Pin.SOMEBODY_AT_DOOR) == [1]
    assert moves(live(world, 7), Pin.SOMEBODY_AT_DOOR) == [0]


def test_a_crowd_at_the_door_is_turned_away():
    world = world_of()
    assert [world.visit(Visit(UID, 5)) for _ in range(9)] == [True] * 8 + [False]


def test_the_wires_say_the_room_as_it_begins():
    locked, unlocked = world_of(locked=True).pins, world_of(locked=False).pins
    assert (locked[Pin.DOOR_OPEN], locked[Pin.UNLOCKED]) == (0, 0)
    assert (unlocked[Pin.DOOR_OPEN], unlocked[Pin.UNLOCKED]) == (1, 1)
    assert (locked[Pin.CALL_RELEASED], locked[Pin.SOMEBODY_IN_ROOM]) == (1, 1)
    assert world_of(place=Place.AWAY).pins[Pin.SOMEBODY_IN_ROOM] == 0


def test_going_to_the_ensuite_is_seen_by_both_presence_sensors():
    world = world_of()
    world.body.go(Place.ENSUITE)
    happened = live(world, 15)
    assert moves(happened, Pin.SOMEBODY_IN_ENSUITE) == [1]
    assert moves(happened, Pin.SOMEBODY_IN_ROOM) == [0]


def decoded(edges):
    """Detents by the textbook's state machine of a quadrature encoder."""
    clockwise = {(1, 1): (0, 1), (0, 1): (0, 0), (0, 0): (1, 0), (1, 0): (1, 1)}
    at, quarters = (1, 1), 0
    for position in edges:
        quarters += 1 if clockwise[at] == position else -1
        assert position == clockwise[at] or clockwise[position] == at
        at = position
    return quarters / 4, at


@given(turns=st.lists(st.integers(-5, 5), max_size=6), dt=st.sampled_from([0.001, 0.025, 0.7]))
def test_a_dial_turns_quarter_by_quarter_and_rests_open(turns, dt):
    dial = Dial()
    passed: list[tuple[int, int]] = []
    for steps in turns:
        dial.turn(steps)
        for _ in range(round(1 / dt)):
            passed += dial.step(dt)
    assert decoded(passed) == (sum(turns), (1, 1))


def test_turning_the_light_dial_moves_its_two_contacts_alone():
    world = world_of()
    world.doorway.dials["light"].turn(3)
    happened = live(world, 1)
    edges = [each.pin for each in happened if isinstance(each, PinMoved)]
    assert edges == [Pin.LIGHT_A, Pin.LIGHT_B] * 6


def test_a_lost_device_is_silent_and_a_mended_one_answers():
    world = world_of()
    for address, name in ADDRESSES.items():
        world.lost.add(name)
        with pytest.raises(NackError):
            world.i2c(address, b"", 0)
        world.lost.discard(name)
        assert world.i2c(address, b"", 0) == b""
    with pytest.raises(NackError):
        world.i2c(0x33, b"", 0)


def heard(world, seconds):
    return b"".join(each.sent for each in live(world, seconds) if isinstance(each, RadarSaid))


def test_a_lost_radar_says_nothing_and_a_noisy_one_something_else():
    world = world_of()
    world.lost.add("radar")
    assert heard(world, 5) == b""
    world.lost.clear()
    assert len(heard(world, 5)) > 500
    world.noise.last(60)
    assert len({len(heard(world, 1)) for _ in range(5)}) > 2


def test_what_the_node_drives_the_room_feels():
    world = world_of()
    dark = live(world, 1, hour=2.0) and world.room.lux
    world.i2c(0x60, b"\x40\x0f\xff", 0)
    live(world, 3, hour=2.0)
    assert world.room.lux > dark + 300
    world.drive(Pin.HEATING, 1)
    before = world.room.temperature_c
    for _ in range(60):
        world.step(60, 2.0)
    assert world.room.temperature_c > before


def test_a_general_call_reaches_every_chip_that_listens():
    world = world_of()
    world.i2c(0x60, b"\x40\x0f\xff", 0)
    world.i2c(0x00, b"\x06", 0)
    live(world, 3, hour=2.0)
    assert world.room.lux == pytest.approx(0, abs=1)


@given(dt=st.floats(0, 30), hour=st.floats(0, 24, exclude_max=True), seed=st.integers(0, 99))
def test_the_world_takes_a_step_of_any_length(dt, hour, seed):
    world = world_of(seed=seed, keeping=Keeping.ROUNDS, every_s=20)
    for each in world.step(dt, hour):
        assert not isinstance(each, PinMoved) or each.level in (0, 1)
    assert set(world.pins) == set(Pin)
