"""A kind of input: its name, what it makes, and how it is done to a ward."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.unseen.ward import Ward

Does = Callable[[Ward, Random], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """``makes`` are the types of the product that it sends or feeds.

    What it yields are breaches: nearly always none, for what is broken is seen from outside.
    """

    name: str
    does: Does
    makes: frozenset[type]
    weight: int = 2


class Kinds:
    """A list of kinds that grows as they are written: ``@KINDS("a look by CCTV", Look)``."""

    def __init__(self) -> None:
        self.all: list[Kind] = []

    def __call__(
        self, name: str, *makes: type, weight: int = 2
    ) -> Callable[[Callable[[Ward, Random], object]], Callable[[Ward, Random], object]]:
        def add(does: Callable[[Ward, Random], object]) -> Callable[[Ward, Random], object]:
            self.all.append(Kind(name, _telling(does), frozenset(makes), weight))
            return does

        return add


def _telling(does: Callable[[Ward, Random], object]) -> Does:
    def done(ward: Ward, rng: Random) -> Iterator[str]:
        said = does(ward, rng)
        if isinstance(said, Iterator):
            yield from said

    return done
