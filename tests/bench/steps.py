"""The steps: where the milliseconds from a threshold on the wire to its alarm go."""

import json
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from tests.bench.ladder import WARM_UP_S, generated, on_a_wire
from tests.bench.subjects import STEPS as STEPS_FILE
from tests.bench.traced import STEPS

RATE = 100.0


def steps(span_s: float, number: int) -> None:
    """The median of each step; they need not add up to the median of the whole."""
    print(
        f"\nthe hub, {number} rooms at {RATE:.0f} messages/s, the median of each step:", flush=True
    )
    with on_a_wire("traced", number) as subject:
        subject.alarms.began.clear()
        sent = generated(subject, "steps", RATE, span_s + WARM_UP_S)
        heard = {room: list(times) for room, times in subject.alarms.began.items()}
        text = (subject.folder / STEPS_FILE).read_text(encoding="utf-8")
    probes = sent["probes"]
    if not isinstance(probes, list):
        raise TypeError("the generator did not say what it sent")
    took: dict[str, list[float]] = defaultdict(list)
    for reached in map(json.loads, text.splitlines()):
        room = reached["room"]
        sent_at = max(
            (at for name, at in probes if name == room and at < reached["broker"]), default=0
        )
        heard_at = min((at for at in heard.get(room, ()) if at > reached["told"]), default=0)
        if sent_at > probes[0][1] + WARM_UP_S and heard_at:
            _add({**reached, "heard": heard_at}, sent_at, took)
    for name, words in STEPS:
        print(f"  {_ms(took[name])} ms  {words}")
    whole = took["whole"]
    print(f"  {_ms(whole)} ms  from the threshold on the wire to its alarm, of {len(whole)}")


def _add(reached: dict[str, float], sent_at: float, took: dict[str, list[float]]) -> None:
    before = sent_at
    for name, _ in STEPS:
        took[name].append(reached[name] - before)
        before = reached[name]
    took["whole"].append(before - sent_at)


def _ms(times: Sequence[float]) -> str:
    return f"{1000 * median(times):6.2f}" if times else "   ..."
