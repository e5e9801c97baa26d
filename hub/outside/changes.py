"""Who watches the panel now, and which rooms each of them has yet to be shown again."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from weakref import WeakSet

from ward.rooms import RoomId

WATCHERS_MOST = 200


class Changes:
    """A slow watcher is told of a room once, however often it changed meanwhile.

    Bounded by that, and by the number of watchers; one too many finds its stream at its end.
    """

    def __init__(self) -> None:
        self.refused = 0
        self._watchers: WeakSet[_Watcher] = WeakSet()
        self._closed = False

    def __len__(self) -> int:
        return len(self._watchers)

    def tell(self, rooms: Iterable[RoomId]) -> None:
        changed = frozenset(rooms)
        for watcher in tuple(self._watchers) if changed else ():
            watcher.tell(changed)

    def watch(self) -> AsyncIterator[frozenset[RoomId]]:
        """Changes from this call on, whenever the first is asked for."""
        watcher = _Watcher()
        if self._closed or len(self._watchers) >= WATCHERS_MOST:
            self.refused += 1
            watcher.close()
        else:
            self._watchers.add(watcher)
        return watcher.changes()

    def close(self) -> None:
        """Every stream ends."""
        self._closed = True
        for watcher in tuple(self._watchers):
            watcher.close()


class _Watcher:
    def __init__(self) -> None:
        self._rooms: set[RoomId] = set()
        self._something = asyncio.Event()
        self._closed = False

    def tell(self, rooms: frozenset[RoomId]) -> None:
        self._rooms |= rooms
        self._something.set()

    def close(self) -> None:
        self._closed = True
        self._something.set()

    async def changes(self) -> AsyncIterator[frozenset[RoomId]]:
        while True:
            await self._something.wait()
            if self._closed:
                return
            self._something.clear()
            rooms, self._rooms = frozenset(self._rooms), set()
            yield rooms
