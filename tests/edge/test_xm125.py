"""The raw I/Q radar: its wire torn and lying, and a conversation that never stays stuck."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.decode.a121 import Setup
from edge.decode.exploration import KEYS, LINE_MOST, PAYLOAD_MOST, Replies, Reply
from edge.decode.iq import IqFrame
from edge.decode.xm125 import Ask, Step, Xm125
from firmware_sim.radar.a121 import Measuring, digitised
from firmware_sim.radar.exploration import ExplorationServer
from firmware_sim.radar.mr60bha2 import Echo
from tests.wire import xm125 as golden

GREETING = (golden.STOPPED, golden.SYSTEM, golden.METADATA, golden.STARTED)
HOLDS_MOST = PAYLOAD_MOST + LINE_MOST


def streaming(now_s: float = 0.0) -> Xm125:
    """A conversation that has come as far as frames."""
    radar = Xm125()
    radar.tick(now_s)
    for reply in GREETING:
        radar.feed(reply, now_s)
    assert radar.step is Step.STREAMING
    return radar


def frames(follows: tuple[Ask | IqFrame, ...]) -> list[IqFrame]:
    return [each for each in follows if isinstance(each, IqFrame)]


def asks(follows: tuple[Ask | IqFrame, ...]) -> list[bytes]:
    return [each.data for each in follows if isinstance(each, Ask)]


# ---- the conversation ------------------------------------------------------------------------


def test_it_stops_asks_who_sets_up_and_starts() -> None:
    radar, asked = Xm125(), []
    asked += asks(radar.tick(0.0))
    for reply in GREETING:
        asked += asks(radar.feed(reply, 0.1))
    expected = [golden.STOP, golden.WHO, golden.SETUP, golden.START]
    assert [json.loads(each) for each in asked] == [json.loads(each) for each in expected]
    assert all(each.endswith(b"\n") and each.count(b"\n") == 1 for each in asked)
    assert radar.step is Step.STREAMING


def test_a_frame_is_the_mean_of_its_sweeps_and_their_spread() -> None:
    radar = streaming()
    follows = radar.feed(golden.result(1000, golden.POINTS) + golden.result(1050, b""), 0.2)
    (frame,) = frames(follows)
    assert frame.iq == (100 + 50j, -3 - 4j, 0j, 0j)
    assert frame.sweep_std == (0, 0, 0, 10)
    assert (frame.at_s, frame.is_saturated, frame.is_delayed) == (0, False, False)
    assert frame.session.rate_hz == 20
    assert frame.session.range_m == pytest.approx((0.400364, 0.520473, 0.640582, 0.760691))
    assert frame.session.wavelength_m == pytest.approx(0.004955, abs=1e-6)


def test_the_radars_own_clock_shows_what_was_lost_and_does_not_mind_beginning_again() -> None:
    radar, found = streaming(), []
    for tick in (2**32 - 100, 2**32 - 50, 100, 150):
        found += frames(radar.feed(golden.result(tick, golden.POINTS), 0.2))
    found += frames(radar.feed(golden.STARTED, 0.2))
    assert [frame.at_s for frame in found] == [0, 0.05, 0.2, 0.25]


def test_a_server_that_streams_nothing_need_not_answer_a_stop() -> None:
    radar = Xm125()
    radar.tick(0.0)
    assert radar.tick(0.9) == ()
    assert asks(radar.tick(1.0)) == [golden.WHO]
    assert radar.silences == 0


def test_frames_of_somebody_before_us_are_not_taken_for_ours() -> None:
    radar = Xm125()
    radar.tick(0.0)
    follows = radar.feed(golden.result(5, golden.POINTS) * 3 + golden.STOPPED, 0.1)
    assert (frames(follows), asks(follows)) == ([], [golden.WHO])
    assert radar.counters["radar unread"] == 3


def test_a_silent_radar_is_asked_again_from_the_beginning() -> None:
    radar = streaming(10.0)
    radar.feed(golden.result(1, golden.POINTS) + golden.result(51, golden.POINTS), 11.0)
    assert radar.tick(12.9) == ()
    assert radar.tick(13.0) == ()
    assert radar.step is Step.RESTING
    assert asks(radar.tick(15.0)) == [golden.STOP]
    assert radar.counters["radar silences"] == 1


@pytest.mark.parametrize("heard", range(1, 4))
def test_an_error_is_kept_in_its_words_and_rested_upon(heard: int) -> None:
    radar = Xm125()
    radar.tick(0.0)
    for reply in GREETING[:heard]:
        radar.feed(reply, 0.0)
    assert radar.feed(golden.ERROR, 0.5) == ()
    assert (radar.errors, radar.trouble, radar.step) == (1, "no sensor", Step.RESTING)
    assert radar.tick(2.4) == ()
    assert asks(radar.tick(2.5)) == [golden.STOP]


def test_what_is_wrong_is_said_until_frames_come() -> None:
    radar = Xm125()
    for now_s in range(4):
        radar.tick(float(now_s))
    assert radar.trouble == "it does not answer"
    radar = streaming()
    radar.feed(b'{"status":"error","message":"bad \\ud800\\n' + b"x" * 300 + b'"}\n', 0.0)
    assert radar.trouble.startswith("bad ??x")
    assert len(radar.trouble) == 120
    radar.tick(2.0)
    for reply in GREETING:
        radar.feed(reply, 2.0)
    radar.feed(golden.result(1, golden.POINTS) + golden.STARTED, 2.0)
    assert not radar.trouble


def test_a_radar_that_needs_calibration_is_set_up_again() -> None:
    radar = streaming()
    wants = golden.result(1, golden.POINTS, calibrate="true")
    follows = radar.feed(wants + golden.result(51, golden.POINTS), 0.3)
    assert (frames(follows), asks(follows)) == ([], [golden.STOP])
    assert radar.counters["radar recalibrations"] == 1


@pytest.mark.parametrize(
    "reply",
    [
        golden.METADATA.replace(b'"sweep_data_length":4', b'"sweep_data_length":5'),
        golden.METADATA.replace(b'"frame_data_length":64', b'"frame_data_length":"64"'),
        golden.METADATA.replace(b"0.00250227400101721", b"25.0"),
        golden.METADATA.replace(b"0.00250227400101721", b"NaN"),
        golden.METADATA.replace(b"0.00250227400101721", b'"far"'),
        b'{"metadata":[]}\n',
        b'{"metadata":7}\n',
    ],
)
def test_a_session_that_is_not_the_one_asked_for_is_refused(reply: bytes) -> None:
    radar = Xm125()
    radar.tick(0.0)
    for each in (golden.STOPPED, golden.SYSTEM, reply):
        radar.feed(each, 0.0)
    assert radar.step is Step.RESTING
    assert radar.malformed == 1
    assert radar.trouble.startswith("not the radar that was expected")


@pytest.mark.parametrize(
    "system", ['{"sensor":"a111","ticks_per_second":1000}', '{"sensor":"a121"}', "[]", "0"]
)
def test_another_sensor_is_refused(system: str) -> None:
    radar = Xm125()
    radar.tick(0.0)
    radar.feed(golden.STOPPED + f'{{"system_info":{system}}}\n'.encode(), 0.0)
    assert (radar.step, radar.malformed) == (Step.RESTING, 1)


def test_what_was_too_strong_or_too_slow_is_said_and_counted() -> None:
    radar = streaming()
    sent = golden.result(1, golden.POINTS, saturated="true") + golden.result(
        51, golden.POINTS, delayed="true"
    )
    first, second = frames(radar.feed(sent + golden.STARTED, 0.0))
    assert (first.is_saturated, first.is_delayed) == (True, False)
    assert (second.is_saturated, second.is_delayed) == (False, True)
    assert radar.counters["radar frames saturated"] == radar.counters["radar frames delayed"] == 1


@pytest.mark.parametrize(
    "bad",
    [
        golden.result(1, golden.POINTS[:-4]),
        golden.result(1, golden.POINTS, saturated="1"),
        golden.result(1, golden.POINTS, delayed="null"),
        golden.result(-1, golden.POINTS),
        b'{"result_info":[],"payload_size":0}\n',
        b'{"result_info":[[7]]}\n',
        b'{"result_info":[[{"tick":true,"data_saturated":false,"frame_delayed":false}]]}\n',
    ],
)
def test_a_result_that_makes_no_sense_is_counted_and_the_next_is_heard(bad: bytes) -> None:
    radar = streaming()
    follows = radar.feed(bad + golden.result(51, golden.POINTS) + golden.STARTED, 0.1)
    assert len(frames(follows)) == 1
    assert radar.malformed == 1


def test_a_closed_port_begins_the_conversation_anew() -> None:
    radar = streaming()
    radar.feed(golden.result(1, golden.POINTS)[:70], 0.1)
    radar.forget()
    assert asks(radar.tick(5.0)) == [golden.STOP]


def test_what_it_asks_for_fits_on_its_line() -> None:
    assert Setup().bytes_per_s < 0.9 * 115_200 / 10


@pytest.mark.parametrize(
    "wrong", [{"points": 0}, {"sweeps": 0}, {"points": 300}, {"step": 7}, {"step": 0}]
)
def test_a_setup_that_no_sensor_takes_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"points|step"):
        Setup(**wrong)


# ---- the wire ----------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(st.text(max_size=4), of, max_size=3),
    max_leaves=5,
)
replies = st.builds(
    lambda key, value, payload: Reply({key: value, "payload_size": len(payload)}, payload),
    st.text(max_size=5),
    values,
    st.binary(max_size=60).filter(lambda payload: not any(map(payload.count, KEYS))),
)
# Noise that holds no line's end and no reply's beginning.
noise = st.binary(max_size=40).map(lambda data: data.replace(b"\n", b"-").replace(b"{", b"("))


def sent(reply: Reply) -> bytes:
    return json.dumps(reply.words).encode() + b"\n" + reply.payload


@given(st.lists(replies, max_size=5), st.lists(st.integers(0, 1000), max_size=12))
def test_however_the_port_cuts_the_bytes_the_replies_are_the_same(
    some: list[Reply], cuts: list[int]
) -> None:
    data = b"".join(map(sent, some)) + b"{"
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    decoder = Replies()
    assert [reply for a, b in pairwise(edges) for reply in decoder.feed(data[a:b])] == some


def test_one_byte_at_a_time_is_as_good_as_all_at_once() -> None:
    data = b"".join(GREETING) + golden.result(1, golden.POINTS) * 2 + golden.ERROR
    at_once, decoder = Replies().feed(data), Replies()
    assert tuple(r for byte in data for r in decoder.feed(bytes([byte]))) == at_once
    assert len(at_once) == 7


@given(noise)
def test_noise_before_a_line_costs_nothing_and_is_counted(junk: bytes) -> None:
    decoder = Replies()
    assert len(decoder.feed(junk + golden.STARTED)) == 1
    assert decoder.junk_bytes == len(junk)


@given(st.integers(0, len(golden.POINTS) - 1), st.integers(1, 200))
def test_a_frame_with_a_hole_is_dropped_and_the_next_but_one_is_whole(at: int, size: int) -> None:
    whole = golden.result(1, golden.POINTS)
    start = len(whole) - len(golden.POINTS) + at
    torn = whole[:start] + whole[start + size :]
    radar = streaming()
    later = b"".join(golden.result(51 + 50 * i, golden.POINTS) for i in range(3))
    found = frames(radar.feed(torn + later + golden.STARTED, 0.1))
    assert 2 <= len(found) <= 3
    assert {frame.iq for frame in found} == {(100 + 50j, -3 - 4j, 0j, 0j)}
    assert radar.counters["radar bad checks"] >= 1


@pytest.mark.parametrize("size", [-1, PAYLOAD_MOST + 1, 10**30])
def test_a_length_that_is_a_lie_is_not_waited_for(size: int) -> None:
    radar = streaming()
    lie = golden.result(1, golden.POINTS, size=size)
    later = golden.result(51, golden.POINTS) + golden.STARTED
    assert len(frames(radar.feed(lie + later, 0.1))) == 1


@pytest.mark.parametrize("size", [0, 255, 257, 300, 1000])
def test_a_length_that_is_a_little_wrong_costs_its_own_frame(size: int) -> None:
    radar = streaming()
    lie = golden.result(1, golden.POINTS, size=size)
    later = b"".join(golden.result(51 + 50 * i, golden.POINTS) for i in range(6))
    found = frames(radar.feed(lie + later + golden.STARTED, 0.1))
    assert {frame.iq for frame in found} == {(100 + 50j, -3 - 4j, 0j, 0j)}
    assert len(found) >= 5


def test_a_line_without_end_is_not_kept() -> None:
    decoder = Replies()
    for _ in range(50):
        assert decoder.feed(b'{"a":[' * 100) == ()
    assert len(decoder._held) <= LINE_MOST
    assert decoder.feed(b"\n" + golden.STARTED)


@given(st.lists(st.binary(max_size=300) | st.sampled_from([*GREETING, golden.ERROR]), max_size=20))
def test_no_bytes_whatever_make_it_raise_or_hold_without_bound(pieces: list[bytes]) -> None:
    radar, now_s = Xm125(), 0.0
    for piece in pieces:
        now_s += 0.7
        radar.tick(now_s)
        radar.feed(piece, now_s)
        assert len(radar.replies._held) <= HOLDS_MOST


@given(values, st.sampled_from(["result_info", "metadata", "system_info", "status"]))
def test_any_words_in_any_step_are_survived(value: object, key: str) -> None:
    line = json.dumps({key: value}).encode() + b"\n"
    for heard in range(5):
        radar = Xm125()
        radar.tick(0.0)
        for reply in GREETING[:heard]:
            radar.feed(reply, 0.0)
        radar.feed(line, 0.1)


# ---- with the simulated server ---------------------------------------------------------------

CHEST = Echo(in_cone=True, displacement_mm=1.0, distance_cm=52.0)


class Wire:
    """Radar and conversation on one line, in steps of a twentieth of a second."""

    def __init__(self) -> None:
        self.server, self.radar = ExplorationServer(Random(2)), Xm125()
        self.now_s = 0.0
        self.frames: list[IqFrame] = []
        self.is_cut = False

    def run(self, for_s: float, echo: Echo = CHEST) -> list[IqFrame]:
        self.frames = []
        for _ in range(round(for_s * 20)):
            self.now_s += 0.05
            self._carry(self.radar.tick(self.now_s))
            self._hear(self.server.step(0.05, echo))
        return self.frames

    def _carry(self, follows: tuple[Ask | IqFrame, ...]) -> None:
        for each in follows:
            if isinstance(each, IqFrame):
                self.frames.append(each)
            elif not self.is_cut:
                self._hear(self.server.hear(each.data))

    def _hear(self, data: bytes) -> None:
        if data and not self.is_cut:
            self._carry(self.radar.feed(data, self.now_s))


def test_it_streams_from_a_cold_start_at_its_rate() -> None:
    wire = Wire()
    wire.run(1)
    assert len(wire.run(10)) == pytest.approx(200, abs=1)
    assert not {name for name, count in wire.radar.counters.items() if count} - {"radar unread"}


def test_a_restarted_node_finds_a_radar_that_streams_on() -> None:
    wire = Wire()
    wire.run(5)
    wire.radar = Xm125()
    assert len(wire.run(5)) > 90


def test_it_streams_again_after_a_cut_and_after_a_radar_that_lost_power() -> None:
    wire = Wire()
    wire.run(3)
    wire.is_cut = True
    assert wire.run(10) == []
    wire.is_cut = False
    wire.run(6)
    assert len(wire.run(2)) == 40
    wire.server = ExplorationServer(Random(3))
    wire.run(8)
    assert len(wire.run(2)) == 40


def test_a_radar_that_warms_is_calibrated_and_goes_on() -> None:
    wire = Wire()
    wire.run(3)
    wire.server.sensor.temperature_c += 20
    wire.run(2)
    assert wire.radar.recalibrations == 1
    assert len(wire.run(2)) == 40


def test_the_echo_turns_as_the_chest_moves() -> None:
    wire = Wire()
    wire.run(2)
    mean = [
        np.mean([frame.iq[1] for frame in wire.run(2, Echo(True, mm, 52.0))]) for mm in (0.0, 0.6)
    ]
    still = np.mean([frame.iq[1] for frame in wire.run(2, Echo(in_cone=False))])
    turned = np.angle((mean[1] - still) / (mean[0] - still))
    assert turned == pytest.approx(4 * np.pi * 0.6 / 4.955, abs=0.05)


def test_real_frames_come_through_the_wire_as_they_were_recorded(shared_data: Path) -> None:
    folder = shared_data / "radar" / "xm125_belt"
    with np.load(min(folder.glob("session_*.npz"))) as recording:
        iq, spread = recording["iq"][:400], recording["iq_sweep_std"][:400]
        range_m = recording["range_m"]
    server, radar, rng = ExplorationServer(Random(4)), streaming(), Random(5)
    server.measuring = Measuring(160, 4, 48, 16, 20.0)
    found: list[IqFrame] = []
    for means, widths in zip(iq, spread, strict=True):
        server.tick = (server.tick + 50) % 2**32
        sent = server.result(
            digitised(list(map(complex, means)), list(map(float, widths)), 16, rng)
        )
        found += frames(radar.feed(sent, 0.0))
    found += frames(radar.feed(golden.STARTED, 0.0))
    assert len(found) == len(iq)
    assert found[0].session.range_m == pytest.approx(tuple(range_m), abs=1e-4)
    away = np.array([frame.iq for frame in found]) - iq
    assert np.abs(away / spread).max() < 1.5  # sixteen sweeps of that width leave a quarter of it
    heard = np.array([frame.sweep_std for frame in found])
    assert np.median(heard / spread) == pytest.approx(0.97, abs=0.05)
