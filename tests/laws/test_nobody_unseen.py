"""Nothing but evidence at that door ends, shortens, hides or delays a spell; and it always does.

The inputs are those of ``tests/unseen``, of which ``make storm`` plays ten million.
"""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unseen.story import DRAWN, NAMED, Step, play

SHARE_LEAST = 0.002  # of all inputs, of every kind: Hypothesis has its favourites
STEPS_LEAST = 20_000  # or the law was hardly tried

steps = st.tuples(st.sampled_from(DRAWN), st.integers(0, 2**32 - 1))


@pytest.mark.timeout(600)  # a loaded machine may take many times as long
@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-05")
@pytest.mark.hazard("H-06")
def test_nothing_but_evidence_at_that_door_ends_a_spell_and_every_input_was_among_them() -> None:
    played: Counter[str] = Counter()

    @given(st.lists(steps, min_size=80, max_size=260), st.booleans())
    @settings(max_examples=300, derandomize=True)  # the same each time: ``make storm`` explores
    def holds(story: list[Step], tells: bool) -> None:
        told = play(story, tells=tells)
        played.update(told.inputs)
        assert not told.breaches, f"\n{told}"

    holds()
    total = played.total()
    assert total >= STEPS_LEAST
    rare = [name for name in NAMED if played[name] < SHARE_LEAST * total]
    assert not rare, f"of {total} steps: {rare}"
