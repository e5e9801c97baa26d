"""The record as lines of JSON: what is told of each entry, and what the chain is made over."""

import hashlib
from collections.abc import Iterator

from attune.export.gathered import Gathered, Item
from attune.export.told import Told
from attune.journal_verify import Progress
from hub.journal.chain import START
from hub.outside.reading import Reading
from hub.outside.signing import SigningKey
from hub.record import lines
from hub.record.lines import Line
from hub.record.summary import sentences


def written(
    reading: Reading, told: Told, key: SigningKey | None, *, others: bool
) -> Iterator[bytes]:
    """Every line with its end; the last one seals those before it."""
    digest, count = hashlib.sha256(), 0
    for line in _lines(reading, told, others=others):
        raw = lines.dumped(line)
        digest.update(raw)
        count += 1
        yield raw
    yield lines.dumped(lines.seal(count, digest.hexdigest(), *_signature(told, key, digest)))


def _signature(
    told: Told, key: SigningKey | None, digest: "hashlib._Hash"
) -> tuple[str | None, bytes | None]:
    """By the key that signed the head, if it is there; by no other."""
    head = told.record.head
    if head is None or key is None or key.public != head.key:
        return head.key if head else None, None
    return key.public, key.sign(lines.to_be_sealed(digest.hexdigest()))


def _lines(reading: Reading, told: Told, *, others: bool) -> Iterator[Line]:
    record = told.record
    yield _header(told)
    for item in record.context:
        yield {**_opened(item), "what": lines.CONTEXT}
    yield from _entries(reading, record, others=others)
    for alarm in told.alarms:
        yield lines.alarm(alarm)
    for known, spells in (("now", told.summary.spells_now), ("then", told.summary.spells_then)):
        yield from (lines.spell(one, known) for one in spells)
    yield {"what": lines.SUMMARY, "sentences": list(sentences(told.summary, told.clock))}


def _header(told: Told) -> Line:
    record, one = told.record, told.record.episode
    person = {"ref": one.person, "initials": one.initials} if one else None
    return {
        "what": lines.EXPORT,
        "v": lines.VERSION,
        "about": lines.NO_DEVICE,
        "room": str(record.room),
        **({"rooms": [str(room) for room in record.rooms]} if record.rooms[1:] else {}),
        "episode": one.id if one else None,
        "person": person,
        "from": told.summary.since.isoformat(),
        "to": told.summary.ends.isoformat(),
        "zone": str(record.zone),
        "first": record.first,
        "last": record.last,
        "previous": record.items[0].before.hex(),
        "head": record.head.model_dump(mode="json") if record.head else None,
    }


def _entries(reading: Reading, record: Gathered, *, others: bool) -> Iterator[Line]:
    """The whole stretch; of what is not of the record nothing but what is stored, or its place."""
    of_record = {item.number: item for item in record.items}
    progress, before, gap = Progress(record.last, "written"), START, 0
    for linked in reading.entries():
        number = linked.entry.number
        progress.at(number)
        if number > record.last:
            break
        if number >= record.first:
            item = of_record.get(number)
            if item is None and not others:
                gap = gap or number
            else:
                yield from _gap(gap, number - 1, before)
                gap = 0
                yield _opened(item) if item else lines.closed(linked, before)
        before = linked.hash
    yield from _gap(gap, record.last, before)
    progress.done()


def _gap(first: int, last: int, digest: bytes) -> Iterator[Line]:
    if first:
        yield lines.left_out(first, last, digest)


def _opened(item: Item) -> Line:
    stored = lines.closed(item.linked, item.before)
    if item.fact is None:
        return {**stored, "words": item.words, "said": None}
    opened = lines.opened(item.fact, item.known_as, item.words, erased=item.erased)
    return {**stored, **opened}
