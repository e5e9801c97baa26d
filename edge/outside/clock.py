"""The one place of the node where time is read."""

import ctypes
import time
from datetime import UTC, datetime

from edge.moment import Moment

_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_ASK_EVERY_S = 5.0


class Clock:
    """Both clocks of this machine, and whether the kernel believes the wall clock.

    ``synced`` is what adjtimex says, asked every few seconds; where nothing can be asked
    it is false: an unknown clock is not a good one.
    """

    def __init__(self) -> None:
        self._began_s = time.monotonic()
        self._asked_s = -_ASK_EVERY_S
        self._synced = False

    def now(self) -> Moment:
        up_s = time.monotonic() - self._began_s
        if up_s - self._asked_s >= _ASK_EVERY_S:
            self._asked_s, self._synced = up_s, synchronised()
        return Moment(datetime.now(UTC), up_s, self._synced)


def synchronised() -> bool:
    """What the kernel says of the wall clock; any time service on the machine sets it."""
    asking_only = ctypes.create_string_buffer(512)  # a struct timex of zeros sets nothing
    try:
        state = int(ctypes.CDLL(None, use_errno=True).adjtimex(asking_only))
    except (OSError, AttributeError):
        return False
    return 0 <= state < _TIME_ERROR
