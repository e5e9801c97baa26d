"""Verifying a journal: what it says on the way, and what it says in the end."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC
from itertools import takewhile
from pathlib import Path

from pydantic import ValidationError

from attune.journal import BROKEN, FINE, UNUSABLE
from attune.saying import say
from hub.journal.chain import Entry
from hub.journal.itself import OF_ITSELF
from hub.journal.sealed import key_named
from hub.journal.verifying import Broken, Kept, Verifier, fits
from hub.outside.journal import UnreadableFactError, fact_of
from hub.outside.reading import DamagedError, Reading, Stored
from hub.outside.schema import instant
from hub.outside.store import StoreError
from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.facts import AnyFact
from hub.rooms.snapshot import dump, stamp
from hub.round import Round
from hub.site import Site
from ward.announcements import Head
from ward.rooms import RoomId

TOLD_EVERY_S = 0.2  # on a terminal, in one line
TOLD_EVERY_FAR_S = 5.0  # anywhere else, a line each


class UnusableError(Exception):
    """Something that was given cannot be looked at; the text is one sentence."""


def verify(store: Path, against: Sequence[Path]) -> int:
    """Look, and say what was found; the process's exit code."""
    try:
        kept = kept_in(against)
        reading = Reading(store)
    except (StoreError, UnusableError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    try:
        found = _verified(reading, kept)
    except DamagedError as damage:
        found = f"{store}: the file cannot be read on: {damage}."
    finally:
        reading.close()
    if isinstance(found, str):
        return say([found], BROKEN)
    return say([_all_holds(found, len(kept))], FINE)


def _verified(reading: Reading, kept: Sequence[Kept]) -> Verifier | str:
    """The verifier once all holds, or what does not, in words."""
    progress = Progress(reading.last(), "checked")
    verifier = Verifier(reading.heads(), kept, reading.keys().by_name)
    try:
        for linked in reading.entries():
            if broken := verifier.feed(linked):
                return _said(broken)
            progress.at(verifier.entries)
    except DamagedError as damage:
        return f"After entry {verifier.entries} the file cannot be read: {damage}."
    finally:
        progress.done()
    if broken := verifier.end():
        return _said(broken)
    if foreign := reading.foreign_triggers():
        return f"A trigger that no hub made acts on what is stored: {', '.join(foreign)}."
    return _does_not_open(reading, verifier.entries) or verifier


def _does_not_open(reading: Reading, entries: int) -> str | None:
    """Every fact as a hub would read it, and the rooms as kept beside what those add up to."""
    kept = reading.snapshot()
    if kept is not None and kept.stamp != stamp():
        kept = None  # another version's, which no hub of this one begins with
    progress = Progress(entries, "replayed")
    facts = _opened(reading, progress)
    try:
        wrong = _snapshot_differs(kept, facts) if kept else None
        for _ in facts:
            continue
    except UnreadableFactError as unreadable:
        return f"{str(unreadable).capitalize()}."
    finally:
        progress.done()
    return wrong


def _opened(reading: Reading, progress: "Progress") -> Iterator[tuple[int, AnyFact]]:
    """Raises ``UnreadableFactError``, also for a person's words under a key that is another's."""
    keys = reading.keys().by_name
    for linked in reading.entries():
        number, kind, body = linked.entry.number, linked.entry.kind.decode(), linked.entry.body
        progress.at(number)
        if kind in OF_ITSELF:
            continue
        fact = fact_of(number, kind, body.decode(), keys)
        if isinstance(fact, EpisodeBegan):
            key = keys.get(key_named(kind, body) or "")
            if key and key.person != fact.person.ref:
                raise UnreadableFactError(f"entry {number} is under a key said to be another's")
        yield number, fact


def _snapshot_differs(kept: Stored, facts: Iterator[tuple[int, AnyFact]]) -> str | None:
    differs = f"The snapshot at entry {kept.entry} differs from its entries"
    try:
        rooms = tuple(RoomId.parse(room) for room in kept.rooms)
    except ValueError:
        return f"{differs}: it has a room that is none."
    if not rooms:
        return None
    machine = Round(Site(rooms=rooms), instant(0))
    machine.replay(fact for number, fact in takewhile(lambda one: one[0] <= kept.entry, facts))
    for room in rooms:
        if dump(machine.state(room)) != kept.rooms[str(room)]:
            return f"{differs} in {room}."
    return None


def kept_in(against: Sequence[Path]) -> list[Kept]:
    """The heads in these files. Raises ``UnusableError``."""
    return [kept for path in against for kept in _heads(path)]


def _heads(path: Path) -> Iterator[Kept]:
    """Each line a head, with whatever else stands beside it. Raises ``UnusableError``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as refused:
        raise UnusableError(f"{path}: cannot be read ({refused.strerror}).") from None
    except UnicodeDecodeError:
        raise UnusableError(f"{path}: is not UTF-8; expected one head a line.") from None
    if not any(line.strip() for line in lines):
        raise UnusableError(f"{path}: holds no head; there is nothing to compare with.")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _head(line, f"line {number} of {path}")


def _head(line: str, where: str) -> Kept:
    try:
        head = Head.model_validate_json(line)
    except ValidationError:
        raise UnusableError(f"{where}: is no head; expected what `attune heads` prints.") from None
    if not fits(head):
        raise UnusableError(f"{where}: its signature does not fit; no hub said that.")
    room = json.loads(line).get("room")
    return Kept(head, f"the node of {room} ({where})" if isinstance(room, str) else where)


def _said(broken: Broken) -> str:
    entry = broken.entry
    where = f", {place_of(entry)}, {time_of(entry)}" if entry else ""
    return f"Entry {broken.number}{where}: {broken.words}."


def place_of(entry: Entry) -> str:
    return entry.room.decode(errors="replace") or "of the journal itself"


def time_of(entry: Entry) -> str:
    try:
        return f"{instant(entry.at).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except OverflowError:
        return "at no time that there is"


def _all_holds(verifier: Verifier, others: int) -> str:
    """One sentence."""
    if verifier.first is None or verifier.last is None:
        raise RuntimeError("a journal without an entry does not hold")
    span = f"from {time_of(verifier.first)} to {time_of(verifier.last)}"
    agree = f", and {others:,} kept heads agree" if others else ""
    keys = verifier.signing_keys
    began = f", under {keys} signing keys one after another" if keys > 1 else ""
    return f"All {verifier.entries:,} entries hold, {span}{began}{agree}."


class Progress:
    """How far it has got, on standard error: one line that changes, or now and then a line."""

    def __init__(self, of: int, what: str) -> None:
        self._of, self._what = of, what
        self._tty = sys.stderr.isatty()
        self._every_s = TOLD_EVERY_S if self._tty else TOLD_EVERY_FAR_S
        self._next = time.monotonic() + self._every_s
        self._told = False

    def at(self, number: int) -> None:
        if number % 512 or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._every_s
        self._told = True
        words = f"{number:,} of {self._of:,} entries {self._what}"
        sys.stderr.write(f"\r{words}" if self._tty else f"{words}\n")
        sys.stderr.flush()

    def done(self) -> None:
        if self._told and self._tty:
            sys.stderr.write("\r\033[K")
