"""The mutation suite itself: its lines are there, and a tree that is whole passes."""

import shutil
from pathlib import Path

import pytest

from tests.mutants.__main__ import CHECKOUT, COPIED, caught, lasts, passes, stands
from tests.mutants.faults import FAULTS, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_the_line_that_is_to_be_made_wrong_stands_in_its_file_once(fault: Fault) -> None:
    assert stands(fault)
    assert fault.stands != fault.instead
    assert all((CHECKOUT / test.split("::")[0]).exists() for test in fault.tests)


def test_no_two_faults_are_the_same() -> None:
    assert len({(fault.file, fault.stands, fault.instead) for fault in FAULTS}) == len(FAULTS)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the suite copies."""
    place = tmp_path_factory.mktemp("tree")
    for name in COPIED:
        shutil.copytree(CHECKOUT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", place)
    return place


@pytest.mark.timeout(300)
def test_a_fault_is_caught_and_the_tree_is_whole_again(tree: Path) -> None:
    fault = next(fault for fault in FAULTS if fault.file == "ward/grading.py")
    assert caught(fault, tree)
    assert passes(("tests/ward",), tree)


@pytest.mark.timeout(300)
def test_what_is_no_fault_is_not_caught(tree: Path) -> None:
    harmless = Fault(
        "nothing", "ward/grading.py", "STAY_LEAST_S = 10.0", "STAY_LEAST_S = 10.00", ("tests/ward",)
    )
    assert not caught(harmless, tree)


@pytest.mark.timeout(300)
def test_tests_that_fail_with_no_fault_at_all_catch_nothing(tree: Path) -> None:
    assert lasts(("tests/ward/none_such.py",), tree) is None
    took_s = lasts(("tests/ward/test_profile.py",), tree)
    assert took_s is not None
    assert took_s > 0
