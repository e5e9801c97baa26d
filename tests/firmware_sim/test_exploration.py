"""The simulated XM125 against the commands that the maker's own package sends, and its habits."""

import json
import struct
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.radar.a121 import LIMIT, digitised
from firmware_sim.radar.exploration import ExplorationServer
from firmware_sim.radar.mr60bha2 import Echo
from tests.wire import xm125 as golden

IN_BED = Echo(in_cone=True, distance_cm=52.0)


def server() -> ExplorationServer:
    return ExplorationServer(Random(1))


def streaming() -> ExplorationServer:
    made = server()
    made.hear(golden.SETUP + golden.START)
    return made


def words(sent):
    line, rest = sent.split(b"\n", 1)
    assert not rest
    return json.loads(line)


def test_it_says_who_it_is_in_the_golden_words():
    assert server().hear(golden.WHO) == golden.SYSTEM


def test_a_setup_is_answered_with_its_sizes_in_the_golden_words():
    answered, golden_words = words(server().hear(golden.SETUP)), json.loads(golden.METADATA)
    assert answered.keys() == golden_words.keys()
    (((mine,),), ((theirs,),)) = answered.pop("metadata"), golden_words.pop("metadata")
    assert answered == golden_words
    assert mine.keys() == theirs.keys()
    for size in ("frame_data_length", "sweep_data_length", "subsweep_data_length"):
        assert mine[size] == theirs[size]


def test_frames_come_at_the_rate_asked_for_with_their_bytes_behind_the_line():
    made = streaming()
    sent = b"".join(made.step(0.05, IN_BED) for _ in range(100))
    ticks = []
    while sent:
        line, sent = sent.split(b"\n", 1)
        said = json.loads(line)
        assert said["payload_size"] == 256
        ((result,),) = said["result_info"]
        ticks.append(result["tick"])
        sent = sent[256:]
    assert len(ticks) == pytest.approx(100, abs=1)
    assert {later - earlier for earlier, later in pairwise(ticks)} == {50}


def test_the_golden_result_is_laid_out_as_its_own():
    made = streaming()
    mine, theirs = made.step(0.05, IN_BED), golden.result(1, golden.POINTS)
    assert len(mine.split(b"\n", 1)[1]) == len(theirs.split(b"\n", 1)[1])
    assert json.loads(mine.split(b"\n")[0]).keys() == json.loads(theirs.split(b"\n")[0]).keys()


@pytest.mark.parametrize(
    "command",
    [
        b"what\n",
        b"[]\n",
        b'{"cmd":"dance"}\n',
        b'{"cmd":"setup","groups":[]}\n',
        golden.SETUP.replace(b'"num_points":4', b'"num_points":4000'),
        golden.SETUP.replace(b'"frame_rate":20.0', b'"frame_rate":0.0'),
        golden.SETUP.replace(b'"num_points":4', b'"num_points":"4"'),
        golden.SETUP.replace(b'"frame_rate":20.0', b'"frame_rate":null'),
        b'{"cmd":"set_uart_baudrate","baudrate":9600}\n',
        b'{"cmd":"set_uart_baudrate","baudrate":"fast"}\n',
        golden.START,
        golden.STOP,
    ],
)
def test_what_it_cannot_do_is_an_error_in_words(command):
    said = words(server().hear(command))
    assert said["status"] == "error"
    assert said["message"]


def test_a_faster_line_is_granted_up_to_its_most():
    asked = b'{"cmd":"set_uart_baudrate","baudrate":2000000}\n'
    assert words(server().hear(asked)) == {"status": "ok", "message": "set baudrate"}


def test_it_takes_commands_in_pieces_and_two_at_a_time():
    made = server()
    assert made.hear(golden.WHO[:9]) == b""
    assert made.hear(golden.WHO[9:] + golden.WHO) == golden.SYSTEM * 2


def test_what_is_too_strong_is_cut_and_said():
    frame = digitised([40_000 + 0j, 1j], [0.0, 0.0], 2, Random(1))
    assert frame.saturated
    assert frame.points == ((LIMIT, 0), (0, 1)) * 2
    made = streaming()
    made.gain = 100.0
    assert b'"data_saturated":true' in made.step(0.05, IN_BED)


def test_points_are_little_endian_real_before_imaginary():
    frame = digitised([258 - 2j], [0.0], 1, Random(1))
    assert server().result(frame).endswith(b"\n" + struct.pack("<hh", 258, -2))


@given(
    st.lists(st.binary(max_size=200) | st.sampled_from([golden.SETUP, golden.START]), max_size=9)
)
def test_no_command_makes_it_stumble(received):
    made = server()
    for each in received:
        made.hear(each)
        made.step(0.05, IN_BED)
