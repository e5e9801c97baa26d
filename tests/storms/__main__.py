"""``python -m tests.storms --seeds 10000``: storm after storm, and what each that fails was."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool

from tests.storms.broken import BROKEN
from tests.storms.broken_alarms import BROKEN_ALARMS
from tests.storms.storm import Outcome, storm

TOLD_EVERY_S = 10.0
TOLD_MOST = 10  # breaches in full
ANY_BROKEN = BROKEN | BROKEN_ALARMS


def main() -> int:
    asked = _asked()
    if asked.seed is not None:
        outcome = storm(asked.seed, ANY_BROKEN[asked.broken]) if asked.broken else storm(asked.seed)
        print(outcome)
        return 0 if outcome.holds else 1
    seeds = range(asked.start, asked.start + asked.seeds)
    began = time.monotonic()
    breaches, tally, played = [], Counter[str](), 0
    told_at = began
    for outcome in _played(seeds, asked.jobs):
        played += 1
        tally.update(outcome.tally)
        if not outcome.holds:
            breaches.append(outcome.seed)
            if len(breaches) <= TOLD_MOST:
                print(outcome, flush=True)
        if time.monotonic() - told_at > TOLD_EVERY_S:
            told_at = time.monotonic()
            print(_progress(played, len(seeds), breaches, told_at - began), flush=True)
        if asked.within and time.monotonic() - began > asked.within:
            print(f"stopped after {asked.within:.0f} s, as asked")
            break
    print(_progress(played, len(seeds), breaches, time.monotonic() - began))
    print("\n".join(f"{count:>10,}  {what}" for what, count in sorted(tally.items())))
    return 1 if breaches else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.storms", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many")
    parser.add_argument("--from", dest="start", type=int, default=0, help="the first")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--within", type=float, default=0, help="stop after so many seconds")
    parser.add_argument("--seed", type=int, help="one, with its timeline")
    parser.add_argument(
        "--broken", choices=ANY_BROKEN, help="with --seed: a machine that is broken"
    )
    return parser.parse_args()


def _played(seeds: Iterable[int], jobs: int) -> Iterator[Outcome]:
    if jobs < 2:
        yield from map(storm, seeds)
        return
    with Pool(jobs) as pool:
        yield from pool.imap_unordered(storm, seeds, chunksize=4)


def _progress(played: int, of: int, breaches: list[int], took_s: float) -> str:
    held = f"{played:,} of {of:,} storms in {took_s:.0f} s"
    if not breaches:
        return f"{held}: every law held"
    some = ", ".join(str(seed) for seed in sorted(breaches)[:20])
    return f"{held}: {len(breaches)} broke a law: {some}"


if __name__ == "__main__":
    sys.exit(main())
