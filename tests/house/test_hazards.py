"""Every hazard in the log has a test that shows its control, and no test names another."""

from dataclasses import replace
from pathlib import Path

import pytest

from attune.__main__ import main
from attune.hazards import LOG, TESTS, Hazard, gaps, lines, logged, shown, trace
from tests.house.tree import CHECKOUT
from ward.conditions import ALL, BLANK_SPELL

ROW = "| H-99 | floods | a dam | the river |"


def test_every_hazard_has_a_test_and_every_mark_a_hazard_and_every_condition_one() -> None:
    hazards = logged((CHECKOUT / LOG).read_text(encoding="utf-8"))
    assert len(hazards) > 20
    assert not list(gaps(hazards, trace(CHECKOUT / TESTS)))


def test_every_line_of_the_log_is_read() -> None:
    text = (CHECKOUT / LOG).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| H-")]
    assert [row[2:6] for row in rows] == list(logged(text))


def test_a_line_of_the_log_and_a_mark_are_found() -> None:
    sample = '@pytest.mark.hazard("H-99")\ndef test_it(): ...\ndef test_other(): ...\n'
    assert list(shown(sample)) == [("H-99", "test_it")]
    whole = f'pytestmark = [pytest.mark.hazard("H-98"), pytest.mark.slow]\n{sample}def helps(): ...'
    assert list(shown(whole)) == [("H-99", "test_it"), ("H-98", "test_it"), ("H-98", "test_other")]
    found = logged(f"{ROW}\nH-98 | no row |")
    assert found == {"H-99": Hazard("H-99", "floods", "a dam", "the river")}


@pytest.mark.parametrize(
    ("hazards", "tests", "conditions", "told"),
    [
        (ROW, {}, (), "no test shows what holds H-99"),
        ("", {"H-99": ["test_a.py::test_it"]}, (), "test_a.py::test_it: there is no hazard H-99"),
        (ROW, {"H-99": ["t"]}, (BLANK_SPELL,), "'blank spell' tells of no hazard"),
        ("| H-99 | floods |  | |", {"H-99": ["t"]}, (), "H-99 names nothing that holds it"),
    ],
)
def test_each_kind_of_gap_is_found(
    hazards: str, tests: dict[str, list[str]], conditions: tuple[()], told: str
) -> None:
    (found,) = gaps(logged(hazards), tests, conditions)
    assert told in found


def test_where_all_is_traced_there_is_no_gap() -> None:
    known = replace(BLANK_SPELL, hazard="H-99")
    assert not list(gaps(logged(ROW), {"H-99": ["t"]}, (known,)))


def test_a_hazard_is_printed_with_control_condition_test_and_what_is_open() -> None:
    text = (CHECKOUT / LOG).read_text(encoding="utf-8")
    said = "\n".join(lines(logged(text), trace(CHECKOUT / TESTS)))
    for condition in ALL:
        assert condition.name in said
    assert "H-01          Nobody comes" in said
    assert "  held by     The watch" in said
    assert "  shown by    nights/test_first_nights.py::" in said
    assert "  still open  " in said


def checkout(folder: Path, log: str, test: str) -> str:
    (folder / "docs").mkdir()
    (folder / "tests").mkdir()
    (folder / LOG).write_text(log, encoding="utf-8")
    (folder / TESTS / "test_it.py").write_text(test, encoding="utf-8")
    return str(folder)


def test_the_command_fails_on_a_gap_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "\n".join(f"| {number} | it | is held | |" for number in {c.hazard for c in ALL})
    marks = "".join(f'@pytest.mark.hazard("{c.hazard}")\n' for c in ALL)
    folder = checkout(tmp_path, rows, f"{marks}def test_it(): ...\n")
    assert main(["hazards", "--checkout", folder]) == 0
    assert capsys.readouterr().err == ""
    (tmp_path / LOG).write_text(f"{rows}\n{ROW}", encoding="utf-8")
    assert main(["hazards", "--checkout", folder]) == 1
    assert capsys.readouterr().err == "GAP: no test shows what holds H-99\n"


def test_outside_a_checkout_it_says_where_it_expects_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hazards", "--checkout", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(tmp_path / LOG) in said
