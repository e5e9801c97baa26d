"""Recordings of other kinds than those at hand: heard right, or refused in a sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from attune.vitals.listen import Line, listen
from attune.vitals.recording import RecordingError, load
from edge.sense.witnesses import Verdict
from tests.bench.vitals import bodies
from ward.vitals import Doubt

FOR_S = 90


def mm(rate_hz: float = 20.0, per_min: float = 15.0) -> bodies.Array:
    """Somebody's chest, who breathes 15 times a minute, at any rate of frames."""
    lying = bodies.lying(per_min, 66, 2, FOR_S + 1)
    return np.interp(
        np.arange(FOR_S * rate_hz) / rate_hz, np.arange(len(lying)) / bodies.RATE_HZ, lying
    )


def lines_of(tmp_path: Path, **stored: Any) -> list[Line]:
    np.savez(tmp_path / "other.npz", **stored)
    return list(listen(load(tmp_path / "other.npz"), 60))


def rates(lines: list[Line]) -> list[float]:
    heard = [line.heard.breathing for line in lines]
    return [one.per_minute for one in heard if isinstance(one, Verdict)]


@pytest.mark.parametrize("rate_hz", [6.0, 10.0, 12.5, 20.0, 33.3, 50.0, 100.0, 1000.0])
@pytest.mark.parametrize("ranges", [1, 4, 40])
def test_any_rate_of_frames_and_any_number_of_ranges_is_heard(
    rate_hz: float, ranges: int, tmp_path: Path
) -> None:
    rng = np.random.default_rng(3)
    four = bodies.echoes(mm(rate_hz), rng)
    more = 5 * (rng.normal(size=(len(four), 40)) + 1j * rng.normal(size=(len(four), 40)))
    iq = np.concatenate((four[:, 1:2], more), axis=1)[:, :ranges] if ranges != 4 else four
    found = rates(lines_of(tmp_path, rate_hz=rate_hz, iq=iq.astype(np.complex64)))
    assert len(found) > 40
    assert all(abs(rate - 15) < 1.5 for rate in found)


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int16, np.int64])
def test_phases_of_any_kind_of_number_are_heard(kind: type, tmp_path: Path) -> None:
    """Whole numbers of radians are coarse, and are phases still."""
    noise = np.random.default_rng(4).normal(0, 0.05, FOR_S * 20)
    phase = bodies.RAD_PER_MM * mm() + noise
    found = rates(lines_of(tmp_path, rate_hz=20, phase=np.rint(phase).astype(kind)))
    assert len(found) > 30
    assert all(abs(rate - 15) < 1.5 for rate in found)


def test_frames_that_are_no_numbers_are_bridged(tmp_path: Path) -> None:
    iq, rng = bodies.echoes(mm(), np.random.default_rng(5)), np.random.default_rng(6)
    iq[rng.random(len(iq)) < 0.2] = np.nan
    found = rates(lines_of(tmp_path, rate_hz=20.0, iq=iq))
    assert len(found) > 40
    assert all(abs(rate - 15) < 1.5 for rate in found)


def test_a_gap_in_the_times_is_a_gap_in_what_is_said(tmp_path: Path) -> None:
    """Ten seconds are not there: it is lost, it settles, and lines go on at the right second."""
    iq, t = bodies.echoes(mm(), np.random.default_rng(5)), np.arange(FOR_S * 20) / 20
    there = (t < 40) | (t >= 50)
    lines = lines_of(tmp_path, rate_hz=20.0, iq=iq[there], t_unix=1.7e9 + t[there])
    assert [line.t for line in lines] == list(range(1, FOR_S + 1))
    at = {line.t: line.heard.breathing for line in lines}
    assert isinstance(at[39], Verdict)
    assert {at[t] for t in range(46, 50)} == {Doubt.SENSOR_LOST}
    assert {at[t] for t in range(54, 68)} == {Doubt.SETTLING}
    assert isinstance(at[85], Verdict)


def test_what_lies_on_both_sides_of_two_seconds_is_not_one_signal(tmp_path: Path) -> None:
    iq, t = bodies.echoes(mm(), np.random.default_rng(5)), np.arange(FOR_S * 20) / 20
    there = (t < 40) | (t >= 42)
    lines = lines_of(tmp_path, rate_hz=20.0, iq=iq[there], t_unix=t[there])
    assert isinstance(lines[38].heard.breathing, Verdict)
    assert {line.heard.breathing for line in lines if 43 < line.t < 60} == {Doubt.SETTLING}


def test_a_short_gap_in_the_times_makes_no_breath_longer(tmp_path: Path) -> None:
    iq, t = bodies.echoes(mm(), np.random.default_rng(5)), np.arange(FOR_S * 20) / 20
    there = (t % 5) >= 0.8
    found = rates(lines_of(tmp_path, rate_hz=20.0, iq=iq[there], t_unix=t[there]))
    assert len(found) > 30
    assert all(abs(rate - 15) < 1.5 for rate in found)


@pytest.mark.parametrize("t_unix", [np.arange(7), np.arange(1800)[::-1], np.full(1800, np.nan)])
def test_times_that_are_not_of_these_samples_say_nothing(
    t_unix: bodies.Array, tmp_path: Path
) -> None:
    iq = bodies.echoes(mm(), np.random.default_rng(5))
    assert len(rates(lines_of(tmp_path, rate_hz=20.0, iq=iq, t_unix=t_unix))) > 40


def test_two_recordings_in_one_file_are_refused(tmp_path: Path) -> None:
    t_unix = np.concatenate((np.arange(900) / 20, 1e9 + np.arange(900) / 20))
    with pytest.raises(RecordingError, match="not one recording"):
        lines_of(tmp_path, rate_hz=20.0, iq=np.ones((1800, 4), complex), t_unix=t_unix)


@pytest.mark.hazard("H-19")
@pytest.mark.parametrize("kind", ["iq", "phase"])
def test_a_sensor_that_froze_says_nothing(kind: str, tmp_path: Path) -> None:
    iq = bodies.echoes(mm(), np.random.default_rng(5))
    frozen = np.repeat(iq[:1], 1800, axis=0)
    samples = frozen if kind == "iq" else np.angle(frozen)
    assert rates(lines_of(tmp_path, rate_hz=20.0, **{kind: samples})) == []


@pytest.mark.hazard("H-19")
def test_frames_that_froze_for_a_while_teach_no_noise_that_is_none(tmp_path: Path) -> None:
    """An empty room, of which three seconds stood still: a floor of nought would see somebody."""
    iq = bodies.echoes(np.zeros(1800), np.random.default_rng(5), 0.0)
    iq[200:260] = iq[200]
    lines = lines_of(tmp_path, rate_hz=20.0, iq=iq)
    assert not any(line.heard.is_there for line in lines)
