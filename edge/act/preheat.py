"""Preheat: a room is begun early enough that it is warm at the hour that the profile names.

How fast this room warms is learnt from it: the rate while all its heating was on.
"""

from dataclasses import dataclass

LEAD_MOST_S = 3 * 3600.0
LAG_S = 600.0  # a radiator has to warm through first; and the loop comes up softly
FLAT_OUT = 0.95  # power
LEARNS_EVERY_S = 900.0
KEEPS = 0.5  # of what was learnt before, at each lesson
LEAST_K_PER_S, MOST_K_PER_S = 0.2 / 3600, 6.0 / 3600


@dataclass(frozen=True, slots=True)
class Next:
    """What the schedule asks after this, and in how many seconds."""

    celsius: float
    in_s: float


class Preheat:
    """``k_per_s`` is what this room gains with all its heating on; ``None`` until it was seen.

    Where the profile has the person told of a change first, that it becomes warmer is said so long
    before it begins to, and it begins no sooner.
    """

    def __init__(self, k_per_s: float | None = None) -> None:
        self.k_per_s = k_per_s
        self._said: tuple[float, float] | None = (
            None  # what it will be, and since when that is said
        )
        self._begins_up_s: float | None = None
        self._began: tuple[float, float] | None = None  # uptime and temperature

    def learn(self, power: float, measured_c: float, up_s: float) -> None:
        """Told of every step of the loop, with what power it really gives."""
        if power < FLAT_OUT:
            self._began = None
        elif self._began is None:
            self._began = (up_s, measured_c)
        elif up_s - self._began[0] >= LEARNS_EVERY_S:
            began_up_s, began_c = self._began
            gained = (measured_c - began_c) / (up_s - began_up_s)
            seen = max(LEAST_K_PER_S, min(MOST_K_PER_S, gained))
            before = seen if self.k_per_s is None else self.k_per_s
            self.k_per_s = KEEPS * before + (1 - KEEPS) * seen
            self._began = (up_s, measured_c)

    def lead_s(self, rises_k: float, pace_k_per_s: float) -> float:
        """How long before the hour to begin; nought where it is not to become warmer."""
        if rises_k <= 0:
            return 0.0
        rate = pace_k_per_s if self.k_per_s is None else min(pace_k_per_s, self.k_per_s)
        return min(LEAD_MOST_S, rises_k / rate + LAG_S)

    def coming(self, up_s: float) -> tuple[float, float] | None:
        """To what it will warm, and in how many seconds; nought once it does."""
        if self._said is None or self._begins_up_s is None:
            return None
        return self._said[0], max(0.0, self._begins_up_s - up_s)

    def target_c(
        self,
        target_c: float,
        then: Next | None,
        measured_c: float,
        pace_k_per_s: float,
        *,
        up_s: float,
        warn_s: float = 0.0,
    ) -> float:
        """The target to hold now: what is asked, or already what comes next."""
        if then is None or then.celsius <= target_c:
            self._said = self._begins_up_s = None
            return target_c
        said, begins_up_s = self._said, self._begins_up_s
        if said and said[0] == then.celsius and begins_up_s is not None and up_s >= begins_up_s:
            return then.celsius  # it began, and goes on until the hour
        early_s = then.in_s - self.lead_s(then.celsius - measured_c, pace_k_per_s)
        if early_s > warn_s:
            self._said = self._begins_up_s = None
            return target_c
        if said is None or said[0] != then.celsius:
            said = self._said = then.celsius, up_s
        self._begins_up_s = max(said[1] + warn_s, up_s + early_s)
        return then.celsius if up_s >= self._begins_up_s else target_c
