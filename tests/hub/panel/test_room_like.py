"""What a room was like: the load of a night, and what nobody knows of it."""

import pytest
from httpx import Client
from hypothesis import given
from hypothesis import strategies as st

from hub.panel.local import Local
from hub.panel.room_like import Frame, Like, like, unmeasured
from tests.browser.suited import NOW, THEIRS, past, points, suited
from tests.hub.panel.night import ASH_2, ASH_4
from tests.hub.panel.served import served
from ward.readings import Quantity
from ward.units import Instant, minutes

SINCE = NOW - minutes(12 * 60)
FRAME = Frame(SINCE, Local(NOW))


def night(**changed: list[tuple[Instant, float]]) -> Like:
    kept = points()
    series = {q: changed.get(q.name.lower(), kept.get(str(q), [])) for q in Quantity}
    return like(series, past(), ASH_4, THEIRS, FRAME)


@pytest.mark.hazard("H-49")
def test_an_hour_that_was_not_measured_is_a_gap_and_said_first() -> None:
    shown = night()
    for strip in shown.strips:
        (gap,) = strip.gaps
        assert gap.words == "not measured from 19:12 for 1 h 02 min"
        assert gap.width == pytest.approx(1000 * 62 / 720, abs=1)
        assert strip.path.count("M") == 2, "no line is drawn through it"
    assert shown.said[0] == (
        "Light: not measured for 1 h 02 min of it. Nothing is said of that time."
    )


@pytest.mark.hazard("H-49")
def test_a_night_without_a_sensor_is_not_a_dark_or_a_quiet_one() -> None:
    shown = night(light=[], sound=[], loudest=[])
    light, _, sound, *_ = shown.strips
    assert (light.words, light.path) == ("not measured in all this time", "")
    assert sound.gaps[0].width == 1000
    assert not any("times over" in said for said in shown.said)
    assert "Brighter than the night's 5 lux for no time that is known." in shown.said


def test_it_says_how_long_it_was_too_bright_too_cold_and_how_often_loud() -> None:
    cold = [(SINCE + minutes(n), 18.0 if n < 30 else 21.0) for n in range(0, 721, 2)]
    shown = night(temperature=cold)
    assert "Brighter than the night's 5 lux for 4 min." in shown.said
    assert "Outside the person's band of warmth for 30 min." in shown.said
    assert any("the loudest 83 dBA" in said for said in shown.said)
    assert (
        "Bangs of 60 dBA and more: 2, 1 of them as this room's own door or lock moved, and 2 more "
        "that were only counted."
    ) in shown.said
    assert any("8 times over 60. The loudest is not" in said for said in night(loudest=[]).said)


@pytest.mark.hazard("H-58")
def test_the_loudest_has_a_line_of_its_own_that_crosses_no_gap() -> None:
    light, _, sound, *_ = night().strips
    assert sound.above.count("M") == 2
    assert "the loudest 82.9 dBA, dotted" in sound.words
    assert not light.above


@pytest.mark.hazard("H-49")
def test_nobody_reckons_with_what_was_not_measured() -> None:
    """Bright when it fell silent, and bright when it was back: what was between is not known."""
    bright = [(NOW - minutes(n), 90.0) for n in (125, 120, 60, 55)]
    assert "Brighter than the night's 5 lux for 10 min." in night(light=bright).said


def test_what_changed_stands_beside_it_with_by_whose_word() -> None:
    shown = night()
    assert [one.words for one in shown.changes][:2] == [
        "Main light 20 lux: sensory profile, version 3",
        "Main light 20 lux: staff, for a while, version 3, K.O.",
    ]
    assert all(0 <= one.at_percent <= 100 for one in shown.changes)


@pytest.mark.hazard("H-05")
def test_nothing_of_the_next_room_is_in_it() -> None:
    series = dict.fromkeys(Quantity, ())
    assert like(series, past(), ASH_2, THEIRS, FRAME).changes == ()


@given(st.lists(st.integers(0, 720), max_size=40, unique=True).map(sorted))
def test_every_minute_is_measured_or_said_not_to_be(at: list[int]) -> None:
    heard = [(SINCE + minutes(n), 1.0) for n in at]
    lost = sum((ends - begins for begins, ends in unmeasured(heard, FRAME)), minutes(0))
    near = sum(
        min((b - a) <= 10 and (b - a), 10) for a, b in zip([0, *at], [*at, 720], strict=True)
    )
    assert lost + minutes(near) == minutes(720)


def test_the_page_stands_also_where_nothing_is_known() -> None:
    desk = suited()
    desk.points, desk.past = {}, []
    with served(desk) as panel, Client(base_url=panel.url) as client:
        answer = client.get("/rooms/ash/04/like?hours=24")
    assert answer.status_code == 200
    assert "not measured in all this time" in answer.text
    assert "nothing that is recorded" in answer.text
