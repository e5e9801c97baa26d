"""Whether an exported record holds: fed its lines in order, it names the first that does not."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from hub.journal.chain import Entry, Linked, link
from hub.journal.sealed import BOX, SEALED, taken_out
from hub.journal.verifying import Kept, fits
from hub.record import lines
from hub.record.alarms import flagged
from hub.record.chosen import Numbered
from hub.record.lines import Line
from hub.record.spells import Told, of_span
from hub.rooms.fact import Fact
from hub.rooms.facts import FACTS, AnyFact
from ward.announcements import Head
from ward.units import utc


class DoesNotHoldError(Exception):
    """The first place that does not hold; the text is the rest of a sentence about it."""


@dataclass(slots=True)
class Holding:
    """Feed it every line, then ask for its end. After the first error, feed no other.

    That the key is this hub's, no file can prove by itself: a head that somebody else kept does.
    """

    kept: Iterable[Kept] = ()
    head: Head | None = None
    entries: int = 0
    of_record: int = 0
    left_out: int = 0
    sealed: bool | None = None
    agreed: int = 0
    first: Entry | None = None
    last: Entry | None = None
    header: Line = field(default_factory=dict)
    _lines: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _number: int = 0
    _before: bytes = b""
    _facts: list[Numbered] = field(default_factory=list)
    _context: list[AnyFact] = field(default_factory=list)
    _derived: list[Line] = field(default_factory=list)
    _others: dict[int, list[Kept]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kept in self.kept:
            self._others.setdefault(kept.head.entry, []).append(kept)

    def feed(self, raw: bytes) -> None:
        """One line more. Raises ``DoesNotHoldError``."""
        if self.sealed is not None:
            raise DoesNotHoldError("something stands after its seal")
        line = _parsed(raw)
        try:
            self._take(line)
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
            raise DoesNotHoldError("it is not as an export writes it") from None
        if line["what"] != lines.SEAL:
            self._digest.update(raw)
            self._lines += 1

    def end(self) -> None:
        """What is missing though every line fits. Raises ``DoesNotHoldError``."""
        if not self.header:
            raise DoesNotHoldError("it holds no line")
        if self.sealed is None:
            raise DoesNotHoldError("its seal is missing: the end of the file was cut off")
        if self.head is None:
            raise DoesNotHoldError("no head that the hub signed stands over it")
        if (self._number, self._before.hex()) != (self.head.entry, self.head.hash):
            raise DoesNotHoldError(
                f"it ends at entry {self._number}, and the head that the hub signed is of entry "
                f"{self.head.entry}, or of something else"
            )

        if self._derived != self._follows():
            raise DoesNotHoldError("the alarms and spells in it are not those of its entries")

    def _follows(self) -> list[Line]:
        """The alarms and blank spells that its entries come to."""
        since, ends = (utc(datetime.fromisoformat(self.header[name])) for name in ("from", "to"))
        now, then = of_span(
            _of_room(self._context), _of_room(fact for _, fact in self._facts), since, ends
        )
        return [
            *map(lines.alarm, flagged(self._facts)),
            *(lines.spell(one, "now") for one in now),
            *(lines.spell(one, "then") for one in then),
        ]

    def _take(self, line: Line) -> None:
        what = line["what"]
        if not self.header:
            self._begin(line)
        elif what == lines.ENTRY:
            self._entry(line)
        elif what == lines.LEFT_OUT:
            self._gap(line)
        elif what == lines.SEAL:
            self._sealed(line)
        elif what == lines.CONTEXT:
            self._context.append(_restated(line, lines.linked_of(line)[1]))
        elif what in (lines.ALARM, lines.SPELL):
            self._derived.append(line)
        elif what == lines.EXPORT:
            raise DoesNotHoldError("a second export begins in it")

    def _begin(self, line: Line) -> None:
        if line["what"] != lines.EXPORT or line["v"] != lines.VERSION:
            raise DoesNotHoldError("it does not begin as an export of this version does")
        self.header = line
        self._number = int(line["first"]) - 1
        self._before = bytes.fromhex(line["previous"])
        if line["head"] is not None:
            self.head = _head(line["head"])

    def _entry(self, line: Line) -> None:
        before, linked = lines.linked_of(line)
        entry = linked.entry
        if entry.number != self._number + 1:
            raise DoesNotHoldError(f"entry {self._number + 1} is missing before it")
        if before != self._before or link(before, entry) != linked.hash:
            raise DoesNotHoldError("it does not fit the chain: it, or its hash, was changed")
        self._number, self._before = entry.number, linked.hash
        self.entries += 1
        self.first, self.last = self.first or entry, entry
        self._agrees(entry.number)
        if line.get("said") is not None:
            self._facts.append((entry.number, _restated(line, linked)))
        self.of_record += "words" in line

    def _gap(self, line: Line) -> None:
        """Entries that are not there: nothing but the seal says that what follows comes after."""
        first, last = int(line["first"]), int(line["last"])
        if first != self._number + 1 or last < first:
            raise DoesNotHoldError(f"entry {self._number + 1} is missing before it")
        self._number, self._before = last, bytes.fromhex(line["hash"])
        self.left_out += last - first + 1
        self._agrees(last)

    def _agrees(self, number: int) -> None:
        for kept in self._others.get(number, []):
            if kept.head.hash != self._before.hex():
                raise DoesNotHoldError(
                    f"{kept.whose} keeps a head of it that says otherwise: the past was rewritten"
                )
            self.agreed += 1

    def _sealed(self, line: Line) -> None:
        digest = self._digest.hexdigest()
        if line["lines"] != self._lines or line["sha256"] != digest:
            raise DoesNotHoldError("it is not of the lines before it: one was changed or taken out")
        if self.head is not None and line["key"] != self.head.key:
            raise DoesNotHoldError("it is by another key than the head's")
        signature = line["signature"]
        self.sealed = signature is not None
        if signature is not None and not _signed(line["key"], digest, signature):
            raise DoesNotHoldError("it is not signed by the key which it names")


def _parsed(raw: bytes) -> Line:
    try:
        line = json.loads(raw)
    except ValueError:
        raise DoesNotHoldError("it is no JSON") from None
    if not isinstance(line, dict) or not isinstance(line.get("what"), str):
        raise DoesNotHoldError("it is not as an export writes it")
    return line


def _head(said: Mapping[str, object]) -> Head:
    try:
        head = Head.model_validate(said)
    except ValidationError:
        raise DoesNotHoldError("the head in it is none") from None
    if not fits(head):
        raise DoesNotHoldError("the head in it is not signed by the key which it names")
    return head


def _restated(line: Line, linked: Linked) -> AnyFact:
    """What a reader is told must be what is stored, but for the words that are sealed in it."""
    kind, said = linked.entry.kind.decode(), line["said"]
    fact = FACTS.validate_python(said)
    told = lines.columns(fact)
    if any(line[name] != value for name, value in told.items()):
        raise DoesNotHoldError("what is told of it is not what is said in it")
    stored = json.loads(linked.entry.body)
    stored.pop(BOX, None)
    if kind in SEALED:
        taken_out(kind, stored)
        taken_out(kind, said)
    if not _covers(said, stored):
        raise DoesNotHoldError("what is said in it is not what is stored")
    return fact


def _of_room(facts: Iterable[AnyFact]) -> list[Told]:
    return [(fact.at, fact) for fact in facts if isinstance(fact, Fact)]


def _covers(said: object, stored: object) -> bool:
    """Whether all that is stored is said. A later version may know of more that was not so."""
    if isinstance(stored, dict):
        return isinstance(said, dict) and all(
            name in said and _covers(said[name], value) for name, value in stored.items()
        )
    if isinstance(stored, list):
        return (
            isinstance(said, list) and len(said) == len(stored) and all(map(_covers, said, stored))
        )
    return said == stored


def _signed(key: str, digest: str, signature: str) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), lines.to_be_sealed(digest))
    except (InvalidSignature, ValueError):
        return False
    return True
