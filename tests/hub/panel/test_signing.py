"""Signing at the panel: by PIN, for a while, and never in the name of whoever has left."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from httpx import Client, Response
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import Ask, EndEpisode, Look, NameObservers, SetLimit, SetPin, SetRota, SetStaff, Sign
from hub.panel.signatures import COOKIE
from hub.panel.signing import AT_ONCE_MOST, DECIDING, FORMS, QUIET_MOST, Asks, Session, asks
from hub.rooms.episode_facts import KnownObserver, LimitName
from hub.staff.duty import Duty
from hub.staff.facts import RotaSet, Shift, StaffLeft, StaffSet
from hub.staff.register import Register
from tests.hub.panel.night import (
    ASH_1,
    ASH_4,
    KO,
    PIN,
    STAFF,
    TWO_AM,
    FakeDesk,
    began,
    empty,
    facts,
    heard,
    visited,
)
from tests.hub.panel.served import Browsing, served
from ward.care import Role, Staff
from ward.units import Span, hours, minutes, seconds

ROOM = "/rooms/ash/04"
API = f"/api/v1{ROOM}"
KO_SIGNS = {"by": "K.O.", "pin": PIN["st-03"]}
DR_SIGNS = {"by": "D.R.", "pin": PIN["st-04"]}
WM_SIGNS = {"by": "st-05", "pin": PIN["st-05"]}
WARMER = {"celsius": "22.0"}


@pytest.fixture
def desk() -> FakeDesk:
    confined = facts(
        empty(ASH_4), began(ASH_4, TWO_AM - minutes(60)), visited(ASH_4, TWO_AM - minutes(8))
    )
    desk = FakeDesk(heard(empty(ASH_1)), heard(confined))
    desk.stopped_at = TWO_AM
    return desk


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Browsing]:
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        yield client


def sign(web: Client, by: str = "K.O.", pin: str = PIN["st-03"]) -> Response:
    return web.post("/you", data={"by": by, "pin": pin, "back": ROOM})


def later(desk: FakeDesk, span: Span) -> None:
    desk.stopped_at = desk.now() + span


def press(web: Client) -> int:
    return web.post(f"{ROOM}/orders", data=WARMER).status_code


# -- for how long, without a browser


@given(st.lists(st.integers(0, 600), max_size=60))
def test_no_sequence_of_acts_keeps_anybody_signed_for_longer_than_half_an_hour(waits_s):
    session, now = Session.of("st-03", TWO_AM), TWO_AM
    for wait_s in waits_s:
        now += seconds(wait_s)
        quiet = now - session.acted_at
        assert session.holds(now) is (quiet < QUIET_MOST and now < TWO_AM + AT_ONCE_MOST)
        if not session.holds(now):
            return
        session = session.acted(now)


def test_a_clock_that_is_set_back_signs_everybody_off():
    session = Session.of("st-03", TWO_AM)
    assert session.holds(TWO_AM - seconds(1))  # a clock that is only kept in step
    assert not session.holds(TWO_AM - minutes(1))


@pytest.mark.parametrize("form", [*FORMS, "order", "staff", "rota", "pin"])
def test_whatever_decides_asks_for_the_pin_again_and_the_rest_does_not(form):
    session = Session.of("st-03", TWO_AM)
    assert asks(form, None, TWO_AM) is Asks.BOTH
    assert asks(form, session, TWO_AM + QUIET_MOST) is Asks.BOTH
    assert asks(form, session, TWO_AM) is (Asks.PIN if form in DECIDING else Asks.NOTHING)


def test_looks_orders_and_a_closer_watch_are_all_that_a_signed_browser_may_do_without_a_pin():
    closer = {"tranquillised", "restrained", "held", "released"}  # ending one takes the PIN
    assert set(FORMS) - DECIDING == {"look", "seen"} | closer


# -- in a browser


def test_nobody_acts_without_signing(web, desk):
    answer = web.post(f"{ROOM}/orders", data=WARMER)
    assert answer.status_code == 401
    assert "Sign first, with your initials and PIN." in answer.text
    for leaf in ("looks", "plan", "episode/end"):
        sent = {"how": "CCTV", "every_min": "5", "authority": "local", "source": "s", "why": "w"}
        assert web.post(f"{ROOM}/{leaf}", data=sent).status_code == 401
    assert (desk.acts, desk.signs) == ([], [])


@pytest.mark.parametrize("typed", ["K.O.", "ko", " k o ", "st-03"])
def test_initials_or_reference_and_pin_sign_this_browser_and_acts_bear_the_reference(
    web, desk, typed
):
    answer = sign(web, by=typed)
    assert (answer.status_code, answer.headers["location"]) == (303, ROOM)
    assert desk.signs == [Sign("st-03")]
    assert press(web) == 303
    assert [act.by for act in desk.acts] == ["st-03"]


LOOKED = {"how": "CCTV"}
PRESSES = [(f"{ROOM}/orders", WARMER), (f"{ROOM}/looks", LOOKED), (f"{ROOM}/pause", {})]


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize(("where", "sent"), PRESSES)
@pytest.mark.parametrize("shows", ["st-03", "", None], ids=["K.O.", "nobody", "no script"])
def test_a_page_that_does_not_show_who_is_signed_acts_for_nobody_and_signs_them_off(
    web, desk, where, sent, shows
):
    """Two tabs of one browser: in one of them somebody else has signed since."""
    sign(web)
    assert 'data-ref="st-03"' in web.get(ROOM).text
    sign(web, by="W.M.", pin=PIN["st-05"])
    older = sent if shows is None else {**sent, "as": shows}
    answer = Client.post(web, where, data=older)
    assert answer.status_code == 401
    since = "Somebody else had signed in this browser since: nothing was done."
    here = "Somebody had signed in this browser, not on this page: nothing was done."
    assert (since if shows else here) in answer.text
    assert web.shows() == "", "the next press of that page would be theirs"
    assert Client.post(web, where, data={**sent, "as": "st-05"}).status_code == 401
    assert desk.acts == []


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize("sent", [WARMER, {"celsius": "a lot"}])
def test_a_control_of_an_older_page_says_why_and_its_head_shows_nobody(web, desk, sent):
    sign(web)
    sign(web, by="W.M.", pin=PIN["st-05"])
    htmx = {"HX-Request": "true"}
    text = Client.post(web, f"{ROOM}/orders", data={**sent, "as": "st-03"}, headers=htmx).text
    assert ("<b>Not asked.</b> Somebody else had signed" in text) is (sent is WARMER)
    assert '<span id="signed" class="signed" hx-swap-oob="true">' in text
    assert "W.M." not in text
    assert desk.acts == []


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize("typed", [{"by": "W.M."}, {"pin": PIN["st-05"]}, {"why": "calm"}])
def test_nothing_is_decided_by_half_a_proof_on_a_page_that_shows_somebody_else(web, desk, typed):
    sign(web)
    sign(web, by="W.M.", pin=PIN["st-05"])
    sent = {"why": "calm", "as": "st-03"} | typed
    assert Client.post(web, f"{ROOM}/episode/end", data=sent).status_code == 401
    assert desk.acts == []


def test_who_proves_themselves_on_an_older_page_acts_for_themselves(web, desk):
    sign(web, by="W.M.", pin=PIN["st-05"])
    sent = LOOKED | KO_SIGNS | {"as": ""}
    assert Client.post(web, f"{ROOM}/looks", data=sent).status_code == 303
    assert [act.by for act in desk.acts] == ["st-03"]
    assert web.shows() == "st-03"


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize("name", ["D.R.", "st-04", "nobody"])
def test_another_name_without_a_pin_is_not_whoever_is_signed(web, desk, name):
    sign(web)
    assert web.post(f"{ROOM}/looks", data=LOOKED | {"by": name}).status_code == 401
    web.post("/api/v1/session", json=KO_SIGNS)
    assert web.post(f"{API}/looks", json=LOOKED | {"by": name}).status_code == 401
    assert desk.acts == []
    assert web.post(f"{API}/looks", json=LOOKED | {"by": "ko"}).status_code == 200


def test_the_cookie_is_for_this_site_alone_and_says_nothing(web):
    cookie = sign(web).headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[\w-]{{40,}};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert f"Max-Age={int(AT_ONCE_MOST.total_seconds())}" in cookie


def test_a_made_up_cookie_signs_nobody(web):
    web.cookies.set(COOKIE, "st-03")
    assert press(web) == 401


def test_the_page_says_who_is_signed_and_for_how_long(web, desk):
    assert '<a class="head__button" href="/you?back=/rooms/ash/04">Sign</a>' in web.get(ROOM).text
    sign(web)
    later(desk, seconds(50))
    page = web.get(ROOM).text
    assert "Signed as <b>K.O.</b>" in page
    assert "signs off in 4 min" in page
    assert 'data-left="250"' in page


def test_five_minutes_after_the_last_act_nobody_is_signed(web, desk):
    sign(web)
    for _ in range(3):
        later(desk, minutes(4))
        assert press(web) == 303
    later(desk, minutes(5))
    assert press(web) == 401
    assert "Signed as" not in web.get(ROOM).text


def test_to_look_at_a_page_is_no_act(web, desk):
    sign(web)
    for _ in range(5):
        later(desk, minutes(1))
        web.get(ROOM)
    assert press(web) == 401


def test_half_an_hour_after_the_pin_it_is_asked_for_again_whatever_was_done(web, desk):
    sign(web)
    for _ in range(14):
        later(desk, minutes(2))
        assert press(web) == 303
    later(desk, minutes(2))
    assert press(web) == 401


def test_signing_off_is_at_once_and_the_token_is_worth_nothing_afterwards(web, desk):
    sign(web)
    token = web.cookies[COOKIE]
    assert web.post("/you/off", data={"back": ROOM}).headers["location"] == ROOM
    web.cookies.set(COOKIE, token)
    assert press(web) == 401


def test_whoever_has_left_is_signed_nowhere_any_more(web, desk):
    sign(web)
    for fact in (
        *(StaffSet(at=TWO_AM, by="hub.toml", staff=one) for one in STAFF),
        StaffLeft(at=TWO_AM, by="st-05", ref="st-03", why="left"),
    ):
        desk.office = desk.office.after(fact)
    assert press(web) == 401


def test_who_decides_types_the_pin_though_signed_and_not_who_they_are(web, desk):
    sign(web)
    ending = {"why": "calm"}
    answer = web.post(f"{ROOM}/episode/end", data=ending)
    assert answer.status_code == 401
    assert "This is decided by your PIN each time: give it again" in answer.text
    assert 'value="calm"' in answer.text
    answer = web.post(f"{ROOM}/episode/end", data=ending | {"pin": PIN["st-03"]})
    assert answer.status_code == 303
    assert desk.acts == [EndEpisode(ASH_4, "st-03", "calm")]


def test_a_pin_given_with_a_form_signs_this_browser_for_what_comes_next(web, desk):
    assert web.post(f"{ROOM}/looks", data={"how": "CCTV"} | KO_SIGNS).status_code == 303
    assert press(web) == 303
    assert [type(act) for act in desk.acts] == [Look, Ask]
    assert desk.signs == [Sign("st-03")]


def test_another_ones_pin_makes_this_their_browser(web, desk):
    sign(web)
    web.post(f"{ROOM}/looks", data={"how": "CCTV"} | DR_SIGNS)
    assert [act.by for act in desk.acts] == ["st-04"]
    assert "Signed as <b>D.R.</b>" in web.get(ROOM).text


@pytest.mark.parametrize(
    ("where", "back"), [(f"{ROOM}/looks", ROOM), ("/you", "/you?back=%2Frooms%2Fash%2F04")]
)
def test_after_a_form_that_failed_the_head_leads_back_to_its_page(web, where, back):
    """Switching to night, or signing off, is no reason to leave the room."""
    text = web.post(where, data=LOOKED | KO_SIGNS | {"pin": "0852", "back": ROOM}).text
    head = text.split("<header")[1].split("</header>")[0]
    assert f'name="back" value="{back}"' in head
    assert f'href="/you?back={quote(back)}"' in head


def test_what_was_typed_stays_when_the_pin_is_wrong_and_the_pin_does_not(web, desk):
    sent = {"how": "CCTV", "words": "asleep", "by": "K.O.", "pin": "0852"}
    answer = web.post(f"{ROOM}/looks", data=sent)
    assert answer.status_code == 401
    assert "That PIN does not go with those initials or that reference" in answer.text
    assert 'value="asleep"' in answer.text
    assert "0852" not in answer.text
    assert desk.acts == []


def test_pressing_with_htmx_the_page_hears_how_long_it_is_signed_from_now_on(web, desk):
    htmx = {"HX-Request": "true"}
    refused = web.post(f"{ROOM}/orders", data=WARMER, headers=htmx)
    assert refused.status_code == 401
    assert refused.text.startswith('<div id="control-temperature"')
    assert "Sign first" in refused.text
    sign(web)
    later(desk, minutes(3))
    text = web.post(f"{ROOM}/orders", data=WARMER, headers=htmx).text
    assert 'id="signed" class="signed" data-left="300" data-ref="st-03" hx-swap-oob="true"' in text


# -- who is not who they say


def test_a_wrong_pin_and_a_name_of_nobody_get_the_same_answer(web, desk):
    answers = [sign(web, by, "0852") for by in ("K.O.", "N.N.", "st-99")]
    assert {answer.status_code for answer in answers} == {401}
    said = [re.sub(r'value="[^"]*"', "", answer.text.split("<main")[1]) for answer in answers]
    assert said[0] == said[1] == said[2]
    assert [ref for ref, _ in desk.looked_at] == ["st-03", None, None]


def test_two_of_the_same_initials_sign_by_reference(web, desk):
    other = Staff(ref="st-08", initials="K.O.", role=Role.NURSE, badge="04FFFF0000")
    desk.office = type(desk.office)(Register.of((*STAFF, other)))
    for _ in range(7):
        answer = sign(web, "ko")
        assert answer.status_code == 401
        assert "More than one K.O.: give your reference" in answer.text
    assert (desk.looked_at, desk.signs) == ([], []), "whose PIN it would have to be, nobody knows"
    assert sign(web, "st-03").status_code == 303
    assert sign(web, "W.M.", PIN["st-05"]).status_code == 303


@pytest.mark.hazard("H-03")
def test_after_five_wrong_pins_even_the_right_one_has_to_wait_and_that_is_on_record(web, desk):
    for _ in range(5):
        assert sign(web, pin="0852").status_code == 401
    for _ in range(3):
        answer = sign(web)
        assert answer.status_code == 401
        assert "Too many wrong PINs: try again in 1 min" in answer.text
    assert len(desk.looked_at) == 5
    assert [act.refused for act in desk.signs] == [
        "wrong PIN or reference",
        "wrong PIN or reference, 2 in a row",
        "wrong PIN or reference, 3 in a row",
        "wrong PIN or reference, 4 in a row",
        "wrong PIN or reference, 5 in a row: waits 1 min",
        "tried while it had to wait for another 1 min",
    ]
    assert {act.by for act in desk.signs} == {"st-03"}
    later(desk, minutes(1))
    assert sign(web).status_code == 303
    for _ in range(4):
        assert sign(web, pin="0852").status_code == 401
    assert sign(web).status_code == 303


@pytest.mark.hazard("H-29")
def test_that_somebody_is_kept_from_signing_stands_on_every_page_and_is_told_once(web, desk):
    for _ in range(4):
        sign(web, pin="0852")
    assert "wrong PINs" not in web.get(ROOM).text
    for _ in range(3):
        sign(web, pin="0852")
        sign(web, "N.N.", "0852")
    said = "5 wrong PINs in a row under K.O.: nobody can sign by that name until 02:15:07."
    for page in ("/", ROOM, "/you"):
        assert f"{said} Was it them?" in web.get(page).text
        assert "N.N." not in web.get(page).text
    assert [act.locks for act in desk.signs].count(True) == 1
    later(desk, minutes(1))
    last = "5 wrong PINs in a row under K.O., the last at 02:14:07. Was it them?"
    assert last in web.get(ROOM).text
    later(desk, hours(1))
    assert "wrong PINs" not in web.get(ROOM).text
    sign(web, pin="0852")
    assert "6 wrong PINs in a row under K.O." in web.get(ROOM).text
    later(desk, minutes(2))
    assert sign(web).status_code == 303
    assert "wrong PINs" not in web.get(ROOM).text


@pytest.mark.parametrize("names", [["K.O.", "st-03", "ko"], ["n.n.", "N.N.", " N.N. "]])
def test_other_spellings_are_no_other_tries(web, desk, names):
    for n in range(5):
        sign(web, names[n % 3], "0852")
    assert "Too many wrong PINs" in sign(web, names[0], "0852").text


def test_one_who_has_to_wait_keeps_nobody_else_waiting(web):
    for _ in range(6):
        sign(web, pin="0852")
    assert sign(web, "D.R.", PIN["st-04"]).status_code == 303


def test_names_of_nobody_are_written_down_as_somebody_and_not_without_end(web, desk):
    for n in range(40):
        sign(web, f"1234{n}", "0852")
    assert {act.by for act in desk.signs} == {"somebody"}
    assert len(desk.signs) == 5


# -- programs


def test_a_program_signs_each_call_or_for_a_while(web, desk):
    order = {"temperature": 22}
    refused = web.post(f"{API}/orders", json=order)
    assert refused.status_code == 401
    assert refused.json()["refused"] == "Give your initials or reference, and your PIN"
    assert refused.headers["www-authenticate"] == 'PIN realm="Attune"'
    assert web.post(f"{API}/orders", json=order | KO_SIGNS).status_code == 200
    assert web.post(f"{API}/orders", json=order).status_code == 401, "one call is one call"
    begun = web.post("/api/v1/session", json=KO_SIGNS).json()
    assert (begun["ref"], begun["ends_at"]) == ("st-03", "2026-11-23T02:19:07Z")
    assert web.post(f"{API}/orders", json=order).status_code == 200
    end = {"why": "calm"}
    assert web.post(f"{API}/episode/end", json=end).status_code == 401
    assert web.post(f"{API}/episode/end", json=end | {"pin": PIN["st-03"]}).status_code == 200
    assert web.delete("/api/v1/session").status_code == 204
    assert web.post(f"{API}/orders", json=order).status_code == 401


def test_no_answer_holds_the_pin_that_was_sent(web):
    for sent in ({"pin": "8642975"}, {"pin": "8642975", "by": "K.O.", "temperature": "hot"}):
        assert "8642975" not in web.post(f"{API}/orders", json=sent).text


def test_who_has_not_signed_reads_initials_alone_and_no_rota(web):
    listed = web.get("/api/v1/staff")
    assert {"initials": "K.O."} in listed.json()
    assert "st-0" not in listed.text
    assert web.get("/api/v1/rota").status_code == 401


def test_staff_are_listed_without_their_badges(web):
    web.post("/api/v1/session", json=KO_SIGNS)
    listed = web.get("/api/v1/staff").json()
    assert {"ref": "st-03", "initials": "K.O.", "role": "nurse in charge"} in listed
    assert KO.badge not in web.get("/api/v1/staff").text


def test_a_manager_changes_the_register_and_a_nurse_in_charge_does_not(web, desk):
    new = {"initials": "S.B.", "role": "health-care assistant", "badge": "04D4E5F6"}
    refused = web.put("/api/v1/staff/st-07", json=new | KO_SIGNS)
    assert refused.status_code == 409
    assert "may not change the register of staff" in refused.json()["refused"]
    assert web.put("/api/v1/staff/st-07", json=new | WM_SIGNS).status_code == 204
    taken = web.put("/api/v1/staff/st-08", json=new | WM_SIGNS)
    assert taken.json()["refused"] == "That badge is somebody else's already"
    assert web.put("/api/v1/staff/K.O.", json=new | WM_SIGNS).status_code == 422
    gone = {"why": "left"} | WM_SIGNS
    assert web.request("DELETE", "/api/v1/staff/st-07", json=gone).status_code == 204
    web.post("/api/v1/session", json=KO_SIGNS)
    assert "st-07" not in web.get("/api/v1/staff").text
    assert isinstance(desk.acts[0], SetStaff)


def test_the_register_is_never_changed_by_a_cookie_alone(web):
    web.post("/api/v1/session", json=WM_SIGNS)
    gone = web.request("DELETE", "/api/v1/staff/st-01", json={"why": "left"})
    assert gone.status_code == 401


def test_a_new_pin_ends_what_the_old_one_began(web, desk):
    sign(web)
    weak = web.put("/api/v1/staff/st-03/pin", json={"new_pin": "1234"} | KO_SIGNS)
    assert weak.json()["refused"] == "A PIN must not simply count up or down"
    changed = web.put("/api/v1/staff/st-03/pin", json={"new_pin": "1357"} | KO_SIGNS)
    assert changed.status_code == 204
    assert press(web) == 401
    assert sign(web).status_code == 401
    assert sign(web, pin="1357").status_code == 303
    assert desk.acts == [SetPin("st-03", "hash of 1357", "st-03")]


def test_the_rota_is_read_and_set_whole_and_may_be_long(web, desk):
    shift = {
        "duty": "observer", "staff": "st-01", "rooms": ["ash/04"],
        "begins_at": "2026-11-23T00:00:00Z", "ends_at": "2026-11-23T08:00:00Z",
    }  # fmt: skip
    long = [shift] * 1000
    assert web.put("/api/v1/rota", json={"shifts": long} | KO_SIGNS).status_code == 204
    assert isinstance(desk.acts[-1], SetRota)
    web.post("/api/v1/session", json=KO_SIGNS)
    assert web.get("/api/v1/rota").json()[-1] == shift
    unknown = web.put("/api/v1/rota", json={"shifts": [shift | {"staff": "st-99"}]} | KO_SIGNS)
    assert unknown.json()["refused"] == "Not in the register: st-99"


# -- of one person


def test_a_doctor_sets_a_limit_and_the_page_says_whose_and_until_when(web, desk):
    sent = {"value_s": "15", "why": "after injection", "hours": "2"}
    assert web.post(f"{ROOM}/limit", data=sent | KO_SIGNS).status_code == 409
    assert web.post(f"{ROOM}/limit", data=sent | DR_SIGNS).status_code == 303
    until = TWO_AM + hours(2)
    act = SetLimit(ASH_4, LimitName.NO_BREATHING, 15, "st-04", "after injection", until)
    assert desk.acts == [act]
    said = "No breathing after 15 s, set by st-04 until 04:14: after injection"
    assert said in web.get(ROOM).text
    (limit,) = web.get("/api/v1/rooms/ash/4").json()["episode"]["limits"]
    assert (limit["value_s"], limit["by"], limit["why"]) == (15, "st-04", "after injection")
    later(desk, hours(2))
    assert web.get("/api/v1/rooms/ash/4").json()["episode"]["limits"] == []
    assert "set by st-04" not in web.get(ROOM).text.split("Timeline")[0]


@pytest.mark.parametrize("hours", ["24.5", "0", ""])
def test_no_limit_of_ones_own_lasts_longer_than_a_day(web, desk, hours):
    sent = {"value_s": "15", "why": "after injection", "hours": hours or "25"}
    assert web.post(f"{ROOM}/limit", data=sent | DR_SIGNS).status_code == 400
    assert desk.acts == []


def test_the_page_says_who_of_the_rota_the_person_does_not_know(web, desk):
    shift = Shift(duty=Duty.OBSERVER, staff="st-04", begins_at=TWO_AM, ends_at=TWO_AM + minutes(30))
    desk.office = desk.office.after(RotaSet(at=TWO_AM, by="st-03", shifts=(shift,)))
    assert "is not among those who know" not in web.get(ROOM).text, "nobody has said who knows J.T."
    sent = {"observers": "M.T. since 2026-01-03, ko", "preference": "a woman, please"}
    assert web.post(f"{ROOM}/observers", data=sent | KO_SIGNS).status_code == 303
    (act,) = desk.acts
    assert isinstance(act, NameObservers)
    assert [one.ref for one in act.observers] == ["st-01", "st-03"]
    page = web.get(ROOM).text
    assert "st-04 is not among those who know J.T." in page
    assert "Prefers: a woman, please" in page
    episode = web.get("/api/v1/rooms/ash/4").json()["episode"]
    assert (episode["known_to"], episode["preference"]) == (["st-01", "st-03"], "a woman, please")
    later(desk, minutes(30))
    assert "is not among those who know" not in web.get(ROOM).text


def test_an_observer_whom_nobody_knows_is_refused_by_name(web, desk):
    answer = web.post(f"{ROOM}/observers", data={"observers": "M.T., X.Y."} | KO_SIGNS)
    assert answer.status_code == 400
    assert "X.Y. is nobody in the register, or more than one" in answer.text
    named = {"observers": [{"ref": "st-99"}]}
    assert web.post(f"{API}/observers", json=named | KO_SIGNS).status_code == 409
    assert desk.acts == []
    named = {"observers": [{"ref": "st-01", "knows_since": "2026-01-03"}]}
    assert web.post(f"{API}/observers", json=named | KO_SIGNS).status_code == 200
    assert desk.acts[0].observers == (KnownObserver(ref="st-01", knows_since="2026-01-03"),)
