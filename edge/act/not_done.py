"""What was asked at this door and not done: told, so that it is on record with why."""

from ward.happenings import TurnedAway
from ward.orders import Asked, Refusal, worded
from ward.purpose import Purpose
from ward.units import Text

AGAIN_S = 60.0  # the same is told once a minute; a dial at its end is turned by many clicks
KINDS_MOST = 64


class NotDone:
    """Says each refusal once a minute, with how often it came since it was last said."""

    def __init__(self) -> None:
        self._told: dict[tuple[Refusal, str, Purpose], tuple[float, int]] = {}

    def tells(
        self, why: Refusal, asked: Asked, purpose: Purpose, words: Text, up_s: float
    ) -> tuple[TurnedAway, ...]:
        kind = (why, asked.what, purpose)
        told_up_s, more = self._told.pop(kind, (None, 0))
        if told_up_s is not None and 0 <= up_s - told_up_s < AGAIN_S:
            self._told[kind] = (told_up_s, more + 1)
            return ()
        self._told[kind] = (up_s, 0)
        if len(self._told) > KINDS_MOST:
            del self._told[next(iter(self._told))]
        return (
            TurnedAway(asked=worded(asked), refusal=why, purpose=purpose, words=words, more=more),
        )
