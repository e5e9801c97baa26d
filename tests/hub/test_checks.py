"""What a mode asks to be counted and written down: due by its table, whatever else is said."""

import pytest

from hub.acts import MovePerson
from hub.mode_acts import EndMode, ModeAct, Release, Restrain, Tranquillised
from hub.rooms.snapshot import dump, load
from hub.rooms.windows import Windows
from hub.score_acts import ChartSet
from hub.site import Site
from tests.hub.scoring import charts
from tests.hub.test_modes import ASLEEP
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, RP, World
from ward.charted import Measurements
from ward.modes import DrugClass, DrugRoute, Mode, ModeBegun, ModeKind, Window
from ward.news2 import Consciousness
from ward.rooms import RoomId
from ward.schedules import Every, Schedule
from ward.score_conditions import CHECKS_OVERDUE
from ward.units import hours, minutes, seconds

GIVEN = DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR
OVERDUE = CHECKS_OVERDUE.name
LEAST = Measurements(breathing=14, consciousness=Consciousness.VOICE)


def a_ward() -> World:
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO)))
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=240)
    return ward


def given_now(ward: World) -> None:
    ward.does(Tranquillised(ASH_4, *GIVEN, "K.O."))


def due_in(ward: World, room: RoomId = ASH_4) -> float | None:
    """In how many minutes."""
    due_at = ward.state(room).scores.check_due_at
    return None if due_at is None else (due_at - ward.now) / minutes(1)


@pytest.mark.hazard("H-43")
def test_no_check_is_due_where_no_mode_asks_for_one() -> None:
    ward = a_ward()
    assert due_in(ward) is None
    ward.does(Restrain(ASH_4, "M.T."))
    ward.wait(3600)
    assert due_in(ward) is None, "they are held, and with somebody"
    assert OVERDUE not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-43")
def test_after_restraint_checks_are_due_at_once_and_at_5_10_and_15_min_and_on() -> None:
    ward = a_ward()
    ward.does(Restrain(ASH_4, "M.T."))
    ward.does(Release(ASH_4, "M.T."))
    let_go, dues = ward.now, []
    while (due_at := ward.state(ASH_4).scores.check_due_at) is not None:
        dues.append((due_at - let_go) / minutes(1))
        ward.until_moment(due_at)
        charts(ward, ASH_4)
        assert OVERDUE not in ward.alarms(ASH_4)
    assert dues == [1, 6, 11, 16, 31, 46, 61, 121, 181, 241]


@pytest.mark.hazard("H-42")
def test_after_tranquillisation_it_is_an_alarm_two_minutes_after_a_check_was_due() -> None:
    ward = a_ward()
    given_now(ward)
    ward.wait(17 * 60 - 1)
    assert OVERDUE not in ward.alarms(ASH_4)
    ward.wait(1)
    assert OVERDUE in ward.alarms(ASH_4)
    assert "were due 2 min ago; none recorded yet" in ward.words(ASH_4)


@pytest.mark.hazard("H-42")
def test_who_was_at_the_door_and_wrote_no_numbers_has_not_checked() -> None:
    ward = a_ward()
    given_now(ward)
    ward.wait(17 * 60)
    ward.visit(ASH_4)
    assert OVERDUE in ward.alarms(ASH_4)


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize(
    ("measured", "counts"),
    [
        (LEAST, True),
        (LEAST.model_copy(update={"heart": 88}), True),
        (LEAST.model_copy(update={"breathing": None}), False),
        (LEAST.model_copy(update={"consciousness": None}), False),
        (Measurements(heart=88, spo2=97), False),
    ],
)
def test_breathing_and_consciousness_answer_it_and_nothing_less(
    measured: Measurements, counts: bool
) -> None:
    ward = a_ward()
    given_now(ward)
    ward.wait(17 * 60)
    ward.does(ChartSet(ASH_4, "M.T.", measured))
    assert (OVERDUE not in ward.lasting(ASH_4)) is counts


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("again", [Tranquillised(ASH_4, *GIVEN, "M.T."), Restrain(ASH_4, "M.T.")])
def test_no_word_of_a_mode_takes_back_a_check_that_is_due(again: ModeAct) -> None:
    ward = a_ward()
    given_now(ward)
    ward.wait(16 * 60)
    ward.does(again)
    assert due_in(ward) == -1
    ward.wait(61)
    assert OVERDUE in ward.alarms(ASH_4)
    charts(ward, ASH_4)
    assert OVERDUE not in ward.lasting(ASH_4)
    assert due_in(ward) == 15


@pytest.mark.hazard("H-42")
def test_begun_in_error_one_check_is_due_still_and_then_no_more() -> None:
    ward = a_ward()
    given_now(ward)
    ward.does(EndMode(ASH_4, ModeKind.TRANQUILLISED, "K.O.", "the wrong room", in_error=True))
    ward.wait(17 * 60)
    assert OVERDUE in ward.alarms(ASH_4)
    charts(ward, ASH_4)
    assert OVERDUE not in ward.lasting(ASH_4)
    assert due_in(ward) is None


@pytest.mark.hazard("H-42")
@pytest.mark.hazard("H-06")
def test_a_move_and_a_new_beginning_take_what_is_due_along() -> None:
    ward = a_ward()
    given_now(ward)
    ward.wait(5 * 60)
    charts(ward, ASH_4)
    ward.wait(10 * 60)
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "nearer"))
    assert due_in(ward, ASH_1) == 5
    assert due_in(ward, ASH_4) is None or ward.state(ASH_4).episode is None
    ward.wait(6 * 60)
    ward.ends(ASH_1)
    ward.begins(ASH_4, every_min=240)
    assert due_in(ward) == -1
    ward.wait(60)
    assert OVERDUE in ward.alarms(ASH_4)
    charts(ward, ASH_4)
    assert OVERDUE not in ward.lasting(ASH_4)
    left = due_in(ward)
    assert left is not None
    assert left == 15


@pytest.mark.hazard("H-42")
def test_nobody_else_is_due_for_whoever_was_there_before() -> None:
    ward = a_ward()
    given_now(ward)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP, every_min=240)
    assert due_in(ward) is None
    ward.ends(ASH_4)
    ward.begins(ASH_4, JT, every_min=240)
    assert due_in(ward) is not None


@pytest.mark.hazard("H-42")
def test_by_a_clock_set_back_or_on_no_check_is_due_later() -> None:
    ward = a_ward()
    given_now(ward)
    ward.wait(60)
    before = due_in(ward)
    assert before is not None
    ward.now -= seconds(600)
    ward.wait(1)
    after = due_in(ward)
    assert after is not None
    assert abs(before - after) < 0.1
    ward.now += seconds(600)
    ward.wait(1)
    on = due_in(ward)
    assert on is not None
    assert on <= before


def test_whoever_did_what_a_window_asks_is_asked_by_the_next() -> None:
    ward = a_ward()
    window = Window(from_at=ward.now, every_min=15, until=ward.now + minutes(60))
    windows = Windows((("m", window),))
    assert windows.since(ward.now + minutes(20)).due_at(ward.now - minutes(99)) == (
        ward.now + minutes(35)
    )
    assert windows.since(ward.now + minutes(60)).each == ()


@pytest.mark.hazard("H-42")
def test_whoever_looks_asleep_is_checked_every_15_min_when_the_first_hour_is_over() -> None:
    ward = a_ward()
    given_now(ward)
    ward.until("03:05")
    charts(ward, ASH_4)
    assert due_in(ward) == 60
    ward.until("03:12")
    ward.visit(ASH_4, content=ASLEEP)
    assert due_in(ward) == 15
    ward.until("03:20")
    charts(ward, ASH_4)
    assert due_in(ward) == 15
    ward.until("03:26")
    ward.visit(ASH_4, content=ASLEEP)
    ward.until("03:37:01")
    assert OVERDUE in ward.lasting(ASH_4)  # due at 03:35, though somebody looked from the door
    charts(ward, ASH_4)
    ward.visit(ASH_4)
    ward.until("03:52")
    charts(ward, ASH_4)
    assert due_in(ward) == 60  # awake by now


def test_without_such_a_drug_a_sleep_asks_for_no_check() -> None:
    ward = a_ward()
    ward.wait(60)
    ward.visit(ASH_4, content=ASLEEP)
    assert due_in(ward) is None


SOON = (Every(every_min=10, until_min=30), Every(every_min=30))
OWN = (
    Schedule(kind=ModeKind.TRANQUILLISED, stretches=SOON),
    Schedule(
        kind=ModeKind.RESTRAINT,
        stretches=(Every(every_min=4, until_min=15), Every(every_min=30, until_min=60)),
    ),
)


def a_site(schedules: tuple[Schedule, ...]) -> World:
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), schedules=schedules))
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=240)
    return ward


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("at_door", [True, False], ids=["at the door", "at the station"])
def test_a_sites_own_table_decides_and_a_change_of_it_reaches_back_to_nothing(
    at_door: bool,
) -> None:
    """What was written by it is read again without it."""
    ward = a_site(OWN)
    if at_door:
        begun = Mode(id="boot-1-7", kind=ModeKind.TRANQUILLISED, began_at=ward.now - hours(5),
                     by=MT.ref, drug=GIVEN[0], route=GIVEN[1])  # fmt: skip
        ward.happens(ASH_4, ModeBegun(mode=begun))
    else:
        given_now(ward)
    left, watch = due_in(ward), ward.state(ASH_4).watch
    assert left == pytest.approx(10, abs=0.1)
    assert watch is not None
    before = dump(ward.state(ASH_4))
    ward.site = Site(rooms=(ASH_1, ASH_4), staff=(MT, KO))
    ward.restart_hub()
    assert ward.state(ASH_4).modes == load(before, since=ward.now).modes
    assert ward.state(ASH_4).watch == watch
    assert due_in(ward) == left
    ward.wait(9 * 60)
    charts(ward, ASH_4)
    assert due_in(ward) == 10


@pytest.mark.hazard("H-43")
def test_after_restraint_too_and_the_node_is_told_of_the_table() -> None:
    ward = a_site(OWN)
    ward.does(Restrain(ASH_4, "M.T."))
    ward.does(Release(ASH_4, "M.T."))
    assert due_in(ward) == 1  # at release, by any table
    charts(ward, ASH_4)
    ward.wait(3)
    charts(ward, ASH_4)
    assert due_in(ward) == 4
    ward.wait(15 * 60)
    charts(ward, ASH_4)
    assert due_in(ward) == 30
    care = ward.state(ASH_4).care
    assert care is not None
    assert care.schedules == OWN
