"""Showing a journal: each entry as a line of plain words, or as a JSON object."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from attune.journal import BROKEN, FINE, UNUSABLE
from attune.saying import say
from hub.journal.chain import Entry
from hub.journal.itself import CHAIN_BEGAN, END_DISPUTED, KEY_BEGAN, OF_ITSELF, PERSON_ERASED
from hub.outside.journal import UnreadableFactError, fact_of
from hub.outside.reading import DamagedError, Reading
from hub.outside.schema import instant
from hub.outside.sealing import Key
from hub.outside.store import StoreError
from hub.panel.local import Local
from hub.panel.office_words import of_site
from hub.panel.timeline import LATE, said
from hub.rooms.evolve import after
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from ward.rooms import RoomId
from ward.units import Instant

# What the journal says of itself, in words.
ITSELF = {
    KEY_BEGAN: "The hub signs with the key {key:.16}… from here on",
    CHAIN_BEGAN: "{facts} facts of version {version} follow, chained from here on",
    END_DISPUTED: "The journal ended at entry {entry} and not as signed when the hub began",
    PERSON_ERASED: "Somebody's words were erased, by {by}: {why}",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show, and how."""

    room: str | None
    since: Instant | None
    until: Instant | None
    kind: str | None
    zone: tzinfo
    as_json: bool

    def has(self, entry: Entry) -> bool:
        at = instant(entry.at)
        return (
            self.room in (None, _text(entry.room))
            and self.kind in (None, _text(entry.kind))
            and (self.since is None or at >= self.since)
            and (self.until is None or at < self.until)
        )


def show(chosen: argparse.Namespace) -> int:
    """Print them; the process's exit code."""
    try:
        wanted = _wanted(chosen)
        reading = Reading(chosen.store)
    except (StoreError, ValueError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    try:
        return say(lines(reading, wanted), FINE)
    except DamagedError as damage:
        sys.stderr.write(f"{chosen.store}: the file cannot be read on: {damage}.\n")
        return BROKEN
    finally:
        reading.close()


def lines(reading: Reading, wanted: Wanted) -> Iterator[str]:
    """Every entry that is wanted, oldest first. What cannot be read is a line too."""
    keys = reading.keys().by_name
    rooms: dict[RoomId, RoomState] = {}
    for linked in reading.entries():
        entry = linked.entry
        words, said_json = _read(entry, keys, rooms, wanted.zone)
        if not wanted.has(entry):
            continue
        yield _json(entry, said_json) if wanted.as_json else _line(entry, words, wanted.zone)


def _read(
    entry: Entry, keys: Mapping[str, Key], rooms: dict[RoomId, RoomState], zone: tzinfo
) -> tuple[str, object]:
    """The entry in words and as JSON has it; the room goes on to what it says."""
    try:
        if entry.kind.decode() in OF_ITSELF:
            body = json.loads(entry.body)
            return ITSELF[entry.kind.decode()].format(**body), body
        fact = fact_of(entry.number, entry.kind.decode(), entry.body.decode(), keys)
    except (UnreadableFactError, ValueError, LookupError, TypeError) as wrong:
        why = str(wrong) if isinstance(wrong, UnreadableFactError) else "it cannot be read"
        return f"{why[0].upper()}{why[1:]}", None
    return _words(fact, rooms, zone), fact.model_dump(mode="json")


def _words(fact: AnyFact, rooms: dict[RoomId, RoomState], zone: tzinfo) -> str:
    """As the room's timeline has it at that moment."""
    if not isinstance(fact, Fact):
        return of_site(fact, Local(fact.at, zone))
    before = rooms.get(fact.room) or RoomState(fact.room, since=fact.at)
    state = rooms[fact.room] = after(before, fact)
    local = Local(fact.at, zone)
    was_at: Instant = getattr(fact, "observed_at", None) or fact.at
    late = f" (at {local.clock(was_at)})" if fact.at - was_at > LATE else ""
    return said(fact, state, local) + late


def _line(entry: Entry, words: str, zone: tzinfo) -> str:
    at = instant(entry.at).astimezone(zone)
    return f"{at:%Y-%m-%d %H:%M:%S%z}  {_text(entry.room) or 'journal':9} {words}"


def _json(entry: Entry, said_json: object) -> str:
    one = {
        "number": entry.number,
        "room": _text(entry.room) or None,
        "at": instant(entry.at).isoformat(),
        "kind": _text(entry.kind),
        "said": said_json,
    }
    return json.dumps(one, ensure_ascii=False)


def _text(stored: bytes) -> str:
    return stored.decode(errors="replace")


def _wanted(chosen: argparse.Namespace) -> Wanted:
    """Raises ``ValueError``, one sentence."""
    zone = zone_named(chosen.zone)
    room = str(RoomId.parse(chosen.room)) if chosen.room else None
    since, until = moment("--since", chosen.since, zone), moment("--until", chosen.until, zone)
    return Wanted(room, since, until, chosen.kind, zone, chosen.json)


def zone_named(name: str) -> ZoneInfo:
    """The time zone. Raises ``ValueError``, one sentence."""
    try:
        return ZoneInfo(name)
    except (OSError, LookupError, ValueError):
        raise ValueError(f"--zone is {name}; expected one like Europe/London.") from None


def moment(option: str, text: str | None, zone: tzinfo) -> Instant | None:
    """What an option says, by that zone's clocks. Raises ``ValueError``, one sentence."""
    if text is None:
        return None
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{option} is {text}; expected a time like 2026-11-23T02:14.") from None
    return said if said.tzinfo else said.replace(tzinfo=zone)
