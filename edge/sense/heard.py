"""What is heard of one chest each second."""

from dataclasses import dataclass

from edge.sense.witnesses import Verdict
from ward.vitals import Doubt


@dataclass(frozen=True, slots=True)
class Heard:
    """What one second's asking brings.

    ``breathing`` is ``None`` when nothing breathes: ``no_breath_s`` is then the age of the last
    breath of somebody who is there, still, alone, was seen to breathe, and does no longer.
    """

    is_there: bool
    is_still: bool
    breathing: Verdict | Doubt | None
    heart: Verdict | Doubt
    no_breath_s: float | None = None


def doubted(doubt: Doubt, *, is_there: bool, is_still: bool = False) -> Heard:
    return Heard(is_there, is_still, doubt, doubt)
