"""The storms hurt: a ward broken on purpose is caught, and every kind of fault does something."""

from collections import Counter

import pytest

from tests.storms.broken import BROKEN
from tests.storms.broken_alarms import BROKEN_ALARMS
from tests.storms.storm import storm

CAUGHT_WITHIN = 60  # seeds
STRIKES = (
    "power off",
    "link cut",
    "broker stops",
    "hub killed at once",
    "hub killed before the commit",
    "hub killed after the commit, before anything is told",
    "hub killed half of it told",
    "hub's disk full",
    "disk full",
    "clock steps",
    "clock gains",
    "hub's clock steps",
    "radar lost",
    "radar stuck",
    "messages lost",
    "messages doubled",
    "messages late",
    "messages overtaken",
    "messages lost with a connection",
    "disk refusals",
    "spells",
    "acknowledges an alarm",
    "pauses the sound",
)


@pytest.mark.parametrize("how", BROKEN | BROKEN_ALARMS)
def test_a_ward_that_is_broken_is_caught(how: str) -> None:
    broken = (BROKEN | BROKEN_ALARMS)[how]
    caught = next((seed for seed in range(CAUGHT_WITHIN) if not storm(seed, broken).holds), None)
    assert caught is not None, f"{CAUGHT_WITHIN} storms let it pass: {how}"


def test_every_kind_of_fault_strikes_and_does_something() -> None:
    tally: Counter[str] = Counter()
    for seed in range(1000, 1040):
        tally.update(storm(seed).tally)
    never = [what for what in STRIKES if not any(name.startswith(what) for name in tally)]
    assert not never, never
