"""A simulated ward as real processes: started by the command, watched through its own pages."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil

from attune.ward_files import PINS
from tests.conftest import where_shared

READY_WITHIN_S = 60.0
STOPS_WITHIN_S = 20.0
FIRST_PORT, LAST_PORT = 20_000, 29_000
T = TypeVar("T")


class RunningWard:
    """One `attune run`. ``port`` is the panel's; the doors are the four after it."""

    def __init__(self, home: Path, port: int, process: "subprocess.Popen[str]", log: Path) -> None:
        self.home, self.port, self.process, self.log = home, port, process, log

    # -- what it shows

    def get(self, path: str) -> Any:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}").raise_for_status().json()

    def rooms(self) -> list[dict[str, Any]]:
        rooms = self.get("/api/v1/rooms")
        assert isinstance(rooms, list)
        return rooms

    def room(self, name: str) -> dict[str, Any]:
        (found,) = [room for room in self.rooms() if room["name"] == name]
        return found

    def temperature(self, name: str) -> float:
        (found,) = [
            reading["value"]
            for reading in self.room(name)["readings"]
            if (reading["quantity"], reading["sensor"]) == ("temperature", "sht4x")
        ]
        return float(found)

    def alarms(self, name: str) -> set[str]:
        return {alarm["condition"] for alarm in self.room(name)["alarms"]}

    # -- what people do

    def post(self, path: str, body: dict[str, Any]) -> None:
        signed = {"by": "K.O.", "pin": PINS["st-03"], **body}
        answer = httpx.post(f"http://127.0.0.1:{self.port}/api/v1/rooms/{path}", json=signed)
        assert answer.is_success, answer.text

    def sim(self, room: str, do: str, **how: Any) -> dict[str, Any]:
        """Reach behind the wires."""
        with closing(socket.socket(socket.AF_UNIX)) as control:
            control.settimeout(5)
            control.connect(str(self.home / "sim" / "control.sock"))
            control.sendall(json.dumps({"room": room, "do": do, **how}).encode() + b"\n")
            with control.makefile("r", encoding="utf-8") as answers:
                answer = json.loads(answers.readline())
        assert "error" not in answer, answer
        return dict(answer)

    # -- its processes

    def processes(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def program(self, *words: str) -> psutil.Process:
        """The one process of this ward whose command line holds these words."""
        (found,) = [process for process in self.processes() if says_all(process, words)]
        return found

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOPS_WITHIN_S)


def says_all(process: psutil.Process, words: tuple[str, ...]) -> bool:
    """Whether it lives and its command line holds these words; one that just ended does not."""
    try:
        said = process.cmdline()
    except psutil.Error:
        return False
    return all(any(word in part for part in said) for word in words)


def until(true: Callable[[], T], within_s: float, what: str = "", *, every_s: float = 0.2) -> T:
    """Ask again until it is so; fails, with what it was last, when time is over."""
    end = time.monotonic() + within_s
    while True:
        try:
            found = true()
            last = repr(found)
            if found:
                return found
        except (OSError, ValueError, httpx.HTTPError, psutil.Error) as why:
            last = repr(why)
        assert time.monotonic() < end, f"not within {within_s} s: {what} {last[:2000]}"
        time.sleep(every_s)


@contextmanager
def ward_running(home: Path, *, broker: str | None = None) -> Iterator[RunningWard]:
    """The command, from when every room is heard until it is stopped."""
    port, log = five_free_ports(), home.with_suffix(".log")
    options = ["--home", str(home), "--port", str(port)]
    options += ["--broker", broker] if broker else []
    with log.open("a", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "attune", "run", *options],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "ATTUNE_SHARED": str(where_shared())},
        )
    ward = RunningWard(home, port, process, log)
    try:
        until(lambda: heard(ward), READY_WITHIN_S, log.read_text(encoding="utf-8")[-1500:])
        yield ward
    finally:
        if process.poll() is None:
            ward.stop()


def heard(ward: RunningWard) -> bool:
    """Whether four rooms have fresh readings."""
    assert ward.process.poll() is None, ward.log.read_text(encoding="utf-8")[-3000:]
    rooms = ward.rooms()
    ages = [min(r["age_s"] for r in room["readings"]) for room in rooms if room["readings"]]
    return len(ages) == 4 and max(ages) < 10


def five_free_ports() -> int:
    """The first of five in a row that were free a moment ago."""
    for first in range(FIRST_PORT + os.getpid() % 800 * 10, LAST_PORT, 10):
        if all(_free(first + more) for more in range(5)):
            return first
    raise AssertionError("no five free ports in a row")


def _free(port: int) -> bool:
    with closing(socket.socket()) as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
