"""`attune estates report`: what a site is against its standards, as PDF, CSV and JSON."""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attune.estates.check import found_or_said, row
from attune.estates.gathered import Site
from attune.estates.page import NO_DEVICE, page
from attune.export.kept import TakenError, keep
from attune.export.shown import all_shown
from hub.estates.evidence_table import Text
from hub.outside.photographs import PHOTOGRAPHS, FolderOfPhotographs
from ward.rooms import RoomId

FINE, UNUSABLE = 0, 2
PAGE = Path(__file__).with_name("report.typ")
PICTURES_MOST = 60  # 20 MB of them: what is left out stands in words
NO_PICTURE = "The photograph is not there any more, or is another than was taken."
ONE_TOO_MANY = "Its photograph is on the panel."
STANDARD: Final = "ua-1"  # PDF/UA-1: every part is tagged, so that it can be read aloud in order


def report(chosen: argparse.Namespace) -> int:
    """Write it; the process's exit code."""
    found = found_or_said(chosen, like=True)
    if found is None:
        return UNUSABLE
    try:
        for path in _files(chosen.output, _name(found, chosen)):
            keep(path, [WRITERS[path.suffix](found)])
            sys.stdout.write(f"{path}\n")
    except TakenError as taken:
        sys.stderr.write(f"attune: {taken}\n")
        return UNUSABLE
    except OSError as refused:
        sys.stderr.write(f"attune: {chosen.output} cannot be written ({refused.strerror}).\n")
        return UNUSABLE
    return FINE


def _name(found: Site, chosen: argparse.Namespace) -> str:
    """``estates-ash-2026-10``: which rooms, of which time."""
    what = RoomId.parse(chosen.room).slug if chosen.room else chosen.ward or "site"
    zone = found.asked.zone
    since, until = (at.astimezone(zone) for at in (found.asked.since, found.asked.until))
    when = chosen.month or f"{since:%Y%m%d}-{until:%Y%m%d}"
    return f"estates-{what}-{when}"


def _files(output: Path, name: str) -> tuple[Path, ...]:
    """One by its ending, else all three into a folder."""
    if output.suffix in WRITERS:
        return (output,)
    output.mkdir(parents=True, exist_ok=True)
    return tuple(output / f"{name}{ending}" for ending in WRITERS)


def as_pdf(found: Site) -> bytes:
    """The same site makes the same bytes: its date is the end of its time, and no clock is read."""
    import typst  # noqa: PLC0415  (34 MB, which no other command needs)

    shown = page(found)
    with TemporaryDirectory(prefix="attune-report-") as root:
        shown["photographs"] = list(_pictures(found, shown["photographs"], Path(root)))
        compiler = typst.Compiler(
            PAGE.read_bytes(),
            root=root,
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(all_shown(shown))},
        )
        made = compiler.compile(
            format="pdf", pdf_standards=[STANDARD], timestamp=int(found.asked.until.timestamp())
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst made no PDF")
    return made


def _pictures(
    found: Site, photographs: Iterable[Mapping[str, str]], root: Path
) -> Iterator[Mapping[str, object]]:
    """Each laid beside the page, where it is there and still what its name says."""
    kept = FolderOfPhotographs(found.asked.store.parent / PHOTOGRAPHS)
    for number, one in enumerate(photographs):
        picture = kept.read(one["name"]) if number < PICTURES_MOST else b""
        holds = bool(picture) and sha256(picture or b"").hexdigest() == one["name"]
        if picture and holds:
            (root / f"{one['name']}.jpg").write_bytes(picture)
        why = "" if holds else NO_PICTURE if picture is None or picture else ONE_TOO_MANY
        yield {**one, "why": why}


def as_csv(found: Site) -> bytes:
    """A row for each room and clause."""
    text = Text()
    rows = _rows(found)
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return str(text).encode()


def as_json(found: Site) -> bytes:
    """The same, with what each room was like and of which time it is."""
    shown = page(found)
    said = {
        "about": NO_DEVICE,
        "since": found.asked.since.isoformat(),
        "until": found.asked.until.isoformat(),
        "standards": [one.title for one in found.asked.catalogue.standards],
        "answers": _rows(found),
        "defects": shown["defects"],
        "used_though_not_fit": shown["regardless"],
        "like": {
            str(room): [
                {"begins": day.begins, "warmth": day.warmth, "lux": day.lux, "dba": day.dba}
                for day in days
            ]
            for room, days in found.like.items()
        },
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(found: Site) -> list[dict[str, object]]:
    return [row(room, one, found) for room, each in found.standings.items() for one in each]


WRITERS: Mapping[str, Callable[[Site], bytes]] = {
    ".pdf": as_pdf,
    ".csv": as_csv,
    ".json": as_json,
}
