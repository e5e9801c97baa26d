"""Bodies with real people's timing: at the rate asked for, and there when no data is."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from firmware_sim.paced import PAUSE_S, PERIOD_S, PacedChest, periodic
from firmware_sim.patients import made_up, timings


def test_where_there_is_no_data_there_is_nobody_and_somebody_is_made_up(tmp_path: Path) -> None:
    assert timings(tmp_path / "nowhere") == []
    assert made_up(1) == made_up(1) != made_up(2)


@pytest.mark.parametrize(("breathing", "heart"), [(4, 30), (14, 70), (40, 160)])
def test_it_breathes_and_beats_as_often_as_was_asked(breathing: float, heart: float) -> None:
    chest = PacedChest(made_up(1), breathing, heart, Random(1))
    for _ in range(20 * 1800):
        chest.step(0.05)
    assert 60 / np.diff(chest.breaths_s).mean() == pytest.approx(breathing, rel=0.03)
    assert 60 / np.diff(chest.beats_s).mean() == pytest.approx(heart, rel=0.03)
    assert np.std(np.diff(chest.breaths_s)) > 0.05 * 60 / breathing  # and never twice the same


def test_told_to_stop_it_stops_and_its_heart_goes_on() -> None:
    chest = PacedChest(made_up(1), 14, 70, Random(1))
    chest.breathe(0, 0)
    for _ in range(20 * 60):
        chest.step(0.05)
    assert len(chest.breaths_s) <= 1
    assert len(chest.beats_s) > 60


def test_periodic_breathing_rests_for_so_long_in_each_period() -> None:
    rests = np.mean([periodic(second / 10) == 0 for second in range(round(10 * PERIOD_S))])
    assert rests == pytest.approx(PAUSE_S / PERIOD_S, abs=0.01)


def test_real_people_are_uneven_each_in_their_own_way(shared_data: Path) -> None:
    people = timings(shared_data / "radar" / "bidmc_icu")
    assert len(people) > 20
    assert all(np.mean(one.breaths) == pytest.approx(1) for one in people)
    assert len({round(float(np.std(one.breaths)), 3) for one in people}) > 15
