"""One room as real processes: simulator, mosquitto, `attune node` and `attune hub`."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from hub.rooms.facts import Observed
from tests.brokers import Outage, free_port
from tests.edge.simulated import ROOM, Sim, simulated
from tests.farm.compared import facts_of
from tests.whole.running import until
from tests.whole.trial import READY_WITHIN_S, HubProgram, copied

SEEN = {
    "awareness": "awake",
    "breathing": "easy",
    "colour": "usual",
    "position": "sitting",
    "could_end": "not-yet",
}


class NodeProgram:
    """`attune node`, started and started again over the same outbox."""

    def __init__(self, sim: Sim, broker: str, outbox: Path, door: int) -> None:
        self.log = sim.home / "node.log"
        self._config = sim.home / "node.toml"
        self._process: subprocess.Popen[bytes] | None = None
        self._door = httpx.Client(base_url=f"http://127.0.0.1:{door}", timeout=10)
        self._config.write_text(
            f'room = "{ROOM}"\n[broker]\nurl = "{broker}"\n'
            '[board]\nkind = "simulated"\nsocket = "sim/ash-04/board.sock"\n'
            'radar = "sim/ash-04/radar"\nbadge = "sim/ash-04/badge"\n'
            f'[door]\nport = {door}\n[outbox]\npath = "{outbox}"\n',
            encoding="utf-8",
        )

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "attune", "node", str(self._config)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until(self.door, READY_WITHIN_S, "the node's own door")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self._door.close()
        self.kill()

    def door(self) -> dict[str, Any]:
        """What the door unit shows. Fails with the node's own words when it has ended."""
        if self._process is not None and self._process.poll() is not None:
            raise AssertionError(f"the node has ended: {self.log.read_text()[-3000:]}")
        return dict(self._door.get("/api/v1/door").raise_for_status().json())

    def faults(self) -> str:
        return "; ".join(self.door()["faults"])

    def record(self, words: str) -> None:
        """Somebody fills in the form at the door, until it says that it is recorded."""
        answer = self._door.post(
            "/observations", data={**SEEN, "said": words}, follow_redirects=True
        )
        assert answer.is_success, answer.text
        assert str(answer.url).endswith("/recorded"), answer.url


class OneRoom:
    """The four programs, and what the hub stored."""

    def __init__(self, folder: Path, sim: Sim, door: int, outbox: Path) -> None:
        self.folder = folder
        self.broker = Outage("mosquitto", folder)
        self.hub = HubProgram(folder / "hub", self.broker.url, [ROOM])
        self.node = NodeProgram(sim, self.broker.url, outbox, door)

    def observed(self, words: str) -> int:
        """How often an observation with these words is stored."""
        facts = facts_of(copied(self.hub.store, self.folder / "copy"))
        seen = [fact.observation for fact in facts if isinstance(fact, Observed)]
        return sum(one.content.said == words for one in seen)


@contextmanager
def one_room(folder: Path, outbox: Path) -> Iterator[OneRoom]:
    """All of it running, and the room heard."""
    door = free_port()
    with ExitStack() as ends:
        sim = ends.enter_context(simulated(f"http://127.0.0.1:{door}"))
        room = OneRoom(folder, sim, door, outbox)
        ends.callback(room.broker.take_away)
        room.broker.give()
        ends.callback(room.hub.close)
        room.hub.start()
        room.hub.wait_until_ready()
        ends.callback(room.node.close)
        room.node.start()
        until(room.hub.hears_all, READY_WITHIN_S, "the room heard")
        yield room
