"""One storm: a story played, watched, and held to the laws."""

import re
import traceback
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from attune.play.place import Place
from attune.play.world import REAL, Machines, World
from tests.storms.allowed import Law
from tests.storms.drawn import BREAKS_ORDER, told
from tests.storms.laws import ALWAYS, AT_THE_END
from tests.storms.story import SETTLES_S, Line, Story
from tests.storms.witness import Witness
from ward.units import seconds

BREACHES_MOST = 5  # told of one storm; the first is what matters
TURN_MOST = 8  # events taken together, so that commits fall everywhere


@dataclass
class Outcome:
    """What became of one storm."""

    seed: int
    breaches: list[str] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    timeline: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.breaches

    def __str__(self) -> str:
        lines = "\n".join(f"  {line}" for line in self.timeline)
        wrong = "\n".join(f"  BREACH {breach}" for breach in self.breaches)
        again = f"again: python -m tests.storms --seed {self.seed}"
        return f"storm {self.seed}\n{lines}\n{wrong}\n  {again}"


class Storm:
    """Plays one seed. Surprising: a machine that raises is a breach too, with its trace."""

    def __init__(self, seed: int, machines: Machines = REAL) -> None:
        self.story: Story = told(seed)
        self.outcome = Outcome(seed)
        self.world = World(self.story.setting, self.story.weather, machines, self._watched)
        self.world.hub.snapshot_every = self.story.snapshot_every
        chance = self.world.rng
        self.world.hub.turn_most = lambda: chance.randint(1, TURN_MOST)

    def _watched(self, world: World) -> None:
        self.witness = Witness(self.story, world)
        whole = not any(line.words.startswith(BREAKS_ORDER) for line in self.story.lines)
        self.witness.tally["in order"] = whole and not self.story.rough
        for unit in world.units.values():
            unit.disk.tells = partial(self.witness.stores, unit.room)

    def played(self) -> Outcome:
        try:
            self._play()
        except Exception:  # noqa: BLE001  (whatever it was, its seed is to be told)
            self._breach("a machine raised:\n" + traceback.format_exc(limit=-6))
        self._count()
        return self.outcome

    def _play(self) -> None:
        lines = list(self.story.lines)
        began = self.world.now
        for second in range(1, self.story.lasts_s + SETTLES_S + 1):
            while lines and lines[0].at_s < min(second, self.story.lasts_s):
                self._do(lines.pop(0))
            if second == self.story.lasts_s:
                self._calm()
            self.world.until(began + seconds(second))
            self.witness.look()
            if self._held(ALWAYS, f"{second:4d} s"):
                return
        self._held(AT_THE_END, " end")

    def _do(self, line: Line) -> None:
        self.outcome.timeline.append(str(line))
        line.do(self.world)
        self.outcome.tally[_kind(line.words)] += 1
        self.witness.tally[line.words] += 1

    def _calm(self) -> None:
        """The weather clears, and whatever was broken is mended."""
        self.outcome.timeline.append(f"{self.story.lasts_s:4d} s  calm")
        world = self.world
        world.weather.clear_up()
        world.fill_hub_disk(full=False)
        world.hub.clock.right()
        world.start_broker()
        world.start_hub()
        for room in world.units:
            place = Place(world, room)
            place.disk_full(full=False)
            place.mend_link()
            place.power_on()
            place.clock_right()
            place.sensor_mended("radar")

    def _held(self, laws: tuple[Law, ...], when: str) -> bool:
        """Whether any law was broken; each breach is written down."""
        for law in laws:
            for breach in law(self.witness):
                self._breach(f"{when}  {law.__name__}: {breach}")
        return not self.outcome.holds

    def _breach(self, words: str) -> None:
        if len(self.outcome.breaches) < BREACHES_MOST:
            self.outcome.breaches.append(words)

    def _count(self) -> None:
        tally, witness = self.outcome.tally, self.witness
        tally.update({name: hits for name, hits in self.world.weather.counts.items() if hits})
        tally["spells"] += sum(f.fact == "alarm began" for _, f in witness.facts)
        tally["facts"] += len(witness.facts)
        tally["numbers lost"] += sum(len(lost) for lost in witness.lost.values())
        tally["disk refusals"] += sum(u.disk.refused for u in self.world.units.values())


def _kind(words: str) -> str:
    """Of what kind it was, without its numbers."""
    words = words.split(":", maxsplit=1)[0]
    return re.sub(r"[ ,]*[-+]?[0-9][0-9.]*( s/h| s| min| C)?|, believed", "", words)


def storm(seed: int, machines: Machines = REAL) -> Outcome:
    """Play this seed, and say what became of it."""
    return Storm(seed, machines).played()
