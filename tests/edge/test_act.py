"""Light, warmth, and whose word holds: orders, dials, the page at the door, the profile."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.act.controls import Controls
from edge.act.fade import Fade
from edge.act.orders import REMEMBERED_MOST
from edge.events import AskedAtDoor, DialSensed
from tests.edge.night import ASH_4, ASH_5, BOOT, FITTED, at, order, profile
from ward.happenings import Dial, DialTurned, TurnedAway
from ward.orders import Answer, Asked, Lamp, LightAsked, Order, Outcome, Refusal, TemperatureAsked
from ward.purpose import Purpose


def controls(fitted: frozenset[str] = FITTED) -> Controls:
    made = Controls(ASH_4, BOOT, fitted, up_s=0.0)
    made.suit(profile())
    return made


def obeyed(given_order: Order, second: float = 1, *, retained: bool = False) -> Answer:
    return controls().obey(given_order, at(second), retained=retained)


# ---- orders ---------------------------------------------------------------------------------


def test_a_warmer_room_is_asked_and_done() -> None:
    room = controls()
    answer = room.obey(order(asked=TemperatureAsked(celsius=22)), at(1), retained=False)
    assert (answer.outcome, answer.words) == (Outcome.DONE, "22 °C")
    assert room.in_force.temperature_c == 22


@pytest.mark.hazard("H-18")
@pytest.mark.parametrize(
    ("refusal", "given_order"),
    [
        (Refusal.WRONG_ROOM, order(room=ASH_5)),
        (Refusal.OTHER_BOOT, order(boot="b-before")),
        (Refusal.EXPIRED, order(asked_s=-60, lasts_s=60)),
        (Refusal.OUT_OF_BOUNDS, order(asked=TemperatureAsked(celsius=31))),
        (Refusal.OUT_OF_BOUNDS, order(asked=TemperatureAsked(celsius=15.9))),
    ],
)
def test_an_order_that_must_not_be_obeyed_changes_nothing_and_says_why(
    refusal: Refusal, given_order: Order
) -> None:
    room = controls()
    before = room.in_force
    answer = room.obey(given_order, at(1), retained=False)
    assert (answer.order, answer.outcome, answer.refusal) == ("o1", Outcome.REFUSED, refusal)
    assert answer.words
    assert room.in_force == before


def test_a_refusal_speaks_plainly() -> None:
    answer = obeyed(order(asked=TemperatureAsked(celsius=31)))
    assert answer.words == "asked 31 °C; this room holds 16 to 28"


@pytest.mark.parametrize(("second", "outcome"), [(29.9, Outcome.DONE), (30.0, Outcome.REFUSED)])
def test_an_order_is_good_until_its_moment_and_not_at_it(second: float, outcome: Outcome) -> None:
    assert obeyed(order(lasts_s=30), second).outcome is outcome


def test_an_order_that_the_broker_kept_is_no_order() -> None:
    assert obeyed(order(), retained=True).refusal is Refusal.RETAINED


@pytest.mark.hazard("H-18")
def test_an_order_that_comes_twice_is_obeyed_once() -> None:
    room = controls()
    room.obey(order(asked=TemperatureAsked(celsius=24)), at(1), retained=False)
    room.feed(DialSensed(Dial.TEMPERATURE, -4), at(1))
    again = room.obey(order(asked=TemperatureAsked(celsius=24)), at(2), retained=False)
    assert again.refusal is Refusal.SEEN_BEFORE
    assert room.in_force.temperature_c == 22


def test_a_thousand_orders_later_the_memory_is_bounded() -> None:
    room = controls()
    for i in range(REMEMBERED_MOST + 50):
        room.obey(order(f"o{i}"), at(1), retained=False)
    assert len(room._gate._seen) == REMEMBERED_MOST
    latest = order(f"o{REMEMBERED_MOST + 49}")
    assert room.obey(latest, at(2), retained=False).refusal is Refusal.SEEN_BEFORE


@pytest.mark.parametrize(
    ("fitted", "asked"),
    [
        (frozenset({"main_light"}), TemperatureAsked(celsius=20)),
        (frozenset({"heating"}), LightAsked(lamp=Lamp.MAIN, level=0.5)),
        (frozenset({"main_light"}), LightAsked(lamp=Lamp.NIGHT, level=0.5)),
    ],
)
def test_what_is_not_fitted_cannot_be_asked(fitted: frozenset[str], asked: Asked) -> None:
    room = controls(fitted)
    answer = room.obey(order(asked=asked), at(1), retained=False)
    assert answer.refusal is Refusal.NOT_FITTED


def test_a_clock_proven_wrong_proves_no_order_to_be_in_time() -> None:
    answer = controls().obey(order(), at(1, synced=False), retained=False)
    assert answer.refusal is Refusal.EXPIRED
    assert "clock" in answer.words


# ---- dials, the door's page, the profile -------------------------------------------------------


def test_a_dial_is_heard_told_and_stops_at_its_end() -> None:
    room = controls()
    assert room.feed(DialSensed(Dial.LIGHT, 2), at(1)) == (DialTurned(dial=Dial.LIGHT, asked=0.5),)
    assert room.feed(DialSensed(Dial.LIGHT, 99), at(1)) == (DialTurned(dial=Dial.LIGHT, asked=1.0),)
    turned, beyond = room.feed(DialSensed(Dial.TEMPERATURE, 99), at(1))
    assert turned == DialTurned(dial=Dial.TEMPERATURE, asked=28.0)
    assert isinstance(beyond, TurnedAway)
    assert beyond.refusal is Refusal.OUT_OF_BOUNDS
    assert "this room holds 16 to 28" in beyond.words
    assert room.turned_away(at(2)) == beyond.words
    room.feed(DialSensed(Dial.TEMPERATURE, -999), at(1))
    assert room.in_force.temperature_c == 16


def test_the_page_at_the_door_is_held_to_the_same_bounds() -> None:
    room = controls()
    (away,) = room.feed(AskedAtDoor(TemperatureAsked(celsius=31)), at(1))
    assert isinstance(away, TurnedAway)
    assert (away.asked, away.refusal) == ("31 °C", Refusal.OUT_OF_BOUNDS)
    assert room.in_force.temperature_c == 21
    room.feed(AskedAtDoor(LightAsked(lamp=Lamp.NIGHT, level=0.3)), at(1))
    assert room.in_force.night_light == 0.3


@pytest.mark.hazard("H-47")
def test_what_was_asked_at_the_door_as_a_reward_is_on_record() -> None:
    room = controls()
    asked = LightAsked(lamp=Lamp.MAIN, level=0.9)
    (away,) = room.feed(AskedAtDoor(asked, Purpose.INCENTIVE), at(1))
    assert isinstance(away, TurnedAway)
    assert (away.refusal, away.purpose) == (Refusal.NEVER_SO, Purpose.INCENTIVE)


def test_a_dial_that_is_turned_on_and_on_is_told_once_a_minute_with_how_often() -> None:
    room = controls()
    told = [
        said
        for second in range(125)
        for said in room.feed(DialSensed(Dial.TEMPERATURE, 99), at(second))
        if isinstance(said, TurnedAway)
    ]
    assert [one.more for one in told] == [0, 59, 59]


def test_care_that_changes_only_staff_does_not_undo_what_was_asked_by_hand() -> None:
    room = controls()
    room.feed(DialSensed(Dial.LIGHT, 4), at(1))
    room.suit(profile())
    assert room.in_force.main_light == 0.6
    room.suit(profile(version=2))
    assert room.in_force.main_light == 0.6
    room.positions({}, at(1801), indicator=False)
    assert room.in_force.main_light == 0.4  # what staff ask is for half an hour


def test_a_new_profile_is_faded_to() -> None:
    room = controls()
    room.suit(profile(version=2, main=0.9, celsius=19))
    assert room.in_force.main_light == 0.9
    assert room.positions({}, at(0.25), indicator=False).main_light == pytest.approx(0.025)


def test_before_anybody_is_known_the_room_is_dim_and_tempered() -> None:
    room = Controls(ASH_4, BOOT, FITTED, up_s=0.0)
    assert (room.in_force.main_light, room.in_force.night_light) == (0.0, 0.2)
    assert room.in_force.temperature_c == 20


# ---- fades ---------------------------------------------------------------------------------


def test_after_a_boot_the_light_begins_dark_and_takes_its_time() -> None:
    room = controls()
    levels = [room.positions({}, at(i / 4), indicator=False).main_light for i in range(20)]
    assert levels[0] == 0.0
    assert levels[15] < 0.4
    assert levels[17] == 0.4


@pytest.mark.hazard("H-20")
@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 1)), max_size=40))
def test_no_light_ever_jumps_whatever_is_asked_and_however_late_the_program_is(
    steps: list[tuple[float, float]],
) -> None:
    fade, now_s, before = Fade(0.0), 0.0, 0.0
    for after_s, target in steps:
        now_s += after_s
        level = fade.towards(target, now_s)
        assert abs(level - before) <= min(0.1 * after_s, 0.05) + 1e-9
        assert 0 <= level <= 1
        before = level


def test_a_clock_that_runs_backwards_makes_no_light_jump() -> None:
    fade = Fade(100.0)
    assert fade.towards(1.0, 50.0) == 0.0
    assert fade.towards(1.0, 100.2) == pytest.approx(0.02)


# ---- whoever asks ----------------------------------------------------------------------


@pytest.mark.hazard("H-20")
@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.builds(DialSensed, st.sampled_from(Dial), st.integers(-100, 100)),
            st.builds(AskedAtDoor, st.builds(TemperatureAsked, celsius=st.floats(-40, 125))),
            st.builds(
                order,
                st.text("abc", min_size=1, max_size=2),
                st.builds(TemperatureAsked, celsius=st.floats(-40, 125)),
            ),
        ),
        max_size=40,
    )
)
def test_whoever_asks_whatever_the_hard_bounds_hold(
    asks: list[DialSensed | AskedAtDoor | Order],
) -> None:
    room = controls()
    for ask in asks:
        if isinstance(ask, Order):
            room.obey(ask, at(1), retained=False)
        else:
            room.feed(ask, at(1))
        assert 16 <= room.in_force.temperature_c <= 28
        assert 0 <= room.in_force.main_light <= 1
