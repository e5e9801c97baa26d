"""The mutation suite itself: its lines are there, and a tree that is whole passes."""

from pathlib import Path

import pytest

from tests.mutants.__main__ import CAUGHT, MISSED, RED, Known, verdict
from tests.mutants.faults import FAULTS, Fault
from tests.mutants.tree import CHECKOUT, Said, copied, said, stands, wrong

STAY = "ward/grading.py", "STAY_LEAST_S = 10.0"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_the_line_that_is_to_be_made_wrong_stands_in_its_file_once(fault: Fault) -> None:
    assert stands(fault)
    assert fault.stands != fault.instead
    assert all((CHECKOUT / test.split("::")[0]).exists() for test in fault.tests)


def test_no_two_faults_are_the_same() -> None:
    assert len({(fault.file, fault.stands, fault.instead) for fault in FAULTS}) == len(FAULTS)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy as the suite makes it."""
    return copied(tmp_path_factory.mktemp("tree") / "copy")


@pytest.mark.timeout(300)
def test_a_fault_is_caught_and_the_tree_is_whole_again(tree: Path) -> None:
    fault = next(fault for fault in FAULTS if fault.file == "ward/grading.py")
    assert verdict(fault, tree, Known()) == CAUGHT
    assert said(("tests/ward",), tree).passed


@pytest.mark.timeout(300)
def test_what_is_no_fault_is_not_caught(tree: Path) -> None:
    harmless = Fault("nothing", *STAY, "STAY_LEAST_S = 10.00", ("tests/ward",))
    assert verdict(harmless, tree, Known()) == MISSED


@pytest.mark.timeout(300)
def test_a_test_that_fails_with_no_fault_at_all_catches_nothing(tree: Path) -> None:
    (tree / "tests/ward/test_red.py").write_text("def test_red() -> None:\n    assert False\n")
    harmless = Fault("nothing", *STAY, "STAY_LEAST_S = 10.00", ("tests/ward/test_red.py",))
    assert verdict(harmless, tree, Known()) == RED


@pytest.mark.timeout(300)
def test_what_cannot_be_collected_is_asked_whole_without_the_fault(tree: Path) -> None:
    tests = ("tests/ward/test_grading.py",)
    broken = Fault("no such word", *STAY, "STAY_LEAST_S = ten", tests)
    with wrong(broken, tree):
        assert said(tests, tree) == Said(passed=False, noticed_by=None)
    known = Known()
    assert verdict(broken, tree, known) == CAUGHT
    assert known == Known(sound={tests: True})


@pytest.mark.timeout(300)
def test_the_test_that_noticed_it_last_time_is_asked_first_and_believed_no_more_than_another(
    tree: Path,
) -> None:
    fault = next(fault for fault in FAULTS if fault.file == "ward/grading.py")
    known = Known()
    assert verdict(fault, tree, known) == CAUGHT
    by = known.catchers[fault.what]
    again = Known({fault.what: by})
    assert verdict(fault, tree, again) == CAUGHT
    assert again.sound == {(by,): True}
    for stale in ("tests/ward/test_rooms.py::test_none_such", "tests/ward/test_rooms.py"):
        moved = Known({fault.what: stale})
        assert verdict(fault, tree, moved) == CAUGHT
        assert moved.catchers == {fault.what: by}
    harmless = Fault(fault.what, *STAY, "STAY_LEAST_S = 10.00", ("tests/ward/test_grading.py",))
    assert verdict(harmless, tree, Known({fault.what: by})) == MISSED
