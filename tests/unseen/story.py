"""A story: one input after another, with time between, and what was broken in it."""

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from hub.round import Round
from tests.unseen.closer import CLOSER
from tests.unseen.deeds import DEEDS, begin
from tests.unseen.faults import FAULTS
from tests.unseen.kinds import Kind
from tests.unseen.law import broken
from tests.unseen.moves import MOVES
from tests.unseen.outings import OUTINGS
from tests.unseen.reviews import REVIEWS
from tests.unseen.said import SAID
from tests.unseen.suits import SUITS
from tests.unseen.visits import VISITS
from tests.unseen.ward import ROOMS, Ward

KINDS: tuple[Kind, ...] = tuple(
    kind
    for kinds in (VISITS, OUTINGS, REVIEWS, DEEDS, MOVES, CLOSER, SAID, SUITS, FAULTS)
    for kind in kinds.all
)
NAMED = {kind.name: kind for kind in KINDS}
DRAWN: tuple[str, ...] = tuple(kind.name for kind in KINDS for _ in range(kind.weight))
TELLS_IN = 3  # stories, one has people who are told of alarms
SHARE_LEAST = 0.004  # of all inputs, of every kind
STEPS = 250  # of one story
LOOKS_EVERY = 8  # steps, at the panel
SPANS_S = (0.0, 0.0, 0.0, 0.2, 0.7, 1.0, 1.0, 2.0, 4.0, 5.0, 5.0, 9.0, 31.0)

Step = tuple[str, int]  # a kind of input, and from what its chance begins


@dataclass
class Told:
    """What became of one story."""

    seed: int | None = None
    breaches: list[str] = field(default_factory=list)
    inputs: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    spells: int = 0
    good: int = 0
    denied: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def steps(self) -> int:
        return self.inputs.total()

    def add(self, other: "Told") -> None:
        """Count another story's in; of what it was, nothing is kept."""
        self.inputs.update(other.inputs)
        self.facts.update(other.facts)
        self.spells += other.spells
        self.good += other.good
        self.denied += other.denied

    def __str__(self) -> str:
        again = "" if self.seed is None else f"\n  again: python -m tests.unseen --seed {self.seed}"
        said = "\n".join(f"  {line}" for line in self.lines[-40:])
        return f"{said}\n" + "\n".join(f"  BREACH {one}" for one in self.breaches) + again


def drawn(seed: int, steps: int = STEPS) -> Iterator[Step]:
    rng = Random(seed)
    for _ in range(steps):
        yield rng.choice(DRAWN), rng.getrandbits(32)


def play(
    steps: Iterable[Step],
    hub: type[Round] = Round,
    *,
    looks_every: int = LOOKS_EVERY,
    tells: bool = True,
) -> Told:
    """Until the first breach. Whatever raises is one, for a ward goes on."""
    ward, told = Ward(hub, tells=tells), Told()
    rng = Random(0)
    for room in ROOMS:
        begin(ward, room, rng)
    try:
        for number, step in enumerate(steps):
            told.breaches += _done(ward, told, step, looks=number % looks_every == 0)
            if told.breaches:
                break
    except Exception:  # noqa: BLE001  (whatever it was, the story is to be told)
        told.breaches.append("raised:\n" + traceback.format_exc(limit=-6))
    told.facts, told.good, told.denied = ward.counted, ward.good, ward.denied
    told.spells = ward.began
    return told


def _done(ward: Ward, told: Told, step: Step, *, looks: bool) -> list[str]:
    name, salt = step
    rng = Random(salt)
    told.lines.append(f"{ward.true_s:8.1f} s  {name}  {salt}")
    ward.wait(rng.choice(SPANS_S))
    wrong = [*broken(ward, looks=looks)]
    told.inputs[name] += 1
    wrong += NAMED[name].does(ward, rng)
    return [*wrong, *broken(ward, looks=False)]


def played(seed: int, hub: type[Round] = Round) -> Told:
    """The story of this seed, always the same."""
    told = play(drawn(seed), hub, tells=seed % TELLS_IN == 0)
    told.seed = seed
    if not told.breaches:
        told.lines.clear()
    return told
