"""The record to be read: what the page is made of, and the PDF that Typst makes of it."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from attune.export.gathered import Item
from attune.export.seen import more_of
from attune.export.shown import all_shown
from attune.export.strip import bands, lanes
from attune.export.told import Told
from hub.record import provenance
from hub.record.alarms import Flagged
from hub.record.lines import NO_DEVICE
from hub.record.spells import Spell
from hub.record.summary import bases, sentences
from hub.rooms.facts import room_of
from hub.rules.handover_words import handover_words
from hub.rules.words import lasting
from ward.rooms import RoomId
from ward.units import Instant

PAGE = Path(__file__).with_name("record.typ")
NOT_RECORDED = "not recorded"
STANDARD: Final = "ua-1"  # PDF/UA-1: every part is tagged, so that it can be read aloud in order


def as_pdf(told: Told, digest: str, seal: bytes) -> bytes:
    """The same record makes the same bytes: its date is that of the head, and no clock is read."""
    import typst  # noqa: PLC0415  (34 MB, which no other command needs)

    compiler = typst.Compiler(
        PAGE.read_bytes(),
        root=PAGE.parent,
        ignore_system_fonts=True,
        sys_inputs={"record": json.dumps(all_shown(page(told, digest, seal)))},
    )
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=_dated(told))
    if not isinstance(made, bytes):
        raise TypeError("Typst made no PDF")
    return made


def _dated(told: Told) -> int:
    head = told.record.head
    return int((head.at if head else told.summary.ends).timestamp())


def page(told: Told, digest: str, seal: bytes) -> dict[str, Any]:
    """Everything that stands on it, as plain values."""
    record, one = told.record, told.record.episode
    drawn, more = bands(told)
    said = list(sentences(told.summary, told.clock))
    return {
        "title": f"Record of {'an episode' if one else 'a time'} in {_rooms(told)}",
        "who": f"{one.initials} ({one.person})" if one else "",
        "episode": one.id if one else "",
        "room": _rooms(told),
        "from": told.clock(told.summary.since),
        "to": told.clock(told.summary.ends),
        "running": one is not None and one.ended_at is None,
        "unseen": one is not None and one.unseen,
        "erased": record.erased,
        "no_device": NO_DEVICE,
        "bands": drawn,
        "more_bands": more,
        "lanes": lanes(told),
        "sentences": said,
        "bases": [[b.what, str(b.authority), b.source] for b in bases(told.summary, told.alarms)],
        "spells": [
            *(_spell(s, told, "known now") for s in told.summary.spells_now),
            *(_spell(s, told, "as flagged then") for s in told.summary.spells_then),
        ],
        "alarms": [_alarm(alarm, told) for alarm in told.alarms],
        "days": list(_days(told)),
        "proof": _proof(told, digest, seal),
    }


def _rooms(told: Told) -> str:
    """Every room that it was in, as in "Ash 4, then Ash 1"."""
    return ", then ".join(room.spoken for room in told.record.rooms)


def _where(room: RoomId | None, told: Told, before: str = "", after: str = "") -> str:
    """The room, where that is a question."""
    return f"{before}{room.spoken}{after}" if room and told.record.rooms[1:] else ""


def _spell(one: Spell, told: Told, known: str) -> list[str]:
    known += _where(one.room, told, ", ")
    until = told.clock(one.until) if one.until else "not by the end of this record"
    lasted = lasting(one.lasted(told.summary.ends))
    tags = [handover_words(each, told.record.known_as, told.clock) for each in one.handovers]
    if tags:
        lasted = f"{lasted}, {'; '.join(tags)}"
    return [known, told.clock(one.since), told.clock(one.due_at), until, lasted]


# ---- alarms ------------------------------------------------------------------------------------


def _alarm(one: Flagged, told: Told) -> dict[str, Any]:
    known = one.known
    items = {item.number: item for item in told.record.items}
    return {
        "marks": f"{known.priority.marks} {known.priority.name}" if known else "",
        "words": f"{_where(one.room, told, after=': ')}{one.words}",
        "condition": one.condition,
        "flagged": told.clock(one.flagged_at),
        "since": told.clock(one.since) if one.since else "",
        "over": told.clock(one.over_at) if one.over_at else "",
        "ended": told.clock(one.ended_at) if one.ended_at else "it shows still",
        "told": ", ".join(one.told) or "nobody named by a rota",
        "by": f"{known.authority}: {known.source}" if known else "a condition of another version",
        "then": [
            [str(number), _second(items[number].written_at, told), items[number].words]
            for number in one.then
            if number in items
        ],
    }


# ---- entries -----------------------------------------------------------------------------------


def _days(told: Told) -> Iterator[dict[str, Any]]:
    """The entries in their order, under the day on which they were written."""
    zone = told.record.zone
    for day, items in groupby(
        told.record.items, key=lambda item: item.written_at.astimezone(zone).date()
    ):
        title = f"{day:%A} {day.day} {day:%B %Y}"
        yield {"title": title, "entries": [_entry(item, told) for item in items]}


def _entry(item: Item, told: Told) -> list[str]:
    """Number, happened at, said to be at, written at, words, more of them, by whom on what."""
    written = _second(item.written_at, told)
    if item.fact is None:
        return [str(item.number), "", "", written, item.words, "", "the journal itself"]
    whence = provenance.of(item.fact)
    happened = _near(whence.happened_at, item.written_at, told)
    if whence.is_latest:
        happened = f"by {happened}"
    said_at = whence.said_to_be_at
    return [
        str(item.number),
        happened,
        _near(said_at, item.written_at, told) if said_at else "",
        written,
        item.words,
        more_of(item.fact, told.clock),
        "; ".join(_whence(item, whence, _where(_room_of(item), told))),
    ]


def _room_of(item: Item) -> RoomId | None:
    return room_of(item.fact) if item.fact else None


def _whence(item: Item, whence: provenance.Provenance, where: str) -> Iterator[str]:
    if where:
        yield where
    if whence.by:
        known = f" ({whence.by})" if item.known_as and item.known_as != whence.by else ""
        yield f"by {item.known_as or whence.by}{known}"
    elif whence.grade:
        yield "by nobody known"
    device = whence.device
    where = f", start {device.boot}, message {device.n}" if device and device.boot else ""
    yield f"device: {device.name if device else NOT_RECORDED}{where}"
    if whence.grade:
        counts = "ends a blank spell" if whence.ends_spell else "ends no blank spell"
        yield f"grade: {whence.grade}, {counts}"
    if item.erased:
        yield "words erased"


def _second(at: Instant, told: Told) -> str:
    return f"{at.astimezone(told.record.zone):%H:%M:%S}"


def _near(at: Instant, written: Instant, told: Told) -> str:
    """With its day, where that is another than the day under which the entry stands."""
    zone = told.record.zone
    here, there = at.astimezone(zone), written.astimezone(zone)
    day = "" if here.date() == there.date() else f"{here.day} {here:%b} "
    return f"{day}{here:%H:%M:%S}"


# ---- proof -------------------------------------------------------------------------------------


def _proof(told: Told, digest: str, seal: bytes) -> dict[str, Any]:
    record, head = told.record, told.record.head
    return {
        "entries": f"{record.first} to {record.last}",
        "of_record": len(record.items),
        "others": record.last - record.first + 1 - len(record.items),
        "journal": record.entries,
        "broken": record.broken or 0,
        "previous": record.items[0].before.hex(),
        "head": [str(head.entry), told.clock(head.at), head.hash, head.key, head.signature]
        if head
        else [],
        "lines": digest,
        "seal": json.loads(seal)["signature"] or "",
    }
