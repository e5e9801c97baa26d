"""Sealing: each person's words under a key of that person's own, which may be discarded."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import Connection, delete, insert, select

from hub.journal.sealed import (
    BEGAN,
    BOX,
    ENDED,
    SEALED,
    Said,
    key_named,
    person_of,
    put_back,
    put_erased,
    taken_out,
)
from hub.outside import schema
from hub.rooms.facts import AnyFact, room_of

KEY_BYTES, NONCE_BYTES = 32, 12  # as ChaCha20-Poly1305 has them
DAMAGED = "under which somebody's words are sealed, is damaged"


@dataclass(frozen=True, slots=True)
class Key:
    """One person's. The name is drawn by lot and says nothing of whose it is."""

    name: str
    person: str
    secret: bytes


@dataclass(slots=True)
class Keys:
    """Every person's key, and whose words are whose: in each room, whoever was last begun for."""

    by_person: dict[str, Key] = field(default_factory=dict)
    by_name: dict[str, Key] = field(default_factory=dict)
    last_in: dict[str, str] = field(default_factory=dict)  # room to name of key
    running_in: dict[str, str] = field(default_factory=dict)

    def add(self, key: Key) -> None:
        self.by_person[key.person] = key
        self.by_name[key.name] = key

    def check(self) -> None:
        """Raises ``TamperedError`` for a key that no hub made: nothing could be sealed under it."""
        for key in self.by_name.values():
            if len(key.secret) != KEY_BYTES:
                raise TamperedError(f"the key {key.name}, {DAMAGED}")

    def copy(self) -> "Keys":
        return Keys(
            self.by_person.copy(), self.by_name.copy(), self.last_in.copy(), self.running_in.copy()
        )


def read(connection: Connection) -> Keys:
    keys = Keys()
    for row in connection.execute(select(schema.person_keys)):
        keys.add(Key(row.name, row.person, row.secret))
    number, room = schema.entries.c.number, schema.entries.c.room
    asked = select(number, room, schema.entries.c.kind, schema.entries.c.body)
    turns = asked.where(schema.entries.c.kind.in_((BEGAN, ENDED))).order_by(number)
    for _, where, kind, body in connection.execute(turns):
        if kind == ENDED:
            keys.running_in.pop(where, None)
        elif name := _key_of(kind, body):
            keys.last_in[where] = keys.running_in[where] = name
    return keys


def _key_of(kind: str, body: str) -> str | None:
    """What was tampered with names no key here; whoever reads the fact itself is told so."""
    try:
        return key_named(kind, body)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def write(connection: Connection, new: Mapping[str, Key]) -> None:
    if new:
        rows = [{"name": k.name, "person": k.person, "secret": k.secret} for k in new.values()]
        connection.execute(insert(schema.person_keys), rows)


def discard(connection: Connection, key: Key) -> None:
    connection.execute(delete(schema.person_keys).where(schema.person_keys.c.name == key.name))


class Sealing:
    """The facts of one commit, sealed one after another; its ``keys`` hold once it is stored."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys.copy()
        self.new: dict[str, Key] = {}

    def body(self, fact: AnyFact) -> str:
        """The text that is stored of this fact."""
        if not SEALED[fact.fact]:
            return fact.model_dump_json()
        said = fact.model_dump(mode="json")
        key = self._key(fact, said)
        words = taken_out(fact.fact, said)
        if any(words.values()):
            key = key or self._of(f"room {room_of(fact)}")
            said[BOX] = {"key": key.name, "box": _shut(key, words, _bound(said))}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def _key(self, fact: AnyFact, said: Said) -> Key | None:
        """Of whom the fact names, else of whoever was last in that room and is not erased."""
        room = str(room_of(fact))
        person = person_of(fact.fact, said)
        key = self._of(person) if person else self.keys.by_name.get(self.keys.last_in.get(room, ""))
        if fact.fact == BEGAN and key:
            self.keys.last_in[room] = self.keys.running_in[room] = key.name
        elif fact.fact == ENDED:
            self.keys.running_in.pop(room, None)
        return key

    def _of(self, person: str) -> Key:
        if person not in self.keys.by_person:
            key = Key(secrets.token_hex(8), person, ChaCha20Poly1305.generate_key())
            self.new[key.name] = key
            self.keys.add(key)
        return self.keys.by_person[person]


class TamperedError(Exception):
    """Sealed words that their own key does not open, or a key that opens nothing."""


def opened(kind: str, body: str, keys: Mapping[str, Key]) -> str:
    """The fact's text with its words put back, or with "erased" where their key is discarded.

    Raises ``TamperedError``, and ``ValueError`` for what is no JSON.
    """
    if not SEALED.get(kind):
        return body
    said = json.loads(body)
    box = said.pop(BOX, None)
    if box is None:
        return body
    key = keys.get(box["key"])
    if key is None:
        put_erased(kind, said, box["key"])
    else:
        put_back(said, _open(key, box["box"], _bound(said)))
    return json.dumps(said, ensure_ascii=False)


def _bound(said: Said) -> bytes:
    """What the words belong to: in another entry they do not open."""
    return f"{said['room']}\n{said['fact']}\n{said['at']}".encode()


def _shut(key: Key, words: Mapping[str, str], bound: bytes) -> str:
    nonce = os.urandom(NONCE_BYTES)
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(
        nonce + ChaCha20Poly1305(key.secret).encrypt(nonce, text, bound)
    ).decode()


def _open(key: Key, box: str, bound: bytes) -> dict[str, str]:
    if len(key.secret) != KEY_BYTES:
        raise TamperedError(f"the key {key.name}, {DAMAGED}")
    sealed = base64.b64decode(box)
    try:
        text = ChaCha20Poly1305(key.secret).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound
        )
    except InvalidTag:
        raise TamperedError("its sealed words are not what was sealed") from None
    return dict(json.loads(text))
