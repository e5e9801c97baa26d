"""The call button's line: a dead one is an alarm before it is needed, and never said to work."""

import pytest

from hub.panel.happenings import happened
from hub.panel.local import Local
from hub.panel.summoning import call_line
from hub.rules.calls import line_wrong
from hub.rules.limits import Limits
from tests.hub.world import ASH_1, ASH_4, JT, World
from ward.conditions import CALL_LINE_FAILS, CALL_LINE_FAILS_EMPTY, Kind, Priority
from ward.envelope import HappeningBody
from ward.happenings import LineTested, LineWord
from ward.units import hours

pytestmark = pytest.mark.hazard("H-33")
FAILS, EMPTY = CALL_LINE_FAILS.name, CALL_LINE_FAILS_EMPTY.name
WORKS = LineTested(word=LineWord.WORKS)
CUT = LineTested(word=LineWord.FAILS, words="its line is broken, or off")
UNTESTED = LineTested(word=LineWord.NOT_TESTED, words="its line could not be tested")


@pytest.mark.parametrize("word", [CUT, UNTESTED], ids=str)
def test_over_somebody_it_is_medium_and_in_an_empty_room_low_and_technical(
    word: LineTested,
) -> None:
    ward = World()
    ward.happens(ASH_4, word)
    assert ward.alarms(ASH_4) == [EMPTY]
    ward.begins(ASH_4, JT)
    assert ward.alarms(ASH_4) == [FAILS]
    assert f"The call button may not work: {word.words}" in ward.words(ASH_4)
    ward.ends(ASH_4)
    assert ward.alarms(ASH_4) == [EMPTY]
    ward.happens(ASH_4, WORKS)
    assert ward.alarms(ASH_4) == []
    assert ward.alarms(ASH_1) == []
    assert (CALL_LINE_FAILS.priority, CALL_LINE_FAILS_EMPTY.priority) == (
        Priority.MEDIUM,
        Priority.LOW,
    )
    assert CALL_LINE_FAILS.kind is CALL_LINE_FAILS_EMPTY.kind is Kind.TECHNICAL


def test_who_is_shut_in_without_an_episode_occupies_the_room_too() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.happens(ASH_4, CUT)
    assert FAILS in ward.alarms(ASH_4)


def test_neither_silence_nor_a_restart_mends_it() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 240)
    ward.happens(ASH_4, CUT)
    ward.alive.discard(ASH_4)
    ward.restart_hub()
    ward.wait(60)
    assert FAILS in ward.alarms(ASH_4)


def test_a_test_of_more_than_25_hours_ago_is_none_and_is_never_said_to_work() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 240)
    ward.happens(ASH_4, WORKS)
    state, limits, tested_at = ward.state(ASH_4), Limits(), ward.now
    assert line_wrong(state, limits, tested_at + hours(25)) == ""
    assert "works" in call_line(state, Local(tested_at + hours(25)))
    for later in (hours(25.001), hours(26), hours(100)):
        assert "not tested" in line_wrong(state, limits, tested_at + later)
        assert "not tested since" in call_line(state, Local(tested_at + later))
        assert "works" not in call_line(state, Local(tested_at + later))


def test_a_line_of_which_nothing_was_ever_heard_is_not_tested() -> None:
    ward = World()
    state = ward.state(ASH_4)
    assert call_line(state, Local(ward.now)).startswith("not tested")
    assert "never tested" in line_wrong(state, Limits(), ward.now + hours(25.1))


def test_time_alone_makes_it_an_alarm() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 240)
    ward.happens(ASH_4, WORKS, age_s=0)
    ward.now += hours(25)
    ward.wait(2)
    assert FAILS in ward.alarms(ASH_4)


def test_an_older_word_that_comes_late_takes_nothing_back() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 240)
    ward.wait(600)
    ward.happens(ASH_4, CUT)
    ward.happens(ASH_4, WORKS, age_s=300)
    assert FAILS in ward.alarms(ASH_4)


def test_a_word_of_which_nobody_knows_when_it_was_proves_nothing() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 240)
    ward.happens(ASH_4, CUT)
    body = HappeningBody(happening=WORKS)
    ward.hears(ASH_4, body, boot="boot-0", synced=False, sent_boot="boot-1")
    assert FAILS in ward.alarms(ASH_4)


def test_the_timeline_says_what_a_test_found() -> None:
    state = World().state(ASH_4)
    assert happened(WORKS, state) == "Call button's line tested, works"
    assert happened(CUT, state).endswith("fails: its line is broken, or off")
