"""The ladder: one rate after another, and from a threshold on the wire to its alarm at each."""

import json
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.bench.machine import Stopwatch, resident_mib, temporary
from tests.bench.subjects import WATCHED_SUBJECTS, Environment
from tests.brokers import start_mosquitto

WARM_UP_S = 2.0  # of each step, in which nothing is counted
KEPT_UP_MS = 1000.0  # p99 beyond it is not keeping up
LAST_WITHIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Step:
    """What one rate came to. ``sent`` is what the generator managed; ``late_ms`` are sorted."""

    asked: float
    sent: float
    probes: int
    late_ms: Sequence[float]
    cpu: float
    resident_mib: float

    def percentile(self, share: float) -> float:
        if not self.late_ms:
            return float("inf")
        return self.late_ms[min(len(self.late_ms) - 1, int(share * len(self.late_ms)))]

    @property
    def kept_up(self) -> bool:
        return len(self.late_ms) == self.probes and self.percentile(0.99) < KEPT_UP_MS

    @property
    def was_sent(self) -> bool:
        """Whether the generator itself kept up with what it was asked."""
        return self.sent > 0.9 * self.asked

    def __str__(self) -> str:
        lost = self.probes - len(self.late_ms)
        verdict = "kept up" if self.kept_up else f"did not keep up, {lost} alarms missing"
        return (
            f"{self.sent:6.0f} messages/s   p50 {self.percentile(0.5):7.1f} ms   "
            f"p99 {self.percentile(0.99):7.1f} ms   cpu {self.cpu:4.0%}   "
            f"{self.resident_mib:4.0f} MiB   {verdict}"
        )


class Alarms:
    """When each room's alarm began, as heard on the wire."""

    def __init__(self, port: int) -> None:
        self.began: dict[str, list[float]] = defaultdict(list)
        self._granted = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.on_message = self._heard
        self._client.on_connect = lambda client, *_: client.subscribe("attune/v1/+/+/alarm", 1)
        self._client.on_subscribe = lambda *_: self._granted.set()
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        self._granted.wait(10)

    def _heard(self, _client: Client, _user: object, message: MQTTMessage) -> None:
        at = time.monotonic()
        said = json.loads(message.payload)
        about = said.get("alarm", {}).get("condition", "no breathing seen")
        if said["change"] in {"began", "again"} and about == "no breathing seen":  # it latches
            self.began[said["room"]].append(at)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured, on its wire, and who listens."""

    port: int
    process: int
    alarms: Alarms
    number: int
    folder: Path


@contextmanager
def on_a_wire(name: str, number: int, environment: Environment = None) -> Iterator[Subject]:
    """Broker, subject and listener, until the end of the block."""
    with (
        temporary() as folder,
        start_mosquitto(Path(folder)) as port,
        WATCHED_SUBJECTS[name](Path(folder), port, number, environment) as process,
    ):
        subject = Subject(port, process.pid, Alarms(port), number, Path(folder))
        _wait_until_it_alarms(subject)
        yield subject
        subject.alarms.close()


def _wait_until_it_alarms(subject: Subject) -> None:
    for attempt in range(30):
        generated(subject, f"warm-{attempt}", 20, 1)
        if subject.alarms.began:
            return
    raise SystemExit("the subject never raised an alarm; nothing can be measured")


def generated(subject: Subject, boot: str, rate: float, span_s: float) -> dict[str, object]:
    """What the generator says it sent."""
    words = [str(word) for word in (subject.port, boot, subject.number, rate, span_s)]
    command = [sys.executable, "-m", "tests.bench.generator", *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=span_s + 60)
    answer: dict[str, object] = json.loads(ran.stdout)
    return answer


def measured(subject: Subject, rate: float, span_s: float) -> Step:
    subject.alarms.began.clear()
    watch = Stopwatch(subject.process)
    sent = generated(subject, f"at-{rate:.0f}-{span_s:.0f}", rate, span_s)
    used_s, passed_s = watch.read()
    probes = sent["probes"]
    if not isinstance(probes, list):
        raise TypeError("the generator did not say what it sent")
    counted = [(room, at) for room, at in probes if at > probes[0][1] + WARM_UP_S]
    time.sleep(LAST_WITHIN_S if len(_late(counted, subject.alarms)) < len(counted) else 0)
    return Step(
        rate,
        float(str(sent["rate"])),
        len(counted),
        sorted(1000 * s for s in _late(counted, subject.alarms)),
        used_s / passed_s,
        resident_mib(subject.process),
    )


def _late(probes: list[tuple[str, float]], alarms: Alarms) -> list[float]:
    """From each probe to its room's next alarm, if that came before the room's next probe."""
    found = []
    turns: dict[str, list[float]] = defaultdict(list)
    for room, at in probes:
        turns[room].append(at)
    for room, sent in turns.items():
        heard = list(alarms.began[room])
        for at, following in zip(sent, [*sent[1:], float("inf")], strict=True):
            came = [one for one in heard if at <= one < following]
            found += [came[0] - at] if came else []
    return found


def climb(
    name: str, number: int, span_s: float, rates: Sequence[float], environment: Environment = None
) -> list[Step]:
    """One rate after another, until two running are too much: one may be another's fault."""
    print(f"\n{name}:", flush=True)
    steps: list[Step] = []
    with on_a_wire(name, number, environment) as subject:
        for rate in rates:
            length_s = 2 * span_s if rate == rates[0] else span_s
            steps.append(measured(subject, rate, length_s + WARM_UP_S))
            print(f"  {steps[-1]}", flush=True)
            if not any(step.kept_up and step.was_sent for step in steps[-2:]):
                break
    return steps


def best(steps: Sequence[Step]) -> Step | None:
    kept = [step for step in steps if step.kept_up]
    return max(kept, key=lambda step: step.sent, default=None)


def report(found: dict[str, list[Step]]) -> None:
    """A line for each subject, and how the hub stands to the others."""
    print()
    tops = {name: best(steps) for name, steps in found.items()}
    for name, steps in found.items():
        top, first = tops[name], steps[0]
        limit = f"{top.sent:.0f} messages/s" if top else "not even the lowest rate"
        reach = " or more (no higher was tried)" if top is steps[-1] else ""
        print(
            f"{name:>6}: keeps up with {limit}{reach}; at {first.asked:.0f} messages/s p50 "
            f"{first.percentile(0.5):.1f} ms, p99 {first.percentile(0.99):.1f} ms"
        )
    hub = tops.get("hub")
    for name, top in tops.items():
        if hub and top and name != "hub":
            print(f" ratio: the hub keeps up with {hub.sent / top.sent:.1f} times what {name} does")
