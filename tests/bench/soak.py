"""The soak: fifty rooms for some minutes, and what the hub's memory does meanwhile."""

import threading
import time

from tests.bench.ladder import generated, on_a_wire
from tests.bench.machine import resident_mib

RATE = 100.0
LOOK_EVERY_S = 2.0
SETTLES_IN = 1 / 3  # of the time; before that, caches and histories fill


def soak(minutes: float, number: int) -> None:
    print(f"\nthe hub, {number} rooms at {RATE:.0f} messages/s for {minutes:g} min:", flush=True)
    with on_a_wire("hub", number) as subject:
        span_s = 60 * minutes
        sending = threading.Thread(target=generated, args=(subject, "soak", RATE, span_s))
        sending.start()
        began, seen = time.monotonic(), []
        while sending.is_alive():
            seen.append((time.monotonic() - began, resident_mib(subject.process)))
            if len(seen) % int(60 / LOOK_EVERY_S) == 0:
                print(f"  {seen[-1][0] / 60:4.1f} min: {seen[-1][1]:.1f} MiB", flush=True)
            time.sleep(LOOK_EVERY_S)
    settled = [(at, mib) for at, mib in seen if at > span_s * SETTLES_IN]
    print(
        f"  {max(mib for _, mib in seen):.1f} MiB at most; {slope(settled) * 3600:+.1f} MiB/h over "
        f"the last {len(settled) * LOOK_EVERY_S / 60:.1f} min (short of an hour, a trend at best)"
    )


def slope(points: list[tuple[float, float]]) -> float:
    """Least squares."""
    middle = sum(x for x, _ in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * y for x, y in points) / spread
