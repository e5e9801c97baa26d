"""The crowd: what a message costs with 50 rooms and with 2,000."""

from tests.bench.ladder import generated, on_a_wire
from tests.bench.machine import Stopwatch, resident_mib

RATES = (400.0, 1400.0)  # messages/s
CROWDS = (50, 2000)


def crowd(span_s: float) -> None:
    """The difference between two rates is the messages' cost; what is left is the rooms' own."""
    print("\nthe hub, by processor time:", flush=True)
    costs = []
    for number in CROWDS:
        with on_a_wire("hub", number) as subject:
            generated(subject, "settle", RATES[-1], span_s)  # no room is silent any more
            used = []
            for rate in RATES:
                watch = Stopwatch(subject.process)
                sent = float(str(generated(subject, f"crowd-{rate:.0f}", rate, span_s)["rate"]))
                used_s, passed_s = watch.read()
                used.append((sent * span_s / passed_s, used_s / passed_s))
            (few, low), (many, high) = used
            costs.append((high - low) / (many - few))
            standing = low - costs[-1] * few
            print(
                f"  {number:5} rooms: {1e6 * costs[-1]:.0f} µs a message, and {standing:.1%} of a "
                f"core for rooms and 20 alarms a second; {resident_mib(subject.process):.0f} MiB",
                flush=True,
            )
    print(f" ratio: a message costs {costs[1] / costs[0]:.2f} times as much with {CROWDS[1]} rooms")
