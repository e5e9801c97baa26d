"""A node is configured by one file, and every mistake in it is said plainly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.config import ConfigError, PiBoard, SimulatedBoard, load
from edge.decode.radars import RadarKind
from edge.room_events import FullLuxNamed, WhitesNamed
from ward.rooms import RoomId

GOOD = """
room = "ash/04"
[broker]
url = "mqtt://ward:secret@broker.local:1884"
[board]
kind = "simulated"
socket = "board.sock"
radar = "radar"
badge = "/dev/badge"
[door]
port = 8184
[fitted]
cooling = false
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "node.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_one_file_says_all_that_a_simulated_node_needs(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert config.room == RoomId("ash", 4)
    broker = config.broker
    assert (broker.host, broker.port, broker.user) == ("broker.local", 1884, "ward")
    assert config.broker.password == "secret"  # noqa: S105 - not one
    assert isinstance(config.board, SimulatedBoard)
    assert config.board.socket == tmp_path / "board.sock"
    assert config.board.badge == Path("/dev/badge")
    assert config.door.host == "127.0.0.1"
    assert config.fitted.names == {"main_light", "night_light", "heating", "surface_probe"}
    assert config.colour.named == WhitesNamed(2700, 6500)


def test_a_raspberry_pi_needs_little_more_than_its_room_and_radar(tmp_path: Path) -> None:
    text = 'room = "oak/11"\n[board]\nkind = "raspberry-pi"\nradar = "/dev/ttyAMA0"\n'
    config = load(written(tmp_path, text))
    assert isinstance(config.board, PiBoard)
    assert config.board.i2c_bus == 1
    assert config.board.badge is None
    assert (config.broker.host, config.broker.port) == ("127.0.0.1", 1883)
    assert config.fitted.names == {
        "main_light", "night_light", "heating", "cooling", "surface_probe",
    }  # fmt: skip


def test_a_fitting_of_two_whites_is_named_as_its_label_has_them(tmp_path: Path) -> None:
    text = GOOD + "[colour]\nwarm_k = 3000\ncold_k = 5000\n"
    assert load(written(tmp_path, text)).colour.named == WhitesNamed(3000, 5000)
    lit = load(written(tmp_path, GOOD + "[light]\nmain_full_lux = 620\n")).light.named
    assert lit == FullLuxNamed(620, 15)


def test_a_radar_is_known_by_its_kind_and_its_line_by_the_kinds_speed(tmp_path: Path) -> None:
    assert load(written(tmp_path, GOOD)).board.baud == 115_200
    usual = load(written(tmp_path, with_radar('radar_kind = "ld6002"'))).board
    assert (usual.radar_kind, usual.baud) == (RadarKind.LD6002, 1_382_400)
    slower = 'radar_kind = "ld6002"\nradar_baud = 115200'
    assert load(written(tmp_path, with_radar(slower))).board.baud == 115_200
    on_a_pi = (
        'room = "oak/11"\n[board]\nkind = "raspberry-pi"\nradar = "r"\nradar_kind = "r60abd1"\n'
    )
    assert load(written(tmp_path, on_a_pi)).board.radar_kind is RadarKind.R60ABD1


def test_a_password_is_better_kept_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    config = load(written(tmp_path, GOOD.replace("[board]", 'password_file = "secret"\n[board]')))
    assert config.broker.password == "from the file"  # noqa: S105 - not one


def test_an_outbox_of_its_own_is_kept_beside_the_file_or_where_the_service_keeps_its_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    assert load(written(tmp_path, GOOD)).outbox.path == tmp_path / "outbox-ash-04.sqlite3"
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/attune:/elsewhere")
    kept = load(written(tmp_path, GOOD)).outbox.path
    assert kept == Path("/var/lib/attune/outbox-ash-04.sqlite3")
    named = GOOD + '[outbox]\npath = "mine.sqlite3"\n'
    assert load(written(tmp_path, named)).outbox.path == tmp_path / "mine.sqlite3"


def with_radar(line: str) -> str:
    return GOOD.replace('radar = "radar"', f'radar = "radar"\n{line}')


BOARD = 'kind = "simulated"\nsocket = "board.sock"\nradar = "radar"\nbadge = "/dev/badge"\n'
MISTAKES = {
    "no room": (GOOD.replace('room = "ash/04"', ""), "room is missing", "ash/04"),
    "a bad room": (GOOD.replace("ash/04", "Ash 4"), "room is 'Ash 4'", "ward/number"),
    "room as number": (GOOD.replace('"ash/04"', "4"), "room is 4", "ward/number"),
    "an unknown key": (GOOD + 'light = "on"\n', 'no key "fitted.light"', "night_light"),
    "an unknown part": (GOOD + "[extra]\n", 'no key "extra"', "broker, board"),
    "no board": (GOOD.replace("[board]\n" + BOARD, ""), "board is missing", "[board]"),
    "no kind": (GOOD.replace('kind = "simulated"\n', ""), "board.kind is missing", "raspberry-pi"),
    "an unknown kind": (GOOD.replace('"simulated"', '"arduino"'), "'arduino'", "raspberry-pi"),
    "no socket": (GOOD.replace('socket = "board.sock"\n', ""), "board.socket is missing", "sock"),
    "socket on a pi": (GOOD.replace('"simulated"', '"raspberry-pi"'), '"board.socket"', "i2c_bus"),
    "board as a word": ('room = "ash/04"\nboard = "pi"\n', "board is 'pi'", "[board]"),
    "no radar": (GOOD.replace('radar = "radar"\n', ""), "board.radar is missing", "serial port"),
    "an unknown radar": (with_radar('radar_kind = "ld2410"'), "'ld2410'", "ld6002"),
    "radar as number": (with_radar("radar_kind = 60"), "board.radar_kind is 60", "mr60bha2"),
    "radar too slow": (with_radar("radar_baud = 300"), "board.radar_baud is 300", "9600"),
    "radar's serial number": (with_radar('radar_serial = "a b"'), "board.radar_serial", "label"),
    "radar's speed in words": (with_radar('radar_baud = "fast"'), "board.radar_baud is 'f", "9600"),
    "badge as number": (GOOD.replace('"/dev/badge"', "7"), "board.badge is 7", "serial port"),
    "port too high": (GOOD.replace("8184", "70000"), "door.port is 70000", "1 to 65535"),
    "port as text": (GOOD.replace("8184", '"8184"'), "door.port is '8184'", "1 to 65535"),
    "port as truth": (GOOD.replace("8184", "true"), "door.port is True", "1 to 65535"),
    "a lamp of no lux": (
        GOOD + "[light]\nnight_full_lux = 0\n",
        "light.night_full_lux is 0",
        "2 to 60",
    ),
    "a white that is none": (
        GOOD + "[colour]\ncold_k = 65\n",
        "colour.cold_k is 65",
        "10000 kelvin",
    ),
    "two whites that are one": (
        GOOD + "[colour]\nwarm_k = 4000\ncold_k = 4000\n",
        "colour is",
        "500 K apart or more",
    ),
    "fitted as text": (GOOD.replace("false", '"no"'), "fitted.cooling is 'no'", "true or false"),
    "web address": (GOOD.replace("mqtt://", "http://"), "broker.url is 'http://", "mqtt://"),
    "broker port": (GOOD.replace("1884", "99999"), "broker.url is", "1 to 65535"),
    "no broker host": (GOOD.replace("ward:secret@broker.local:1884", ""), "broker.url", "mqtt://"),
    "door as list": (GOOD.replace("[door]", "[[door]]"), "door is [", "[door]"),
    "no such password": (
        GOOD.replace("[board]", 'password_file = "gone"\n[board]'),
        "broker.password_file is",
        "can be read",
    ),
    "outbox as a word": ('outbox = "here"\n' + GOOD, "outbox is 'here'", "[outbox]"),
    "outbox path": (GOOD + "[outbox]\npath = 7\n", "outbox.path is 7", "the file"),
    "outbox key": (GOOD + '[outbox]\nfile = "x"\n', 'no key "outbox.file"', "path"),
    "not toml": (GOOD + "what\n", "line ", "key = value"),
    "a doubled key": (GOOD + "cooling = true\n", "is not TOML", "key = value"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_names_file_key_what_was_found_and_what_was_expected(
    name: str, tmp_path: Path
) -> None:
    text, found, expected = MISTAKES[name]
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as refused:
        load(path)
    said = str(refused.value)
    assert said.startswith(f"{path}: ")
    assert found in said
    assert expected in said.split("expected", 1)[1]
    assert said.endswith(".")
    assert "\n" not in said


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.toml: cannot be read"):
        load(tmp_path / "gone.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_password_is_never_said_in_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load(written(tmp_path, GOOD.replace("1884", "99999")))
    assert "secret" not in str(refused.value)


def test_a_file_that_is_not_text_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="byte 0 is not UTF-8"):
        load(written(tmp_path, b"\xff\xfe"))


VALUES = st.one_of(
    st.integers(),
    st.booleans(),
    st.text(max_size=5),
    st.none(),
    st.lists(st.integers(), max_size=2),
)


@given(part=st.sampled_from(["room", "broker", "board", "door", "fitted"]), value=VALUES)
def test_whatever_stands_under_a_key_is_believed_or_refused_in_words(
    part: str, value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drawn = {None: '"?"'}.get(value) if value is None else repr(value).replace("'", '"').lower()
    lines = ['room = "ash/04"', 'board = {kind = "raspberry-pi", radar = "r"}']
    text = "\n".join([f"{part} = {drawn}", *(ln for ln in lines if not ln.startswith(part))])
    path = written(tmp_path_factory.mktemp("c"), text)
    assert believed_or_refused(path).startswith(("ash/04", f"{path}: "))


def believed_or_refused(path: Path) -> str:
    try:
        return str(load(path).room)
    except ConfigError as refused:
        return str(refused)
