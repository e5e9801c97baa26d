"""Whether breaths are so much alike that a machine made them; of few it takes a while to know."""

from edge.sense.breaths import EVEN_LEAST, Breathed
from ward.vitals import Doubt

EVEN_S = 60.0  # of seeming even, before few breaths are taken for a machine's


class Evenness:
    """Asked once a second.

    Surprising: slow breathing, of which a minute holds too few breaths to be sure, is never called
    a machine's. It is the breathing of somebody drugged, and must have its rate.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._alike_s = 0.0

    def against(self, breath: Breathed, since_s: float) -> Doubt | None:
        """What forbids a rate, ``since_s`` seconds after whatever else forbade one."""
        if not breath.is_alike:
            self._alike_s = 0.0
            return None
        self._alike_s += 1
        known = breath.verdict.per_minute / 60 * EVEN_S > EVEN_LEAST
        if breath.is_many or (known and self._alike_s >= EVEN_S):
            return Doubt.MACHINE_LIKE
        return Doubt.SETTLING if known or since_s < EVEN_S else None
