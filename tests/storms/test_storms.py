"""A sample of storms: ``make storm`` plays ten thousand."""

import pytest

from tests.storms.storm import storm

SAMPLE = range(60)


@pytest.mark.hazard("H-05")
@pytest.mark.hazard("H-07")
@pytest.mark.hazard("H-09")
@pytest.mark.parametrize("seed", SAMPLE)
def test_in_a_storm_every_law_holds(seed: int) -> None:
    outcome = storm(seed)
    assert outcome.holds, f"\n{outcome}"


def test_a_storm_is_the_same_whenever_it_is_played() -> None:
    first, again = storm(3), storm(3)
    assert (first.timeline, first.tally) == (again.timeline, again.tally)
