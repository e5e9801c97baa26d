"""How long a check and a report of a whole simulated site take: 30 rooms, 90 days."""

import os
import time
from pathlib import Path

from attune.estates.report import WRITERS
from tests.attune.test_estates import differences, held, made
from tests.bench.machine import described, temporary

ROOMS, DAYS = 30, 90
CHECK_MOST_S, REPORT_MOST_S = 10.0, 20.0


def report_estates(seed: int = 1) -> None:
    """Prints the times, and what was planted and not found, or found and never planted."""
    print(described())
    with temporary() as folder:
        began = time.monotonic()
        home = made(Path(folder) / "site", seed, ROOMS, DAYS)
        print(f"simulated, and its evidence taken: {time.monotonic() - began:.1f} s")
        began, cpu = time.monotonic(), _cpu_s()
        found = held(home, DAYS)
        _within("check", time.monotonic() - began, CHECK_MOST_S, _cpu_s() - cpu)
        began, cpu = time.monotonic(), _cpu_s()
        sizes = [f"{ending} {len(write(held(home, DAYS, like=True))):,} bytes"
                 for ending, write in WRITERS.items() if ending == ".pdf"]  # fmt: skip
        _within("report", time.monotonic() - began, REPORT_MOST_S, _cpu_s() - cpu)
        print(", ".join(sizes))
        wrong = differences(home, found)
        answers = sum(map(len, found.standings.values()))
        print(f"{answers:,} answers, {len(wrong)} other than planted")
        print("\n".join(wrong))


def _cpu_s() -> float:
    """Of this process and of those that it waited for: what else runs here is not in it."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _within(what: str, took_s: float, most_s: float, cpu_s: float) -> None:
    late = "" if took_s < most_s else ": TOO LONG"
    print(f"{what}: {took_s:.1f} s, of at most {most_s:g}{late}; {cpu_s:.1f} s of processor time")
