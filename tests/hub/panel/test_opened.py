"""Opening a room's page with numbers on it, signed, is a look from afar; it counts as nothing."""

from collections.abc import Iterator

import pytest
from httpx import Client

from hub.acts import Look
from hub.panel.opened import SAME_LOOK
from hub.privacy_acts import PanelLook
from hub.rooms.facts import How, LookedRemotely
from hub.rules.words import looked_remotely
from tests.hub.panel.night import (
    ASH_1,
    ASH_4,
    PIN,
    RECORDED,
    TWO_AM,
    FakeDesk,
    authorised,
    began,
    empty,
    facts,
    heard,
    says,
    visited,
)
from tests.hub.panel.served import Browsing, served
from tests.hub.world import World
from ward.units import Instant, minutes, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

ROOM = "/rooms/ash/04"
LATER = TWO_AM + minutes(600)
RATE = Rate(per_minute=14.2, quality=0.8)


def a_desk(said: Said = RATE, *, until: Instant = LATER) -> FakeDesk:
    confined = facts(
        empty(ASH_4),
        began(ASH_4, TWO_AM - minutes(60)),
        visited(ASH_4, TWO_AM - minutes(8)),
        authorised(ASH_4, TWO_AM - minutes(50), until),
    )
    confined = says(heard(confined, hardware=RECORDED), said, TWO_AM)
    desk = FakeDesk(heard(empty(ASH_1)), confined)
    desk.stopped_at = TWO_AM
    return desk


@pytest.fixture
def desk() -> FakeDesk:
    return a_desk()


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        yield client


def signed(web: Client, who: str = "K.O.") -> Client:
    ref = {"K.O.": "st-03", "M.T.": "st-01"}[who]
    assert web.post("/you", data={"by": who, "pin": PIN[ref]}).status_code == 303
    return web


def opened(desk: FakeDesk, page: str = ROOM, who: str = "K.O.") -> list[PanelLook]:
    """What is counted when somebody signed opens this page once."""
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        assert signed(client, who).get(page).status_code == 200
    return [act for act in desk.acts if isinstance(act, PanelLook)]


@pytest.mark.hazard("H-02")
def test_a_page_with_numbers_that_somebody_signed_opened_is_a_look_and_counts_as_nothing(web, desk):
    due, seen_at = desk.state(ASH_4).watch.due_at, desk.state(ASH_4).seen.at
    page = signed(web).get(ROOM)
    assert '<span class="body__value">14</span>' in page.text
    state = desk.state(ASH_4)
    (look,) = state.looks
    assert (look.how, look.by, look.words) == (How.VITALS, "st-03", "")
    assert (state.watch.due_at, state.seen.at) == (due, seen_at)
    assert looked_remotely(state) == "One look at the vital signs: this does not count"
    assert "One look at the vital signs: this does not count" in web.get(ROOM).text


def test_it_is_written_down_with_the_screen_on_which_it_was(web, desk):
    signed(web).get(ROOM)
    fact = next(one for one in desk.state(ASH_4).recent if isinstance(one, LookedRemotely))
    assert fact.device == "a browser, this machine"


def test_whoever_is_not_signed_is_nobody_who_looked(web, desk):
    web.get(ROOM)
    assert desk.acts == []


def test_the_ward_page_is_no_look_into_a_room(web, desk):
    signed(web).get("/")
    assert desk.acts == []


@pytest.mark.parametrize(
    "desk",
    [
        a_desk(until=TWO_AM - minutes(1)),
        a_desk(Doubted(doubt=Doubt.MOVING)),
    ],
    ids=["not authorised", "a doubt"],
)
def test_a_page_without_a_number_is_no_look(desk):
    assert opened(desk) == []


def test_that_nobody_is_seen_to_breathe_is_a_look_too():
    assert len(opened(a_desk(NotBreathing(since=TWO_AM - seconds(25))))) == 1


def test_the_curve_of_the_last_hour_is_numbers_too():
    desk = a_desk(Doubted(doubt=Doubt.MOVING))
    desk.points = {Vital.BREATHING: [(TWO_AM - minutes(20), 13.0), (TWO_AM - minutes(19), 14.0)]}
    assert len(opened(desk)) == 1


def test_the_same_person_in_the_same_room_looks_once_in_five_minutes(web, desk):
    signed(web)
    for _ in range(4):
        web.get(ROOM)
    assert desk.state(ASH_4).looks_count == 1
    desk.stopped_at = TWO_AM + SAME_LOOK
    desk.set(says(heard(desk.state(ASH_4), desk.now()), RATE, desk.now()))
    signed(web).get(ROOM)
    assert desk.state(ASH_4).looks_count == 2


def test_somebody_else_looks_for_themselves(web, desk):
    signed(web).get(ROOM)
    signed(web, "M.T.").get(ROOM)
    assert [look.by for look in desk.state(ASH_4).looks] == ["st-03", "st-01"]


def test_a_look_that_was_typed_as_cctv_does_not_stand_for_one_at_the_numbers(web, desk):
    signed(web).post(f"{ROOM}/looks", data={"how": How.CCTV.value})
    web.get(ROOM)
    assert [type(act) for act in desk.acts] == [Look, PanelLook]


def test_after_a_clock_that_was_set_back_a_look_counts_at_once(web, desk):
    signed(web).get(ROOM)
    desk.stopped_at = TWO_AM - minutes(60)
    desk.set(says(heard(desk.state(ASH_4), desk.now()), RATE, desk.now()))
    signed(web).get(ROOM)
    assert desk.state(ASH_4).looks_count == 2


def test_a_page_that_cannot_be_counted_is_shown_all_the_same(web, desk, monkeypatch):
    async def cannot(_act: object) -> list[str]:
        return ["The disk is full"]

    signed(web)
    monkeypatch.setattr(desk, "do", cannot)
    assert web.get(ROOM).status_code == 200


@pytest.mark.hazard("H-02")
def test_nobody_is_refused_a_look_that_was_taken_and_no_number_of_them_ends_a_spell():
    ward = World()
    ward.begins(ASH_4, every_min=1)
    for _ in range(9):
        ward.does(PanelLook(ASH_4, "nobody of this ward"))
        ward.wait(10)
    watch = ward.state(ASH_4).watch
    assert watch is not None
    assert watch.overdue(ward.now)
    words = "9 looks at the vital signs: these do not count"
    assert looked_remotely(ward.state(ASH_4)) == words
    shown = ward.state(ASH_4).showing("blank spell")
    assert shown is not None
    assert ward.state(ASH_1).looks_count == 0
