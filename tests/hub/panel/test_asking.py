"""The page of what is worth asking about: for whoever is to ask, with evidence, and in words."""

from collections.abc import Iterator

import pytest
from httpx import Client

from hub.panel.asking import ROWS_MOST, said
from hub.panel.local import Local
from hub.patterns.pattern import NO_ACCUSATION, Row
from hub.staff.duty import Duty
from hub.staff.facts import RotaSet, Shift
from tests.hub.panel.night import (
    ASH_1,
    ASH_4,
    MT,
    PIN,
    TWO_AM,
    FakeDesk,
    empty,
    happened,
    heard,
    looked,
)
from tests.hub.panel.served import served
from ward.happenings import BadgeShown
from ward.rooms import RoomId
from ward.units import hours, minutes, seconds

OAK_1 = RoomId("oak", 1)


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk(*(heard(empty(room)) for room in (ASH_1, ASH_4, OAK_1)))
    desk.stopped_at = TWO_AM
    desk.past = [
        looked(ASH_4, TWO_AM - minutes(20 * n), words="appears settled in bed")
        for n in reversed(range(ROWS_MOST + 2))
    ]
    desk.past.append(happened(OAK_1, TWO_AM - minutes(2), BadgeShown(badge="0A0B0C0D")))
    desk.past.append(happened(OAK_1, TWO_AM - minutes(2), BadgeShown(badge="0A0B0C0E")))
    return desk


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as panel, Client(base_url=panel.url) as client:
        yield client


def signed(web: Client, ref: str) -> Client:
    assert web.post("/you", data={"by": ref, "pin": PIN[ref]}).status_code == 303
    return web


@pytest.mark.hazard("H-29")
def test_whoever_has_not_signed_is_asked_to_and_sees_nobody_named(web: Client) -> None:
    answer = web.get("/patterns")
    assert answer.status_code == 401
    assert "This page is for whoever is in charge: sign first" in answer.text
    assert 'name="back" value="/patterns"' in answer.text
    assert "appears settled" not in answer.text


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize("ref", ["st-01", "st-04"])
def test_a_nurse_and_a_doctor_are_told_who_may(web: Client, ref: str) -> None:
    answer = signed(web, ref).get("/patterns")
    assert answer.status_code == 403
    assert "may not look at the patterns of a ward. It takes one of: nurse in charge" in answer.text
    assert "appears settled" not in answer.text


@pytest.mark.parametrize("ref", ["st-03", "st-05"])
def test_the_nurse_in_charge_and_the_manager_may_look(web: Client, ref: str) -> None:
    answer = signed(web, ref).get("/patterns")
    assert answer.status_code == 200
    assert NO_ACCUSATION in answer.text


def test_a_nurse_whom_the_rota_puts_in_charge_may_look_then(web: Client, desk: FakeDesk) -> None:
    shift = Shift(
        duty=Duty.IN_CHARGE, staff=MT.ref, begins_at=TWO_AM - hours(1), ends_at=TWO_AM + hours(1)
    )
    desk.office = desk.office.after(RotaSet(at=TWO_AM, by="W.M.", shifts=(shift,)))
    signed(web, "st-01")
    assert web.get("/patterns").status_code == 200
    desk.stopped_at = TWO_AM + hours(1)
    assert web.get("/patterns").status_code != 200


def test_each_pattern_has_its_evidence_and_what_may_explain_it(web: Client) -> None:
    page = signed(web, "st-05").get("/patterns").text
    assert "The same text again: 1 worth asking about" in page
    assert f"S.B.: {ROWS_MOST + 2} of {ROWS_MOST + 2} texts say “appears settled in bed”." in page
    assert "and 2 more, earlier or later" in page
    assert "A quiet night in which nothing changed" in page
    assert "Looked for, and nothing found" in page
    assert "Runs of entries written afterwards" in page


def test_of_several_wards_one_is_looked_at_by_itself(web: Client) -> None:
    signed(web, "st-05")
    oak, ash = web.get("/patterns?ward=oak").text, web.get("/patterns?ward=ash&days=1").text
    assert "Two badges at one door in the same second: 1 worth" in oak
    assert "The same text again: 1 worth" not in oak
    assert "Two badges at one door in the same second: 1 worth" not in ash
    assert web.get("/patterns?days=1000").status_code == 422


def test_a_record_that_cannot_be_read_is_said_to_be_so(web: Client, desk: FakeDesk) -> None:
    async def broken(*_: object) -> None:
        raise OSError("disk")

    desk.facts = broken  # type: ignore[method-assign, assignment]
    answer = signed(web, "st-05").get("/patterns")
    assert answer.status_code == 503
    assert "The record cannot be read now. Alarms still come" in answer.text


def test_the_way_to_it_stands_on_the_ward_page(web: Client) -> None:
    assert 'href="/patterns"' in web.get("/").text


def test_a_row_says_when_to_the_second_and_at_which_doors() -> None:
    when, words = said(Row(TWO_AM, (ASH_4, ASH_1), "0.4 s apart"), Local(TWO_AM + seconds(5)))
    assert (when, words) == ("Mon 23 Nov 02:14:07", "Ash 4 and Ash 1: 0.4 s apart")
