"""What is measured: the hub as it is deployed, and two naive scripts, each on its own core."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from hub.outside.store import Store
from hub.rooms.episode_facts import Authorised, EpisodeBegan
from hub.rooms.facts import AnyFact
from tests.bench.machine import alone
from tests.bench.wire import rooms
from tests.brokers import free_port
from ward.authority import Authority
from ward.care import Authorisation, Person, Plan
from ward.rooms import RoomId

Environment = dict[str, str] | None
Running = AbstractContextManager["subprocess.Popen[bytes]"]

STORE, SAID, STEPS = "store.sqlite3", "said.sqlite3", "steps.jsonl"
AS_DEPLOYED = ("-m", "attune", "hub")
TRACED = ("-m", "tests.bench.traced")


@contextmanager
def the_hub(
    folder: Path,
    port: int,
    number: int,
    environment: Environment = None,
    program: Sequence[str] = AS_DEPLOYED,
) -> Iterator["subprocess.Popen[bytes]"]:
    """The real program with the real panel, everybody in an authorised episode."""
    _confine_everybody(folder / STORE, number)
    names = ", ".join(f'"{room}"' for room in rooms(number))
    config = folder / "hub.toml"
    config.write_text(
        f'[site]\nrooms = [{names}]\n[broker]\nurl = "mqtt://127.0.0.1:{port}"\n'
        f"[panel]\nport = {free_port()}\n"
    )
    command = [sys.executable, *program, str(config)]
    with _running(command, folder / "hub.log", environment) as process:
        yield process


def _naive(how: str) -> "Callable[[Path, int, int, Environment], Running]":
    @contextmanager
    def script(
        folder: Path, port: int, _number: int, environment: Environment = None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-m", "tests.bench.naive", str(port), str(folder / SAID), how]
        with _running(command, folder / "naive.log", environment) as process:
            yield process

    return script


SUBJECTS: "dict[str, Callable[[Path, int, int, Environment], Running]]" = {
    "hub": the_hub,
    "naive": _naive("each"),
    "batch": _naive("batch"),
}
WATCHED_SUBJECTS = {**SUBJECTS, "traced": partial(the_hub, program=TRACED)}


@contextmanager
def _running(
    command: list[str], log: Path, environment: Environment
) -> Iterator["subprocess.Popen[bytes]"]:
    env = {**os.environ, **(environment or {})}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=out, env=env) as process,
    ):
        alone(process.pid)
        try:
            yield process
        finally:
            process.kill()


def _confine_everybody(path: Path, number: int) -> None:
    now = datetime.now(UTC)
    store = Store(path)
    store.commit([fact for room in rooms(number) for fact in _confined(room, now)], [])
    store.close()


def _confined(room: RoomId, now: datetime) -> tuple[AnyFact, AnyFact]:
    plan = Plan(every_min=240, authority=Authority.LOCAL, source="bench", set_by="b", set_at=now)
    given = Authorisation(by="bench", why="measured", until=now + timedelta(days=1))
    began = EpisodeBegan(
        room=room,
        at=now,
        id=room.slug,
        person=Person(ref=room.slug, initials="A.B."),
        plan=plan,
        decided_by="bench",
        why="measured",
        watch_since=now,
    )
    return began, Authorised(room=room, at=now, authorisation=given)
