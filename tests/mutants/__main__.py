"""``python -m tests.mutants``: each fault in a copy of the tree, and whether any test notices."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.faults import FAULTS, Fault
from tests.mutants.tree import copied, said, stands, wrong

NOTED = Path(__file__).with_name("caught_by.json")
CAUGHT, MISSED, RED, NO_TIME = "caught", "NOT CAUGHT", "FAILS SO", "no time"


def main() -> int:
    """Exit code 0 when every fault was caught, 1 when one was not, 2 when a line is not there.

    A test that fails without the fault too proves nothing, and its fault counts as not caught.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--only", default="", help="those whose words hold this")
    parser.add_argument("--within", type=float, default=3600, help="begin none after so many s")
    parser.add_argument("--note", action="store_true", help=f"write {NOTED.name} anew")
    asked = parser.parse_args()
    faults = [fault for fault in FAULTS if asked.only in fault.what]
    if gone := [fault for fault in faults if not stands(fault)]:
        for fault in gone:
            print(f"{fault.file} has no such line, or more than one, for: {fault.what}")
        return 2
    catchers = noted()
    missed = list(_missed(faults, asked.jobs, asked.within, catchers))
    if asked.note:
        note(catchers)
    for fault in missed:
        print(f"not caught: {fault.file}: {fault.what}\n    {fault.stands}\n    {fault.instead}")
    print(f"{len(faults) - len(missed)} of {len(faults)} faults were caught")
    return 1 if missed else 0


def _missed(
    faults: list[Fault], jobs: int, within_s: float, catchers: dict[str, str]
) -> Iterator[Fault]:
    """The faults that no test noticed, or that there was no time for; with progress."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="attune-mutants-") as place:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(copied(Path(place) / str(number)))
        known = Known(catchers)

        def judge(fault: Fault) -> str:
            if time.monotonic() - began > within_s:
                return NO_TIME
            tree = trees.get()
            try:
                return verdict(fault, tree, known)
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


@dataclass
class Known:
    """Which test noticed each fault the last time, and which tests pass in a tree without one."""

    catchers: dict[str, str] = field(default_factory=dict)
    sound: dict[tuple[str, ...], bool] = field(default_factory=dict)


def verdict(fault: Fault, tree: Path, known: Known) -> str:
    """Whether a test fails in this tree once the fault is in it, and passes when it is not.

    The test that noticed it the last time is asked first, and alone. Where none can be named (none
    could be collected, or the whole hung) all of the fault's tests are asked to pass without it.
    """
    last = known.catchers.get(fault.what)
    for tests in ((last,), fault.tests) if last else (fault.tests,):
        with wrong(fault, tree):
            so = said(tests, tree)
        if so.passed or (tests != fault.tests and so.noticed_by is None):
            continue  # it passes, or there is no such test any more
        noticed = (so.noticed_by,) if so.noticed_by else tests
        if noticed not in known.sound:
            known.sound[noticed] = said(noticed, tree).passed
        if not known.sound[noticed]:
            return RED
        if so.noticed_by:
            known.catchers[fault.what] = so.noticed_by
        return CAUGHT
    known.catchers.pop(fault.what, None)
    return MISSED


def noted() -> dict[str, str]:
    """By what each fault is called, the test that noticed it when that was last written down."""
    said_: dict[str, str] = json.loads(NOTED.read_text(encoding="utf-8")) if NOTED.exists() else {}
    return said_


def note(catchers: Mapping[str, str]) -> None:
    here = {fault.what: catchers[fault.what] for fault in FAULTS if fault.what in catchers}
    text = json.dumps(here, indent=0, ensure_ascii=False, sort_keys=True)
    NOTED.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
