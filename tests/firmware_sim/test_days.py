"""Seeded days: the same from the same seed, as varied as real ones, wrong only where they say."""

import numpy as np
import pytest

from firmware_sim.days.day import PUBLISHED, Day, deteriorating, quiet
from firmware_sim.days.doing import ASLEEP, DAY_S, OUT_OF_SIGHT, Doing
from firmware_sim.days.telling import CROWDED, NOBODY, NONE
from firmware_sim.days.worse import TWENTY, Kind
from ward.vitals import Doubt

QUIET = [quiet(seed) for seed in (1, 2, 3, 1001)]
WORSE = [deteriorating(seed) for seed in range(1, 21)]


def test_the_same_seed_is_the_same_day_and_another_seed_another() -> None:
    again = quiet(1)
    assert np.array_equal(QUIET[0].breathing.rate, again.breathing.rate, equal_nan=True)
    assert np.array_equal(QUIET[0].heart.rate, again.heart.rate, equal_nan=True)
    assert not np.array_equal(QUIET[0].doing, QUIET[1].doing)
    assert len(PUBLISHED) == 20


@pytest.mark.parametrize("day", QUIET, ids=lambda day: f"quiet {day.seed}")
def test_a_quiet_day_has_all_that_days_have_and_nothing_wrong(day: Day) -> None:
    assert len(day.doing) == DAY_S
    for doing in (*ASLEEP, Doing.LYING, Doing.EATING, Doing.PACING, Doing.VISITED, Doing.GARDEN):
        assert (day.doing == doing).any(), doing.name
    assert 4 * 3600 < np.isin(day.doing, ASLEEP).sum() < 11 * 3600
    lies = np.isin(day.doing, (*ASLEEP, Doing.LYING))
    assert np.percentile(day.body.breathing[lies], 1) > 8
    assert np.percentile(day.body.breathing[lies], 99) < 30
    assert day.worse is None


@pytest.mark.parametrize("day", QUIET, ids=lambda day: f"quiet {day.seed}")
def test_no_rate_is_said_of_who_moves_is_away_or_not_alone(day: Day) -> None:
    rated = ~np.isnan(day.breathing.rate)
    assert not rated[day.moving].any()
    assert not rated[day.breathing.doubt == CROWDED].any()
    away = np.isin(day.doing, OUT_OF_SIGHT)
    assert (day.breathing.doubt[away] == NOBODY).mean() > 0.9
    assert 0.4 < rated.mean() < 0.85


def test_sleep_is_slower_than_waking_and_dreams_the_most_uneven() -> None:
    for day in QUIET:
        rates = {each: day.body.breathing[day.doing == each] for each in Doing}
        assert rates[Doing.DEEP_SLEEP].mean() < rates[Doing.LYING].mean()
        quick = {each: np.median(np.abs(np.diff(one))) for each, one in rates.items() if len(one)}
        assert quick[Doing.DREAMING] > 2 * quick[Doing.DEEP_SLEEP]


def test_pauses_of_a_quiet_night_are_shorter_than_any_delay() -> None:
    (day,) = [each for each in QUIET if each.who.pauses_an_hour][:1]
    since = day.breathing.none_since
    paused = np.flatnonzero(~np.isnan(since))
    assert len(paused)
    assert (paused - since[paused]).max() < 22


def test_twenty_seeds_get_worse_in_every_way_and_not_before_they_say() -> None:
    assert [day.worse.kind for day in WORSE] == list(TWENTY)
    assert set(TWENTY) == set(Kind)
    for day in WORSE:
        assert 10 * 3600 <= day.worse.begins_s <= 20 * 3600


@pytest.mark.parametrize("day", WORSE, ids=lambda day: f"worse {day.seed}")
def test_it_comes_to_what_it_says(day: Day) -> None:
    how, there = day.worse, slice(-1800, None)
    if how.breathing is not None:
        assert np.median(day.body.breathing[there]) == pytest.approx(how.breathing, rel=0.1)
    if how.pulse is not None:
        assert np.median(day.body.pulse[there]) == pytest.approx(how.pulse, rel=0.1)
    if how.kind is Kind.STOPS:
        after = day.breathing.none_since[how.begins_s + 10 :]
        assert (after == how.begins_s).all()


def test_what_is_said_is_in_the_words_of_the_wire() -> None:
    doubts = {str(doubt) for doubt in Doubt}
    for said, _ in zip(QUIET[0].said(), range(5000), strict=False):
        for word in (said.breathing, said.heart):
            assert word is None or word.doubt is None or word.doubt in doubts
            there = word and [word.rate, word.doubt, word.none_since]
            assert word is None or sum(each is not None for each in there) == 1
    assert NONE == -1
