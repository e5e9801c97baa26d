"""A program tells its supervisor that its loop turns: the loop itself does, and while it does."""

import asyncio
import socket
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from attune.living import SAYS_EVERY_S, Living
from edge.outside.clock import Clock
from edge.run import TICK_S, Running
from tests.edge.test_run import Broken
from tests.hub.shell import a_hub, until

pytestmark = pytest.mark.hazard("H-11")
DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture(params=["file", "abstract"])
def supervisor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    """Its socket, by the name that a program is told."""
    where = str(tmp_path / "notify")
    named, bound = (f"@{where}", f"\0{where}") if request.param == "abstract" else (where, where)
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(bound)
        listening.setblocking(False)
        yield named, listening


def heard(listening: socket.socket) -> list[bytes]:
    words = []
    while True:
        try:
            words.append(listening.recv(100))
        except BlockingIOError:
            return words


def test_the_first_turn_makes_it_ready_and_each_second_it_lives(
    supervisor: tuple[str, socket.socket],
) -> None:
    named, listening = supervisor
    turns_s = iter((0.0, 0.25, SAYS_EVERY_S - 0.01, SAYS_EVERY_S, 1.9, 2.0))
    living = Living({"NOTIFY_SOCKET": named}, lambda: next(turns_s))
    for _ in range(6):
        living()
    assert heard(listening) == [b"READY=1\nWATCHDOG=1", b"WATCHDOG=1", b"WATCHDOG=1"]


def test_where_nobody_supervises_nothing_happens() -> None:
    Living({})()
    Living({"NOTIFY_SOCKET": ""})()


def test_a_supervisor_that_is_not_there_ends_nothing_and_is_told_once_it_is(tmp_path: Path) -> None:
    where = str(tmp_path / "late")
    living = Living({"NOTIFY_SOCKET": where})
    living()
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(where)
        listening.setblocking(False)
        living()
        assert heard(listening) == [b"READY=1\nWATCHDOG=1"]


def test_a_supervisor_that_does_not_listen_makes_nobody_wait(tmp_path: Path) -> None:
    where, at_s = str(tmp_path / "deaf"), 0.0
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(where)
        living = Living({"NOTIFY_SOCKET": where}, lambda: at_s)
        for _ in range(5000):  # far more than its queue holds
            at_s += SAYS_EVERY_S
            living()


class Sound(Broken):
    """A node that is well."""

    def tick(self, now: Any) -> tuple[()]:
        return ()


def turns(node: Broken) -> int:
    """How often the node's loop said that it lives, in some turns of it."""
    said: list[None] = []

    async def story() -> None:
        wires: Any = node
        running = Running(wires, Clock(), wires, wires, alive=lambda: said.append(None))
        ticking = asyncio.create_task(running.tick())
        await asyncio.wait([ticking], timeout=4 * TICK_S)
        ticking.cancel()
        if running.broken.done():
            running.broken.exception()

    asyncio.run(story())
    return len(said)


def test_the_nodes_loop_says_so_itself_and_not_after_a_turn_that_failed() -> None:
    assert turns(Sound()) >= 2
    assert turns(Broken()) == 0


def test_the_hubs_loop_says_so_itself_and_not_after_a_turn_that_failed(tmp_path: Path) -> None:
    said: list[None] = []

    async def story() -> None:
        async with a_hub(tmp_path) as hub:
            hub.carrier._alive = lambda: said.append(None)
            await until(lambda: len(said) >= 2)
            hub.round.tick_fails = True
            before = len(said)
            await until(lambda: hub.carrier.counters().get("ticks that failed", 0) >= 2)
            assert len(said) <= before + 1

    asyncio.run(story())


@pytest.mark.parametrize("program", ["node", "hub"])
def test_its_service_is_ended_when_it_hangs_and_begun_anew_for_ever(program: str) -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / f"attune-{program}.service")
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert 3 * SAYS_EVERY_S < float(service["WatchdogSec"]) <= 30
    assert service["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert service["ExecStart"].split()[-2] == program
