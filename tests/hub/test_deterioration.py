"""A rate that leaves this person's own usual: who is called, when, and what never makes it calm."""

import pytest

from hub.acts import Authorise, MovePerson
from hub.deterioration.numbers import (
    AGAIN_AFTER_S,
    ASLEEP_LEAST,
    ASLEEP_LIKELY,
    CHANGES,
    FIRST_STEPS,
)
from hub.deterioration.usual import Block, usual_of, with_block
from hub.mode_acts import Tranquillised
from hub.rooms.snapshot import dump, load
from hub.rooms.straying_facts import RateReturned, RateStrayed, UsualLearnt
from tests.hub.world import ASH_1, ASH_4, JT, MT, RP, World
from ward.care import Scope
from ward.condition import Kind, Priority
from ward.envelope import VitalBody
from ward.modes import DrugClass, DrugRoute
from ward.straying_conditions import BREATHING_SLOWING, STRAYING_CONDITIONS
from ward.units import minutes, seconds
from ward.vitals import Doubt, Doubted, Rate, Vital

pytestmark = pytest.mark.hazard("H-44")
SLOWING = BREATHING_SLOWING.name
EVERY_S = 3


def at_rest(*, usual: float = 16.0, walked: bool = True) -> World:
    """Half an hour of somebody who lies still, and is known."""
    ward = World()
    ward.begins(ASH_4, JT, every_min=120)
    ward.authorises(ASH_4)
    if walked:
        ward.commissions(ASH_4)
    breathes(ward, usual, 30 * 60)
    return ward


def breathes(ward: World, rate: float, for_s: float, *, quality: float = 0.9) -> None:
    falls(ward, rate, rate, for_s, quality=quality)


def falls(
    ward: World, from_: float, to: float, for_s: float, *, quality: float = 0.9
) -> float | None:
    """In a line; after how many seconds the alarm was there."""
    count, began = round(for_s / EVERY_S), None
    for n in range(count):
        rate = from_ + (to - from_) * n / count
        body = VitalBody(
            vital=Vital.BREATHING,
            commissioned=ward.state(ASH_4).commissioning is not None,
            said=Rate(per_minute=rate, quality=quality),
        )
        ward.hears(ASH_4, body)
        if began is None and SLOWING in ward.alarms(ASH_4):
            began = n * EVERY_S
        ward.wait(EVERY_S)
    return began


def doubts(ward: World, doubt: Doubt, for_s: float) -> None:
    for _ in range(round(for_s / EVERY_S)):
        ward.breathes(ASH_4, doubt)
        ward.wait(EVERY_S)


def injected(ward: World) -> None:
    """Scenario 1: lorazepam into a muscle, now."""
    ward.does(Tranquillised(ASH_4, DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR, MT.initials))


def withdraws(ward: World) -> None:
    """The authorisation is taken back."""
    ward.does(Authorise(ASH_4, "K.O.", "asked to stop", until=None))


def only_pulse(ward: World) -> None:
    """Breathing is within nobody's authorisation any more."""
    until = ward.now + minutes(60)
    ward.does(Authorise(ASH_4, "K.O.", "pulse", until, scope=Scope.PULSE, capacity="agrees"))


def found(ward: World) -> list[str]:
    return [each.words for each in ward.round.findings(ASH_4)]


def test_every_condition_of_it_is_medium_latches_and_is_a_proposal() -> None:
    for condition in STRAYING_CONDITIONS:
        assert condition.priority is Priority.MEDIUM
        assert condition.kind is Kind.PHYSIOLOGICAL
        assert condition.latches
        assert "our own proposal" in condition.source
    assert all("proposal" in change.source for change in CHANGES)


def test_breathing_that_falls_from_16_to_7_in_20_minutes_is_told_by_the_eleventh() -> None:
    """Scenario 1 of clinical.md section 8."""
    ward = at_rest()
    injected(ward)
    began = falls(ward, 16, 7, 20 * 60)
    assert began is not None
    assert 8.5 * 60 <= began <= 11.5 * 60
    (strayed,) = [fact for fact in ward.facts if isinstance(fact, RateStrayed)]
    assert strayed.usual == pytest.approx(16, abs=0.1)
    assert strayed.rate <= 16 * 0.75 + 0.3


def test_without_a_drug_the_first_sleep_seen_may_be_a_little_slower_than_waking() -> None:
    """12.25 min, and not 11: under 0.92 of the waking rate by a quarter, whether still or not."""
    ward = at_rest()
    began = falls(ward, 16, 7, 20 * 60)
    assert began is not None
    assert 11 * 60 <= began <= 13 * 60
    asleep = at_rest()
    breathes(asleep, 16 * 0.8, 60 * 60)
    assert SLOWING not in asleep.alarms(ASH_4)


def test_after_a_drug_no_sleep_excuses_a_fall() -> None:
    ward = at_rest()
    injected(ward)
    falls(ward, 16, 11.7, 10 * 60)
    breathes(ward, 11.7, 4 * 60)
    assert SLOWING in ward.alarms(ASH_4)


def test_the_words_say_from_what_to_what_and_in_how_many_minutes() -> None:
    ward = at_rest()
    injected(ward)
    falls(ward, 16, 11, 11 * 60)
    (words,) = [each for each in found(ward) if each.startswith("Breathing slowing")]
    assert words.startswith("Breathing slowing: 16 → 12 in ")
    assert words.removesuffix(" min").rsplit(" ", 1)[1] in {"9", "10"}


def test_in_a_room_that_nobody_walked_the_alarm_says_no_number() -> None:
    ward = at_rest(walked=False)
    falls(ward, 16, 9, 10 * 60)
    (words,) = [each for each in found(ward) if each.startswith("Breathing slowing")]
    assert not any(letter.isdigit() for letter in words.split(" in ")[0])


def test_no_number_is_said_once_the_authorisation_is_over_and_the_alarm_goes_on() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    withdraws(ward)
    ward.wait(2)
    (words,) = [each for each in found(ward) if each.startswith("Breathing slowing")]
    assert "→" not in words
    assert SLOWING in ward.alarms(ASH_4)


@pytest.mark.parametrize("doubt", list(Doubt), ids=str)
def test_no_doubt_ends_it(doubt: Doubt) -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    doubts(ward, doubt, 20 * 60)
    assert any(each.startswith("Breathing slowing") for each in found(ward))
    assert not [fact for fact in ward.facts if isinstance(fact, RateReturned)]


def test_after_a_gap_somebody_who_is_still_slow_is_not_called_better() -> None:
    ward = at_rest()
    falls(ward, 16, 11, 10 * 60)
    doubts(ward, Doubt.WEAK_SIGNAL, 20 * 60)
    breathes(ward, 13.6, 10 * 60)
    assert not [fact for fact in ward.facts if isinstance(fact, RateReturned)]


def test_a_restart_forgets_neither_what_is_usual_nor_what_strayed() -> None:
    ward = at_rest()
    injected(ward)
    ward.restart_hub()
    began = falls(ward, 16, 7, 20 * 60)
    assert began is not None
    assert began <= 11.5 * 60
    ward.restart_hub()
    ward.wait(5)
    assert SLOWING in ward.alarms(ASH_4)
    assert any(each.startswith("Breathing slowing") for each in found(ward))
    breathes(ward, 13.6, 5 * 60)
    assert not [fact for fact in ward.facts if isinstance(fact, RateReturned)]


def test_what_is_usual_and_what_strayed_is_in_a_snapshot() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    state = ward.state(ASH_4)
    again = load(dump(state), since=ward.now)
    assert again.usual == state.usual != ()
    assert again.strayed == state.strayed != ()


def test_a_rate_that_is_back_ends_what_is_found_and_the_alarm_waits_for_somebody() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    breathes(ward, 15.5, 10 * 60)
    assert [fact for fact in ward.facts if isinstance(fact, RateReturned)]
    assert not any(each.startswith("Breathing slowing") for each in found(ward))
    assert SLOWING in ward.alarms(ASH_4)
    ward.visit(ASH_4)
    ward.wait(2)
    assert SLOWING not in ward.alarms(ASH_4)


def test_whoever_was_looked_at_and_stays_slow_is_told_of_again_after_four_hours() -> None:
    """However often somebody looked meanwhile, and not before: one episode is one alarm."""
    ward = at_rest()
    began = ward.now
    falls(ward, 16, 11, 12 * 60)
    while ward.now - began < seconds(AGAIN_AFTER_S):
        ward.visit(ASH_4)
        ward.wait(2)
        assert SLOWING not in ward.alarms(ASH_4)
        breathes(ward, 11, 55 * 60)
    breathes(ward, 11, 15 * 60)
    assert SLOWING in ward.alarms(ASH_4)


def test_whoever_was_looked_at_and_goes_on_falling_is_told_of_at_once() -> None:
    ward = at_rest()
    falls(ward, 16, 11, 12 * 60)
    ward.visit(ASH_4)
    ward.wait(2)
    assert SLOWING not in ward.alarms(ASH_4)
    began = falls(ward, 11, 7, 5 * 60)
    assert began is not None


def episodes(ward: World) -> int:
    return sum(isinstance(fact, RateStrayed) for fact in ward.facts)


def comes_and_goes(ward: World) -> None:
    """Slow, looked at, and back to usual."""
    falls(ward, 16, 10.5, 12 * 60)
    breathes(ward, 10.5, 3 * 60)
    ward.visit(ASH_4)
    ward.wait(2)
    breathes(ward, 16, 15 * 60)
    assert SLOWING not in ward.alarms(ASH_4)
    assert not any(one.stands for one in ward.state(ASH_4).strayed)
    assert episodes(ward) == 1


def test_what_was_looked_at_and_comes_again_as_it_was_is_the_same_episode() -> None:
    ward = at_rest()
    comes_and_goes(ward)
    breathes(ward, 10.5, 15 * 60)
    assert episodes(ward) == 1
    falls(ward, 10.5, 7, 5 * 60)
    assert SLOWING in ward.alarms(ASH_4)
    assert episodes(ward) == 2


def test_what_came_and_went_is_told_anew_once_a_drug_was_given() -> None:
    ward = at_rest()
    comes_and_goes(ward)
    injected(ward)
    breathes(ward, 10.5, 15 * 60)
    assert SLOWING in ward.alarms(ASH_4)


def test_what_nobody_looked_at_and_comes_again_is_found_again() -> None:
    ward = at_rest()
    falls(ward, 16, 10.5, 12 * 60)
    breathes(ward, 10.5, 3 * 60)
    breathes(ward, 16, 15 * 60)
    assert not any(each.startswith("Breathing slowing") for each in found(ward))
    breathes(ward, 10.5, 15 * 60)
    assert any(each.startswith("Breathing slowing") for each in found(ward))


def test_nothing_is_learnt_of_a_rate_that_strayed() -> None:
    ward = at_rest()
    falls(ward, 16, 10, 10 * 60)
    before = [fact for fact in ward.facts if isinstance(fact, UsualLearnt)]
    breathes(ward, 10, 90 * 60)
    assert [fact for fact in ward.facts if isinstance(fact, UsualLearnt)] == before
    assert any(each.startswith("Breathing slowing") for each in found(ward))


def test_nothing_is_usual_before_twenty_minutes_nor_of_what_is_hardly_heard() -> None:
    ward = World()
    ward.begins(ASH_4, JT, every_min=120)
    ward.authorises(ASH_4)
    breathes(ward, 16, FIRST_STEPS * 15 - 60)
    breathes(ward, 30, 30 * 60, quality=0.65)
    assert not [fact for fact in ward.facts if isinstance(fact, UsualLearnt)]


def test_a_fall_that_is_hardly_heard_calls_nobody() -> None:
    ward = at_rest()
    breathes(ward, 8, 10 * 60, quality=0.65)
    assert SLOWING not in ward.alarms(ASH_4)


def test_what_is_hardly_heard_ends_nothing() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    breathes(ward, 16, 20 * 60, quality=0.65)
    assert not [fact for fact in ward.facts if isinstance(fact, RateReturned)]
    assert any(each.startswith("Breathing slowing") for each in found(ward))


def test_a_few_rates_that_are_wrong_by_half_call_nobody() -> None:
    ward = at_rest()
    for _ in range(6):
        breathes(ward, 8, 30)
        breathes(ward, 16, 4 * 60)
    assert SLOWING not in ward.alarms(ASH_4)


def test_whoever_comes_next_is_not_held_to_what_was_usual_for_another() -> None:
    ward = at_rest()
    ward.ends(ASH_4)
    ward.wait(60)
    assert ward.state(ASH_4).usual
    ward.begins(ASH_4, RP, every_min=60)
    assert not ward.state(ASH_4).usual
    assert not ward.state(ASH_1).usual


def test_ending_an_episode_ends_nothing_that_strayed() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    ward.ends(ASH_4)
    ward.wait(5)
    assert SLOWING in ward.alarms(ASH_4)
    assert ward.state(ASH_4).strayed


def next_door(ward: World, how: str) -> None:
    """Into Ash 1, which was walked too, with the same authorisation."""
    ward.hears(ASH_1, VitalBody(vital=Vital.BREATHING, said=Doubted(doubt=Doubt.NOBODY_THERE)))
    if how == "moved":
        ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
        return
    ward.ends(ASH_4)
    ward.wait(5)
    ward.begins(ASH_1, JT)


@pytest.mark.hazard("H-44")
@pytest.mark.parametrize("how", ["moved", "ended and begun anew"])
def test_what_is_usual_and_what_strayed_goes_along_to_another_room(how: str) -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    before = ward.state(ASH_4)
    assert SLOWING in ward.lasting(ASH_4)
    next_door(ward, how)
    after = ward.state(ASH_1)
    assert (after.usual, after.strayed) == (before.usual, before.strayed)
    assert SLOWING in ward.lasting(ASH_1)
    if how == "moved":
        assert SLOWING not in ward.lasting(ASH_4), "nobody is there any more"
    ward.restart_hub()
    assert ward.state(ASH_1).usual == before.usual


@pytest.mark.hazard("H-44")
def test_whoever_looked_at_it_before_the_move_looked_at_it() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    ward.wait(5)
    ward.visit(ASH_4)
    next_door(ward, "moved")
    assert SLOWING not in ward.lasting(ASH_1)
    assert ward.state(ASH_1).strayed[0].seen_at is not None


@pytest.mark.hazard("H-44")
def test_nobody_elses_usual_goes_along() -> None:
    ward = at_rest()
    ward.ends(ASH_4)
    ward.hears(ASH_1, VitalBody(vital=Vital.BREATHING, said=Doubted(doubt=Doubt.NOBODY_THERE)))
    ward.begins(ASH_1, RP)
    assert ward.state(ASH_1).usual == ()


def test_without_an_authorisation_nothing_is_kept() -> None:
    ward = at_rest()
    withdraws(ward)
    breathes(ward, 8, 10 * 60)
    assert not ward.state(ASH_4).strayed
    assert ward.state(ASH_4).course.running is None


def test_a_clock_that_is_set_back_ends_and_postpones_nothing() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    ward.restart_hub(back_s=600)
    ward.wait(5)
    assert SLOWING in ward.alarms(ASH_4)
    (strayed,) = ward.state(ASH_4).strayed
    assert strayed.at <= ward.now


def test_where_two_hours_are_the_middle_it_is_the_one_that_alarms_sooner() -> None:
    blocks = (
        Block(Vital.BREATHING, True, 12.0, 240),
        Block(Vital.BREATHING, True, 16.0, 240),
    )
    assert usual_of(blocks, Vital.BREATHING, falls=True) == 16.0
    rises = usual_of(blocks, Vital.BREATHING, falls=False)
    assert rises == 12.0 / ASLEEP_LIKELY[Vital.BREATHING]
    assert usual_of(blocks, Vital.HEART, falls=True) is None


def test_a_fall_is_below_sleep_and_a_rise_above_waking() -> None:
    blocks = (
        Block(Vital.BREATHING, True, 14.0, 240),
        Block(Vital.BREATHING, False, 16.0, 240),
    )
    assert usual_of(blocks, Vital.BREATHING, falls=True) == 14.0
    assert usual_of(blocks, Vital.BREATHING, falls=False) == 16.0
    assert usual_of(blocks, Vital.BREATHING, falls=True, sleeps=False) == 16.0


@pytest.mark.parametrize("vital", list(Vital), ids=str)
def test_sleep_excuses_no_more_than_sleep_explains(vital: Vital) -> None:
    """A person who was drugged when first seen to lie still does not sleep so slowly."""
    blocks = (Block(vital, True, 30.0, 240), Block(vital, False, 60.0, 240))
    falls = usual_of(blocks, vital, falls=True)
    rises = usual_of(blocks, vital, falls=False)
    assert falls == ASLEEP_LEAST[vital] * 60
    assert rises == pytest.approx(30 / ASLEEP_LEAST[vital])


def test_one_bad_hour_moves_what_is_usual_hardly_at_all() -> None:
    blocks: tuple[Block, ...] = ()
    for rate in (14.0, 14.2, 14.1, 13.9, 8.0):
        blocks = with_block(blocks, Block(Vital.BREATHING, True, rate, 240))
    assert usual_of(blocks, Vital.BREATHING, falls=True) == 14.0


def test_of_hours_only_a_day_is_kept() -> None:
    blocks: tuple[Block, ...] = ()
    for n in range(200):
        blocks = with_block(blocks, Block(Vital.HEART, n % 2 == 0, 60.0 + n, 240))
    assert len(blocks) <= 48


def test_the_time_it_took_is_never_longer_than_was_heard() -> None:
    ward = at_rest()
    falls(ward, 16, 9, 10 * 60)
    (strayed,) = ward.state(ASH_4).strayed
    assert strayed.since is not None
    assert strayed.at - strayed.since < minutes(12)


def test_what_is_outside_the_scope_is_not_kept_and_its_alarm_tells_no_number() -> None:
    ward = at_rest()
    falls(ward, 16.0, 9.0, 15 * 60)
    assert any("→" in words for words in found(ward))
    only_pulse(ward)
    breathes(ward, 9.0, 30)
    assert [words for words in found(ward) if "usual" in words]
    assert not any("→" in words for words in found(ward))
    course = ward.state(ASH_4).course
    assert course.lately[Vital.BREATHING] == ()
    assert all(vital is not Vital.BREATHING for vital, _ in course.learning)


def test_when_the_authorisation_ends_an_alarm_of_a_rate_that_strayed_loses_its_numbers() -> None:
    ward = at_rest()
    falls(ward, 16.0, 9.0, 15 * 60)
    withdraws(ward)
    state = ward.state(ASH_4)
    said = [one.words for one in state.said(ward.now) if one.condition == SLOWING]
    assert said
    assert not any("→" in words for words in said)
