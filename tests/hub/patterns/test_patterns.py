"""Patterns: what was planted is found with its evidence, what chance does is left alone."""

from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.journal.sealed import ERASED
from hub.panel.local import LONDON
from hub.patterns.chance import at_least
from hub.patterns.found import patterns
from hub.rooms.facts import AnyFact, CareIssued, How
from tests.hub.panel.night import DR, began, happened
from tests.hub.patterns.entries import (
    ASH_1,
    ASH_4,
    BEGINS,
    KO,
    MT,
    WEEK,
    at,
    badge,
    ended,
    evidence,
    found,
    hours,
    minutes,
    rang,
    seconds,
    seen,
    stay,
    typed,
)
from ward.care import Care
from ward.conditions import BLANK_SPELL, CALL_UNANSWERED
from ward.happenings import DoorMoved
from ward.profile import Profile
from ward.rooms import RoomId

SEEDS = st.integers(0, 2**32)


# ---- chance --------------------------------------------------------------------------------------


def test_the_tail_of_chance_is_that_of_throwing_dice() -> None:
    assert at_least(0, 10, 0.5) == 1.0
    assert at_least(10, 10, 0.5) == pytest.approx(0.5**10)
    assert at_least(1, 6, 1 / 6) == pytest.approx(1 - (5 / 6) ** 6)
    assert at_least(1, 4, 0.0) == 0.0
    assert at_least(3, 4, 1.0) == 1.0
    assert at_least(5_100, 10_000, 0.5) == pytest.approx(0.0233, abs=0.0005)


@given(st.integers(1, 400), st.floats(0.001, 0.999), st.data())
def test_a_tail_lies_between_none_and_all_and_falls(of: int, share: float, data: st.DataObject):
    hits = data.draw(st.integers(1, of))
    here, before = at_least(hits, of, share), at_least(hits - 1, of, share)
    assert 0.0 <= here <= before + 1e-9 <= 1.0 + 2e-9


@pytest.mark.parametrize(("hits", "of", "share"), [(-1, 2, 0.5), (3, 2, 0.5), (1, 2, 1.5)])
def test_what_no_count_can_be_is_refused(hits: int, of: int, share: float) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        at_least(hits, of, share)


# ---- what chance does is left alone --------------------------------------------------------------


@given(SEEDS)
def test_a_week_left_to_chance_has_nothing_to_ask_about(seed: int) -> None:
    """Entries, visits and looks at any second, by three people in two rooms."""
    dice = Random(seed)
    told: list[AnyFact] = []
    for n in range(300):
        moment = BEGINS + seconds(dice.random() * WEEK.total_seconds())
        by, room = dice.choice(("st-01", "st-03", "st-09")), dice.choice((ASH_1, ASH_4))
        kind = dice.randrange(3)
        if kind == 0:
            told.append(seen(moment, room=room, by=by, stayed_s=dice.uniform(10, 90)))
        elif kind == 1:
            said = moment - seconds(dice.uniform(0, 299))
            told.append(typed(moment, said, f"text {n}", by=by, room=room))
        else:
            told.append(typed(moment, None, how=How.CCTV, by=by, room=room))
    assert [p.name for p in patterns(evidence(*told), LONDON) if p.cases] == []


@given(SEEDS)
def test_badges_a_walk_apart_are_nothing_to_ask_about(seed: int) -> None:
    dice, moment, told = Random(seed), BEGINS, []
    for _ in range(80):
        moment += seconds(3 + dice.random() * 600)
        told.append(badge(moment, dice.choice((MT.badge, KO.badge)), dice.choice((ASH_1, ASH_4))))
    assert not found("two-badges", *told).cases
    assert not found("one-badge-two-doors", *told).cases


# ---- entries on the quarter hour -----------------------------------------------------------------


def test_entries_that_all_tell_of_a_quarter_are_shown_beside_what_chance_would_give() -> None:
    quarters = [typed(at(f"0{n}:02"), at(f"0{n}:{15 * (n % 4):02}"), f"note {n}") for n in range(8)]
    (case,) = found("quarter-hour", *quarters).cases
    assert case.words == (
        "M.T.: 8 of 8 entries for which a time was typed tell of a quarter hour; chance would give "
        "about none, times rounded to five minutes about 3."
    )
    assert [row.at for row in case.rows] == [one.said_to_be_at for one in quarters]


def test_six_of_six_is_hardly_chance_and_five_of_five_may_be() -> None:
    quarters = [typed(at(f"0{n}:20"), at(f"0{n}:15")) for n in range(6)]
    assert not found("quarter-hour", *quarters[:5]).cases
    assert found("quarter-hour", *quarters).cases


def test_pages_that_were_opened_do_not_thin_out_what_the_same_person_typed() -> None:
    """Looks at the vital signs come by themselves, at any minute: they are nobody's entries."""
    told: list[AnyFact] = [typed(at(f"0{n}:15")) for n in range(6)]
    opened = [typed(at("00:01") + minutes(7 * n), how=How.VITALS) for n in range(40)]
    (case,) = found("quarter-hour", *told).cases
    assert found("quarter-hour", *told, *opened).cases == (case,)


def test_a_minute_beside_the_quarter_is_no_quarter() -> None:
    beside = [typed(at(f"0{n}:20"), at(f"0{n}:16" if n % 2 else f"0{n}:14:59")) for n in range(8)]
    assert not found("quarter-hour", *beside).cases
    upon = [typed(at(f"0{n}:20"), at(f"0{n}:15:59")) for n in range(8)]
    assert found("quarter-hour", *upon).cases


def test_what_a_door_witnessed_is_counted_apart_from_what_was_typed() -> None:
    mixed: list[AnyFact] = [typed(at(f"0{n}:20"), at(f"0{n}:15")) for n in range(6)]
    mixed += [seen(at(f"0{n}:07")) for n in range(9)]
    (case,) = found("quarter-hour", *mixed).cases
    assert "6 of 6 entries for which a time was typed" in case.words


# ---- the same text -------------------------------------------------------------------------------


def test_the_same_long_text_three_times_is_shown_whatever_its_letters() -> None:
    texts = ["Appears settled in bed", "appears  settled in bed.", "Appears settled in bed"]
    told = [typed(at(f"0{n}:20"), words=text) for n, text in enumerate(texts)]
    assert not found("same-text", *told[:2]).cases
    (case,) = found("same-text", *told, typed(at("05:00"), words="awake")).cases
    assert case.words == "M.T.: 3 of 4 texts say “appears settled in bed”."


def test_one_word_may_be_said_more_often_than_a_sentence() -> None:
    told = [typed(at(f"0{n}:20"), words="asleep") for n in range(6)]
    assert not found("same-text", *told[:5]).cases
    assert found("same-text", *told).cases


def test_the_same_text_of_two_people_and_words_that_were_erased_are_none() -> None:
    told = [
        typed(at(f"0{n}:20"), words="appears settled in bed", by=by) for n, by in enumerate("abc")
    ]
    told += [typed(at(f"1{n}:20"), words=ERASED) for n in range(9)]
    assert not found("same-text", *told).cases


# ---- runs written afterwards ---------------------------------------------------------------------


def test_the_night_of_three_entries_at_twenty_to_six_is_found_with_what_the_door_saw() -> None:
    """Scenario 4: at 17:40 somebody enters 17:00, 17:15 and 17:30."""
    run = [typed(at(f"17:40:{10 * n:02}"), at(f"17:{15 * n:02}"), "asleep") for n in range(3)]
    (case,) = found("back-filled", seen(at("16:45")), *run, seen(at("17:41"))).cases
    assert case.words == (
        "M.T., Ash 4: 3 entries written between 16 Nov 17:40 and 17:40, for 17:00, 17:15, 17:30. "
        "In that time the door witnessed no visit that counts."
    )
    assert [row.words for row in case.rows] == ["entry typed at the station, by M.T., “asleep”"] * 3


def test_a_visit_that_the_door_witnessed_meanwhile_is_said() -> None:
    run = [typed(at("17:40"), at(f"17:{15 * n:02}")) for n in range(3)]
    (case,) = found("back-filled", seen(at("17:16")), *run).cases
    assert case.words.endswith("the door witnessed one visit that counts.")


@pytest.mark.parametrize(
    "entries",
    [
        [("17:40", "17:00"), ("17:41", "17:15")],
        [("17:40", "17:00"), ("17:41", "17:15"), ("17:42", "17:38")],
        [("17:40", "17:00"), ("17:41", "17:15"), ("17:51", "17:30")],
        [("17:40", "17:15"), ("17:41", "17:15"), ("17:42", "17:15")],
    ],
    ids=["two", "one of them at once", "over eleven minutes", "one time thrice"],
)
def test_what_is_no_run(entries: list[tuple[str, str]]) -> None:
    assert not found("back-filled", *(typed(at(w), at(s)) for w, s in entries)).cases


def test_a_run_is_one_persons_in_one_room() -> None:
    times = [("17:40", "17:00"), ("17:41", "17:15"), ("17:42", "17:30")]
    by_three = [typed(at(w), at(s), by=f"s{w}") for w, s in times]
    in_three = [typed(at(w), at(s), room=RoomId("ash", n)) for n, (w, s) in enumerate(times, 1)]
    assert not found("back-filled", *by_three).cases
    assert not found("back-filled", *in_three).cases


def test_ten_minutes_is_a_run_still_and_five_minutes_late_is_late() -> None:
    assert found(
        "back-filled", *(typed(at(w), at(s)) for w, s in
        (("17:30", "17:25"), ("17:35", "17:20"), ("17:40", "17:35")))
    ).cases  # fmt: skip


# ---- at the doors --------------------------------------------------------------------------------


def test_three_stays_of_seconds_are_shown_beside_all_of_that_badge() -> None:
    told = [stay(at(f"0{n}:00"), 4.9 if n < 3 else 20) for n in range(5)]
    (case,) = found("short-stays", *told).cases
    assert case.words == "M.T.: 3 of 5 stays under 5 s."
    assert [row.words for row in case.rows] == ["4.9 s"] * 3
    assert not found("short-stays", *told[1:]).cases


def test_five_seconds_are_not_under_five() -> None:
    assert not found("short-stays", *(stay(at(f"0{n}:00"), 5.0) for n in range(6))).cases


def test_a_stay_that_sensor_and_record_both_tell_of_is_one() -> None:
    both: list[list[AnyFact]] = [
        [*stay(at(f"0{n}:00"), 4), seen(at(f"0{n}:00:03"), stayed_s=3)] for n in range(3)
    ]
    (case,) = found("short-stays", *both).cases
    assert case.words == "M.T.: 3 of 3 stays under 5 s, 3 of them with a record."


def test_somebody_without_a_badge_is_nobody_to_ask() -> None:
    told = list(chain(*(stay(at(f"0{n}:00"), 2) for n in range(5))))
    assert not found("short-stays", *(one for one in told if one.happening.what != "badge")).cases


def test_a_badge_of_before_is_not_of_whoever_stands_there_later() -> None:
    told = [*stay(at("01:00"), 30)]
    for n in range(2, 7):
        told += [one for one in stay(at(f"0{n}:00"), 2) if one.happening.what != "badge"]
    assert not found("short-stays", *told).cases


@pytest.mark.parametrize(("apart_s", "is_found"), [(0, True), (1.0, True), (1.1, False)])
def test_two_badges_at_one_door_in_the_same_second(apart_s: float, is_found: bool) -> None:
    told = [badge(at("03:00")), badge(at("03:00") + seconds(apart_s), KO.badge)]
    pattern = found("two-badges", *told)
    assert bool(pattern.cases) == is_found
    if is_found:
        assert pattern.cases[0].words == "K.O. and M.T.: once."
    assert not found("two-badges", told[0], badge(at("03:00"), KO.badge, ASH_1)).cases
    assert not found("two-badges", told[0], badge(at("03:00"))).cases


@pytest.mark.parametrize(("apart_s", "is_found"), [(0, True), (2.9, True), (3.0, False)])
def test_one_badge_at_two_doors_before_anybody_could_walk(apart_s: float, is_found: bool) -> None:
    told = [badge(at("03:00")), badge(at("03:00") + seconds(apart_s), room=ASH_1)]
    pattern = found("one-badge-two-doors", *told)
    assert bool(pattern.cases) == is_found
    if is_found:
        assert pattern.cases[0].rows[0].rooms == (ASH_4, ASH_1)


def test_a_badge_at_doors_of_two_wards_belongs_to_both_and_to_no_third() -> None:
    told = [badge(at("03:00")), badge(at("03:00:01"), room=RoomId("oak", 1))]
    gathered = evidence(*told)

    def cases(ward: str) -> int:
        return sum(len(p.cases) for p in patterns(gathered, LONDON, ward))

    assert (cases("ash"), cases("oak"), cases("elm")) == (1, 1, 0)


# ---- whether people came -------------------------------------------------------------------------


def a_fortnight(first: int, then: int, looks: int, later: int):
    """So many visits and looks on each day of the first week, and of the second."""
    for day in range(14):
        for n in range(first if day < 7 else then):
            yield seen(at("08:00", day) + minutes(31 * n))
        for n in range(looks if day < 7 else later):
            yield typed(at("08:10", day) + minutes(37 * n), how=How.CCTV, by="st-03")


def test_looks_that_rise_while_visits_fall_are_shown_day_by_day() -> None:
    (case,) = found("looks-for-visits", *a_fortnight(10, 4, 2, 8), lasts=2 * WEEK).cases
    assert case.words == "Ash 4: looks from afar went from 14 to 56, visits from 70 to 28."
    assert case.rows[0].words == "10 visits, 2 looks from afar that day"
    assert len(case.rows) == 14


@pytest.mark.parametrize(
    "counts", [(10, 10, 2, 8), (10, 4, 4, 4), (4, 10, 8, 2), (10, 9, 4, 5)],
    ids=["visits as before", "looks as before", "the other way", "a little"],
)  # fmt: skip
def test_one_trend_alone_or_a_small_one_is_left_alone(counts: tuple[int, int, int, int]) -> None:
    assert not found("looks-for-visits", *a_fortnight(*counts), lasts=2 * WEEK).cases


def test_a_day_on_which_nobody_was_confined_is_no_day_without_visits() -> None:
    """As many visits a day as before, on the one day of the second week that somebody was there."""
    told = [*a_fortnight(10, 0, 2, 0)]
    told += [seen(at("08:00", 7) + minutes(31 * n)) for n in range(10)]
    told += [typed(at("08:10", 7) + minutes(7 * n), how=How.CCTV, by="st-03") for n in range(50)]
    assert found("looks-for-visits", *told, lasts=2 * WEEK).cases
    gone = ended(ASH_4, at("23:00", 7))
    assert not found("looks-for-visits", gone, *told, lasts=2 * WEEK).cases
    came = began(ASH_4, at("00:00", 7))
    assert found("looks-for-visits", came, gone, *told, lasts=2 * WEEK).looked_at.startswith("80")


def test_alarms_nobody_came_to_and_slow_ones_come_first() -> None:
    told = [
        *rang(at("01:00"), BLANK_SPELL.name, minutes(20)),
        happened(ASH_4, at("01:06"), DoorMoved(is_open=True)),
        *rang(at("02:00"), BLANK_SPELL.name, minutes(20)),
        *rang(at("03:00"), BLANK_SPELL.name, minutes(20)),
        happened(ASH_4, at("03:05"), DoorMoved(is_open=True)),
        *rang(at("04:00"), CALL_UNANSWERED.name, minutes(2)),
        happened(ASH_4, at("04:01"), DoorMoved(is_open=True)),
    ]
    (case,) = found("alarm-to-door", *told).cases
    assert case.words == (
        "Blank spell: 3 alarms, half within 5 min, the longest 6 min; in 1 of them nobody was seen "
        "to come."
    )
    assert [row.words for row in case.rows] == [
        "nobody was seen to come before it was over",
        "somebody after 6 min",
    ]


# ---- all of them ---------------------------------------------------------------------------------


def test_every_pattern_says_what_it_looked_for_at_what_and_what_explains_it() -> None:
    for one in patterns(evidence(), LONDON):
        assert one.title
        assert one.looked_for.endswith(".")
        assert one.innocent.endswith(".")
        assert one.looked_at[0].isdecimal()
        assert not one.cases
        for word in ("fals", "fraud", "guilt", "suspicio", "lie "):
            assert word not in (one.title + one.looked_for + one.innocent).lower()


def test_only_what_lies_within_the_time_asked_for_is_looked_at() -> None:
    quarters = [typed(at(f"0{n}:20"), at(f"0{n}:15")) for n in range(6)]
    assert found("quarter-hour", *quarters, lasts=hours(5.5)).cases
    assert not found("quarter-hour", *quarters, lasts=hours(5) + minutes(20)).cases


def test_what_nobody_knows_the_time_of_is_no_evidence() -> None:
    told = [badge(at("03:00")).model_copy(update={"untimed": True}), badge(at("03:00"), KO.badge)]
    assert not found("two-badges", *told).cases


def test_names_are_those_that_the_doors_know_too() -> None:
    profile = Profile(
        version=1, assessed_by="ward default", main_light=0, night_light=0.3, temperature_c=21
    )
    care = Care(room=ASH_4, version=1, issued_at=BEGINS, staff=(DR,), profile=profile)
    issued = CareIssued(room=ASH_4, at=BEGINS, care=care)
    told = [badge(at("03:00"), DR.badge), badge(at("03:00"), "0A0B0C0D")]
    (case,) = found("two-badges", issued, *told).cases
    assert case.words == "D.R. and a badge not known here (…0C0D): once."
