"""Both brokers, as far as a ward leans on them; and what was mended in the embedded one."""

import asyncio
import contextlib
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from attune.broker import EmbeddedBroker, _config
from tests.brokers import BROKERS, Outage, free_port

LINK = "attune/v1/ash/04/link"
HERE, GONE = b'{"linked":true}', b'{"linked":false}'


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outage]:
    running = Outage(request.param, tmp_path)
    running.give()
    yield running
    running.take_away()


def until(so: Callable[[], object], within_s: float = 10.0) -> None:
    deadline = time.monotonic() + within_s
    while not so():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        time.sleep(0.01)


@contextmanager
def somebody(port: int, *topics: str, name: str = "") -> Iterator[tuple[Client, list[MQTTMessage]]]:
    got: list[MQTTMessage] = []
    granted = threading.Event()
    client = Client(CallbackAPIVersion.VERSION2, client_id=name)
    client.on_message = lambda _client, _user, message: got.append(message)
    client.on_connect = lambda client, *_: client.subscribe([(t, 1) for t in (*topics, "none")])
    client.on_subscribe = lambda *_: granted.set()
    client.connect("127.0.0.1", port, keepalive=5)
    client.loop_start()
    try:
        assert granted.wait(5)
        yield client, got
    finally:
        client.disconnect()
        client.loop_stop()


def text(words: bytes) -> bytes:
    return struct.pack("!H", len(words)) + words


def a_node_that_falls_silent(port: int, name: bytes, keepalive_s: int) -> socket.socket:
    """Connected, with a retained will, on a socket of which nothing more is heard."""
    flags = 0x02 | 0x04 | 0x08 | 0x20  # clean, will, QoS 1, retained
    body = text(b"MQTT") + bytes([4, flags]) + struct.pack("!H", keepalive_s)
    body += text(name) + text(LINK.encode()) + text(GONE)
    silent = socket.create_connection(("127.0.0.1", port), timeout=5)
    silent.sendall(bytes([0x10, len(body)]) + body)
    assert silent.recv(4) == b"\x20\x02\x00\x00"
    return silent


def said(got: list[MQTTMessage]) -> list[bytes]:
    return [bytes(message.payload) for message in got if message.topic == LINK]


@pytest.mark.hazard("H-11")
def test_a_node_that_falls_silent_is_told_of_by_its_will(broker: Outage) -> None:
    with (
        somebody(broker.port, LINK) as (_, got),
        contextlib.closing(a_node_that_falls_silent(broker.port, b"node", keepalive_s=1)),
    ):
        until(lambda: said(got) == [GONE], within_s=8)
    with somebody(broker.port, LINK) as (_, later):
        until(lambda: said(later) == [GONE])
        assert later[0].retain


@pytest.mark.hazard("H-11")
def test_the_will_of_a_node_that_came_again_does_not_outlast_its_birth(broker: Outage) -> None:
    with (
        somebody(broker.port, LINK) as (_, got),
        contextlib.closing(a_node_that_falls_silent(broker.port, b"node", keepalive_s=1)),
        somebody(broker.port, name="node") as (node, _),
    ):
        node.publish(LINK, HERE, qos=1, retain=True).wait_for_publish(5)
        until(lambda: said(got)[-1:] == [HERE])
        deadline = time.monotonic() + 5  # by then the old connection would have timed out
        while time.monotonic() < deadline:
            assert said(got)[-1] == HERE, "told as gone though it is here"
            time.sleep(0.05)


@pytest.mark.hazard("H-05")
def test_nobody_is_sent_what_only_others_asked_for(broker: Outage) -> None:
    with somebody(broker.port, "attune/v1/+/+/care") as (hub, _):
        for room in ("01", "02", "03"):
            hub.publish(f"attune/v1/ash/{room}/care", b"care", qos=1, retain=True)
        hub.publish("attune/v1/ash/01/status", b"last", qos=1, retain=True).wait_for_publish(5)
        mine = "attune/v1/ash/01/care"
        with somebody(broker.port, mine, "attune/v1/ash/01/status") as (_, got):
            until(lambda: len(got) >= 2)
            assert {message.topic for message in got} == {mine, "attune/v1/ash/01/status"}


def test_many_nodes_may_come_at_once(broker: Outage) -> None:
    """Each with something retained; after a power cut all of them do."""
    with somebody(broker.port) as (hub, _):
        for room in range(1, 31):
            topic = f"attune/v1/ash/{room:02d}/care"
            hub.publish(topic, b"care", qos=1, retain=True).wait_for_publish(5)
    with contextlib.ExitStack() as ward:
        doors: list[list[MQTTMessage]] = []

        def arrive(room: int) -> None:
            came = somebody(broker.port, f"attune/v1/ash/{room:02d}/care", name=f"n{room}")
            doors.append(ward.enter_context(came)[1])

        arriving = [threading.Thread(target=arrive, args=(room,)) for room in range(1, 31)]
        for one in arriving:
            one.start()
        for one in arriving:
            one.join()
        until(lambda: len(doors) == 30 and all(len(got) == 1 for got in doors))


def test_the_broker_publishes_nothing_of_its_own(broker: Outage) -> None:
    with somebody(broker.port, "$SYS/#", "#") as (client, got):
        client.publish("a", b"b", qos=1).wait_for_publish(5)
        until(lambda: got)
        assert {message.topic for message in got} == {"a"}


def test_no_message_of_the_embedded_broker_waits_for_an_acknowledgement() -> None:
    async def story() -> None:
        broker = EmbeddedBroker(_config(port := free_port()))
        await broker.start()
        silent = await asyncio.to_thread(a_node_that_falls_silent, port, b"node", 60)
        _, handler = broker.sessions["node"]
        writer = handler.writer._writer
        opened = writer.get_extra_info("socket")
        assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        silent.close()
        await broker.shutdown()

    asyncio.run(story())


def test_the_embedded_broker_says_plainly_that_its_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "attune", "broker", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert f"port {port} of this machine cannot be had: choose another with --port" in ended.stderr
