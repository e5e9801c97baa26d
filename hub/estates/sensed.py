"""What the rooms' own sensors came to: worked out beside the hub, handed to it as text."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from hub.estates.answers import Evidence, Measured
from ward.units import Instant, hours

GOOD_FOR = hours(24)  # our own proposal: what is older says no more of a room


@dataclass(frozen=True, slots=True)
class Sensed:
    """Measured up to then; and what the rooms tried of themselves, as evidence like any other.

    ``daily`` is the same as ``measured`` of each calendar day: from it "since when" is answered.
    """

    until: Instant | None = None
    measured: tuple[Measured, ...] = ()
    tried: tuple[Evidence, ...] = ()
    daily: tuple[Measured, ...] = ()

    def at(self, now: Instant) -> "Sensed":
        """As far as it may still be shown: nothing, where nothing was worked out for a day.

        Nor where it is from a day to come, as after a clock that was set back.
        """
        is_new = self.until is not None and abs(now - self.until) <= GOOD_FOR
        return self if is_new else NOTHING_SENSED


NOTHING_SENSED = Sensed()
_SENSED: TypeAdapter[Sensed] = TypeAdapter(Sensed)


def written(sensed: Sensed) -> str:
    """As text; a number without bounds stays one."""
    return json.dumps(_SENSED.dump_python(sensed, mode="json"), separators=(",", ":"))


def read(text: str | bytes) -> Sensed:
    """Raises ``ValueError`` for what is none."""
    said: Any = json.loads(text)
    try:
        return _SENSED.validate_python(said)
    except ValidationError as wrong:
        raise ValueError(f"not what was measured: {wrong.error_count()} faults") from None
