"""What is told long after it was so: recorded as past and not sounded, or raised as it is now."""

from collections.abc import Iterator

import pytest

from hub.alarms.held import CATCH_UP_MOST
from hub.panel.local import Local
from hub.panel.timeline import timeline
from hub.rooms.alarm_facts import Passed
from hub.rooms.facts import BreathingStopped, Happened, Observed
from hub.round import Round
from hub.rules.finding import Finding
from hub.rules.person import call_unanswered
from hub.rules.rulebook import RULEBOOK
from tests.hub.world import ASH_4, AT_THE_DOOR, SEEN, TWO_AM, World
from ward.announcements import Receipt
from ward.care import Person
from ward.envelope import HappeningBody, ObservationBody, Owes, ReadingsBody, Standing, VitalBody
from ward.happenings import CallPressed, DoorMoved, LockMoved, Place, PresenceMoved, TalkMoved
from ward.observations import Observation
from ward.readings import Quantity, Reading
from ward.units import minutes, seconds
from ward.vitals import Doubt, NotBreathing, Rate, Vital

CALLED, CONFINED = "call unanswered", "confined without an episode"
NO_BREATH, BLANK, SILENT = "no breathing seen", "blank spell", "node silent"
CALL = CallPressed()
SILENCE = Standing()


def rate(per_minute: float = 14.0) -> VitalBody:
    said = Rate(per_minute=per_minute, quality=0.9)
    return VitalBody(vital=Vital.BREATHING, commissioned=True, said=said)


def reading(celsius: float) -> ReadingsBody:
    return ReadingsBody(
        readings=(Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=celsius),)
    )


def stopped(ward: World, age_s: float) -> VitalBody:
    said = NotBreathing(since=ward.now - seconds(age_s))
    return VitalBody(vital=Vital.BREATHING, said=said)


def after_an_outage(of_min: int = 30) -> World:
    """The room was not heard for half an hour, and is about to tell what it kept."""
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    ward.alive.discard(ASH_4)
    ward.wait(of_min * 60)
    ward.said.clear()
    return ward


def passed(ward: World) -> list[Passed]:
    return [fact for fact in ward.facts if isinstance(fact, Passed)]


def told(ward: World) -> list[str]:
    return [line.words for line in timeline(ward.state(ASH_4), Local(ward.now))]


def began(ward: World, condition: str) -> list[tuple[str, str]]:
    return [one for one in ward.began(ASH_4) if one[1] == condition]


# ---- a story told in order ---------------------------------------------------------------------


@pytest.mark.hazard("H-15")
def test_a_call_pressed_and_answered_during_an_outage_is_recorded_and_not_sounded() -> None:
    ward = after_an_outage()
    ward.happens(ASH_4, CALL, age_s=1200)
    ward.happens(ASH_4, DoorMoved(is_open=True), age_s=900)
    ward.wait(60)
    assert began(ward, CALLED) == []
    (fact,) = passed(ward)
    assert (fact.condition, fact.ended_at - fact.began_at) == (CALLED, minutes(5))
    assert ward.state(ASH_4).call_at is None
    assert any("not sounded" in words for words in told(ward))


@pytest.mark.hazard("H-15")
def test_a_call_that_still_stands_once_the_room_has_caught_up_is_raised_since_it_was_pressed() -> (
    None
):
    ward = after_an_outage()
    pressed = ward.now - seconds(1200)
    ward.happens(ASH_4, CALL, age_s=1200)
    ward.health(ASH_4, standing=SILENCE, n=900, owes=(Owes(boot="boot-1", oldest=1, count=900),))
    assert began(ward, CALLED) == []
    ward.health(ASH_4, standing=SILENCE, owes=())
    assert len(began(ward, CALLED)) == 1
    assert ward.state(ASH_4).showing(CALLED).began_at == pressed


@pytest.mark.hazard("H-15")
def test_a_room_has_not_caught_up_while_it_owes_of_a_boot_before() -> None:
    ward = after_an_outage()
    ward.up_at_two = -(ward.now - TWO_AM).total_seconds() + 60
    ward.hears(
        ASH_4, HappeningBody(happening=CALL), n=1, sent_boot="boot-2", boot="boot-0", age_s=1200
    )
    for owes in (
        (Owes(boot="boot-0", oldest=1, count=3),),
        (Owes(boot="never heard of", oldest=1, count=1),),
    ):
        ward.health(ASH_4, boot="boot-2", n=0, standing=SILENCE, owes=owes)
        assert began(ward, CALLED) == []
    ward.hears(
        ASH_4,
        HappeningBody(happening=DoorMoved(is_open=False)),
        n=2,
        sent_boot="boot-2",
        boot="boot-0",
        age_s=1200,
    )
    owes = (Owes(boot="boot-0", oldest=1, count=2),)
    ward.health(ASH_4, boot="boot-2", n=0, standing=SILENCE, owes=owes)
    assert len(began(ward, CALLED)) == 1


@pytest.mark.hazard("H-16")
def test_a_rule_that_breaks_while_a_story_is_told_makes_nothing_of_it_past() -> None:
    ward = after_an_outage()
    breaks: list[bool] = []

    def sometimes(*given: object) -> Iterator[Finding]:
        if breaks:
            raise KeyError("oh")
        yield from call_unanswered(*given)  # type: ignore[arg-type]  # it is handed on as it came

    ward.round = Round(
        ward.site,
        ward.now,
        rulebook=tuple(sometimes if rule is call_unanswered else rule for rule in RULEBOOK),
    )
    ward.round.replay(ward.facts)
    ward.happens(ASH_4, CALL, age_s=1200)
    breaks.append(True)
    ward.wait(1)
    assert passed(ward) == []
    breaks.clear()
    ward.happens(ASH_4, DoorMoved(is_open=True), age_s=900)
    assert [fact.condition for fact in passed(ward)] == [CALLED]


@pytest.mark.hazard("H-15")
def test_a_node_that_says_how_it_stands_has_told_the_whole_story() -> None:
    ward = after_an_outage()
    ward.happens(ASH_4, CALL, age_s=1200)
    ward.health(ASH_4, standing=Standing(door_open=False), owes=())
    assert len(began(ward, CALLED)) == 1


@pytest.mark.hazard("H-15")
def test_a_story_that_is_never_finished_is_believed_after_ten_seconds() -> None:
    ward = after_an_outage()
    ward.happens(ASH_4, CALL, age_s=1200)
    for _ in range(9):
        ward.wait(1)
        ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True), age_s=1100)
    assert began(ward, CALLED) == []
    ward.wait(CATCH_UP_MOST.total_seconds() - 9)
    assert len(began(ward, CALLED)) == 1


@pytest.mark.hazard("H-15")
@pytest.mark.parametrize("age_s", [0, 29])
def test_a_fresh_call_is_never_held(age_s: int) -> None:
    ward = after_an_outage()
    ward.happens(ASH_4, CALL, age_s=age_s)
    assert len(began(ward, CALLED)) == 1


@pytest.mark.hazard("H-15")
def test_a_fresh_call_in_the_middle_of_an_old_story_is_not_held_with_it() -> None:
    ward = after_an_outage()
    ward.happens(ASH_4, CALL, age_s=1200)
    ward.happens(ASH_4, CALL)
    assert len(began(ward, CALLED)) == 1


@pytest.mark.hazard("H-15")
def test_an_old_word_ends_no_alarm_that_shows_and_a_restart_holds_nothing_back() -> None:
    ward = after_an_outage()
    ward.happens(ASH_4, CALL)
    ward.happens(ASH_4, CALL, age_s=1200)
    ward.happens(ASH_4, TalkMoved(is_talking=True), age_s=900)
    assert CALLED in ward.alarms(ASH_4)
    ward = after_an_outage()
    ward.happens(ASH_4, CALL, age_s=1200)
    ward.restart_hub()
    assert CALLED in ward.alarms(ASH_4)


@pytest.mark.hazard("H-10")
def test_a_confinement_that_began_and_ended_during_an_outage_is_recorded_and_not_sounded() -> None:
    ward = World()
    ward.alive.discard(ASH_4)
    ward.wait(1800)
    for age_s, happening in (
        (1700, PresenceMoved(place=Place.ROOM, is_there=True)),
        (1700, LockMoved(is_locked=True)),
        (600, LockMoved(is_locked=False)),
    ):
        ward.happens(ASH_4, happening, age_s=age_s)
    ward.wait(30)
    assert began(ward, CONFINED) == []
    (fact,) = passed(ward)
    assert (fact.condition, fact.ended_at - fact.began_at) == (CONFINED, seconds(1100))


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-11")
def test_neither_a_blank_spell_nor_a_silence_waits_for_any_story() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=15)
    ward.alive.discard(ASH_4)
    ward.until("02:14:58")
    assert SILENT in ward.alarms(ASH_4)
    ward.happens(ASH_4, CALL, age_s=600)
    ward.wait(3)
    assert [clock for clock, _ in began(ward, BLANK)] == ["02:15:01"]
    assert began(ward, CALLED) == []


# ---- the backlog -------------------------------------------------------------------------------


@pytest.mark.hazard("H-22")
def test_a_backlog_fills_the_charts_and_changes_nothing_that_is_shown() -> None:
    ward = after_an_outage()
    ward.breathes(ASH_4, 12.0)
    ward.measures(ASH_4, 21.0)
    before = ward.state(ASH_4)
    ward.points.clear()
    ward.keeps(ASH_4, (900, rate(17)), (899, reading(18.5)), (20, rate(18)), (0, rate(19)))
    after = ward.state(ASH_4)
    assert (after.vitals, after.readings) == (before.vitals, before.readings)
    assert [point.value for point in ward.points] == [17, 18.5, 18, 19]
    assert ward.points[0].at == ward.now - seconds(900)


@pytest.mark.hazard("H-13")
def test_a_rate_of_a_time_without_authorisation_makes_no_point() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.wait(1000)
    ward.authorises(ASH_4, hours=0.1)
    ward.wait(500)
    ward.points.clear()
    ward.keeps(ASH_4, (600, rate(11)), (400, rate(12)), (100, rate(13)))
    assert [point.value for point in ward.points] == [12]


@pytest.mark.hazard("H-13")
def test_a_breathing_that_stopped_at_a_time_without_authorisation_is_not_written_down() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.wait(300)
    ward.keeps(ASH_4, (200, stopped(ward, 205)), (100, rate()))
    assert passed(ward) == []


@pytest.mark.hazard("H-08")
def test_what_another_boot_says_was_before_the_boot_that_says_it_began() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(300)
    ward.up_at_two = -(ward.now - TWO_AM).total_seconds() + 60
    body = ObservationBody(observation=observed())
    ward.hears(ASH_4, body, age_s=59, sent_boot="boot-2")
    assert ward.state(ASH_4).seen.at == ward.now - seconds(60)


def test_a_backlog_is_receipted_at_once_and_again_when_it_comes_again() -> None:
    ward = after_an_outage()
    said = ward.keeps(ASH_4, (900, reading(18)), (899, reading(19)))
    numbers = tuple(kept.n for kept in said.kept)
    points = len(ward.points)
    ward.keeps(ASH_4, (900, reading(18)), (899, reading(19)), numbers=numbers)
    receipts = [one.message for one in ward.said if isinstance(one.message, Receipt)]
    assert [receipt.numbers for receipt in receipts] == [numbers, numbers]
    assert len(ward.points) == points


@pytest.mark.hazard("H-12")
def test_a_breathing_that_stopped_and_came_back_during_an_outage_is_recorded_as_past() -> None:
    ward = after_an_outage()
    ward.keeps(ASH_4, (910, rate()), (900, stopped(ward, 905)), (850, stopped(ward, 905)))
    ward.keeps(ASH_4, (840, rate()), (800, stopped(ward, 802)), (795, rate()))
    ward.wait(30)
    assert began(ward, NO_BREATH) == []
    ended = [fact for fact in passed(ward) if fact.ended_at]
    assert [(fact.ended_at - fact.began_at) for fact in ended] == [seconds(65)]
    assert ward.state(ASH_4).past_stop is None
    assert any("No breathing movement seen for 1 min" in words for words in told(ward))
    assert {fact.room for fact in passed(ward)} == {ASH_4}


@pytest.mark.hazard("H-12")
def test_a_spell_whose_end_was_not_kept_ended_at_the_latest_by_the_newer_word() -> None:
    ward = after_an_outage()
    ward.breathes(ASH_4, 14.0)
    newest = ward.now
    ward.keeps(ASH_4, (900, stopped(ward, 905)), (850, stopped(ward, 905)))
    assert [fact.ended_at for fact in passed(ward)] == [None]
    ward.breathes(ASH_4, Doubt.MOVING)
    ward.wait(12)
    assert passed(ward)[-1].ended_at == newest
    assert began(ward, NO_BREATH) == []


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("doubt", [Doubt.WEAK_SIGNAL, Doubt.NOBODY_THERE, Doubt.SENSOR_LOST])
def test_a_breathing_that_stopped_in_an_outage_and_is_only_doubted_since_is_an_alarm(
    doubt: Doubt, restarted: bool
) -> None:
    ward = after_an_outage()
    ward.breathes(ASH_4, doubt)
    ward.keeps(ASH_4, (90, stopped(ward, 100)), (30, stopped(ward, 100)))
    stopped_at = ward.now - seconds(100)
    if restarted:
        ward.restart_hub()
    ward.breathes(ASH_4, doubt)
    ward.wait(12)
    assert len(began(ward, NO_BREATH)) == 1
    assert ward.state(ASH_4).not_breathing_since == stopped_at
    ward.wait(60)
    assert len([f for f in ward.facts if isinstance(f, BreathingStopped)]) == 1
    ward.breathes(ASH_4, 14.0)
    assert NO_BREATH not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-12")
def test_one_whose_end_is_not_told_when_the_confinement_ends_is_not_ended_by_the_next_person() -> (
    None
):
    ward = after_an_outage()
    ward.keeps(ASH_4, (90, stopped(ward, 100)))
    ward.ends(ASH_4)
    assert len(began(ward, NO_BREATH)) == 1
    assert ward.state(ASH_4).past_stop is None
    ward.begins(ASH_4, Person(ref="p-2", initials="A.B."))
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    ward.wait(12)
    assert [fact.ended_at for fact in passed(ward)] == [None]  # nowhere does it say: it was over
    assert len(began(ward, NO_BREATH)) == 1


@pytest.mark.hazard("H-12")
def test_one_that_a_rate_had_ended_when_the_confinement_ends_is_past() -> None:
    ward = after_an_outage()
    ward.keeps(ASH_4, (90, stopped(ward, 100)))
    ward.breathes(ASH_4, 14.0)
    breathed_at = ward.now
    ward.ends(ASH_4)
    assert passed(ward)[-1].ended_at == breathed_at
    assert began(ward, NO_BREATH) == []


@pytest.mark.hazard("H-12")
def test_one_that_somebody_came_to_since_is_past() -> None:
    ward = after_an_outage()
    ward.breathes(ASH_4, Doubt.NOBODY_THERE)
    ward.visit(ASH_4, age_s=400)
    ward.keeps(ASH_4, (900, stopped(ward, 905)), (850, stopped(ward, 905)))
    came_at = ward.now - seconds(400)
    ward.wait(12)
    assert began(ward, NO_BREATH) == []
    assert passed(ward)[-1].ended_at == came_at


@pytest.mark.hazard("H-12")
def test_one_that_is_followed_by_another_makes_no_second_alarm() -> None:
    ward = after_an_outage()
    ward.keeps(ASH_4, (900, stopped(ward, 905)))
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    again_at = ward.now - seconds(25)
    ward.breathes(ASH_4, Doubt.WEAK_SIGNAL)
    ward.wait(30)
    assert len(began(ward, NO_BREATH)) == 1
    assert passed(ward)[-1].ended_at == again_at


@pytest.mark.hazard("H-12")
def test_a_spell_told_in_two_pieces_ended_with_the_first_breath_in_the_second() -> None:
    ward = after_an_outage()
    ward.breathes(ASH_4, 14.0)
    ward.keeps(ASH_4, (900, stopped(ward, 902)))
    began_at = ward.now - seconds(902)
    ward.wait(8)
    ward.keeps(ASH_4, (1_500, rate()))
    ward.wait(8)
    assert [fact.ended_at for fact in passed(ward)] == [None]  # the rest is on its way
    ward.keeps(ASH_4, ((ward.now - began_at).total_seconds() - 7, rate()))
    assert passed(ward)[-1].ended_at == began_at + seconds(7)


@pytest.mark.hazard("H-12")
def test_a_backlog_neither_ends_nor_doubles_an_alarm_that_shows() -> None:
    ward = after_an_outage()
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    assert NO_BREATH in ward.alarms(ASH_4)
    ward.keeps(ASH_4, (900, rate()), (20, stopped(ward, 25)), (0, rate()))
    ward.wait(30)
    assert NO_BREATH in ward.alarms(ASH_4)
    assert passed(ward) == []


# ---- another boot's ----------------------------------------------------------------------------


@pytest.mark.hazard("H-07")
@pytest.mark.hazard("H-08")
def test_a_visit_made_before_a_power_cut_counts_from_when_it_was_if_the_clock_was_set() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(10 * 60)
    observation = observed()
    ward.up_at_two = -(ward.now - TWO_AM).total_seconds() + 60
    ward.hears(ASH_4, ObservationBody(observation=observation), age_s=300, sent_boot="boot-2")
    assert ward.state(ASH_4).seen.at == ward.now - seconds(300)
    assert ward.state(ASH_4).boot == "boot-2"


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-08")
def test_a_visit_of_which_nobody_knows_when_it_was_is_written_down_and_ends_no_spell() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(16 * 60)
    body = ObservationBody(observation=observed())
    ward.up_at_two = -(ward.now - TWO_AM).total_seconds() + 60
    ward.hears(ASH_4, body, age_s=86_400, synced=False, sent_boot="boot-2")
    (fact,) = [fact for fact in ward.facts if isinstance(fact, Observed)]
    assert (fact.untimed, fact.ends_spell) == (True, False)
    assert fact.observed_at == ward.now - seconds(60)  # it was before the boot that says it
    assert BLANK in ward.alarms(ASH_4)
    assert any("clock was not set" in words for words in told(ward))


@pytest.mark.hazard("H-10")
@pytest.mark.hazard("H-15")
def test_a_happening_of_which_nobody_knows_when_it_was_changes_no_standing() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.happens(ASH_4, CALL)
    ward.wait(301)
    for happening in (
        LockMoved(is_locked=False),
        DoorMoved(is_open=True),
        TalkMoved(is_talking=True),
    ):
        body = HappeningBody(happening=happening)
        ward.hears(ASH_4, body, boot="boot-0", synced=False, sent_boot="boot-1")
    assert ward.state(ASH_4).standing.now.locked is True
    assert ward.alarms(ASH_4) == [CALLED, CONFINED]
    assert sum(f.untimed for f in ward.facts if isinstance(f, Happened)) == 3


@pytest.mark.hazard("H-22")
def test_what_another_boot_measured_is_history_and_untimed_it_is_no_point_at_all() -> None:
    ward = after_an_outage()
    ward.points.clear()
    before = ward.state(ASH_4).readings
    ward.up_at_two = -(ward.now - TWO_AM).total_seconds() + 60
    ward.hears(ASH_4, reading(17), age_s=100, boot="boot-0", sent_boot="boot-1")
    ward.hears(ASH_4, reading(16), age_s=100, boot="boot-0", sent_boot="boot-1", synced=False)
    assert [point.value for point in ward.points] == [17]
    assert ward.state(ASH_4).readings == before


def observed() -> Observation:
    return Observation(id="o-1", came_at=TWO_AM, evidence=AT_THE_DOOR, content=SEEN)
