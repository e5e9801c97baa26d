"""How loud a night was, in sentences: the mean, the loudest, and how often something banged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from hub.panel.local import number
from hub.panel.sparkline import Point
from hub.rooms.fact import Fact
from hub.rooms.facts import Happened
from ward.happenings import BangHeard
from ward.readings import LOUD_DBA, Quantity
from ward.units import Instant


def loud_words(
    series: Mapping[Quantity, Sequence[Point]], bangs: Sequence[BangHeard]
) -> Iterator[str]:
    """Nothing, where nothing was measured. Without the loudest, what rose over it in the mean."""
    sounds = [value for _, value in series[Quantity.SOUND]]
    if not sounds:
        return
    half, loudest = f"half the time under {number(median(sounds))} dBA", series[Quantity.LOUDEST]
    if not loudest:
        loud = sum(now >= LOUD_DBA > before for before, now in pairwise([0.0, *sounds]))
        yield f"Sound: {half}; {loud} times over {LOUD_DBA:g}. The loudest is not measured here."
        return
    yield f"Sound: {half}; the loudest {number(max(value for _, value in loudest))} dBA."
    own = sum(one.own_door for one in bangs)
    more = sum(one.more for one in bangs)
    untimed = f", and {more} more that were only counted" if more else ""
    yield (
        f"Bangs of {LOUD_DBA:g} dBA and more: {len(bangs)}, {own} of them as this room's own door "
        f"or lock moved{untimed}."
    )


def bangs_in(facts: Iterable[Fact], since: Instant, until: Instant) -> tuple[BangHeard, ...]:
    """Those of these facts; by the moment at which each was heard."""
    return tuple(
        fact.happening
        for fact in facts
        if isinstance(fact, Happened) and isinstance(fact.happening, BangHeard)
        if since <= fact.observed_at <= until
    )
