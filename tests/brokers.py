"""Real brokers for tests, each a process of its own on a free port of the loopback address."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOSQUITTO = "/usr/sbin/mosquitto"
STARTS_WITHIN_S = 20.0

_MOSQUITTO_CONF = """
listener {port} 127.0.0.1
allow_anonymous true
set_tcp_nodelay true
persistence false
"""

_AMQTT = """
import asyncio, logging, sys
from amqtt.broker import Broker

logging.basicConfig(level=logging.WARNING)
PLUGINS = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}

async def serve():
    listener = {"type": "tcp", "bind": f"127.0.0.1:{sys.argv[1]}"}
    broker = Broker({"listeners": {"default": listener}, "plugins": PLUGINS})
    await broker.start()
    await asyncio.Event().wait()

asyncio.run(serve())
"""


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def start_mosquitto(folder: Path, port: int = 0) -> Iterator[int]:
    """Debian's mosquitto; yields its port."""
    port = port or free_port()
    conf = folder / f"mosquitto-{port}.conf"
    conf.write_text(_MOSQUITTO_CONF.format(port=port), encoding="utf-8")
    with _running([MOSQUITTO, "-c", str(conf)], folder / f"mosquitto-{port}.log", port):
        yield port


@contextmanager
def start_amqtt(folder: Path, port: int = 0) -> Iterator[int]:
    """The embedded broker; yields its port."""
    port = port or free_port()
    command = [sys.executable, "-c", _AMQTT, str(port)]
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
