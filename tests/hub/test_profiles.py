"""What suits a person: signed, versioned, theirs alone, and never a punishment."""

from datetime import UTC

import pytest

from hub.acts import Ask, BeginEpisode, EndEpisode, MovePerson
from hub.panel.local import Local
from hub.panel.timeline import said
from hub.profile_acts import SignProfile
from hub.rooms.facts import Refused
from hub.rooms.order_facts import OrderAsked
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.state import RoomState
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, RP, World
from ward.authority import Authority
from ward.care import Care, Role, Staff
from ward.choices import OwnChoice
from ward.happenings import RoomSet
from ward.orders import (
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Order,
    Outcome,
    TemperatureAsked,
)
from ward.profile import Profile, Source
from ward.purpose import NEVER, NEVER_WORDS, Purpose
from ward.rank import Leading, Rank, Thing
from ward.rooms import RoomId
from ward.ward_default import DEFAULT
from ward.warmth import LIVED_MOST_C

OT = Staff(ref="st-08", initials="O.T.", role=Role.THERAPIST, badge="0488888888")
OWN = DEFAULT.model_copy(update={"temperature_c": 20.0, "helps": "the weighted blanket"})
DIM = LuxAsked(lamp=Lamp.MAIN, lux=20)


def a_ward() -> World:
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, OT)))
    ward.begins(ASH_4)
    return ward


def care(ward: World, room: RoomId = ASH_4) -> Care:
    cares = [one.message for one in ward.said if isinstance(one.message, Care)]
    return [one for one in cares if one.room == room][-1]


def signs(ward: World, profile: Profile = OWN, by: str = "K.O.", room: RoomId = ASH_4) -> None:
    ward.does(SignProfile(room, by, profile))


def asks(ward: World, asked: Asked, purpose: Purpose, *, done: bool = True) -> Order:
    ward.wait(1)
    ward.does(Ask(ASH_4, asked, "K.O.", purpose))
    order = [one.message for one in ward.said if isinstance(one.message, Order)][-1]
    ward.answers(ASH_4, order.id, Outcome.DONE if done else Outcome.REFUSED)
    return order


@pytest.mark.hazard("H-48")
def test_until_somebody_is_assessed_the_wards_default_holds_and_is_marked_as_one() -> None:
    ward = a_ward()
    profile = care(ward).profile
    assert profile.is_default
    assert profile.source is Source.WARD_DEFAULT
    assert profile.assessed_by == "ward default"


def test_what_an_assessor_signs_goes_to_the_room_with_its_version_and_since_when() -> None:
    ward = a_ward()
    signs(ward, by="O.T.")
    first = care(ward).profile
    assert (first.version, first.source, first.assessed_by) == (1, Source.ASSESSED, "O.T.")
    assert first.since == ward.now
    signs(ward, OWN.model_copy(update={"temperature_c": 22.0}))
    assert (care(ward).profile.version, care(ward).profile.temperature_c) == (2, 22)


@pytest.mark.hazard("H-48")
def test_who_may_not_assess_signs_nothing_and_it_is_on_record_that_they_tried() -> None:
    ward = a_ward()
    signs(ward, by="M.T.")
    assert care(ward).profile.is_default
    assert "M.T., nurse, may not sign a sensory profile" in ward.denied[-1]
    assert any(isinstance(fact, Refused) and fact.by == "M.T." for fact in ward.facts)


@pytest.mark.hazard("H-48")
def test_whoever_is_confined_next_does_not_get_the_profile_of_who_was_before() -> None:
    ward = a_ward()
    signs(ward)
    asks(ward, DIM, Purpose.PERSON)
    ward.visit(ASH_4)
    ward.does(EndEpisode(ASH_4, "K.O.", "calm"))
    assert care(ward).profile.is_default, "nobody is there whom it would suit"
    ward.begins(ASH_4, RP)
    assert care(ward).profile.is_default
    assert care(ward).choices == ()


def test_whoever_comes_back_finds_their_own_profile_again_after_a_restart_too() -> None:
    ward = a_ward()
    signs(ward)
    ward.visit(ASH_4)
    ward.does(EndEpisode(ASH_4, "K.O.", "calm"))
    ward.restart_hub()
    ward.begins(ASH_4, JT)
    assert care(ward).profile.helps == "the weighted blanket"


def test_nobody_confined_nothing_to_sign() -> None:
    ward = World()
    signs(ward)
    assert "No episode is running" in ward.denied[-1]


def test_it_goes_along_when_the_person_moves_with_what_they_chose() -> None:
    ward = a_ward()
    signs(ward)
    asks(ward, DIM, Purpose.PERSON)
    before = care(ward).profile
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    assert care(ward, ASH_1).profile == before
    assert care(ward).profile.is_default
    assert [one.asked for one in care(ward, ASH_1).choices] == [DIM]
    assert care(ward, ASH_4).choices == ()
    moved = [f for f in ward.facts if isinstance(f, ProfileSigned) and f.room == ASH_1]
    assert [(one.by, one.came_from) for one in moved] == [("K.O.", ASH_4)]


def test_a_choice_without_a_profile_moves_too() -> None:
    ward = a_ward()
    asks(ward, DIM, Purpose.PERSON)
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    assert care(ward, ASH_1).profile.is_default
    assert [one.asked for one in care(ward, ASH_1).choices] == [DIM]


# ---- orders in the profile's name, and for what they are asked ---------------------------------


def test_the_version_in_force_is_on_every_order() -> None:
    ward = a_ward()
    assert asks(ward, DIM, Purpose.CARE).profile_version == 1
    signs(ward)
    signs(ward)
    assert asks(ward, DIM, Purpose.CARE).profile_version == 2
    orders = [fact.order for fact in ward.facts if isinstance(fact, OrderAsked)]
    assert [one.profile_version for one in orders] == [1, 2]


@pytest.mark.hazard("H-47")
@pytest.mark.parametrize("purpose", sorted(NEVER))
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (TemperatureAsked(celsius=17), "17 °C"),
        (LightAsked(lamp=Lamp.MAIN, level=0), "main light 0 %"),
        (LuxAsked(lamp=Lamp.NIGHT, lux=100.25, kelvin=6500), "night light 100.25 lux at 6500 K"),
        (FullLightAsked(), "full light for an emergency"),
        (BackAsked(thing=Thing.NIGHT), "back to what suits the person, in night light"),
    ],
)
def test_light_and_warmth_are_never_a_consequence_or_a_reward(
    purpose: Purpose, asked: Asked, words: str
) -> None:
    """Refused in words; on record with who asked what as which; and nothing goes to the room."""
    ward = a_ward()
    ward.does(Ask(ASH_4, asked, "K.O.", purpose))
    assert ward.denied == [NEVER_WORDS]
    assert not [one for one in ward.said if isinstance(one.message, Order)]
    (refused,) = [fact for fact in ward.facts if isinstance(fact, Refused)]
    assert (refused.by, refused.action) == ("K.O.", f"{words}, {purpose}")
    shown = said(refused, RoomState(ASH_4, since=ward.now), Local(ward.now, UTC))
    assert shown == f"Refused: {NEVER_WORDS} (K.O.: {words}, {purpose})"


# ---- the person's own choices ------------------------------------------------------------------


@pytest.mark.hazard("H-46")
def test_only_what_was_done_for_the_person_is_their_choice_and_the_last_one_holds() -> None:
    ward = a_ward()
    asks(ward, LuxAsked(lamp=Lamp.MAIN, lux=300), Purpose.CARE)
    asks(ward, LuxAsked(lamp=Lamp.MAIN, lux=200), Purpose.PERSON, done=False)
    assert care(ward).choices == ()
    asks(ward, LuxAsked(lamp=Lamp.MAIN, lux=60), Purpose.PERSON)
    asks(ward, DIM, Purpose.PERSON)
    asks(ward, TemperatureAsked(celsius=22), Purpose.PERSON)
    assert [one.asked for one in care(ward).choices] == [DIM, TemperatureAsked(celsius=22)]
    asks(ward, BackAsked(), Purpose.CARE)
    assert len(care(ward).choices) == 2, (
        "staff give up what they asked, and not what the person did"
    )
    asks(ward, BackAsked(), Purpose.PERSON)
    assert care(ward).choices == ()


def test_of_a_warmth_that_may_not_last_what_the_room_did_goes_along_and_not_what_was_asked() -> (
    None
):
    ward = a_ward()
    asks(ward, TemperatureAsked(celsius=27), Purpose.PERSON)
    assert [one.asked for one in care(ward).choices] == [TemperatureAsked(celsius=LIVED_MOST_C)]


def test_what_they_chose_at_the_door_counts_the_same_and_an_older_word_changes_nothing() -> None:
    ward = a_ward()
    leading = Leading(thing=Thing.MAIN, rank=Rank.OWN, asked="main light 20 lux")
    ward.happens(ASH_4, RoomSet(leading=leading, chosen=OwnChoice(asked=DIM, at=ward.now)))
    assert [one.asked for one in care(ward).choices] == [DIM]
    before = OwnChoice(asked=LuxAsked(lamp=Lamp.MAIN, lux=90), at=ward.now.replace(hour=1))
    ward.happens(ASH_4, RoomSet(leading=leading, chosen=before))
    assert [one.asked for one in care(ward).choices] == [DIM]
    ward.wait(5)
    back = Leading(thing=Thing.MAIN, rank=Rank.DEFAULT, asked="main light 0 %")
    ward.happens(ASH_4, RoomSet(leading=back))
    assert care(ward).choices == ()


def test_a_profile_of_one_room_is_not_the_next_rooms() -> None:
    ward = a_ward()
    ward.does(BeginEpisode(ASH_1, RP, 15, Authority.CODE, "26.124", "K.O.", "risk"))
    signs(ward)
    assert not care(ward).profile.is_default
    assert care(ward, ASH_1).profile.is_default
