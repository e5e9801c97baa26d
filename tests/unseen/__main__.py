"""``python -m tests.unseen --steps 10000000``: story after story, and how often each input came."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool

from tests.unseen.complete import lacking
from tests.unseen.story import NAMED, SHARE_LEAST, STEPS, Told, played

TOLD_EVERY_S = 30.0
TOLD_MOST = 5  # breaches in full
COUNTED_FROM = 20_000  # steps: of fewer no share is asked


def main() -> int:
    """Exit code 1 when the law was broken, a kind of input was too rare, or a fact never came."""
    asked = _asked()
    if asked.seed is not None:
        told = played(asked.seed)
        print(told)
        return 1 if told.breaches else 0
    began, told_at = time.monotonic(), time.monotonic()
    total, broken = Told(), list[int]()
    for one in _played(range(asked.start, asked.start + -(-asked.steps // STEPS)), asked.jobs):
        total.add(one)
        if one.breaches:
            broken.append(one.seed or 0)
            if len(broken) <= TOLD_MOST:
                print(one, flush=True)
        if time.monotonic() - told_at > TOLD_EVERY_S:
            told_at = time.monotonic()
            print(_progress(total, asked.steps, broken, told_at - began), flush=True)
        if asked.within and time.monotonic() - began > asked.within:
            print(f"stopped after {asked.within:.0f} s, as asked")
            break
    print(_progress(total, asked.steps, broken, time.monotonic() - began))
    print(table(total.inputs))
    wrong = list(rare(total.inputs)) + (lacking(total.facts) if total.steps >= COUNTED_FROM else [])
    print("\n".join(wrong))
    return 1 if broken or wrong else 0


def table(inputs: Counter[str]) -> str:
    """Every kind of input, the rarest last."""
    steps = inputs.total()
    return "\n".join(
        f"{count:>12,}  {count / steps:7.3%}  {name}" for name, count in inputs.most_common()
    )


def rare(inputs: Counter[str]) -> Iterator[str]:
    """Every kind of input that came less often than is stated."""
    steps = inputs.total()
    for name in NAMED:
        share = inputs[name] / steps if steps else 0.0
        if steps >= COUNTED_FROM and share < SHARE_LEAST:
            yield f"too rare: {name}, {share:.3%} of at least {SHARE_LEAST:.1%}"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.unseen", description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000, help="how many inputs")
    parser.add_argument("--from", dest="start", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--within", type=float, default=0, help="stop after so many seconds")
    parser.add_argument("--seed", type=int, help="one story, with its lines")
    return parser.parse_args()


def _played(seeds: Iterable[int], jobs: int) -> Iterator[Told]:
    if jobs < 2:
        yield from map(played, seeds)
        return
    with Pool(jobs) as pool:
        yield from pool.imap_unordered(played, seeds, chunksize=4)


def _progress(total: Told, of: int, broken: list[int], took_s: float) -> str:
    rate = total.steps / took_s if took_s else 0.0
    said = f"{total.steps:,} of {of:,} steps in {took_s:,.0f} s, {rate:,.0f} a second"
    done = f"{total.spells:,} spells, {total.good:,} visits held to the mirror"
    if not broken:
        return f"{said}; {done}: the law held"
    some = ", ".join(str(seed) for seed in sorted(broken)[:20])
    return f"{said}; {done}: {len(broken)} stories broke it: {some}"


if __name__ == "__main__":
    sys.exit(main())
