"""`attune hazards`: from each hazard to what holds it and the tests that show so; gaps fail."""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from attune.saying import say
from ward.conditions import ALL, Condition

if TYPE_CHECKING:
    from attune.journal import Commands

HOLDS, GAP, NO_CHECKOUT = 0, 1, 2
WIDTH = 100
LOG, TESTS = Path("docs", "hazards.md"), Path("tests")
_ROW = re.compile(r"^\| (H-\d\d) \|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)

ABOUT = """\
Print every hazard of docs/hazards.md with what holds it, the conditions that tell of it, the tests
that show it, and what is still open. Ends with 1 on a gap: a hazard that no test shows, a test that
names a hazard which is not in the log, a condition of which no hazard is told; with 2 outside a
checkout.
"""


@dataclass(frozen=True, slots=True)
class Hazard:
    """One line of the log."""

    id: str
    what: str
    control: str
    still_open: str


def add(commands: "Commands") -> None:
    """The subcommand."""
    hazards = commands.add_parser(
        "hazards",
        help="every hazard, what holds it, and the tests that show so",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    hazards.add_argument(
        "--checkout",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="a checkout of Attune (default: the current folder)",
    )
    hazards.set_defaults(run=lambda chosen: main(chosen.checkout))


def main(checkout: Path) -> int:
    """Print the trace; the process's exit code."""
    log, tests = checkout / LOG, checkout / TESTS
    if not log.is_file() or not tests.is_dir():
        sys.stderr.write(
            f"attune: expected {log} and the folder {tests}; name a checkout with --checkout DIR.\n"
        )
        return NO_CHECKOUT
    hazards, shown_by = logged(log.read_text(encoding="utf-8")), trace(tests)
    found = tuple(gaps(hazards, shown_by))
    ended = say(lines(hazards, shown_by), HOLDS)
    for gap in found:
        sys.stderr.write(f"GAP: {gap}\n")
    return GAP if found else ended


# ---- what there is -----------------------------------------------------------------------------


def logged(text: str) -> dict[str, Hazard]:
    """Hazards of the log, by number."""
    rows = (tuple(cell.strip() for cell in row) for row in _ROW.findall(text))
    return {row[0]: Hazard(*row) for row in rows}


def shown(source: str) -> Iterator[tuple[str, str]]:
    """Each hazard that a test of this source names, or its whole file, with the test's name."""
    tree = ast.parse(source)
    of_all = [
        mark
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
        for mark in (node.value.elts if isinstance(node.value, ast.List) else [node.value])
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            marks = [*node.decorator_list, *(of_all if node.name.startswith("test_") else ())]
            yield from ((number, node.name) for number in _hazards(marks))


def _hazards(marks: Iterable[ast.expr]) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.hazard":
            yield ast.literal_eval(mark.args[0])


def trace(tests: Path) -> dict[str, list[str]]:
    """For each hazard that any test names, those tests."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        for number, name in shown(path.read_text(encoding="utf-8")):
            where = f"{path.relative_to(tests).as_posix()}::{name}"
            found.setdefault(number, []).append(where)
    return found


def gaps(
    hazards: Mapping[str, Hazard],
    shown_by: Mapping[str, list[str]],
    conditions: Iterable[Condition] = ALL,
) -> Iterator[str]:
    """What breaks the trace, a sentence each."""
    for number, hazard in hazards.items():
        if number not in shown_by:
            yield f"no test shows what holds {number}"
        if not hazard.control:
            yield f"{number} names nothing that holds it"
    for number, tests in shown_by.items():
        if number not in hazards:
            yield f"{', '.join(tests)}: there is no hazard {number}"
    for condition in conditions:
        if condition.hazard not in hazards:
            yield f"the condition {condition.name!r} tells of no hazard that is in the log"


# ---- as it is printed --------------------------------------------------------------------------


def lines(hazards: Mapping[str, Hazard], shown_by: Mapping[str, list[str]]) -> Iterator[str]:
    """Hazard, control, condition, test, and what is open."""
    for number, hazard in hazards.items():
        yield from _said(number, hazard.what)
        yield from _said("  held by", hazard.control)
        told = ", ".join(each.name for each in ALL if each.hazard == number)
        if told:
            yield from _said("  told as", told)
        for test in shown_by.get(number, ["no test"]):
            yield f"{'  shown by':<14}{test}"
        if hazard.still_open:
            yield from _said("  still open", hazard.still_open)


def _said(label: str, words: str) -> Iterator[str]:
    for place, line in enumerate(wrap(words, WIDTH - 14)):
        yield f"{'' if place else label:<14}{line}"
