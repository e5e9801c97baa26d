"""Told: which changes of whose word leads go on record, and when."""

from collections.abc import Callable, Collection, Mapping

from edge.act.whose_word import Leads
from ward.choices import OwnChoice
from ward.happenings import Happening, RoomSet
from ward.precedence import thing_of
from ward.rank import Leading, Thing

SETTLES_S = 2.0  # a dial is turned by several clicks, and what it came to is told


class Told:
    """What was told of each thing last. What leads as a node begins is no change.

    ``chose`` is told along with the change that it made: it goes along with the person.
    """

    def __init__(self) -> None:
        self._told: dict[Thing, Leads] = {}
        self._changed: dict[Thing, tuple[Leads, float]] = {}
        self._chosen: dict[Thing, OwnChoice] = {}

    def chose(self, chosen: OwnChoice | None, standing: Collection[OwnChoice]) -> None:
        """The person chose this for themselves, or nothing; what they gave up is told no more.

        Surprising: what somebody else asks above it leaves it to be told, for it stands beneath.
        """
        self._chosen = {thing: one for thing, one in self._chosen.items() if one in standing}
        if chosen is not None and (thing := thing_of(chosen.asked)) is not None:
            self._chosen[thing] = chosen

    def happened(
        self, leads: Mapping[Thing, Leads], up_s: float, say: Callable[[Leads], Leading]
    ) -> tuple[Happening, ...]:
        """What changed and has stood since, in words by ``say``."""
        return tuple(
            RoomSet(leading=say(one), chosen=self._chosen.pop(thing, None))
            for thing, one in leads.items()
            if self._is_news(thing, one, up_s)
        )

    def _is_news(self, thing: Thing, one: Leads, up_s: float) -> bool:
        if self._told.setdefault(thing, one) == one:
            self._changed.pop(thing, None)
            return False
        before, since_up_s = self._changed.get(thing, (None, up_s))
        if before != one:
            self._changed[thing] = (one, up_s)
            return False
        if up_s - since_up_s < SETTLES_S:
            return False
        self._told[thing] = one
        del self._changed[thing]
        return True
