"""Blank spells: what ends one, and everything that does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import SetPlan
from tests.hub.world import ASH_1, ASH_4, AT_THE_DOOR, JT, MT, RP, SEEN, World
from ward.authority import Authority
from ward.envelope import ObservationBody
from ward.happenings import BadgeShown, DoorMoved, LockMoved, Place, PresenceMoved, TalkMoved
from ward.observations import Awareness, BreathingSeen, Content, Evidence, Observation
from ward.units import minutes

BLANK = "blank spell"


def confined(every_min: int = 15) -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=every_min)
    return ward


@pytest.mark.hazard("H-01")
def test_nobody_comes_and_the_spell_is_flagged_at_the_plans_minute() -> None:
    ward = confined()
    ward.until("02:15:00")
    assert ward.alarms(ASH_4) == []
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]
    assert ward.began(ASH_4) == [("02:15:01", BLANK)]
    assert "Nobody has been for 15 min" in ward.words(ASH_4)


@pytest.mark.hazard("H-01")
def test_a_visit_with_badge_stay_and_what_was_seen_ends_it() -> None:
    ward = confined()
    ward.until("02:20")
    ward.visit(ASH_4)
    assert ward.alarms(ASH_4) == []
    ward.until("02:35:00")
    assert ward.alarms(ASH_4) == []
    ward.until("02:35:01")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-02")
def test_nine_looks_by_camera_are_counted_and_change_nothing() -> None:
    ward = confined()
    for five_minutes in range(1, 10):
        ward.until(f"02:{five_minutes * 5:02d}")
        ward.cctv(ASH_4)
    assert ward.began(ASH_4) == [("02:15:01", BLANK)]
    assert "Nobody has been for 45 min. 9 looks by CCTV: these do not count" in ward.words(ASH_4)


@pytest.mark.hazard("H-03")
def test_an_entry_typed_at_the_station_moves_no_clock() -> None:
    ward = confined()
    ward.until("02:14")
    due = ward.state(ASH_4).watch.due_at
    ward.types_at_station(ASH_4, "asleep at 02:10")
    assert ward.state(ASH_4).watch.due_at == due
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]
    assert "1 other remote look or entries" not in ward.words(ASH_1)


WEAK = {
    "a badge held for three seconds": AT_THE_DOOR.model_copy(update={"stayed_s": 3.0}),
    "no badge": AT_THE_DOOR.model_copy(update={"badge": None, "by": None}),
    "a badge nobody knows": AT_THE_DOOR.model_copy(update={"by": None}),
    "not written at the door": AT_THE_DOOR.model_copy(update={"form_here": False}),
    "nothing at all": Evidence(),
}


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("evidence", WEAK.values(), ids=WEAK.keys())
def test_weak_evidence_is_recorded_and_ends_nothing(evidence: Evidence) -> None:
    ward = confined()
    ward.until("02:20")
    ward.visit(ASH_4, evidence=evidence)
    assert ward.alarms(ASH_4) == [BLANK]
    assert ward.state(ASH_4).visit.ends_spell is False
    assert ward.state(ASH_4).visit.because


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize(
    "changed",
    [{"by": "st-99"}, {"badge": "0499999999"}],
    ids=["somebody struck from the list", "another card under a known name"],
)
def test_a_badge_that_the_hub_does_not_know_as_theirs_ends_nothing(changed: dict[str, str]) -> None:
    ward = confined()
    ward.until("02:20")
    ward.visit(ASH_4, evidence=AT_THE_DOOR.model_copy(update=changed))
    assert ward.alarms(ASH_4) == [BLANK]


UNFINISHED = {
    "nothing answered": Content(),
    "asleep, and not said whether rousable": SEEN.model_copy(
        update={"awareness": Awareness.ASLEEP}
    ),
    "asleep, breathing not seen": SEEN.model_copy(
        update={"awareness": Awareness.ASLEEP, "breathing": BreathingSeen.NOT_SEEN}
    ),
    "colour left out": SEEN.model_copy(update={"colour": None}),
    "could it end now left out": SEEN.model_copy(update={"could_end": None}),
}


@pytest.mark.hazard("H-04")
@pytest.mark.parametrize("content", UNFINISHED.values(), ids=UNFINISHED.keys())
def test_a_record_that_does_not_say_what_was_seen_ends_nothing(content: Content) -> None:
    ward = confined()
    ward.until("02:20")
    ward.visit(ASH_4, content=content)
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-05")
def test_next_doors_visit_says_nothing_of_this_room() -> None:
    ward = confined()
    ward.begins(ASH_1, RP)
    ward.until("02:20")
    ward.visit(ASH_1)
    assert (ward.alarms(ASH_1), ward.alarms(ASH_4)) == ([], [BLANK])


@pytest.mark.hazard("H-06")
def test_a_looser_plan_does_not_postpone_what_is_running() -> None:
    ward = confined(every_min=15)
    ward.until("02:10")
    ward.does(SetPlan(ASH_4, 60, Authority.LOCAL, "", "K.O."))
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]


def test_a_tighter_plan_counts_from_when_it_was_set() -> None:
    ward = confined(every_min=60)
    ward.until("02:30")
    ward.does(SetPlan(ASH_4, 5, Authority.LOCAL, "", "K.O."))
    ward.until("02:35:00")
    assert ward.alarms(ASH_4) == []
    ward.until("02:35:01")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_ending_the_episode_of_somebody_unseen_leaves_the_spell_open() -> None:
    ward = confined()
    ward.until("02:20")
    ward.ends(ASH_4)
    assert ward.state(ASH_4).episode is None
    assert BLANK in ward.alarms(ASH_4)
    assert "ended unseen" in ward.words(ASH_4)
    ward.visit(ASH_4)
    assert BLANK not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-06")
def test_ending_and_beginning_again_buys_no_time() -> None:
    ward = confined()
    ward.until("02:14")
    ward.ends(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_another_name_in_a_room_that_was_never_opened_buys_no_time() -> None:
    ward = confined()
    ward.until("02:14")
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP)
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_moving_the_person_next_door_buys_no_time() -> None:
    ward = confined()
    ward.until("02:14")
    ward.ends(ASH_4)
    ward.begins(ASH_1, JT)
    ward.until("02:15:01")
    assert ward.alarms(ASH_1) == [BLANK]


def test_the_next_person_in_a_room_that_was_opened_starts_afresh() -> None:
    ward = confined()
    ward.until("02:05")
    ward.visit(ASH_4)
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.ends(ASH_4)
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.until("02:30")
    ward.begins(ASH_4, RP)
    ward.until("02:45:00")
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-07")
def test_a_visit_reported_late_counts_from_when_it_was_made() -> None:
    ward = confined()
    ward.alive.discard(ASH_4)
    ward.until("02:20")
    ward.visit(ASH_4, age_s=9 * 60)
    assert BLANK not in ward.alarms(ASH_4)
    assert f"{ward.state(ASH_4).seen.at:%H:%M}" == "02:11"
    ward.until("02:26:01")
    assert BLANK in ward.alarms(ASH_4)


def test_a_visit_reported_late_from_before_the_spell_ends_nothing() -> None:
    ward = confined()
    ward.until("02:20")
    ward.visit(ASH_4)
    ward.until("02:36")
    ward.visit(ASH_4, age_s=20 * 60)
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-07")
def test_a_visit_reported_late_takes_nothing_from_a_newer_one() -> None:
    ward = confined()
    ward.until("02:20")
    ward.visit(ASH_4)
    ward.until("02:22")
    ward.cctv(ASH_4)
    ward.visit(ASH_4, age_s=10 * 60)
    assert f"{ward.state(ASH_4).seen.at:%H:%M}" == "02:20"
    assert ward.state(ASH_4).looks_count == 1


@pytest.mark.hazard("H-06")
def test_beginning_again_after_an_ending_unseen_forgives_nothing() -> None:
    ward = confined()
    ward.until("02:20")
    ward.ends(ASH_4)
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.begins(ASH_4, RP)
    assert BLANK in ward.alarms(ASH_4)
    assert f"{ward.state(ASH_4).watch.since:%H:%M}" == "02:00"


@pytest.mark.hazard("H-06")
def test_the_same_person_begun_in_two_rooms_is_unseen_in_both() -> None:
    ward = confined()
    ward.until("02:14")
    ward.begins(ASH_1, JT)
    ward.until("02:15:01")
    assert (ward.alarms(ASH_1), ward.alarms(ASH_4)) == ([BLANK], [BLANK])


def test_a_clock_a_second_ahead_is_believed_and_still_not_beyond_its_arrival() -> None:
    ward = confined()
    ward.until("02:20")
    visit = Observation(id="o", came_at=ward.now, evidence=AT_THE_DOOR, content=SEEN)
    ward.hears(ASH_4, ObservationBody(observation=visit), clock_s=1.5)
    assert ward.state(ASH_4).seen.at == ward.now
    assert ward.round.counters["clock not believed"] == 0


@pytest.mark.hazard("H-08")
def test_a_node_whose_clock_runs_ahead_cannot_bring_a_visit_from_the_future() -> None:
    ward = confined()
    ward.until("02:20")
    visit = Observation(id="o", came_at=ward.now, evidence=AT_THE_DOOR, content=SEEN)
    envelope = ward.hears(ASH_4, ObservationBody(observation=visit), clock_s=7 * 60)
    assert envelope.at > ward.now
    assert ward.state(ASH_4).seen.at == ward.now
    assert ward.round.counters["clock not believed"] == 1


@pytest.mark.hazard("H-09")
def test_the_spell_goes_on_through_a_restart_of_the_hub_as_the_same_alarm() -> None:
    ward = confined()
    ward.until("02:16")
    (before,) = ward.state(ASH_4).alarms
    ward.cctv(ASH_4)
    ward.restart_hub()
    assert ward.state(ASH_4).alarms == (before,)
    ward.wait(30)
    assert ward.state(ASH_4).alarms == (before,)
    assert ward.state(ASH_4).looks_count == 1
    assert ward.began(ASH_4) == [("02:15:01", BLANK)]


@pytest.mark.hazard("H-09")
def test_a_clock_that_ran_out_while_the_hub_was_down_is_flagged_at_once() -> None:
    ward = confined()
    ward.until("02:10")
    ward.now = ward.now.replace(minute=40)
    ward.restart_hub()
    assert BLANK in ward.alarms(ASH_4)


def _anything_else() -> st.SearchStrategy[tuple[str, Any]]:
    """Everything that people, doors, sensors and faults do, short of a visit that counts."""
    weak = st.sampled_from([*WEAK.values()])
    unfinished = st.sampled_from([*UNFINISHED.values()])
    happening = st.sampled_from(
        [
            DoorMoved(is_open=False),
            LockMoved(is_locked=True),
            LockMoved(is_locked=False),
            PresenceMoved(place=Place.DOORSIDE, is_there=True),
            PresenceMoved(place=Place.DOORSIDE, is_there=False),
            PresenceMoved(place=Place.ROOM, is_there=False),
            BadgeShown(badge=MT.badge),
            TalkMoved(is_talking=True),
        ]
    )
    return st.one_of(
        st.tuples(st.just("cctv"), st.none()),
        st.tuples(st.just("typed"), st.text(max_size=20)),
        st.tuples(st.just("weak"), weak),
        st.tuples(st.just("unfinished"), unfinished),
        st.tuples(st.just("happens"), happening),
        st.tuples(st.just("plan"), st.integers(1, 240)),
        st.tuples(st.just("ends"), st.none()),
        st.tuples(st.just("begins"), st.sampled_from([JT, RP])),
        st.tuples(st.just("begins next door"), st.sampled_from([JT, RP])),
        st.tuples(st.just("visited next door"), st.none()),
        st.tuples(st.just("breathes"), st.floats(5, 40)),
        st.tuples(st.just("restart"), st.none()),
        st.tuples(st.just("wait"), st.integers(1, 90)),
        st.tuples(st.just("noise"), st.binary(max_size=40)),
    )


@pytest.mark.hazard("H-06")
@given(st.lists(_anything_else(), max_size=25))
def test_nothing_but_a_visit_at_that_door_ends_shortens_or_hides_a_spell(
    story: list[tuple[str, Any]],
) -> None:
    ward = confined(every_min=5)
    began = ward.now
    for what, how in story:
        _do(ward, what, how)
    watch = ward.state(ASH_4).watch
    overdue = (ward.now - began).total_seconds() > 5 * 60
    ended_in_time = watch is None
    assert ended_in_time or watch.since == began
    assert ended_in_time or watch.due_at <= began.replace(minute=began.minute + 5)
    ward.take(ward.round.tick(ward.now))
    if overdue and not ended_in_time:
        assert BLANK in ward.alarms(ASH_4)


def _do(ward: World, what: str, how: Any) -> None:
    acts = {
        "cctv": lambda: ward.cctv(ASH_4),
        "typed": lambda: ward.types_at_station(ASH_4, how),
        "weak": lambda: ward.visit(ASH_4, evidence=how),
        "unfinished": lambda: ward.visit(ASH_4, content=how),
        "happens": lambda: ward.happens(ASH_4, how),
        "plan": lambda: ward.does(SetPlan(ASH_4, how, Authority.LOCAL, "", "K.O.")),
        "ends": lambda: ward.ends(ASH_4),
        "begins": lambda: ward.begins(ASH_4, how, every_min=5),
        "begins next door": lambda: ward.begins(ASH_1, how),
        "visited next door": lambda: ward.visit(ASH_1),
        "breathes": lambda: ward.breathes(ASH_4, how),
        "restart": ward.restart_hub,
        "wait": lambda: ward.wait(how),
        "noise": lambda: ward.arrives("attune/v1/ash/04/observations", how),
    }
    acts[what]()


@pytest.mark.hazard("H-01")
def test_a_visit_told_late_after_which_they_were_overdue_again_leaves_it_one_spell() -> None:
    """Nobody has to be told anew, and nothing that was done about it is forgotten."""
    ward = confined(every_min=5)
    ward.until("02:20")
    before = ward.state(ASH_4).showing(BLANK)
    assert before is not None
    ward.visit(ASH_4, age_s=17 * 60)
    ward.wait(3)
    after, watch = ward.state(ASH_4).showing(BLANK), ward.state(ASH_4).watch
    assert after is not None
    assert watch is not None
    assert after.id == before.id
    assert len(ward.began(ASH_4)) == 1
    assert after.unseen_since == watch.since
    assert watch.since > ward.now - minutes(18)
