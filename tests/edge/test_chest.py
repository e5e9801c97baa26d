"""One chest in front of one radar: laws, and simulated bodies that no recording holds."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.sense.chest import Chest
from edge.sense.heard import Heard
from edge.sense.ring import Samples
from edge.sense.witnesses import Verdict
from tests.bench.vitals import bodies, patients
from ward.vitals import Doubt, Vital


def heard(samples: Samples, rate_hz: float = 20.0, window_s: float = 60) -> list[Heard]:
    chest = Chest(rate_hz, samples.shape[1], is_complex=np.iscomplexobj(samples), window_s=window_s)
    out = []
    for begin in range(0, len(samples) - round(rate_hz) + 1, round(rate_hz)):
        chest.feed(samples[begin : begin + round(rate_hz)])
        out.append(chest.heard())
    return out


def has_rate(one: Heard) -> bool:
    return isinstance(one.breathing, Verdict) or isinstance(one.heart, Verdict)


# ---- simulated bodies --------------------------------------------------------------------------


@pytest.mark.parametrize("per_minute", [5, 8, 12, 16, 20, 25, 30, 36])
def test_a_simulated_sleeper_is_counted_within_two_breaths(per_minute: int) -> None:
    echoes = bodies.echoes(bodies.lying(per_minute, 70, 3, 110), np.random.default_rng(3))
    rates = [h.breathing.per_minute for h in heard(echoes)[60:] if isinstance(h.breathing, Verdict)]
    assert len(rates) > 20
    assert np.median(np.abs(np.array(rates) - per_minute)) <= 1.5
    assert max(abs(rate - per_minute) for rate in rates) <= 3  # its own breaths wander too


@pytest.mark.hazard("H-19")
@pytest.mark.parametrize("words", bodies.SILENT)
@pytest.mark.parametrize("window_s", [30, 60])
def test_where_there_must_be_no_rate_there_is_none(words: str, window_s: int) -> None:
    assert bodies.must_be_silent(words, window_s).wrong_said == 0


@pytest.mark.hazard("H-19")
def test_breathing_as_slow_and_even_as_of_somebody_drugged_still_has_its_rate() -> None:
    """Five equal breaths a minute may be a machine's, and may be the last that somebody takes."""
    breaths = 2.5 * np.sin(2 * np.pi * 5 / 60 * np.arange(2400) / bodies.RATE_HZ)
    late = heard(bodies.echoes(breaths, np.random.default_rng(4)))[85:]
    assert all(isinstance(one.breathing, Verdict) for one in late)


@pytest.mark.parametrize(("breathing", "heart"), [(20, 90), (24, 100), (30, 120)])
def test_a_heart_is_heard_behind_breathing_that_is_fast_and_uneven(
    breathing: int, heart: int
) -> None:
    told = patients.rates(breathing, heart, count=2)
    assert len(told.off[Vital.HEART]) > 0.5 * told.lines
    assert (told.off[Vital.HEART] <= 5).mean() >= 0.97


def test_a_beat_of_which_every_other_half_is_alike_is_not_two() -> None:
    told = patients.rates(12, 60, count=2)
    assert (told.off[Vital.HEART] <= 5).all()


@pytest.mark.hazard("H-19")
@pytest.mark.parametrize("per_minute", [6, 12, 20, 30])
def test_a_simulated_sleeper_who_stops_is_told_and_has_no_rate(per_minute: int) -> None:
    case = bodies.stopping(per_minute, 1)
    assert case.told_s is not None
    assert case.told_s <= 13  # a chest fades for some seconds before it rests
    assert case.wrong_said == 0


def test_a_chest_that_stops_for_good_is_never_an_empty_bed() -> None:
    mm = bodies.lying(14, 66, 2, 180)
    mm[1600:] = mm[1600]  # the heart too
    late = heard(bodies.echoes(mm, np.random.default_rng(2)))[95:]
    assert all(one.is_there and one.no_breath_s is not None for one in late)
    assert not any(isinstance(one.breathing, Verdict) for one in late)


def test_who_leaves_is_gone_and_not_somebody_who_stopped() -> None:
    rng, mm = np.random.default_rng(5), bodies.lying(14, 66, 5, 80)
    walks = 300 * np.linspace(0, 1, 80) + rng.normal(0, 5, 80)
    there = bodies.echoes(np.concatenate((mm, mm[-1] + walks)), rng)
    gone = bodies.echoes(np.zeros(1200), rng, 0.0)
    late = heard(np.concatenate((there, gone)))[100:]
    assert {one.breathing for one in late} == {Doubt.NOBODY_THERE}


def test_a_chest_without_a_heart_is_hardly_ever_given_one() -> None:
    time_s = np.arange(120 * 20) / 20
    uneven = time_s + 0.6 * np.sin(time_s / 7) + 0.4 * np.sin(time_s / 3.1)
    mm = 2 * np.sin(2 * np.pi * uneven / 4) + 0.5 * np.sin(4 * np.pi * uneven / 4 + 1)
    said = heard(bodies.echoes(mm, np.random.default_rng(1)))[20:]
    assert sum(isinstance(one.heart, Verdict) for one in said) <= 0.05 * len(said)


# ---- laws --------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.floats(1e-6, 1e8), st.integers(1, 12), st.booleans())
def test_whatever_the_samples_nothing_is_raised_and_no_rate_comes_early(
    seed: int, size: float, channels: int, is_complex: bool
) -> None:
    rng = np.random.default_rng(seed)
    samples = rng.normal(0, size, (600, channels)).cumsum(axis=rng.integers(0, 2))
    samples[rng.random(samples.shape) < 0.01] = rng.choice([np.nan, np.inf, 1e30, 0.0])
    said = heard(samples * (1 + 1j) if is_complex else samples)
    assert len(said) == 30
    assert not any(has_rate(one) for one in said[:19])


@pytest.mark.hazard("H-19")
@settings(max_examples=25)
@given(st.integers(0, 2**32), st.floats(0.1, 100), st.floats(-1e4, 1e4))
def test_an_empty_room_by_construction_never_has_a_rate(
    seed: int, noise: float, clutter: float
) -> None:
    rng = np.random.default_rng(seed)
    trembling = rng.normal(0, noise, (1200, 4)) + 1j * rng.normal(0, noise, (1200, 4))
    said = heard(trembling + clutter * (1 + 0.5j))
    assert not any(has_rate(one) or one.is_there for one in said)


@settings(max_examples=8)
@given(st.integers(0, 1000), st.floats(0.1, 50), st.floats(-np.pi, np.pi))
def test_neither_the_radars_unit_nor_its_distance_in_waves_matters(
    seed: int, gain: float, turn: float
) -> None:
    echoes = bodies.echoes(bodies.lying(15, 70, seed, 40), np.random.default_rng(seed))
    plain, other = heard(echoes)[-1], heard(echoes * gain * np.exp(1j * turn))[-1]
    assert isinstance(plain.breathing, Verdict) == isinstance(other.breathing, Verdict)
    if isinstance(plain.breathing, Verdict) and isinstance(other.breathing, Verdict):
        assert abs(plain.breathing.per_minute - other.breathing.per_minute) < 0.01


@settings(max_examples=8)
@given(st.lists(st.integers(1, 19), min_size=1, max_size=30))
def test_however_frames_are_cut_into_pieces_the_same_is_heard(cuts: list[int]) -> None:
    echoes = bodies.echoes(bodies.lying(15, 70, 4, 30), np.random.default_rng(4))
    whole, pieces = heard(echoes), Chest(20.0, 4, is_complex=True)
    said, i = [], 0
    for begin in range(0, 600, 20):
        at = begin
        while at < begin + 20:
            size = min(cuts[i % len(cuts)], begin + 20 - at)
            pieces.feed(echoes[at : at + size])
            at, i = at + size, i + 1
        said.append(pieces.heard())
    assert said == whole


def test_an_hour_of_it_takes_no_more_memory_than_its_first_minutes() -> None:
    chest = Chest(20.0, 4, is_complex=True)
    echoes = bodies.echoes(bodies.lying(14, 70, 0, 100), np.random.default_rng(0))

    def play(seconds: int) -> None:
        for second in range(seconds):
            begin = 20 * (second % 100)
            chest.feed(echoes[begin : begin + 20])
            if second % 10 == 0:
                chest.heard()

    play(300)
    tracemalloc.start()
    play(3600)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 200_000


def test_a_radar_that_falls_silent_is_lost() -> None:
    chest = Chest(20.0, 4, is_complex=True)
    chest.feed(bodies.echoes(bodies.lying(14, 70, 0, 1), np.random.default_rng(0)))
    said = [chest.heard() for _ in range(6)]
    assert said[-1].breathing is Doubt.SENSOR_LOST
