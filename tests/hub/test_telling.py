"""What people are told of alarms, by whom, and what becomes of it."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.acts import Acknowledge, Delivered, SetRota, Sign
from hub.alarms import reached, telling
from hub.alarms.notice import Notice
from hub.alarms.reached import Heard
from hub.alarms.route import Route
from hub.alarms.telling import OVER_FIRST
from hub.alarms.told import AGAIN_AFTER, ANSWERED_WITHIN
from hub.effects import Tell
from hub.rooms.alarm_facts import AlarmEnded, Escalated, NoticeTold
from hub.rooms.state import RoomState
from hub.round import Round
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.site import Site
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, RP, World
from tests.laws.whatever import Step, steps_and_kills, stories
from ward.conditions import BY_NAME, Kind, Priority
from ward.happenings import CallPressed, TalkMoved
from ward.rooms import RoomId
from ward.units import Instant, minutes
from ward.vitals import NotBreathing

PAGER = Route("pager", tell_ends=True)
MAIL = Route("mail")
SENIOR = Route("senior", duties=frozenset({Duty.SENIOR}), least=Priority.MEDIUM)
FIFTY = tuple(RoomId("ash", number) for number in range(1, 51))
CALL, SILENT, NOBODY = "call unanswered", "node silent", "nobody could be told"


def ward(*routes: Route, rooms: tuple[RoomId, ...] = (ASH_1, ASH_4)) -> World:
    return World(site=Site(rooms=rooms, staff=(MT, KO)), routes=routes or (PAGER,))


def titles(told: World, teller: str = "pager") -> list[str]:
    return [tell.title for tell in told.tells if tell.teller == teller]


def answers(told: World, *, took: bool, teller: str = "pager", words: str = "") -> None:
    """Whatever this teller was given and has not answered for."""
    for tell in [one for one in told.tells if one.teller == teller and not one.is_end]:
        for about in tell.about:
            room, alarm, times, step = about
            told.take(
                told.round.feed(Delivered(room, alarm, step, teller, took, words, times), told.now)
            )
    told.tells = [one for one in told.tells if one.teller != teller]


def facts(told: World, took: bool) -> list[NoticeTold]:
    return [one for one in told.facts if isinstance(one, NoticeTold) and one.took is took]


def calls(told: World, room: RoomId = ASH_4) -> None:
    told.happens(room, CallPressed())


def talks(told: World, room: RoomId = ASH_4) -> None:
    told.happens(room, TalkMoved(is_talking=True))


# ---- who is told -------------------------------------------------------------------------------


@pytest.mark.hazard("H-28")
def test_a_call_is_told_with_the_message_that_brought_it_and_not_a_tick_later() -> None:
    told = ward()
    calls(told)
    (tell,) = told.tells
    assert tell.title == "!! Ash 4: call unanswered"
    assert tell.words == (
        "Called just now. Go to the door and speak through it, where they can see you. "
        "Observer fetched."
    )


@pytest.mark.hazard("H-28")
def test_the_second_and_the_third_are_told_when_nobody_came() -> None:
    told = ward()
    calls(told)
    answers(told, took=True)
    told.wait(121)
    (second,) = told.tells
    assert second.words.endswith("2 min, nobody at the door: nurse in charge fetched.")
    answers(told, took=True)
    told.wait(180)
    (third,) = told.tells
    assert third.words.endswith("5 min, nobody at the door: duty senior fetched.")


def test_two_who_are_fetched_at_once_by_one_teller_read_one_message() -> None:
    told = ward()
    told.begins(ASH_4)
    told.authorises(ASH_4)
    told.breathes(ASH_4, NotBreathing(since=told.now))
    told.wait(21)
    (tell,) = told.tells
    assert tell.title == "!!! Ash 4: no breathing seen"
    assert tell.words.endswith("2222 or 999. Observer fetched. Nurse in charge fetched.")
    assert [about.step for about in tell.about] == [0, 1]


def test_a_message_goes_by_the_tellers_of_that_duty_only() -> None:
    told = ward(PAGER, SENIOR)
    calls(told)
    answers(told, took=True)
    told.wait(301)
    assert titles(told, "senior") == ["!! Ash 4: call unanswered"]
    assert len(titles(told)) == 2


def test_what_the_rota_says_of_nobody_is_said() -> None:
    told = ward()
    shift = Shift(
        duty=Duty.IN_CHARGE, staff=KO.ref, begins_at=told.now, ends_at=told.now + minutes(60)
    )
    told.does(SetRota((shift,), KO.ref))
    calls(told)
    assert told.denied or told.tells[-1].words.endswith(
        "Observer fetched; the rota names no observer."
    )


def test_no_message_says_who_the_person_is_unless_its_teller_may() -> None:
    told = ward(PAGER, Route("bleep", say_person=True))
    told.begins(ASH_4)
    calls(told)
    told.until("02:15:30")
    assert "!! Ash 4 (J.T.): call unanswered" in titles(told, "bleep")
    plain = [f"{tell.title} {tell.words}" for tell in told.tells if tell.teller == "pager"]
    assert len(plain) > 2
    assert not any(mark in text for text in plain for mark in (JT.initials, JT.ref, MT.ref))


@pytest.mark.hazard("H-25")
@pytest.mark.parametrize("words", ["J.T. called", "Called by p-17", "Nobody was with R.P."])
def test_words_that_name_a_person_do_not_go_out_at_all(words: str) -> None:
    told = ward()
    told.begins(ASH_4, RP)
    told.ends(ASH_4)
    told.begins(ASH_4, JT)
    calls(told)
    state = told.state(ASH_4)
    heard = Heard(state, (Finding(ASH_4, BY_NAME[CALL], words),))
    (one,) = reached.notices(heard, lambda _alarm, _step: (frozenset(), False), told.now)
    assert (one.words, one.initials) == ("", "J.T.")


def test_what_a_broken_rule_says_does_not_go_out() -> None:
    def breaks(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
        raise ZeroDivisionError("a secret")

    told = ward()
    told.round = Round(told.site, told.now, rulebook=(breaks,), routes=(PAGER,))
    told.wait(6)
    (tell,) = told.tells
    assert tell.title == "!! 2 rooms: rule broken"
    assert "secret" not in tell.words


@pytest.mark.hazard("H-16")
def test_whatever_goes_wrong_in_telling_leaves_the_alarm_and_is_tried_again_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = ward()
    fails = monkeypatch.context()
    with fails as broken:
        broken.setattr(told.round._fetching.telling, "_policy", None)
        calls(told)
        told.wait(3)
        assert told.alarms(ASH_4) == [CALL]
        assert told.tells == []
        assert told.round.counters["notices that failed"] == 4
    told.wait(1)
    assert titles(told) == ["!! Ash 4: call unanswered"]


@pytest.mark.hazard("H-05")
@pytest.mark.hazard("H-28")
def test_a_room_of_which_nothing_can_be_told_silences_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails_in_one_room(room: Heard, had: reached.Had, now: Instant) -> Iterator[Notice]:
        if room.state.room == ASH_1:
            raise KeyError("oh")
        yield from reached.notices(room, had, now)

    told = ward()
    monkeypatch.setattr(telling, "notices", fails_in_one_room)
    calls(told, ASH_1)
    told.alive.discard(ASH_4)
    told.wait(30)
    assert titles(told) == ["!! Ash 4: node silent"]
    assert told.round.counters["rooms whose notices failed"] > 20
    monkeypatch.undo()
    told.wait(1)
    assert titles(told)[1:] == ["!! Ash 1: call unanswered"]


# ---- what becomes of it ------------------------------------------------------------------------


@pytest.mark.hazard("H-28")
def test_what_one_teller_took_is_written_down_with_its_name() -> None:
    told = ward()
    calls(told)
    answers(told, took=True)
    (fact,) = facts(told, took=True)
    assert (fact.channel, fact.step, fact.room) == ("pager", 0, ASH_4)
    told.wait(60)
    assert told.tells == []


@pytest.mark.hazard("H-28")
def test_a_notice_that_every_teller_gave_up_is_an_alarm_of_its_own_until_one_takes_it() -> None:
    told = ward(PAGER, MAIL)
    calls(told)
    answers(told, took=False, words="it could not be reached")
    assert NOBODY not in told.alarms(ASH_4)  # mail may still take it
    answers(told, took=False, teller="mail", words="no answer within 15 s")
    assert NOBODY in told.alarms(ASH_4)
    assert NOBODY not in told.alarms(ASH_1)
    (fact,) = facts(told, took=False)
    assert fact.words == "pager: it could not be reached; mail: no answer within 15 s"
    told.wait(AGAIN_AFTER.total_seconds() - 1)
    assert told.tells == []
    told.wait(1)
    assert titles(told) == titles(told, "mail") == ["!! Ash 4: call unanswered"]
    answers(told, took=True, teller="mail")
    told.wait(1)
    assert NOBODY not in told.alarms(ASH_4)
    assert CALL in told.alarms(ASH_4)


@pytest.mark.hazard("H-28")
@pytest.mark.parametrize("answers_after_s", [1, 5, 20])
def test_what_reached_nobody_is_tried_each_minute_also_after_the_last_has_been_fetched(
    answers_after_s: int,
) -> None:
    """Of each room, when many are told together too, and however long a teller takes to fail."""
    told = ward(rooms=FIFTY[:3])
    told.begins(FIFTY[0], every_min=1)
    told.alive -= set(FIFTY[1:3])
    tried: dict[tuple[RoomId, int], list[Instant]] = {}
    for _ in range(20 * 60):
        told.wait(1)
        for tell in told.tells:
            for about in tell.about:
                moments = tried.setdefault((about.room, about.step), [])
                moments += [told.now] if told.now not in moments else []
        if told.tells and told.now.second % answers_after_s == 0:
            answers(told, took=False)
    assert set(tried) == {(room, step) for room in FIFTY[:3] for step in range(3)}
    for moments in tried.values():
        gaps = [(after - before).total_seconds() for before, after in itertools.pairwise(moments)]
        assert max(gaps, default=999) <= AGAIN_AFTER.total_seconds() + 2 * answers_after_s + 6
        assert (told.now - moments[-1]).total_seconds() < 100


def test_that_nobody_has_it_is_written_down_once_however_often_it_is_tried() -> None:
    told = ward()
    calls(told)
    for _ in range(100):
        answers(told, took=False)
        told.wait(1)
    assert len([one for one in facts(told, took=False) if one.step == 0]) == 1


def test_whoever_gave_it_up_is_asked_no_more_once_another_has_it() -> None:
    told = ward(PAGER, MAIL)
    calls(told)
    answers(told, took=True, teller="mail")
    answers(told, took=False)
    told.wait(100)
    assert told.tells == []
    assert NOBODY not in told.alarms(ASH_4)


@pytest.mark.hazard("H-28")
def test_a_teller_that_says_nothing_at_all_counts_as_one_that_gave_up() -> None:
    told = ward()
    calls(told)
    told.wait(ANSWERED_WITHIN.total_seconds() + 1)
    assert NOBODY in told.alarms(ASH_4)


def test_a_site_without_tellers_tells_nobody_and_misses_nobody() -> None:
    told = World()
    calls(told)
    told.wait(600)
    assert told.tells == []
    assert told.alarms(ASH_4) == [CALL]


# ---- an outage ---------------------------------------------------------------------------------


@pytest.mark.hazard("H-29")
def test_that_somebody_is_kept_from_signing_is_told_to_the_nurse_in_charge_without_a_name() -> None:
    told = ward(PAGER, SENIOR)
    told.does(Sign(KO.ref, refused="wrong PIN or reference"))
    assert told.tells == []
    told.does(Sign(KO.ref, refused="wrong PIN or reference, 5 in a row: waits 1 min", locks=True))
    (tell,) = told.tells
    assert (tell.teller, tell.title) == ("pager", "!! Attune: too many wrong PINs")
    assert tell.about == (), "no alarm hangs on it"
    said = f"{tell.title} {tell.words} {tell.ref}"
    assert not any(mark in said for mark in (KO.ref, KO.initials, MT.ref))


@pytest.mark.hazard("H-28")
def test_fifty_rooms_that_fall_silent_reach_people_as_one() -> None:
    told = ward(rooms=FIFTY)
    told.wait(30)
    told.alive.clear()
    told.wait(30)
    (tell,) = told.tells
    assert tell.title == "!! 50 rooms: node silent"
    named = ", ".join(f"Ash {number}" for number in range(1, 13))
    assert tell.words == (
        f"Nothing heard from 50 rooms: {named} and 38 more. Go to the doors. Observer fetched."
    )
    answers(told, took=True)
    assert {one.room for one in facts(told, took=True)} == set(FIFTY)
    told.alive = set(FIFTY)
    told.wait(15)
    (end,) = told.tells
    assert (end.title, end.is_end) == ("over: 50 rooms: node silent", True)


@pytest.mark.hazard("H-28")
def test_rooms_whose_nodes_last_spoke_within_a_period_of_theirs_are_one_message_too() -> None:
    told = ward(rooms=FIFTY)
    told.alive.clear()
    for second in range(5):
        for room in FIFTY[second::5]:
            told.health(room)
        told.wait(1)
    told.wait(30)
    assert titles(told) == ["!! 50 rooms: node silent"]


@pytest.mark.hazard("H-28")
def test_a_technical_notice_of_what_is_over_before_it_went_out_says_so_and_goes_nowhere() -> None:
    told = ward()
    told.alive.discard(ASH_4)
    told.wait(12)
    while SILENT not in told.alarms(ASH_4):
        told.wait(1)
    told.health(ASH_4)
    told.alive.add(ASH_4)
    assert told.alarms(ASH_4) == []
    told.wait(30)
    assert told.tells == []
    (withheld,) = told.round._fetching.telling.over_first
    assert (withheld.withheld, withheld.room) == (OVER_FIRST, ASH_4)


def test_a_technical_alarm_that_somebody_has_is_told_when_they_have_it_no_longer() -> None:
    told = ward()
    told.alive.discard(ASH_4)
    while SILENT not in told.alarms(ASH_4):
        told.wait(1)
    (alarm,) = told.state(ASH_4).alarms
    told.does(Acknowledge(ASH_4, alarm.id, "K.O."))
    told.wait(599)
    assert titles(told) == []
    told.wait(5)
    assert titles(told)[0] == "!! Ash 4: node silent"


# ---- what is over ------------------------------------------------------------------------------


def test_whoever_was_told_and_wants_to_know_is_told_that_it_is_over() -> None:
    told = ward(PAGER, MAIL)
    calls(told)
    answers(told, took=True)
    answers(told, took=True, teller="mail")
    told.wait(60)
    talks(told)
    assert titles(told) == ["over: Ash 4: call unanswered"]
    assert titles(told, "mail") == []
    told.wait(60)
    assert len(told.tells) == 1


def test_what_waits_at_a_teller_is_taken_back_and_who_takes_it_all_the_same_hears_the_end() -> None:
    told = ward()
    calls(told)
    talks(told)
    assert [back.room for back in told.taken_back] == [ASH_4]
    answers(told, took=True)
    told.wait(1)
    assert titles(told) == ["over: Ash 4: call unanswered"]


def test_of_two_who_take_it_after_it_is_over_each_hears_the_end() -> None:
    told = ward(PAGER, Route("bleep", tell_ends=True))
    calls(told)
    talks(told)
    answers(told, took=True)
    answers(told, took=True, teller="bleep")
    told.wait(1)
    assert titles(told) == titles(told, "bleep") == ["over: Ash 4: call unanswered"]


def test_nobody_is_told_of_the_end_of_what_they_were_not_told() -> None:
    told = ward()
    calls(told)
    answers(told, took=False)
    talks(told)
    told.wait(10)
    assert told.tells == []


# ---- restarts ----------------------------------------------------------------------------------


@pytest.mark.hazard("H-28")
def test_a_restart_between_a_step_and_its_message_loses_none_and_names_it_the_same() -> None:
    told = ward()
    calls(told)
    (before,) = told.tells
    told.restart_hub()
    told.wait(1)
    assert [tell.ref for tell in told.tells] == [before.ref, before.ref]
    answers(told, took=True)
    told.restart_hub()
    told.wait(30)
    assert told.tells == []


@pytest.mark.hazard("H-28")
def test_after_a_restart_the_teller_that_had_not_taken_it_is_told_and_no_other() -> None:
    told = ward(PAGER, MAIL)
    calls(told)
    answers(told, took=True, teller="mail")
    told.tells.clear()
    told.restart_hub()
    told.wait(1)
    assert [tell.teller for tell in told.tells] == ["pager"]


def test_after_a_restart_whoever_was_told_is_still_told_the_end() -> None:
    told = ward()
    calls(told)
    answers(told, took=True)
    told.restart_hub()
    talks(told)
    assert titles(told) == ["over: Ash 4: call unanswered"]


@pytest.mark.hazard("H-28")
def test_what_is_there_again_is_told_again_and_what_was_told_before_does_not_count() -> None:
    told = ward()
    told.begins(ASH_4)
    told.authorises(ASH_4)
    told.breathes(ASH_4, NotBreathing(since=told.now))
    told.wait(21)
    first = told.tells.copy()
    told.breathes(ASH_4, 14.0)
    told.wait(2)
    told.breathes(ASH_4, NotBreathing(since=told.now))
    told.wait(21)
    again = [tell for tell in told.tells if tell not in first]
    assert [about.times for tell in again for about in tell.about] == [2, 2]
    assert not {tell.ref for tell in again} & {tell.ref for tell in first}
    told.tells = first
    answers(told, took=True)
    assert not any(step.told for alarm in told.state(ASH_4).alarms for step in alarm.steps)


# ---- laws --------------------------------------------------------------------------------------


class Answering(World):
    """A ward whose only teller takes everything, or nothing, at once."""

    takes = True

    def take(self, effects: tuple[object, ...]) -> None:
        super().take(effects)  # type: ignore[arg-type]
        for effect in effects:
            if isinstance(effect, Tell) and not effect.is_end:
                for room, alarm, times, step in effect.about:
                    said = Delivered(room, alarm, step, effect.teller, self.takes, "", times)
                    self.take(self.round.feed(said, self.now))


def _owed(told: World) -> set[tuple[str, int]]:
    """Steps about a person that were reached while the alarm went on for a tick more."""
    return {
        (one.id, one.step)
        for one in told.facts
        if isinstance(one, Escalated) and BY_NAME[one.condition].kind is not Kind.TECHNICAL
    }


@pytest.mark.hazard("H-28")
@given(stories(steps_and_kills))
@settings(max_examples=40)
def test_every_step_about_a_person_reaches_somebody_whatever_comes(story: list[Step]) -> None:
    told = Answering(routes=(PAGER,))
    for step in story:
        step(told)
    took = {(one.id, one.step) for one in facts(told, took=True)}
    assert _owed(told) <= took


@pytest.mark.hazard("H-28")
@given(stories(steps_and_kills))
@settings(max_examples=40)
def test_without_a_kill_nobody_is_told_anything_twice(story: list[Step]) -> None:
    told = Answering(routes=(PAGER, MAIL))
    restarts: list[int] = []
    restart: Callable[..., None] = told.restart_hub
    told.restart_hub = lambda **how: (restarts.append(len(told.tells)), restart(**how))[1]  # type: ignore[method-assign,func-returns-value]
    for step in story:
        step(told)
    if not restarts:
        said = [(tell.teller, tell.ref) for tell in told.tells]
        assert len(said) == len(set(said))


@pytest.mark.hazard("H-28")
@given(stories(steps_and_kills))
@settings(max_examples=25)
def test_of_whatever_no_teller_takes_it_is_written_down_that_nobody_has_it(
    story: list[Step],
) -> None:
    told = Answering(routes=(PAGER,))
    told.takes = False
    for step in story:
        step(told)
    ended = {one.id for one in told.facts if isinstance(one, AlarmEnded)}
    failed = {(one.id, one.step) for one in facts(told, took=False)}
    assert {(alarm, step) for alarm, step in _owed(told) if alarm not in ended} <= failed


@pytest.mark.hazard("H-28")
@given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
@settings(max_examples=25)
def test_what_no_teller_takes_is_tried_again_each_minute_and_not_oftener(waits: list[int]) -> None:
    told = Answering(routes=(PAGER,))
    told.takes = False
    calls(told)
    at = [told.now]
    for span_s in waits:
        for _ in range(span_s):
            before = sum(tell.about[0].step == 0 for tell in told.tells)
            told.wait(1)
            if sum(tell.about[0].step == 0 for tell in told.tells) > before:
                at.append(told.now)
    gaps = {later - sooner for sooner, later in itertools.pairwise(at)}
    assert gaps <= {AGAIN_AFTER}
    assert told.now - at[-1] < AGAIN_AFTER
