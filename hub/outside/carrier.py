"""The carrier: brings the round what happened, and time; what follows is carried out elsewhere."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor

from hub.acts import Acknowledge, Act, Delivered, Event, PauseAudio
from hub.effects import Denied, Effect
from hub.office import Office
from hub.outcry import Outcry
from hub.outside import clock
from hub.outside.changes import Changes
from hub.outside.following import NOT_RECORDED, Following
from hub.outside.inbox import Inbox
from hub.outside.keeping import Keeping
from hub.outside.passing_on import PassingOn
from hub.outside.pins import Pins
from hub.outside.store import Store
from hub.outside.turn import Asked, Callers, Machine, Mouth
from hub.panel import station
from hub.panel.behind import Behind
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.sampling import Sampling, counted
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant

TICK_EVERY_S = 1.0  # points and receipts wait so long for others to share their commit
FEED_MOST_S = 0.01  # before the loop is given back
FEED_MOST = 500  # events
FACTS_MOST = 50_000  # read at once for a look back: some seconds of a thread beside this one
STOPPING = ("The hub is stopping: nothing was recorded. Try again in a minute.",)
FAILED = ("Attune itself failed: nothing was recorded. Record it on paper and call support.",)

_log = logging.getLogger(__name__)


class Carrier:
    """The running hub, as the panel's desk sees it.

    One thing after another is fed to the round, a few milliseconds of it at a time. What breaks
    the round is logged and counted, and nothing follows from it.
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
        callers: Callers | None = None,
        outcry: Outcry | None = None,
        untold: Sequence[str] = (),
        limits: Limits | None = None,
        sampling: Sampling | None = None,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self.inbox = inbox
        self.started_at = started
        self.untold = untold
        self.limits = limits or Limits()
        self._machine = machine
        self._store = store
        self._mouth = mouth
        self._pins = Pins(store)
        self.passing_on: PassingOn | None = None
        self._sampling, self._alive = sampling, alive
        self._changes = Changes()
        self._callers = callers
        tell = self._changes.tell
        self._following = Following(
            machine, store, mouth, tell, keeping, callers=callers, outcry=outcry
        )
        self._counts = Counter({"events that failed": 0})
        self._tick_at = 0.0
        self._stopping = False
        self._reading = asyncio.Lock()

    # ---- the desk ----------------------------------------------------------------------------

    @property
    def rooms(self) -> Sequence[RoomId]:
        return self._machine.rooms

    @property
    def broker_connected(self) -> bool:
        return self._mouth.connected

    @property
    def cannot_record(self) -> str:
        return self._following.cannot

    @property
    def behind(self) -> Behind | None:
        return self.passing_on.behind if self.passing_on else None

    @property
    def office(self) -> Office:
        return self._machine.office

    def now(self) -> Instant:
        return clock.now()

    def state(self, room: RoomId) -> RoomState:
        return self._following.state(room)

    def findings(self, room: RoomId) -> Sequence[Finding]:
        return self._machine.findings(room)

    def counters(self) -> Mapping[str, int]:
        return {
            **self._machine.counters,
            **self._mouth.counters,
            **(self._callers.counters if self._callers else {}),
            **self._following.counters,
            **(self.passing_on.counters if self.passing_on else {}),
            **self._counts,
            "messages waiting": len(self.inbox),
            "messages waiting at most": self.inbox.high_water,
            "messages dropped: hub too slow": self.inbox.dropped,
            "screens watching": len(self._changes),
            "screens refused": self._changes.refused,
        }

    def series(self, room: RoomId, series: str, since: Instant) -> Sequence[tuple[Instant, float]]:
        """Of a quantity, what the sensor says that the room is shown by."""
        state = self.state(room)
        latest = state.reading(Quantity(series)) if series in set(Quantity) else None
        sensor = latest.reading.sensor if latest else None
        return self._store.points(room, series, since, sensor=sensor)

    async def facts(self, since: Instant, also: Collection[str] = ()) -> Sequence[AnyFact]:
        """In a thread of its own, for it may be long; one at a time."""
        async with self._reading:
            return await asyncio.to_thread(self._store.facts_since, since, FACTS_MOST, also)

    async def do(self, act: Act) -> Sequence[str]:
        if self._stopping:
            return STOPPING
        if self._following.cannot:
            return self._unrecorded(act)
        asked = Asked(act, asyncio.get_running_loop().create_future(), station.HERE.get())
        self.inbox.put(asked, urgent=True)
        return await asked.answer

    def _unrecorded(self, act: Act) -> Sequence[str]:
        """What becomes of it while nothing can be recorded: only a sound may rest."""
        if isinstance(act, Acknowledge | PauseAudio) and act.room in self.rooms:
            return self._following.hush(act)
        return NOT_RECORDED

    async def fits(self, ref: str | None, pin: str) -> bool:
        return await self._pins.fits(ref, pin)

    async def hashed(self, pin: str) -> str:
        return await self._pins.hashed(pin)

    def changes(self) -> AsyncIterator[frozenset[RoomId]]:
        return self._changes.watch()

    # ---- the shell ---------------------------------------------------------------------------

    def stop(self) -> None:
        """Store what was taken in, and take no more."""
        self._stopping = True
        self._changes.close()
        self.inbox.wake()

    async def run(self) -> None:
        """Until stopped. Raises whatever broke, and ``StoreError`` if not all could be stored."""
        storing = asyncio.create_task(self._following.store_all())
        storing.add_done_callback(lambda _: self.inbox.wake())
        try:
            await self._turns(storing)
        finally:
            self.stop()
            self._turn_away()
            self._following.end()
            await storing
            self._following.writer.close()
            self._pins.close()

    @property
    def writer(self) -> Executor:
        """The one thread that may change the store."""
        return self._following.writer.thread

    async def prune(self) -> None:
        """Now and then roll up what is over, and forget what is past keeping."""
        writer = self._following.writer
        await asyncio.gather(writer.roll_up(self.now), writer.prune(self.now))

    async def pass_on(self) -> None:
        """Give a series database, where there is one, what is stored."""
        if self.passing_on is not None:
            await self.passing_on.run()

    async def _turns(self, storing: asyncio.Task[None]) -> None:
        loop = asyncio.get_running_loop()
        self._tick_at = loop.time()
        while not (self._stopping or storing.done()):
            await self.inbox.wait(self._tick_at - loop.time())
            if self._stopping:
                return
            self._take(loop)
            if ticks := loop.time() >= self._tick_at:
                self._tick_at = max(self._tick_at + TICK_EVERY_S, loop.time())
                self._tick()
            self._following.pass_on(points_too=ticks)
            await self._following.give_way()  # the panel has its turn too

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        """What waits, fed one by one, but not so much that the loop stands still."""
        until = loop.time() + FEED_MOST_S
        changed: set[RoomId] = set()
        for _ in range(FEED_MOST):
            waiting = self.inbox.take()
            if waiting is None:
                break
            changed |= self._feed(waiting)
            if self._following.has_to_go or loop.time() >= until:
                break
        self._changes.tell(changed)

    def _feed(self, waiting: Event | Asked) -> set[RoomId]:
        """One event; which rooms changed by it."""
        if isinstance(waiting, Asked) and self._following.cannot:
            self._answer(waiting, self._unrecorded(waiting.act))  # it waited since before that
            return set()
        event = waiting.event if isinstance(waiting, Asked) else waiting
        if isinstance(event, Delivered) and self._following.hears(event, self.now()):
            return set()
        words: Sequence[str] = FAILED
        changed: set[RoomId] = set()
        try:
            effects = self._machine.feed(event, self.now())
        except Exception:  # noqa: BLE001  (one bad message must not blind the ward)
            self._counts["events that failed"] += 1
            kind = type(waiting.act if isinstance(waiting, Asked) else waiting).__name__
            _log.exception("an event of kind %s broke the round", kind)
        else:
            changed = self._follow(effects)
            words = tuple(effect.words for effect in effects if isinstance(effect, Denied))
        if isinstance(waiting, Asked):
            self._following.answer(waiting, words)
        return changed

    def _tick(self) -> None:
        """Time passes, also after a tick that failed. Raises ``WireError``."""
        self._mouth.check()
        self._following.tick(self.now())
        try:
            effects = self._machine.tick(self.now())
        except Exception:  # noqa: BLE001  (the next one may not fail)
            self._counts["ticks that failed"] += 1
            _log.exception("a tick broke the round")
        else:
            self._changes.tell(self._follow(effects))
            self._alive()  # not after one that failed: a hub whose rules stand still is none
        self._sample()

    def _follow(self, effects: Sequence[Effect]) -> set[RoomId]:
        """And what of it is counted, in the same commit."""
        counted_too = counted(effects) if self._sampling else ()
        return self._following.follow((*effects, *counted_too))

    def _sample(self) -> None:
        """How rooms stand, once a minute, for the series. Nothing else hangs on it."""
        if self._sampling is None:
            return
        try:
            states = map(self._machine.state, self._machine.rooms)
            self._following.follow(self._sampling.tick(states, self.now()))
        except Exception:  # noqa: BLE001  (the ward goes on being watched)
            self._counts["samplings that failed"] += 1
            _log.exception("how the rooms stand was not sampled")

    def _turn_away(self) -> None:
        """Whoever still waits for an answer is told that there will be none."""
        while (waiting := self.inbox.take()) is not None:
            if isinstance(waiting, Asked):
                self._answer(waiting, STOPPING)

    @staticmethod
    def _answer(asked: Asked, words: Sequence[str]) -> None:
        if not asked.answer.done():
            asked.answer.set_result(words)
