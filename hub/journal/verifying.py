"""Whether a journal holds: fed every entry in order, it names the first that does not."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hub.journal.chain import START, Entry, Linked, link
from hub.journal.itself import END_DISPUTED, KEY_BEGAN, PERSON_ERASED
from hub.journal.sealed import key_named
from ward.announcements import Head


@dataclass(frozen=True, slots=True)
class Kept:
    """A head that somebody else kept, and who, in words: "ash/04's node"."""

    head: Head
    whose: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place that does not hold. ``entry`` is what stands there, if anything does."""

    number: int
    words: str
    entry: Entry | None = None


def fits(head: Head) -> bool:
    """Whether its signature is that of the key which it names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key))
        key.verify(bytes.fromhex(head.signature), Head.signed(head.entry, head.hash, head.at))
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(slots=True)
class Verifier:
    """Feed it entries until it says what is broken; then, at the end, ask once more.

    What was taken from the end together with its heads, and a past written anew from its first
    entry on, only a head that somebody else kept can show.
    """

    heads: Iterable[Head]
    kept: Iterable[Kept] = ()
    person_keys: Collection[str] = frozenset()
    entries: int = 0
    signing_keys: int = 0
    first: Entry | None = None
    last: Entry | None = None
    _before: bytes = START
    _key: str | None = None
    _unsigned: Entry | None = None
    _own: dict[int, list[Head]] = field(default_factory=dict)
    _others: dict[int, list[Kept]] = field(default_factory=dict)
    _sealed: dict[str, Entry] = field(default_factory=dict)
    _erased: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for head in self.heads:
            self._own.setdefault(head.entry, []).append(head)
        for kept in self.kept:
            self._others.setdefault(kept.head.entry, []).append(kept)

    def feed(self, linked: Linked) -> Broken | None:
        """One entry more. After the first that is broken, feed no other."""
        entry, due = linked.entry, self.entries + 1
        if entry.number > due:
            return Broken(due, f"it is missing: after entry {due - 1} comes entry {entry.number}")
        if entry.number < due:
            return Broken(entry.number, "no entry has such a number: it was put in", entry)
        if link(self._before, entry) != linked.hash:
            words = "it does not fit the chain: it, or the hash stored with it, was changed"
            return Broken(due, words, entry)
        self.entries, self._before = due, linked.hash
        self.first, self.last = self.first or entry, entry
        wrong = self._of_itself(entry) or self._signed(entry)
        return Broken(due, wrong, entry) if wrong else None

    def end(self) -> Broken | None:
        """What is wrong though every entry fits the one before it."""
        beyond = max((n for n in self._own if n > self.entries), default=0)
        if beyond or not self.entries:
            signed = f", but was signed up to entry {beyond}" if beyond else ""
            return self._missing(f"the journal ends at entry {self.entries}{signed}")
        if self._unsigned:
            words = "no head was signed over it, though the hub signs whatever it writes"
            return Broken(self._unsigned.number, words, self._unsigned)
        for number, kept in sorted(self._others.items()):
            if number > self.entries:
                kept_too = f"but {kept[0].whose} keeps a head of entry {number}"
                return self._missing(f"the journal ends at entry {self.entries}, {kept_too}")
        return self._closed()

    def _missing(self, words: str) -> Broken:
        return Broken(self.entries + 1, f"it is missing: {words}")

    def _of_itself(self, entry: Entry) -> str | None:
        """What the journal says of itself, and what is wrong with it."""
        kind = entry.kind.decode(errors="replace")
        if entry.number == 1 and kind != KEY_BEGAN:
            return "a journal begins with the key that signs it, and this one does not"
        try:
            if kind == KEY_BEGAN:
                return self._began(json.loads(entry.body))
            if kind == END_DISPUTED:
                return _disputed(json.loads(entry.body))
            if kind == PERSON_ERASED:
                self._erased.add(str(json.loads(entry.body)["key"]))
            elif name := key_named(kind, entry.body):
                self._sealed.setdefault(name, entry)
        except (ValueError, LookupError, TypeError, AttributeError):
            return "it is not as a hub writes it"
        return None

    def _began(self, said: dict[str, str | None]) -> str | None:
        if said["instead_of"] != self._key:
            return "it begins a signing key in place of one that did not sign until then"
        self._key = said["key"]
        self.signing_keys += 1
        return None

    def _signed(self, entry: Entry) -> str | None:
        """Whether every head of this entry, ours and others', is of what stands there."""
        own = self._own.get(entry.number, [])
        self._unsigned = None if own else self._unsigned or entry
        for head in own:
            if head.hash != self._before.hex():
                return "the hub's own head of it is of something else"
            if head.key != self._key or not fits(head):
                return "the head of it is not signed by the hub's key of then"
        for kept in self._others.get(entry.number, []):
            if kept.head.hash != self._before.hex():
                return (
                    f"{kept.whose} keeps a head of it that says otherwise: the past was rewritten"
                )
        return None

    def _closed(self) -> Broken | None:
        """Words whose key is gone without an erasure on record."""
        known = {*self.person_keys, *self._erased}
        gone = [entry for name, entry in self._sealed.items() if name not in known]
        if not gone:
            return None
        first = min(gone, key=lambda entry: entry.number)
        words = "the key that opens its words is gone, and no erasure is on record"
        return Broken(first.number, words, first)


def _disputed(said: dict[str, int | None]) -> str:
    """What a hub found when it started, and went on from."""
    signed = "no head was" if said["signed"] is None else f"the newest head was of {said['signed']}"
    return (
        f"a hub started on a journal that ended at entry {said['entry']} and not as it was signed "
        f"({signed}): its end had been cut off or changed"
    )
