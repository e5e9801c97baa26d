"""A change that is held back until the person was told: announced, and gone on from."""

import pytest

from hub.panel.controls import controls, stepped_celsius, stepped_light
from hub.panel.local import Local
from hub.panel.suiting import leads_words
from hub.rooms.state import RoomState
from tests.browser.suited import HELD, NOW, theirs
from ward.orders import Lamp
from ward.rank import Coming, Rank, Thing, Way
from ward.units import seconds
from ward.warmth import Warmth

pytestmark = pytest.mark.hazard("H-57")
DIMMER = Coming(
    thing=Thing.MAIN, way=Way.DIMMER, asked="main light 10 lux", rank=Rank.OVERRIDE, by="K.O.",
    in_s=240, lux=10,
)  # fmt: skip
WARMER = Coming(
    thing=Thing.WARMTH, way=Way.WARMER, asked="21 °C", rank=Rank.PROFILE, in_s=65, celsius=21
)


def announced(*coming: Coming, **held: object) -> RoomState:
    return theirs(HELD.model_copy(update={"coming": coming, **held}))


def test_it_counts_down_and_says_how_the_profile_has_them_told() -> None:
    state = announced(DIMMER)
    assert leads_words(Thing.MAIN, state, Local(NOW))[0] == (
        "Tell them: dimmer in 4 min, main light 10 lux (staff, for a while, K.O.). "
        "Say: the light goes down in five minutes."
    )
    later = leads_words(Thing.MAIN, state, Local(NOW + seconds(5)))[0]
    assert later.startswith("Tell them: dimmer in 3 min")
    assert not any("Tell them" in one for one in leads_words(Thing.NIGHT, state, Local(NOW)))


def test_the_next_step_goes_on_from_what_was_taken_and_is_still_held_back() -> None:
    """Else two presses of "darker" would ask for the same."""
    assert stepped_light(announced(), Lamp.MAIN, -0.1) == {"lux": {"lamp": Lamp.MAIN, "lux": 10.0}}
    state = announced(DIMMER)
    assert stepped_light(state, Lamp.MAIN, -0.1) == {"lux": {"lamp": Lamp.MAIN, "lux": 5.0}}
    taken = announced(WARMER.model_copy(update={"rank": Rank.OVERRIDE}))
    assert stepped_celsius(taken, 0.5) == 21.5
    assert stepped_celsius(announced(), 0.5) == 20.0


def test_the_next_step_goes_on_from_what_is_held_while_something_comes_by_itself() -> None:
    """Whoever wants it darker now does not mean darker than what the night will bring."""
    ends = DIMMER.model_copy(update={"rank": Rank.PROFILE, "by": None})
    state = announced(ends, WARMER)
    assert stepped_light(state, Lamp.MAIN, -0.1) == stepped_light(announced(), Lamp.MAIN, -0.1)
    assert stepped_celsius(state, 0.5) == 20.0
    of_staff = DIMMER.model_copy(update={"by_itself": True})  # the night, over what staff asked
    state = announced(of_staff)
    assert stepped_light(state, Lamp.MAIN, -0.1) == stepped_light(announced(), Lamp.MAIN, -0.1)


def test_half_a_degree_warmer_is_warmer_than_the_room_is_measured() -> None:
    sunny = Warmth(celsius=21.4, least_c=18, most_c=24)
    state = announced(warmth=sunny)
    assert stepped_celsius(state, 0.5) == 22.0
    assert stepped_celsius(state, -0.5) == 19.0
    assert stepped_celsius(announced(warmth=sunny, guessing=True), 0.5) == 20.0, "of before"
    hot = announced(warmth=Warmth(celsius=29.0, least_c=18, most_c=24))
    assert stepped_celsius(hot, 0.5) == 28.0


def test_each_change_that_is_to_come_is_said_the_soonest_first() -> None:
    ends = DIMMER.model_copy(
        update={"rank": Rank.PROFILE, "by": None, "in_s": 300, "asked": "main light 0 %"}
    )
    state = announced(DIMMER.model_copy(update={"by_itself": True}), WARMER, ends)
    first, second = leads_words(Thing.MAIN, state, Local(NOW))[:2]
    assert first.startswith("Tell them: dimmer in 4 min, main light 10 lux (staff, for a while")
    assert first.endswith("Say: the light goes down in five minutes.")
    assert second == "Tell them: dimmer in 5 min, main light 0 % (sensory profile)"


def test_a_main_light_whose_colour_can_be_set_says_which_it_has() -> None:
    coloured = theirs(HELD.model_copy(update={"main_kelvin": 2700}))
    main, night, _ = controls(coloured, Local(NOW))
    assert main.now.startswith("Main light 15 %, 2700 K")
    assert "K" not in night.now.split(" · ")[0]
    plain, *_ = controls(theirs(), Local(NOW))
    assert plain.now.startswith("Main light 15 % ·")


def test_what_was_taken_and_waits_is_not_shown_as_done() -> None:
    """The order in the fake room was for 20 lux."""
    twenty = DIMMER.model_copy(update={"asked": "main light 20 lux", "lux": 20.0})
    waits, *_ = controls(announced(twenty), Local(NOW))
    assert waits.journeys[0].words == "taken 02:11, begins once they could be told"
    another, *_ = controls(announced(DIMMER), Local(NOW))
    assert another.journeys[0].words == "done 02:11"
