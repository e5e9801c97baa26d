"""Bodies breathe at the rate asked for, move now and then, and are in one place at a time."""

from random import Random

import numpy as np
import pytest

from firmware_sim.body import RISE_S, WALK_S, Body, Place, Posture
from firmware_sim.chest import SyntheticChest
from firmware_sim.recorded import RecordedChest, Recording, RecordingError, load, looped

RATE_HZ = 20


def watched(chest, seconds, rate_hz=RATE_HZ):
    """The chest's displacement over so long, in mm."""
    out = []
    for _ in range(round(seconds * rate_hz)):
        chest.step(1 / rate_hz)
        out.append(chest.mm)
    return np.array(out)


def peak_per_min(mm, lowest, highest, rate_hz=RATE_HZ):
    power = np.abs(np.fft.rfft((mm - mm.mean()) * np.hanning(len(mm)), 1 << 16))
    per_min = np.fft.rfftfreq(1 << 16, 1 / rate_hz) * 60
    band = (per_min >= lowest) & (per_min <= highest)
    return per_min[band][power[band].argmax()]


@pytest.mark.parametrize("asked", [8, 14, 22, 30])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_chest_breathes_at_the_rate_asked_for(asked, seed):
    mm = watched(SyntheticChest(asked, 70, Random(seed)), 180)
    assert peak_per_min(mm, 4, 45) == pytest.approx(asked, rel=0.08)


def test_no_two_breaths_are_the_same():
    mm = watched(SyntheticChest(15, 70, Random(1)), 120)
    crests = [mm[i : i + 80].max() for i in range(0, len(mm) - 80, 80)]
    assert np.std(crests) > 0.1


@pytest.mark.parametrize("beats", [55, 92])
def test_the_heart_is_there_and_small(beats):
    mm = watched(SyntheticChest(0, beats, Random(1)), 60)[200:]
    assert peak_per_min(mm, 45, 130) == pytest.approx(beats, abs=2)
    assert 0.1 < np.ptp(mm) < 0.6


def test_breathing_that_is_told_to_stop_stops_and_may_begin_again():
    chest = SyntheticChest(16, 70, Random(1))
    before = watched(chest, 60)
    chest.breathe(0, over_s=20)
    watched(chest, 30)
    stopped = watched(chest, 60)
    chest.breathe(16, over_s=0)
    again = watched(chest, 60)
    assert np.ptp(stopped) < 0.2 * np.ptp(before)
    assert np.ptp(again) > 0.7 * np.ptp(before)


def test_the_rate_goes_over_in_the_time_it_was_given():
    chest = SyntheticChest(20, 70, Random(1))
    chest.breathe(10, over_s=100)
    watched(chest, 50)
    assert chest.breathing_per_min == pytest.approx(15, abs=0.1)
    watched(chest, 60)
    assert chest.breathing_per_min == 10


def test_the_chest_wall_never_jumps():
    chest = SyntheticChest(30, 110, Random(3))
    calm = watched(chest, 120, 100)
    chest.breathe(0, over_s=0)
    stopping = watched(chest, 10, 100)
    assert np.abs(np.diff(np.concatenate([calm, stopping]))).max() < 0.35


def test_somebody_who_goes_to_the_ensuite_walks_there_and_back():
    body = Body(SyntheticChest(14, 70, Random(1)), Random(1))
    body.go(Place.ENSUITE)
    live(body, RISE_S + 0.1)
    assert (body.place, body.moving) == (Place.FLOOR, True)
    live(body, 15)
    assert (body.place, body.posture) == (Place.ENSUITE, Posture.UP_AND_ABOUT)
    body.go(Place.BED)
    live(body, 15)
    assert body.place is Place.BED
    assert body.posture is not Posture.UP_AND_ABOUT


def live(body, seconds):
    for _ in range(round(seconds * 20)):
        body.step(0.05)


def test_somebody_who_leaves_gets_up_and_is_gone():
    body = Body(SyntheticChest(14, 70, Random(1)), Random(1))
    body.go(Place.AWAY)
    assert (body.present, body.moving) == (True, True)
    live(body, 3.1)
    body.move(5)
    assert (body.present, body.moving, body.about) == (False, False, "synthetic body")


def test_nobody_is_nobody_until_somebody_comes():
    body = Body(SyntheticChest(14, 70, Random(1)), Random(1), Place.AWAY)
    assert body.about == "nobody"
    body.go(Place.BED)
    assert body.about == "synthetic body"


def test_moving_is_far_more_than_breathing_and_wakes_the_sleeper():
    body = Body(SyntheticChest(14, 70, Random(1)), Random(5))
    assert body.asleep
    body.move(6)
    way = []
    for _ in range(120):
        body.step(0.05)
        way.append(body.displacement_mm)
    assert np.ptp(way) > 20
    assert not body.asleep


def test_somebody_lying_in_bed_stirs_now_and_then_and_not_all_the_time():
    body, moving = Body(SyntheticChest(14, 70, Random(1)), Random(2)), 0
    for _ in range(3600 * 2):
        body.step(0.5)
        moving += body.moving
    assert 0.001 < moving / 7200 < 0.05


def test_a_real_recording_plays_round_without_a_step(breathing_recording):
    recording = load(breathing_recording)
    mm = np.array(recording.mm)
    inside = np.abs(np.diff(mm)).max()
    assert abs(mm[0] - mm[-1]) <= inside
    chest = RecordedChest(recording, Random(1))
    played = watched(chest, 2.5 * recording.lasts_s, 40)
    assert np.abs(np.diff(played)).max() <= 1.01 * inside


def test_a_real_recording_breathes_as_its_makers_application_says(breathing_recording):
    recording = load(breathing_recording, from_s=20)
    assert recording.breathing_per_min == pytest.approx(18.3, abs=1.0)
    assert recording.name == "acconeer_a121_breathing"
    mm = watched(RecordedChest(recording, Random(1)), 120)
    assert peak_per_min(mm, 6, 40) == pytest.approx(recording.breathing_per_min, abs=1)
    assert 2 < np.ptp(mm) < 20


def test_a_recording_too_short_from_there_on_is_refused(breathing_recording):
    with pytest.raises(RecordingError, match="less than 12 s from 30 s on"):
        load(breathing_recording, from_s=30)


def test_a_recording_can_be_slowed_down_and_stopped(breathing_recording):
    chest = RecordedChest(load(breathing_recording), Random(1))
    chest.breathe(9, over_s=0)
    assert peak_per_min(watched(chest, 120), 5, 40) == pytest.approx(9, abs=1)
    chest.breathe(0, over_s=5)
    watched(chest, 20)
    assert np.ptp(watched(chest, 30)) < 1


@pytest.mark.parametrize("offset_mm", [0.0, 5.0])
def test_the_ends_of_a_loop_meet_even_where_the_recording_drifted(offset_mm):
    second = np.arange(0, 40, 0.05)
    mm = np.sin(2 * np.pi * second / 4) + offset_mm * second / 40
    loop = looped(mm, 60)
    steps = np.abs(np.diff(np.append(loop, loop[0])))
    assert steps.max() < 0.25


def test_displacement_is_recovered_from_echoes_at_the_range_that_moves(tmp_path):
    second = np.arange(0, 60, 0.05)
    mm = 3 * np.cos(2 * np.pi * second * 12 / 60)
    wavelength_mm = 299.792458 / 60
    chest = 400 * np.exp(4j * np.pi * mm / wavelength_mm) + (900 - 300j)
    wall = np.full_like(chest, 5000) + Random(1).gauss(0, 1)
    folder = tmp_path / "made_up"
    folder.mkdir()
    np.savez(folder / "a.npz", rate_hz=20.0, iq=np.column_stack([wall, chest, wall * 0.5]))
    recording = load(folder / "a.npz")
    assert recording.name == "made_up"
    assert recording.breathing_per_min == pytest.approx(12, abs=0.3)
    assert np.ptp(recording.mm) == pytest.approx(6, abs=0.4)


def test_a_file_that_is_not_a_recording_is_named(tmp_path):
    path = tmp_path / "notes.npz"
    path.write_text("not a recording")
    with pytest.raises(RecordingError, match=r"notes\.npz is not a radar recording"):
        load(path)
    np.savez(path, something=1)
    with pytest.raises(RecordingError, match=r"notes\.npz"):
        load(path)


def test_a_recording_is_read_between_its_samples():
    recording = Recording("x", 2.0, (0.0, 1.0, 3.0), 12.0)
    assert recording.at(0.25) == 0.5
    assert recording.at(1.25) == 1.5  # half-way from the last to the first


@pytest.mark.parametrize("place", [Place.FLOOR, Place.ENSUITE])
def test_nobody_is_gone_from_their_bed_without_having_moved_there(place: Place) -> None:
    body = Body(SyntheticChest(14, 70, Random(1)), Random(1))
    body.go(place)
    moved_s = 0.0
    while body.place is Place.BED:
        assert body.moving
        body.step(0.1)
        moved_s += 0.1
    assert moved_s == pytest.approx(RISE_S, abs=0.2)
    body.step(WALK_S + 0.2)
    body.step(0.1)
    assert body.place is place
