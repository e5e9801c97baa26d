"""The heads that a node has kept, printed for whoever checks the hub's journal against them."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from edge.config import ConfigError, load
from edge.memory import HEAD_DISPUTE, HEAD_LATEST, HEAD_OF_HOUR, Dispute, Memory
from edge.outside.failure import in_words
from edge.outside.outbox_file import DamagedError, look_into
from ward.announcements import Head

CANNOT = 2


def heads_in(memory: Memory) -> tuple[Head, ...]:
    """Every head that is remembered, once, in the order in which the hub signed them."""
    distinct = {head.model_dump_json(): head for head in _all(memory)}
    return tuple(sorted(distinct.values(), key=lambda head: (head.at, head.entry)))


def _all(memory: Memory) -> Iterator[Head]:
    for name in (HEAD_LATEST, *memory.names(HEAD_OF_HOUR)):
        if head := memory.read(name, Head):
            yield head
    for name in memory.names(HEAD_DISPUTE):
        if dispute := memory.read(name, Dispute):
            yield from (dispute.before, dispute.after)


def main(path: Path) -> int:
    """Print them as JSON lines; the process's exit code."""
    try:
        config = load(path)
        memory = look_into(config.outbox.path, config.room)
    except ConfigError as refused:
        sys.stderr.write(f"{refused}\n")
        return CANNOT
    except (OSError, sqlite3.Error, DamagedError) as failed:
        sys.stderr.write(f"attune: {config.outbox.path} cannot be read: {in_words(failed)}.\n")
        return CANNOT
    for head in heads_in(memory):
        sys.stdout.write(f"{head.model_dump_json()}\n")
    return 0
