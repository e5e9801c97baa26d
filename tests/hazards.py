"""The trace from hazards to the tests that show their controls; `make hazards` prints it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
LOG = TESTS.parent / "docs" / "hazards.md"
_ROW = re.compile(r"^\| (H-\d\d) \| ([^|]+) \|", re.MULTILINE)


def logged(text: str) -> dict[str, str]:
    """Hazards of the log, by number."""
    return {number: what.strip() for number, what in _ROW.findall(text)}


def shown(source: str) -> Iterator[tuple[str, str]]:
    """Each hazard that a test of this source names, with the test's name."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.hazard":
                yield ast.literal_eval(mark.args[0]), node.name


def trace() -> dict[str, list[str]]:
    """For each hazard that any test names, those tests."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for number, name in shown(path.read_text(encoding="utf-8")):
            where = f"{path.relative_to(TESTS)}::{name}"
            found.setdefault(number, []).append(where)
    return found


def main() -> None:
    tests = trace()
    for number, what in logged(LOG.read_text(encoding="utf-8")).items():
        print(f"{number}  {what}")
        for test in tests.get(number, ["no test"]):
            print(f"      {test}")


if __name__ == "__main__":
    main()
