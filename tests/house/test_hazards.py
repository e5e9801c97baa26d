"""Every hazard in the log has a test that shows its control, and no test names another."""

from tests.hazards import LOG, logged, shown, trace


def test_every_hazard_has_a_test_and_every_mark_a_hazard() -> None:
    hazards = logged(LOG.read_text(encoding="utf-8"))
    tests = trace()
    assert len(hazards) > 20
    assert set(tests) == set(hazards), set(tests) ^ set(hazards)


def test_the_check_can_fail() -> None:
    sample = '@pytest.mark.hazard("H-99")\ndef test_it(): ...\ndef test_other(): ...\n'
    assert list(shown(sample)) == [("H-99", "test_it")]
    assert logged("| H-99 | floods | a dam |\nH-98 | no row |") == {"H-99": "floods"}
