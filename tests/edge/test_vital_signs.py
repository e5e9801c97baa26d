"""A breathing rate, or the doubt that says why not: on made-up chests, and on real ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import pi, sin
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.decode.sayings import (
    Distance,
    Heard,
    ModuleRate,
    Phases,
    Presence,
    Saying,
    Targets,
    heard,
)
from edge.sense.vital_signs import VitalSigns
from tests.edge.night import at, authorised, confined
from ward.care import Authorisation
from ward.vitals import Doubt, Doubted, Rate, Said

PERMITTED = authorised(until_s=1e6)
Chest = Callable[[float], float]


def steady(per_min: float, rad: float = 4.0, seed: int = 1) -> Chest:
    """A chest whose breaths differ a little in length and depth, as breaths do."""
    rng = Random(seed)
    depth, sway = rng.uniform(3, 7), rng.uniform(0, 6)

    def chest(second: float) -> float:
        turns = per_min * second / 60 + 0.08 * sin(second / depth + sway)
        return rad * (1 + 0.1 * sin(second / 11)) * sin(2 * pi * turns) + rng.gauss(0, 0.05)

    return chest


@dataclass
class Bed:
    """A radar over a bed, heard eight times a second, asked each second."""

    chest: Chest
    presence: bool | None = True
    targets: int = 1
    range_cm: float = 85.0
    authorisation: Authorisation | None = PERMITTED

    def __post_init__(self) -> None:
        self.signs = VitalSigns()
        self.second = 0.0

    def lie(self, for_s: float) -> list[Said]:
        """Let time pass; what was said each second."""
        said = []
        for _ in range(round(for_s)):
            for step in range(8):
                self._heard(Phases(self.chest(self.second + step / 8), 0, 0), step / 8)
            self._rest()
            self.second += 1
            said.append(self.signs.said(self.authorisation, at(self.second))[0])
        return said

    def silent(self, for_s: float) -> list[Said]:
        said = []
        for _ in range(round(for_s)):
            self.second += 1
            said.append(self.signs.said(self.authorisation, at(self.second))[0])
        return said

    def _rest(self) -> None:
        self._heard(ModuleRate("breathing", 23.0), 0.9)
        self._heard(Distance(is_valid=True, range_cm=self.range_cm), 0.9)
        self._heard(Targets(self.targets), 0.9)
        if self.presence is not None:
            self._heard(Presence(self.presence), 0.9)

    def _heard(self, saying: Saying, later_s: float) -> None:
        for one in heard((saying,)):
            self.signs.feed(one, at(self.second + later_s))


def doubt(why: Doubt) -> Doubted:
    return Doubted(doubt=why)


# ---- made-up chests --------------------------------------------------------------------------


@pytest.mark.parametrize("per_min", range(8, 31))
def test_a_quiet_sleeper_is_counted_within_one_breath(per_min: int) -> None:
    said = Bed(steady(per_min)).lie(75)[33:]
    rates = [one.per_minute for one in said if isinstance(one, Rate)]
    assert len(rates) > 0.7 * len(said)
    assert max(abs(rate - per_min) for rate in rates) < 1


@settings(max_examples=40, deadline=None)
@given(st.floats(8, 30), st.floats(0.8, 12), st.integers(0, 1000))
def test_no_depth_of_breath_makes_the_rate_wrong_by_more_than_one(
    per_min: float, rad: float, seed: int
) -> None:
    for one in Bed(steady(per_min, rad, seed)).lie(45):
        assert not isinstance(one, Rate) or abs(one.per_minute - per_min) < 1.2


def test_the_first_half_minute_is_settling_and_says_so() -> None:
    assert set(Bed(steady(14)).lie(29)) == {doubt(Doubt.SETTLING)}


@pytest.mark.hazard("H-19")
def test_the_modules_own_rate_is_never_believed() -> None:
    noise = Random(3)
    said = Bed(lambda _: noise.gauss(0, 0.3)).lie(90)
    assert not any(isinstance(one, Rate) for one in said)


@pytest.mark.parametrize("rad", [0.02, 0.3, 1.5])
@pytest.mark.parametrize("seed", range(10))
def test_noise_is_nobodys_breath(rad: float, seed: int) -> None:
    noise = Random(seed)
    said = Bed(lambda _: noise.gauss(0, rad), presence=None).lie(90)
    assert not any(isinstance(one, Rate) for one in said)


def wandering(seed: int) -> Chest:
    noise, level = Random(seed), [0.0]

    def wander(_: float) -> float:
        level[0] += noise.gauss(0, 0.3)
        return level[0]

    return wander


def test_a_drifting_phase_is_hardly_ever_a_breath() -> None:
    said = [one for seed in range(20) for one in Bed(wandering(seed), presence=None).lie(120)]
    assert sum(isinstance(one, Rate) for one in said) < 0.02 * len(said)


def test_a_flat_phase_is_an_empty_bed_unless_the_module_says_somebody() -> None:
    noise = Random(5)
    assert Bed(lambda _: noise.gauss(0, 0.05), presence=None).lie(40)[-1] == doubt(
        Doubt.NOBODY_THERE
    )
    assert Bed(lambda _: noise.gauss(0, 0.05), presence=True).lie(40)[-1] == doubt(
        Doubt.WEAK_SIGNAL
    )


def test_nobody_there_by_the_modules_word() -> None:
    assert Bed(steady(14), presence=False).lie(40)[-1] == doubt(Doubt.NOBODY_THERE)


@pytest.mark.hazard("H-19")
def test_two_people_are_more_than_one() -> None:
    assert Bed(steady(14), targets=2).lie(40)[-1] == doubt(Doubt.MORE_THAN_ONE)


def test_beyond_its_reach_it_cannot_see() -> None:
    assert Bed(steady(14), range_cm=151).lie(40)[-1] == doubt(Doubt.TOO_FAR)
    assert isinstance(Bed(steady(14), range_cm=149).lie(40)[-1], Rate)


def test_after_any_of_these_it_settles_anew() -> None:
    bed = Bed(steady(14))
    assert isinstance(bed.lie(40)[-1], Rate)
    bed.targets = 2
    bed.lie(2)
    bed.targets = 1
    assert set(bed.lie(29)) == {doubt(Doubt.SETTLING)}
    assert isinstance(bed.lie(5)[-1], Rate)


def test_a_radar_that_falls_silent_is_lost_in_three_seconds() -> None:
    bed = Bed(steady(14))
    bed.lie(40)
    said = bed.silent(10)
    assert said[3:] == [doubt(Doubt.SENSOR_LOST)] * 7
    assert set(bed.lie(29)) == {doubt(Doubt.SETTLING)}


def test_a_closed_port_is_a_lost_sensor_at_once() -> None:
    bed = Bed(steady(14))
    bed.lie(40)
    bed.signs.lost()
    assert bed.signs.said(PERMITTED, at(bed.second))[0] == doubt(Doubt.SENSOR_LOST)


@pytest.mark.hazard("H-19")
def test_a_person_who_turns_over_is_moving_and_then_settles() -> None:
    chest = steady(14)
    bed = Bed(lambda s: chest(s) + (25 * sin(9 * s) if 50 <= s < 54 else 0))
    assert isinstance(bed.lie(50)[-1], Rate)
    said = bed.lie(10)
    assert doubt(Doubt.MOVING) in said[:2]
    assert not any(isinstance(one, Rate) for one in said[1:])
    assert set(bed.lie(20)) == {doubt(Doubt.SETTLING)}
    assert isinstance(bed.lie(10)[-1], Rate)


@pytest.mark.hazard("H-19")
@pytest.mark.parametrize("noise_rad", [0.03, 0.5])
def test_a_person_who_leaves_is_not_counted_on(noise_rad: float) -> None:
    chest, noise = steady(14), Random(7)
    bed = Bed(lambda s: chest(s) if s < 60 else 2 + noise.gauss(0, noise_rad))
    assert isinstance(bed.lie(60)[-1], Rate)
    assert not any(isinstance(one, Rate) for one in bed.lie(120)[9:])


def test_a_chest_that_stops_has_no_rate_after_nine_seconds() -> None:
    chest = steady(14)
    bed = Bed(lambda s: chest(min(s, 60)) + 0.1 * sin(7 * s))
    bed.lie(60)
    assert not any(isinstance(one, Rate) for one in bed.lie(60)[9:])


@pytest.mark.hazard("H-19")
def test_a_fan_is_no_chest() -> None:
    assert Bed(lambda s: 4 * sin(2 * pi * 15 * s / 60)).lie(40)[-1] == doubt(Doubt.MACHINE_LIKE)


def test_frames_that_come_in_bunches_are_spread_over_their_time() -> None:
    signs, chest, held, said = VitalSigns(), steady(16), list[Heard](), list[Said]()
    for i in range(8 * 60):
        held.append(Phases(chest(i / 8), 0, 0))
        if i % 5 == 4:
            for saying in held:
                signs.feed(saying, at(i / 8))
            held = []
        if i % 8 == 7:
            said.append(signs.said(PERMITTED, at(i / 8))[0])
    rates = [one.per_minute for one in said if isinstance(one, Rate)]
    assert len(rates) > 20
    assert max(abs(rate - 16) for rate in rates) < 1


def test_a_phase_folded_into_one_turn_is_unfolded() -> None:
    chest = steady(16, rad=4)
    bed = Bed(lambda s: (chest(s) + pi) % (2 * pi) - pi)
    rates = [one.per_minute for one in bed.lie(60)[33:] if isinstance(one, Rate)]
    assert len(rates) > 20
    assert max(abs(rate - 16) for rate in rates) < 1


# ---- authorisation ---------------------------------------------------------------------------


@pytest.mark.hazard("H-13")
def test_without_an_authorisation_nothing_is_measured_nor_kept() -> None:
    bed = Bed(steady(14), authorisation=None)
    assert set(bed.lie(40)) == {doubt(Doubt.NOT_AUTHORISED)}
    assert bed.signs._chest._ring.last(1000).size == 0
    bed.authorisation = PERMITTED
    assert set(bed.lie(29)) == {doubt(Doubt.SETTLING)}


def test_an_authorisation_holds_until_its_moment_and_not_at_it() -> None:
    bed = Bed(steady(14), authorisation=authorised(until_s=60))
    said = bed.lie(70)
    assert isinstance(said[58], Rate)
    assert set(said[59:]) == {doubt(Doubt.NOT_AUTHORISED)}


def test_not_authorised_goes_before_every_other_doubt() -> None:
    assert VitalSigns().said(None, at(0))[0] == doubt(Doubt.NOT_AUTHORISED)
    assert confined().authorisation is None


def test_a_clock_proven_wrong_shows_no_authorisation_to_be_running() -> None:
    assert VitalSigns().said(PERMITTED, at(5, synced=False))[0] == doubt(Doubt.NOT_AUTHORISED)


# ---- bounds ----------------------------------------------------------------------------------


def test_a_flood_of_phases_is_cut_off() -> None:
    signs = VitalSigns()
    for i in range(6000):
        signs.feed(Phases(0.0, 0, 0), at(i / 1000))
    assert signs._chest._ring.count < 6 * 8 + 1


phases = st.floats(-1e5, 1e5, width=32).map(lambda total: Phases(total, 0, 0))
sayings: st.SearchStrategy[Heard] = st.one_of(
    phases,
    st.builds(Presence, st.booleans()),
    st.builds(Targets, st.integers(0, 16)),
    st.builds(Distance, st.booleans(), st.floats(0, 1e6)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 4), sayings), max_size=60))
def test_whatever_the_module_says_there_is_an_answer_and_no_rate_before_its_time(
    steps: list[tuple[float, Heard]],
) -> None:
    signs, now_s = VitalSigns(), 0.0
    for after_s, saying in steps:
        now_s += after_s
        signs.feed(saying, at(now_s))
        said, _ = signs.said(PERMITTED, at(now_s))
        assert not isinstance(said, Rate) or now_s > 30


# ---- real chests -----------------------------------------------------------------------------

Array = npt.NDArray[np.float64]


def played(t: Array, total: Array) -> Iterator[tuple[float, Said]]:
    """A recording's phase at eight a second, with nothing else said; what was heard each second."""
    signs, grid = VitalSigns(), np.arange(0, t[-1], 1 / 8)
    for i, (second, phase) in enumerate(zip(grid, np.interp(grid, t, total), strict=True)):
        signs.feed(Phases(float(phase), 0, 0), at(float(second)))
        if i % 8 == 0:
            yield float(second), signs.said(PERMITTED, at(float(second)))[0]


def strongest(iq: npt.NDArray[np.complex64]) -> Array:
    """The phase at the range that echoes most over the second half, when somebody is there."""
    here = int(np.abs(iq[len(iq) // 2 :]).mean(axis=0).argmax())
    return np.unwrap(np.angle(iq[:, here]).astype(np.float64))


@dataclass(frozen=True)
class Session:
    """One sitting in front of the radar, with the belt's word beside it."""

    seated_s: float
    said: list[tuple[float, Said]]
    belt_s: Array
    belt_per_min: Array

    def rates(self, begin_s: float, end_s: float) -> list[tuple[float, float]]:
        return [
            (s, one.per_minute)
            for s, one in self.said
            if begin_s <= s < end_s and isinstance(one, Rate)
        ]


def session(path: Path) -> Session:
    with np.load(path) as stored:
        began = float(stored["t_unix"][0])
        t, belt = stored["t_unix"] - began, stored["belt_rr_bpm"].astype(np.float64)
        told = ~np.isnan(belt)
        belt_s = (stored["belt_t_unix"] - began)[told]
        seated = float(stored["human_enter_unix"]) - began
        return Session(seated, list(played(t, strongest(stored["iq"]))), belt_s, belt[told])


@pytest.fixture(scope="module")
def sessions(shared_data: Path) -> list[Session]:
    found = [session(p) for p in sorted((shared_data / "radar" / "xm125_belt").glob("*.npz"))]
    assert len(found) >= 8
    return found


@pytest.mark.hazard("H-19")
def test_an_empty_seat_has_no_rate(sessions: list[Session]) -> None:
    assert [one.rates(0, one.seated_s) for one in sessions] == [[]] * len(sessions)


def test_people_in_front_of_a_real_radar_are_counted_as_their_belt_counts(
    sessions: list[Session],
) -> None:
    wrong, asked = list[float](), 0
    for one in sessions:
        settled_s = one.seated_s + 70
        asked += sum(s >= settled_s for s, _ in one.said)
        for s, per_min in one.rates(settled_s, 1e9):
            belt = np.interp((s - 30, s), one.belt_s, one.belt_per_min)  # each of the 30 s before
            wrong.append(abs(per_min - float(belt.mean())))
    print(
        f"\nxm125_belt: {len(wrong)} rates in {asked} s, mean error {np.mean(wrong):.2f}, "
        f"95 % within {np.percentile(wrong, 95):.2f}, worst {max(wrong):.2f}"
    )
    assert len(wrong) > 0.25 * asked
    assert np.mean(wrong) < 0.6
    assert np.percentile(wrong, 95) < 2
    assert max(wrong) < 4


def test_the_radar_makers_own_sitter_is_heard_as_the_maker_hears_them(shared_data: Path) -> None:
    folder = shared_data / "radar" / "acconeer_a121_breathing"
    with np.load(folder / "breathing-sitting.npz") as stored:
        iq = stored["iq"]
    liveliest = int(np.std(iq - iq.mean(axis=0), axis=0).argmax())  # the strongest is the wall's
    phase = np.unwrap(np.angle(iq[:, liveliest]).astype(np.float64))
    said = played(np.arange(len(iq)) / 20, phase)
    rates = [one.per_minute for _, one in said if isinstance(one, Rate)]
    print("\nacconeer_a121_breathing:", [round(rate, 1) for rate in rates], "maker says 18.3")
    assert rates
    assert max(abs(rate - 18.3) for rate in rates) < 1.5
