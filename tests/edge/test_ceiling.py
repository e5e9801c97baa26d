"""The night's ceiling holds at every look: whatever was asked before, whatever a sensor says."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edge.act.controls import Controls
from edge.act.dim import SOUND, Likely
from edge.act.hold import UNFELT
from edge.act.schedule import Held
from edge.act.whose_word import RoomKept
from edge.events import DialSensed, Measured
from edge.moment import Moment
from edge.room_events import FullLuxNamed
from tests.edge.night import ASH_4, BOOT, FITTED
from ward.happenings import Dial
from ward.orders import (
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Order,
    Outcome,
    WatchLightAsked,
)
from ward.profile import Hours, Profile, Source
from ward.purpose import Purpose
from ward.rank import Rank, Thing
from ward.readings import Quantity, Reading

BY_DAY, BY_NIGHT = 7 * 60, 22 * 60
DAY = Hours(from_min=BY_DAY, name="day", lux=100)
NIGHT = Hours(from_min=BY_NIGHT, name="night", lux=2, lamp=Lamp.NIGHT)
MAIN_LUX, NIGHT_LUX = 400.0, 15.0  # what the lamps are set down as
CEILING_LUX = 5.0  # the usual night's


def profile(*hours: Hours, main: float = 0.0) -> Profile:
    return Profile(
        version=1, assessed_by="Ama", source=Source.ASSESSED, main_light=main, night_light=0.3,
        temperature_c=21, hours=hours, zone="UTC",
    )  # fmt: skip


class Dwelling:
    """A room from some time of a day on; ``sees``: what its light sensor says of its main light."""

    def __init__(
        self, suits: Profile, hour: int, minute: int = 0,
        sees: Callable[[float], float] | None = None, *,
        trusted: bool = True, kept: RoomKept | None = None,
    ) -> None:  # fmt: skip
        self._trusted = trusted
        self._begins = datetime(2026, 1, 15, hour, minute, tzinfo=UTC)
        self._sees, self.up_s, self.main, self.most = sees, 0.0, 0.0, 0.0
        self.sees_night: Callable[[float], float] = lambda _: 0.0
        self._night = 0.0
        self.controls = Controls(ASH_4, BOOT, FITTED, 0.0, kept)
        self.controls.suit(suits, person="p1")
        self.go(5)

    @property
    def now(self) -> Moment:
        return Moment(at=self._begins + timedelta(seconds=self.up_s), up_s=self.up_s, synced=True)

    def go(self, for_s: float) -> None:
        for _ in range(int(for_s)):
            self.up_s += 1.0
            if self._sees is not None and self.up_s % 2 == 0:
                seen = self._sees(self.main) + self.sees_night(self._night)
                lux = Reading(quantity=Quantity.LIGHT, sensor="bh1750", value=seen)
                self.controls.feed(Measured((lux,)), self.now)
            at = self.controls.positions(
                {"a": 20.5}, self.now, indicator=False, trusted=self._trusted
            )
            self.main, self._night = at.main_light, at.night_light
            self.most = max(self.most, self.main)

    def ask(self, asked: Asked, purpose: Purpose = Purpose.CARE) -> Outcome:
        now = self.now
        made = Order(
            room=ASH_4, id=f"o{self.up_s:g}", boot=BOOT, asked=asked, asked_by="Ama",
            asked_at=now.at, expires_at=now.at + timedelta(seconds=60), purpose=purpose,
        )  # fmt: skip
        self.up_s += 1.0
        return self.controls.obey(made, now, retained=False).outcome

    def led(self) -> tuple[Rank, float | None]:
        said = {one.thing: one for one in self.controls.in_force.leading}[Thing.MAIN]
        return said.rank, said.lux


# ---- a clock that nobody has set --------------------------------------------------------------


def held_by_day(profile: str = "1", person: str = "p1") -> RoomKept:
    return RoomKept(held=Held(profile=profile, minute=BY_DAY), person=person)


@pytest.mark.hazard("H-45", "H-52")
@pytest.mark.parametrize(
    "kept", [None, held_by_day(profile="2"), held_by_day(person="p2")],
    ids=["nothing held", "of another version", "of somebody else"],
)  # fmt: skip
@pytest.mark.parametrize("hours", [(DAY, NIGHT), ()], ids=["hours", "no hours"])
def test_where_the_time_was_never_known_no_dial_and_no_order_goes_over_the_nights_ceiling(
    kept: RoomKept | None, hours: tuple[Hours, ...]
) -> None:
    room = Dwelling(profile(*hours), 2, trusted=False, kept=kept)
    room.controls.feed(DialSensed(Dial.LIGHT, 20), room.now)
    assert room.ask(LuxAsked(lamp=Lamp.MAIN, lux=100)) is Outcome.REFUSED
    room.go(60)
    assert room.most * MAIN_LUX <= CEILING_LUX + 1e-9
    assert room.ask(WatchLightAsked()) is Outcome.DONE
    room.go(60)
    assert room.main * MAIN_LUX > CEILING_LUX
    assert room.ask(FullLightAsked()) is Outcome.DONE
    room.go(60)
    assert room.main == 1.0


@pytest.mark.hazard("H-52")
def test_a_day_that_was_held_before_a_power_cut_is_still_as_bright_as_staff_ask() -> None:
    room = Dwelling(profile(DAY, NIGHT), 2, trusted=False, kept=held_by_day())
    assert room.ask(LuxAsked(lamp=Lamp.MAIN, lux=300)) is Outcome.DONE
    room.go(60)
    assert room.main == pytest.approx(0.75)


# ---- what was asked by day --------------------------------------------------------------------


@pytest.mark.hazard("H-45")
@pytest.mark.parametrize(
    "asked", [LuxAsked(lamp=Lamp.MAIN, lux=300), LightAsked(lamp=Lamp.MAIN, level=0.75)]
)
def test_what_staff_asked_in_the_evening_goes_down_to_the_ceiling_as_the_night_begins(
    asked: Asked,
) -> None:
    room = Dwelling(profile(DAY, NIGHT), 21, 50)
    assert room.ask(asked) is Outcome.DONE
    room.go(540)
    assert room.main == pytest.approx(0.75)
    room.go(360)
    assert room.led()[0] is Rank.OVERRIDE
    assert room.main <= CEILING_LUX / MAIN_LUX + 1e-9
    assert room.controls.in_force.main_light == pytest.approx(CEILING_LUX / MAIN_LUX, abs=1e-4)


def test_what_is_shown_is_what_the_ceiling_leaves() -> None:
    room = Dwelling(profile(DAY, NIGHT), 21, 50)
    room.ask(LuxAsked(lamp=Lamp.MAIN, lux=300))
    room.go(900)
    assert room.led() == (Rank.OVERRIDE, CEILING_LUX)


@pytest.mark.hazard("H-45")
@pytest.mark.parametrize(
    ("asked", "purpose", "least"),
    [
        (LuxAsked(lamp=Lamp.MAIN, lux=300), Purpose.PERSON, 0.7),
        (WatchLightAsked(), Purpose.CARE, 0.04),
        (FullLightAsked(), Purpose.CARE, 1.0),
    ],
)
def test_the_ceiling_takes_nothing_from_the_person_a_look_or_an_emergency(
    asked: Asked, purpose: Purpose, least: float
) -> None:
    room = Dwelling(profile(DAY, NIGHT), 21, 59)
    room.go(120)
    assert room.ask(asked, purpose) is Outcome.DONE
    room.go(60)
    assert room.main >= least


@pytest.mark.hazard("H-57")
def test_a_look_at_night_is_not_kept_dark_by_what_the_ceiling_leaves_of_the_evening() -> None:
    room = Dwelling(profile(DAY, NIGHT), 21, 50)
    room.ask(LuxAsked(lamp=Lamp.MAIN, lux=300))
    room.go(900)
    room.ask(WatchLightAsked())
    room.go(60)
    assert room.led()[0] is Rank.WATCH
    assert room.main >= 0.03


# ---- a profile without hours ------------------------------------------------------------------


@pytest.mark.hazard("H-45")
def test_a_profile_without_hours_has_a_night_too() -> None:
    room = Dwelling(profile(main=0.9), 21, 59)
    room.go(30)
    assert room.main == pytest.approx(0.9)
    room.go(60)
    assert room.main <= CEILING_LUX / MAIN_LUX + 1e-9
    assert room.ask(LightAsked(lamp=Lamp.MAIN, level=1.0)) is Outcome.REFUSED
    assert room.ask(LightAsked(lamp=Lamp.MAIN, level=1.0), Purpose.PERSON) is Outcome.DONE
    room.go(60)
    assert room.main == pytest.approx(1.0)


# ---- a light sensor that is covered -----------------------------------------------------------

FIVE = Hours(from_min=BY_NIGHT, name="night", lux=5)


def covered(_: float) -> float:
    return 0.0


@pytest.mark.hazard("H-45")
@pytest.mark.parametrize("sees", [0.0, 0.03, 0.1, 0.2, 0.3, 0.5, 0.65])
def test_a_covered_sensor_lights_no_night_up(sees: float) -> None:
    room = Dwelling(profile(DAY, FIVE), 1, sees=lambda main: sees * MAIN_LUX * main)
    room.go(600)
    assert room.most <= CEILING_LUX / MAIN_LUX + 1e-9


def vouch_for_the_sensor(room: Dwelling) -> None:
    """The night light is lit alone for a while, and what the sensor sees of it is learnt."""
    room.ask(LightAsked(lamp=Lamp.MAIN, level=0.0), Purpose.PERSON)
    room.go(30)
    room.ask(LuxAsked(lamp=Lamp.NIGHT, lux=6), Purpose.PERSON)
    room.go(60)
    room.ask(BackAsked(), Purpose.PERSON)


@pytest.mark.hazard("H-45")
@example(0.33, None, False)
@example(0.33, LightAsked(lamp=Lamp.MAIN, level=1), False)
@example(0.7, None, True)
@settings(max_examples=15, deadline=None)
@given(
    st.floats(0.1, 3.0),
    st.sampled_from([None, LuxAsked(lamp=Lamp.MAIN, lux=300), LightAsked(lamp=Lamp.MAIN, level=1)]),
    st.booleans(),
)
def test_no_gain_of_the_sensor_brings_a_lamp_over_the_nights_ceiling(
    gain: float, asked: Asked | None, both: bool
) -> None:
    """The lamps give what was set down; half again is the tolerance, and by day all is learnt."""
    room = Dwelling(profile(DAY, FIVE), 21, 45, sees=lambda main: gain * MAIN_LUX * main)
    if both:  # the night light is seen too, and may vouch for the sensor
        room.sees_night = lambda night: gain * NIGHT_LUX * night
        vouch_for_the_sensor(room)
    room.go(60)
    if asked is not None:
        room.ask(asked)
    room.go(900)
    room.most = 0.0
    room.go(600)
    assert room.most * MAIN_LUX <= CEILING_LUX / SOUND + 1e-6


@pytest.mark.hazard("H-45")
def test_what_was_seen_of_a_lamp_is_known_after_a_restart() -> None:
    room = Dwelling(profile(DAY, FIVE), 1, sees=lambda main: 0.4 * MAIN_LUX * main)
    room.go(120)
    (kept,) = [one.kept for one in room.controls.lasting()]
    assert isinstance(kept, RoomKept)
    room.controls = Controls(ASH_4, BOOT, FITTED, room.up_s, kept)
    room.controls.suit(profile(DAY, FIVE), person="p1")
    room.most = 0.0
    room.go(600)
    assert room.most <= CEILING_LUX / MAIN_LUX + 1e-9


def test_that_the_sensor_is_not_believed_by_night_is_said_and_so_is_that_it_is_darker() -> None:
    room = Dwelling(profile(DAY, FIVE), 1, sees=lambda main: 0.4 * MAIN_LUX * main)
    room.go(120)
    assert room.controls.faults == (
        "light: the main light seems to give 40 % of what was set down, by which it is held at "
        f"night; {Likely.EITHER}",
    )
    main = {one.thing: one for one in room.controls.in_force.leading}[Thing.MAIN]
    assert main.at_limit, "so the door and the panel say that it is not enough"


@pytest.mark.hazard("H-20")
def test_a_covered_sensor_by_day_brings_no_lamp_to_full_and_is_a_fault() -> None:
    room = Dwelling(profile(DAY, FIVE), 12, sees=covered)
    room.go(45)
    assert not room.controls.faults
    room.go(600)
    assert room.most < 1.6 * DAY.lux / MAIN_LUX
    assert room.controls.faults == (UNFELT,)


@pytest.mark.hazard("H-45")
def test_a_night_after_a_day_with_a_covered_sensor_is_no_brighter() -> None:
    """From it nothing is learnt of the lamp: it would be taken for a weak one."""
    room = Dwelling(profile(DAY, FIVE), 21, 50, sees=covered)
    room.go(900)
    assert room.main <= CEILING_LUX / MAIN_LUX + 1e-9


def test_a_lamp_lit_by_a_level_is_felt_or_not_as_well() -> None:
    room = Dwelling(profile(DAY, FIVE), 12, sees=covered)
    room.ask(LightAsked(lamp=Lamp.MAIN, level=0.5), Purpose.PERSON)
    room.go(120)
    assert room.main == pytest.approx(0.5)
    assert room.controls.faults == (UNFELT,)


def test_a_sensor_that_sees_again_is_no_fault_any_more_and_a_dark_lamp_shows_nothing() -> None:
    sees = [0.0]
    room = Dwelling(profile(DAY, FIVE), 12, sees=lambda main: sees[0] * main)
    room.go(300)
    room.ask(LightAsked(lamp=Lamp.MAIN, level=0.0), Purpose.PERSON)
    room.go(120)
    assert room.controls.faults == (UNFELT,)
    sees[0] = MAIN_LUX
    room.ask(LightAsked(lamp=Lamp.MAIN, level=0.5), Purpose.PERSON)
    room.go(30)
    assert not room.controls.faults


@pytest.mark.parametrize("main_lux", [280.0, 420.0, 1500.0])
def test_an_old_lamp_still_comes_to_what_is_asked_of_it_by_night(main_lux: float) -> None:
    room = Dwelling(profile(DAY, FIVE), 1, sees=lambda main: main_lux * main)
    room.go(300)
    assert main_lux * room.main == pytest.approx(FIVE.lux, abs=0.8)
    assert not room.controls.faults


@pytest.mark.parametrize("named", [True, False])
def test_a_weak_lamp_comes_to_it_once_it_is_named_or_the_night_light_vouches(named: bool) -> None:
    room = Dwelling(profile(DAY, FIVE), 21, 50, sees=lambda main: 120.0 * main)
    if named:
        room.controls.feed(FullLuxNamed(120.0, NIGHT_LUX), room.now)
    else:
        room.sees_night = lambda night: NIGHT_LUX * night
        vouch_for_the_sensor(room)
    room.go(900)
    assert 120.0 * room.main == pytest.approx(FIVE.lux, abs=0.8)
    assert not room.controls.faults
