"""The chain: what each entry of the journal holds fast, and over which bytes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

START = bytes(32)  # what stands where the first entry has no other before it
_OPENING = b"attune entry 1\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is stored. ``at`` is microseconds since 1970, UTC.

    ``room`` is empty where the entry is about the journal itself.
    """

    number: int
    room: bytes
    at: int
    kind: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Linked:
    """An entry and the chain's hash up to and including it."""

    entry: Entry
    hash: bytes


def link(before: bytes, entry: Entry) -> bytes:
    """SHA-256 over the hash before it and every stored byte of this entry."""
    return hashlib.sha256(before + encoded(entry)).digest()


def chained(before: bytes, entries: Iterable[Entry]) -> Iterator[Linked]:
    """Each entry with its hash, going on from there."""
    for entry in entries:
        before = link(before, entry)
        yield Linked(entry, before)


def encoded(entry: Entry) -> bytes:
    """One entry as bytes that are no other entry's: numbers of fixed width, text by its length."""
    texts = (entry.room, entry.kind, entry.body)
    return b"".join((_OPENING, _wide(entry.number), _wide(entry.at), *map(_measured, texts)))


def _measured(text: bytes) -> bytes:
    return _wide(len(text)) + text


def _wide(number: int) -> bytes:
    """Eight bytes, the highest first, negative ones in two's complement."""
    return number.to_bytes(8, "big", signed=True)
