"""The hub's connection to its broker, with both brokers for real."""

import asyncio
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from hub.acts import Arrived, Connected, Disconnected
from hub.outside import line
from hub.outside.line import Heard
from hub.outside.mqtt import Wire, WireError
from tests.brokers import BROKERS, Outage, free_port
from ward.rooms import RoomId
from ward.topics import Leaf, Topic

ROOM = RoomId("ash", 4)
LINK = str(Topic(ROOM, Leaf.LINK))
READINGS = str(Topic(ROOM, Leaf.READINGS))
ORDER = str(Topic(ROOM, Leaf.ORDER))
STATUS = str(Topic(ROOM, Leaf.STATUS))

BACK_WITHIN_S = 2.0  # a second, and as much again for a machine that is busy

T = TypeVar("T")


def until(so: Callable[[], object], within_s: float = 10.0) -> None:
    deadline = time.monotonic() + within_s
    while not so():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        time.sleep(0.01)


class Running:
    """A wire in a loop of its own, spoken to from here."""

    def __init__(self, hear: Callable[[Heard], None], port: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.wire = self.there(lambda: Wire(hear, host="127.0.0.1", port=port))
        self.there(self.wire.open)

    @property
    def connected(self) -> bool:
        return self.wire.connected

    @property
    def counters(self) -> Counter[str]:
        return self.wire.counters

    def there(self, do: Callable[[], T]) -> T:
        """Done in the loop."""

        async def done() -> T:
            return do()

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result(10)

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool:
        return self.there(lambda: self.wire.publish(topic, payload, retained=retained))

    def acknowledged(self) -> bool:
        line = self.wire._line
        return line is not None and line.unacknowledged == 0

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self.wire.close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@contextmanager
def a_wire(port: int) -> Iterator[tuple[Running, list[Heard]]]:
    heard: list[Heard] = []
    running = Running(heard.append, port)
    try:
        yield running, heard
    finally:
        running.close()


@contextmanager
def somebody(
    port: int, *topics: str, will: tuple[str, bytes] | None = None
) -> Iterator[tuple[Client, list[MQTTMessage]]]:
    """Any other client, subscribed."""
    got: list[MQTTMessage] = []
    granted = threading.Event()
    client = Client(CallbackAPIVersion.VERSION2)
    client.on_message = lambda _client, _user, message: got.append(message)
    client.on_subscribe = lambda *_: granted.set()
    client.on_connect = lambda client, *_: client.subscribe([(t, 1) for t in (*topics, "none")])
    if will:
        client.will_set(*will, qos=1, retain=True)
    client.connect("127.0.0.1", port, keepalive=5)
    client.loop_start()
    try:
        assert granted.wait(5)
        yield client, got
    finally:
        client.disconnect()
        client.loop_stop()


def times(heard: list[Heard], kind: type[Heard]) -> int:
    return sum(isinstance(event, kind) for event in heard)


def test_the_hub_hears_every_node_and_every_node_hears_the_hub(broker: Outage) -> None:
    with somebody(broker.port, ORDER) as (node, got), a_wire(broker.port) as (wire, heard):
        until(lambda: wire.connected)
        node.publish(READINGS, b"warm", qos=1)
        node.publish("attune/v1/elm/12/readings", b"cool", qos=1)
        node.publish("elsewhere", b"noise", qos=1)
        assert wire.publish(ORDER, b"dim")
        until(lambda: times(heard, Arrived) == 2 and got)
        assert heard[0] == Connected()
        assert set(heard[1:]) == {
            Arrived(READINGS, b"warm", False),
            Arrived("attune/v1/elm/12/readings", b"cool", False),
        }
        assert (got[0].payload, got[0].retain) == (b"dim", False)


def test_what_was_retained_is_heard_as_such_and_what_the_hub_retains_stays(broker: Outage) -> None:
    with somebody(broker.port) as (node, _):
        node.publish(LINK, b"linked", qos=1, retain=True).wait_for_publish(5)
        with a_wire(broker.port) as (wire, heard):
            until(lambda: Arrived(LINK, b"linked", True) in heard)
            assert wire.publish(STATUS, b"calm", retained=True)
            until(wire.acknowledged)
        with somebody(broker.port, STATUS) as (_, got):
            until(lambda: got)
            assert (got[0].payload, got[0].retain) == (b"calm", True)


def test_a_node_that_vanishes_is_told_of_by_its_will(broker: Outage) -> None:
    with a_wire(broker.port) as (wire, heard):
        until(lambda: wire.connected)
        with somebody(broker.port, will=(LINK, b"gone")) as (node, _):
            vanishing = node.socket()
            assert isinstance(vanishing, socket.socket)
            vanishing.shutdown(socket.SHUT_RDWR)
            until(lambda: Arrived(LINK, b"gone", False) in heard)


@pytest.mark.hazard("H-11")
def test_the_hub_is_back_within_a_second_of_the_broker(broker: Outage) -> None:
    with a_wire(broker.port) as (wire, heard):
        until(lambda: wire.connected)
        broker.take_away()
        until(lambda: heard[-1] == Disconnected())
        assert not wire.connected
        until(lambda: wire.counters["connections failed"] > 2)
        broker.give()  # returns when the broker answers
        until(lambda: heard[-1] == Connected(), within_s=BACK_WITHIN_S)
        assert wire.counters["connections lost"] == 1


def test_a_hub_that_began_before_its_broker_finds_it(broker: Outage) -> None:
    broker.take_away()
    with a_wire(broker.port) as (wire, heard):
        until(lambda: wire.counters["connections failed"])
        broker.give()
        until(lambda: heard == [Connected()], within_s=5)


@pytest.mark.hazard("H-18")
def test_what_is_asked_during_an_outage_is_dropped_and_counted_and_never_delivered(
    broker: Outage,
) -> None:
    with a_wire(broker.port) as (wire, _):
        until(lambda: wire.connected)
        broker.take_away()
        until(lambda: not wire.connected)
        assert not wire.publish(ORDER, b"late")
        assert wire.counters["not published: no broker"] == 1
        broker.give()
        with somebody(broker.port, ORDER) as (_, got):
            until(lambda: wire.connected)
            assert wire.publish(ORDER, b"in time")
            until(lambda: got)
            assert [message.payload for message in got] == [b"in time"]


@contextmanager
def a_broker_that(*, port: int, grants: bool) -> Iterator[list[bytes]]:
    """Accepts one connection, perhaps its subscriptions, and acknowledges nothing else."""
    got: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", port))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(b"\x20\x02\x00\x00")  # CONNACK
            asked = connection.recv(1000)
            if grants:
                suback = asked[2:4] + bytes(7)
                connection.sendall(b"\x90" + bytes([len(suback)]) + suback)
            while more := connection.recv(1000):
                got.append(more)
                if b"in flight" in more:
                    return

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield got
    finally:
        listener.close()
        serving.join(10)


@pytest.mark.hazard("H-18")
@pytest.mark.parametrize("kind", BROKERS)
def test_an_order_in_flight_when_the_broker_goes_is_not_sent_again(
    kind: str, tmp_path: Any
) -> None:
    outage = Outage(kind, tmp_path)
    with a_broker_that(port=outage.port, grants=True):
        wire = Running(lambda _: None, outage.port)
        until(lambda: wire.connected)
        assert wire.publish(ORDER, b"in flight")
        until(lambda: not wire.connected)
    until(lambda: wire.counters["not acknowledged"] == 1)  # counted by the wire's own loop
    outage.give()
    with closing(wire), somebody(outage.port, ORDER) as (_, got):
        until(lambda: wire.connected)
        assert wire.publish(ORDER, b"new")
        until(lambda: got)
        assert [message.payload for message in got] == [b"new"]
    outage.take_away()


def test_a_broker_that_grants_no_subscription_is_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "GRANT_WITHIN_S", 0.5)
    port = free_port()
    with a_broker_that(port=port, grants=False) as got, a_wire(port) as (wire, heard):
        until(lambda: b"\xe0\x00" in got)  # DISCONNECT
        assert not wire.connected
        assert heard == []


def test_no_message_waits_for_the_acknowledgement_of_the_one_before(broker: Outage) -> None:
    with a_wire(broker.port) as (wire, _):
        until(lambda: wire.connected)
        assert wire.wire._line
        opened = wire.wire._line._watched
        assert opened
        assert opened.plain.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.hazard("H-11")
def test_a_wire_that_nobody_tends_is_not_taken_for_a_quiet_ward(broker: Outage) -> None:
    def deaf(_event: Heard) -> None:
        raise RuntimeError("nobody listens")

    with closing(Running(deaf, broker.port)) as wire:
        tending = wire.wire._tending
        assert tending
        until(tending.done)
        with pytest.raises(WireError, match="for good"):
            wire.there(wire.wire.check)


@pytest.mark.hazard("H-11")
def test_a_broker_that_says_nothing_any_more_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "KEEPALIVE_S", 1)
    monkeypatch.setattr(line, "LOOK_EVERY_S", 0.05)
    port = free_port()
    with a_broker_that(port=port, grants=True) as got, a_wire(port) as (wire, heard):
        until(lambda: Disconnected() in heard)
        assert heard == [Connected(), Disconnected()]
        assert b"\xc0\x00" in got, "it was not asked whether it is there"
        assert not wire.connected


def test_a_broker_that_refuses_the_hub_is_named_once_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    port = free_port()
    tries = []

    listener = socket.create_server(("127.0.0.1", port))  # before anybody tries it

    def refuse() -> None:
        with listener:
            for _ in range(3):
                connection, _address = listener.accept()
                with connection:
                    tries.append(connection.recv(1000))
                    connection.sendall(b"\x20\x02\x00\x05")  # CONNACK: not authorised

    refusing = threading.Thread(target=refuse)
    refusing.start()
    with a_wire(port) as (wire, heard):
        refusing.join(10)
        until(lambda: wire.counters["connections failed"] >= 3)
        assert (len(tries), heard) == (3, [])
    assert caplog.text.count("it refuses the hub: Not authorized") == 1


def test_more_than_the_broker_acknowledges_is_refused_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "UNACKNOWLEDGED_MOST", 3)
    port = free_port()
    with a_broker_that(port=port, grants=True), a_wire(port) as (wire, _):
        until(lambda: wire.connected)
        assert [wire.publish(STATUS, b"calm") for _ in range(4)] == [True, True, True, False]
        assert wire.counters["not published: refused"] == 1
