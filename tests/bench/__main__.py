"""`make bench`: messages per second kept up with, and from a threshold on the wire to its alarm."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.bench.subjects import SUBJECTS
from tests.brokers import start_mosquitto

LADDER = (100, 250, 500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000)
METHOD = """\
QoS 1, mosquitto. Half readings, half heart rates; 20 times a second somebody stops breathing.
Measured is from just before that is sent until the alarm is heard, on one machine. The subject has
one core, everything else the others: whatever else runs here is in the numbers too.
naive: a paho subscriber that commits every message to SQLite and watches one threshold: no rules,
no rooms, no panel."""
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


Subject = tuple[int, int, "Alarms"]  # the broker's port, the process, and who listens


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
        if said["change"] == "began" and about == "no breathing seen":
            self.began[said["room"]].append(at)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@contextmanager
def on_a_wire(name: str, number: int) -> Iterator[Subject]:
    """Broker, subject and listener, until the end of the block."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_mosquitto(Path(folder)) as port,
        SUBJECTS[name](Path(folder), port, number) as process,
    ):
        alarms = Alarms(port)
        wait_until_it_alarms(port, number, alarms)
        yield port, process, alarms
        alarms.close()


def wait_until_it_alarms(port: int, number: int, alarms: Alarms) -> None:
    for attempt in range(30):
        generated(port, f"warm-{attempt}", number, 20, 1)
        if alarms.began:
            return
    raise SystemExit("the subject never raised an alarm; nothing can be measured")


def generated(port: int, boot: str, number: int, rate: float, span_s: float) -> dict[str, object]:
    words = [str(word) for word in (port, boot, number, rate, span_s)]
    command = [sys.executable, "-m", "tests.bench.generator", *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=span_s + 60)
    answer: dict[str, object] = json.loads(ran.stdout)
    return answer


def measured(subject: Subject, number: int, rate: float, span_s: float) -> Step:
    port, process, alarms = subject
    alarms.began.clear()
    used_s, began = cpu_s(process), time.monotonic()
    sent = generated(port, f"at-{rate:.0f}", number, rate, span_s)
    cpu = (cpu_s(process) - used_s) / (time.monotonic() - began)
    probes = sent["probes"]
    if not isinstance(probes, list):
        raise TypeError("the generator did not say what it sent")
    counted = [(room, at) for room, at in probes if at > probes[0][1] + WARM_UP_S]
    time.sleep(LAST_WITHIN_S if len(late(counted, alarms)) < len(counted) else 0)
    return Step(
        rate,
        float(str(sent["rate"])),
        len(counted),
        sorted(1000 * s for s in late(counted, alarms)),
        cpu,
        resident_mib(process),
    )


def late(probes: list[tuple[str, float]], alarms: Alarms) -> list[float]:
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


def cpu_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def climb(name: str, number: int, span_s: float, ladder: Sequence[float]) -> list[Step]:
    """One rate after another, until two running are too much: one may be another's fault."""
    print(f"\n{name}:", flush=True)
    steps: list[Step] = []
    with on_a_wire(name, number) as subject:
        for rate in ladder:
            length_s = 2 * span_s if rate == ladder[0] else span_s
            steps.append(measured(subject, number, rate, length_s + WARM_UP_S))
            print(f"  {steps[-1]}", flush=True)
            if not any(step.kept_up and step.was_sent for step in steps[-2:]):
                break
    return steps


def best(steps: Sequence[Step]) -> Step | None:
    kept = [step for step in steps if step.kept_up]
    return max(kept, key=lambda step: step.sent, default=None)


def fsync_ms() -> float:
    with tempfile.NamedTemporaryFile() as file:
        took = []
        for _ in range(50):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(1000 * (time.perf_counter() - began))
    return sorted(took)[25]


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def report(name: str, steps: Sequence[Step]) -> None:
    top, first = best(steps), steps[0]
    limit = f"{top.sent:.0f} messages/s" if top else "not even the lowest rate"
    reach = " or more (the generator's own limit)" if top and not steps[-1].was_sent else ""
    print(
        f"{name:>6}: keeps up with {limit}{reach}; at {first.asked:.0f} messages/s the alarm comes "
        f"after p50 {first.percentile(0.5):.1f} ms, p99 {first.percentile(0.99):.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rooms", type=int, default=50, help="default: %(default)s, at most 500")
    parser.add_argument("--seconds", type=float, default=4, help="of each rate (%(default)s)")
    parser.add_argument("--rates", type=float, nargs="+", default=LADDER, help="messages/s")
    asked = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[:-1])
    print(
        f"{processor()}, {len(cores)} cores (load {os.getloadavg()[0]:.1f} before this), "
        f"Python {platform.python_version()}, one fsync {fsync_ms():.2f} ms.\n"
        f"{asked.rooms} rooms, {asked.seconds:.0f} s at each rate.\n{METHOD}",
        flush=True,
    )
    found = {name: climb(name, asked.rooms, asked.seconds, asked.rates) for name in SUBJECTS}
    print()
    for name, steps in found.items():
        report(name, steps)
    hub, naive = best(found["hub"]), best(found["naive"])
    if hub and naive:
        print(f" ratio: the hub keeps up with {hub.sent / naive.sent:.1f} times as much")


if __name__ == "__main__":
    main()
