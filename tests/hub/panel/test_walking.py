"""Where a radar can see, as people see it; walking a room, and signing for it, at the panel."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from httpx import Client

from hub.panel.body import Sight, body
from hub.panel.coverage import coverage, missing
from hub.panel.local import Local
from hub.panel.walk_words import walk_words
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from hub.walk_acts import AskWalk, EndCommissioning, SignWalk
from tests.hub.panel.night import (
    ASH_1,
    ASH_4,
    PIN,
    TWO_AM,
    FakeDesk,
    asked,
    authorised,
    began,
    empty,
    facts,
    heard,
    reached,
    says,
)
from tests.hub.panel.served import Browsing, served
from tests.hub.world import WALKED
from ward.commissioning import Phase, Radar, Spot, SpotSeen, WalkAsked, Walking, WalkStep
from ward.commissioning import Sight as Seen
from ward.units import minutes
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

LOCAL = Local(TWO_AM)
RATE = Rate(per_minute=14.2, quality=0.8)
WALK, API = "/rooms/ash/01/walk", "/api/v1/rooms/ash/01"
KO = {"by": "K.O.", "pin": PIN["st-03"]}
DONE = Walking(id=WALKED.id, phase=Phase.WALKED, spots=WALKED.spots, walked=WALKED)


def measured(
    said: Said = RATE, *, commissioned: bool = True, radar: Radar = WALKED.radar
) -> RoomState:
    state = facts(
        empty(ASH_4),
        began(ASH_4, TWO_AM - minutes(60)),
        authorised(ASH_4, TWO_AM - minutes(50), TWO_AM + minutes(60)),
    )
    state = says(heard(state, radar=radar), said, TWO_AM)
    return state if commissioned else replace(state, commissioning=None)


# -- what is shown, and what is withheld


@pytest.mark.hazard("H-31")
def test_a_rate_is_shown_of_a_commissioned_room_and_withheld_of_any_other() -> None:
    assert body(measured(), LOCAL).value == "14"
    for state in (
        measured(commissioned=False),
        measured(radar=WALKED.radar.model_copy(update={"serial": "S-2"})),
        unvouched(measured()),
    ):
        shown = body(state, LOCAL)
        assert shown.sight is Sight.NOT_COMMISSIONED
        assert shown.headline == "Not commissioned: numbers are not shown."
        assert (shown.value, shown.per_minute) == ("", None)
        assert shown.detail


def unvouched(state: RoomState) -> RoomState:
    vitals = {vital: replace(one, commissioned=False) for vital, one in state.vitals.items()}
    return replace(state, vitals=vitals)


@pytest.mark.hazard("H-12")
@pytest.mark.hazard("H-31")
def test_that_breathing_stopped_is_shown_whether_or_not_anybody_walked() -> None:
    stopped = NotBreathing(since=TWO_AM - minutes(1))
    assert body(measured(stopped, commissioned=False), LOCAL).sight is Sight.STOPPED
    doubted = body(measured(Doubted(doubt=Doubt.MOVING), commissioned=False), LOCAL)
    assert doubted.headline == "Cannot see: moving"


def test_why_no_number_is_shown_is_a_sentence() -> None:
    spots = tuple(one.model_copy(update={"sight": Seen.PRESENCE}) for one in WALKED.spots)
    blind = measured()
    assert blind.commissioning is not None
    walked = blind.commissioning.walked.model_copy(update={"spots": spots})
    at_bed = replace(blind, commissioning=blind.commissioning.model_copy(update={"walked": walked}))
    assert missing(measured()) == ""
    assert "No walk of this room holds" in missing(measured(commissioned=False))
    assert "no breathing at the bed" in missing(at_bed)
    assert "Another radar" in missing(measured(radar=Radar(kind="ld6002", board="x")))
    assert "not said yet" in missing(replace(measured(), health=None))


def test_the_plan_has_eight_spots_each_with_symbol_word_and_tone() -> None:
    shown = coverage(measured(), LOCAL)
    assert [one.spot for one in shown.marks] == list(Spot)
    looks = {(one.symbol, one.word, one.tone) for one in shown.marks}
    assert len(looks) == len({symbol for symbol, _, _ in looks}) == 3
    assert shown.blind.startswith("Cannot see: near left corner")
    assert "ensuite" in shown.blind
    assert shown.signed.startswith("Signed by")
    nobody = coverage(measured(commissioned=False), LOCAL)
    assert {one.word for one in nobody.marks} == {"not walked"}
    assert nobody.blind == "Where somebody inside cannot be seen is not known."


def test_a_simulated_walk_is_marked_as_one() -> None:
    state = measured()
    assert state.commissioning is not None
    radar = WALKED.radar.model_copy(update={"board": "simulated"})
    walked = WALKED.model_copy(update={"radar": radar})
    given = state.commissioning.model_copy(update={"walked": walked})
    shown = coverage(replace(state, commissioning=given), LOCAL)
    assert shown.is_simulated
    assert not coverage(state, LOCAL).is_simulated


# -- the walk in words


def walking(walk: Walking | None) -> RoomState:
    return heard(empty(ASH_1), walk=walk)


def test_the_walk_leads_from_the_empty_room_through_every_spot() -> None:
    first = walk_words(walking(None)).first
    assert first is not None
    assert first.step is WalkStep.BEGIN
    spots: tuple[SpotSeen, ...] = ()
    for spot in Spot:
        words = walk_words(walking(Walking(id="w", phase=Phase.BETWEEN, spots=spots)))
        assert words.first is not None
        assert (words.first.step, words.first.spot) == (WalkStep.STAND, spot)
        lacks = [one.spot for one in words.beside if one.step is WalkStep.LACKS]
        assert lacks == ([spot] if spot in (Spot.WINDOW, Spot.ENSUITE) else [])
        spots = (*spots, SpotSeen(spot=spot, sight=Seen.NOTHING))
    assert words.count == "7 of 8 spots"
    assert walk_words(walking(DONE)).signs == WALKED.id


def test_it_says_what_the_radar_sees_now_and_for_how_long_to_keep_still() -> None:
    walk = Walking(id="w", phase=Phase.AT_SPOT, spot=Spot.WINDOW, sees=Seen.PRESENCE, left_s=14)
    words = walk_words(walking(walk))
    assert words.headline == "Keep still: window"
    assert words.left == "14 s"
    assert words.sees[1] == "presence only"


def test_the_rooms_own_no_is_said() -> None:
    state = facts(
        walking(None),
        asked(ASH_1, TWO_AM, WalkAsked(step=WalkStep.BEGIN)),
        reached(ASH_1, TWO_AM, Progress.REFUSED, "somebody is confined here"),
    )
    assert walk_words(state).refused == "The room refused: somebody is confined here."
    confined = facts(walking(None), began(ASH_1, TWO_AM))
    assert walk_words(confined).first is None
    assert "Somebody is confined" in walk_words(confined).detail


# -- the page and the interface


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk(walking(None), measured())
    desk.stopped_at = TWO_AM
    return desk


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        yield client


def test_a_walk_is_walked_by_whoever_has_signed(web: Client, desk: FakeDesk) -> None:
    refused = web.post(WALK, data={"step": "begin"})
    assert refused.status_code == 303
    assert refused.headers["location"].startswith("/you?")
    assert not desk.acts
    web.post("/you", data=KO)
    begun = web.post(WALK, data={"step": "begin"})
    assert (begun.status_code, begun.headers["location"]) == (303, WALK)
    web.post(WALK, data={"step": "stand", "spot": "far left corner"})
    assert desk.acts == [
        AskWalk(ASH_1, WalkAsked(step=WalkStep.BEGIN), "st-03"),
        AskWalk(ASH_1, WalkAsked(step=WalkStep.STAND, spot=Spot.FAR_LEFT), "st-03"),
    ]


def test_signing_for_a_walk_takes_a_pin_each_time(web: Client, desk: FakeDesk) -> None:
    desk.set(walking(DONE))
    web.post("/you", data=KO)
    page = web.get(WALK).text
    assert f'form="sign-walk" name="walk" value="{WALKED.id}"' in page
    unsigned = web.post("/rooms/ash/01/commissioning", data={"walk": WALKED.id})
    assert unsigned.status_code == 401
    assert not desk.acts
    signed = web.post("/rooms/ash/01/commissioning", data={"walk": WALKED.id, "pin": KO["pin"]})
    assert signed.status_code == 303
    assert desk.acts == [SignWalk(ASH_1, WALKED.id, "st-03")]


def test_a_nurse_is_told_who_may_and_that_nothing_was_done(web: Client, desk: FakeDesk) -> None:
    desk.set(walking(DONE))
    as_mt = {"by": "M.T.", "pin": PIN["st-01"]}
    answer = web.post("/rooms/ash/01/commissioning", data={"walk": WALKED.id, **as_mt})
    assert answer.status_code == 409
    assert "may not commission a room" in answer.text
    assert not desk.acts
    back = web.post("/rooms/ash/01/commissioning/end", data={"why": "the bed was moved", **as_mt})
    assert back.status_code == 303
    assert desk.acts == [EndCommissioning(ASH_1, "st-01", "the bed was moved")]
    assert "Walk this room" in web.get("/rooms/ash/01").text


def test_programs_walk_by_the_same_interface(web: Client, desk: FakeDesk) -> None:
    assert web.post(f"{API}/walk", json={"step": "begin"}).status_code == 401
    assert web.post(f"{API}/walk", json={"step": "begin", **KO}).status_code == 204
    assert web.post(f"{API}/walk", json={"step": "fly", **KO}).status_code == 422
    desk.set(walking(DONE))
    assert web.get(API).json()["walk"]["phase"] == "walked"
    assert web.post(f"{API}/commissioning", json={"walk": "other", **KO}).status_code == 409
    assert web.post(f"{API}/commissioning", json={"walk": WALKED.id, **KO}).status_code == 204


@pytest.mark.hazard("H-31")
def test_programs_are_told_where_it_sees_and_get_no_withheld_number(
    web: Client, desk: FakeDesk
) -> None:
    room = "/api/v1/rooms/ash/04"
    whole = web.get(room).json()
    assert whole["breathing"]["per_minute"] == 14.2
    assert whole["coverage"]["shows_numbers"] is True
    assert "ensuite" in whole["coverage"]["blind"]
    desk.set(measured(commissioned=False))
    bare = web.get(room)
    assert bare.json()["breathing"]["per_minute"] is None
    assert bare.json()["coverage"]["blind"] is None
    assert "Not commissioned" in bare.json()["coverage"]["missing"]
    assert "14.2" not in bare.text
    desk.points = {Vital.BREATHING: [(TWO_AM - minutes(5), 14.0)]}
    page = web.get("/rooms/ash/04").text
    assert "after sedation. Not commissioned: numbers are not shown." in page
    assert "Breathing: 14" not in page
    assert "Not commissioned: numbers are not shown." in page
    assert "breaths a minute" not in page
