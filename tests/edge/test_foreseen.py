"""What comes by itself is announced too: a while's end, the night, its colour, an early heating."""

from dataclasses import replace

import pytest

from edge.act.coming import coming as in_words
from edge.act.controls import Controls
from edge.act.forewarned import Announced
from edge.act.preheat import Next, Preheat
from edge.act.thermostat import PACE_K_PER_S
from edge.act.whose_word import Leads
from edge.events import AskedAtDoor, Positions
from tests.edge.night import ASH_4, BOOT, arrived, at, care, confined, order
from tests.edge.test_colour import COLOURED, mixed
from tests.edge.test_forewarned import WARN_S, asks, coming, warned
from tests.edge.test_room_alone import celsius_of, leading
from tests.edge.test_schedule import by_hours
from tests.edge.test_waking import Room
from ward.orders import Lamp, LightAsked, LuxAsked, TemperatureAsked
from ward.profile import Profile
from ward.purpose import Purpose
from ward.rank import Coming, Rank, Thing, Way

pytestmark = pytest.mark.hazard("H-57")
HOUR_S = 3600.0


# ---- the end of what staff asked for a while ---------------------------------------------------


def test_the_end_of_an_override_is_announced_beforehand_and_comes_on_time() -> None:
    room = warned()
    room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=4)))
    room.until(room.t + 1)
    ends_s = room.t - 1 + 1800
    room.t = ends_s - WARN_S - 5
    room.until(room.t + 1)
    assert coming(room) == {}
    room.until(room.t + 6)
    said = coming(room)[Thing.MAIN]
    assert (said.way, said.rank, said.asked) == (Way.DIMMER, Rank.PROFILE, "main light 0 %")
    assert 290 <= said.in_s <= 300
    room.until(ends_s - 1)
    assert leading(room, Thing.MAIN) == (Rank.OVERRIDE, "main light 4 lux")
    room.until(ends_s + 2)
    assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 0 %")
    assert coming(room) == {}


def test_back_to_what_the_person_chose_is_announced_as_theirs() -> None:
    room = warned()
    room.feed(AskedAtDoor(TemperatureAsked(celsius=20), Purpose.PERSON))
    room.feed(AskedAtDoor(TemperatureAsked(celsius=23)))
    room.t += 1800 - WARN_S + 10
    room.until(room.t + 1)
    said = coming(room)[Thing.WARMTH]
    assert (said.way, said.rank, said.celsius) == (Way.COOLER, Rank.OWN, 20)
    room.until(room.t + WARN_S)
    assert leading(room, Thing.WARMTH) == (Rank.OWN, "20 °C")


def test_an_override_that_is_asked_again_goes_on_and_its_end_is_taken_back() -> None:
    room = warned()
    room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=4)))
    room.t += 1800 - WARN_S + 10
    room.until(room.t + 1)
    assert coming(room)
    room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=4)))
    room.until(room.t + WARN_S)
    assert coming(room) == {}
    assert leading(room, Thing.MAIN)[0] is Rank.OVERRIDE


def test_the_end_of_an_override_waits_behind_no_other_announcement() -> None:
    """The night dims what staff asked, and a minute later their half hour is over."""
    room = evening(without_hours(), 1740)
    room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.NIGHT, lux=12)))
    ends_s = room.t + 1800
    assert 0 < ends_s - 20 * HOUR_S < 120
    room.t = 20 * HOUR_S - WARN_S - 5
    room.until(ends_s - WARN_S + 5)
    said = [one for one in room.node.door(room.now).in_force.coming if one.thing is Thing.NIGHT]
    assert [(one.way, one.asked, one.rank, one.by_itself) for one in said] == [
        (Way.DIMMER, "night light 5 lux", Rank.OVERRIDE, True),
        (Way.DIMMER, "night light 0 %", Rank.PROFILE, True),
    ]
    assert [ends_s - room.t - one.in_s for one in said] == pytest.approx([63, 0], abs=4)
    room.until(ends_s - 3)
    assert leading(room, Thing.NIGHT) == (Rank.OVERRIDE, "night light 5 lux")
    room.until(ends_s + 3)
    assert leading(room, Thing.NIGHT) == (Rank.PROFILE, "night light 0 %")
    assert coming(room) == {}


# ---- the night's ceiling -------------------------------------------------------------------------


def without_hours(warn_s: float = WARN_S) -> Profile:
    return by_hours(3).model_copy(
        update={"warn_before_s": warn_s, "hours": (), "main_light": 0.5, "night_light": 0.0}
    )


def evening(suits: Profile, before_night_s: float) -> Room:
    """So long before the night of ``by_hours`` begins, at ten."""
    room = Room()
    room.feed(arrived(care(3, suits=suits, confinement=confined())))
    room.t = 20 * HOUR_S - before_night_s
    room.until(room.t + 3)
    return room


def test_that_the_night_dims_what_was_asked_before_is_announced_and_comes_on_time() -> None:
    room = evening(without_hours(), WARN_S + 10)
    assert coming(room) == {}
    room.until(20 * HOUR_S - WARN_S + 3)
    said = coming(room)[Thing.MAIN]
    assert (said.way, said.rank) == (Way.DIMMER, Rank.PROFILE)
    assert said.level is not None
    assert said.level * 400 <= 5.01, "as dark as the night is"
    room.until(20 * HOUR_S - 1)
    assert leading(room, Thing.MAIN)[1] == "main light 50 %"
    room.until(20 * HOUR_S + 3)
    assert leading(room, Thing.MAIN)[1] == "main light 1 %"
    assert coming(room) == {}


def test_that_it_is_brighter_when_the_night_ends_is_announced_and_comes_on_time() -> None:
    room = evening(without_hours(), -60)
    room.t = 29 * HOUR_S - WARN_S - 10  # towards seven
    room.until(room.t + 3)
    assert leading(room, Thing.MAIN)[1] == "main light 1 %"
    room.until(29 * HOUR_S - WARN_S + 3)
    said = coming(room)[Thing.MAIN]
    assert (said.way, said.level) == (Way.BRIGHTER, 0.5)
    room.until(29 * HOUR_S - 1)
    assert room.node.door(room.now).in_force.main_light * 400 <= 5.01
    room.until(29 * HOUR_S + 3)
    assert leading(room, Thing.MAIN)[1] == "main light 50 %"


@pytest.mark.hazard("H-45")
def test_the_night_waits_for_no_announcement() -> None:
    """Asked two minutes before it, what is held back for five must not be bright at ten."""
    room = evening(without_hours(), 120)
    asks(room, LuxAsked(lamp=Lamp.MAIN, lux=150))
    room.until(20 * HOUR_S + 30)  # ten seconds to fade by
    said = [f for f in room.until(20 * HOUR_S + 900) if isinstance(f, Positions)]
    assert max(f.main_light for f in said) * 400 <= 5.01


# ---- colour by the hour --------------------------------------------------------------------------


class Coloured:
    """A room of two whites, warned of changes, from some hour of the day on."""

    def __init__(self, suits: Profile, hours: float) -> None:
        self.room = Controls(ASH_4, BOOT, COLOURED, 0.0)
        self.room.suit(suits)
        self.up_s = hours * HOUR_S

    def until(self, up_s: float) -> Positions:
        while True:
            stands = self.room.positions({}, at(self.up_s), indicator=False, trusted=True)
            if self.up_s >= up_s:
                return stands
            self.up_s = min(up_s, self.up_s + 0.5)

    def coming(self) -> dict[Thing, Coming]:
        return {one.thing: one for one in reversed(self.room.in_force.coming)}


def test_the_colour_that_an_hour_brings_to_what_the_person_chose_is_announced_first() -> None:
    hours = tuple(h.model_copy(update={"kelvin": k}) for h, k in
                  zip(by_hours().hours, (5000, 3000, 2700), strict=True))  # fmt: skip
    lit = Coloured(by_hours().model_copy(update={"hours": hours, "warn_before_s": WARN_S}), 12.0)
    evening_s = next(h.from_min for h in hours if h.kelvin == 3000) * 60 - 2 * HOUR_S
    lit.up_s = evening_s - WARN_S - 200
    lit.until(lit.up_s + 1)
    lit.room.feed(AskedAtDoor(LightAsked(lamp=Lamp.MAIN, level=0.4), Purpose.PERSON), at(lit.up_s))
    before = mixed(lit.until(evening_s - WARN_S - 20))
    assert lit.coming().get(Thing.MAIN) is None
    lit.until(evening_s - WARN_S + 3)
    said = lit.coming()[Thing.MAIN]
    assert (said.way, said.asked) == (Way.OTHER_COLOUR, "main light 40 % at 3000 K")
    assert mixed(lit.until(evening_s - 1)) == before
    assert mixed(lit.until(evening_s + 90)) == pytest.approx(3000, abs=20)


def test_that_an_hours_colour_is_held_back_makes_no_override_longer() -> None:
    hours = tuple(h.model_copy(update={"kelvin": k}) for h, k in
                  zip(by_hours().hours, (5000, 3000, 2700), strict=True))  # fmt: skip
    lit = Coloured(by_hours().model_copy(update={"hours": hours, "warn_before_s": WARN_S}), 15.98)
    lit.until(lit.up_s + 1)
    lit.room.feed(AskedAtDoor(LightAsked(lamp=Lamp.MAIN, level=0.4)), at(lit.up_s))
    asked_s = lit.up_s
    lit.until(asked_s + 150)
    assert lit.coming()[Thing.MAIN].way is Way.OTHER_COLOUR
    until = lit.room.in_force.leading[0].until
    assert until is not None
    assert (until - at(asked_s).at).total_seconds() == pytest.approx(1800, abs=1)


def test_a_fitting_of_one_colour_and_a_dark_lamp_have_no_colour_to_be_told_of() -> None:
    room = warned()  # its lamps have one white, and the main light is dark
    room.t += 5 * HOUR_S - 100
    room.until(room.t + 3)
    assert Way.OTHER_COLOUR not in {one.way for one in coming(room).values()}
    dark = Leads(Thing.MAIN, Rank.OWN, LightAsked(lamp=Lamp.MAIN, level=0.0), kelvin=2700)
    assert dark.comes_to == replace(dark, kelvin=4000).comes_to
    announced = Announced(replace(dark, kelvin=4000), 0.0, 300.0)
    assert in_words((announced,), dark, 400.0, 0.0) == ()


# ---- warm in time --------------------------------------------------------------------------------


def held_c(preheat: Preheat, in_s: float, warn_s: float = WARN_S) -> float:
    """The target so long before the day, in a room that is 18 °C and warms by 1 °C an hour."""
    return preheat.target_c(
        18.0, Next(20.0, in_s), 18.0, PACE_K_PER_S, up_s=50_000 - in_s, warn_s=warn_s
    )


def test_a_room_that_begins_to_warm_for_an_hour_to_come_says_so_first() -> None:
    preheat = Preheat(1.0 / 3600)
    lead_s = preheat.lead_s(2.0, PACE_K_PER_S)
    assert held_c(preheat, lead_s + WARN_S + 10) == 18.0
    assert preheat.coming(0) is None
    assert held_c(preheat, lead_s + WARN_S - 10) == 18.0
    assert preheat.coming(50_000 - lead_s - WARN_S + 10) == (20.0, pytest.approx(WARN_S, abs=1))
    assert held_c(preheat, lead_s + 1) == 18.0
    assert held_c(preheat, lead_s - 11) == 20.0


def test_a_room_that_cooled_down_suddenly_is_not_warmed_unannounced_either() -> None:
    preheat = Preheat(1.0 / 3600)
    assert held_c(preheat, 4000) == 18.0, "it should have begun already, and nobody was told"
    assert held_c(preheat, 4000 - WARN_S + 1) == 18.0
    assert held_c(preheat, 4000 - WARN_S - 1) == 20.0
    assert held_c(Preheat(1.0 / 3600), 4000, warn_s=0.0) == 20.0


def test_once_it_warms_it_goes_on_until_the_hour() -> None:
    """Else each tenth of a degree would be another change to tell somebody of."""
    preheat = Preheat(1.0 / 3600)
    held_c(preheat, 4000)
    assert held_c(preheat, 3600) == 20.0
    soon = Next(20.0, 3000.0)
    assert preheat.target_c(
        18.0, soon, 20.1, PACE_K_PER_S, up_s=47_000, warn_s=WARN_S
    ) == 20.0  # fmt: skip


def test_the_door_and_the_panel_are_told_of_it() -> None:
    room = warned()
    for minute in range(0, 5 * 60, 2):
        room.t = minute * 60.0
        room.feed(celsius_of(18.5))
        room.until(room.t + 1)
        if coming(room):
            break
    said = coming(room)[Thing.WARMTH]
    assert (said.way, said.rank, said.celsius) == (Way.WARMER, Rank.PROFILE, 21.0)
    assert room.t < 5 * HOUR_S - 2 * WARN_S, "long before the hour itself"
    assert 0 < said.in_s <= WARN_S


def test_an_order_that_holds_at_once_says_nothing_of_what_comes_by_itself() -> None:
    room = warned()
    room.t += 5 * HOUR_S - 200  # the morning is announced
    room.until(room.t + 3)
    assert coming(room)
    own = order(asked=TemperatureAsked(celsius=19), boot="boot-1", asked_s=room.t)
    controls = room.node._controls
    answer = controls.obey(
        own.model_copy(update={"purpose": Purpose.PERSON}), room.now, retained=False
    )
    assert answer.words == "19 °C"
