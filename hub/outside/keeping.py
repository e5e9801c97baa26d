"""Where a hub goes on from: the newest snapshot that fits and the facts since, or all facts."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from typing import Protocol

from hub.outside.snapshots import Snapshot
from hub.outside.store import Store, StoreError
from hub.rooms.facts import AnyFact
from hub.rooms.snapshot import stamp
from hub.round import Round
from ward.rooms import RoomId

SNAPSHOT_EVERY = 10_000  # entries

_log = logging.getLogger(__name__)


class Kept(Protocol):
    """What can be kept: ``hub.round.Round``."""

    def written(self) -> Mapping[RoomId, bytes]: ...


def go_on(make: Callable[[], Round], store: Store) -> Round:
    """The round as it was when the store was last written. Raises ``StoreError``."""
    machine = make()
    snapshot = store.latest_snapshot(stamp())
    if snapshot and not set(machine.rooms) <= set(snapshot.rooms):
        _log.info("the snapshot at entry %d lacks a room of this site", snapshot.entry)
        snapshot = None
    if snapshot and not _restored(machine, snapshot):
        machine, snapshot = make(), None
    facts = _Counted(store.facts(after=snapshot.entry if snapshot else 0))
    machine.replay(facts)
    machine.resume(store.taken())
    machine.left_off(store.left_off_at)
    since = f"the snapshot at entry {snapshot.entry} and " if snapshot else ""
    _log.info("going on from %s%d facts about %d rooms", since, facts.count, len(machine.rooms))
    return machine


def _restored(machine: Round, snapshot: Snapshot) -> bool:
    try:
        machine.restore(snapshot.rooms)
    except ValueError as wrong:
        _log.warning("the snapshot at entry %d is passed over: %s", snapshot.entry, wrong)
        return False
    return True


class Keeping:
    """Keeps a snapshot every so many entries, and one at a clean stop.

    To be asked between two turns only: all that the round was fed by then is stored. A snapshot
    that cannot be written costs time at the next start, and nothing else.
    """

    def __init__(self, machine: Kept, store: Store) -> None:
        self._machine = machine
        self._store = store
        self._kept = store.head.entry

    def between_turns(self, writer: Executor) -> None:
        if self._store.head.entry - self._kept >= SNAPSHOT_EVERY:
            entry = self._kept = self._store.head.entry
            writer.submit(self._keep, entry, self._machine.written())

    def at_the_end(self) -> None:
        self._keep(self._store.head.entry, self._machine.written())

    def _keep(self, entry: int, rooms: Mapping[RoomId, bytes]) -> None:
        try:
            self._store.snapshot(entry, stamp(), rooms)
        except StoreError as refused:
            _log.warning("no snapshot was kept at entry %d: %s", entry, refused)


class _Counted:
    """Facts passing by, and how many."""

    def __init__(self, facts: Iterable[AnyFact]) -> None:
        self.count = 0
        self._facts = facts

    def __iter__(self) -> Iterator[AnyFact]:
        for fact in self._facts:
            self.count += 1
            yield fact
