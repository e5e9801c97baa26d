"""The whole chain that the days are held against hears the body of the day, and nothing else."""

import numpy as np
import pytest

from firmware_sim.days.day import deteriorating
from tests.bench.deterioration.chain import through_the_chain


@pytest.mark.hazard("H-44")
def test_a_slow_pulse_comes_through_the_chain_as_slow_as_it_is() -> None:
    """Seed 14 slows to 42; whatever else in there beats would be told instead of it."""
    day = deteriorating(14)
    assert day.worse is not None
    begins = int(day.worse.begins_s + 12 * 60)
    said = through_the_chain(day, begins, begins + 420).pulse.rate[90:]
    true = float(np.mean(day.body.pulse[begins : begins + 420]))
    assert (~np.isnan(said)).mean() > 0.2
    assert np.nanmedian(said) == pytest.approx(true, abs=4)
