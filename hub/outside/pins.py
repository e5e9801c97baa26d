"""PINs: their hashes in a table of their own, and argon2 in a thread of its own."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection, delete, insert, select

from hub.effects import KeepPin
from hub.outside import schema
from ward.units import Instant

# OWASP Password Storage Cheat Sheet: argon2id "with a minimum configuration of 19 MiB of memory,
# an iteration count of 2, and 1 degree of parallelism". A hub has 120 MiB for all that it does.
MEMORY_KIB, ITERATIONS, LANES = 19 * 1024, 2, 1
HASHER = PasswordHasher(time_cost=ITERATIONS, memory_cost=MEMORY_KIB, parallelism=LANES)

_PINS = schema.pins


class KeepsHashes(Protocol):
    """Where hashes are: ``hub.outside.store.Store``."""

    def pin_hash(self, ref: str) -> str | None: ...


class Pins:
    """Whether a PIN is somebody's. One is looked at after another, which bounds the memory too.

    Whoever has no PIN, or does not exist, takes as long as whoever gives a wrong one.
    """

    def __init__(self, kept: KeepsHashes, hasher: PasswordHasher = HASHER) -> None:
        self._kept = kept
        self._hasher = hasher
        self._nobodys: str | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pins")

    async def fits(self, ref: str | None, pin: str) -> bool:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._fits, ref, pin)

    async def hashed(self, pin: str) -> str:
        """For keeping; twice the same PIN is two different hashes."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._hasher.hash, pin
        )

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _fits(self, ref: str | None, pin: str) -> bool:
        if self._nobodys is None:
            self._nobodys = self._hasher.hash("nobody's")
        kept = self._kept.pin_hash(ref or "")
        try:
            self._hasher.verify(kept or self._nobodys, pin)
        except (Argon2Error, InvalidHashError):
            return False
        return kept is not None


# ---- the table -----------------------------------------------------------------------------------


def write(connection: Connection, pins: Sequence[KeepPin]) -> None:
    """Each in place of what there was, in their order."""
    for pin in pins:
        connection.execute(delete(_PINS).where(_PINS.c.ref == pin.ref))
        if pin.hash is not None:
            at = schema.micros(pin.at)
            row = {"ref": pin.ref, "hash": pin.hash, "set_at": at, "set_by": pin.by}
            connection.execute(insert(_PINS).values(row))


def hash_of(connection: Connection, ref: str) -> str | None:
    found: str | None = connection.execute(select(_PINS.c.hash).where(_PINS.c.ref == ref)).scalar()
    return found


def when_set(connection: Connection) -> Mapping[str, Instant]:
    """Since when each who has a PIN has it."""
    rows = connection.execute(select(_PINS.c.ref, _PINS.c.set_at))
    return {ref: schema.instant(at) for ref, at in rows}
