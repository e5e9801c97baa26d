"""Keeping what is exported: whole or not at all, for its owner's eyes, and over nothing else."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

AT_A_TIME = 1 << 20


class TakenError(Exception):
    """Something else is there already; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What it came to: how many parts, the SHA-256 of all, and the last of them."""

    parts: int
    digest: str
    last: bytes


def keep(path: Path | None, parts: Iterable[bytes]) -> Kept:
    """Write it, part by part, for it may be long; to nowhere, only what it comes to.

    What was given to somebody already is never written over: raises ``TakenError``, unless it says
    the same.
    """
    if path is None:
        return _poured(parts, None)
    new = path.with_name(f"{path.name}.new")
    with _beside(new) as file:
        kept = _poured(parts, file)
        file.flush()
        os.fsync(file.fileno())
        if not path.exists():
            new.rename(path)
        elif _digest_of(path) != kept.digest:
            raise TakenError(f"{path} is there already and says otherwise: move it away first.")
    return kept


@contextmanager
def _beside(new: Path) -> Iterator[BinaryIO]:
    """A file that is gone afterwards, unless it got its name."""
    new.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
    finally:
        new.unlink(missing_ok=True)


def _poured(parts: Iterable[bytes], file: BinaryIO | None) -> Kept:
    digest, count, last = hashlib.sha256(), 0, b""
    for last in parts:
        digest.update(last)
        count += 1
        if file is not None:
            file.write(last)
    return Kept(count, digest.hexdigest(), last)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _poured(iter(lambda: file.read(AT_A_TIME), b""), None).digest
