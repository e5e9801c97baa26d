"""The journal's tables: entries chained one to the next, and the heads signed over them."""

import json
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from hub.journal.chain import START, Entry, Linked, chained
from hub.journal.itself import END_DISPUTED, KEY_BEGAN, OF_ITSELF
from hub.journal.verifying import fits
from hub.outside import clock, schema, sealing
from hub.outside.sealing import Key, Keys, Sealing, TamperedError, opened
from hub.outside.signing import SigningKey
from hub.outside.sqlite import Prepared
from hub.rooms.facts import FACTS, AnyFact, room_of
from hub.staff.facts import OF_OFFICE
from ward.announcements import Head
from ward.units import Instant

HEADS_EVERY = 1_000  # entries; of each such stretch its last head is kept for ever
FACTS_AT_A_TIME = 1_000  # held while replaying
CARE = "care issued"
# By these it is known which alarms there were, and who came to them.
OF_ALARMS = frozenset({
    "alarm began", "alarm again", "alarm over", "alarm ended", "alarm marked", "happened",
    "spell at handover",
    "observed", CARE,
})  # fmt: skip

NO_KEYS: Mapping[str, Key] = MappingProxyType({})

# Made once: to put them together takes longer than to carry them out.
_ADD_ENTRIES = Prepared(insert(schema.entries), "number", "room", "at", "kind", "body", "hash")
_ADD_HEAD = Prepared(  # of a head that stands there, none goes
    insert(schema.heads).prefix_with("OR IGNORE"), "entry", "hash", "at", "key", "signature"
)
_THIN = Prepared(delete(schema.heads).where(schema.heads.c.entry == bindparam("before")), "before")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """Entries ready to be stored, the head over them, and the keys that hold once they are."""

    links: tuple[Linked, ...]
    head: Head
    keys: Keys
    new_keys: Mapping[str, Key]


class Journal:
    """Where the chain ends, and what follows it.

    ``written`` changes nothing; ``took`` is told once a commit returned. So a commit that fails
    may be tried again, and the chain goes on from what is stored.
    """

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self._number = 0
        self._hash = START
        self._head: Head | None = None
        self.keys = Keys()

    @property
    def head(self) -> Head:
        """The newest. There is one as soon as the journal was begun."""
        if self._head is None:
            raise RuntimeError("the journal was not begun")
        return self._head

    @property
    def is_signed(self) -> bool:
        """Whether a head stands over its end."""
        return self._head is not None

    def load(self, connection: Connection) -> None:
        """Find the end of what is stored, and who is where. Raises ``TamperedError``."""
        at = schema.entries.c.number
        last = connection.execute(select(schema.entries).order_by(at.desc()).limit(1)).first()
        self._number, self._hash = (last.number, last.hash) if last else (0, START)
        self._head = _head_of(connection, self._number, self._hash)
        keys = sealing.read(connection)
        keys.check()
        self.keys = keys

    def begin(self, connection: Connection) -> None:
        """Put on record the key if another was, or none, and an end that is not as it was signed.

        Were that not on record, the next head would stand over whatever was done to the end.
        """
        known = _key_on_record(connection)
        signed = self._head is not None and self._head.key == known and fits(self._head)
        ended, newest = self._number, _newest_signed(connection)
        if not signed:
            self._head = None  # what stands there instead stays
        if known != self._key.public:
            if known is not None:
                _log.warning("the journal goes on under a new signing key: it had %s", known[:16])
            self.note(connection, KEY_BEGAN, {"key": self._key.public, "instead_of": known})
        if not signed and (ended or newest is not None):
            _log.critical("the journal does not end as it was signed: have it verified")
            self.note(connection, END_DISPUTED, {"entry": ended, "signed": newest})

    def note(self, connection: Connection, kind: str, said: Mapping[str, object]) -> None:
        """Write down what is so of the journal itself."""
        body = json.dumps(said, ensure_ascii=False)
        written = self._ready([_of("", clock.now(), kind, body)], self.keys)
        self.write(connection, written)
        self.took(written)

    def written(self, facts: Sequence[AnyFact]) -> Written | None:
        """What is to be stored for these; nothing for none."""
        if not facts:
            return None
        seal = Sealing(self.keys)
        entries = [
            _of(str(room_of(fact) or ""), fact.at, fact.fact, seal.body(fact)) for fact in facts
        ]
        return self._ready(entries, seal.keys, seal.new)

    def _ready(
        self, entries: Sequence[Entry], keys: Keys, new: Mapping[str, Key] = NO_KEYS
    ) -> Written:
        numbered = (_numbered(entry, self._number + n) for n, entry in enumerate(entries, 1))
        links = tuple(chained(self._hash, numbered))
        head = self._key.head(links[-1].entry.number, links[-1].hash, clock.now())
        return Written(links, head, keys, new)

    def write(self, connection: Connection, written: Written) -> None:
        sealing.write(connection, written.new_keys)
        _ADD_ENTRIES(connection, map(_row, written.links))
        _ADD_HEAD(connection, (_head_row(written.head),))
        if self._head and _same_stretch(self._head, written.head):
            _THIN(connection, ((self._head.entry,),))

    def took(self, written: Written) -> None:
        self._number, self._hash = written.links[-1].entry.number, written.links[-1].hash
        self._head, self.keys = written.head, written.keys


class UnreadableFactError(Exception):
    """A stored entry that is no fact; the text says which, and nothing that is in it."""


def facts(connection: Connection, after: int = 0) -> Iterator[tuple[int, AnyFact]]:
    """Every fact after that entry with its number, oldest first, its words put back.

    Those of the register and the rota come whole: no snapshot holds them.

    Raises ``UnreadableFactError``.
    """
    keys = sealing.read(connection).by_name
    number, kind, body = schema.entries.c.number, schema.entries.c.kind, schema.entries.c.body
    asked = (
        select(number, kind, body).where((number > after) | kind.in_(OF_OFFICE)).order_by(number)
    )
    streamed = connection.execution_options(yield_per=FACTS_AT_A_TIME)
    for which, what, text in streamed.execute(asked):
        if what not in OF_ITSELF:
            yield which, fact_of(which, what, text, keys)


def facts_since(
    connection: Connection, since: Instant, most: int, also: Collection[str] = ()
) -> list[AnyFact]:
    """What alarms and whoever came are told by, since then: the newest ``most``, oldest first.

    And facts of the kinds ``also``.

    Before them stands the care that each room had then: who was staff, its doors know by that.
    Raises ``UnreadableFactError``.
    """
    keys = sealing.read(connection).by_name
    entry = schema.entries.c
    wanted = select(entry.number, entry.kind, entry.body)
    then = schema.micros(since)
    before = (
        select(func.max(entry.number))
        .where(entry.kind == CARE, entry.at < then)
        .group_by(entry.room)
    )
    care = connection.execute(wanted.where(entry.number.in_(before)).order_by(entry.number))
    newest = wanted.where(entry.kind.in_({*OF_ALARMS, *also}), entry.at >= then)
    rest = connection.execute(newest.order_by(entry.number.desc()).limit(most)).all()
    return [fact_of(one.number, one.kind, one.body, keys) for one in (*care, *reversed(rest))]


def _head_of(connection: Connection, entry: int, digest: bytes) -> Head | None:
    """The head that was signed there, if one was and it is of this."""
    asked = select(schema.heads).where(schema.heads.c.entry == entry)
    row = connection.execute(asked).first()
    try:
        return _head(row) if row and row.hash == digest else None
    except (ValueError, OverflowError):
        return None


def _newest_signed(connection: Connection) -> int | None:
    number: int | None = connection.execute(select(func.max(schema.heads.c.entry))).scalar()
    return number


def heads(connection: Connection) -> list[Head]:
    """All that are kept."""
    return [_head(row) for row in connection.execute(select(schema.heads))]


def _head(row: Row[Any]) -> Head:
    return Head(
        entry=row.entry,
        hash=row.hash.hex(),
        at=schema.instant(row.at),
        key=row.key.hex(),
        signature=row.signature.hex(),
    )


def _key_on_record(connection: Connection) -> str | None:
    number, kind = schema.entries.c.number, schema.entries.c.kind
    asked = select(schema.entries.c.body).where(kind == KEY_BEGAN).order_by(number.desc()).limit(1)
    body = connection.execute(asked).scalar()
    try:
        return str(json.loads(body)["key"]) if body else None
    except (ValueError, LookupError, TypeError):
        return None  # not as a hub writes it: then nothing is signed by it either


def _same_stretch(before: Head, now: Head) -> bool:
    return before.key == now.key and before.entry // HEADS_EVERY == now.entry // HEADS_EVERY


def _of(room: str, at: Instant, kind: str, body: str) -> Entry:
    """Its number comes with its place in the chain."""
    return Entry(0, room.encode(), schema.micros(at), kind.encode(), body.encode())


def _numbered(entry: Entry, number: int) -> Entry:
    return Entry(number, entry.room, entry.at, entry.kind, entry.body)


def _row(link: Linked) -> tuple[object, ...]:
    entry = link.entry
    room, kind, body = entry.room.decode(), entry.kind.decode(), entry.body.decode()
    return entry.number, room, entry.at, kind, body, link.hash


def _head_row(head: Head) -> tuple[object, ...]:
    digest, key, signature = map(bytes.fromhex, (head.hash, head.key, head.signature))
    return head.entry, digest, schema.micros(head.at), key, signature


def fact_of(number: int, kind: str, body: str, keys: Mapping[str, Key]) -> AnyFact:
    """The fact in an entry, its words put back. Raises ``UnreadableFactError``."""
    try:
        return FACTS.validate_json(opened(kind, body, keys))
    except ValidationError as wrong:
        why = wrong.errors(include_url=False, include_input=False)[0]["type"]
    except (TamperedError, ValueError, LookupError, TypeError) as wrong:
        why = str(wrong) if isinstance(wrong, TamperedError) else "not as it was written"
    raise UnreadableFactError(f"entry {number} cannot be read ({why})")
