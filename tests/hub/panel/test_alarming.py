"""What people and programs can do about alarms, and look back at; and what nobody can."""

import csv
import io
from collections.abc import Iterator

import pytest
from httpx import Client

from hub.acts import Acknowledge, MarkAlarm, PauseAudio, Sign
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded, AlarmMarked
from tests.hub.panel.night import ASH_1, ASH_4, PIN, TWO_AM, FakeDesk, alarm, began, empty, facts
from tests.hub.panel.served import Browsing, served
from ward.conditions import BLANK_SPELL
from ward.units import Instant, minutes

ROOM = "/rooms/ash/04"
ID = "a-blank spell"
SIGNED = {"by": "K.O.", "pin": PIN["st-03"]}
PRESSES = [
    (f"{ROOM}/alarms/{ID}/acknowledge", {}, Acknowledge(ASH_4, ID, "st-03")),
    (f"{ROOM}/alarms/{ID}/mark", {"actionable": "no"}, MarkAlarm(ASH_4, ID, False, "st-03")),
    (f"{ROOM}/pause", {}, PauseAudio(ASH_4, "st-03")),
]


@pytest.fixture
def desk() -> FakeDesk:
    ringing = facts(
        empty(ASH_4),
        began(ASH_4, TWO_AM - minutes(60)),
        alarm(ASH_4, TWO_AM - minutes(2), BLANK_SPELL.name, "Nobody has been for 15 min"),
    )
    desk = FakeDesk(ringing, empty(ASH_1))
    desk.stopped_at = TWO_AM
    return desk


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        client.post("/you", data=SIGNED)
        yield client


# -- pressed on a page


@pytest.mark.hazard("H-26")
def test_somebody_may_sign_and_press_while_that_cannot_be_recorded(desk):
    """What sounds without end must be made quiet by whoever stands there, and not by the plug."""
    desk.cannot_record = "the disk is full"
    with served(desk) as panel, Browsing(base_url=panel.url) as web:
        assert web.post("/you", data={**SIGNED, "pin": "0000"}).status_code == 401
        assert web.post("/you", data=SIGNED).status_code == 303
        answer = web.post(f"{ROOM}/pause", headers={"Accept": "text/plain"})
    assert answer.status_code == 204
    assert not any(isinstance(act, Sign) and not act.refused for act in desk.signs)
    assert len(desk.acts) == 1


@pytest.mark.parametrize(("where", "sent", "act"), PRESSES)
def test_a_press_of_the_pages_script_is_answered_with_nothing(web, desk, where, sent, act):
    answer = web.post(where, data=sent, headers={"Accept": "text/plain"})
    assert (answer.status_code, answer.text) == (204, "")
    assert desk.acts == [act]


@pytest.mark.parametrize(("where", "sent", "act"), PRESSES)
def test_without_a_script_a_press_leads_back_to_where_it_was_made(web, desk, where, sent, act):
    page = {"Accept": "text/html"}
    answer = web.post(where, data={**sent, "back": ROOM}, headers=page)
    assert (answer.status_code, answer.headers["location"]) == (303, ROOM)
    assert desk.acts == [act]


@pytest.mark.parametrize(("where", "sent", "_act"), PRESSES)
def test_nobody_presses_anything_without_saying_who_they_are(web, desk, where, sent, _act):
    web.cookies.clear()
    answer = web.post(where, data=sent, headers={"Accept": "text/plain"})
    assert answer.status_code == 401
    assert answer.text == "Give your initials or reference, and your PIN"
    assert desk.acts == []


def test_without_a_script_a_press_of_nobody_leads_to_where_people_sign(web, desk):
    web.cookies.clear()
    where = f"{ROOM}/alarms/{ID}/mark"
    sent = {"actionable": "yes", "back": "/alarms?days=7"}
    answer = web.post(where, data=sent, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/you?back=%2Falarms%3Fdays%3D7",
    )
    assert desk.acts == []


def test_a_press_that_was_denied_says_why_to_script_and_page(web, desk):
    where = f"{ROOM}/alarms/{ID}/acknowledge"
    assert web.post(where, headers={"Accept": "text/plain"}).status_code == 204
    again = web.post(where, headers={"Accept": "text/plain"})
    assert (again.status_code, again.text) == (409, "st-03 has it already")
    page = web.post(where, headers={"Accept": "text/html"})
    assert page.status_code == 409
    assert "st-03 has it already" in page.text
    gone = web.post(f"{ROOM}/alarms/another/acknowledge", headers={"Accept": "text/plain"})
    assert gone.text == "That alarm in Ash 4 shows no longer"


def test_a_mark_says_yes_or_no(web, desk):
    where = f"{ROOM}/alarms/{ID}/mark"
    assert web.post(where, data={}, headers={"Accept": "text/plain"}).status_code == 400
    assert desk.acts == []


@pytest.mark.hazard("H-03")
@pytest.mark.parametrize("verb", ["clear", "close", "end", "dismiss", "reset", "silence"])
@pytest.mark.parametrize("where", ["", "/api/v1"])
def test_no_address_clears_an_alarm_and_whoever_tries_is_told_what_does(web, desk, verb, where):
    before = desk.state(ASH_4).alarms
    signed = {"by": "K.O.", "pin": PIN["st-03"]}
    sent = {"json": signed} if where else {"data": signed}
    answer = web.post(f"{where}{ROOM}/alarms/{ID}/{verb}", headers={"Accept": "text/plain"}, **sent)
    assert answer.status_code == 409
    assert "Nobody ends an alarm about a person from the station" in answer.text
    assert "Go to the door: hold your badge to the reader there" in answer.text
    assert desk.state(ASH_4).alarms == before
    tried = desk.state(ASH_4).recent[-1]
    assert (tried.fact, tried.by, tried.action) == ("refused", "st-03", "end an alarm")
    assert tried.device


def test_no_other_address_does_anything_to_an_alarm(web, desk):
    assert web.post(f"{ROOM}/alarms/{ID}/delete").status_code == 404
    assert web.delete(f"{ROOM}/alarms/{ID}").status_code == 405
    assert desk.acts == []


# -- pressed by a program


def test_programs_press_as_people_do(web, desk):
    api = f"/api/v1{ROOM}"
    web.cookies.clear()
    by = SIGNED
    assert web.post(f"{api}/pause", json=by).status_code == 204
    assert web.post(f"{api}/alarms/{ID}/acknowledge", json=by).status_code == 204
    marked = {**SIGNED, "actionable": True, "why": "asked for water"}
    assert web.post(f"{api}/alarms/{ID}/mark", json=marked).status_code == 204
    assert desk.acts == [
        PauseAudio(ASH_4, "st-03"),
        Acknowledge(ASH_4, ID, "st-03"),
        MarkAlarm(ASH_4, ID, True, "st-03", "asked for water"),
    ]
    assert web.post(f"{api}/alarms/{ID}/acknowledge", json=by).status_code == 409
    assert web.post(f"{api}/pause", json={}).status_code == 401


def seen(web: Client) -> dict[str, object]:
    """The blank spell, as programs see it."""
    alarms = web.get(f"/api/v1{ROOM}").json()["alarms"]
    found: dict[str, object] = next(one for one in alarms if one["condition"] == BLANK_SPELL.name)
    return found


def test_programs_see_of_an_alarm_what_people_see(web, desk):
    one = seen(web)
    assert (one["id"], one["began_at"]) == (ID, "2026-11-23T02:12:07Z")
    assert (one["quiet_until"], one["acknowledged_by"], one["over_at"]) == (None, None, None)
    web.post(f"{ROOM}/alarms/{ID}/acknowledge", headers={"Accept": "text/plain"})
    one = seen(web)
    assert (one["quiet_until"], one["acknowledged_by"]) == ("2026-11-23T02:16:07Z", "st-03")


# -- every page


@pytest.mark.parametrize("path", ["/", ROOM, "/rooms/ash/01", "/you", "/alarms"])
def test_every_page_carries_every_alarm_to_be_heard_and_the_table_of_sounds(web, path):
    page = web.get(path).text
    assert 'data-alarm="alarm-a-blank-spell" data-priority="2" data-until="0"' in page
    assert '<script id="bursts" type="application/json">{"partials"' in page
    assert "1 MEDIUM" in page


def test_words_of_an_alarm_are_never_markup(web, desk):
    bad = alarm(ASH_1, TWO_AM, "x", "<img src=x onerror=alert(1)>")
    desk.set(facts(desk.state(ASH_1), bad))
    assert "<img src=x" not in web.get("/").text


# -- looking back


def told(which: str, at: Instant, actionable: bool | None = None):
    yield AlarmBegan(
        room=ASH_4, at=at, id=which, condition=BLANK_SPELL.name, words=f"Nobody for {which}"
    )
    yield AlarmEnded(room=ASH_4, at=at + minutes(4), id=which, condition=BLANK_SPELL.name)
    if actionable is not None:
        yield AlarmMarked(
            room=ASH_4, at=at + minutes(5), id=which, by="st-03", actionable=actionable
        )


def test_looking_back_shows_the_load_and_asks_of_what_ended_in_this_shift(web, desk):
    desk.past = [
        *told("yesterday", TWO_AM - minutes(1500), actionable=True),
        *told("early", TWO_AM - minutes(60), actionable=False),
        *told("late", TWO_AM - minutes(30)),
    ]
    page = web.get("/alarms").text
    for words in ("<b>3</b> alarms", "<b>1</b> something to do", "<b>1</b> not marked"):
        assert words in page
    asked = page[page.index('id="ended"') : page.index("h-numbers")]
    assert "Nobody for yesterday" not in asked
    assert asked.index("Nobody for late") < asked.index("Nobody for early")
    assert "Nothing to do, says st-03" in asked
    marked = web.post(f"{ROOM}/alarms/late/mark", data={"actionable": "yes", "back": "/alarms"},
                      headers={"Accept": "text/html"})  # fmt: skip
    assert marked.headers["location"] == "/alarms"
    assert desk.acts == [MarkAlarm(ASH_4, "late", True, "st-03")]


def test_the_load_comes_as_a_spreadsheet_reads_it(web, desk):
    desk.past = [*told("early", TWO_AM - minutes(60), actionable=False)]
    answer = web.get("/alarms.csv?days=1")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["room"], row["day"], row["priority"]) == ("ash/04", "2026-11-23", "MEDIUM")
    assert (row["count"], row["nothing to do"], row["not marked"]) == ("1", "1", "0")


def test_a_day_begins_at_midnight_on_the_wards_wall(web, desk):
    desk.past = [*told("before", TWO_AM - minutes(150)), *told("after", TWO_AM - minutes(60))]
    assert "<b>1</b> alarm" in web.get("/alarms?days=1").text
    assert "<b>2</b> alarms" in web.get("/alarms?days=2").text


@pytest.mark.parametrize("days", ["0", "32", "many"])
def test_nobody_looks_back_without_end(web, days):
    assert web.get(f"/alarms?days={days}").status_code == 422
