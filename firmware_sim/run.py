"""The simulator's shell: the clock, the signals, and all rooms together."""

import asyncio
import logging
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

from firmware_sim import control
from firmware_sim.config import ConfigError, Layout, SimConfig, load
from firmware_sim.outside.forms import FormPost
from firmware_sim.outside.line_server import LineServer, Peer
from firmware_sim.outside.wired_room import WiredRoom
from firmware_sim.people import world_of

TICK_S = 0.025
BAD_CONFIGURATION = 2

log = logging.getLogger("firmware_sim")


def now() -> tuple[float, float]:
    """Seconds that only go forward, and the hour of the day on the wall."""
    wall = time.localtime()
    return time.monotonic(), wall.tm_hour + wall.tm_min / 60 + wall.tm_sec / 3600


async def run(config: Path) -> None:
    """Simulate every room of this configuration until told to stop.

    Raises ``ConfigError``; leaves no socket and no link behind.
    """
    settings = load(config)
    layout = Layout(config, settings)
    refuse_second(config, layout.control)
    stop = asyncio.Event()
    stop_on_signals(stop)
    rooms: dict[str, WiredRoom] = {}
    controls = control_server(layout.control, rooms)
    try:
        await begin(layout, settings, rooms)
        await controls.start()
        log.info("%d rooms are simulated; control at %s", len(rooms), layout.control)
        await turn_over(rooms, stop)
    except OSError as error:
        raise ConfigError(f"{config}: the simulator cannot stand there: {error}.") from error
    finally:
        await controls.stop()
        for room in rooms.values():
            await room.stop()
        log.info("the simulator has stopped")


def refuse_second(config: Path, control_path: Path) -> None:
    """Raise ``ConfigError`` when a living simulator answers at this control socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(control_path))
        except OSError:
            return
    raise ConfigError(f"{config}: another simulator is already running at {control_path}.")


def stop_on_signals(stop: asyncio.Event) -> None:
    """Stop on an interrupt or a request to end, where this thread can hear them."""
    with suppress(RuntimeError, ValueError):
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)


async def begin(layout: Layout, settings: SimConfig, rooms: dict[str, WiredRoom]) -> None:
    """Put every room on its wires; those that stand are in ``rooms`` even when one fails."""
    for room in settings.room:
        world = world_of(room, layout.recording(room), Random())  # noqa: S311 - no secret
        forms = FormPost(room.name, room.door_url)
        rooms[room.name] = WiredRoom(room.name, world, layout.folder(room), forms, now)
        await rooms[room.name].start()


def control_server(path: Path, rooms: Mapping[str, WiredRoom]) -> LineServer:
    """The socket behind the wires."""

    def hear(peer: Peer, line: bytes) -> None:
        for room in rooms.values():
            room.advance()
        answer = control.obey(line, {name: room.world for name, room in rooms.items()})
        if "room" not in answer:  # whoever only asks for the state is not worth a line
            asked = line.decode(errors="replace").strip()
            log.info("control: %s%s", asked, f": {answer['error']}" if "error" in answer else "")
        peer.send(control.said(answer))

    return LineServer(path, control.LONGEST_LINE, hear)


async def turn_over(rooms: Mapping[str, WiredRoom], stop: asyncio.Event) -> None:
    """The one loop: listen, let time pass, wait a little."""
    while not stop.is_set():
        for room in rooms.values():
            room.listen()
            room.advance()
        await asyncio.sleep(TICK_S)


def main(config: Path) -> int:
    """Run until told to stop; the exit status. Whoever has set up a log already keeps theirs."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    try:
        asyncio.run(run(config))
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_CONFIGURATION
    return 0
