"""The lines of an exported record: each an object of JSON, in the journal's own order.

An entry's line holds the very bytes that the chain was made over, so that whoever has the file can
recompute it. Entries of other rooms in between are there for that alone, closed as they are stored.
"""

import json
from collections.abc import Mapping
from typing import Any

from hub.journal.chain import Entry, Linked
from hub.record import provenance
from hub.record.alarms import Flagged
from hub.record.spells import Spell
from hub.rooms.facts import AnyFact
from hub.rooms.handover_facts import SpellAtHandover
from ward.units import Instant

VERSION = 1
NO_DEVICE = "Attune is not a certified medical device."
EXPORT, CONTEXT, ENTRY, LEFT_OUT, SEAL = "export", "context", "entry", "left out", "seal"
ALARM, SPELL, SUMMARY = "alarm", "blank spell", "summary"

Line = dict[str, Any]


def dumped(line: Mapping[str, Any]) -> bytes:
    """As it stands in the file, with its end."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def closed(linked: Linked, before: bytes) -> Line:
    """An entry as it is stored, and nothing said of what is in it."""
    entry = linked.entry
    return {
        "what": ENTRY,
        "number": entry.number,
        "at_us": entry.at,
        **_text("room", entry.room),
        **_text("kind", entry.kind),
        **_text("body", entry.body),
        "previous": before.hex(),
        "hash": linked.hash.hex(),
    }


def left_out(first: int, last: int, digest: bytes) -> Line:
    """Entries of others that were not to be in the file; ``hash`` is the chain's after them."""
    return {"what": LEFT_OUT, "first": first, "last": last, "hash": digest.hex()}


def opened(fact: AnyFact, known_as: str | None, words: str, *, erased: bool) -> Line:
    """What a reader is told of an entry of the record, beside what is stored."""
    return {
        **columns(fact),
        "known_as": known_as,
        "words": words,
        "erased": erased,
        "said": fact.model_dump(mode="json"),
    }


def columns(fact: AnyFact) -> Line:
    """What follows from the fact alone, and so can be worked out again."""
    told = provenance.of(fact)
    device = told.device
    return {
        "happened_at": _time(told.happened_at),
        "happened_at_is_the_latest": told.is_latest,
        "said_to_be_at": _time(told.said_to_be_at),
        "written_at": _time(told.written_at),
        "by": told.by,
        "device": device and {"name": device.name, "boot": device.boot, "n": device.n},
        "grade": told.grade,
        "ends_spell": told.ends_spell,
    }


def linked_of(line: Line) -> tuple[bytes, Linked]:
    """The entry of such a line, and the hash before it. Raises what such a line cannot be."""
    entry = Entry(
        int(line["number"]), _bytes(line, "room"), int(line["at_us"]), _bytes(line, "kind"),
        _bytes(line, "body"),
    )  # fmt: skip
    return bytes.fromhex(line["previous"]), Linked(entry, bytes.fromhex(line["hash"]))


def to_be_sealed(digest: str) -> bytes:
    """The bytes that the hub's key signs under a file whose lines come to this SHA-256."""
    return f"attune export 1\n{digest}\n".encode()


def seal(lines: int, digest: str, key: str | None, signature: bytes | None) -> Line:
    """The last line. Without a signature the file was written where the hub's key is not."""
    return {
        "what": SEAL,
        "lines": lines,
        "sha256": digest,
        "key": key,
        "signature": signature.hex() if signature else None,
    }


def alarm(one: Flagged) -> Line:
    """What was known of an alarm then: when it was flagged, who was told, what became of it."""
    known = one.known
    return {
        "what": ALARM,
        "id": one.id,
        "condition": one.condition,
        "priority": known.priority.name if known else None,
        "authority": str(known.authority) if known else None,
        "source": known.source if known else None,
        "words": one.words,
        "since": _time(one.since),
        "flagged_at": _time(one.flagged_at),
        "told": list(one.told),
        "over_at": _time(one.over_at),
        "ended_at": _time(one.ended_at),
        "entry": one.number,
        "entries": list(one.then),
    }


def spell(one: Spell, known: str) -> Line:
    """A blank spell, as it is known ``now``, or was ``then``; its handovers where it has any."""
    where = {"room": str(one.room)} if one.room else {}
    tagged = {"handovers": [_handover(each) for each in one.handovers]} if one.handovers else {}
    return {
        "what": SPELL,
        "known": known,
        **where,
        "since": _time(one.since),
        "due_at": _time(one.due_at),
        "until": _time(one.until),
        **tagged,
    }


def _handover(fact: SpellAtHandover) -> Line:
    return {
        "duty": str(fact.duty),
        "leaving": list(fact.leaving),
        "coming": list(fact.coming),
        "changes_at": _time(fact.changes_at),
        "covered_at": _time(fact.covered_at),
    }


def _text(name: str, stored: bytes) -> dict[str, str]:
    """As text, or in hexadecimal where somebody put there what is none."""
    try:
        return {name: stored.decode()}
    except UnicodeDecodeError:
        return {f"{name}_hex": stored.hex()}


def _bytes(line: Line, name: str) -> bytes:
    return str(line[name]).encode() if name in line else bytes.fromhex(line[f"{name}_hex"])


def _time(at: Instant | None) -> str | None:
    return None if at is None else at.isoformat()
