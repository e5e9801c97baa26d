"""Parcels: what a node owes, one message by itself or many tied into a sheaf."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from edge.moment import Moment
from edge.stretches import stretches_of
from ward.codec import BYTES_MOST, encode
from ward.envelope import Backlog, Envelope, Kept
from ward.rooms import RoomId

SHEAF_MOST = 48  # items; the wire allows 64
SHEAF_BYTES_MOST = BYTES_MOST - 4_096  # of its items; the rest is for what stands around them
SQUEEZED_MOST = 1_048_576  # bytes unsqueezed: more than that no node ever tied

_ITEMS = TypeAdapter(tuple[Kept, ...])

Name = tuple[str, int]  # of a parcel: its boot, and its first number


class UnreadableError(ValueError):
    """A sheaf that does not say what it said when it was tied."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Readings and vital signs of one boot, tied together and squeezed to a tenth of their size.

    ``stretches`` are their numbers. A day alone is some three thousand sheaves: small enough to
    be held in memory too, so that a broken disk loses nothing while the power stays.
    """

    boot: str
    stretches: tuple[tuple[int, int], ...]
    squeezed: bytes

    @property
    def first(self) -> int:
        return self.stretches[0][0]

    @property
    def last(self) -> int:
        return self.stretches[-1][1]

    def items(self) -> tuple[Kept, ...]:
        """What was tied. Raises ``UnreadableError``."""
        try:
            return _ITEMS.validate_json(unsqueezed(self.squeezed))
        except ValidationError as bad:
            raise UnreadableError(f"{bad.error_count()} of its items cannot be read") from None

    def backlog(self, room: RoomId, boot: str, now: Moment) -> Backlog:
        """As it is said now, by this boot. Raises ``UnreadableError``."""
        return backlog_of(self.items(), room, self.boot, boot, now)


Parcel = Envelope | Sheaf


def name_of(parcel: Parcel) -> Name:
    number = parcel.n if isinstance(parcel, Envelope) else parcel.first
    return parcel.boot, number


def size_of(parcel: Parcel) -> int:
    """About so many bytes, in memory as on disk."""
    return len(encode(parcel) if isinstance(parcel, Envelope) else parcel.squeezed)


def backlog_of(
    kept: Sequence[Kept], room: RoomId, boot: str, sent_boot: str, now: Moment
) -> Backlog:
    """These as one message. ``sent_boot`` is told when it is another than their own."""
    return Backlog(
        room=room,
        boot=boot,
        sent_at=now.at,
        sent_up=now.up_s,
        sent_boot=None if sent_boot == boot else sent_boot,
        kept=tuple(kept),
    )


def tied(boot: str, kept: Iterable[Kept]) -> tuple[Sheaf, ...]:
    """All of these, in as few sheaves as the wire can carry."""
    return tuple(_sheaf(boot, bundle) for bundle in bundles(kept))


def bundles(kept: Iterable[Kept]) -> tuple[tuple[Kept, ...], ...]:
    """Cut up into what one message may carry, in their order."""
    done, items, size = list[tuple[Kept, ...]](), list[Kept](), 0
    for each in kept:
        more = len(each.model_dump_json()) + 1
        if items and (len(items) >= SHEAF_MOST or size + more > SHEAF_BYTES_MOST):
            done.append(tuple(items))
            items, size = [], 0
        items.append(each)
        size += more
    return (*done, tuple(items)) if items else tuple(done)


def unsqueezed(squeezed: bytes) -> bytes:
    """The bytes as they were; their own check says whether they are. Raises ``UnreadableError``."""
    loose = zlib.decompressobj()
    try:
        whole = loose.decompress(squeezed, SQUEEZED_MOST)
    except zlib.error as bad:
        raise UnreadableError(str(bad)) from None
    if not loose.eof:
        raise UnreadableError("it is not whole")
    return whole


def _sheaf(boot: str, items: tuple[Kept, ...]) -> Sheaf:
    loose = _ITEMS.dump_json(items, exclude_none=True)
    return Sheaf(boot, stretches_of(item.n for item in items), zlib.compress(loose))
