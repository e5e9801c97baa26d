"""The board protocol: pins and I2C transactions as JSON, one object a line."""

import json
from typing import Any

from firmware_sim.chips.chip import NackError
from firmware_sim.doorway import INPUTS, OUTPUTS, Pin
from firmware_sim.world import World

LONGEST_LINE = 4096  # bytes
MOST_BYTES = 1024  # in one transaction, either way
HIGHEST_ADDRESS = 0x7F


class BadLineError(Exception):
    """A line that the board does not understand; its text says why."""


def greeting(world: World) -> tuple[dict[str, Any], ...]:
    """What a node hears when it connects: who is simulated, and the level of every input."""
    hello = {"hello": {"board": "simulated", "about": world.body.about}}
    return (hello, *(moved(pin, world.pins[pin]) for pin in INPUTS))


def moved(pin: Pin, level: int) -> dict[str, Any]:
    return {"pin": int(pin), "level": level}


def obey(line: bytes, world: World) -> dict[str, Any] | None:
    """Do what the node says; the answer if there is one. Raises ``BadLineError``."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLineError("a line is not JSON") from None
    match said:
        case {"pin": int(pin), "level": 0 | 1 as level}:
            _drive(world, pin, int(level))
            return None
        case {"id": int(number), "i2c": int(address), "write": str(written), "read": int(read)}:
            return {"id": number} | _transaction(world, address, _unhexed(written), read)
    raise BadLineError("a line is neither a pin nor an I2C transaction")


def _drive(world: World, pin: int, level: int) -> None:
    if pin not in OUTPUTS:
        raise BadLineError(f"pin {pin} is not an output")
    world.drive(Pin(pin), level)


def _unhexed(written: str) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise BadLineError(f"{written[:20]!r} is not bytes in hex") from None


def _transaction(world: World, address: int, write: bytes, read: int) -> dict[str, Any]:
    if not (0 <= address <= HIGHEST_ADDRESS and 0 <= read <= MOST_BYTES >= len(write)):
        raise BadLineError(f"address {address}, {len(write)} out, {read} in: beyond the bus")
    try:
        return {"data": world.i2c(address, write, read).hex()}
    except NackError:
        return {"nack": True}
