"""The door unit's page: what stands on it, what it takes, and whom it turns away."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.door import stream
from edge.door.app import Door
from edge.door.deeds import ESCORTS, OUTINGS
from edge.door.form import QUESTIONS, FormError, content_of
from edge.door.glass import RING, Glass, State, glass, is_night
from edge.door.mode_form import AGO_MIN, DRUGS, ROUTES
from edge.door.stream import event
from edge.door.words import ago, span
from edge.door_view import DoorView
from edge.events import BadgeSensed, Connected, Event, Follows, Measured, PresenceSensed
from edge.node import Node
from tests.edge import night
from ward.grading import Grade
from ward.happenings import Place
from ward.observations import Awareness, Content
from ward.readings import Missing, Quantity, Reading

BST = timezone(timedelta(hours=1))
HERE = "http://127.0.0.1:8181"
COMPLETE = {
    "awareness": "asleep",
    "rousable": "to-voice",
    "breathing": "easy",
    "colour": "usual",
    "position": "on-side",
    "mood": "calm",
    "could_end": "not-yet",
}


class Room:
    """A real node with a clock that a test turns."""

    def __init__(self) -> None:
        self.second = 0.0
        self.node = Node(night.ASH_4, night.BOOT, "1", "test", night.FITTED, night.at(0))
        self.happened(Connected())
        self.happened(night.arrived(night.care(confinement=night.confined())))
        self.happened(Measured((Reading(quantity=Quantity.LIGHT, sensor="x", value=4.2),)))

    def view(self) -> DoorView:
        return self.node.door(night.at(self.second))

    def happened(self, what: Event) -> tuple[Follows, ...]:
        follows = self.node.feed(what, night.at(self.second))
        self.node.tick(night.at(self.second))
        return follows

    def visit(self, stay_s: float = 30) -> None:
        self.happened(PresenceSensed(Place.DOORSIDE, True))
        self.happened(BadgeSensed(night.AMAS_CARD))
        self.second += stay_s


Ask = Callable[[httpx.AsyncClient], Coroutine[Any, Any, None]]


def with_screen(room: Room, ask: Ask) -> None:
    async def story() -> None:
        door = Door(room, asyncio.Event(), UTC)
        transport = httpx.ASGITransport(app=door.app("127.0.0.1"))
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as screen:
            await ask(screen)

    asyncio.run(story())


# ---- what stands on the glass ----------------------------------------------------------------


def shown(second: float, **changed: Any) -> Glass:
    room = Room()
    room.second = second
    return glass(replace(room.view(), **changed), UTC)


@pytest.mark.hazard("H-01")
def test_before_somebody_is_due_the_timer_says_that_it_is_soon() -> None:
    seen = {"seen_at": night.wall(0), "due_at": night.wall(900), "soon_at": night.wall(700)}
    assert shown(699, **seen).timer.state is State.IN_TIME
    timer = shown(700, **seen).timer
    assert (timer.state, timer.mark) == (State.SOON, "!")
    assert timer.under == "! due soon, by 02:15 · every 15 min (Code of Practice)"


def test_the_timer_says_how_long_ago_and_by_when_the_next() -> None:
    seen = {"seen_at": night.wall(0), "seen_by": "K.O.", "due_at": night.wall(900)}
    timer = shown(480, **seen).timer
    assert timer.state is State.IN_TIME
    assert timer.label == "Seen in person, by K.O."
    assert timer.big == "8 min ago"
    assert timer.under == "next by 02:15 · every 15 min (Code of Practice)"
    assert timer.filled == round(RING * 480 / 900)


def test_overdue_is_said_in_a_mark_and_words_and_not_in_colour_alone() -> None:
    seen = {"seen_at": night.wall(0), "seen_by": "K.O.", "due_at": night.wall(900)}
    timer = shown(900 + 240, **seen).timer
    assert timer.state is State.OVERDUE
    assert timer.under.startswith("!! overdue by 4 min · was due by 02:15")
    assert timer.filled == RING
    assert shown(900, **seen).timer.under.startswith("!! due now")


def test_a_person_whom_nobody_has_seen_yet_is_not_shown_as_seen() -> None:
    timer = shown(300, seen_at=None, seen_by=None).timer
    assert timer.label == "Not yet seen in person"
    assert timer.big == "for 5 min"
    assert "ago" not in timer.big


def test_with_nobody_confined_nobody_is_due() -> None:
    timer = shown(300, seen_at=None, due_at=None, confinement=None).timer
    assert (timer.state, timer.big, timer.filled) == (State.IDLE, "not known", 0)


@pytest.mark.parametrize(
    ("linked", "silent_s", "says"),
    [
        (False, None, "no link · this door works alone"),
        (False, 3.0, "no link · this door works alone"),
        (True, None, "hub not heard yet"),
        (True, 3.0, "hub linked"),
        (True, 65.0, "hub silent for 1 min"),
    ],
)
def test_the_link_is_said_in_words(linked: bool, silent_s: float | None, says: str) -> None:
    head = shown(300, linked=linked, hub_silent_s=silent_s).head
    assert head.link == says
    assert head.linked == (says == "hub linked")


def test_a_sensor_without_a_number_says_so_and_the_wish_stays_beside_it() -> None:
    control = shown(10, temperature_c=Missing.SENSOR_LOST).temperature
    assert control.measured == "cannot see: sensor lost"
    assert control.asked.startswith("asked 21 °C")


def test_times_on_the_glass_are_those_of_the_wards_own_wall() -> None:
    view = replace(Room().view(), due_at=night.wall(900))
    assert "03:15" in glass(view, BST).timer.under


@pytest.mark.parametrize(("hour", "night_then"), [(6, True), (7, False), (19, False), (20, True)])
def test_night_is_from_eight_to_seven(hour: int, night_then: bool) -> None:
    assert is_night(datetime(2026, 11, 23, hour, 59, tzinfo=UTC), UTC) == night_then
    assert is_night(datetime(2026, 11, 23, hour - 1, 59, tzinfo=UTC), BST) == night_then


@given(st.floats(0, 1e7))
def test_a_span_never_says_less_than_half_of_itself(seconds_gone: float) -> None:
    unit_s = {"min": 60, "h": 3600, "days": 86_400}
    words = span(seconds_gone).split()
    if words[0] == "less":
        assert seconds_gone < 60
        return
    said_s = sum(int(n) * unit_s[u] for n, u in zip(words[::2], words[1::2], strict=True))
    assert said_s <= seconds_gone < said_s * 2


def test_a_moment_ago_is_just_now() -> None:
    assert (ago(59), ago(60), span(4000), span(112_000)) == (
        "just now",
        "1 min ago",
        "1 h 6 min",
        "31 h",
    )


# ---- the form ----------------------------------------------------------------------------


def test_every_answer_of_the_form_can_be_recorded_and_no_question_lacks_one() -> None:
    for question in QUESTIONS:
        field = Content.model_fields[question.field]
        for answer, words in question.answers:
            assert words
            content = content_of({"awareness": "asleep", question.field: answer.value})
            assert getattr(content, question.field) is answer
        assert field.default is None
    assert {q.field for q in QUESTIONS} | {"said"} == Content.model_fields.keys()


def test_eight_taps_are_enough_for_the_longest_record() -> None:
    assert len(QUESTIONS) + 1 <= 8


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Nothing was answered"),
        ({"awareness": "  "}, "Nothing was answered"),
        ({"awareness": "sleepy"}, "expected one of awake, asleep, drowsy, cannot-tell"),
        ({"temper": "calm"}, "no question 'temper'"),
        ({"said": "x" * 501}, "longer than 500"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_a_sentence(
    fields: dict[str, str], says: str
) -> None:
    with pytest.raises(FormError, match=says):
        content_of(fields)


def test_somebody_awake_is_not_asked_to_be_roused() -> None:
    content = content_of({"awareness": "awake", "rousable": "to-voice"})
    assert content == Content(awareness=Awareness.AWAKE)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=600), max_size=9))
def test_whatever_is_sent_is_taken_or_refused_in_words(fields: dict[str, str]) -> None:
    assert taken_or_refused(fields).endswith(".")


def taken_or_refused(fields: dict[str, str]) -> str:
    try:
        return f"{content_of(fields)}."
    except FormError as refused:
        return str(refused)


# ---- what the routes do ------------------------------------------------------------------


def test_the_page_offers_every_answer_and_chooses_none() -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        page = (await screen.get("/")).text
        page += (await screen.get("/out")).text
        asked = (*(q.answers for q in QUESTIONS), OUTINGS, ESCORTS, DRUGS, ROUTES, AGO_MIN)
        assert page.count('type="radio"') == sum(map(len, asked))
        assert "checked" not in page
        assert "J.T." in page
        assert "Say who you are before you open the door." in page
        assert "Show your badge first" in page
        assert "Not a certified medical device" in page
        assert "http" not in page.replace("http-equiv", "")  # nothing is asked of another host

    with_screen(Room(), ask)


def test_a_whole_visit_is_recorded_and_said_to_count() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        room.visit()
        assert "Record what I saw · A.O." in (await screen.get("/")).text
        answer = await screen.post("/observations", data=COMPLETE)
        assert (answer.status_code, answer.headers["location"]) == (303, "/recorded")
        page = (await screen.get("/recorded")).text
        assert "✓ Recorded. Seen in person." in page
        assert "just now" in page
        after = (await screen.get("/")).text
        assert "checked" not in after  # the last answers are never offered again

    with_screen(room, ask)


def test_a_record_that_does_not_count_says_what_is_missing() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        room.visit(stay_s=2)
        sent = {**COMPLETE, "breathing": "not-seen"}
        await screen.post("/observations", data=sent)
        page = (await screen.get("/recorded")).text
        assert "does not count as seen in person" in page
        assert "a stay of at least 10 s" in page
        assert "breathing, seen or heard" in page
        assert "badge of known staff" not in page

    with_screen(room, ask)


def test_a_screen_that_asks_for_json_gets_the_verdict_and_no_badge_number() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        room.visit()
        json = {"accept": "application/json"}
        made = (await screen.post("/observations", data=COMPLETE, headers=json)).json()["recorded"]
        assert (made["grade"], made["ends_spell"], made["missing"]) == ("full", True, [])
        told = await screen.get("/api/v1/door")
        assert told.json()["seen_by"] == "A.O."
        assert told.json()["light_lux"] == 4.2
        assert told.json()["temperature_c"] is None
        assert told.json()["temperature_c_missing"]
        assert night.AMAS_CARD not in told.text

    with_screen(room, ask)


@pytest.mark.hazard("H-25")
def test_the_door_knows_initials_and_no_name_and_can_neither_see_nor_hear() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        room.visit()
        page = await screen.get("/")
        assert "J.T." in page.text
        assert "A.O." in page.text
        for reference in ("p1", night.AMAS_CARD):
            assert f">{reference}<" not in page.text
            assert f'"{reference}"' not in (await screen.get("/api/v1/door")).text
        policy = page.headers["permissions-policy"]
        assert "camera=()" in policy
        assert "microphone=()" in policy

    with_screen(room, ask)


def test_light_and_temperature_go_by_steps_from_what_is_in_force() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        force = room.view().in_force
        assert (force.main_light, force.night_light, force.temperature_c) == (0.4, 0.1, 21.0)
        await screen.post("/light", data={"lamp": "main", "step": "up"})
        await screen.post("/light", data={"lamp": "night", "step": "down"})
        answer = await screen.post("/temperature", data={"step": "up"})
        assert answer.status_code == 303
        force = room.view().in_force
        assert (force.main_light, force.night_light) == (0.5, 0.05)
        assert force.temperature_c == 21.5
        for _ in range(30):
            await screen.post("/temperature", data={"step": "up"})
            await screen.post("/light", data={"lamp": "main", "step": "down"})
        assert room.view().in_force.temperature_c == 28.0  # the hard bound
        assert room.view().in_force.main_light == 0.0
        part = await screen.post("/light", data={"level": "0.3"}, headers={"hx-request": "true"})
        assert "30 %" in part.text
        assert "<html" not in part.text

    with_screen(room, ask)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/light", {"lamp": "ceiling", "step": "up"}),
        ("/light", {"lamp": "main"}),
        ("/light", {"level": "1.5"}),
        ("/light", {"level": "nan"}),
        ("/temperature", {"celsius": "29"}),
        ("/temperature", {"celsius": "warm"}),
        ("/temperature", {"step": "sideways"}),
        ("/observations", {"awareness": "sleepy"}),
        ("/theme", {"theme": "pink"}),
    ],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(
    path: str, fields: dict[str, str]
) -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        before = room.view()
        page = await screen.post(path, data=fields)
        assert page.status_code == 422
        assert "Back to the door" in page.text
        answer = await screen.post(path, data=fields, headers={"accept": "application/json"})
        assert answer.status_code == 422
        assert answer.json()["error"].endswith(".")
        assert room.view() == before

    with_screen(room, ask)


@pytest.mark.parametrize("body", [b"x" * 20_000, b"\xff\xfe", b"&".join([b"a=b"] * 99)])
def test_a_body_that_is_no_form_is_refused(body: bytes) -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        assert (await screen.post("/observations", content=body)).status_code == 422

    with_screen(Room(), ask)


def test_day_or_night_by_hand_is_remembered_and_set_before_anything_is_drawn() -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        assert 'data-theme="night"' in (await screen.get("/")).text  # it is two in the morning
        changed = await screen.post("/theme", data={"theme": "day"}, headers={"hx-request": "true"})
        assert (changed.status_code, changed.headers["hx-trigger"]) == (204, '{"theme": "day"}')
        assert 'data-theme="day"' in (await screen.get("/")).text

    with_screen(Room(), ask)


# ---- who is turned away ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),  # no browser at all
        ({"origin": HERE}, 303),
        ({"sec-fetch-site": "same-origin", "origin": HERE}, 303),
        ({"sec-fetch-site": "cross-site", "origin": HERE}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "rebound.example"}, 403),
        ({"host": "rebound.example", "origin": "http://rebound.example"}, 403),
        ({"host": "localhost:8181"}, 303),
    ],
)
def test_only_this_doors_own_page_may_record(headers: dict[str, str], status: int) -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        answer = await screen.post("/observations", data=COMPLETE, headers=headers)
        assert answer.status_code == status
        assert (room.view().last_recorded is not None) == (status == 303)

    with_screen(room, ask)


def test_a_page_under_another_name_is_not_shown_either() -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        assert (await screen.get("/api/v1/door", headers={"host": "x.example"})).status_code == 403

    with_screen(Room(), ask)


@pytest.mark.parametrize("path", ["/", "/api/v1/door", "/static/door.js", "/nowhere", "/recorded"])
def test_every_answer_forbids_whatever_is_not_from_here(path: str) -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        headers = (await screen.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert (headers["cache-control"] == "no-store") == (not path.startswith("/static"))

    with_screen(Room(), ask)


def test_what_is_in_the_care_document_is_shown_as_words_and_never_run() -> None:
    room = Room()
    evil = "<script>alert(1)</script>"
    view = replace(
        room.view(), profile=night.profile().model_copy(update={"how_to_be_with_me": evil})
    )
    room.view = lambda: view  # type: ignore[method-assign]  # a view of our own

    async def ask(screen: httpx.AsyncClient) -> None:
        page = (await screen.get("/")).text
        assert evil not in page
        assert "&lt;script&gt;" in page

    with_screen(room, ask)


# ---- the stream --------------------------------------------------------------------------


def heard_by_a_screen(room: Room, turns: list[Callable[[], None]]) -> list[str]:
    """What a stream says at first, and after each turn of events."""

    async def story() -> list[str]:
        door = Door(room, asyncio.Event(), UTC)
        watching = door.streams.watch()
        said = [await anext(watching), await anext(watching)]
        for turn in turns:
            turn()
            said.append(await anext(watching))
        await watching.aclose()
        assert door.streams.watching == 0
        return said

    return asyncio.run(story())


@pytest.fixture
def quick_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LOOK_EVERY_S", 0.001)
    monkeypatch.setattr(stream, "LOOKS_TO_A_BEAT", 1_000_000)


@pytest.mark.usefixtures("quick_stream")
def test_a_screen_is_told_everything_at_first_and_then_only_what_changed() -> None:
    room = Room()

    def lit() -> None:
        room.happened(Measured((Reading(quantity=Quantity.LIGHT, sensor="x", value=90.0),)))

    def badged() -> None:
        room.happened(BadgeSensed(night.AMAS_CARD))

    first, everything, light, badge = heard_by_a_screen(room, [lit, badged])
    assert first == "retry: 1000\n\n"
    for part in ("head", "timer", "record", "room", "beat"):
        assert f"event: {part}\n" in everything
    assert "90 lx" in light
    assert re.findall("event: (\\w+)", light) == ["suits", "room"]
    assert "Record what I saw · A.O." in badge
    assert "event: room" not in badge


def test_a_screen_hears_a_beat_every_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LOOK_EVERY_S", 0.001)
    *_, beat = heard_by_a_screen(Room(), [lambda: None])
    assert beat.startswith("event: beat\n")
    assert "02:00" in beat


def test_an_event_is_one_block_whatever_is_in_it() -> None:
    assert event("room", "a\n\nb\r\nc") == "event: room\ndata: a\ndata: b\ndata: c\n\n"
    assert event("room", "") == "event: room\ndata:\n\n"


def test_only_so_many_screens_may_watch_and_the_next_is_told() -> None:
    async def story() -> None:
        room = Room()
        closing = asyncio.Event()
        door = Door(room, closing, UTC)
        watching = [door.streams.watch() for _ in range(stream.WATCHING_MOST)]
        for each in watching:
            await anext(each)
        assert door.streams.full
        transport = httpx.ASGITransport(app=door.app("127.0.0.1"))
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as screen:
            assert (await screen.get("/events")).status_code == 503
        closing.set()
        for each in watching:
            async for _ in each:
                pass
        assert door.streams.watching == 0

    asyncio.run(story())


# ---- what was tapped is not lost, and is nobody else's ----------------------------------------

CHOSEN = 'value="{}" id="{}-{}" autocomplete="off" checked'


def kept_under(page: str) -> str:
    """The name of the record whose answers are still chosen."""
    found = re.search(r'name="of" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def is_chosen(page: str, field: str, answer: str) -> bool:
    return CHOSEN.format(answer, field, answer) in page


@pytest.mark.hazard("H-04")
def test_what_was_tapped_stays_for_whoever_adds_what_is_missing() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        room.visit()
        sent = {name: answer for name, answer in COMPLETE.items() if name != "colour"}
        await screen.post("/observations", data={**sent, "said": "asked for water"})
        made = room.view().last_recorded
        assert made is not None
        assert made.graded.grade is Grade.WEAK  # and it is on record
        page = (await screen.get("/recorded")).text
        assert "<li>colour</li>" in page
        assert all(is_chosen(page, name, answer) for name, answer in sent.items())
        assert ">asked for water</textarea>" in page
        assert page.count(" checked") == len(sent)
        await screen.post("/observations", data={**COMPLETE, "of": kept_under(page)})
        assert "✓ Recorded. Seen in person." in (await screen.get("/recorded")).text
        room.happened(BadgeSensed(night.AMAS_CARD))
        assert "checked" not in (await screen.get("/recorded")).text
        assert "checked" not in (await screen.get("/")).text

    with_screen(room, ask)


@pytest.mark.hazard("H-03")
def test_what_was_tapped_is_kept_for_a_minute_and_for_nobody_else() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        room.visit(stay_s=4)
        await screen.post("/observations", data=COMPLETE)
        page = (await screen.get("/recorded")).text
        assert "checked" in page
        assert 'data-kept-s="60"' in page
        of = kept_under(page)
        room.second += 30
        assert "checked" in (await screen.get("/recorded")).text
        room.happened(BadgeSensed(night.BENS_CARD))
        assert "checked" not in (await screen.get("/recorded")).text
        room.second += 20
        refused = await screen.post("/observations", data={**COMPLETE, "of": of})
        assert refused.status_code == 422
        assert "answer anew what you see now" in refused.text
        assert "checked" not in refused.text
        room.happened(BadgeSensed(night.AMAS_CARD))
        room.second += 10
        assert "checked" not in (await screen.get("/recorded")).text  # the minute is over

    with_screen(room, ask)


def test_an_answer_that_is_refused_loses_nothing_that_was_tapped() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        sent = {"awareness": "asleep", "colour": "usual", "said": "x" * 501}
        refused = await screen.post("/observations", data=sent)
        assert refused.status_code == 422
        assert "longer than 500 characters" in refused.text
        assert is_chosen(refused.text, "awareness", "asleep")
        assert is_chosen(refused.text, "colour", "usual")
        assert room.view().last_recorded is None

    with_screen(room, ask)
