"""Real brokers for tests, each a process of its own on a free port of the loopback address."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil

MOSQUITTO = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "mosquitto"
MOSQUITTO_CONF = Path(__file__).parent.parent / "deploy" / "mosquitto.conf"
STARTS_WITHIN_S = 20.0
LASTING_PORTS = (10_000, 20_000)
AS_DEPLOYED: Mapping[str, str] = {}


def free_port() -> int:
    """A port that was free a moment ago."""
    return _free(0)


def lasting_port() -> int:
    """One that stays free while nobody listens on it.

    The kernel lends ports from 32768 on to whoever connects, and somebody who tries to connect to
    such a port for long enough is once lent that very port, and connects to himself.
    """
    while True:
        with suppress(OSError):
            return _free(random.randrange(*LASTING_PORTS))


def _free(port: int) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
        found: int = probe.getsockname()[1]
        return found


@contextmanager
def start_mosquitto(
    folder: Path, port: int = 0, *, told: Mapping[str, str] = AS_DEPLOYED
) -> Iterator[int]:
    """Debian's mosquitto as a trial ward runs it, but for the port; yields its port.

    ``told`` says otherwise of single lines of its configuration; without words, the line is gone.
    """
    port = port or free_port()
    conf = mosquitto_conf(folder, port, told)
    with _running([MOSQUITTO, "-c", str(conf)], folder / f"mosquitto-{port}.log", port):
        yield port


def mosquitto_conf(folder: Path, port: int, told: Mapping[str, str] = AS_DEPLOYED) -> Path:
    """The deployed configuration with some of its lines told otherwise."""
    told = {"listener": f"{port} 127.0.0.1", **told}
    lines = MOSQUITTO_CONF.read_text(encoding="utf-8").splitlines()
    kept = [f"{key} {words}" for key, words in told.items() if words]  # first of all the listener
    kept += [line for line in lines if line.partition(" ")[0] not in told]
    conf = folder / f"mosquitto-{port}.conf"
    conf.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return conf


@contextmanager
def start_amqtt(folder: Path, port: int = 0) -> Iterator[int]:
    """The embedded broker; yields its port."""
    port = port or free_port()
    command = [sys.executable, "-m", "attune", "broker", "--port", str(port)]
    with _running(command, folder / f"amqtt-{port}.log", port):
        yield port


@contextmanager
def _running(command: list[str], log: Path, port: int) -> Iterator[None]:
    """This broker, from when it answers on its port until it is dead."""
    with log.open("ab") as out:
        broker = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        _wait_for(port, broker, log)
        yield
    finally:
        broker.kill()
        broker.wait()


def _wait_for(port: int, broker: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if broker.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no broker on port {port}: {log.read_text()}") from None
            time.sleep(0.01)
        else:
            return


Start = Callable[..., AbstractContextManager[int]]
BROKERS: Mapping[str, Start] = {"mosquitto": start_mosquitto, "amqtt": start_amqtt}


class Outage:
    """A broker that can be taken away and given back on the same port."""

    def __init__(self, kind: str, folder: Path, told: Mapping[str, str] = AS_DEPLOYED) -> None:
        self.port = lasting_port()
        self._start: Start = partial(start_mosquitto, told=told) if told else BROKERS[kind]
        self._folder = folder
        self._running = ExitStack()

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    def give(self) -> None:
        self._running.enter_context(self._start(self._folder, self.port))

    def take_away(self) -> None:
        self._running.close()

    @property
    def process(self) -> psutil.Process:
        """The broker that was given."""
        (found,) = [
            child for child in psutil.Process().children() if self._is_ours(child.cmdline())
        ]
        return found

    def _is_ours(self, words: list[str]) -> bool:
        is_broker = any(word in (MOSQUITTO, "broker") for word in words)
        return is_broker and any(str(self.port) in word for word in words)
