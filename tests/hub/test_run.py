"""The hub as a program, on a real broker: it goes on where it was, and it ends when told."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from hub import run
from hub.acts import Ask, Event
from hub.config import load
from hub.outside import clock
from hub.outside.carrier import Carrier
from hub.outside.inbox import Inbox
from hub.outside.mqtt import Wire
from hub.outside.store import Store
from hub.outside.turn import Asked
from hub.outside.web import listen
from hub.rooms.facts import Happened
from hub.rooms.order_facts import Progress
from hub.rooms.snapshot import stamp
from hub.round import Round
from hub.site import Site
from tests.brokers import Outage, free_port, start_mosquitto
from tests.hub.nodes import CALL, HEALTH, Node
from tests.hub.world import MT
from ward.announcements import Receipt
from ward.orders import Lamp, LightAsked
from ward.rooms import RoomId
from ward.topics import Leaf, Topic

ASH_4 = RoomId("ash", 4)
ORDER, RECEIPT = str(Topic(ASH_4, Leaf.ORDER)), str(Topic(ASH_4, Leaf.RECEIPT))
CARE = str(Topic(ASH_4, Leaf.CARE))
SITE = Site(rooms=(ASH_4,), staff=(MT,))


def until(so: Callable[[], object], within_s: float = 15.0) -> None:
    deadline = time.monotonic() + within_s
    while not so():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        time.sleep(0.01)


class Hub:
    """One run of the program."""

    def __init__(self, folder: Path, port: int, panel: int) -> None:
        self.panel = panel
        config = folder / "hub.toml"
        config.write_text(
            f'[site]\nrooms = ["ash/04"]\n[broker]\nurl = "mqtt://127.0.0.1:{port}"\n'
            f"[panel]\nport = {panel}\n"
        )
        self.log = folder / "hub.log"
        with self.log.open("w") as log:
            command = [sys.executable, "-m", "attune", "hub", str(config)]
            self.process = subprocess.Popen(command, stderr=log, stdout=log)

    def says(self, words: str) -> bool:
        return re.search(words, self.log.read_text()) is not None

    def ends(self, how: signal.Signals | None = None) -> tuple[int, float]:
        """Exit code, and how many seconds it took."""
        began = time.monotonic()
        if how is not None:
            self.process.send_signal(how)
        return self.process.wait(20), time.monotonic() - began

    @contextmanager
    def get(self, path: str) -> Iterator[HTTPResponse]:
        with closing(HTTPConnection("127.0.0.1", self.panel, timeout=10)) as asking:
            asking.request("GET", path)
            with asking.getresponse() as answer:
                yield answer


@contextmanager
def listening(port: int, *topics: str) -> Iterator[tuple[Client, list[MQTTMessage]]]:
    got: list[MQTTMessage] = []
    granted = threading.Event()
    client = Client(CallbackAPIVersion.VERSION2)
    client.on_message = lambda _client, _user, message: got.append(message)
    client.on_connect = lambda client, *_: client.subscribe([(topic, 1) for topic in topics])
    client.on_subscribe = lambda *_: granted.set()
    client.connect("127.0.0.1", port, keepalive=5)
    client.loop_start()
    try:
        assert granted.wait(5)
        yield client, got
    finally:
        client.disconnect()
        client.loop_stop()


def receipted(got: list[MQTTMessage]) -> set[int]:
    said = [Receipt.model_validate_json(m.payload) for m in got if m.topic == RECEIPT]
    return {number for receipt in said for number in receipt.numbers}


@pytest.mark.hazard("H-23")
def test_whatever_the_hub_receipted_is_there_after_a_kill_and_it_goes_on_from_there(
    tmp_path: Path,
) -> None:
    with start_mosquitto(tmp_path) as port, listening(port, RECEIPT, CARE) as (node, got):
        hub = Hub(tmp_path, port, panel := free_port())
        until(lambda: [m for m in got if m.topic == CARE])
        says = Node(ASH_4)
        for _ in range(300):
            node.publish(*says.says(CALL), qos=1)
        until(lambda: len(receipted(got)) > 20)
        assert hub.ends(signal.SIGKILL)[0] == -signal.SIGKILL
        time.sleep(0.2)  # what it said with its last breath arrives
        store = Store(tmp_path / "store.sqlite3")
        facts = list(store.facts())
        store.close()
        assert receipted(got) <= {fact.n for fact in facts if isinstance(fact, Happened)}
        again = Hub(tmp_path, port, panel)
        until(lambda: again.says(f"going on from {len(facts)} facts about 1 rooms"))
        assert again.ends(signal.SIGTERM)[0] == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_hub_that_is_told_to_stop_does_so_within_three_seconds_whoever_watches(
    tmp_path: Path, how: signal.Signals
) -> None:
    hub = Hub(tmp_path, free_port(), free_port())
    until(lambda: hub.says("the panel is at http"))
    with ExitStack() as screens:
        streams = [screens.enter_context(hub.get("/events")) for _ in range(3)]
        assert [stream.status for stream in streams] == [200, 200, 200]
        code, took_s = hub.ends(how)
    assert code == 0
    assert took_s < 3
    assert not hub.says("Traceback|error"), hub.log.read_text()


@pytest.mark.hazard("H-09")
def test_a_hub_that_was_stopped_goes_on_from_its_snapshot(tmp_path: Path) -> None:
    first = Hub(tmp_path, free_port(), free_port())
    until(lambda: first.says("going on from 0 facts about 1 rooms"))
    until(lambda: first.says("the panel is at http"))
    assert first.ends(signal.SIGTERM)[0] == 0
    again = Hub(tmp_path, free_port(), free_port())
    until(lambda: again.says(r"going on from the snapshot at entry \d+ and 0 facts about 1 rooms"))
    assert again.ends(signal.SIGTERM)[0] == 0


class StopsWhilePruning:
    """A carrier and a server at once: as it stops, the thread goes in which it would prune on."""

    def __init__(self) -> None:
        self._gone = asyncio.Event()

    def stop(self) -> None:
        self._gone.set()

    async def run(self) -> None:
        await self._gone.wait()
        await asyncio.sleep(0.05)

    run_until_stopped = pass_on = run

    async def prune(self) -> None:
        await self._gone.wait()
        raise RuntimeError("cannot schedule new futures after shutdown")


def test_a_hub_that_is_told_to_stop_while_it_forgets_old_points_stops_as_any_other() -> None:
    async def stopped() -> bool:
        told, both = asyncio.Event(), StopsWhilePruning()
        asyncio.get_running_loop().call_later(0.05, told.set)
        return await run._until(told, both, both)  # type: ignore[arg-type]

    assert asyncio.run(stopped())


def test_the_panel_is_there_before_any_broker_is(tmp_path: Path) -> None:
    hub = Hub(tmp_path, free_port(), free_port())
    until(lambda: hub.says("the panel is at http"))
    with hub.get("/api/v1/rooms") as answer:
        assert answer.status == 200
        assert b"ash/04" in answer.read()
    hub.ends(signal.SIGTERM)


def test_a_hub_that_cannot_serve_its_panel_says_so_in_plain_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        panel = taken.getsockname()[1]
        hub = Hub(tmp_path, free_port(), panel)
        assert hub.ends()[0] == 1
    assert hub.says(rf"cannot be served on 127.0.0.1, port {panel}: Address already in use\.")
    assert hub.says(r"\[panel\]")
    assert not hub.says("Traceback")


def test_a_hub_whose_configuration_is_wrong_says_so_in_plain_words(tmp_path: Path) -> None:
    hub = Hub(tmp_path, free_port(), 0)
    assert hub.ends()[0] == 2
    assert hub.says("hub.toml: panel.port is 0; expected a port")
    assert not hub.says("Traceback")


def test_no_answer_of_the_panel_waits_for_its_own_first_half() -> None:
    """Head and body are two packets; the second waited 40 ms for a word on the first."""
    with (
        closing(listen("127.0.0.1", port := free_port())) as listener,
        socket.create_connection(("127.0.0.1", port)),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.hazard("H-18")
def test_an_order_asked_during_an_outage_expires_and_never_reaches_the_node(
    broker: Outage, tmp_path: Path
) -> None:
    async def story() -> None:
        inbox: Inbox[Event | Asked] = Inbox()
        wire = Wire(inbox.put, host="127.0.0.1", port=broker.port)
        store = Store(tmp_path / "store")
        started = clock.now()
        carrier = Carrier(Round(SITE, started), store, wire, inbox, started=started)
        running = asyncio.create_task(carrier.run())
        wire.open()
        await asyncio.to_thread(until, lambda: wire.connected)
        with listening(broker.port, ORDER) as (node, got):
            node.publish(*Node(ASH_4).says(HEALTH), qos=1)
            await asyncio.to_thread(until, lambda: carrier.state(ASH_4).boot)
            assert await carrier.do(ask(0.1)) == ()
            await asyncio.to_thread(until, lambda: got)
        broker.take_away()
        await asyncio.to_thread(until, lambda: not wire.connected)
        assert await carrier.do(ask(0.2)) == ()
        broker.give()
        with listening(broker.port, ORDER) as (_, got):
            await asyncio.to_thread(until, lambda: wire.connected)
            assert await carrier.do(ask(0.3)) == ()
            await asyncio.to_thread(until, lambda: got)
            assert [b'"level":0.3' in message.payload for message in got] == [True]
        progress = [journey.progress for journey in carrier.state(ASH_4).orders]
        assert progress[1] in (Progress.ASKED, Progress.EXPIRED)
        carrier.stop()
        await running
        await wire.close()
        store.close()

    asyncio.run(story())


def ask(level: float) -> Ask:
    return Ask(ASH_4, LightAsked(lamp=Lamp.NIGHT, level=level), "st-01")


@pytest.mark.hazard("H-09")
@pytest.mark.parametrize("all_is_stored", [True, False])
def test_a_snapshot_is_kept_at_the_end_only_of_what_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, all_is_stored: bool
) -> None:
    async def ended(*_: object) -> bool:
        return all_is_stored

    monkeypatch.setattr(run, "_until", ended)
    config = tmp_path / "hub.toml"
    config.write_text(
        f'[site]\nrooms = ["ash/04"]\n[broker]\nurl = "mqtt://127.0.0.1:{free_port()}"\n'
    )
    loaded = load(config)
    with (
        closing(Store(tmp_path / "s")) as store,
        closing(listen("127.0.0.1", free_port())) as listener,
    ):
        asyncio.run(run._run(loaded, store, listener, asyncio.Event()))
        assert (store.latest_snapshot(stamp()) is not None) == all_is_stored
