"""``python -m tests.mutants``: each fault in a copy of the tree, and whether any test notices."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.faults import FAULTS, Fault

CHECKOUT = Path(__file__).resolve().parents[2]
COPIED = ("attune", "ward", "edge", "hub", "firmware_sim", "tests", "nights", "docs", "deploy")
LASTS_MOST_S = 900  # of the tests of one fault, without it
HANGS_AFTER = 5  # times as long as without it: a mutant that hangs is caught as well
HANGS_LEAST_S = 60


def main() -> int:
    """Exit code 0 when every fault was caught, 1 when one was not, 2 when a line is not there.

    A fault whose tests fail without it proves nothing, and counts as not caught.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--only", default="", help="those whose words hold this")
    parser.add_argument("--within", type=float, default=3600, help="begin none after so many s")
    said = parser.parse_args()
    faults = [fault for fault in FAULTS if said.only in fault.what]
    if gone := [fault for fault in faults if not stands(fault)]:
        for fault in gone:
            print(f"{fault.file} has no such line, or more than one, for: {fault.what}")
        return 2
    missed = list(_missed(faults, said.jobs, said.within))
    for fault in missed:
        print(f"not caught: {fault.file}: {fault.what}\n    {fault.stands}\n    {fault.instead}")
    print(f"{len(faults) - len(missed)} of {len(faults)} faults were caught")
    return 1 if missed else 0


def stands(fault: Fault) -> bool:
    """Whether the line that is to be made wrong is in its file, once."""
    return (CHECKOUT / fault.file).read_text(encoding="utf-8").count(fault.stands) == 1


def _missed(faults: list[Fault], jobs: int, within_s: float) -> Iterator[Fault]:
    """The faults that no test noticed, or that there was no time for; with progress."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="attune-mutants-") as place:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(_copy(Path(place) / str(number)))

        lasted: dict[tuple[str, ...], float | None] = {}

        def judge(fault: Fault) -> tuple[Fault, str]:
            if time.monotonic() - began > within_s:
                return fault, "no time"
            tree = trees.get()
            try:
                if fault.tests not in lasted:
                    lasted[fault.tests] = lasts(fault.tests, tree)
                took_s = lasted[fault.tests]
                if took_s is None:
                    return fault, "FAILS SO"
                most_s = max(HANGS_LEAST_S, HANGS_AFTER * took_s)
                return fault, "caught" if caught(fault, tree, most_s) else "NOT CAUGHT"
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(jobs) as pool:
            for number, (fault, verdict) in enumerate(pool.map(judge, faults), start=1):
                print(f"{number:3} of {len(faults)}  {verdict:10}  {fault.what}", flush=True)
                if verdict != "caught":
                    yield fault


def _copy(tree: Path) -> Path:
    tree.mkdir()
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(CHECKOUT / name, tree / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(CHECKOUT / name, tree / name)
    return tree


def lasts(tests: tuple[str, ...], tree: Path) -> float | None:
    """How many seconds these tests take with no fault in the tree; ``None`` where they fail so."""
    began = time.monotonic()
    return time.monotonic() - began if passes(tests, tree, LASTS_MOST_S) else None


def caught(fault: Fault, tree: Path, most_s: float = LASTS_MOST_S) -> bool:
    """Whether a test fails in this tree once the fault is in it; the tree is as it was after."""
    file = tree / fault.file
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(fault.stands, fault.instead), encoding="utf-8")
    try:
        return not passes(fault.tests, tree, most_s)
    finally:
        file.write_text(before, encoding="utf-8")


def passes(tests: tuple[str, ...], tree: Path, most_s: float = LASTS_MOST_S) -> bool:
    """Whether these tests pass in this tree, in time. What cannot even be collected fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    shared = os.environ.get("ATTUNE_SHARED", str(CHECKOUT.parent / "shared"))
    environment = {**os.environ, "ATTUNE_SHARED": shared, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=tree,
            env=environment,
            capture_output=True,
            timeout=most_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
