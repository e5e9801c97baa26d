"""Nothing but evidence at that door ends, shortens, hides or delays a spell; and it always does.

The inputs are those of ``tests/unseen``, of which ``make storm`` plays ten million.
"""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unseen.story import DRAWN, NAMED, Step, play

SHARE_LEAST = 0.002  # of all inputs, of every kind: Hypothesis has its favourites
STEPS_LEAST = 10_000  # of fewer no share is asked: it stops early once it has found something

steps = st.tuples(st.sampled_from(DRAWN), st.integers(0, 2**32 - 1))
played: Counter[str] = Counter()


@pytest.mark.timeout(600)  # a loaded machine may take many times as long
@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-05")
@pytest.mark.hazard("H-06")
@given(st.lists(steps, min_size=40, max_size=260), st.booleans())
@settings(max_examples=150)
def test_nothing_but_evidence_at_that_door_ends_a_spell(story: list[Step], tells: bool) -> None:
    told = play(story, tells=tells)
    played.update(told.inputs)
    assert not told.breaches, f"\n{told}"


def test_tens_of_thousands_of_steps_were_played_and_every_kind_was_among_them() -> None:
    """Of whatever the test above played in this run."""
    total = played.total()
    if total < STEPS_LEAST:
        pytest.skip(f"only {total} steps were played")
    rare = [name for name in NAMED if played[name] < SHARE_LEAST * total]
    assert not rare, f"of {total} steps: {rare}"
