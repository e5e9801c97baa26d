"""What is measured: the hub as it is deployed, and the naive baseline, each on its own core."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.outside.store import Store
from hub.rooms.facts import Authorised, EpisodeBegan
from tests.bench.wire import rooms
from tests.brokers import free_port
from ward.authority import Authority
from ward.care import Authorisation, Person, Plan

READY_WITHIN_S = 30


@contextmanager
def the_hub(folder: Path, port: int, number: int) -> Iterator[int]:
    """The real program with the real panel, everybody in an authorised episode; its process id."""
    _confine_everybody(folder / "store.sqlite3", number)
    names = ", ".join(f'"{room}"' for room in rooms(number))
    config = folder / "hub.toml"
    config.write_text(
        f'[site]\nrooms = [{names}]\n[broker]\nurl = "mqtt://127.0.0.1:{port}"\n'
        f"[panel]\nport = {free_port()}\n"
    )
    command = [sys.executable, "-m", "attune", "hub", str(config)]
    with _running(command, folder / "hub.log") as process:
        yield process.pid


@contextmanager
def the_baseline(folder: Path, port: int, _number: int) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.naive", str(port), str(folder / "said.sqlite3")]
    with _running(command, folder / "naive.log") as process:
        yield process.pid


SUBJECTS = {"hub": the_hub, "naive": the_baseline}


@contextmanager
def _running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        _to_itself(process.pid)
        try:
            yield process
        finally:
            process.kill()


def _to_itself(pid: int) -> None:
    """The last core for it alone, as far as that is ours to say; the others for everything else."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(pid, cores[-1:])


def _confine_everybody(path: Path, number: int) -> None:
    now = datetime.now(UTC)
    plan = Plan(every_min=240, authority=Authority.LOCAL, source="bench", set_by="b", set_at=now)
    given = Authorisation(by="bench", why="measured", until=now + timedelta(days=1))
    store = Store(path)
    for room in rooms(number):
        person = Person(ref=room.slug, initials="A.B.")
        began = EpisodeBegan(
            room=room,
            at=now,
            id=room.slug,
            person=person,
            plan=plan,
            decided_by="bench",
            why="measured",
            watch_since=now,
        )
        store.commit([began, Authorised(room=room, at=now, authorisation=given)], [])
    store.close()
