"""One simulated room as a process of its own, and a hand behind its wires."""

import asyncio
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from edge.events import Event

ROOM = "ash/04"

_SIM = """
home = "sim"
control = "sim/control.sock"
[[room]]
name = "ash/04"
body = "synthetic"
staff = "never"
radar = "{radar}"
door_url = "{door_url}"
"""

E = TypeVar("E")


class Sim:
    """A running simulator; ``act`` does what its control socket allows."""

    def __init__(
        self, home: Path, door_url: str = "http://127.0.0.1:9", radar: str = "mr60bha2"
    ) -> None:
        self.home = home
        self._config = home / "sim.toml"
        self._config.write_text(_SIM.format(door_url=door_url, radar=radar), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def room(self) -> Path:
        return self.home / "sim" / "ash-04"

    def start(self) -> None:
        command = [sys.executable, "-m", "firmware_sim", str(self._config)]
        with (self.home / "sim.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + 20
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.home / "sim.log").read_text())
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)

    def act(self, do: str, **how: object) -> dict[str, Any]:
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(5)
            control.connect(str(self.home / "sim" / "control.sock"))
            control.sendall(json.dumps({"room": ROOM, "do": do, **how}).encode() + b"\n")
            answer: dict[str, Any] = json.loads(control.makefile("rb").readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer

    def _answers(self) -> bool:
        try:
            return bool(self.act("state"))
        except (OSError, ValueError):
            return False


@contextmanager
def simulated(door_url: str = "http://127.0.0.1:9", radar: str = "mr60bha2") -> Iterator[Sim]:
    """A room; its folder has a short name because a socket's path may not be long."""
    home = Path(tempfile.mkdtemp(prefix="w"))
    sim = Sim(home, door_url, radar)
    try:
        sim.start()
        yield sim
    finally:
        sim.stop()
        shutil.rmtree(home)


async def until(so: Callable[[], object], within_s: float = 10.0) -> None:
    """Wait for it to be so. Fails when it is not in time."""
    deadline = time.monotonic() + within_s
    while not so():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        await asyncio.sleep(0.01)


def of(kind: type[E], heard: list[Event]) -> list[E]:
    return [event for event in heard if isinstance(event, kind)]
