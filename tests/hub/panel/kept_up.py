"""Rooms that somebody has walked round: some of it met, some not, some long ago."""

from dataclasses import dataclass
from datetime import timedelta

from hub.decide import decide
from hub.estates.clause import Clause, Way
from hub.outside.standards import load
from hub.rooms.evolve import after
from hub.rooms.fact import Fact
from hub.rooms.state import RoomState
from hub.rooms.upkeep import Found, Severity
from hub.upkeep_acts import Broken, Inspect, UpkeepAct
from tests.hub.panel.night import TWO_AM
from ward.units import Instant, hours

KNOWN = load()
DAY = hours(24)
DOORS, ENSUITE, BUTTON, CALLS, LINE = (
    "framework.31", "framework.19", "framework.25", "framework.22", "code.communication",
)  # fmt: skip
ESTATES = "st-06"


@dataclass
class Walk:
    """One room, and what is done in it, each decided by the real tables."""

    state: RoomState

    def does(self, act: UpkeepAct, at: Instant = TWO_AM) -> "Walk":
        fact = decide(act, {self.state.room: self.state}, at)
        assert isinstance(fact, Fact), fact
        self.state = after(self.state, fact)
        return self

    def finds(
        self, clause: str, found: Found = Found.MET, days_ago: float = 1, words: str = ""
    ) -> "Walk":
        at = TWO_AM - days_ago * DAY
        broken = None
        if found is Found.UNMET:
            broken = Broken(Severity.BROKEN, "Hale & Sons", at.date() + timedelta(days=14))
        value = good(KNOWN.clause(clause)) if found is Found.MET else None
        words = words or ("" if found is Found.MET else "it hangs loose")
        act = Inspect(self.state.room, clause, found, ESTATES, words, value, at, broken)
        return self.does(act, at)


def good(clause: Clause | None) -> float | None:
    """A number that meets it."""
    measure = clause.measure if clause else None
    if measure is None:
        return None
    return measure.most if measure.most is not None else measure.least


def walked(state: RoomState, days_ago: float = 0.1) -> Walk:
    """A room of which everything was found met that a person can look at."""
    walk = Walk(state)
    for one in KNOWN.clauses:
        if one.kind is not Way.MEASURED and one.met_with is None:
            walk.finds(one.id, days_ago=days_ago)
    return walk
