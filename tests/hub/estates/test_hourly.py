"""When points are forgotten: what hours leave open is not measured, and no breach is made met."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.estates.answers import Answer
from hub.estates.clause import Clause, Tighter, tightened
from hub.estates.hourly import SOUND_AT_MOST, Hours, at_most, before, course
from hub.estates.trace import Trace
from tests.hub.estates.measured_room import (
    CLOCK,
    CO2,
    LIGHT,
    RADAR,
    SINCE,
    SOUND,
    SURFACE,
    WARM,
    WARM_2,
    Room,
    clause,
)

pytestmark = pytest.mark.hazard("H-60")

OF = {
    "framework.40": (WARM, 20.0, 30.0), "local.surface": (SURFACE, 35.0, 50.0),
    "local.air": (CO2, 700.0, 2000.0), "local.sound": (SOUND, 31.0, 45.0),
    "local.clock": (CLOCK, 1.0, 0.0), "framework.39": (LIGHT, 2.0, 40.0),
}  # fmt: skip


def rolled(trace: Trace) -> Hours:
    """As the store rolls them up: a value a minute stands for that minute."""
    hour = (trace.at // 3600).astype(int)
    known, which = np.unique(hour, return_inverse=True)
    of = [trace.value[which == place] for place in range(len(known))]
    columns = (
        known * 3600.0,
        [60.0 * len(one) for one in of],
        [one.min() for one in of],
        [one.mean() for one in of],
        [one.max() for one in of],
    )
    return Hours(*(np.array(each, dtype=np.float64) for each in columns))


def forgotten(room: Room) -> Room:
    """The same room, its points gone."""
    found = {line: course(line[0], rolled(trace)) for line, trace in room.lines.items()}
    if SOUND in room.lines:
        found[SOUND_AT_MOST, SOUND[1]] = at_most(rolled(room.lines[SOUND]))
    room.lines = found
    return room


def bounded(id_: str, most: float) -> Clause:
    """As a site asks it that asks more."""
    tighter = Tighter(id=id_, most=most, source="our own policy")
    return tightened(clause(id_), tighter)


@settings(max_examples=60)
@given(
    id_=st.sampled_from(sorted(OF)),
    from_h=st.floats(0, 6),
    minutes=st.integers(0, 240),
    share=st.floats(0, 1),
)
def test_no_breach_is_met_once_its_points_are_forgotten(
    id_: str, from_h: float, minutes: int, share: float
) -> None:
    line, calm, broken = OF[id_]
    room = Room()
    room.lines.pop(WARM_2)
    share = 1.0 if line is CLOCK else share  # which is right or not, and nothing between
    room.set(line, from_h, from_h + minutes / 60, calm + share * (broken - calm))
    known, later = room.answer(id_), forgotten(room).answer(id_)
    if known is Answer.UNMET:
        assert later is not Answer.MET
    if known is Answer.MET and id_ != "local.clock":  # of which hours know no better than 5 min
        assert later is not Answer.UNMET


@pytest.mark.parametrize("id_", [*OF, "framework.35", "framework.21"])
def test_an_ordinary_day_is_met_by_its_hours_too(id_: str) -> None:
    assert forgotten(Room()).answer(id_) is Answer.MET


def test_a_gap_stays_a_gap() -> None:
    room = Room()
    room.silence((WARM, WARM_2), 3, 6)
    assert forgotten(room).answer("framework.40") is Answer.NOT_MEASURED


def test_a_faulty_radar_is_faulty_for_as_long_as_its_mean_says() -> None:
    room = Room()
    room.set(RADAR, 3, 4.5, 0.0)
    share = room.measured("framework.35").value
    assert forgotten(room).measured("framework.35").value == pytest.approx(share, abs=0.5)


def test_where_there_are_points_they_speak() -> None:
    points = Trace(np.array([SINCE + 7200, SINCE + 7260]), np.array([1.0, 2.0]))
    hours = Trace(np.arange(SINCE, SINCE + 10_800, 300.0), np.full(36, 9.0))
    both = before(points, hours)
    assert list(both.value[:-2]) == [9.0] * 24
    assert list(both.value[-2:]) == [1.0, 2.0]


def test_half_an_hour_of_stale_air_is_not_passed_over_by_the_mean_of_its_hour() -> None:
    room = Room()
    room.set(CO2, 3.2, 3.7, 1700.0)
    assert room.answer("local.air") is Answer.UNMET
    standing = forgotten(room).standing("local.air")
    assert standing.answer is Answer.NOT_MEASURED
    assert "1 h of which too little is kept leave it open" in standing.because


@settings(max_examples=40)
@given(
    most=st.sampled_from([25.0, 30.0, 32.5, 35.0]),
    quiet=st.floats(20, 36),
    loud=st.floats(20, 60),
    minutes=st.integers(0, 60),
)
def test_an_hour_tells_of_sound_by_what_the_site_asks(
    most: float, quiet: float, loud: float, minutes: int
) -> None:
    room, asked = Room(), bounded("local.sound", most)
    room.set(SOUND, 0, 24, quiet)
    for minute in range(minutes):  # one in so many, so that no sensor hangs
        room.set(SOUND, minute / 60, (minute + 1) / 60, loud - 0.001 * minute)
    room.lines[SOUND] = Trace(
        room.lines[SOUND].at, room.lines[SOUND].value + np.sin(np.arange(1440)) / 100
    )
    known, later = room.answer(asked), forgotten(room).answer(asked)
    if known is Answer.UNMET:
        assert later is not Answer.MET
    if known is Answer.MET:
        assert later is not Answer.UNMET


def test_sound_that_may_have_been_too_loud_for_a_site_is_open_there_and_met_elsewhere() -> None:
    room = Room()
    room.set(SOUND, 2, 2.75, 29.0)
    room.set(SOUND, 2.75, 3, 34.0)  # by energy 30.9, by the mean of the levels 30.2
    for minute in range(1440):
        if not 120 <= minute < 180:
            room.set(SOUND, minute / 60, (minute + 1) / 60, 27 + minute / 1440)
    gone = forgotten(room)
    assert gone.answer("local.sound") is Answer.MET
    standing = gone.standing(bounded("local.sound", 30.5))
    assert standing.answer is Answer.NOT_MEASURED
    assert "1 h of which too little is kept leave it open" in standing.because
    assert gone.answer(bounded("local.sound", 30)) is Answer.UNMET


@pytest.mark.parametrize("id_", ["framework.40", "local.surface", "local.air", "local.sound"])
def test_an_hour_with_a_wild_reading_in_it_hides_no_breach(id_: str) -> None:
    """As hours stand that were rolled up when a wild reading still counted as the highest."""
    (line, calm, _), room = OF[id_], Room()
    room.lines.pop(WARM_2)
    room.set(line, 2.0, 2.02, 1e6)
    assert room.answer(id_) is Answer.MET, calm
    standing = forgotten(room).standing(id_)
    assert standing.answer is Answer.NOT_MEASURED


def test_an_hour_keeps_the_warmest_and_the_coldest_that_it_was() -> None:
    """A room that was too warm for a moment was so, whatever the rest of its hour came to."""
    hour = Hours(*(np.array([each]) for each in (0.0, 3600.0, 17.5, 21.0, 29.5)))
    found = course("temperature", hour).value
    assert (found.min(), found.max()) == (17.5, 29.5)
    assert np.median(found) == 21.0
