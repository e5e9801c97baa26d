"""``python -m tests.mutants``: each fault in a copy of the tree, and whether any test notices."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.faults import FAULTS, Fault
from tests.mutants.tree import copied, said, stands, wrong

CAUGHT, MISSED, RED, NO_TIME = "caught", "NOT CAUGHT", "FAILS SO", "no time"


def main() -> int:
    """Exit code 0 when every fault was caught, 1 when one was not, 2 when a line is not there.

    A test that fails without the fault too proves nothing, and its fault counts as not caught.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--only", default="", help="those whose words hold this")
    parser.add_argument("--within", type=float, default=3600, help="begin none after so many s")
    asked = parser.parse_args()
    faults = [fault for fault in FAULTS if asked.only in fault.what]
    if gone := [fault for fault in faults if not stands(fault)]:
        for fault in gone:
            print(f"{fault.file} has no such line, or more than one, for: {fault.what}")
        return 2
    missed = list(_missed(faults, asked.jobs, asked.within))
    for fault in missed:
        print(f"not caught: {fault.file}: {fault.what}\n    {fault.stands}\n    {fault.instead}")
    print(f"{len(faults) - len(missed)} of {len(faults)} faults were caught")
    return 1 if missed else 0


def _missed(faults: list[Fault], jobs: int, within_s: float) -> Iterator[Fault]:
    """The faults that no test noticed, or that there was no time for; with progress."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="attune-mutants-") as place:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(copied(Path(place) / str(number)))
        sound: dict[tuple[str, ...], bool] = {}

        def judge(fault: Fault) -> str:
            if time.monotonic() - began > within_s:
                return NO_TIME
            tree = trees.get()
            try:
                return verdict(fault, tree, sound)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(jobs) as pool:
            told = zip(faults, pool.map(judge, faults), strict=True)
            for number, (fault, word) in enumerate(told, start=1):
                passed_s = time.monotonic() - began
                print(
                    f"{number:3} of {len(faults)}  {passed_s:5.0f} s  {word:10}  {fault.what}",
                    flush=True,
                )
                if word != CAUGHT:
                    yield fault


def verdict(fault: Fault, tree: Path, sound: dict[tuple[str, ...], bool]) -> str:
    """Whether a test fails in this tree once the fault is in it, and passes when it is not.

    Where no test can be named (none could be collected, or the whole hung) all of the fault's
    tests are asked to pass without it. ``sound`` remembers which do.
    """
    with wrong(fault, tree):
        so = said(fault.tests, tree)
    if so.passed:
        return MISSED
    noticed = (so.noticed_by,) if so.noticed_by else fault.tests
    if noticed not in sound:
        sound[noticed] = said(noticed, tree).passed
    return CAUGHT if sound[noticed] else RED


if __name__ == "__main__":
    sys.exit(main())
