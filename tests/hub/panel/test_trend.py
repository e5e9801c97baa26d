"""A room's trends: gaps that stay gaps, doubts, modes, and no number that may not be shown."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from hub.panel.app import build
from hub.panel.trend import GAP, curve, doubts
from hub.rooms.doubted import DOUBTS, code_of, doubt_of, series_of
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.state import RoomState
from tests.hub.panel.night import (
    ASH_1,
    ASH_4,
    TWO_AM,
    FakeDesk,
    alarm,
    authorised,
    began,
    empty,
    facts,
    happened,
    heard,
    says,
    visited,
)
from ward.conditions import BLANK_SPELL
from ward.happenings import DoorMoved
from ward.mode_table import restraint
from ward.modes import ModeBegun
from ward.units import Instant, minutes, seconds
from ward.vitals import Doubt, Doubted, Rate, Vital

NOW = TWO_AM
SINCE = NOW - minutes(60)
ALLOWED_UNTIL = NOW + minutes(100)
Point = tuple[Instant, float]


def lying(*, until: Instant = ALLOWED_UNTIL) -> RoomState:
    state = facts(
        empty(ASH_4),
        began(ASH_4, NOW - minutes(120)),
        visited(ASH_4, NOW - minutes(8)),
        authorised(ASH_4, NOW - minutes(110), until),
    )
    return says(heard(state), Rate(per_minute=14.2, quality=0.8), NOW, NOW)


def each_second(begin_s: int, end_s: int, rate: float = 14.0) -> list[Point]:
    return [(SINCE + seconds(n), rate) for n in range(begin_s, end_s)]


def desk(state: RoomState) -> FakeDesk:
    desk = FakeDesk(state)
    desk.stopped_at = NOW
    desk.points[Vital.BREATHING] = each_second(0, 1200) + each_second(1800, 3600, 16.0)
    desk.points[Vital.HEART] = each_second(0, 3600, 66.0)
    desk.points[series_of(Vital.BREATHING)] = [
        (SINCE + seconds(1200), code_of(Doubt.MOVING)),
        (SINCE + seconds(1500), code_of(Doubt.WEAK_SIGNAL)),
    ]
    desk.past = [
        alarm(ASH_4, NOW - minutes(30), BLANK_SPELL.name, "Breathing 27, nobody has been"),
        alarm(ASH_1, NOW - minutes(20), BLANK_SPELL.name, "next door"),
        visited(ASH_4, NOW - minutes(8)),
        happened(ASH_4, NOW - minutes(26), DoorMoved(is_open=True)),
        ModeChanged(
            room=ASH_4,
            at=NOW - minutes(25),
            change=ModeBegun(mode=restraint("m1", "M.T.", NOW - minutes(25))),
        ),
    ]
    return desk


def asked(desk: FakeDesk, path: str = f"/api/v1/rooms/{ASH_4}/trend") -> tuple[int, str, Any]:
    return asyncio.run(_asked(build(desk), path))


async def _asked(app: FastAPI, path: str) -> tuple[int, str, Any]:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
        answer = await client.get(path)
    is_data = answer.headers["content-type"] == "application/json"
    return answer.status_code, answer.text, answer.json() if is_data else {}


@pytest.mark.hazard("H-22")
def test_where_nothing_could_be_seen_the_curve_is_broken() -> None:
    points = each_second(0, 60) + each_second(60 + int(GAP.total_seconds()) + 1, 200)
    found = curve(lying(), Vital.BREATHING, points, SINCE, NOW)
    assert found.rate.count(None) == 1
    assert found.rate[60] is None
    near = each_second(0, 60) + each_second(60 + int(GAP.total_seconds()) - 2, 200)
    assert None not in curve(lying(), Vital.BREATHING, near, SINCE, NOW).rate


@pytest.mark.hazard("H-22")
@pytest.mark.parametrize("minutes_ago", [4, 10, 60])
@pytest.mark.parametrize(("share", "percent"), [(1, 100), (2, 50)])
def test_what_was_seen_all_the_time_is_said_to_be_however_short_that_was(
    minutes_ago: int, share: int, percent: int
) -> None:
    """A radar says a rate every few seconds, and a pulse every five."""
    long_s = 60 * minutes_ago
    since = NOW - seconds(long_s)
    points = [(since + seconds(n), 14.0) for n in range(0, long_s // share, 5)]
    found = curve(lying(), Vital.BREATHING, points, since, NOW)
    assert found.seen_percent == pytest.approx(percent, abs=2)


@pytest.mark.hazard("H-13")
@pytest.mark.parametrize("vital", [Vital.BREATHING, Vital.HEART])
def test_without_an_authorisation_there_is_no_number_nor_any_of_before(vital: Vital) -> None:
    over = lying(until=NOW - seconds(1))
    found = curve(over, vital, each_second(0, 3600), SINCE, NOW)
    assert (found.at, found.rate, found.usual, found.seen_percent) == ([], [], None, 0)
    assert "not authorised now" in found.why
    assert found.words == found.why
    assert not any(letter.isdigit() for letter in found.words)


@pytest.mark.hazard("H-31")
def test_a_radar_that_nobody_walked_draws_nothing() -> None:
    found = curve(
        replace(lying(), commissioning=None), Vital.BREATHING, each_second(0, 9), SINCE, NOW
    )
    assert found.at == []
    assert "Not commissioned" in found.why


def test_a_doubt_lasts_until_the_next_word_or_rate() -> None:
    told = [
        (SINCE + seconds(10), code_of(Doubt.MOVING)),
        (SINCE + seconds(70), code_of(Doubt.WEAK_SIGNAL)),
    ]
    rates = each_second(100, 110)
    found = doubts(lying(), told, rates, SINCE, NOW)
    assert [(one.words, one.ends - one.begins) for one in found] == [
        ("moving", 60_000),
        ("weak signal", 30_000),
    ]
    last = says(lying(), Doubted(doubt=Doubt.MOVING), NOW, NOW)
    assert doubts(last, told[:1], [], SINCE, NOW)[-1].ends == int(NOW.timestamp() * 1000)


def test_every_doubt_has_its_place_in_a_series() -> None:
    assert [doubt_of(code_of(one)) for one in DOUBTS] == list(Doubt)
    assert doubt_of(-1.0) is None
    assert doubt_of(99.0) is None


def test_the_data_holds_curves_doubts_modes_and_events_of_this_room_alone() -> None:
    status, text, data = asked(desk(lying()))
    assert status == 200
    breathing, pulse = data["curves"]
    assert breathing["rate"].count(None) == 1
    assert (pulse["title"], pulse["rate"].count(None)) == ("Pulse", 0)
    assert [one["words"] for one in data["doubts"]] == ["moving", "weak signal"]
    words = " / ".join(one["words"] for one in data["marks"])
    assert "Alarm: blank spell" in words
    assert "Seen in person by M.T." in words
    assert "Restraint begins, by M.T." in words
    assert "Door opened" in words
    assert "next door" not in text
    assert "Breathing 27" not in text, "an alarm's words may hold a rate; its name does not"


@pytest.mark.hazard("H-13")
def test_once_it_has_expired_neither_data_nor_page_hold_a_rate() -> None:
    over = desk(lying(until=NOW - seconds(1)))
    _, _, data = asked(over)
    assert [one["at"] for one in data["curves"]] == [[], []]
    assert data["doubts"] == []
    _, page, _ = asked(over, f"/trend/{ASH_4}")
    assert "Breathing is not authorised now: no numbers are shown" in page
    assert "14 to 16" not in page


def test_the_page_says_in_words_what_is_drawn_and_when_they_were_seen() -> None:
    status, page, _ = asked(desk(lying()), f"/trend/{ASH_4}?hours=8")
    assert status == 200
    assert "Breathing: 14 to 16 a minute; seen in" in page
    assert "Seen in person" in page
    assert "Nothing of it is an in-person observation." in page
    assert (asked(desk(lying()), f"/trend/{ASH_4}?hours=99"))[0] == 422
    assert (asked(desk(lying()), "/trend/elm/01"))[0] == 404


def test_nothing_of_somebody_who_was_here_before_is_drawn() -> None:
    late = facts(empty(ASH_4), began(ASH_4, NOW - minutes(5)))
    late = facts(late, authorised(ASH_4, NOW - minutes(4), NOW + minutes(60)))
    _, _, data = asked(desk(says(heard(late), Rate(per_minute=14, quality=1), NOW, NOW)))
    assert min(data["curves"][0]["at"]) >= int((NOW - minutes(5)).timestamp() * 1000)
