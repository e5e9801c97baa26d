"""What every chip on the bus is: something that answers transactions and lets time pass."""

from typing import Protocol

IDLE_BUS = b"\xff"  # what a controller reads when nobody pulls the line low


class NackError(Exception):
    """The chip did not acknowledge its address or a byte."""


class Chip(Protocol):
    """One chip; it does nothing in between but what ``step`` lets it."""

    def step(self, dt: float) -> None:
        """Let ``dt`` seconds pass."""

    def transaction(self, write: bytes, read: int) -> bytes:
        """Take the bytes written, then give exactly ``read`` bytes. Raises ``NackError``."""

    def general_call(self, command: int) -> None:
        """Take a byte written to address 0, which every chip hears."""


GENERAL_CALL_RESET = 0x06  # the I2C specification, section 3.2.2


def padded(answer: bytes, read: int) -> bytes:
    """Exactly ``read`` bytes: a controller that reads on sees an idle bus."""
    return answer[:read] + IDLE_BUS * (read - len(answer))


class Countdown:
    """Time that a chip is busy for; rounding of many small steps does not prolong it."""

    ROUNDING_S = 1e-9

    def __init__(self) -> None:
        self.left_s = 0.0

    def start(self, seconds: float) -> None:
        self.left_s = seconds

    def step(self, dt: float) -> bool:
        """Let time pass; true when this step brought the end."""
        if self.left_s <= 0:
            return False
        self.left_s -= dt
        if self.left_s > self.ROUNDING_S:
            return False
        self.left_s = 0.0
        return True

    @property
    def running(self) -> bool:
        return self.left_s > 0
