"""What is usual for this person: a rate asleep and a rate awake, learnt slowly, hour by hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.deterioration.numbers import BLOCKS_MOST, STAND_IN
from ward.vitals import Vital


@dataclass(frozen=True, slots=True)
class Block:
    """The middle of so many quarter minutes of good rates, lying still as in sleep or not."""

    vital: Vital
    still: bool
    rate: float
    steps: int


Blocks = tuple[Block, ...]


def usual_of(blocks: Blocks, vital: Vital, *, still: bool, falls: bool) -> float | None:
    """The middle of the hours, each as heavy as it is long; ``None`` while too little is known.

    Where two are the middle it is the one that makes a change look larger. For breathing of
    somebody never yet seen to lie still the waking rate stands in, and the other way about; a
    pulse asleep is too far from one awake for that.
    """
    own = [each for each in blocks if each.vital is vital]
    same = [each for each in own if each.still is still]
    if not same and vital in STAND_IN:
        same = own
    return _middle(((each.rate, each.steps) for each in same), upper=falls)


def with_block(blocks: Blocks, block: Block) -> Blocks:
    """The oldest of its own kind goes when there are too many."""
    alike = [each for each in blocks if (each.vital, each.still) == (block.vital, block.still)]
    if len(alike) >= BLOCKS_MOST:
        at = blocks.index(alike[0])
        blocks = (*blocks[:at], *blocks[at + 1 :])
    return (*blocks, block)


def _middle(weighted: Iterable[tuple[float, int]], *, upper: bool) -> float | None:
    ranked = sorted(weighted)
    half, before = sum(weight for _, weight in ranked) / 2, 0
    for place, (rate, weight) in enumerate(ranked):
        before += weight
        if before > half or (before == half and not upper):
            return rate
        if before == half:
            return ranked[place + 1][0]
    return None
