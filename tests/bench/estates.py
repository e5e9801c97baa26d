"""How long a check and a report of a whole simulated site take: 30 rooms, 90 days."""

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
        began = time.monotonic()
        found = held(home, DAYS)
        _within("check", time.monotonic() - began, CHECK_MOST_S)
        began = time.monotonic()
        sizes = [f"{ending} {len(write(held(home, DAYS, like=True))):,} bytes"
                 for ending, write in WRITERS.items() if ending == ".pdf"]  # fmt: skip
        _within("report", time.monotonic() - began, REPORT_MOST_S)
        print(", ".join(sizes))
        wrong = differences(home, found)
        answers = sum(map(len, found.standings.values()))
        print(f"{answers:,} answers, {len(wrong)} other than planted")
        print("\n".join(wrong))


def _within(what: str, took_s: float, most_s: float) -> None:
    print(f"{what}: {took_s:.1f} s, of at most {most_s:g}{'' if took_s < most_s else ': TOO LONG'}")
