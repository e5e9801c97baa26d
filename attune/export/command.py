"""`attune journal export`: looks for the episode, writes the two files, and says what they are."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path

from attune.export.document import as_pdf
from attune.export.gathered import Gathered, Gatherer, NothingError, all_episodes
from attune.export.kept import TakenError, keep
from attune.export.told import Told, told
from attune.export.written import written
from attune.journal import BROKEN, FINE, UNUSABLE
from attune.journal_show import moment, zone_named
from attune.saying import say
from hub.outside.reading import DamagedError, Reading
from hub.outside.signing import key_to_read
from hub.outside.store import StoreError
from hub.panel.local import Local
from hub.record.chosen import Chosen, Episode, OfEpisode, OfLegs, OfRoom, whole
from ward.rooms import RoomId

LINES, PDF = ".jsonl", ".pdf"
LONG = 1_000  # entries


@dataclass(frozen=True, slots=True)
class Files:
    """Where the record goes; ``None``: not asked for."""

    lines: Path | None
    pdf: Path | None


def export(chosen: argparse.Namespace) -> int:
    """Write them; the process's exit code."""
    try:
        zone_named(chosen.zone)
        reading = Reading(chosen.store)
    except (StoreError, ValueError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    try:
        return _export(reading, chosen)
    except (NothingError, TakenError, ValueError) as nothing:
        sys.stderr.write(f"{nothing}\n")
        return UNUSABLE
    except OSError as refused:
        sys.stderr.write(f"{refused.filename}: cannot be written ({refused.strerror}).\n")
        return UNUSABLE
    except DamagedError as damage:
        sys.stderr.write(f"{chosen.store}: the file cannot be read on: {damage}.\n")
        return BROKEN
    finally:
        reading.close()


def _export(reading: Reading, asked: argparse.Namespace) -> int:
    chosen, record = _chosen(reading, asked)
    told_of = told(Gatherer(reading, chosen, record).gather(), chosen)
    files = _files(asked.output, _name(record, told_of))
    key, others = key_to_read(asked.store), not asked.without_others
    lines = keep(files.lines, written(reading, told_of, key, others=others))
    done = []
    if files.lines:
        done.append(f"{files.lines}: {lines.parts:,} lines, SHA-256 {lines.digest}")
    if files.pdf:
        _warn(len(record.items))
        keep(files.pdf, [as_pdf(told_of, lines.digest, lines.last)])
        done.append(f"{files.pdf}")
    return say(_said(done, told_of, lines.last), BROKEN if record.broken else FINE)


def _warn(entries: int) -> None:
    """Whoever waits for a long one is told how long."""
    if entries >= LONG:
        sys.stderr.write(f"Setting {entries:,} entries as a PDF: about a second a thousand.\n")


def _said(done: Sequence[str], told_of: Told, seal: bytes) -> Iterable[str]:
    record = told_of.record
    yield from done
    if record.broken:
        yield (
            f"THE JOURNAL DOES NOT HOLD at entry {record.broken}; the record says so. "
            "`attune journal verify` tells more."
        )
    if b'"signature":null' in seal:
        yield "Not sealed: the key that signed the journal's head is not beside this store."
    if record.erased:
        yield "Words of somebody who was erased are in it as erased."


# ---- what is asked for -------------------------------------------------------------------------


def _chosen(reading: Reading, asked: argparse.Namespace) -> tuple[Chosen, Gathered]:
    """Raises ``NothingError`` and ``ValueError``, a sentence each."""
    zone = zone_named(asked.zone)
    if asked.room:
        return _of_room(asked)
    there = all_episodes(reading)
    found = [one for one in there if one.id == asked.episode]
    if not found:
        words = f"There is no episode {asked.episode}." if asked.episode else "Which episode?"
        raise NothingError("\n".join([words, *_list(there, zone)]))
    legs = OfLegs(tuple(OfEpisode(leg) for leg in found))
    rooms = tuple(dict.fromkeys(leg.room for leg in found))
    return legs, Gathered(rooms, whole(found), zone)


def _of_room(asked: argparse.Namespace) -> tuple[Chosen, Gathered]:
    zone = zone_named(asked.zone)
    if asked.episode:
        raise NothingError("Ask for an episode or for a room's time, not for both.")
    since, until = moment("--from", asked.since, zone), moment("--to", asked.until, zone)
    if since is None or until is None:
        raise NothingError("--room asks for --from and --to too: of which time is the record?")
    if until <= since:
        raise NothingError("--to is not after --from: there is nothing between them.")
    room = RoomId.parse(asked.room)
    return OfRoom(room, since.astimezone(UTC), until.astimezone(UTC)), Gathered((room,), None, zone)


def _list(there: Sequence[Episode], zone: tzinfo) -> Iterable[str]:
    """Those that there are, the newest last."""
    if not there:
        yield "No episode is on record in this store."
        return
    yield "There are:"
    for one in there:
        local = Local(one.began_at, zone)
        until = local.day_and_second(one.ended_at) if one.ended_at else "running still"
        began = local.day_and_second(one.began_at)
        yield f"  {one.id}  {one.room}  {one.initials}  {began} to {until}"


# ---- where it goes -----------------------------------------------------------------------------


def _name(record: Gathered, told_of: Told) -> str:
    """For a file of either kind, without its ending."""
    if record.episode:
        kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in record.episode.id)
        return f"record-{kept}"
    since, until = (
        at.astimezone(record.zone) for at in (told_of.summary.since, told_of.summary.ends)
    )
    return f"record-{record.room.slug}-{since:%Y%m%dT%H%M}-{until:%Y%m%dT%H%M}"


def _files(output: Path, name: str) -> Files:
    """A file by its ending, else both into a folder."""
    if output.suffix == LINES:
        return Files(output, None)
    if output.suffix == PDF:
        return Files(None, output)
    output.mkdir(parents=True, exist_ok=True)
    return Files(output / f"{name}{LINES}", output / f"{name}{PDF}")
