"""The simulator as a program: its sockets and terminals, with makers' drivers at the other end."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import adafruit_mcp4728
import adafruit_sht4x
import pytest
import serial
from adafruit_ads1x15 import AnalogIn
from adafruit_ads1x15.ads1115 import ADS1115
from adafruit_pn532.uart import PN532_UART

from firmware_sim.config import ConfigError
from firmware_sim.run import main, refuse_second

PATIENCE_S = 15.0


def until(what, patience_s=PATIENCE_S):
    """Ask again until it is so; fail when it does not come to be."""
    give_up = time.monotonic() + patience_s
    while time.monotonic() < give_up:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come to be")


class Lines:
    """One end of a socket that speaks in JSON lines."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(PATIENCE_S)
        self._socket.connect(str(path))
        self._file = self._socket.makefile("rwb")

    def say(self, **said):
        self._file.write(json.dumps(said).encode() + b"\n")
        self._file.flush()

    def hear(self):
        """The next line, or None when they have hung up."""
        try:
            line = self._file.readline()
        except ConnectionError:
            return None
        return json.loads(line) if line else None

    def ask(self, **said):
        with suppress(ConnectionError):
            self.say(**said)
        return self.hear()

    def close(self):
        with suppress(ConnectionError):
            self._file.close()
        self._socket.close()


class NodesBus:
    """An I2C bus over the board's socket; keeps what else was said meanwhile."""

    def __init__(self, lines):
        self.lines, self.meanwhile, self._number = lines, [], 0

    def try_lock(self):
        return True

    def unlock(self):
        pass

    def _transact(self, address, write, read):
        self._number += 1
        self.lines.say(id=self._number, i2c=address, write=bytes(write).hex(), read=read)
        while (answer := self.lines.hear()).get("id") != self._number:
            self.meanwhile.append(answer)
        if answer.get("nack"):
            raise OSError("not acknowledged")
        return bytes.fromhex(answer["data"])

    def writeto(self, address, buffer, *, start=0, end=None):
        self._transact(address, buffer[start:end], 0)

    def readfrom_into(self, address, buffer, *, start=0, end=None):
        end = len(buffer) if end is None else end
        buffer[start:end] = self._transact(address, b"", end - start)

    def writeto_then_readfrom(
        self, address, out, into, *, out_start=0, out_end=None, in_start=0, in_end=None
    ):
        in_end = len(into) if in_end is None else in_end
        into[in_start:in_end] = self._transact(address, out[out_start:out_end], in_end - in_start)


@pytest.fixture
def door_unit():
    """A stand-in for the door unit's page, which keeps the forms it gets."""
    forms = []

    class Page(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            forms.append((self.path, parse_qs(self.rfile.read(length).decode())))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", forms
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def home():
    """A folder with a short path: a socket's may not be long."""
    with tempfile.TemporaryDirectory(prefix="sim") as folder:
        yield Path(folder)


@pytest.fixture
def dial(home):
    """Connect to one of the simulator's sockets; all are hung up after the test."""
    with ExitStack() as open_lines:

        def connect(*path):
            lines = Lines(home.joinpath("sim", *path))
            open_lines.callback(lines.close)
            return lines

        yield connect


@pytest.fixture
def simulator(home, door_unit):
    """Two rooms simulated by the real program."""
    config = home / "sim.toml"
    config.write_text(
        f'[[room]]\nname = "ash/01"\nstaff = "never"\ndoor_url = "{door_unit[0]}"\n'
        '[[room]]\nname = "ash/02"\nbody = "nobody"\nstaff = "never"\n'
        'door_url = "http://127.0.0.1:9"\n'
    )
    program = subprocess.Popen(
        [sys.executable, "-m", "firmware_sim", str(config)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    try:
        until((home / "sim" / "control.sock").exists)
        yield program
    finally:
        program.kill()
        program.communicate()


def test_a_node_finds_everything_at_the_other_end_of_its_wires(simulator, home, dial, door_unit):
    folder = home / "sim" / "ash-01"
    control, node = dial("control.sock"), dial("ash-01", "board.sock")
    assert node.hear() == {"hello": {"board": "simulated", "about": "synthetic body"}}
    assert {node.hear()["pin"] for _ in range(11)} == {5, 6, 13, 19, 26, 21, 20, 17, 27, 22, 23}
    the_chips_answer(NodesBus(node), control)
    the_radar_speaks(folder / "radar")
    a_badge_is_read(folder / "badge", control)
    a_visit_reaches_the_door_unit(control, node, door_unit[1])
    node.say(pin=24, level=1)
    until(lambda: control.ask(room="ash/01", do="state")["heating"])
    assert control.ask(room="ash/02", do="state")["heating"] is False


def the_chips_answer(bus, control):
    state = control.ask(room="ash/01", do="state")
    temperature, humidity = adafruit_sht4x.SHT4x(bus).measurements
    assert temperature == pytest.approx(state["temperature_c"], abs=0.5)
    assert humidity == pytest.approx(state["humidity_pct"], abs=2)
    sound = AnalogIn(ADS1115(bus), 0).voltage
    assert 0.6 <= sound <= 2.6
    lights = adafruit_mcp4728.MCP4728(bus)
    lights.channel_a.raw_value = 4095
    assert control.ask(room="ash/01", do="state")["main_light"] == 1
    assert control.ask(room="ash/01", do="lose", device="sht4x") == {"ok": True}
    with pytest.raises(ValueError, match="No I2C device"):
        adafruit_sht4x.SHT4x(bus)
    assert control.ask(room="ash/01", do="mend", device="sht4x") == {"ok": True}


def the_radar_speaks(path):
    with serial.Serial(str(path), 115200, timeout=PATIENCE_S) as port:
        heard = port.read(400)
    assert b"\x00\x0c\x0a\x13" in heard  # twelve bytes of phases
    assert b"\x00\x01\x0f\x09" in heard  # presence


def a_badge_is_read(path, control):
    with serial.Serial(str(path), 115200, timeout=0.2) as port:
        reader = PN532_UART(port)
        reader.SAM_configuration()
        assert reader.firmware_version == (0x32, 1, 6, 7)
        assert reader.read_passive_target(timeout=0.2) is None
        assert control.ask(room="ash/01", do="badge", badge="04A2B3C4") == {"ok": True}
        uid = until(lambda: reader.read_passive_target(timeout=0.5), 3)
        assert uid == bytes.fromhex("04A2B3C4")


def a_visit_reaches_the_door_unit(control, node, forms):
    asked = control.ask(room="ash/01", do="visit", badge="04A2B3C4", stay_s=1, form=True)
    assert asked == {"ok": True}
    came, went = {"pin": 19, "level": 1}, {"pin": 19, "level": 0}
    until(lambda: node.hear() == came)
    until(lambda: node.hear() == went)
    path, form = until(lambda: forms)[0]
    assert path == "/observations"
    assert {"awareness", "breathing", "colour", "position", "mood", "could_end"} <= set(form)


def test_a_new_node_replaces_the_old_one(simulator, dial):
    old = dial("ash-01", "board.sock")
    assert "hello" in old.hear()
    new = dial("ash-01", "board.sock")
    assert "hello" in new.hear()
    while old.hear() is not None:
        pass  # what was said before is still read, then comes the end
    new.say(id=1, i2c=96, write="", read=24)
    while (answer := new.hear()).get("id") != 1:
        pass
    assert answer["data"].startswith("c0")


def test_a_line_that_is_too_long_ends_the_connection_and_nothing_else(simulator, dial):
    assert dial("control.sock").ask(room="x" * 9000, do="state") is None
    assert dial("control.sock").ask(room="ash/01", do="state")["ok"]


def test_a_form_that_cannot_be_sent_is_a_line_in_the_log(simulator, dial):
    control = dial("control.sock")
    control.ask(room="ash/02", do="visit", badge="04A2B3C4", stay_s=0.2)
    line = until(lambda: next((said for said in simulator.stdout if "could not" in said), None))
    assert "ash/02" in line
    assert control.ask(room="ash/02", do="state")["ok"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_and_leaves_nothing_behind(simulator, home, dial, how):
    dial("ash-01", "board.sock")
    simulator.send_signal(how)
    assert simulator.wait(PATIENCE_S) == 0
    left = [path for path in (home / "sim").rglob("*") if not path.is_dir()]
    assert left == []


def test_a_second_simulator_is_refused_in_a_sentence(simulator, home):
    with pytest.raises(ConfigError, match="another simulator is already running"):
        refuse_second(home / "sim.toml", home / "sim" / "control.sock")


def test_what_a_dead_simulator_left_is_replaced(home):
    control = home / "control.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(control))
    refuse_second(home / "sim.toml", control)


def test_a_bad_configuration_is_a_status_and_a_sentence(home, capsys):
    (home / "sim.toml").write_text("room = 3")
    assert main(home / "sim.toml") == 2
    assert "expected one [[room]] table" in capsys.readouterr().err


def test_four_rooms_take_little_of_a_core(home, door_unit):
    config = home / "sim.toml"
    config.write_text(
        "".join(f'[[room]]\nname = "ash/0{i}"\ndoor_url = "{door_unit[0]}"\n' for i in range(1, 5))
    )
    program = subprocess.Popen(
        [sys.executable, "-m", "firmware_sim", str(config)],
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
    )
    try:
        until((home / "sim" / "control.sock").exists)
        began, spent = time.monotonic(), cpu_s(program.pid)
        until(lambda: time.monotonic() - began > 4)
        share = (cpu_s(program.pid) - spent) / (time.monotonic() - began)
    finally:
        program.kill()
        program.wait()
    assert share < 0.15


def cpu_s(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
