"""The panel as programs and browsers meet it: pages, the JSON interface, and the gate."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from httpx import Client

from hub.acts import Ask, Authorise, BeginEpisode, Look, SetPlan
from hub.panel.behind import Behind
from hub.panel.glass import Glass
from hub.panel.local import LONDON
from hub.rooms.facts import How
from tests.hub.panel.night import (
    ASH_1,
    ASH_4,
    PIN,
    READS,
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
from ward.care import Scope
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.units import Span, minutes, seconds
from ward.vitals import Rate

ROOM = "/rooms/ash/04"
BEGIN = {
    "person_ref": "p-9",
    "initials": "aw",
    "every_min": "15",
    "authority": "Code of Practice",
    "source": "26.124",
    "why": "risk to others",
}
SIGNED = {"by": "K.O.", "pin": PIN["st-03"]}


@pytest.fixture
def desk() -> FakeDesk:
    confined = facts(
        empty(ASH_4),
        began(ASH_4, TWO_AM - minutes(60)),
        visited(ASH_4, TWO_AM - minutes(8)),
        authorised(ASH_4, TWO_AM - minutes(50), TWO_AM + minutes(60)),
    )
    confined = says(heard(confined, hardware=RECORDED), Rate(per_minute=14.2, quality=0.8), TWO_AM)
    desk = FakeDesk(heard(empty(ASH_1)), confined)
    desk.stopped_at = TWO_AM
    return desk


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        yield client


def as_ko(web: Client) -> Client:
    """Signed in this browser, as a nurse in charge does it."""
    answer = web.post("/you", data={"by": "K.O.", "pin": PIN["st-03"]})
    assert answer.status_code == 303, answer.text
    return web


# -- what is shown


def test_the_ward_page_says_whom_no_message_reaches(web, desk):
    assert "o teller is for" not in web.get("/").text
    desk.untold = ("no teller is for the duty senior of Ash 4: nobody is told",)
    said = "<b>No teller is for the duty senior of Ash 4: nobody is told</b>"
    assert said in web.get("/").text
    assert said in Glass(desk, LONDON).fragments(None)["handover"], "an open page loses it again"


def test_the_ward_page_says_since_when_a_series_database_is_not_reached(web, desk):
    assert "series database" not in web.get("/").text
    desk.behind = Behind(desk.now() - minutes(9), 12_400)
    said = "The series database is not reached since 02:05; 12,400 points wait. Rooms are watched"
    assert said in web.get("/").text
    assert said in Glass(desk, LONDON).fragments(None)["counters"], "an open page hears of it too"
    desk.behind = Behind(desk.now() - minutes(9), 12_400, 310)
    assert "12,400 points wait. 310 older ones were dropped." in web.get("/").text
    assert "310 older ones were dropped." in web.get("/api/v1/health").json()["behind"]


def test_the_ward_page_shows_every_room_most_urgent_first(web):
    page = web.get("/")
    assert page.status_code == 200
    assert re.findall(r'<article id="(tile-[a-z0-9-]+)"', page.text) == [
        "tile-ash-04",
        "tile-ash-01",
    ]
    assert "8 min ago" in page.text
    assert "Nobody is confined here" in page.text
    assert "Attune is not a certified medical device." in page.text


def test_a_room_page_shows_its_controls_its_timeline_and_how_a_spell_ends(web):
    page = web.get(ROOM).text
    for words in ("Main light", "Night light", "Warmth", "Timeline", "How a blank spell ends"):
        assert words in page
    assert f"Source: {RECORDED}" in page


def test_a_room_that_is_not_of_this_site_is_not_found(web):
    assert web.get("/rooms/oak/04").status_code == 404
    assert web.get("/rooms/ash/0x").status_code == 422
    assert web.get("/events?room=oak/04").status_code == 404
    assert web.get("/api/v1/rooms/oak/4").json()["refused"]


def test_the_rooms_are_a_json_list_with_ages_and_when_the_next_visit_is_due(web):
    rooms = web.get("/api/v1/rooms").json()
    assert [room["name"] for room in rooms] == ["ash/01", "ash/04"]
    ash_4 = rooms[1]
    assert ash_4["seen_at"] == "2026-11-23T02:06:07Z"
    assert (ash_4["due_at"], ash_4["overdue"]) == ("2026-11-23T02:21:07Z", False)
    assert ash_4["episode"]["person"] == "J.T."
    assert ash_4["breathing"]["per_minute"] == 14.2
    assert ash_4["source"] == RECORDED
    assert {(one["quantity"], one["age_s"]) for one in ash_4["readings"]} == {
        (str(quantity), 0.0) for quantity in READS
    }
    assert web.get("/api/v1/rooms/ash/4").json() == ash_4


def test_the_json_interface_keeps_a_stale_number_from_programs_too(web, desk):
    desk.stopped_at = TWO_AM + seconds(60)
    ash_4 = web.get("/api/v1/rooms/ash/4").json()
    assert ash_4["breathing"]["per_minute"] is None
    assert {(one["value"], one["absent"]) for one in ash_4["readings"]} == {(None, "stale")}
    assert ash_4["standing"]["door_open"] is None


def test_health_counts_what_was_turned_away_by_its_name(web, desk):
    health = web.get("/api/v1/health").json()
    assert health["broker_connected"] is True
    assert (health["rejections"]["torn"], health["rejections"]["oversized"]) == (2, 0)
    assert "1,204 messages heard, 2 turned away" in web.get("/").text
    assert web.get("/healthz").text == "ok"


def test_a_hub_without_its_broker_says_so_across_the_top(web, desk):
    assert "has lost its broker" not in web.get("/").text
    desk.broker_connected = False
    assert "The hub has lost its broker: nothing is heard from any room" in web.get("/").text


def test_a_hub_that_cannot_write_says_across_the_top_that_nothing_is_recorded(web, desk):
    assert "nothing is recorded" not in web.get("/").text
    desk.cannot_record = "the disk is full"
    for page in ("/", ROOM):
        assert "Attune cannot write to its disk: nothing is recorded." in web.get(page).text
    assert web.get("/api/v1/health").json()["cannot_record"] == "the disk is full"


def test_what_a_room_says_is_never_markup(web, desk):
    desk.set(heard(desk.state(ASH_4), hardware="<script>alert(1)</script>"))
    assert "<script>alert" not in web.get("/").text


# -- what is asked


def test_a_press_on_a_preset_asks_the_room_and_comes_back_to_it(web, desk):
    answer = as_ko(web).post(f"{ROOM}/orders", data={"lamp": "night", "level": "0.15"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ROOM}#light")
    assert desk.acts == [Ask(ASH_4, LightAsked(lamp=Lamp.NIGHT, level=0.15), "st-03")]


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"step": "0.5"}, TemperatureAsked(celsius=21.5)),
        ({"celsius": "24.0"}, TemperatureAsked(celsius=24)),
        ({"lamp": "night", "step": "-0.1"}, LightAsked(lamp=Lamp.NIGHT, level=0.2)),
        ({"lamp": "main", "step": "-0.1"}, LightAsked(lamp=Lamp.MAIN, level=0)),
    ],
)
def test_a_step_starts_from_what_the_room_is_held_to(web, desk, sent, asked):
    as_ko(web).post(f"{ROOM}/orders", data=sent)
    assert desk.acts == [Ask(ASH_4, asked, "st-03")]


def test_two_quick_steps_are_two_steps(web, desk):
    for _ in range(2):
        as_ko(web).post(f"{ROOM}/orders", data={"step": "0.5"})
    assert desk.acts[-1] == Ask(ASH_4, TemperatureAsked(celsius=22), "st-03")


def test_with_htmx_the_answer_is_the_control_and_its_journey(web):
    answer = as_ko(web).post(
        f"{ROOM}/orders", data={"celsius": "22.0"}, headers={"HX-Request": "true"}
    )
    assert answer.text.startswith('<div id="control-temperature"')
    assert "on its way" in answer.text


@pytest.mark.parametrize("sent", [{}, {"lamp": "sun"}, {"step": "lots"}, {"celsius": "nan"}])
def test_what_is_no_wish_is_refused_in_words_and_asks_nothing(web, desk, sent):
    answer = as_ko(web).post(f"{ROOM}/orders", data=sent)
    assert answer.status_code == 400
    assert "This was not done" in answer.text
    assert desk.acts == []


def test_an_episode_is_begun_by_form(web, desk):
    answer = web.post("/rooms/ash/01/episode", data=BEGIN | SIGNED)
    assert answer.status_code == 303
    (act,) = desk.acts
    assert isinstance(act, BeginEpisode)
    assert (act.person.initials, act.every_min, act.by) == ("A.W.", 15, "st-03")


def test_a_form_with_gaps_says_which_and_keeps_what_was_typed(web, desk):
    answer = as_ko(web).post("/rooms/ash/01/episode", data=BEGIN | {"every_min": "0", "why": " "})
    assert answer.status_code == 400
    assert "Minutes between observations must be a whole number from 1 to 240" in answer.text
    assert 'href="#begin-every_min"' in answer.text
    assert 'value="p-9"' in answer.text
    assert desk.acts == []


def test_a_denial_is_told_in_its_own_words(web, desk):
    answer = web.post(f"{ROOM}/episode", data=BEGIN | SIGNED)
    assert answer.status_code == 409
    assert "Ash 4 already has an episode, of J.T." in answer.text


def test_a_look_is_recorded_and_said_to_be_no_observation(web, desk):
    sent = {"how": "entry typed at the station", "said_to_be_at": "23:50", "words": "asleep"}
    answer = as_ko(web).post(f"{ROOM}/looks", data=sent)
    (act,) = desk.acts
    assert isinstance(act, Look)
    assert act.how is How.STATION
    assert act.said_to_be_at == TWO_AM.replace(day=22, hour=23, minute=50, second=0)
    page = web.get(answer.headers["location"]).text
    assert "Recorded. It is not an in-person observation." in page
    assert "8 min ago" in page


def test_an_authorisation_ends_by_itself_after_a_day(web, desk):
    asked = {"why": "sedated", "hours": "24", "view": "minds", "capacity": "best interests"}
    web.post(f"{ROOM}/authorisation", data=asked | {"scope": "breathing"} | SIGNED)
    web.post(f"{ROOM}/authorisation", data={"why": "objected", "hours": "0"} | SIGNED)
    until = TWO_AM + Span(hours=24)
    assert desk.acts == [
        Authorise(ASH_4, "st-03", "sedated", until, Scope.BREATHING, "minds", "best interests"),
        Authorise(ASH_4, "st-03", "objected", None),
    ]


@pytest.mark.parametrize("left_out", ["why", "view", "capacity"])
def test_an_authorisation_says_why_what_the_person_says_and_how_it_was_come_to(web, desk, left_out):
    asked = {"why": "sedated", "hours": "24", "view": "minds", "capacity": "best interests"}
    answer = web.post(f"{ROOM}/authorisation", data=asked | {left_out: ""} | SIGNED)
    assert answer.status_code == 400
    assert desk.acts == []


@pytest.mark.parametrize("where", [ROOM, f"/api/v1{ROOM}"])
def test_no_entry_at_the_station_can_be_an_observation(web, desk, where):
    due, seen_at = desk.state(ASH_4).watch.due_at, desk.state(ASH_4).seen.at
    said = {"words": "asleep, seen at 03:10"}
    sent: dict[str, Any] = {"json": said | SIGNED} if where != ROOM else {"data": said | SIGNED}
    answer = as_ko(web).post(f"{where}/observations", **sent)
    assert answer.status_code == 409
    assert "does not count as seen in person" in answer.text
    assert "hold your badge to the reader there, stay for at least 10 s" in answer.text
    state = desk.state(ASH_4)
    assert (state.watch.due_at, state.seen.at) == (due, seen_at)
    entry = state.recent[-1]
    assert (entry.fact, entry.how, entry.words) == ("looked remotely", How.STATION, said["words"])


@pytest.mark.parametrize("where", [ROOM, f"/api/v1{ROOM}"])
def test_whoever_has_not_signed_is_told_so_and_ends_nothing_either(web, desk, where):
    sent: dict[str, Any] = {"json": {}} if where != ROOM else {"data": {}}
    answer = web.post(f"{where}/observations", **sent)
    assert answer.status_code == 401
    assert desk.acts == []


def test_an_address_that_is_not_there_says_what_ends_a_spell(web):
    answer = as_ko(web).post(f"{ROOM}/seen", data={})
    assert answer.status_code == 404
    assert "nothing at the station ends a" in answer.text


# -- the same for programs


def test_programs_ask_as_people_do(web, desk):
    api = f"/api/v1{ROOM}"
    light = {"light": {"lamp": "main", "level": 0.3}} | SIGNED
    assert web.post(f"{api}/orders", json=light).json() == {"done": True, "but": ""}
    assert web.post(f"{api}/looks", json={"how": "CCTV"} | SIGNED).status_code == 200
    plan = {"every_min": 10, "authority": "local", "source": "care plan"} | SIGNED
    assert web.post(f"{api}/plan", json=plan).status_code == 200
    assert [type(act) for act in desk.acts] == [Ask, Look, SetPlan]


def test_a_denial_reaches_a_program_with_409_and_its_words(web, desk):
    desk.set(replace(desk.state(ASH_1), boot=None))
    answer = web.post("/api/v1/rooms/ash/01/orders", json={"temperature": 22} | SIGNED)
    assert answer.status_code == 409
    assert "has not been heard yet" in answer.json()["refused"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"temperature": 22, "light": {"lamp": "main", "level": 1}},
        {"light": {"lamp": "main", "level": 2}},
        {"temperature": 22, "pin": "1" * 65},
    ],
)
def test_a_malformed_order_is_refused_with_its_place(web, desk, sent):
    answer = web.post(f"/api/v1{ROOM}/orders", json=SIGNED | sent)
    assert (answer.status_code, desk.acts) == (422, [])
    assert answer.json()["problems"]


# -- the gate


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_page_of_another_site_cannot_act_here(web, desk, headers):
    answer = as_ko(web).post(f"{ROOM}/orders", data={"celsius": "22.0"}, headers=headers)
    assert (answer.status_code, desk.acts) == (403, [])


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "["]
)
def test_a_page_whose_name_points_here_can_neither_read_nor_act(web, desk, host):
    page = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    answer = as_ko(web).post(f"{ROOM}/orders", data={"celsius": "22.0"}, headers=page)
    assert (answer.status_code, desk.acts) == (403, [])
    assert web.get("/api/v1/rooms", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:8080"])
def test_this_machines_own_names_are_heard(web, host):
    assert web.get("/api/v1/rooms", headers={"Host": host}).status_code == 200


def test_our_own_page_can(web, desk):
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": str(web.base_url).rstrip("/")}
    as_ko(web).post(f"{ROOM}/orders", data={"celsius": "22.0"}, headers=headers)
    assert len(desk.acts) == 1


def test_a_flood_is_turned_away_unread(web, desk):
    assert web.post(f"{ROOM}/looks", data={"words": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_way_back_stays_on_this_site(web, back):
    answer = web.post("/theme", data={"theme": "day", "back": back})
    assert answer.headers["location"] == "/"


def test_every_answer_says_what_a_browser_may_do_with_it(web):
    for path in ("/", ROOM, "/you", "/static/signed.js", "/nowhere", "/api/v1/rooms"):
        policy = web.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")


def test_the_theme_is_the_nights_by_the_clock_and_the_days_by_hand(web):
    assert '<html lang="en" data-theme="night" data-theme-by="time">' in web.get("/").text
    web.post("/theme", data={"theme": "day"})
    assert '<html lang="en" data-theme="day" data-theme-by="hand">' in web.get("/").text
