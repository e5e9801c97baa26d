"""The stories hurt: every hub that is broken on purpose is caught, and every input comes."""

from collections import Counter

import pytest

from tests.unseen.__main__ import COUNTED_FROM, rare
from tests.unseen.broken import BROKEN
from tests.unseen.complete import inputs, lacking, not_generated
from tests.unseen.story import KINDS, NAMED, STEPS, Told, played
from ward.units import Wire

CAUGHT_WITHIN = 60  # stories


@pytest.mark.parametrize("how", BROKEN)
def test_a_hub_that_is_broken_is_caught(how: str) -> None:
    hub = BROKEN[how]
    caught = next((seed for seed in range(CAUGHT_WITHIN) if played(seed, hub).breaches), None)
    assert caught is not None, f"{CAUGHT_WITHIN} stories let it pass: {how}"


def test_whatever_the_hub_can_be_fed_is_generated() -> None:
    """A new act, happening or message of a node without a kind of input here fails by its name."""
    assert not not_generated(), "\n".join(not_generated())
    assert len(set(inputs())) > 40


def test_what_nobody_generates_is_named() -> None:
    class NewlyThoughtOf(Wire):
        """An input of tomorrow."""

    (said,) = not_generated((NewlyThoughtOf,))
    assert "NewlyThoughtOf" in said


def test_no_two_kinds_have_one_name() -> None:
    assert len(NAMED) == len(KINDS)


@pytest.mark.timeout(600)
def test_every_kind_of_input_comes_as_often_as_is_stated_and_brings_every_fact() -> None:
    total = Told()
    for seed in range(20_000, 20_000 + COUNTED_FROM // STEPS):
        told = played(seed)
        assert not told.breaches, f"\n{told}"
        total.add(told)
    wrong = [*rare(total.inputs), *lacking(total.facts)]
    assert not wrong, "\n".join(wrong)
    assert total.spells > 300
    assert total.good > 500


def test_a_kind_that_is_too_rare_and_a_fact_that_never_came_are_named() -> None:
    often = Counter(dict.fromkeys(NAMED, 1000))
    often["a look by CCTV"] = 1
    assert [said.split(",")[0] for said in rare(often)] == ["too rare: a look by CCTV"]
    assert any("'episode began'" in said for said in lacking({}))
