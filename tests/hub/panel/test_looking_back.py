"""The picture of the load: a bar for every shift, the budget as a line, and words for each."""

import pytest

from hub.alarms.load import BUDGET, load
from hub.panel.local import LONDON, Local
from hub.panel.looking_back import Picture, named_shift, pictures, totals
from hub.panel.reviewing import first_moment
from hub.rooms.alarm_facts import AlarmBegan
from tests.hub.panel.night import ASH_1, ASH_4, TWO_AM
from ward.conditions import BLANK_SPELL, NODE_SILENT, Condition
from ward.rooms import RoomId
from ward.units import Span, hours, minutes

NOW = TWO_AM
LOCAL = Local(NOW)
TWO_DAYS = first_moment(LOCAL, 2)


def rang(condition: Condition, ago: Span, room: RoomId = ASH_4) -> AlarmBegan:
    name = condition.name
    return AlarmBegan(room=room, at=NOW - ago, id=f"{name}-{ago}", condition=name, words=name)


def drawn(*rung: AlarmBegan) -> tuple[Picture, Picture]:
    found = load(sorted(rung, key=lambda one: one.at), LONDON, TWO_DAYS)
    one, other = pictures(found, (ASH_1, ASH_4), TWO_DAYS, LOCAL)
    return one, other


def test_every_room_has_its_picture_also_one_that_was_quiet() -> None:
    quiet, loud = drawn(rang(BLANK_SPELL, minutes(30)))
    assert (quiet.room, quiet.bars, quiet.words) == (ASH_1, (), "no alarms")
    assert loud.words == "1 clinical, 0 technical; within budget"
    assert loud.bars[0].words == "night of Sun 22 to Mon 23 Nov: 1 clinical, 0 technical"


def test_a_shift_over_its_budget_is_marked_in_more_than_colour() -> None:
    _, at = drawn(*(rang(BLANK_SPELL, minutes(n)) for n in range(BUDGET)))
    assert [bar.over for bar in at.bars] == [False]
    _, over = drawn(*(rang(BLANK_SPELL, minutes(n)) for n in range(BUDGET + 1)))
    (bar,) = over.bars
    assert (bar.over, bar.count) == (True, 4)
    assert (
        bar.words == "night of Sun 22 to Mon 23 Nov: 4 clinical, over the budget of 3, 0 technical"
    )
    assert over.words == "4 clinical, 0 technical; 1 shift over budget"
    assert 100 - bar.clinical < over.budget  # it stands above the line


def test_technical_alarms_are_drawn_and_are_no_part_of_the_budget() -> None:
    _, picture = drawn(*(rang(NODE_SILENT, minutes(n)) for n in range(BUDGET + 1)))
    (bar,) = picture.bars
    assert (bar.over, bar.clinical) == (False, 0)
    assert bar.technical > 0


def test_bars_stand_in_their_shift_and_days_below_them() -> None:
    _, picture = drawn(rang(BLANK_SPELL, hours(12)), rang(BLANK_SPELL, minutes(5)))
    day, night = picture.bars
    assert day.x < night.x < 100
    assert day.words.startswith("Sun 22 Nov, day: ")
    ((words, middle),) = picture.days
    assert (words, middle) == ("Sun 22", pytest.approx(day.x + day.width / 2))
    assert middle < night.x, "a night stands after its first day's name, and before its second's"


def test_a_night_between_two_months_names_both() -> None:
    found = load([rang(BLANK_SPELL, -hours(24 * 7 + 20))], LONDON, NOW)
    (shift,) = found.shifts
    assert named_shift(shift, LONDON) == "night of Mon 30 Nov to Tue 1 Dec"


def test_totals_of_nothing_are_nothing() -> None:
    found = totals(load((), LONDON))
    assert (found.alarms, found.over_budget, found.worst) == (0, 0, "-")
