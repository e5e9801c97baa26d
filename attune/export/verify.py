"""Verifying an exported record without its store, and saying what was found."""

import sys
from collections.abc import Sequence
from pathlib import Path

from attune.journal import BROKEN, UNUSABLE
from attune.journal_verify import UnusableError, kept_in, time_of
from attune.saying import say
from hub.journal.verifying import Kept
from hub.record.holding import DoesNotHoldError, Holding

BEGINS = b'{"what":"export"'
SOUGHT = 64


def is_export(path: Path) -> bool:
    """By how it begins; what is neither this nor a store, the store's reader says."""
    try:
        with path.open("rb") as file:
            return file.read(SOUGHT).startswith(BEGINS)
    except OSError:
        return False


def verify_export(path: Path, against: Sequence[Path]) -> int:
    """Look, and say what was found; the process's exit code."""
    try:
        kept = kept_in(against)
    except UnusableError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    holding = Holding(kept)
    number = 0
    try:
        with path.open("rb") as file:
            for raw in file:
                number += 1
                holding.feed(raw)
            holding.end()
    except DoesNotHoldError as broken:
        return say([f"Line {number} of {path}{_at(holding)}: {broken}."], BROKEN)
    except OSError as refused:
        return say([f"{path}: cannot be read on ({refused.strerror})."], BROKEN)
    return say(_all_holds(holding, kept), 0)


def _at(holding: Holding) -> str:
    """After which entry, so that it can be looked up in the store."""
    return f", after entry {holding.last.number}" if holding.last else ""


def _all_holds(holding: Holding, kept: Sequence[Kept]) -> list[str]:
    """What holds, and then what this file alone cannot show."""
    first, last, head = holding.first, holding.last, holding.head
    if first is None or last is None or head is None:
        raise RuntimeError("an export without an entry does not hold")
    held = (
        f"All {holding.entries:,} entries hold, {first.number:,} to {last.number:,}, from "
        f"{time_of(first)} to {time_of(last)}, up to the head that was signed with the key "
        f"{head.key[:16]}…; {holding.of_record:,} of them are of the record."
    )
    said = [held]
    if holding.left_out:
        said.append(
            f"{holding.left_out:,} entries of others were left out: across them nothing but the "
            "seal holds the chain together."
        )
    if not holding.sealed:
        said.append("It is not sealed: words, alarms and summary may have been changed since.")
    if holding.agreed:
        said.append(f"{holding.agreed:,} kept heads agree.")
    elif kept:
        said.append("None of the kept heads is of an entry in it: they say nothing of it.")
    if not holding.agreed:
        said.append(
            "Whose key that is this file cannot show: compare it with heads that the nodes kept "
            "(`attune heads`, then --against)."
        )
    return said
