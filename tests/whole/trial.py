"""A ward under trial as real processes: mosquitto, the hub as it is deployed, a farm of nodes."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from attune import first_pins
from tests.brokers import AS_DEPLOYED, Outage, free_port
from tests.farm.__main__ import rooms
from tests.farm.compared import Compared, compare
from tests.farm.program import FarmProgram
from tests.farm.truth import Owed, read_truth
from tests.whole.running import until

READY_WITHIN_S = 60.0
ENDS_WITHIN_S = 20.0
SETTLES_WITHIN_S = 90.0
LOOKS_EVERY_S = 0.5
STAFF = """
[[site.staff]]
ref = "st-01"
initials = "M.T."
role = "nurse"
badge = "04A1B2C3"

[[site.staff]]
ref = "st-03"
initials = "K.O."
role = "nurse in charge"
badge = "0411223344"
"""
PINS = {"st-01": "1379", "st-03": "2580"}
SIGNED = {"by": "K.O.", "pin": PINS["st-03"]}


class HubProgram:
    """`attune hub`, started and started again over the same store."""

    def __init__(
        self, home: Path, broker: str, room_names: Sequence[str], *, more: str = ""
    ) -> None:
        self.home, self.port = home, free_port()
        self.store = home / "store.sqlite3"
        self.log = home / "hub.log"
        self._config = home / "hub.toml"
        self._rooms = room_names
        self._process: subprocess.Popen[bytes] | None = None
        self._web = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        names = ", ".join(f'"{name}"' for name in room_names)
        home.mkdir(parents=True, exist_ok=True)
        self._config.write_text(
            f"[site]\nrooms = [{names}]\n{STAFF}\n"
            f'[broker]\nurl = "{broker}"\n[panel]\nport = {self.port}\n{more}',
            encoding="utf-8",
        )
        first_pins.give(self._config, PINS)

    # -- its process

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise RuntimeError("the hub was not started")
        return self._process

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, *instead: str) -> None:
        """Begin; ``instead`` is what Python is to run with the configuration's name."""
        program = instead or ("-m", "attune", "hub")
        command = [sys.executable, *program, str(self._config)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """As a supervisor does; the exit code."""
        self.process.terminate()
        return self.process.wait(ENDS_WITHIN_S)

    def suspend(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def said(self) -> str:
        """Its log, the end of it."""
        return self.log.read_text(encoding="utf-8")[-3000:]

    # -- what it shows

    def get(self, path: str) -> Any:
        return self._web.get(path).raise_for_status().json()

    def health(self) -> dict[str, Any]:
        return dict(self.get("/api/v1/health"))

    def rooms(self) -> list[dict[str, Any]]:
        return list(self.get("/api/v1/rooms"))

    def room(self, name: str) -> dict[str, Any]:
        return dict(self.get(f"/api/v1/rooms/{name}"))

    def alarms(self, name: str) -> set[str]:
        return {alarm["condition"] for alarm in self.room(name)["alarms"]}

    def post(self, path: str, body: dict[str, Any]) -> None:
        answer = self.try_to_post(path, body)
        assert answer.is_success, answer.text

    def try_to_post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self._web.post(f"/api/v1/rooms/{path}", json=SIGNED | body)

    def on_the_wire(self) -> bool:
        """Whether it is there and has the broker; raises while it does not answer."""
        assert self.alive, f"the hub has ended: {self.said()}"
        return bool(self.health()["broker_connected"])

    def hears_all(self) -> bool:
        """Whether every room was heard within the last few seconds."""
        assert self.alive, f"the hub has ended: {self.said()}"
        return all(room["heard"] for room in self.rooms())

    def wait_until_ready(self) -> None:
        until(self.on_the_wire, READY_WITHIN_S, "the hub on the wire")

    def close(self) -> None:
        self._web.close()
        if self.alive:
            self.kill()


class Trial:
    """One ward: what it consists of, and what is asked of all of it."""

    def __init__(
        self, folder: Path, number: int, rate: float, told: Mapping[str, str] = AS_DEPLOYED
    ) -> None:
        self.folder = folder
        self.names = [str(room) for room in rooms(number)]
        self.broker = Outage("mosquitto", folder, told)
        self.hub = HubProgram(folder / "hub", self.broker.url, self.names)
        self.farm = FarmProgram(folder / "farm", self.broker.port, rooms=number, rate=rate)

    def confine_everybody(self) -> None:
        """With vital signs authorised, so that rates are charted."""
        for name in self.names:
            self.hub.post(
                f"{name}/episode",
                {
                    "person_ref": name.replace("/", "-"),
                    "initials": "A.B.",
                    "every_min": 240,
                    "authority": "local",
                    "source": "trial",
                    "why": "trial",
                },
            )
            asked = {"why": "trial", "view": "trial", "capacity": "trial"}
            self.hub.post(f"{name}/authorisation", asked)

    def lost_nothing(self, spared: Callable[[Owed], bool] = lambda _: False) -> Compared:
        """Whatever was said is stored, each once and word for word; then they talk again."""
        self.farm.tell("quiet")
        found = self._compared(spared)
        end = time.monotonic() + SETTLES_WITHIN_S
        while found.wrong and time.monotonic() < end:
            time.sleep(LOOKS_EVERY_S)
            found = self._compared(spared)
        assert not found.wrong, found.wrong
        self.farm.tell("talk")
        return found

    def owes_nothing(self) -> None:
        """Every receipt has come, and nothing had to be given up."""
        report = self.farm.settle(SETTLES_WITHIN_S)
        assert report["lost"] == 0, report

    def _compared(self, spared: Callable[[Owed], bool]) -> Compared:
        copy = copied(self.hub.store, self.folder / "copy")
        return compare(read_truth(self.farm.truth), copy, spared)


def verified(store: Path) -> None:
    """By `attune journal verify`: no entry was changed, and what was kept to start sooner fits."""
    command = [sys.executable, "-m", "attune", "journal", "verify", str(store)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def copied(store: Path, to: Path) -> Path:
    """The store as it is at this moment, though a hub has it open, and what lies beside it."""
    shutil.rmtree(to, ignore_errors=True)
    passing = (store.name, f"{store.name}-*", f"{store.name}.lock", "*.log")
    shutil.copytree(store.parent, to, ignore=shutil.ignore_patterns(*passing))
    with (
        closing(sqlite3.connect(store)) as whole,
        closing(sqlite3.connect(to / store.name)) as copy,
    ):
        whole.backup(copy)
    return to / store.name


@contextmanager
def trial_running(
    folder: Path,
    *,
    number: int = 12,
    rate: float = 60,
    told: Mapping[str, str] = AS_DEPLOYED,
) -> Iterator[Trial]:
    """Everybody confined, every room heard, and at full rate."""
    trial = Trial(folder, number, rate, told)
    with ExitStack() as ends:
        ends.callback(trial.broker.take_away)
        trial.broker.give()
        ends.callback(trial.farm.close)
        trial.farm.start()
        ends.callback(trial.hub.close)
        trial.hub.start()
        trial.hub.wait_until_ready()
        trial.confine_everybody()
        until(trial.hub.hears_all, READY_WITHIN_S, "every room heard")
        yield trial
