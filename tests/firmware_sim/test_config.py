"""A mistake in sim.toml is answered with file, key and what was expected."""

from random import Random

import pytest

from firmware_sim.config import ConfigError, Layout, load
from firmware_sim.people import world_of
from firmware_sim.staff import Keeping

ROOM = '[[room]]\nname = "ash/01"\ndoor_url = "http://127.0.0.1:8181"\n'


def written(tmp_path, text):
    path = tmp_path / "sim.toml"
    path.write_text(text)
    return path


def test_a_room_needs_little_and_gets_the_rest(tmp_path):
    config = load(written(tmp_path, ROOM))
    room = config.room[0]
    assert (config.home, config.control) == ("sim", "sim/control.sock")
    assert (room.body, room.staff, room.every_min, room.stay_s) == (
        "synthetic", Keeping.ROUNDS, 10, 45,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "key 'room': it is missing"),
        ("room = 3", "key 'room': expected one \\[\\[room\\]\\] table for each room, found 3"),
        ("room = [3]", "expected a \\[\\[room\\]\\] table, found 3"),
        ("room = []", "at least one \\[\\[room\\]\\] table"),
        ("colour = 1\n" + ROOM, "key 'colour' is not known; expected one of home, control, room"),
        (ROOM + "brething_per_min = 3", "room 1, key 'brething_per_min' is not known"),
        (ROOM + "every_min = 0", "room 1, key 'every_min': expected a number greater than 0"),
        (ROOM + "breathing_per_min = -1", "'breathing_per_min': expected a number of at least 0"),
        (ROOM + 'staff = "sometimes"', "'staff': expected one of 'rounds', 'late' or 'never'"),
        (ROOM + 'body = "robot"', "'body': expected one of 'recording', 'synthetic' or 'nobody'"),
        (ROOM + 'badge = "04A"', "'badge': expected 4 to 7 bytes in hex, found '04A'"),
        (ROOM + 'locked = "perhaps"', "'locked': expected true or false, found 'perhaps'"),
        (ROOM + "every_min = inf", "'every_min': expected a number"),
        (ROOM + ROOM.replace("01", "1"), "room 2, key 'name': expected a ward and two digits"),
        (ROOM + ROOM, "'room': expected each room once, and ash/01 is there twice"),
        (ROOM + ROOM.replace("http:", "ftp:").replace("01", "02"), "room 2, key 'door_url'"),
        ("home = ", "is not TOML"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(tmp_path, text, told):
    with pytest.raises(ConfigError, match=told) as raised:
        load(written(tmp_path, text))
    assert "sim.toml" in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"absent\.toml cannot be read"):
        load(tmp_path / "absent.toml")


def test_a_folder_too_deep_for_a_socket_is_told(tmp_path):
    path = written(tmp_path, f'home = "{"h" * 90}"\n' + ROOM)
    with pytest.raises(ConfigError, match="system allows 107"):
        Layout(path, load(path))


def test_paths_are_beside_the_configuration(tmp_path):
    path = written(tmp_path, ROOM + 'recording = "a/b.npz"')
    config = load(path)
    layout = Layout(path, config)
    assert layout.boards["ash/01"] == tmp_path / "sim" / "ash-01" / "board.sock"
    assert layout.recording(config.room[0]) == tmp_path / "a" / "b.npz"


@pytest.mark.parametrize(
    ("body", "about"),
    [
        ('body = "synthetic"', "synthetic body"),
        ('body = "nobody"', "nobody"),
        ('body = "recording"', "synthetic body (no recording was named)"),
        (
            'body = "recording"\nrecording = "gone.npz"',
            "synthetic body (the recording gone.npz is not there)",
        ),
    ],
)
def test_each_body_says_what_it_is(tmp_path, body, about):
    path = written(tmp_path, ROOM + body)
    room = load(path).room[0]
    assert world_of(room, Layout(path, load(path)).recording(room), Random(1)).body.about == about


def test_a_recorded_body_says_which(tmp_path, breathing_recording):
    path = written(tmp_path, ROOM + f'body = "recording"\nrecording = "{breathing_recording}"')
    room = load(path).room[0]
    about = world_of(room, Layout(path, load(path)).recording(room), Random(1)).body.about
    assert about == "breathing from the recording acconeer_a121_breathing"
