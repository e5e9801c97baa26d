"""`attune run`: a whole simulated ward under one supervisor."""

import asyncio
import fcntl
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from attune.children import Children, Program, until
from attune.demonstration import begin, commission, panel_answers, prepare, rooms_fresh
from attune.errand import ErrandError
from attune.voice import line
from attune.ward_files import (
    PINS,
    ROOMS,
    SOCKET_PATH_MOST,
    STAFF,
    find_recording,
    hub_toml,
    node_toml,
    sim_toml,
)
from hub.outside.store import StoreError

READY_S = 60.0
BROKER_PORT = 18830
PORT_MOST = 65_535
US = "attune"  # the supervisor's own lines
log = logging.getLogger(US)


@dataclass(frozen=True, slots=True)
class WardOptions:
    """What `attune run` may be told."""

    home: Path = Path(".attune")
    port: int = 8080
    broker: str | None = None
    recording: Path | None = None


class CannotRunError(Exception):
    """The ward cannot start; the text says why, to whoever typed the command."""


def main(options: WardOptions) -> int:
    """Run until Ctrl-C. The exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    try:
        with _home_locked(options.home) as home, _sim_home(home) as sim_home:
            asyncio.run(_ward(options, home, sim_home))
    except CannotRunError as why:
        sys.stderr.write(f"attune: {why}\n")
        return 2
    return 0


async def _ward(options: WardOptions, home: Path, sim_home: Path) -> None:
    _ports_free(options.port)
    recording = find_recording(options.recording)
    if options.recording and not recording:
        raise CannotRunError(f"there is no recording at {options.recording}")
    if options.broker:
        await _broker_answers(options.broker)
    new = not (home / "store.sqlite3").exists()
    broker_port = _free_port(BROKER_PORT)
    broker = options.broker or f"mqtt://127.0.0.1:{broker_port}"
    _write_files(options, home, sim_home, broker, recording)
    try:
        prepare(home / "hub.toml")
    except StoreError as refused:
        raise CannotRunError(str(refused)) from None
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    children = Children(_say)
    _tell(options, home, broker, recording, new)
    try:
        if options.broker is None:
            children.start(Program("broker", ("broker", "--port", str(broker_port))))
            await until(lambda: _listens(broker_port), READY_S)
        for program in _programs(home):
            children.start(program)
        telling = asyncio.create_task(_tell_when_ready(options, new))
        await stopped.wait()
        telling.cancel()
        _say(US, "stopping")
    finally:
        await children.stop()
        _say(US, f"stopped; what was recorded is kept in {home}")


def _programs(home: Path) -> Iterator[Program]:
    yield Program("sim", ("sim", str(home / "sim.toml")))
    yield Program("hub", ("hub", str(home / "hub.toml")))
    for room in ROOMS:
        yield Program(room.name, ("node", str(home / f"node-{room.slug}.toml")))


def _write_files(
    options: WardOptions, home: Path, sim_home: Path, broker: str, recording: Path | None
) -> None:
    doors = options.port + 1
    files = {"sim.toml": sim_toml(sim_home, doors, recording)}
    files["hub.toml"] = hub_toml(home, broker, options.port)
    for room in ROOMS:
        files[f"node-{room.slug}.toml"] = node_toml(room, sim_home, broker, doors)
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")


def _tell(options: WardOptions, home: Path, broker: str, recording: Path | None, new: bool) -> None:
    breath = f"breathes from the recording {recording.stem}" if recording else "is synthetic"
    _say(US, "a simulated ward of four rooms. Attune is not a certified medical device.")
    _say(US, f"{'a new store' if new else 'going on from the store'} in {home}")
    _say(US, f"the broker is {'' if options.broker else 'embedded, '}at {broker}")
    _say(US, f"the body in Ash 1 {breath}")


async def _tell_when_ready(options: WardOptions, new: bool) -> None:
    if not await until(lambda: panel_answers(options.port), READY_S):
        _say(US, f"the panel has not answered for {READY_S:.0f} s; see the hub's lines")
        return
    if new:
        try:
            await begin(options.port)
        except OSError as why:
            _say(US, f"the demonstration's episodes could not be begun: {why}")
    fresh = await until(lambda: rooms_fresh(options.port), READY_S)
    log.info("")
    log.info("  The ward:    http://127.0.0.1:%d", options.port)
    for room in ROOMS:
        log.info("  Door Ash %d:  http://127.0.0.1:%d", room.number, options.port + room.number)
    log.info("")
    for ref, initials, role, _ in STAFF:
        log.info(
            "  Sign as %s with PIN %s (%s; of this demonstration only)", initials, PINS[ref], role
        )
    log.info("")
    if not fresh:
        _say(US, "not every room speaks yet; the ward page shows which")
    _say(US, "Ctrl-C stops everything")
    await _commission(options.port)


async def _commission(port: int) -> None:
    try:
        await commission(port)
    except ErrandError as why:
        _say(US, f"the simulated radars could not be taken for walked: {why}")


def _say(name: str, sentence: str) -> None:
    log.info("%s", line(name, sentence, datetime.now().astimezone()))


@contextmanager
def _home_locked(home: Path) -> Iterator[Path]:
    """The folder, made and ours alone while the ward runs."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = os.open(home / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as why:
        raise CannotRunError(f"cannot use {home} as home: {why.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise CannotRunError(
            f"a ward is running in {home} already; stop it, or name another with --home"
        ) from None
    try:
        yield home.resolve()
    finally:
        os.close(lock)


@contextmanager
def _sim_home(home: Path) -> Iterator[Path]:
    """Where sockets are: in the home, or in a short temporary folder if its path is too long."""
    wanted = home / "sim"
    longest = wanted / ROOMS[0].slug / "board.sock"
    if len(os.fsencode(longest)) <= SOCKET_PATH_MOST:
        yield wanted
        return
    short = Path(tempfile.mkdtemp(prefix="attune-"))
    try:
        yield short
    finally:
        shutil.rmtree(short, ignore_errors=True)


def _ports_free(first: int) -> None:
    """Raises ``CannotRunError`` naming the port that is taken."""
    if not 0 < first <= PORT_MOST - len(ROOMS):
        raise CannotRunError(f"--port must be 1 to {PORT_MOST - len(ROOMS)}, not {first}")
    for port in range(first, first + len(ROOMS) + 1):
        if not _can_bind(port):
            raise CannotRunError(
                f"port {port} of this machine is taken; name another first port with --port"
            )


def _free_port(wanted: int) -> int:
    """This port, or any that is free."""
    return wanted if _can_bind(wanted) else _bound(0)


def _can_bind(port: int) -> bool:
    try:
        return _bound(port) == port
    except OSError:
        return False


def _bound(port: int) -> int:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(("127.0.0.1", port))
        return int(trial.getsockname()[1])


async def _broker_answers(url: str) -> None:
    """Raises ``CannotRunError`` when nobody is there: better said now than by five programs."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 1883
    except ValueError:
        parts, host, port = urlsplit(""), None, 0
    if parts.scheme != "mqtt" or not host:
        raise CannotRunError(f"--broker must look like mqtt://127.0.0.1:1883, not {url}")
    if not await _listens(port, host):
        raise CannotRunError(f"no broker answers at {url}; is mosquitto running?")


async def _listens(port: int, host: str = "127.0.0.1") -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True
