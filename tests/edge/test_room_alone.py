"""A room by itself: hours, choices and bounds hold with hub, clock and power gone."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.act.controls import Controls
from edge.act.fade import PACE_PER_S, STEP_MOST
from edge.act.whose_word import ROOM, RoomKept
from edge.events import (
    AskedAtDoor,
    Connected,
    DialSensed,
    Event,
    FaultBegan,
    Follows,
    Measured,
    Positions,
    Remember,
    Send,
    Store,
)
from edge.memory import Memory, Shelf
from edge.moment import Moment
from edge.room_events import LampsStand
from tests.edge.night import ASH_4, BOOT, arrived, at, care, confined, order, wall
from tests.edge.test_schedule import by_hours
from tests.edge.test_waking import Room
from ward.choices import OwnChoice
from ward.envelope import Envelope, HappeningBody
from ward.happenings import Dial, RoomSet
from ward.orders import (
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Order,
    Ordered,
    Refusal,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.profile import Hours, Night, Profile
from ward.purpose import Purpose
from ward.rank import Rank, Thing
from ward.readings import Missing, Quantity, Reading

HOUR_S = 3600.0
WARMER = AskedAtDoor(TemperatureAsked(celsius=22.5), Purpose.PERSON)


def celsius_of(*values: float | Missing, sensor: str = "sht4x") -> Measured:
    return Measured(
        tuple(
            Reading(quantity=Quantity.TEMPERATURE, sensor=f"{sensor}{i}", value=value)
            for i, value in enumerate(values)
        )
    )


def suited(room: Room | None = None, version: int = 3) -> Room:
    """Two in the morning, by a profile with hours."""
    room = room or Room()
    room.feed(arrived(care(version, suits=by_hours(version), confinement=confined())))
    room.until(room.t + 3)
    return room


def hop(room: Room, hours: float) -> None:
    """So much later, without playing each quarter of a second."""
    room.t += hours * HOUR_S
    room.until(room.t + 4)


def leading(room: Room, thing: Thing) -> tuple[Rank, str]:
    said = {one.thing: one for one in room.node.door(room.now).in_force.leading}
    return said[thing].rank, said[thing].asked


def told(follows: Iterable[Follows]) -> list[RoomSet]:
    bodies = [f.message.body for f in follows if isinstance(f, Send)
              if isinstance(f.message, Envelope)]  # fmt: skip
    happened = [body.happening for body in bodies if isinstance(body, HappeningBody)]
    return [one for one in happened if isinstance(one, RoomSet)]


# ---- hours, without a hub ------------------------------------------------------------------


@pytest.mark.hazard("H-52")
def test_without_a_hub_for_a_week_the_hours_of_the_profile_go_on() -> None:
    room = suited()
    for _ in range(7):
        assert room.node.door(room.now).in_force.temperature_c == 18.5
        hop(room, 6)  # eight
        assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 120 lux")
        assert room.node.door(room.now).in_force.temperature_c == 21
        hop(room, 12)  # eight in the evening
        assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 40 lux")
        hop(room, 6)


@pytest.mark.hazard("H-52")
def test_after_a_power_cut_without_a_clock_the_last_hours_hold_and_that_is_said() -> None:
    room = suited()
    hop(room, 6)
    room.cut_power(off_s=-40 * 86_400.0 - 8 * HOUR_S, synced=False)
    room.until(room.t + 4)
    assert room.node.door(room.now).in_force.temperature_c == 21
    assert leading(room, Thing.MAIN)[1] == "main light 120 lux"
    assert any("clock: not set" in line for line in room.node.door(room.now).faults)
    room.off_s, room.synced = 12 * HOUR_S, True  # set at last: it is evening
    room.until(room.t + 4)
    assert leading(room, Thing.MAIN)[1] == "main light 40 lux"
    assert not any("clock" in line for line in room.node.door(room.now).faults)


def test_a_change_of_the_hours_is_told_with_the_version_it_is_made_by() -> None:
    room = suited()
    room.feed(Connected())
    before = len(told(room.heard))
    hop(room, 6)
    said = {one.leading.thing: one.leading for one in told(room.heard)[before:]}
    assert said[Thing.WARMTH].asked == "21 °C"
    assert said[Thing.MAIN].profile_version == 3


# ---- whose word ------------------------------------------------------------------------------


def test_what_staff_ask_is_for_half_an_hour_and_what_the_person_chose_stays() -> None:
    room = suited()
    room.feed(WARMER)
    room.feed(DialSensed(Dial.TEMPERATURE, -4))
    assert room.node.door(room.now).in_force.temperature_c == 20.5
    hop(room, 0.51)
    assert leading(room, Thing.WARMTH) == (Rank.OWN, "22.5 °C")
    room.feed(AskedAtDoor(BackAsked(), Purpose.PERSON))
    room.until(room.t + 1)
    assert leading(room, Thing.WARMTH) == (Rank.PROFILE, "18.5 °C")


def test_the_persons_choice_is_told_to_go_along_with_them() -> None:
    room = suited()
    room.feed(Connected(), WARMER)
    chosen = wall(room.t)
    room.until(room.t + 4)
    assert [one.chosen for one in told(room.heard) if one.chosen] == [
        OwnChoice(asked=TemperatureAsked(celsius=22.5), at=chosen)
    ]


@pytest.mark.parametrize(
    "staff",
    [
        DialSensed(Dial.TEMPERATURE, 1),
        AskedAtDoor(TemperatureAsked(celsius=19)),
        AskedAtDoor(BackAsked(thing=Thing.WARMTH)),
        AskedAtDoor(BackAsked()),
    ],
)
def test_what_the_person_chose_is_told_also_where_staff_ask_the_same_thing_right_after(
    staff: Event,
) -> None:
    room = suited()
    room.feed(Connected(), WARMER)
    chosen = wall(room.t)
    room.until(room.t + 1)
    room.feed(staff)
    room.until(room.t + 4)
    assert [one.chosen for one in told(room.heard) if one.chosen] == [
        OwnChoice(asked=TemperatureAsked(celsius=22.5), at=chosen)
    ]


@pytest.mark.parametrize("what", [Thing.WARMTH, None])
def test_what_the_person_gave_up_again_is_told_no_more(what: Thing | None) -> None:
    room = suited()
    room.feed(Connected(), WARMER)
    room.until(room.t + 1)
    room.feed(AskedAtDoor(BackAsked(thing=what), Purpose.PERSON))
    hop(room, 6)  # to eight: another hour is told
    assert not [one.chosen for one in told(room.heard) if one.chosen]


def test_what_one_person_chose_is_not_told_as_what_the_next_one_did() -> None:
    room = suited()
    room.feed(Connected(), WARMER)
    room.feed(arrived(care(6, suits=by_hours(6))))
    hop(room, 6)
    assert any(one.leading.thing is Thing.WARMTH for one in told(room.heard))
    assert not [one.chosen for one in told(room.heard) if one.chosen]


def test_of_two_choices_the_later_holds_and_somebody_else_has_none() -> None:
    room = suited()
    room.feed(WARMER)
    old = OwnChoice(asked=TemperatureAsked(celsius=25), at=wall(-600))
    new = OwnChoice(asked=TemperatureAsked(celsius=19), at=wall(600))
    for version, choice, celsius in ((4, old, 22.5), (5, new, 19.0)):
        said = care(version, suits=by_hours(version), confinement=confined())
        room.feed(arrived(said.model_copy(update={"choices": (choice,)})))
        assert room.node.door(room.now).in_force.temperature_c == celsius
    room.feed(arrived(care(6, suits=by_hours(6))))
    assert leading(room, Thing.WARMTH)[0] is Rank.PROFILE


def test_watch_light_comes_and_goes_by_itself_and_dims_nobodys_day() -> None:
    room = suited()
    room.feed(AskedAtDoor(WatchLightAsked()))
    room.until(room.t + 20)
    assert leading(room, Thing.MAIN)[0] is Rank.WATCH
    room.until(room.t + 170)
    assert leading(room, Thing.MAIN)[0] is Rank.PROFILE
    hop(room, 6)
    room.feed(AskedAtDoor(WatchLightAsked()))
    room.until(room.t + 1)
    assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 120 lux")


def test_full_light_is_one_press_whatever_the_night_and_the_profile_say() -> None:
    room = suited()
    room.feed(AskedAtDoor(FullLightAsked()))
    said = [f for f in room.until(room.t + 10.5) if isinstance(f, Positions)]
    assert said[-1].main_light == 1.0
    room.feed(AskedAtDoor(BackAsked()))
    said = [f for f in room.until(room.t + 60) if isinstance(f, Positions)]
    assert said[-1].main_light == 0.0


@pytest.mark.hazard("H-45")
def test_at_night_staff_may_not_ask_more_than_the_night_allows_and_the_person_may() -> None:
    room = suited()
    bright = LuxAsked(lamp=Lamp.MAIN, lux=100)
    controls = room.node._controls
    refused = controls.obey(order("a", asked=bright, boot="boot-1"), room.now, retained=False)
    assert refused.refusal is Refusal.NIGHT_CEILING
    room.feed(AskedAtDoor(LightAsked(lamp=Lamp.MAIN, level=0.5)))
    assert leading(room, Thing.MAIN)[0] is Rank.PROFILE
    room.feed(DialSensed(Dial.LIGHT, 20))
    assert room.node.door(room.now).in_force.main_light * 400 <= 5
    room.feed(AskedAtDoor(bright, Purpose.PERSON))
    assert leading(room, Thing.MAIN) == (Rank.OWN, "main light 100 lux")


def test_a_click_of_the_dial_towards_warmer_makes_no_room_colder_that_the_sun_warmed() -> None:
    room = suited()
    for value in (20.3, 20.4, 20.5, 20.4):
        room.feed(celsius_of(value))
        room.until(room.t + 4)
    assert room.node.door(room.now).in_force.temperature_c == 18.5
    room.feed(DialSensed(Dial.TEMPERATURE, 1))
    assert room.node.door(room.now).in_force.temperature_c == 21.0
    room.feed(DialSensed(Dial.TEMPERATURE, 1))
    assert room.node.door(room.now).in_force.temperature_c == 21.5
    room.feed(DialSensed(Dial.TEMPERATURE, -1))
    assert room.node.door(room.now).in_force.temperature_c == 20.0


def test_light_as_a_reward_moves_nothing_at_the_door_either() -> None:
    room = suited()
    before = room.node.door(room.now).in_force
    assert not told(room.feed(AskedAtDoor(TemperatureAsked(celsius=24), Purpose.INCENTIVE)))
    assert room.node.door(room.now).in_force == before


# ---- power ---------------------------------------------------------------------------------


@pytest.mark.hazard("H-52")
def test_killed_at_every_write_the_room_wakes_as_it_was_before_or_after_it() -> None:
    """Each prefix of what reached the disk is a power cut; by then the clock is lost too."""
    room = suited()
    states = [(0.0, "darkest"), state(room)]
    for event in (WARMER, DialSensed(Dial.LIGHT, 1), AskedAtDoor(BackAsked(), Purpose.PERSON)):
        room.feed(event)
        room.until(room.t + 4)
        states.append(state(room))
    hop(room, 6)
    states.append(state(room))
    writes = [f for f in room.heard if isinstance(f, Store | Remember)]
    assert len(writes) > 5
    for cut in range(len(writes) + 1):
        shelf = Shelf()
        for write in writes[:cut]:
            shelf.take(write)
        woken = Room()
        woken.t, woken.synced, woken.off_s = room.t, False, -(10**7)
        woken.boot(shelf.memory())
        woken.until(woken.t + 4)
        if shelf.memory().care is not None:
            assert state(woken) in states, cut
        assert 16 <= woken.node.door(woken.now).in_force.temperature_c <= 28


def state(room: Room) -> tuple[float, str]:
    """What outlives a power cut: a while that staff asked for does not."""
    words = room.node._controls._room.words
    own = {one.asked.celsius for one in words.kept().own if one.asked.what == "temperature"}
    held = words.kept().held
    return (max(own, default=0.0), f"{held.minute if held else 'darkest'}")


@pytest.mark.hazard("H-53")
def test_after_a_restart_no_lamp_makes_a_step() -> None:
    room = suited()
    room.cut_power()
    room.feed(LampsStand(0.7, 0.3))
    levels = [(0.7, 0.3)]
    levels += [
        (f.main_light, f.night_light) for f in room.until(room.t + 20) if isinstance(f, Positions)
    ]
    steps = [abs(b - a) for one, two in pairwise(levels)
             for a, b in zip(one, two, strict=True)]  # fmt: skip
    assert max(steps) <= PACE_PER_S * 0.25 + 1e-9
    assert levels[-1][0] == 0


# ---- thermometers ----------------------------------------------------------------------------


@pytest.mark.hazard("H-54")
def test_a_room_without_a_thermometer_says_so_after_a_minute_and_no_sooner() -> None:
    room = suited()
    room.feed(celsius_of(18.0, 18.1))
    room.until(room.t + 30)
    assert not room.node.door(room.now).in_force.guessing
    room.feed(celsius_of(Missing.SENSOR_LOST, Missing.SENSOR_LOST), FaultBegan("sht4x", "gone"))
    room.until(room.t + 61)
    assert room.node.door(room.now).in_force.guessing
    assert any("by guess" in line for line in room.node.door(room.now).faults)
    room.feed(celsius_of(18.0))
    room.until(room.t + 1)
    assert not room.node.door(room.now).in_force.guessing


def test_a_room_that_cannot_get_warm_says_that_it_is_at_its_limit() -> None:
    room = suited()
    room.feed(AskedAtDoor(TemperatureAsked(celsius=24), Purpose.PERSON))
    for step in range(960):
        room.feed(celsius_of(17.0 + 0.05 * (step % 2)))
        room.t += 4.75
        room.until(room.t + 0.25)
    warmth = {one.thing: one for one in room.node.door(room.now).in_force.leading}[Thing.WARMTH]
    assert warmth.at_limit


@pytest.mark.hazard("H-51")
def test_a_surface_probe_that_is_lost_leaves_little_heating_and_says_so() -> None:
    room, on_s = suited(), 0.0
    room.feed(AskedAtDoor(TemperatureAsked(celsius=24), Purpose.PERSON))
    lost = Reading(quantity=Quantity.SURFACE, sensor="ads1115", value=Missing.SENSOR_LOST)
    for step in range(1440):
        room.feed(Measured((*celsius_of(17.0 + 0.05 * (step % 2)).readings, lost)))
        room.t += 4.75
        room.until(room.t + 0.25)
        on_s += 5 * room.node.door(room.now).in_force.heating
    assert on_s <= 0.35 * 7200
    assert any("surface probe" in line for line in room.node.door(room.now).faults)


# ---- bounds --------------------------------------------------------------------------------

C = st.floats(16, 28)
PROFILES = st.builds(
    lambda version, celsius, lux, pace, warmth, night: Profile(
        version=version,
        assessed_by="s9",
        main_light=min(1.0, lux / 1000),
        night_light=0.1,
        temperature_c=celsius,
        light_pace_per_s=pace,
        warmth_pace_k=warmth,
        night=Night(lux_most=night),
        hours=(Hours(from_min=0, name="x", lux=min(lux, night), temperature_c=celsius),),
    ),
    st.integers(1, 99),
    C,
    st.floats(0, 1000),
    st.floats(1e-6, 0.1),
    st.floats(1e-6, 1.0),
    st.floats(0, 50),
)
ASKS: st.SearchStrategy[Ordered] = st.one_of(
    st.builds(TemperatureAsked, celsius=st.floats(-40, 125)),
    st.builds(LuxAsked, lamp=st.sampled_from(Lamp), lux=st.floats(0, 1000)),
    st.builds(LightAsked, lamp=st.sampled_from(Lamp), level=st.floats(0, 1)),
    st.builds(WatchLightAsked),
    st.builds(FullLightAsked),
    st.builds(BackAsked, thing=st.none() | st.sampled_from(Thing)),
)
EVENTS = st.one_of(
    st.builds(DialSensed, st.sampled_from(Dial), st.integers(-100, 100)),
    st.builds(AskedAtDoor, ASKS, st.sampled_from(Purpose)),
    st.builds(
        lambda asked, purpose, n: order(f"o{n}", asked=asked).model_copy(
            update={"purpose": purpose}
        ),
        ASKS,
        st.sampled_from(Purpose),
        st.integers(0, 10**6),
    ),
    PROFILES,
    st.builds(
        lambda lux: Measured((Reading(quantity=Quantity.LIGHT, sensor="b", value=lux),)),
        st.floats(0, 65_535) | st.sampled_from(Missing),
    ),
)
CONFIGURED = st.frozensets(
    st.sampled_from(("main_light", "night_light", "heating", "cooling", "compressor"))
)
LOOKS = st.lists(
    st.tuples(
        st.floats(0, 4000),
        EVENTS,
        st.dictionaries(st.sampled_from("abc"), st.floats(-10, 60), max_size=3),
        st.none() | st.floats(0, 90),
        st.booleans(),
    ),
    min_size=1,
    max_size=50,
)


@pytest.mark.hazard("H-45")
@pytest.mark.hazard("H-51")
@settings(max_examples=300)
@given(CONFIGURED, LOOKS)
def test_the_hard_bounds_hold_against_every_order_profile_fault_and_configuration(
    fitted: frozenset[str],
    looks: list[tuple[float, object, dict[str, float], float | None, bool]],
) -> None:
    room, up_s, before = Controls(ASH_4, BOOT, fitted, 0.0), 0.0, (0.0, 0.0)
    for after_s, event, thermometers, surface_c, trusted in looks:
        up_s += after_s
        now = at(up_s)
        given_to(room, event, now)
        heard = room.positions(
            thermometers, now, indicator=False, surface_c=surface_c, trusted=trusted
        )
        levels = (heard.main_light, heard.night_light)
        for was, level in zip(before, levels, strict=True):
            assert 0 <= level <= 1
            assert abs(level - was) <= min(PACE_PER_S * after_s, STEP_MOST) + 1e-9
        before = levels
        assert 16 <= room.in_force.temperature_c <= 28
        assert not (heard.heating and heard.cooling)
        believed = room._room.hold._thermometers.believed
        assert not (heard.heating and believed and max(believed) >= 28)
        assert not (heard.cooling and (not believed or min(believed) <= 16))
        assert not (heard.heating and surface_c is not None and surface_c >= 43)


def given_to(room: Controls, event: object, now: Moment) -> None:
    match event:
        case Profile() as profile:
            room.suit(profile)
        case DialSensed() | AskedAtDoor() | Measured():
            room.feed(event, now)
        case Order():
            room.obey(event, now, retained=False)


def test_what_is_remembered_can_be_read_by_the_next_boot() -> None:
    room = suited()
    room.feed(WARMER)
    room.until(room.t + 4)
    memory: Memory = room.shelf.memory()
    again = Controls(ASH_4, "b", frozenset(), 0.0, memory.read(ROOM, RoomKept))
    again.heed(memory.care)
    assert again.in_force.temperature_c == 22.5
