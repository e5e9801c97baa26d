"""The estates at the panel: walk-rounds, defects, the calendar, the matrix, and fit or not."""

import asyncio
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from httpx import Client, Response

from hub.acts import BeginEpisode
from hub.estates.answers import Answer, Measured
from hub.estates.fitness import Fitness
from hub.estates.sensed import Sensed
from hub.office import Office
from hub.panel.answering_for import Answered, answer_for, unfit
from hub.panel.asks import BeginAsked, MoveAsked
from hub.panel.calendar import pages as calendar
from hub.panel.calendar import walked as walkable
from hub.panel.clause_past import past
from hub.panel.day_by_day import day_by_day
from hub.panel.estates import AskedOfRooms, Estates
from hub.panel.estates_words import FOUND, KNOWN_BY, MARKS, SEVERITIES
from hub.panel.glass import Glass
from hub.panel.local import LONDON, Local
from hub.panel.matrix import Show, groups
from hub.panel.room_estates import upcoming
from hub.rooms.upkeep import Found, Severity
from hub.upkeep_acts import Broken, CheckMended, Inspect, Mend, UseRegardless
from tests.hub.panel.kept_up import (
    BUTTON,
    CALLS,
    DAY,
    DOORS,
    ENSUITE,
    ESTATES,
    KNOWN,
    LINE,
    Walk,
    walked,
)
from tests.hub.panel.night import ASH_1, ASH_4, PIN, STAFF, TWO_AM, FakeDesk, began, empty, facts
from tests.hub.panel.served import Browsing, Served, served
from ward.care import Role, Staff
from ward.rooms import RoomId
from ward.units import minutes

LOCAL = Local(TWO_AM)
EV = Staff(ref=ESTATES, initials="E.V.", role=Role.ESTATES, badge="0433333333")
ROOM, API = "/rooms/ash/04/estates", "/api/v1/rooms/ash/04/estates"
TODAY = TWO_AM.date()
LATER = (TODAY + timedelta(days=7)).isoformat()
UNMET = {
    "clause": BUTTON, "found": "not met", "words": "it hangs loose", "severity": "broken",
    "owner": "Hale & Sons", "due": LATER,
}  # fmt: skip


def a_desk() -> FakeDesk:
    """Ash 4 was walked round and is in use; of Ash 1 nobody knows anything."""
    state = facts(walked(empty(ASH_4)).state, began(ASH_4, TWO_AM - minutes(60)))
    desk = FakeDesk(empty(ASH_1), state)
    desk.office = Office.of((*STAFF, EV))
    desk.pins[ESTATES] = "4711"
    return desk


@pytest.fixture
def panel() -> Iterator[Served]:
    with served(a_desk()) as panel:
        yield panel


@pytest.fixture
def client(panel: Served) -> Iterator[Client]:
    """Estates have signed."""
    with Browsing(base_url=panel.url, follow_redirects=True) as client:
        signed = client.post("/api/v1/session", json={"by": "E.V.", "pin": "4711"})
        assert signed.is_success
        yield client


def estates(*walks: Walk) -> Estates:
    return Estates(Glass(FakeDesk(*(one.state for one in walks)), LONDON), AskedOfRooms(KNOWN))


def said(answer: Response) -> str:
    return " ".join(answer.text.split())


# -- what is shown


@pytest.mark.hazard("H-60")
def test_every_answer_has_a_shape_and_a_word_of_its_own() -> None:
    assert set(MARKS) == set(Answer)
    assert len({one.shape for one in MARKS.values()}) == len({one.word for one in MARKS.values()})
    assert len({one.shape for one in MARKS.values()}) == len(MARKS)
    assert {FOUND[one].word for one in Found} == {one.value for one in Found}
    assert set(SEVERITIES) == set(Severity)
    assert KNOWN_BY


def test_the_matrix_has_every_clause_of_every_room_and_can_be_narrowed() -> None:
    one = estates(walked(empty(ASH_4)), Walk(empty(ASH_1)))
    known = one.standings((ASH_4, ASH_1), LOCAL)
    shown = groups({"framework": "Proposed framework"}, known, Show.ALL, LOCAL)
    assert shown[0].title == "Proposed framework"
    rows = [row for group in shown for row in group.rows]
    assert [row.clause.id for row in rows] == [one.id for one in KNOWN.clauses]
    assert all(len(row.cells) == 2 for row in rows)
    must = [row for group in groups({}, known, Show.MUST, LOCAL) for row in group.rows]
    assert all(row.clause.must for row in must)
    alone = one.standings((ASH_4,), LOCAL)
    open_ = [row for group in groups({}, alone, Show.OPEN, LOCAL) for row in group.rows]
    assert {row.cells[0].mark.word for row in open_} == {"not measured"}


def test_a_cell_leads_to_its_evidence_and_the_clause_says_by_whose_word_it_is_asked(
    client: Client,
) -> None:
    page = client.get("/estates")
    assert f'href="{ROOM}/clauses/{DOORS}"' in page.text
    clause = said(client.get(f"{ROOM}/clauses/{DOORS}"))
    assert "(framework proposal)" in clause
    assert "by E.V." in clause
    assert "the room is not fit for use" in clause


@pytest.mark.hazard("H-60")
def test_when_it_stopped_being_met_is_said(panel: Served, client: Client) -> None:
    walk = Walk(panel.desk.state(ASH_4)).finds(DOORS, Found.UNMET, days_ago=0)
    panel.desk.set(walk.state)
    assert "It stopped being met on 23 Nov." in said(client.get(f"{ROOM}/clauses/{DOORS}"))
    assert "stopped being met" not in said(client.get(f"/rooms/ash/01/estates/clauses/{DOORS}"))


@pytest.mark.hazard("H-60")
def test_a_room_says_whether_it_is_fit_and_what_is_lacking(client: Client) -> None:
    page = said(client.get(ROOM))
    assert "Ash 4 is not fit for use" in page  # nothing is measured there
    assert "Calling for help" in page
    assert "nobody has said why the room is used so" in page
    assert "nobody has said why" not in said(client.get("/rooms/ash/01/estates"))
    assert "In use though not fit, and nobody has said why:</b> Ash 4" in said(
        client.get("/estates")
    )


def test_the_calendar_parts_overdue_from_never_and_leaves_out_what_is_measured() -> None:
    old = Walk(empty(ASH_4)).finds(DOORS, days_ago=1500).finds(ENSUITE, days_ago=362)
    known = estates(old).standings((ASH_4,), LOCAL)
    pages = {page.title: page for page in calendar(known, LOCAL)}
    (overdue,) = pages["Overdue"].rooms
    assert [one.heading for one in overdue.entries] == ["Doors open outwards"]
    assert overdue.entries[0].when.startswith("was due ")
    (week,) = pages["In 7 days"].rooms
    assert [(one.heading, one.when) for one in week.entries] == [("Ensuite", "by 27 Nov")]
    assert pages["Never looked at"].count == len(walkable(known[ASH_4])) - 2
    headings = {one.heading for page in pages.values() for of in page.rooms for one in of.entries}
    calls = KNOWN.clause(CALLS)
    assert calls
    assert calls.heading not in headings


def test_what_is_not_met_waits_among_the_defects_and_not_in_the_calendar() -> None:
    walk = Walk(empty(ASH_4)).finds(DOORS, Found.UNMET, days_ago=1500)
    known = estates(walk).standings((ASH_4,), LOCAL)
    assert DOORS not in [one.clause.id for one in walkable(known[ASH_4])]


def measured(*days: float) -> Measured:
    """Of each day from then on, one number."""
    since = TWO_AM - len(days) * DAY
    each = tuple((since + n * DAY, value) for n, value in enumerate(days, 1))
    return Measured(ASH_4, CALLS, since, TWO_AM, max(days), 1.0, days=each)


@pytest.mark.hazard("H-60")
def test_what_is_measured_is_drawn_day_by_day_and_says_when_it_was_not_met() -> None:
    calls = KNOWN.clause(CALLS)
    assert calls
    shown = day_by_day(calls, measured(60, 121, 30, math.inf), LOCAL)
    assert shown
    assert [bar.over for bar in shown.bars] == [False, True, False, True]
    assert all(0 <= bar.x <= 100 and 0 < bar.height <= 100 for bar in shown.bars)
    assert shown.said == (
        "Not met on 2 of the 4 days that have a number: first on 21 Nov, last on 23 Nov."
    )
    assert shown.out == ("23 Nov: beyond all bounds, not met", "21 Nov: 121 s, not met")
    well = day_by_day(calls, measured(60, 20), LOCAL)
    assert well
    assert (well.said, well.out) == ("Met on each of the 2 days that have a number.", ())


def test_where_no_day_has_a_number_nothing_is_drawn() -> None:
    calls, doors = KNOWN.clause(CALLS), KNOWN.clause(DOORS)
    assert calls
    assert doors
    assert day_by_day(calls, None, LOCAL) is None
    assert day_by_day(calls, replace(measured(1), days=()), LOCAL) is None
    assert day_by_day(doors, measured(1), LOCAL) is None


@pytest.mark.hazard("H-60")
def test_what_the_room_measured_is_believed_for_a_day() -> None:
    sensed = Sensed(TWO_AM, (measured(60, 20),))
    one = Estates(Glass(FakeDesk(empty(ASH_4)), LONDON), AskedOfRooms(KNOWN, lambda: sensed))

    def answer(local: Local) -> Answer:
        known = one.standings((ASH_4,), local)[ASH_4]
        return next(each.answer for each in known if each.clause.id == CALLS)

    assert answer(LOCAL) is Answer.MET
    assert one.measured(ASH_4, CALLS, LOCAL)
    assert answer(Local(TWO_AM + 1.1 * DAY)) is Answer.NOT_MEASURED
    assert one.measured(ASH_4, CALLS, Local(TWO_AM + 1.1 * DAY)) is None


def each_day(*days: float | None) -> tuple[Measured, ...]:
    """What each of the last days came to by itself, the newest last."""
    begins = [TWO_AM - n * DAY for n in range(len(days), 0, -1)]
    return tuple(
        Measured(ASH_4, CALLS, at, at + DAY, value, 1.0)
        for at, value in zip(begins, days, strict=True)
    )


@pytest.mark.hazard("H-60")
@pytest.mark.parametrize(
    ("days", "answers", "stopped"),
    [
        ((60, 60, 300, 300), ["not met", "met"], "It stopped being met on 21 Nov."),
        (
            (60, 300, 60, 60),
            ["met", "not met", "met"],
            "It stopped being met on 20 Nov. By single days it is met since 21 Nov.",
        ),
        ((300, 300), ["not met"], "It was not met on 21 Nov, the first day that is known here."),
        (
            (None, 300),
            ["not met", "not measured"],
            "It was not met on 22 Nov; before that it was not measured.",
        ),
        ((60, None), ["not measured", "met"], ""),
        ((), [], ""),
    ],
)
def test_the_page_says_since_when_what_is_measured_is_not_met(
    days: tuple[float | None, ...], answers: list[str], stopped: str
) -> None:
    calls = KNOWN.clause(CALLS)
    assert calls
    told = past(calls, (), each_day(*days), LOCAL)
    assert [mark.word for _, mark, _ in told.stretches] == answers
    assert told.stopped == stopped


@pytest.mark.hazard("H-60")
def test_the_page_of_what_is_measured_has_its_history() -> None:
    sensed = Sensed(TWO_AM, (measured(60, 300),), daily=each_day(60, 300))
    building = AskedOfRooms(KNOWN, lambda: sensed)
    with served(a_desk(), building=building) as panel, Browsing(base_url=panel.url) as client:
        shown = said(client.get(f"{ROOM}/clauses/{CALLS}"))
        assert "It stopped being met on 22 Nov." in shown
        assert "What was so since when" in shown
        assert "By calendar days" in shown


# -- a walk-round


def test_a_walk_leads_through_what_is_due_and_ends(client: Client, panel: Served) -> None:
    old = walked(empty(ASH_4)).finds(DOORS, days_ago=0)
    looks = tuple(
        replace(one, at=one.at - 3000 * DAY) if one.clause in (DOORS, ENSUITE) else one
        for one in old.state.upkeep.looks
    )
    panel.desk.set(replace(old.state, upkeep=replace(old.state.upkeep, looks=looks)))
    for left in ("2", "1"):
        page = client.get(f"{ROOM}/round")
        assert f"<b>{left}</b> to look at" in said(page)
        clause = DOORS if "Doors open outwards</h1>" in page.text else ENSUITE
        done = client.post(f"{ROOM}/looks", data={"clause": clause, "found": "met"})
        assert "Written down." in done.text
    assert "<b>Nothing is due</b>" in said(client.get(f"{ROOM}/round"))
    assert all(isinstance(act, Inspect) and act.by == ESTATES for act in panel.desk.acts)


def test_what_is_looked_at_each_week_is_not_due_again_at_once() -> None:
    weekly = next(one for one in KNOWN.clauses if one.good_for_days == 7)
    for days, expected in ((1, False), (5, False), (6, True), (8, True)):
        known = estates(walked(empty(ASH_4)).finds(weekly.id, days_ago=days - 0.5))
        state = known.state(ASH_4)
        looks = tuple(
            replace(one, at=TWO_AM - days * DAY) if one.clause == weekly.id else one
            for one in state.upkeep.looks
        )
        known.glass.desk.states[ASH_4] = replace(  # type: ignore[attr-defined]
            state, upkeep=replace(state.upkeep, looks=looks)
        )
        ahead = upcoming(known.standings((ASH_4,), LOCAL)[ASH_4], "", LOCAL)
        assert (ahead.now is not None and ahead.now.clause.id == weekly.id) is expected, days


def test_the_next_one_can_be_taken_first() -> None:
    known = estates(Walk(empty(ASH_4))).standings((ASH_4,), LOCAL)[ASH_4]
    first = upcoming(known, "", LOCAL)
    assert first.now
    assert first.after
    second = upcoming(known, first.after.clause.id, LOCAL)
    assert second.now == first.after
    assert second.after != first.now
    assert upcoming(known, "no such clause", LOCAL) == first


@pytest.mark.hazard("H-61")
def test_not_met_takes_how_grave_whose_and_by_when_at_once(client: Client, panel: Served) -> None:
    for missing in ("severity", "owner", "due"):
        asked = {name: value for name, value in UNMET.items() if name != missing}
        answer = client.post(f"{ROOM}/looks", data=asked)
        assert answer.status_code == 400
        assert "how grave it is" in answer.text
        assert "it hangs loose" in answer.text, "what was typed is still there"
    assert client.post(f"{ROOM}/looks", data={**UNMET, "due": "tomorrow"}).status_code == 400
    bare = client.post(f"{ROOM}/looks", data={"clause": BUTTON, "found": "not met", "words": "x"})
    assert bare.status_code == 409
    assert panel.desk.acts == []
    assert client.post(f"{ROOM}/looks", data=UNMET).is_success
    broken = Broken(Severity.BROKEN, "Hale & Sons", TODAY + timedelta(days=7))
    assert panel.desk.acts == [
        Inspect(ASH_4, BUTTON, Found.UNMET, ESTATES, "it hangs loose", broken=broken)
    ]
    assert "Hale &amp; Sons" in client.get("/estates/defects").text


@pytest.mark.hazard("H-61")
def test_what_is_graver_by_now_can_be_said_of_what_is_open(client: Client, panel: Served) -> None:
    client.post(f"{ROOM}/looks", data=UNMET)
    page = client.get(f"{ROOM}/round?clause={BUTTON}").text
    assert "Only if it is graver now" in page
    assert 'value="danger"' in page
    assert 'value="broken"' not in page
    still = {"clause": BUTTON, "found": "not met", "words": "still loose"}
    assert client.post(f"{ROOM}/looks", data=still).is_success
    graver = {**UNMET, "severity": "danger", "due": TODAY.isoformat(), "words": "a bare wire"}
    assert client.post(f"{ROOM}/looks", data=graver).is_success
    (known,) = panel.desk.state(ASH_4).upkeep.open
    assert (known.severity, known.due) == (Severity.DANGER, TODAY)
    assert "How grave" not in client.get(f"{ROOM}/round?clause={BUTTON}").text


@pytest.mark.hazard("H-60")
def test_a_number_that_is_asked_for_has_to_be_given_and_outranks_the_press(
    client: Client, panel: Served
) -> None:
    asked = {"clause": BUTTON, "found": "met"}
    none = client.post(f"{ROOM}/looks", data=asked)
    assert (none.status_code, "Give the number" in none.text) == (400, True)
    bad = client.post(f"{ROOM}/looks", data={**asked, "value": "2"})
    assert (bad.status_code, "By that number it is not met" in bad.text) == (400, True)
    assert client.post(f"{ROOM}/looks", data={**asked, "value": "nan"}).status_code == 400
    assert panel.desk.acts == []
    assert client.post(f"{ROOM}/looks", data={**asked, "value": "0.4"}).is_success


@pytest.mark.hazard("H-60")
@pytest.mark.parametrize("clause", [CALLS, LINE, "framework.99"])
@pytest.mark.parametrize("found", ["met", "does not apply"])
def test_nobodys_word_meets_what_is_measured_or_answered_elsewhere_or_not_asked(
    client: Client, panel: Served, clause: str, found: str
) -> None:
    asked = {"clause": clause, "found": found, "words": "well"}
    assert client.post(f"{ROOM}/looks", data=asked).status_code == 400
    assert client.post(f"{API}/looks", json=asked).status_code == 422
    assert panel.desk.acts == []


def test_whoever_walks_round_an_occupied_room_is_told_to_ask_first(client: Client) -> None:
    assert "Somebody is in there" in client.get(f"{ROOM}/round").text
    assert "Somebody is in there" not in client.get("/rooms/ash/01/estates/round").text


def test_nothing_is_written_down_of_whoever_did_not_sign_or_may_not(panel: Served) -> None:
    with Browsing(base_url=panel.url, follow_redirects=True) as nobody:
        asked = {"clause": DOORS, "found": "met"}
        assert nobody.post(f"{ROOM}/looks", data=asked).status_code == 401
        doctor = {**asked, "by": "D.R.", "pin": PIN["st-04"]}
        refused = nobody.post(f"{ROOM}/looks", data=doctor)
        assert refused.status_code == 409
        assert "may not look at a room against a standard" in refused.text
    assert panel.desk.acts == []


@pytest.mark.hazard("H-62")
def test_a_must_have_is_set_aside_by_estates_and_shown_as_said_by_them(panel: Served) -> None:
    asked = {"clause": ENSUITE, "found": "does not apply", "words": "next door"}
    with Browsing(base_url=panel.url, follow_redirects=True) as nurse:
        by = {**asked, "by": "M.T.", "pin": PIN["st-01"], "sets_aside": "false"}
        refused = nurse.post(f"{ROOM}/looks", data=by)
        assert (refused.status_code, "may not say that a must-have" in refused.text) == (409, True)
        assert nurse.post(f"{API}/looks", json=by).status_code == 409
        assert panel.desk.acts == []
        shown = said(nurse.get(f"{ROOM}/round?clause={ENSUITE}"))
        assert "only the ward manager or estates may say so" in shown
        assert nurse.post(f"{ROOM}/looks", data={**asked, "by": "E.V.", "pin": "4711"}).is_success
        shown = said(nurse.get(ROOM))
        assert "Must-haves said not to apply: 1" in shown
        assert "Said not to apply by E.V.: next door" in shown
    with Browsing(base_url=panel.url, follow_redirects=True) as nurse:
        by |= {"clause": "framework.14"}
        assert nurse.post(f"{ROOM}/looks", data=by).is_success, "it is no must-have"


# -- defects


@pytest.mark.hazard("H-61")
def test_a_defect_is_mended_by_one_and_checked_by_another(client: Client, panel: Served) -> None:
    client.post(f"{ROOM}/looks", data=UNMET)
    (defect,) = panel.desk.state(ASH_4).upkeep.open
    assert client.post(f"{ROOM}/mended", data={"defect": defect.id}).status_code == 400
    handed = {"defect": defect.id, "owner": "E.V.", "due": (TODAY + 9 * DAY).isoformat()}
    assert client.post(f"{ROOM}/handed-on", data=handed).status_code == 409, "no reason"
    handed |= {"words": "no part"}
    assert client.post(f"{ROOM}/handed-on", data=handed).is_success
    page = said(client.get("/estates/defects"))
    assert "To be mended by <b>E.V.</b>" in page
    assert "Put off: first due" in page
    del panel.desk.acts[1:]
    mended = {"defect": defect.id, "words": "screwed on again"}
    assert "stays open until" in client.post(f"{ROOM}/mended", data=mended).text
    assert "Somebody else is to check it" in client.get("/estates/defects").text
    alone = client.post(
        f"{ROOM}/checked", data={"defect": defect.id, "holds": "true", "pin": "4711"}
    )
    assert (alone.status_code, "You mended it" in alone.text) == (409, True)
    checked = {"defect": defect.id, "holds": "true", "by": "K.O.", "pin": PIN["st-03"]}
    assert client.post(f"{ROOM}/checked", data=checked).is_success
    assert panel.desk.acts[1:] == [
        Mend(ASH_4, defect.id, ESTATES, "screwed on again"),
        CheckMended(ASH_4, defect.id, "st-03", holds=True),
    ]
    assert panel.desk.state(ASH_4).upkeep.open == ()


WHOSE = "Say who is to mend it: at most 64 characters"


@pytest.mark.hazard("H-61")
@pytest.mark.parametrize("owner", ["w" * 65, "w" * 500, "   "])
def test_whoever_is_to_mend_it_has_a_name_that_is_kept_whole(
    client: Client, panel: Served, owner: str
) -> None:
    client.post(f"{ROOM}/looks", data=UNMET)
    (defect,) = panel.desk.state(ASH_4).upkeep.open
    handed = {"defect": defect.id, "owner": owner, "due": LATER}
    page = client.post(f"{ROOM}/handed-on", data=handed)
    assert page.status_code == 400
    assert owner.isspace() or WHOSE in page.text
    assert client.post(f"{API}/handed-on", json=handed).status_code == 422
    looked = {**UNMET, "clause": DOORS, "owner": owner}
    assert client.post(f"{ROOM}/looks", data=looked).status_code == 400
    assert client.post(f"{API}/looks", json=looked).status_code == 422
    assert len(panel.desk.acts) == 1
    name = "w" * 64
    assert client.post(f"{ROOM}/handed-on", data={**handed, "owner": f" {name} "}).is_success
    assert client.post(f"{API}/looks", json={**looked, "owner": f" {name} "}).is_success
    assert [one.owner for one in panel.desk.state(ASH_4).upkeep.open] == [name, name]
    for shown in (client.get(ROOM), client.get(f"{ROOM}/round?clause={ENSUITE}")):
        (field,) = re.findall(r'<input[^>]* name="owner"[^>]*>', shown.text)[:1]
        assert 'maxlength="64"' in field


@pytest.mark.parametrize(
    "looked_at",
    ["0001-01-01T00:00+00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"],
)
def test_a_time_that_no_clock_shows_is_refused_in_words(
    client: Client, panel: Served, looked_at: str
) -> None:
    looked = {**UNMET, "looked_at": looked_at}
    page = client.post(f"{ROOM}/looks", data=looked)
    assert page.status_code == 400
    assert client.post(f"{API}/looks", json=looked).status_code == 422
    assert panel.desk.acts == []


@pytest.mark.hazard("H-60")
def test_whoever_checks_is_asked_for_the_number_and_may_leave_it(
    client: Client, panel: Served
) -> None:
    def broken(clause: str) -> str:
        client.post(f"{ROOM}/looks", data={**UNMET, "clause": clause})
        defect = panel.desk.state(ASH_4).upkeep.open_of(clause)
        assert defect
        client.post(f"{ROOM}/mended", data={"defect": defect.id, "words": "mended"})
        return defect.id

    asks = "Distance from button to viewing panel, in m"
    door = broken(DOORS)
    assert asks not in client.get(ROOM).text
    button = broken(BUTTON)
    assert asks in client.get(ROOM).text
    assert "at most 0.5 m" in client.get("/estates/defects").text
    said_so = {"holds": "true", "by": "K.O.", "pin": PIN["st-03"]}
    for defect, value, words in (
        (button, "2", "By that number it does not hold"),
        (button, "nan", "Give the number alone"),
        (door, "2", "No number is asked of that"),
    ):
        bad = client.post(f"{ROOM}/checked", data={**said_so, "defect": defect, "value": value})
        assert (bad.status_code, words in bad.text) == (400, True), bad.text
    assert len(panel.desk.state(ASH_4).upkeep.open) == 2
    by_program = {"holds": True, "by": "K.O.", "pin": PIN["st-03"], "defect": button}
    assert client.post(f"{API}/checked", json=by_program | {"value": 2}).status_code == 422
    assert client.post(
        f"{ROOM}/checked", data={**said_so, "defect": button, "value": "0.4"}
    ).is_success
    assert client.post(f"{ROOM}/checked", data={**said_so, "defect": door}).is_success
    newest = panel.desk.state(ASH_4).upkeep.newest(BUTTON, panel.desk.now())
    assert newest
    assert (newest.found, newest.value) == (Found.MET, 0.4)
    assert panel.desk.state(ASH_4).upkeep.open == ()


def test_what_somebody_typed_is_text_and_nothing_else(client: Client) -> None:
    client.post(f"{ROOM}/looks", data={**UNMET, "words": "<b>loose</b>", "owner": "<i>us"})
    for path in ("/estates/defects", ROOM, f"{ROOM}/clauses/{BUTTON}"):
        page = client.get(path).text
        assert "&lt;b&gt;loose" in page
        assert "<b>loose" not in page
        assert "<i>us" not in page


# -- used all the same


@pytest.mark.hazard("H-62")
def test_who_answers_for_a_room_that_is_not_fit_is_shown_with_the_reason(
    client: Client, panel: Served
) -> None:
    asked = {"why": "no other room is free"}
    assert client.post(f"{ROOM}/regardless", data=asked).status_code == 401, "a PIN each time"
    refused = client.post(f"{ROOM}/regardless", data={**asked, "pin": "4711"})
    assert (refused.status_code, "may not answer for" in refused.text) == (409, True)
    senior = {"by": "K.O.", "pin": PIN["st-03"]}
    assert client.post(f"{ROOM}/regardless", data=senior).status_code == 400
    sent = {**asked, **senior, "lacking": "framework.19"}
    done = client.post(f"{ROOM}/regardless", data=sent)
    assert "makes nothing met" in done.text
    (act,) = panel.desk.acts
    assert isinstance(act, UseRegardless)
    assert CALLS in act.lacking, "what is lacking is what the hub knows, not what a page says"
    assert ENSUITE not in act.lacking
    page = said(client.get(ROOM))
    assert "Ash 4 is not fit for use" in page
    assert "K.O. answers for it since" in page
    assert "no other room is free" in page
    assert "nobody has said why" not in page


# -- somebody is put into a room that is not fit

INTO_ASH_1 = {
    "person_ref": "p-9", "initials": "aw", "every_min": "15", "authority": "Code of Practice",
    "source": "26.124", "why": "risk to others",
}  # fmt: skip
SENIOR = {"by": "K.O.", "pin": PIN["st-03"]}
WHY = {"regardless": "no other room is free"}


def begins(client: Client, **sent: str) -> str:
    answer = client.post("/rooms/ash/01/episode", data={**INTO_ASH_1, **SENIOR, **sent})
    assert answer.status_code == 200
    return said(answer)


@pytest.mark.hazard("H-62")
def test_whoever_begins_in_a_room_that_is_not_fit_answers_for_it_in_the_same_breath(
    client: Client, panel: Served
) -> None:
    assert "This room is not fit for use. Not known to be met:" in said(client.get("/rooms/ash/01"))
    assert "who answers for that is written down" in begins(client, **WHY)
    begun, answered = panel.desk.acts
    assert isinstance(begun, BeginEpisode)
    assert isinstance(answered, UseRegardless)
    assert (answered.room, answered.by, answered.why) == (ASH_1, "st-03", WHY["regardless"])
    assert DOORS in answered.lacking
    assert "K.O. answers for it since" in said(client.get("/rooms/ash/01/estates"))
    assert "somebody has answered for it" in said(client.get("/rooms/ash/01"))


@pytest.mark.hazard("H-62")
def test_nobody_is_kept_waiting_for_the_answer_and_its_lack_is_said(
    client: Client, panel: Served
) -> None:
    assert "nobody answers for that yet" in begins(client)
    (begun,) = panel.desk.acts
    assert isinstance(begun, BeginEpisode)
    assert "nobody has said why it is used" in said(client.get("/rooms/ash/01"))


def test_whoever_may_not_answer_for_a_room_has_answered_for_nothing() -> None:
    desk = FakeDesk(empty(ASH_1))
    shown = Estates(Glass(desk, LONDON), AskedOfRooms(KNOWN))
    asked = BeginAsked.model_validate({**INTO_ASH_1, "by": "st-01", **WHY})
    assert asyncio.run(answer_for(desk, shown.fit, ASH_1, asked)) is Answered.DENIED
    assert desk.state(ASH_1).upkeep.regardless == ()


def test_of_a_room_that_is_fit_nothing_is_asked() -> None:
    fit = Fitness(ASH_1, (), in_use=True)
    asked = BeginAsked.model_validate({**INTO_ASH_1, "by": "st-03", **WHY})
    desk = FakeDesk(empty(ASH_1))
    assert asyncio.run(answer_for(desk, lambda _: fit, ASH_1, asked)) is Answered.NOT_NEEDED
    assert (unfit(fit), desk.acts) == (None, [])


def test_whoever_is_moved_is_answered_for_where_they_come_to() -> None:
    desk = FakeDesk(empty(ASH_1), empty(ASH_4))
    shown = Estates(Glass(desk, LONDON), AskedOfRooms(KNOWN))
    asked = MoveAsked.model_validate({"to": "ash/01", "why": "a leak", "by": "st-03", **WHY})
    assert asyncio.run(answer_for(desk, shown.fit, ASH_4, asked)) is Answered.YES
    assert [len(desk.state(room).upkeep.regardless) for room in (ASH_1, ASH_4)] == [1, 0]


def test_a_program_is_told_that_nobody_answers_yet(panel: Served) -> None:
    with Client(base_url=panel.url) as program:
        sent = {**INTO_ASH_1, "initials": "A.W.", **SENIOR}
        begun = program.post("/api/v1/rooms/ash/01/episode", json=sent)
        assert begun.json()["done"]
        assert "nobody answers for that yet" in begun.json()["but"]


# -- by programs, and what is not there


def test_a_program_writes_down_the_same(panel: Served) -> None:
    with Client(base_url=panel.url) as program:
        proof = {"by": ESTATES, "pin": "4711"}
        looked = {"clause": DOORS, "found": "met", "looked_at": "2026-11-20T10:00:00+00:00"}
        assert program.post(f"{API}/looks", json=looked).status_code == 401
        assert program.post(f"{API}/looks", json=looked | proof).status_code == 204
        bare = {"clause": ENSUITE, "found": "not met", "words": "x"}
        refused = program.post(f"{API}/looks", json=bare | proof)
        assert (refused.status_code, "how grave" in refused.text) == (409, True)
        unmet = {**UNMET, **proof}
        assert program.post(f"{API}/looks", json=unmet).status_code == 204
        (defect,) = panel.desk.state(ASH_4).upkeep.open
        mended = {"defect": defect.id, "words": "done", **proof}
        assert program.post(f"{API}/mended", json=mended).status_code == 204
        held = {"defect": defect.id, "holds": True, "by": "K.O.", "pin": PIN["st-03"]}
        assert program.post(f"{API}/checked", json=held).status_code == 204
        why = {"why": "no other room", "by": "K.O.", "pin": PIN["st-03"]}
        assert program.post(f"{API}/regardless", json=why).status_code == 204
    assert len(panel.desk.acts) == 5


@pytest.mark.parametrize(
    "path",
    [
        "/estates?ward=oak",
        "/rooms/oak/01/estates",
        "/rooms/oak/01/estates/round",
        f"{ROOM}/clauses/framework.99",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_form_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.post(f"{ROOM}/nothing", data={}).status_code == 404


def test_of_a_large_site_one_ward_at_a_time_is_shown() -> None:
    rooms = [RoomId(ward, number) for ward in ("ash", "oak") for number in range(1, 31)]
    with served(FakeDesk(*(empty(room) for room in rooms))) as panel, Client() as client:
        page = client.get(f"{panel.url}/estates").text
        assert "/rooms/ash/30/estates" in page
        assert "/rooms/oak/01/estates" not in page
        assert "/rooms/oak/01/estates" in client.get(f"{panel.url}/estates?ward=oak").text
