"""Real brokers for tests, each a process of its own on a free port of the loopback address."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

MOSQUITTO = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "mosquitto"
MOSQUITTO_CONF = Path(__file__).parent.parent / "deploy" / "mosquitto.conf"
STARTS_WITHIN_S = 20.0


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def start_mosquitto(folder: Path, port: int = 0) -> Iterator[int]:
    """Debian's mosquitto as a trial ward runs it, but for the port; yields its port."""
    port = port or free_port()
    conf = folder / f"mosquitto-{port}.conf"
    as_deployed = MOSQUITTO_CONF.read_text(encoding="utf-8")
    conf.write_text(as_deployed.replace("listener 1883 ", f"listener {port} "), encoding="utf-8")
    with _running([MOSQUITTO, "-c", str(conf)], folder / f"mosquitto-{port}.log", port):
        yield port


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
            time.sleep(0.05)
        else:
            return


BROKERS = {"mosquitto": start_mosquitto, "amqtt": start_amqtt}


class Outage:
    """A broker that can be taken away and given back on the same port."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.port = free_port()
        self._start = BROKERS[kind]
        self._folder = folder
        self._running = ExitStack()

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    def give(self) -> None:
        self._running.enter_context(self._start(self._folder, self.port))

    def take_away(self) -> None:
        self._running.close()
