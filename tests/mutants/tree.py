"""A copy of the tree, a fault put into it, and what its tests then say."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.faults import Fault

CHECKOUT = Path(__file__).resolve().parents[2]
COPIED = (
    "attune", "ward", "edge", "hub", "firmware_sim", "tests", "nights", "docs", "deploy",
    "dashboards",
)  # fmt: skip
LASTS_MOST_S = 900  # of the tests of one fault; each single test has its own limit in pyproject
_TEST_FAILED = 1  # pytest's exit code; any other than 0 is tests that could not even begin
_NOTICED = re.compile(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Said:
    """Whether all tests passed, and the first that did not, where one can be named."""

    passed: bool
    noticed_by: str | None = None


def copied(to: Path) -> Path:
    """The tree as the tests need it, in a folder of its own."""
    to.mkdir(exist_ok=True)
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in COPIED:
        shutil.copytree(CHECKOUT / name, to / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(CHECKOUT / name, to / name)
    return to


def stands(fault: Fault) -> bool:
    """Whether the line that is to be made wrong is in its file, once."""
    return (CHECKOUT / fault.file).read_text(encoding="utf-8").count(fault.stands) == 1


@contextmanager
def wrong(fault: Fault, tree: Path) -> Iterator[None]:
    """The fault in this tree; as it was afterwards."""
    file = tree / fault.file
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(fault.stands, fault.instead), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(before, encoding="utf-8")


def said(tests: tuple[str, ...], tree: Path) -> Said:
    """What these tests say of this tree. What cannot be collected, or hangs, does not pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    shared = os.environ.get("ATTUNE_SHARED", str(CHECKOUT.parent / "shared"))
    environment = {**os.environ, "ATTUNE_SHARED": shared, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=tree,
            env=environment | {"COLUMNS": "1000"},  # a test's name is not cut to the width
            capture_output=True,
            text=True,
            timeout=LASTS_MOST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Said(passed=False)
    named = _NOTICED.search(done.stdout) if done.returncode == _TEST_FAILED else None
    return Said(done.returncode == 0, named[1] if named else None)
