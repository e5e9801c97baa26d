"""Verifying a journal: what it says on the way, and what it says in the end."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path

from pydantic import ValidationError

from attune.journal import BROKEN, FINE, UNUSABLE
from hub.journal.chain import Entry
from hub.journal.verifying import Broken, Kept, Verifier, fits
from hub.outside.journal import UnreadableFactError
from hub.outside.reading import DamagedError, Reading
from hub.outside.schema import instant
from hub.outside.store import StoreError
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
        kept = [kept for path in against for kept in _heads(path)]
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
        sys.stdout.write(f"{found}\n")
        return BROKEN
    sys.stdout.write(f"{_all_holds(found, len(kept))}\n")
    return FINE


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
    return _snapshot_differs(reading) or verifier


def _snapshot_differs(reading: Reading) -> str | None:
    """Rooms as they were kept, beside what the entries up to there add up to."""
    kept = reading.snapshot()
    if kept is None or kept.stamp != stamp():
        return None
    rooms = tuple(RoomId.parse(room) for room in kept.rooms)
    if not rooms:
        return None
    try:
        machine = Round(Site(rooms=rooms), instant(0))
        machine.replay(_upto(reading, kept.entry))
    except UnreadableFactError as wrong:
        return f"{str(wrong).capitalize()}."
    for room in rooms:
        if dump(machine.state(room)) != kept.rooms[str(room)]:
            return f"The snapshot at entry {kept.entry} differs from its entries in {room}."
    return None


def _upto(reading: Reading, last: int) -> Iterator[AnyFact]:
    progress = Progress(last, "replayed")
    for number, fact in reading.facts():
        if number > last:
            break
        yield fact
        progress.at(number)
    progress.done()


def _heads(path: Path) -> Iterator[Kept]:
    """Each line a head, with whatever else stands beside it. Raises ``UnusableError``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as refused:
        raise UnusableError(f"{path}: cannot be read ({refused.strerror}).") from None
    except UnicodeDecodeError:
        raise UnusableError(f"{path}: is not UTF-8; expected one head a line.") from None
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
    where = f", {_place(entry)}, {_time(entry)}" if entry else ""
    return f"Entry {broken.number}{where}: {broken.words}."


def _place(entry: Entry) -> str:
    return entry.room.decode(errors="replace") or "of the journal itself"


def _time(entry: Entry) -> str:
    try:
        return f"{instant(entry.at).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except OverflowError:
        return "at no time that there is"


def _all_holds(verifier: Verifier, others: int) -> str:
    """One sentence."""
    if verifier.first is None or verifier.last is None:
        raise RuntimeError("a journal without an entry does not hold")
    span = f"from {_time(verifier.first)} to {_time(verifier.last)}"
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
