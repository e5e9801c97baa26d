"""`make bench`: how fast the hub is beside two naive scripts, and what it costs to be that fast.

Parts: `ladder` messages/s kept up with, and from a threshold on the wire to its alarm · `fsync`
the same while every fsync takes 10 ms longer · `steps` where an alarm's milliseconds go · `rooms`
what a message costs with 50 and with 2,000 rooms · `soak` memory · `stall` a subscriber that stands
still · `vitals` how right breathing and heart are, into docs/vital-signs.md · `deterioration` false
alarms and delays on seeded days, into docs/deterioration.md · `room` how well warmth and light are
held, beside a plain thermostat and a plain switch, into docs/room.md · `estates` a check and a
report of a simulated site of 30 rooms and 90 days.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from tests.bench.crowd import crowd
from tests.bench.deterioration.report import report_deterioration
from tests.bench.estates import report_estates
from tests.bench.held.report import report_room
from tests.bench.ladder import climb, report
from tests.bench.machine import described, fsync_ms, out_of_its_way, slow_disk, temporary
from tests.bench.soak import soak
from tests.bench.stall import stall
from tests.bench.steps import steps
from tests.bench.subjects import SUBJECTS
from tests.bench.vitals.report import report_vitals

LADDERS = {
    "hub": (100, 1000, 2000, 4000, 6000, 8000, 10_000),
    "naive": (100, 500, 1000, 1500, 2000),
    "batch": (100, 1000, 4000, 8000, 10_000),
}
SLOW_LADDERS = {
    "hub": (100, 1000, 2000, 3000, 4000),
    "naive": (50, 60, 100),
    "batch": (100, 1000, 2000, 4000),
}
METHOD = """\
QoS 1, mosquitto. Half readings, half heart rates; 20 times a second somebody stops breathing, and
breathes again. Measured is from just before that is sent until the alarm is heard, on one machine.
The subject has one core, everything else the others: whatever else runs here is in the numbers too.
naive: a paho subscriber that commits every message to SQLite and watches one threshold. batch: the
same, committing once a second. Neither has rules, rooms, receipts or a panel."""


def ladder(asked: argparse.Namespace) -> None:
    print(f"\n== Messages kept up with, {asked.rooms} rooms ==")
    rates = {name: asked.rates or each for name, each in LADDERS.items()}
    report({name: climb(name, asked.rooms, asked.seconds, rates[name]) for name in SUBJECTS})


def fsync(asked: argparse.Namespace) -> None:
    print("\n== The same on a slow disk ==")
    with temporary() as folder:
        environment = slow_disk(Path(folder))
        if environment is None:
            print("not measured: there is no C compiler to make every fsync slow with")
            return
        print(f"one fsync takes {fsync_ms(environment):.1f} ms")
        rates = {name: asked.rates or each for name, each in SLOW_LADDERS.items()}
        report(
            {
                name: climb(name, asked.rooms, asked.seconds, rates[name], environment)
                for name in SUBJECTS
            }
        )


def many_rooms(asked: argparse.Namespace) -> None:
    print("\n== Rooms ==")
    crowd(2 * asked.seconds)


def long_run(asked: argparse.Namespace) -> None:
    print("\n== Memory ==")
    soak(asked.soak, asked.rooms)


def standstill(_asked: argparse.Namespace) -> None:
    print("\n== A standstill ==")
    stall()


def each_step(asked: argparse.Namespace) -> None:
    print("\n== Steps of an alarm ==")
    steps(3 * asked.seconds, asked.rooms)


def vitals(_asked: argparse.Namespace) -> None:
    print("\n== Vital signs ==")
    report_vitals()


def deterioration(_asked: argparse.Namespace) -> None:
    print("\n== Deterioration ==")
    report_deterioration()


def room(_asked: argparse.Namespace) -> None:
    print("\n== A room ==")
    report_room()


def estates(_asked: argparse.Namespace) -> None:
    print("\n== Estates ==")
    report_estates()


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "ladder": ladder,
    "fsync": fsync,
    "steps": each_step,
    "rooms": many_rooms,
    "soak": long_run,
    "stall": standstill,
    "vitals": vitals,
    "deterioration": deterioration,
    "room": room,
    "estates": estates,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--rooms", type=int, default=50, help="default: %(default)s, at most 2000")
    parser.add_argument("--seconds", type=float, default=4, help="of each rate (%(default)s)")
    parser.add_argument("--rates", type=float, nargs="+", help="messages/s, of every ladder")
    parser.add_argument("--soak", type=float, default=3, metavar="MINUTES", help="(%(default)s)")
    asked = parser.parse_args()
    for part in asked.parts:
        if part not in PARTS:
            parser.error(f"there is no part {part}; write any of {', '.join(PARTS)}")
    print(f"{described()}.\n{METHOD}", flush=True)
    out_of_its_way()
    for name, measure in PARTS.items():
        if name in (asked.parts or PARTS):
            measure(asked)


if __name__ == "__main__":
    main()
