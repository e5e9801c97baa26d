"""`deploy/broker.sh` with the real mosquitto: a damaged store of its own does not keep it down."""

import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from paho.mqtt import publish, subscribe
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.brokers import MOSQUITTO, free_port, mosquitto_conf

WRAPPER = Path(__file__).parent.parent.parent / "deploy" / "broker.sh"
TOPIC = "attune/v1/ash/04/care"
WITHIN_S = 20.0


def until(so: Callable[[], object], what: str) -> None:
    end = time.monotonic() + WITHIN_S
    while not so():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


class Wrapped:
    """One mosquitto that keeps a store, as the wrapper runs it."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.store = folder / "store" / "mosquitto.db"
        self.store.parent.mkdir()
        self.store.parent.chmod(0o777)
        told = {"persistence": "true", "persistence_location": f"{self.store.parent}/"}
        told |= {"user": "root", "autosave_interval": "1"}
        self.conf = mosquitto_conf(folder, self.port, told)
        self.log = folder / "broker.log"

    @contextmanager
    def running(self) -> Iterator["subprocess.Popen[bytes]"]:
        path = f"{Path(MOSQUITTO).parent}:/usr/bin:/bin"
        with (
            self.log.open("ab") as log,
            subprocess.Popen(
                ["sh", str(WRAPPER), str(self.conf)], stdout=log, stderr=log, env={"PATH": path}
            ) as process,
        ):
            try:
                yield process
            finally:
                process.terminate()
                process.wait(WITHIN_S)

    def keep_something(self) -> None:
        """Run once, be told something retained, and end as one should: with a store."""
        with self.running():
            until(lambda: answers(self.port), "the broker did not come up")
            publish.single(TOPIC, b"care", qos=1, retain=True, port=self.port)
        assert self.store.stat().st_size > 0

    def saved_since(self, moment_ns: int) -> bool:
        return self.store.stat().st_mtime_ns > moment_ns

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@pytest.fixture
def broker(tmp_path: Path) -> Wrapped:
    broker = Wrapped(tmp_path)
    broker.keep_something()
    return broker


def nulls(store: Path) -> None:
    store.write_bytes(bytes(store.stat().st_size))


def torn(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:-7])


def scrambled(store: Path) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole[:20] + random.Random(4).randbytes(len(whole) - 20))


@pytest.mark.parametrize("damage", [nulls, torn, scrambled])
def test_a_broker_whose_store_is_damaged_comes_up_without_it_and_says_so(
    broker: Wrapped, damage: Callable[[Path], None]
) -> None:
    """C8: mosquitto.db was found to be all null bytes, and the broker then never started again."""
    damage(broker.store)
    with broker.running() as process:
        until(lambda: answers(broker.port), broker.said())
        assert process.poll() is None
        publish.single(TOPIC, b"care", qos=1, retain=True, port=broker.port)
        assert subscribe.simple(TOPIC, port=broker.port).payload == b"care"
    assert "its store may be damaged: moved to" in broker.said()
    assert broker.store.with_name("mosquitto.db.damaged").exists()


def test_a_broker_whose_store_is_whole_keeps_it(broker: Wrapped) -> None:
    with broker.running():
        until(lambda: answers(broker.port), broker.said())
        assert subscribe.simple(TOPIC, port=broker.port).payload == b"care"
    assert "damaged" not in broker.said()


def test_a_store_is_left_alone_when_it_is_not_what_keeps_the_broker_down(broker: Wrapped) -> None:
    """Somebody else has its port."""
    before = broker.store.read_bytes()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", broker.port))
        other.listen()
        with broker.running() as process:
            assert process.wait(WITHIN_S) != 0
    assert broker.store.read_bytes() == before
    assert "so it was not the store, which is put back" in broker.said()


def test_a_broker_that_saves_its_store_hangs_up_on_nobody(broker: Wrapped) -> None:
    """C9: every half hour the store was saved, and all clients were gone."""
    lost: list[object] = []
    with broker.running():
        until(lambda: answers(broker.port), broker.said())
        client = Client(CallbackAPIVersion.VERSION2)
        client.on_disconnect = lambda *why: lost.append(why)
        client.connect("127.0.0.1", broker.port, keepalive=5)
        client.loop_start()
        for n in range(2):
            before = broker.store.stat().st_mtime_ns
            client.publish(TOPIC, b"care %d" % n, qos=1, retain=True)
            until(partial(broker.saved_since, before), "no save")
        assert client.is_connected()
        assert lost == []
        client.disconnect()
        client.loop_stop()


def test_a_broker_that_is_told_to_end_ends(broker: Wrapped) -> None:
    with broker.running() as process:
        until(lambda: answers(broker.port), broker.said())
        process.send_signal(signal.SIGTERM)
        assert process.wait(WITHIN_S) == 0
        assert not answers(broker.port)
