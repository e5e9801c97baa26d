"""The node's connection to its broker, with both brokers for real."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.client import MQTTMessage
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.reasoncodes import ReasonCode

from edge.events import (
    Arrived,
    Connected,
    Disconnected,
    Event,
    FaultBegan,
    FaultEnded,
    Send,
)
from edge.outside import mqtt
from edge.outside.mqtt import Wire
from tests.brokers import BROKERS, free_port, start_mosquitto
from ward.codec import encode
from ward.envelope import Link
from ward.rooms import RoomId
from ward.topics import Leaf, Topic, node_listens

ROOM = RoomId("ash", 4)
LINK = str(Topic(ROOM, Leaf.LINK))


def link(linked: bool, boot: str = "b1") -> Send:
    return Send(LINK, Link(room=ROOM, boot=boot, linked=linked), retained=True)


def says(heard: list[Event], kind: type[Event]) -> int:
    return sum(isinstance(event, kind) for event in heard)


async def until(so: Callable[[], bool], within_s: float = 10.0) -> None:
    deadline = time.monotonic() + within_s
    while not so():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        await asyncio.sleep(0.01)


def busy_s() -> float:
    """How much later than asked this machine wakes a thread, ten times over."""
    began = time.monotonic()
    for _ in range(10):
        threading.Event().wait(0.01)
    return time.monotonic() - began - 0.1


@asynccontextmanager
async def a_wire(
    port: int, topics: tuple[str, ...], name: str
) -> AsyncIterator[tuple[Wire, list[Event]]]:
    heard: list[Event] = []
    wire = Wire(asyncio.get_running_loop(), heard.append, will=link(False), name=name)
    wire.open("127.0.0.1", port, None, None, topics)
    try:
        yield wire, heard
    finally:
        await asyncio.to_thread(wire.close, link(False))


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


@pytest.mark.parametrize("broker", BROKERS)
def test_what_a_node_says_arrives_and_what_it_is_told_arrives(broker: str, tmp_path: Path) -> None:
    async def story(port: int) -> None:
        async with (
            a_wire(port, node_listens(ROOM), "node") as (node, heard),
            a_wire(port, (LINK,), "hub") as (hub, hub_heard),
        ):
            await until(lambda: says(heard, Connected) == says(hub_heard, Connected) == 1)
            node.send(link(True))
            order = str(Topic(ROOM, Leaf.ORDER))
            hub.send(Send(order, link(True).message))
            await until(lambda: says(heard, Arrived) == says(hub_heard, Arrived) == 1)
            arrived = next(event for event in heard if isinstance(event, Arrived))
            assert arrived == Arrived(order, encode(link(True).message), retained=False)

    with BROKERS[broker](tmp_path) as port:
        run(story(port))


# After 8.5 s a client left to its own back-off would stay away for another 6.5 s.
@pytest.mark.parametrize(("broker", "outage_s"), [("mosquitto", 8.5), ("amqtt", 2.5)])
def test_after_any_outage_of_the_broker_the_node_is_back_within_a_second(
    broker: str, outage_s: float, tmp_path: Path
) -> None:
    async def story(port: int, brokers: ExitStack) -> None:
        async with a_wire(port, (LINK,), "node") as (node, heard):
            await until(lambda: says(heard, Connected) == 1)
            brokers.close()
            await until(lambda: says(heard, Disconnected) == 1)
            await asyncio.sleep(outage_s)
            brokers.enter_context(BROKERS[broker](tmp_path, port))
            back = time.monotonic()
            await until(lambda: says(heard, Connected) == 2)
            assert time.monotonic() - back < 1.0 + busy_s()
            node.send(link(True))
            await until(lambda: says(heard, Arrived) >= 1)

    with ExitStack() as brokers:
        run(story(brokers.enter_context(BROKERS[broker](tmp_path)), brokers))


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize("broker", BROKERS)
def test_what_was_sent_before_an_outage_was_noticed_does_not_come_after_it_as_if_sent_now(
    broker: str, tmp_path: Path
) -> None:
    async def story(port: int, brokers: ExitStack) -> None:
        async with a_wire(port, (LINK,), "node") as (node, heard):
            await until(lambda: says(heard, Connected) == 1)
            brokers.close()
            node.send(link(True, "old"))
            await until(lambda: says(heard, Disconnected) == 1)
            node.send(link(True, "old"))
            brokers.enter_context(BROKERS[broker](tmp_path, port))
            await until(lambda: says(heard, Connected) == 2)
            node.send(Send(LINK, link(True, "new").message))
            await until(lambda: says(heard, Arrived) >= 1)
            arrived = next(event for event in heard if isinstance(event, Arrived))
            assert Link.model_validate_json(arrived.payload).boot == "new"

    with ExitStack() as brokers:
        run(story(brokers.enter_context(BROKERS[broker](tmp_path)), brokers))


@pytest.mark.parametrize("broker", BROKERS)
def test_a_node_that_dies_is_announced_by_its_will_and_one_that_ends_says_so_itself(
    broker: str, tmp_path: Path
) -> None:
    async def story(port: int) -> None:
        async with a_wire(port, (LINK,), "hub") as (_, heard):
            await until(lambda: says(heard, Connected) == 1)
            for name, end in (("ends", _ended), ("dies", _died)):
                before = says(heard, Arrived)
                async with a_wire(port, ("elsewhere",), name) as (node, _):
                    await until(lambda w=node: w._connected)  # type: ignore[misc]  # a default argument in a lambda
                    node.send(link(True))
                    await until(lambda n=before: says(heard, Arrived) == n + 1)  # type: ignore[misc]  # a default argument in a lambda
                    await end(node)
                    await until(lambda n=before: says(heard, Arrived) == n + 2)  # type: ignore[misc]  # likewise
                last = heard[-1]
                assert isinstance(last, Arrived)
                assert Link.model_validate_json(last.payload).linked is False

    with BROKERS[broker](tmp_path) as port:
        run(story(port))


async def _ended(node: Wire) -> None:
    await asyncio.to_thread(node.close, link(False))


async def _died(node: Wire) -> None:
    _socket(node).shutdown(socket.SHUT_RDWR)
    await until(lambda: node._client is None)
    node._closing.set()  # and does not try again


def _socket(node: Wire) -> socket.socket:
    under = node._client.socket() if node._client else None
    if under is None:
        raise AssertionError("not connected")
    return under  # type: ignore[return-value]  # over TCP it is a socket


def test_with_no_broker_at_all_a_node_starts_and_keeps_nothing_for_later() -> None:
    async def story() -> None:
        async with a_wire(free_port(), ("elsewhere",), "node") as (node, heard):
            for _ in range(8):
                node.send(link(True))
            assert node.refused == 8
            assert heard == []

    run(story())


def test_nothing_waits_to_be_sent_in_one_packet_with_something_else(tmp_path: Path) -> None:
    async def story(port: int) -> None:
        async with a_wire(port, ("elsewhere",), "node") as (node, heard):
            await until(lambda: says(heard, Connected) == 1)
            assert _socket(node).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    with BROKERS["mosquitto"](tmp_path) as port:
        run(story(port))


def reasons(*granted: bool) -> list[ReasonCode]:
    names = ("Granted QoS 1", "Not authorized")
    return [ReasonCode(PacketTypes.SUBACK, name) for name in (names[not ok] for ok in granted)]


@pytest.mark.hazard("H-11")
def test_a_node_that_may_not_hear_its_orders_is_not_on_the_wire_and_says_so() -> None:
    async def story() -> None:
        heard: list[Event] = []
        wire = Wire(asyncio.get_running_loop(), heard.append, will=link(False), name="node")
        wire._subscriptions = [("a/order", 1), ("a/care", 1)]
        client = wire._new_client()
        wire._on_subscribe(client, None, 1, reasons(True, False), None)
        await until(lambda: says(heard, FaultBegan) == 1)
        assert heard == [FaultBegan("broker", "it refuses the subscription to a/care")]
        wire.send(link(True))
        assert wire.counters["not sent, no broker"] == 1
        wire._on_subscribe(client, None, 2, reasons(True, True), None)
        await until(lambda: says(heard, Connected) == 1)
        assert heard[1:] == [FaultEnded("broker"), Connected()]

    run(story())


def test_a_broker_that_will_not_have_the_node_is_a_fault_until_it_will(tmp_path: Path) -> None:
    told = {"allow_anonymous": "false"}

    async def story(port: int, brokers: ExitStack) -> None:
        async with a_wire(port, (LINK,), "node") as (_, heard):
            await until(lambda: says(heard, FaultBegan) == 1)
            assert says(heard, Connected) == 0
            brokers.close()
            brokers.enter_context(start_mosquitto(tmp_path, port))
            await until(lambda: says(heard, Connected) == 1)
            assert says(heard, FaultEnded) == 1

    with ExitStack() as brokers:
        run(story(brokers.enter_context(start_mosquitto(tmp_path, told=told)), brokers))


def test_an_outage_is_logged_once_however_often_the_broker_is_tried(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> None:
        async with a_wire(free_port(), ("elsewhere",), "node") as (node, _):
            tried: list[object] = []
            log_away = node._log_away

            def noted(away: object) -> None:
                tried.append(away)
                log_away(away)

            node._log_away = noted  # type: ignore[method-assign]  # to count
            await until(lambda: len(tried) >= 3)

    run(story())
    assert sum("no broker" in record.message for record in caplog.records) == 1


def test_a_flood_from_the_broker_is_bounded_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mqtt, "ARRIVING_MOST", 3)

    async def story() -> None:
        heard: list[Event] = []
        wire = Wire(asyncio.get_running_loop(), heard.append, will=link(False), name="node")
        for _ in range(5):
            message = MQTTMessage(topic=LINK.encode())
            message.payload = b"{}"
            wire._on_message(wire._new_client(), None, message)
        await until(lambda: says(heard, Arrived) == 3)
        assert wire.overrun == 2
        wire._on_message(wire._new_client(), None, message)
        await until(lambda: says(heard, Arrived) == 4)

    run(story())


def test_a_dead_thread_is_not_taken_for_a_quiet_room() -> None:
    async def story() -> None:
        async with a_wire(free_port(), ("elsewhere",), "node") as (node, _):
            node.check()
            node._address = (None, 0)  # type: ignore[assignment]  # whatever breaks it
            await until(lambda: not node._thread.is_alive())
            with pytest.raises(mqtt.WireError):
                node.check()

    run(story())
