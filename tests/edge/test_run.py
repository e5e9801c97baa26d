"""The whole node as a program: the simulator's wires, a real broker, a real screen's requests."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import httpx
import psutil
import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from edge.events import Connected, Event, Follows
from edge.moment import Moment
from edge.outside.clock import Clock, synchronised
from edge.run import Running
from tests.brokers import free_port, start_mosquitto
from tests.edge.simulated import Sim, simulated
from ward.authority import Authority
from ward.care import Care, Confinement, Person, Plan, Role, Staff
from ward.codec import encode
from ward.profile import Night, Profile
from ward.rooms import RoomId
from ward.topics import Leaf, Topic, hub_listens

ROOM = RoomId("ash", 4)
CARD = "04A2B3C4"
FORM = {
    "awareness": "awake",
    "breathing": "easy",
    "colour": "usual",
    "position": "sitting",
    "mood": "calm",
    "could_end": "not-yet",
}
_NODE = "import pathlib, sys, edge.run; sys.exit(edge.run.main(pathlib.Path(sys.argv[1])))"


def until(so: Callable[[], Any], within_s: float = 15.0) -> Any:
    """Wait for it to be so, and say what it then is."""
    deadline = time.monotonic() + within_s
    while not (is_so := so()):
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        time.sleep(0.05)
    return is_so


def configured(sim: Sim, broker: int, door: int) -> Path:
    path = sim.home / "node.toml"
    path.write_text(
        f"""
room = "ash/04"
[broker]
url = "mqtt://127.0.0.1:{broker}"
[board]
kind = "simulated"
socket = "sim/ash-04/board.sock"
radar = "sim/ash-04/radar"
badge = "sim/ash-04/badge"
[door]
port = {door}
""",
        encoding="utf-8",
    )
    return path


class Ward:
    """One running node, and a hub's ear and voice beside it."""

    def __init__(self, sim: Sim, broker: int, door: int) -> None:
        self.sim, self.door_url = sim, f"http://127.0.0.1:{door}"
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.hub = Client(CallbackAPIVersion.VERSION2, client_id="hub")
        self.hub.on_message = self._hear
        self.hub.connect("127.0.0.1", broker)
        self.hub.subscribe([(topic, 1) for topic in hub_listens()])
        self.hub.loop_start()
        self.log = sim.home / "node.log"
        self.process = self.start(configured(sim, broker, door))

    def start(self, config: Path) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", _NODE, str(config)], stdout=log, stderr=log
            )

    def said(self, leaf: Leaf) -> list[dict[str, Any]]:
        return [body for topic, body in tuple(self.heard) if topic == str(Topic(ROOM, leaf))]

    def links(self) -> list[bool]:
        return [link["linked"] for link in self.said(Leaf.LINK)]

    def door(self) -> dict[str, Any]:
        view: dict[str, Any] = httpx.get(f"{self.door_url}/api/v1/door").json()
        return view

    def stop(self) -> None:
        self.hub.loop_stop()
        self.hub.disconnect()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _hear(self, _client: Client, _user: Any, message: MQTTMessage) -> None:
        self.heard.append((message.topic, json.loads(message.payload)))


@contextmanager
def a_ward(folder: Path) -> Iterator[Ward]:
    door = free_port()
    with ExitStack() as running:
        broker = running.enter_context(start_mosquitto(folder))
        sim = running.enter_context(simulated(f"http://127.0.0.1:{door}"))
        ward = Ward(sim, broker, door)
        running.callback(ward.stop)
        until(lambda: ward.said(Leaf.HEALTH))
        yield ward


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with a_ward(tmp_path_factory.mktemp("ward")) as running:
        until(lambda: running.said(Leaf.READINGS))
        yield running


def care() -> Care:
    now = datetime.now(UTC)
    return Care(
        room=ROOM,
        version=1,
        issued_at=now,
        staff=(Staff(ref="s1", initials="A.O.", role=Role.NURSE, badge=CARD),),
        profile=Profile(
            version=1,
            assessed_by="s9",
            main_light=0.4,
            night_light=0.1,
            temperature_c=24,
            night=Night(from_min=0, until_min=0),  # whenever this runs, it is day
        ),
        confinement=Confinement(
            id="e1",
            began_at=now - timedelta(minutes=5),
            person=Person(ref="p1", initials="J.T."),
            plan=Plan(
                every_min=15, authority=Authority.LOCAL, source="test", set_by="s9", set_at=now
            ),
        ),
    )


def test_a_node_says_that_it_is_there_and_what_its_room_is_like(ward: Ward) -> None:
    assert ward.links()[-1] is True
    until(lambda: {"temperature", "light", "sound"} <= quantities(ward))
    until(lambda: ward.said(Leaf.VITALS))
    until(lambda: "locked" in ward.said(Leaf.HEALTH)[-1]["body"]["standing"])
    health = ward.said(Leaf.HEALTH)[-1]
    assert health["body"]["hardware"] == "simulated: synthetic body"
    assert health["body"]["standing"]["locked"] is True
    assert {message["boot"] for _, message in ward.heard} == {health["boot"]}


def quantities(ward: Ward) -> set[str]:
    bodies = [message["body"] for message in ward.said(Leaf.READINGS)]
    return {each["quantity"] for body in bodies for each in body["readings"]}


def test_care_from_the_hub_moves_the_lamps_through_the_makers_driver(ward: Ward) -> None:
    ward.hub.publish(str(Topic(ROOM, Leaf.CARE)), encode(care()), 1, retain=True)
    until(lambda: ward.door()["person"] == "J.T.")
    until(lambda: ward.sim.act("state")["main_light"] == pytest.approx(0.4, abs=0.01), 30)
    until(lambda: ward.sim.act("state")["lux"] > 20)


def test_a_visit_at_the_simulated_door_is_an_observation_on_the_wire(ward: Ward) -> None:
    ward.hub.publish(str(Topic(ROOM, Leaf.CARE)), encode(care()), 1, retain=True)
    until(lambda: ward.door()["person"] == "J.T.")
    ward.sim.act("visit", badge=CARD, stay_s=18)
    until(lambda: ward.door()["badge_of"] == "A.O.")
    made = until(lambda: ward.said(Leaf.OBSERVATIONS), 30)[-1]["body"]["observation"]
    assert made["evidence"]["by"] == "s1"
    assert made["evidence"]["badge"] == CARD
    assert made["evidence"]["stayed_s"] >= 10
    assert ward.door()["seen_by"] == "A.O."
    assert ward.door()["last_recorded"]["ends_spell"] is True


def test_the_doors_stream_is_alive_over_real_http(ward: Ward) -> None:
    with httpx.stream("GET", f"{ward.door_url}/events", timeout=10) as stream:
        lines = stream.iter_lines()
        awaited = {f"event: {part}" for part in ("head", "timer", "record", "room", "beat")}
        while awaited:
            awaited.discard(next(lines))


def test_a_node_is_small_and_quiet(ward: Ward) -> None:
    """At most 120 MB resident and 5 % of one core, with a screen watching."""
    process = psutil.Process(ward.process.pid)
    with httpx.stream("GET", f"{ward.door_url}/events", timeout=10) as stream:
        lines = stream.iter_lines()
        next(lines)
        process.cpu_percent()
        ends = time.monotonic() + 6
        while time.monotonic() < ends:
            next(lines)
        busy = process.cpu_percent()
    resident_mb = process.memory_info().rss / 1e6
    assert resident_mb < 120, f"{resident_mb:.0f} MB"
    assert busy < 5, f"{busy:.1f} %"


def test_a_second_node_for_the_same_door_ends_with_a_sentence(ward: Ward) -> None:
    config = configured(ward.sim, 1, int(ward.door_url.rpartition(":")[2]))
    other = config.with_name("other.toml")
    text = config.read_text().replace("sim/ash-04/board.sock", "no.sock")
    other.write_text(f'{text}[outbox]\npath = "other.sqlite3"\n')
    ended = run_node(other)
    assert ended.returncode == 2
    assert "the door unit cannot be served at 127.0.0.1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_second_node_on_the_same_outbox_ends_with_a_sentence(ward: Ward) -> None:
    config = configured(ward.sim, 1, free_port())
    ended = run_node(config)
    assert ended.returncode == 2
    assert ended.stderr.strip().endswith("another node of this room is running already.")
    assert len(ended.stderr.splitlines()) == 1


def run_node(config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _NODE, str(config)]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


def test_a_configuration_that_cannot_be_used_ends_with_a_sentence(tmp_path: Path) -> None:
    config = tmp_path / "node.toml"
    config.write_text('room = "Ash 4"\n')
    ended = run_node(config)
    assert ended.returncode == 2
    assert ended.stderr.strip().endswith('for example "ash/04".')
    assert len(ended.stderr.splitlines()) == 1


def test_a_raspberry_pis_configuration_elsewhere_ends_with_a_sentence(tmp_path: Path) -> None:
    config = tmp_path / "node.toml"
    config.write_text('room = "ash/04"\n[board]\nkind = "raspberry-pi"\nradar = "radar"\n')
    ended = run_node(config)
    assert ended.returncode == 2
    assert ended.stderr.startswith("the board cannot be used: ")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_says_so_leaves_the_lamps_and_goes(
    sign: signal.Signals, tmp_path: Path
) -> None:
    with a_ward(tmp_path) as ward:
        ward.hub.publish(str(Topic(ROOM, Leaf.CARE)), encode(care()), 1, retain=True)
        until(lambda: ward.sim.act("state")["main_light"] > 0.02)
        watching = httpx.stream("GET", f"{ward.door_url}/events", timeout=10)
        with watching as stream:
            next(stream.iter_lines())
            ward.process.send_signal(sign)
            assert ward.process.wait(timeout=8) == 0
        until(lambda: ward.links()[-1] is False)
        assert ward.sim.act("state")["main_light"] > 0.02
        assert "Traceback" not in ward.log.read_text()


@pytest.mark.hazard("H-07")
def test_a_visit_recorded_with_everything_else_dead_survives_a_power_cut(tmp_path: Path) -> None:
    """The broker is gone, the form is sent, the node is killed: started anew it says it."""
    with ExitStack() as running:
        port, door = free_port(), free_port()
        sim = running.enter_context(simulated(f"http://127.0.0.1:{door}"))
        config = configured(sim, port, door)
        url = f"http://127.0.0.1:{door}"
        first = running.enter_context(a_node(config))
        until(lambda: answers(url))
        headers = {"accept": "application/json", "origin": url}
        form = {**FORM, "said": "I would like some water"}
        made = httpx.post(f"{url}/observations", data=form, headers=headers).json()
        assert made["recorded"]
        first.kill()
        first.wait()
        running.enter_context(start_mosquitto(tmp_path, port))
        heard: list[dict[str, Any]] = []
        hub = Client(CallbackAPIVersion.VERSION2, client_id="hub")
        hub.on_message = lambda _c, _u, message: heard.append(json.loads(message.payload))
        hub.connect("127.0.0.1", port)
        hub.subscribe(str(Topic(ROOM, Leaf.OBSERVATIONS)), 1)
        hub.loop_start()
        running.callback(hub.loop_stop)
        running.enter_context(a_node(config))
        (told,) = until(lambda: heard)[:1]
        assert told["body"]["observation"]["content"]["said"] == form["said"]
        assert told["sent_boot"] != told["boot"]


@contextmanager
def a_node(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", _NODE, str(config)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/v1/door").is_success
    except httpx.HTTPError:
        return False


class Broken:
    """A node that is wrong about itself, between wires that only listen."""

    counters: ClassVar[dict[str, int]] = {}

    def feed(self, event: Event, now: Moment) -> tuple[Follows, ...]:
        raise ZeroDivisionError

    def tick(self, now: Moment) -> tuple[Follows, ...]:
        raise ZeroDivisionError

    def poll(self) -> None:
        """Nothing to look at."""

    def check(self) -> None:
        """The wires themselves are well."""


@pytest.mark.parametrize("by_time", [True, False])
def test_a_node_that_is_wrong_about_itself_ends_the_program(by_time: bool) -> None:
    async def story() -> None:
        broken: Any = Broken()
        running = Running(broken, Clock(), broken, broken)
        if by_time:
            await asyncio.wait_for(running.tick(), 2)
        else:
            with pytest.raises(ZeroDivisionError):
                running.happened(Connected())
        running.say(Connected())  # wires that speak while all is ending are not heard
        with pytest.raises(ZeroDivisionError):
            await running.broken

    asyncio.run(story())


def test_the_clock_goes_forward_and_says_whether_it_is_believed() -> None:
    clock = Clock()
    first, second = clock.now(), clock.now()
    assert 0 <= first.up_s <= second.up_s < 5
    assert first.at.tzinfo is UTC
    assert isinstance(synchronised(), bool)
