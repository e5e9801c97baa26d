"""When the chest last breathed: whether it lately went as far as its own breathing goes."""

from collections import deque

import numpy as np

from edge.sense.signals import Signal

GLANCE_BREATHS, GLANCE_LEAST_S, GLANCE_MOST_S = 0.5, 1.5, 4.0  # in which breathing shows
SHARE = 0.25  # of the usual: less than this in a glance is no breath; a heartbeat is a tenth
USUAL = 50  # per cent of glances, most of which see a good part of a breath
KEPT = 60  # glances, one a second
KNOWN_LEAST = 8
RETURNED_BREATHS = 1.5  # before breathing that paused has come back
PAUSE_BREATHS = 2.5  # of the person's own breaths, and
PAUSE_MOST_S = 8.0  # at the latest after this there is no rate: both of the issue
PAUSE_LEAST_BREATHS = 0.8  # somebody who breathes slowly rests that long in one breath


class LastBreath:
    """Remembers how far this chest goes in a glance while it breathes, and when it last did.

    It says nothing before somebody was seen to breathe. A chest that creeps goes nowhere in a
    glance, however far it comes in a minute; breath held, in or out, ages from when it stopped.
    """

    def __init__(self) -> None:
        self._glances: deque[float] = deque(maxlen=KEPT)
        self.forget_usual()
        self.forget_latest()

    def forget_usual(self) -> None:
        """Somebody else may breathe here now."""
        self._breath_s: float | None = None
        self._glances.clear()

    def forget_latest(self) -> None:
        """The signal was broken off: begin again, as if the last breath were now."""
        self.age_s = 0.0
        self.breathed_s = 0.0

    def usually(self, per_minute: float) -> None:
        """How often it breathes, once that is known."""
        self._breath_s = 60 / per_minute

    def feed(self, places: Signal, rate_hz: float, passed_s: float) -> None:
        """Where the chest was lately, the latest last; at least a glance of it."""
        glance = round(self.glance_s * rate_hz)
        here = places[-glance:][::-1]
        far = np.maximum.accumulate(here) - np.minimum.accumulate(here)
        enough = SHARE * self._usual() if self.is_known else 0.0
        lately = int(np.searchsorted(far, enough))
        if lately < len(far):
            self.age_s = lately / rate_hz
            self.breathed_s += passed_s
            self._glances.append(float(far[-1]))
            return
        self.age_s = max(self.age_s + passed_s, lately / rate_hz)
        if self.is_pausing:
            self.breathed_s = 0.0

    @property
    def glance_s(self) -> float:
        length = GLANCE_BREATHS * (self._breath_s or 2 * GLANCE_MOST_S)
        return min(max(length, GLANCE_LEAST_S), GLANCE_MOST_S)

    @property
    def is_known(self) -> bool:
        return self._breath_s is not None and len(self._glances) >= KNOWN_LEAST

    @property
    def has_returned(self) -> bool:
        return self.breathed_s > RETURNED_BREATHS * (self._breath_s or 0.0)

    @property
    def is_pausing(self) -> bool:
        """Too long for a rate, though somebody breathed here."""
        if self._breath_s is None or not self.is_known:
            return False
        longest = max(PAUSE_MOST_S, PAUSE_LEAST_BREATHS * self._breath_s)
        return self.age_s >= min(PAUSE_BREATHS * self._breath_s, longest)

    def _usual(self) -> float:
        return float(np.percentile(self._glances, USUAL))
