"""The carrier: brings the round what happened, stores the facts, and only then does the rest."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from hub.acts import Act, Event
from hub.effects import Denied
from hub.outside import clock
from hub.outside.changes import Changes
from hub.outside.inbox import Inbox
from hub.outside.keeping import Keeping
from hub.outside.store import Store, StoreError
from hub.outside.turn import Asked, Machine, Mouth, Turn
from hub.rooms.facts import AlarmBegan, AlarmEnded
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from ward.codec import encode
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant

TICK_EVERY_S = 1.0
TURN_MOST_S = 0.01  # of feeding, before what followed is stored and the loop is given back
TURN_MOST = 500  # events
PRUNE_EVERY_S = 3600.0
PRUNE_PAUSE_S = 0.05  # between two small steps
STOPPING = ("The hub is stopping: nothing was recorded. Try again in a minute.",)
FAILED = ("Attune itself failed: nothing was recorded. Record it on paper and call support.",)

_log = logging.getLogger(__name__)


class Carrier:
    """The running hub, as the panel's desk sees it; one turn after another.

    While one turn is being written, what happens next waits and is written together. No effect
    is carried out whose facts are not stored: a store that refuses them ends the hub. Until
    they are stored the desk shows the rooms they are about as they were before.
    """

    def __init__(
        self,
        machine: Machine,
        store: Store,
        mouth: Mouth,
        inbox: Inbox[Event | Asked],
        *,
        started: Instant,
        keeping: Keeping | None = None,
    ) -> None:
        self.inbox = inbox
        self.started_at = started
        self._machine = machine
        self._store = store
        self._mouth = mouth
        self._keeping = keeping
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._changes = Changes()
        self._shown = {room: machine.state(room) for room in machine.rooms}
        self._being_stored: frozenset[RoomId] = frozenset()
        self._counts = {
            "commits": 0,
            "facts stored": 0,
            "points stored": 0,
            "events that failed": 0,
        }
        self._stopping = False

    # ---- the desk ----------------------------------------------------------------------------

    @property
    def rooms(self) -> Sequence[RoomId]:
        return self._machine.rooms

    @property
    def broker_connected(self) -> bool:
        return self._mouth.connected

    def now(self) -> Instant:
        return clock.now()

    def state(self, room: RoomId) -> RoomState:
        if room in self._being_stored:
            return self._shown[room]
        return self._machine.state(room)

    def findings(self, room: RoomId) -> Sequence[Finding]:
        return self._machine.findings(room)

    def counters(self) -> Mapping[str, int]:
        inbox = {
            "messages waiting": len(self.inbox),
            "messages waiting at most": self.inbox.high_water,
            "messages dropped: hub too slow": self.inbox.dropped,
            "screens watching": len(self._changes),
            "screens refused": self._changes.refused,
        }
        return {**self._machine.counters, **self._mouth.counters, **self._counts, **inbox}

    def series(self, room: RoomId, series: str, since: Instant) -> Sequence[tuple[Instant, float]]:
        """Of a quantity, what the sensor says that the room is shown by."""
        state = self.state(room)
        latest = state.reading(Quantity(series)) if series in set(Quantity) else None
        sensor = latest.reading.sensor if latest else None
        return self._store.points(room, series, since, sensor=sensor)

    async def do(self, act: Act) -> Sequence[str]:
        if self._stopping:
            return STOPPING
        asked = Asked(act, asyncio.get_running_loop().create_future())
        self.inbox.put(asked, urgent=True)
        return await asked.answer

    def changes(self) -> AsyncIterator[frozenset[RoomId]]:
        return self._changes.watch()

    # ---- the shell ---------------------------------------------------------------------------

    def stop(self) -> None:
        """Finish the turn and take no other."""
        self._stopping = True
        self._changes.close()
        self.inbox.wake()

    async def run(self) -> None:
        """Turn after turn, until stopped. Raises ``StoreError`` or whatever else broke."""
        loop = asyncio.get_running_loop()
        tick_at = loop.time()
        try:
            while not self._stopping:
                await self.inbox.wait(tick_at - loop.time())
                turn = self._take()
                if loop.time() >= tick_at:
                    self._mouth.check()
                    turn.add(self._machine.tick(self.now()))
                    tick_at = max(tick_at + TICK_EVERY_S, loop.time())
                await self._finish(turn)
                await asyncio.sleep(0)  # the panel has its turn too
        finally:
            self._stopping = True
            self._turn_away()
            self._writer.shutdown(cancel_futures=True)

    async def prune(self) -> None:
        """Once an hour forget what is past keeping, between commits, a little at a time."""
        loop = asyncio.get_running_loop()
        while True:
            gone = await loop.run_in_executor(self._writer, self._store.prune, self.now())
            await asyncio.sleep(PRUNE_PAUSE_S if gone else PRUNE_EVERY_S)

    def _take(self) -> Turn:
        """What waits, fed one by one, but not so much that the loop stands still."""
        loop = asyncio.get_running_loop()
        turn = Turn()
        until = loop.time() + TURN_MOST_S
        for _ in range(TURN_MOST):
            waiting = self.inbox.take()
            if waiting is None:
                break
            self._feed(waiting, turn)
            if loop.time() >= until:
                break
        return turn

    def _feed(self, waiting: Event | Asked, turn: Turn) -> None:
        """One event. One that breaks the round is logged and counted, and nothing follows."""
        event = waiting.act if isinstance(waiting, Asked) else waiting
        words: Sequence[str] = FAILED
        try:
            effects = self._machine.feed(event, self.now())
        except Exception:  # noqa: BLE001  (one bad message must not blind the ward)
            self._counts["events that failed"] += 1
            _log.exception("an event of kind %s broke the round", type(event).__name__)
        else:
            turn.add(effects)
            words = tuple(effect.words for effect in effects if isinstance(effect, Denied))
        if isinstance(waiting, Asked):
            turn.answers.append((waiting, words))

    async def _finish(self, turn: Turn) -> None:
        """Store, then tell."""
        try:
            await self._commit(turn)
        except StoreError as refused:
            turn.answer(FAILED)
            _log.critical("nothing of this turn was told, because it is not stored: %s", refused)
            raise
        _say_alarms(turn)
        for publish in turn.publishes:
            self._mouth.publish(publish.topic, encode(publish.message), retained=publish.retained)
        turn.answer()
        self._changes.tell(turn.rooms)
        if self._keeping:
            self._keeping.between_turns(self._writer)

    async def _commit(self, turn: Turn) -> None:
        if turn.facts or turn.points or turn.taken:
            facts = [keep.fact for keep in turn.facts]
            self._being_stored = frozenset(fact.room for fact in facts)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(
                self._writer, self._store.commit, facts, turn.points, turn.taken
            )
            self._being_stored = frozenset()
            self._counts["commits"] += 1
            self._counts["facts stored"] += len(facts)
            self._counts["points stored"] += len(turn.points)
        for room in turn.rooms:
            self._shown[room] = self._machine.state(room)

    def _turn_away(self) -> None:
        """Whoever still waits for an answer is told that there will be none."""
        while (waiting := self.inbox.take()) is not None:
            if isinstance(waiting, Asked) and not waiting.answer.done():
                waiting.answer.set_result(STOPPING)


def _say_alarms(turn: Turn) -> None:
    """Into the log, once they are stored."""
    for keep in turn.facts:
        match keep.fact:
            case AlarmBegan(room=room, words=words):
                _log.info("%s: alarm: %s", room.spoken, words)
            case AlarmEnded(room=room, condition=condition):
                _log.info("%s: alarm over: %s", room.spoken, condition)
