"""Where somebody is who is out, when staff last talked with them, and what the forms take."""

from datetime import datetime

import pytest
from httpx import get
from pydantic import ValidationError

from hub.acts import MovePerson
from hub.panel.absences import out_notes, talk_due_since, talk_notes
from hub.panel.asks import BeginAsked, MoveAsked
from hub.panel.local import LONDON, Local
from hub.panel.offered import other_rooms
from hub.privacy_acts import Object
from hub.rooms.privacy_facts import Watching
from tests.hub.deeds import OPENED, does_at_door, leaves, opens, out_to
from tests.hub.panel.night import FakeDesk
from tests.hub.panel.served import served
from tests.hub.world import ASH_1, ASH_4, World
from ward.care import Cover
from ward.deeds import Outing, Talked
from ward.happenings import Place, PresenceMoved
from ward.kinds import Kind, Part

NOON = datetime.fromisoformat("2026-11-23T12:00:00+00:00")


def confined() -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    opens(ward, ASH_4)
    return ward


def local(ward: World) -> Local:
    return Local(ward.now, LONDON)


def test_a_tile_says_where_somebody_is_and_by_when_they_must_be_back() -> None:
    ward = confined()
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    ward.wait(120)
    (note,) = out_notes(ward.state(ASH_4), local(ward))
    assert note == "In the garden for 2 min, with M.T. · to be back by 02:30."
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.wait(2)
    (note,) = out_notes(ward.state(ASH_4), local(ward))
    assert note.startswith("Said to be in the garden, but somebody is inside")


@pytest.mark.hazard("H-06")
def test_a_talk_through_the_open_door_is_counted_and_moves_no_watch() -> None:
    ward = confined()
    before = ward.state(ASH_4).watch
    does_at_door(ward, ASH_4, Talked())  # shorter than a minute
    assert ward.state(ASH_4).talks.count == 0
    longer = OPENED.model_copy(update={"stayed_s": 75})
    shut = longer.model_copy(update={"door_opened": False})
    nobodys = longer.model_copy(update={"by": None})
    for evidence in (longer, shut, nobodys):
        does_at_door(ward, ASH_4, Talked(), evidence=evidence)
    assert ward.state(ASH_4).talks.count == 1
    assert ward.state(ASH_4).watch == before
    (note,) = talk_notes(ward.state(ASH_4), local(ward))
    assert note == "Open door: one talk, the last just now, by M.T."


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("10:30", "12:00", None),
        ("09:30", "12:00", "11:30"),
        ("02:00", "09:59", None),
        ("02:00", "10:01", "10:00"),
        ("19:00", "22:30", None),
        ("05:00", "07:30", None),
    ],
)
def test_a_talk_is_due_after_two_waking_hours_and_never_at_night(
    last: str, now: str, due: str | None
) -> None:
    def of_day(clock: str) -> datetime:
        hour, minute = map(int, clock.split(":"))
        return NOON.replace(hour=hour, minute=minute)

    since = talk_due_since(of_day(last), Local(of_day(now), LONDON))
    assert (since and f"{since:%H:%M}") == due


def test_a_kind_brings_its_plan_and_a_plan_that_is_said_holds() -> None:
    asked = BeginAsked.model_validate(
        {"person_ref": "p-1", "initials": "J.T.", "why": "x", "kind": "seclusion",
         "senior_nurse": "st-01", "duty_doctor": "st-09"}
    )  # fmt: skip
    act = asked.act(ASH_4, NOON)
    assert (act.kind, act.every_min, act.cover) == (Kind.SECLUSION, 15, Cover.SIGHT_AND_SOUND)
    assert [one.part for one in act.deciders] == [Part.SENIOR_NURSE, Part.DUTY_DOCTOR]
    with pytest.raises(ValidationError):
        BeginAsked.model_validate({"person_ref": "p-1", "initials": "J.T.", "why": "x"})


def test_a_room_to_move_to_is_named_as_on_the_wire() -> None:
    act = MoveAsked(to="ash/01", why="x", by="K.O.").act(ASH_4, NOON)
    assert act == MovePerson(ASH_4, ASH_1, "K.O.", "x")
    with pytest.raises(ValidationError):
        MoveAsked(to="nowhere", why="x")


def test_a_room_that_can_take_nobody_now_says_why_before_somebody_types_a_pin() -> None:
    ward = confined()
    ward.alive.discard(ASH_1)
    ward.wait(40)
    states = [ward.state(room) for room in (ASH_1, ASH_4)]
    (silent,) = other_rooms(ASH_4, states, ward.now)
    assert silent["hint"] == {
        "text": "Not now. Nothing is heard from Ash 1: nobody would be watched there"
    }
    (taken,) = other_rooms(ASH_1, states, ward.now)
    assert taken["hint"] == {"text": "Not now. Ash 4 already has an episode, of J.T."}
    assert (taken["value"], taken["text"]) == ("ash/04", "Ash 4")
    free = World()
    free.begins(ASH_4)
    free.wait(6)
    assert other_rooms(ASH_4, [free.state(ASH_1)], free.now) == [
        {"value": "ash/01", "text": "Ash 1"}
    ]


def test_whoever_reviews_how_somebody_is_watched_reads_there_what_they_said() -> None:
    ward = confined()
    ward.does(Object(ASH_4, Watching.CCTV, "K.O.", "you are all looking at me"))
    desk = FakeDesk(ward.state(ASH_1), ward.state(ASH_4))
    desk.stopped_at = ward.now
    with served(desk) as panel:
        page = get(f"{panel.url}/rooms/ash/04").text
    form = page.split('id="privacy"')[1].split("</form>")[0]
    assert "Objects to CCTV since" in form
    assert "you are all looking at me" in form
