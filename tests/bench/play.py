"""`python -m tests.bench.play`: how much faster than life a long night of four rooms is played.

Judged by the processor's seconds: play is one thread that never waits, and what else runs on the
machine must not decide. The seconds by the clock are printed beside them.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from attune.play.command import read
from attune.play.night import Night
from attune.play.story import play
from attune.play.verdict import judged

NIGHT = Path(__file__).resolve().parents[2] / "nights" / "eight-hours.night"
BOUNDS_S = {"rates": 60.0, "waveform": 360.0}  # for the whole of it
KIB = 1024
METHOD = "How much faster than life a long night of four rooms is played."


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.play", description=METHOD)
    parser.add_argument("--hours", type=float, default=8.0, help="of the night (default: all 8)")
    parser.add_argument("--radar", choices=(*BOUNDS_S, "both"), default="both")
    chosen = parser.parse_args(arguments)
    radars = tuple(BOUNDS_S) if chosen.radar == "both" else (chosen.radar,)
    results = [measured(shortened(read(NIGHT), radar, chosen.hours)) for radar in radars]
    return int(not all(results))


def shortened(night: Night, radar: str, hours: float) -> Night:
    """The first hours of it, with this radar. Of a part nothing is expected."""
    head = night.head
    ends = min(head.ends, head.begins + timedelta(hours=hours))
    expected = night.expectations if ends == head.ends and radar == head.radar else ()
    events = tuple(event for event in night.events if event.at <= ends)
    return replace(
        night, head=replace(head, radar=radar, ends=ends), events=events, expectations=expected
    )


def measured(night: Night) -> bool:
    """Play it and print what it took; whether that was quick enough."""
    head = night.head
    life_s = (head.ends - head.begins).total_seconds()
    bound_s = BOUNDS_S[head.radar] * life_s / (8 * 3600)
    began, cpu = time.perf_counter(), time.process_time()
    record = play(night).record
    took_s, worked_s = time.perf_counter() - began, time.process_time() - cpu
    verdicts = judged(night, record)
    met = sum(verdict.met for verdict in verdicts)
    quick = worked_s < bound_s
    print(
        f"{head.radar:<9} {len(head.rooms)} rooms, {life_s / 3600:g} h in {worked_s:.1f} s of "
        f"processor ({took_s:.1f} s by the clock), {life_s / worked_s:.0f} times life, "
        f"{len(record.facts)} facts, {len(record.vitals)} words on breathing, "
        f"{met} of {len(verdicts)} met, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB:.0f} MiB; "
        f"{'within' if quick else 'NOT WITHIN'} {bound_s:.0f} s"
    )
    return quick and met == len(verdicts)


if __name__ == "__main__":
    raise SystemExit(main())
