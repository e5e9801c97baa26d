"""What is usual for this person: a rate asleep and a rate awake, learnt slowly, hour by hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.deterioration.numbers import ASLEEP_LEAST, ASLEEP_LIKELY, BLOCKS_MOST
from ward.vitals import Vital


@dataclass(frozen=True, slots=True)
class Block:
    """The middle of so many quarter minutes of good rates, lying still as in sleep or not."""

    vital: Vital
    still: bool
    rate: float
    steps: int


Blocks = tuple[Block, ...]


def usual_of(blocks: Blocks, vital: Vital, *, falls: bool, sleeps: bool = True) -> float | None:
    """What a rate must have left; ``None`` while too little is known.

    A radar cannot tell who sleeps from who lies quite still, and one goes over into the other in
    minutes: so a fall is one below the lower of both rates, and a rise one above the higher; but
    no further apart are they taken to be than sleep explains. ``sleeps`` is false of whoever was
    given what slows breathing: no sleep excuses their fall, and it is judged by the higher.
    """
    kinds = tuple(_known(blocks, vital, still=still, upper=falls) for still in (True, False))
    known = [rate for rate in kinds if rate is not None]
    if not known or (falls and not sleeps):
        return max(known, default=None)
    least, likely = ASLEEP_LEAST[vital], ASLEEP_LIKELY[vital]
    asleep, awake = kinds
    if falls:
        return min(max(asleep or likely * known[0], least * known[-1]), known[-1])
    return max(min(awake or known[0] / likely, known[0] / least), known[0])


def with_block(blocks: Blocks, block: Block) -> Blocks:
    """The oldest of its own kind goes when there are too many."""
    alike = [each for each in blocks if (each.vital, each.still) == (block.vital, block.still)]
    if len(alike) >= BLOCKS_MOST:
        at = blocks.index(alike[0])
        blocks = (*blocks[:at], *blocks[at + 1 :])
    return (*blocks, block)


def _known(blocks: Blocks, vital: Vital, *, still: bool, upper: bool) -> float | None:
    kind = (vital, still)
    own = [(each.rate, each.steps) for each in blocks if (each.vital, each.still) == kind]
    return _middle(own, upper=upper)


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
