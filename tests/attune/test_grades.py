"""The command that prints the grading table, and the page that it makes."""

import pytest

from attune import grades
from attune.__main__ import main
from tests.conftest import CHECKOUT
from ward.grading import ROWS


def test_the_page_is_the_table_that_holds() -> None:
    page = (CHECKOUT / "docs" / "grades.md").read_text(encoding="utf-8")
    told = "write it anew: attune grades --markdown > docs/grades.md"
    assert page == grades.markdown(), told


def test_the_command_prints_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grades"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("form on that door unit")
    assert len(lines) == len(ROWS)
    (ends,) = [line for line in lines if "badge, stay and what was seen" in line]
    assert "full" in ends


def test_no_proposal_is_printed_as_law() -> None:
    assert "Code of Practice" not in grades.markdown()
    assert "statute" not in grades.markdown()
