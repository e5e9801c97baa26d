"""Showing the patterns of a journal: in words, or as JSON lines."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from attune.journal import BROKEN, FINE, UNUSABLE
from attune.journal_show import moment, zone_named
from attune.journal_verify import Progress
from attune.saying import say
from hub.outside.journal import UnreadableFactError
from hub.outside.reading import DamagedError, Reading
from hub.outside.store import StoreError
from hub.panel.local import Local
from hub.patterns.evidence import Evidence, Gathering
from hub.patterns.found import patterns
from hub.patterns.pattern import NO_ACCUSATION, Pattern, Row
from ward.units import Instant, seconds


def show(chosen: argparse.Namespace) -> int:
    """Print them; the process's exit code."""
    try:
        zone = zone_named(chosen.zone)
        since, until = between(chosen.since, chosen.until, zone)
        reading = Reading(chosen.store)
    except (StoreError, ValueError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    try:
        evidence = gathered(reading, since, until)
    except (DamagedError, UnreadableFactError) as damage:
        sys.stderr.write(f"{chosen.store}: the file cannot be read on: {damage}.\n")
        return BROKEN
    finally:
        reading.close()
    if chosen.ward and chosen.ward not in evidence.wards:
        known = ", ".join(evidence.wards) or "no ward"
        sys.stderr.write(f"--ward is {chosen.ward}; in that time there is something of {known}.\n")
        return UNUSABLE
    found = patterns(evidence, zone, chosen.ward)
    return say(as_json(found) if chosen.json else as_text(evidence, found, zone), FINE)


def between(
    since: str | None, until: str | None, zone: tzinfo
) -> tuple[Instant | None, Instant | None]:
    """What --from and --to say. Raises ``ValueError``, one sentence."""
    first, last = moment("--from", since, zone), moment("--to", until, zone)
    if first and last and last <= first:
        raise ValueError("--to is not after --from: there is nothing between them.")
    return first, last


def gathered(reading: Reading, since: Instant | None, until: Instant | None) -> Evidence:
    """From the whole journal; on a long one, how far it has got is said meanwhile."""
    first, last = reading.span()
    gathering = Gathering(since or first, until or last + seconds(1))
    progress = Progress(reading.last(), "looked at")
    try:
        for number, fact in reading.facts():
            gathering.feed(fact)
            progress.at(number)
    finally:
        progress.done()
    return gathering.gathered()


def as_text(evidence: Evidence, found: Sequence[Pattern], zone: tzinfo) -> Iterator[str]:
    """What was found first, each with its evidence; then what was not."""
    local = Local(evidence.until, zone)
    begins, ends = (local.day_and_second(at) for at in (evidence.since, evidence.until))
    yield f"From {begins} to {ends}. {NO_ACCUSATION}"
    for pattern in found:
        if pattern.cases:
            yield from (
                "",
                pattern.title.upper(),
                f"{pattern.looked_for} Looked at: {pattern.looked_at}.",
            )
            for case in pattern.cases:
                yield f"* {case.words}"
                yield from (f"    {_line(row, local)}" for row in case.rows)
            yield f"What may explain it: {pattern.innocent}"
    nothing = [one for one in found if not one.cases]
    if nothing:
        yield from ("", "LOOKED FOR, AND NOTHING FOUND")
        yield from (f"* {one.title}, in {one.looked_at}" for one in nothing)


def _line(row: Row, local: Local) -> str:
    rooms = " and ".join(map(str, row.rooms))
    return f"{local.day_and_second(row.at)}  {rooms:8} {row.words}"


def as_json(found: Sequence[Pattern]) -> Iterator[str]:
    """One object for each pattern, also for one with nothing in it."""
    for one in found:
        cases = [{"words": case.words, "rows": list(map(_row, case.rows))} for case in one.cases]
        said = {
            "pattern": one.name,
            "title": one.title,
            "looked_for": one.looked_for,
            "looked_at": one.looked_at,
            "may_be_explained_by": one.innocent,
            "cases": cases,
        }
        yield json.dumps(said, ensure_ascii=False)


def _row(row: Row) -> dict[str, object]:
    return {"at": row.at.isoformat(), "rooms": list(map(str, row.rooms)), "words": row.words}
