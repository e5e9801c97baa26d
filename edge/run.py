"""The node's shell: everything opened, one loop, one clock, and what follows carried out."""

import asyncio
import logging
import secrets
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge.config import ConfigError, NodeConfig, load
from edge.door.server import DoorServer
from edge.door_view import DoorView
from edge.events import (
    AskRadar,
    Counted,
    Event,
    Follows,
    Positions,
    Recorded,
    Remember,
    Send,
    Settle,
    SetWritten,
    Store,
    TryLine,
)
from edge.node import Node
from edge.outside.clock import Clock
from edge.outside.hardware import Hardware, open_hardware, radar_on
from edge.outside.mqtt import Wire
from edge.outside.outbox_file import InUseError
from edge.outside.spool import Spool
from edge.sense.fitted import bedside_under
from ward.topics import node_listens

VERSION = "0.1.0"
TICK_S = 0.25
BAD_CONFIGURATION = 2
SERVER_ENDS_WITHIN_S = 3
NOT_A_MEDICAL_DEVICE = "Attune is not a certified medical device. It does not replace going to look"

log = logging.getLogger("edge")


class Running:
    """The pure node between its wires: fed on the loop, one event at a time.

    Surprising: a node that raises ends the program. It is wrong about itself then, and is
    started again by whoever supervises it; ``broken`` carries what it raised.
    """

    def __init__(
        self,
        node: Node,
        clock: Clock,
        wire: Wire,
        hardware: Hardware,
        spool: Spool | None = None,
        *,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        """``alive`` is told at each turn of the loop that came to its end."""
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._node, self._clock = node, clock
        self._wire, self._hardware, self._spool = wire, hardware, spool
        self._alive, self._counted = alive, dict[str, int]()

    def view(self) -> DoorView:
        return self._node.door(self._clock.now())

    def happened(self, event: Event) -> tuple[Follows, ...]:
        """Feed it, do what follows, and say what that was."""
        try:
            follows = self._node.feed(event, self._clock.now())
            self._carry_out(follows)
        except Exception as wrong:
            self._breaks(wrong)
            raise
        return follows

    def say(self, event: Event) -> None:
        """As ``happened``, for wires that want no answer and may speak while all is ending."""
        if not self.broken.done():
            self.happened(event)

    async def tick(self) -> None:
        """Let time pass, four times a second, until cancelled or broken."""
        while not self.broken.done():
            try:
                self._wire.check()
                self._hardware.poll()
                self._listen()
                self._carry_out(self._node.tick(self._clock.now()))
                self._alive()
            except Exception as wrong:  # noqa: BLE001 - it ends the program, see run
                self._breaks(wrong)
            await asyncio.sleep(TICK_S)

    def _carry_out(self, follows: tuple[Follows, ...]) -> None:
        for each in follows:
            self._do(each)
        if self._spool:
            self._spool.tend()

    def _do(self, follow: Follows) -> None:
        match follow:
            case Send():
                self._wire.send(follow)
            case Positions():
                self._hardware.take(follow)
            case AskRadar(data=data):
                self._hardware.ask_radar(data)
            case TryLine():
                self._hardware.try_line()
            case Recorded() | SetWritten():
                log.info("%s", _written(follow))
            case Store() | Settle() | Remember():
                if self._spool:
                    self._spool.take(follow)

    def _listen(self) -> None:
        """Tell the node what disk and wires have counted and found."""
        for event in self._spool.news() if self._spool else ():
            self.happened(event)
        for what, count in {**self._wire.counters, **self._hardware.counters}.items():
            if self._counted.get(what, 0) != count:
                self._counted[what] = count
                self.happened(Counted(what, count))

    def _breaks(self, wrong: Exception) -> None:
        if not self.broken.done():
            log.critical("the node is broken and ends", exc_info=wrong)
            self.broken.set_exception(wrong)


class _Later:
    """Stands between the wires and a node that is made after them: wires must exist to be asked."""

    def __init__(self) -> None:
        self.running: Running | None = None
        self._waiting: list[Event] = []

    def say(self, event: Event) -> None:
        if self.running is None:
            self._waiting.append(event)
        else:
            self.running.say(event)

    def begin(self, running: Running) -> None:
        self.running = running
        for event in self._waiting:
            running.say(event)
        self._waiting.clear()


async def run(config: NodeConfig, alive: Callable[[], None] = lambda: None) -> None:
    """One node, until it is told to stop. Raises ``ConfigError``, or what broke the node."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    clock, later = Clock(), _Later()
    try:
        spool = Spool(config.outbox.path, config.room)
    except InUseError as refused:
        raise ConfigError(str(refused)) from refused
    try:
        hardware = await open_hardware(config.board, loop, later.say)
    except (OSError, LookupError, ImportError) as refused:
        raise ConfigError(f"the board cannot be used: {refused}.") from refused
    node = Node(
        config.room,
        secrets.token_hex(8),
        VERSION,
        hardware.about,
        config.fitted.names,
        clock.now(),
        bedside=bedside_under(config.board.radar_kind),
        radar=radar_on(config.board),
        memory=spool.memory,
    )
    wire = Wire(loop, later.say, will=node.will(), name=f"attune-{config.room.slug}")
    running = Running(node, clock, wire, hardware, spool, alive=alive)
    for named in (config.colour.named, config.light.named):
        running.say(named)
    later.begin(running)
    try:
        await _live(config, running, wire, hardware, stop)
    finally:
        await hardware.close()
        await asyncio.to_thread(wire.close, node.will())
        spool.close()
        log.info("the node of %s has ended", config.room)


async def _live(
    config: NodeConfig, running: Running, wire: Wire, hardware: Hardware, stop: asyncio.Event
) -> None:
    """From the first wire opened to the last task ended."""
    door, broker = config.door, config.broker
    try:
        server = DoorServer(running, door.host, door.port)
    except OSError as refused:
        where = f"{door.host}:{door.port}"
        raise ConfigError(f"the door unit cannot be served at {where}: {refused}.") from refused
    log.info("%s: %s. %s.", config.room.spoken, hardware.about, NOT_A_MEDICAL_DEVICE)
    log.info("the door unit is at http://%s:%d/", door.host, server.port)
    hardware.start()
    wire.open(broker.host, broker.port, broker.user, broker.password, node_listens(config.room))
    serving = asyncio.create_task(server.serve())
    ticking = asyncio.create_task(running.tick())
    stopping = asyncio.create_task(stop.wait())
    ends: list[asyncio.Future[Any]] = [serving, stopping, running.broken]
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.stop()
        ticking.cancel()
        stopping.cancel()
        await asyncio.wait([serving], timeout=SERVER_ENDS_WITHIN_S)
    for each in (running.broken, serving):
        if each.done():
            each.result()


def main(path: Path, alive: Callable[[], None] = lambda: None) -> int:
    """Run the node that this file configures; the program's exit status.

    ``alive`` tells whoever supervises it that its loop turns.
    """
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    try:
        asyncio.run(run(load(path), alive))
    except ConfigError as refused:
        print(refused, file=sys.stderr)  # noqa: T201 - for the person at the terminal
        return BAD_CONFIGURATION
    return 0


def _written(what: Recorded | SetWritten) -> str:
    """What was written down at the door, without a word of whom it is about."""
    if isinstance(what, Recorded):
        graded = what.graded
        return f"an observation is recorded: {graded.grade}, {graded.because}"
    return "a set is written down" if what.charted else "a set without a badge is not taken"
