"""The door's page of light and warmth: what suits the person, whose word leads, what it is for."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.charge import Charge
from edge.door.form import FormError
from edge.door.room_asks import asked_of, purpose_of
from edge.door.steps import temperature_asked
from edge.door.suits import NOTHING, suits, to_be_told
from edge.door_view import DoorView
from edge.events import AskedAtDoor, Event, Follows
from tests.browser.suited import HELD, THEIRS
from tests.edge import night
from tests.edge.test_door import Room, with_screen
from tests.edge.test_waking import envelopes
from ward.envelope import HappeningBody
from ward.happenings import TurnedAway
from ward.orders import (
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Refusal,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.purpose import NEVER, NEVER_WORDS, Purpose
from ward.rank import Coming, Rank, Thing, Way
from ward.units import minutes
from ward.ward_default import DEFAULT
from ward.warmth import Warmth

LEVELS = HELD.model_copy(update={"leading": ()})


class Suited(Room):
    """A door whose person has a profile, with what its node holds the room to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Event] = []
        self.happened(night.arrived(night.care(2, suits=THEIRS, confinement=night.confined())))

    def view(self) -> DoorView:
        return replace(super().view(), in_force=HELD)

    def happened(self, what: Event) -> tuple[Follows, ...]:
        if isinstance(what, AskedAtDoor):
            self.asked.append(what)
        return super().happened(what)


@pytest.mark.parametrize(
    ("do", "asked"),
    [
        ("main darker", LuxAsked(lamp=Lamp.MAIN, lux=10)),
        ("main brighter", LuxAsked(lamp=Lamp.MAIN, lux=40)),
        ("night brighter", LuxAsked(lamp=Lamp.NIGHT, lux=2)),
        ("main 80 lux", LuxAsked(lamp=Lamp.MAIN, lux=80)),
        ("warmer", TemperatureAsked(celsius=20)),
        ("cooler", TemperatureAsked(celsius=19)),
        ("19.5 celsius", TemperatureAsked(celsius=19.5)),
        ("watch", WatchLightAsked()),
        ("full", FullLightAsked()),
        ("back main", BackAsked(thing=Thing.MAIN)),
        ("back night", BackAsked(thing=Thing.NIGHT)),
        ("back warmth", BackAsked(thing=Thing.WARMTH)),
    ],
)
def test_every_button_asks_one_thing(do: str, asked: Asked) -> None:
    assert asked_of({"do": do}, HELD) == asked


@pytest.mark.parametrize(("sense", "celsius"), [("warmer", 22.0), ("cooler", 19.0)])
def test_half_a_degree_warmer_is_warmer_than_the_room_is_measured(
    sense: str, celsius: float
) -> None:
    sunny = HELD.model_copy(update={"warmth": Warmth(celsius=21.4, least_c=18, most_c=24)})
    assert asked_of({"do": sense}, sunny) == TemperatureAsked(celsius=celsius)
    way = {"step": "up" if sense == "warmer" else "down"}
    assert temperature_asked(way, sunny) == TemperatureAsked(celsius=celsius)


def test_where_no_lux_is_held_a_step_is_one_of_its_level() -> None:
    assert asked_of({"do": "main brighter"}, LEVELS) == LightAsked(lamp=Lamp.MAIN, level=0.2)


@pytest.mark.parametrize(
    "do", ["", "dance", "back", "main 2000 lux", "main nan lux", "30 celsius", "main x lux", "main"]
)
def test_what_is_no_button_is_refused_in_words(do: str) -> None:
    with pytest.raises(FormError):
        asked_of({"do": do}, HELD)


@pytest.mark.hazard("H-45")
@given(st.lists(st.sampled_from(["warmer", "cooler"]), max_size=60))
def test_no_number_of_presses_leaves_the_hard_bounds(presses: list[str]) -> None:
    held = LEVELS
    for do in presses:
        asked = asked_of({"do": do}, held)
        assert isinstance(asked, TemperatureAsked)
        assert TEMPERATURE_LEAST_C <= asked.celsius <= TEMPERATURE_MOST_C
        held = held.model_copy(update={"temperature_c": asked.celsius})


@pytest.mark.hazard("H-47")
@pytest.mark.parametrize("purpose", sorted(NEVER))
def test_a_door_refuses_a_punishment_too_and_offers_none(purpose: str) -> None:
    room = Real()
    before = room.view().in_force.main_light

    async def ask(screen: httpx.AsyncClient) -> None:
        answer = await screen.post("/asked", data={"do": "main darker", "purpose": purpose})
        assert answer.status_code == 422
        assert NEVER_WORDS in answer.text
        page = (await screen.get("/room")).text
        assert f'value="{purpose}"' not in page
        assert "never a consequence or a reward" in page

    with_screen(room, ask)
    assert room.view().in_force.main_light == before
    told = [one.body.happening for one in envelopes(room.heard)
            if isinstance(one.body, HappeningBody)
            if isinstance(one.body.happening, TurnedAway)]  # fmt: skip
    assert [(one.refusal, one.purpose) for one in told] == [(Refusal.NEVER_SO, purpose)], (
        "on record"
    )
    with pytest.raises(FormError):
        purpose_of({"purpose": "because"})


def test_what_it_is_for_goes_along_and_stays_chosen() -> None:
    room = Suited()

    async def ask(screen: httpx.AsyncClient) -> None:
        sent = {"do": "main 20 lux", "purpose": Purpose.PERSON.value}
        answer = await screen.post("/asked", data=sent)
        if answer.status_code == 303:
            page = (await screen.get(answer.headers["location"])).text
            assert 'value="the person asked for it" id="purpose-2" checked' in page

    with_screen(room, ask)
    asked = LuxAsked(lamp=Lamp.MAIN, lux=20)
    assert room.asked == [AskedAtDoor(asked, Purpose.PERSON)]


def test_the_page_says_what_suits_them_and_whose_word_leads_without_a_hub() -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        page = (await screen.get("/room")).text
        for words in (
            "Morning 80 lux", "Evening 20 lux", "Night 2 lux", "Night 19.5 °C", "J.T. asked for it",
            "staff, for a while, K.O. until 02:27", "the person&#39;s own choice, J.T.",
            "sensory profile, version 3", "there in about 24 s", "keys on the door",
            "a word 5 min before", "Version 3, sensory assessment, by O.T.",
        ):  # fmt: skip
            assert words in page, words

    room = Suited()
    until = {"until": night.TWO_AM + minutes(27)}
    leading = (HELD.leading[0].model_copy(update=until), *HELD.leading[1:])
    room.view = _holding(room, leading)  # type: ignore[method-assign]
    with_screen(room, ask)


def _holding(room: Suited, leading: Any) -> Any:
    held = HELD.model_copy(update={"leading": leading})
    return lambda: replace(Room.view(room), in_force=held)


@pytest.mark.hazard("H-48")
def test_a_default_is_marked_at_the_door_and_no_profile_says_nothing() -> None:
    view = Suited().view()
    assert suits(replace(view, profile=DEFAULT), None).is_default
    assert "nobody has assessed" in suits(replace(view, profile=DEFAULT), None).mark
    assert suits(replace(view, profile=None), None) == NOTHING


# ---- what a door does not do, it says ----------------------------------------------------------


class Real(Room):
    """The same door, by what its node really holds."""

    def __init__(self) -> None:
        self.heard: list[Follows] = []
        super().__init__()
        self.happened(night.arrived(night.care(2, suits=THEIRS, confinement=night.confined())))
        self.second = 5.0

    def happened(self, what: Event) -> tuple[Follows, ...]:
        follows = super().happened(what)
        self.heard += follows
        return follows


@pytest.mark.hazard("H-45")
def test_brighter_than_their_night_is_refused_in_words_for_care_and_theirs_to_choose() -> None:
    room = Real()

    async def ask(screen: httpx.AsyncClient) -> None:
        care = {"do": "main 80 lux", "purpose": Purpose.CARE.value}
        answer = await screen.post("/asked", data=care)
        assert answer.status_code == 422
        assert "brighter than the person&#39;s night: take watch light for a look" in answer.text
        held = room.view().in_force
        assert held.leading[0].lux != 80
        assert "Not done: asked main light 80 lux" in (await screen.get("/")).text
        theirs = {"do": "main 80 lux", "purpose": Purpose.PERSON.value}
        assert (await screen.post("/asked", data=theirs)).status_code == 303
        assert "Not done" not in (await screen.get("/room")).text

    with_screen(room, ask)
    assert room.view().in_force.leading[0].lux == 80


def test_a_refusal_does_not_stay_for_whoever_comes_next() -> None:
    room = Real()
    room.happened(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=80)))
    assert room.view().turned_away
    room.second += 20
    assert not room.view().turned_away


def test_watch_light_at_the_door_leads_and_back_ends_it() -> None:
    room = Real()
    room.second += 300  # by then their night, which was announced, has begun

    async def ask(screen: httpx.AsyncClient) -> None:
        assert (await screen.post("/asked", data={"do": "watch"})).status_code == 303
        assert "watch light" in (await screen.get("/room")).text
        assert (await screen.post("/asked", data={"do": "back main"})).status_code == 303

    with_screen(room, ask)
    assert "watch" not in str(room.view().in_force.leading[0].rank)


def test_whose_word_leads_is_said_by_initials() -> None:
    charge = Charge()
    charge.keep(night.care())
    by_ref = HELD.leading[0].model_copy(update={"by": night.AMA.ref})
    stranger = HELD.leading[1].model_copy(update={"by": "s99"})
    named = charge.named(HELD.model_copy(update={"leading": (by_ref, stranger)}))
    assert [one.by for one in named.leading] == [night.AMA.initials, "s99"]


@pytest.mark.hazard("H-56")
def test_a_room_that_does_not_suit_them_says_so_at_the_door_with_the_hub_dead() -> None:
    door = Suited()
    wrong = Warmth(celsius=27.1, least_c=18.5, most_c=27.0, outside_s=960)
    view = replace(door.view(), in_force=HELD.model_copy(update={"warmth": wrong}))
    assert suits(view, None).warmth[0] == "! not 18.5 to 26 °C for 16 min"
    well = wrong.model_copy(update={"outside_s": None})
    view = replace(door.view(), in_force=HELD.model_copy(update={"warmth": well}))
    assert not suits(view, None).warmth[0].startswith("!")


@pytest.mark.hazard("H-57")
def test_what_is_to_come_is_announced_at_the_door_with_how_long_there_is_to_say_so() -> None:
    door = Suited()
    soon = Coming(
        thing=Thing.MAIN, way=Way.DIMMER, asked="main light 20 lux", rank=Rank.PROFILE, in_s=130
    )
    view = replace(door.view(), in_force=HELD.model_copy(update={"coming": (soon,)}))
    assert to_be_told(view) == "Tell them: in 2 min main light dimmer (20 lux)"
    assert not to_be_told(door.view())
    later = Coming(thing=Thing.WARMTH, way=Way.COOLER, asked="18.5 °C", rank=Rank.PROFILE, in_s=250)
    view = replace(door.view(), in_force=HELD.model_copy(update={"coming": (later, soon)}))
    assert to_be_told(view) == (
        "Tell them: in 2 min main light dimmer (20 lux); in 4 min warmth cooler (18.5 °C)"
    )
