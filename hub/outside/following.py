"""What follows: stored first and told then, with the one exception that a full disk makes."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from hub.acts import Acknowledge, Delivered, PauseAudio
from hub.announce import status
from hub.effects import Changed, Effect, Keep, Publish, Standing, TakeBack, Tell
from hub.outcry import Outcry
from hub.outside import clock
from hub.outside.keeping import Keeping
from hub.outside.store import Store, StoreError
from hub.outside.together import apart, receipts_together, without_old_standing
from hub.outside.turn import Asked, Callers, Machine, Mouth, Said, Turn
from hub.outside.writer import Writer
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.clock_facts import ClockSetBack
from hub.rooms.state import RoomState
from hub.unrecorded import Hush, as_recorded
from ward.announcements import AlarmChanged, Head, Status
from ward.codec import encode
from ward.rooms import RoomId
from ward.units import Instant

GIVES_WAY_S = 0.005
NOT_RECORDED = ("Not recorded: Attune cannot write to its disk. Write it on paper.",)
NOT_RECORDED_YET = (
    "Not recorded so far: Attune cannot write to its disk, and goes on trying. Write it on paper.",
)

_log = logging.getLogger(__name__)

Show = Callable[[set[RoomId]], None]


class Following:
    """The effects of the round, carried out.

    Nothing is told that waits for a fact before that fact is stored, and until then a room is
    shown as it is recorded. While one commit is under way what follows gathers for the next. The
    one exception is a disk that takes nothing: then alarms are told all the same, nothing is
    receipted, and whoever acts is sent to paper; only an alarm may be made quiet, in memory.
    """

    def __init__(
        self,
        machine: Machine,
        store: Store,
        mouth: Mouth,
        show: Show,
        keeping: Keeping | None = None,
        *,
        callers: Callers | None = None,
        outcry: Outcry | None = None,
    ) -> None:
        self.cannot = ""  # why nothing is recorded
        self.counters = Counter({"commits": 0, "facts stored": 0, "points stored": 0})
        self.writer = Writer(store, at_the_disk=self._go_on, late=self._late, failed=self._failed)
        self._machine = machine
        self._mouth = mouth
        self._callers = callers
        self._show = show
        self._keeping = keeping
        self._recorded = {room: machine.state(room) for room in machine.rooms}
        self._storing = Turn()  # what is being stored now
        self._open = Turn()  # what is stored next
        self._due = asyncio.Event()
        self._is_idle = True  # nothing is being stored
        self._giving_way: asyncio.Future[None] | None = None
        self._head: Head | None = None
        self._unrecorded = False  # alarms do not wait for the disk now
        self._hush = Hush()
        self._outcry = outcry or Outcry()

    def state(self, room: RoomId) -> RoomState:
        """The room as it may be shown."""
        live = self._machine.state(room)
        waits = room in self._open.rooms or room in self._storing.rooms
        shown = as_recorded(self._recorded[room], live) if waits else live
        return self._hush.over(self._outcry.on_top(shown))

    def follow(self, effects: Sequence[Effect]) -> set[RoomId]:
        """Take in what is to be stored, tell what waits for nothing; which rooms changed by it."""
        changed: set[RoomId] = set()
        if any(isinstance(one, Keep) and isinstance(one.fact, ClockSetBack) for one in effects):
            self._hush.forget()
        for effect in self._open.add(effects, self._storing.rooms):
            match effect:
                case Publish() | Tell() | TakeBack():
                    self._say(effect)
                case Changed(room=room):
                    self._recorded[room] = self._machine.state(room)
                    changed.add(room)
        if self._unrecorded:
            changed |= self._tell_unrecorded(self._open)
        return changed

    def hush(self, act: Acknowledge | PauseAudio) -> Sequence[str]:
        """Quiet for a bound, while that cannot be recorded; or why not, in words."""
        denied = self._hush.press(act, self.state(act.room), self._machine.office, clock.now())
        if denied:
            return (denied,)
        self._tell_standing((act.room,))
        self._show({act.room})
        return ()

    def tick(self, now: Instant) -> None:
        """People are told that nothing is recorded, for as long as it is so."""
        try:
            for said in self._outcry.tick(now):
                self._say(said)
        except Exception:  # noqa: BLE001  (the ward goes on being watched, and the next may not fail)
            self.counters["outcries that failed"] += 1
            _log.exception("people were not told that nothing is recorded")

    def hears(self, said: Delivered, now: Instant) -> bool:
        """Whether it is of what the round knows nothing of."""
        return self._outcry.hears(said, now)

    def answer(self, asked: Asked, words: Sequence[str]) -> None:
        """Once all that followed so far is stored."""
        self._open.answers.append((asked, words))

    @property
    def has_to_go(self) -> bool:
        """Whether somebody waits, and what they wait for can be stored at once."""
        return self._open.is_urgent and self._is_idle

    def pass_on(self, *, points_too: bool) -> None:
        """Have stored what somebody waits for, or whatever there is."""
        if self._open.is_urgent or (points_too and not self._open.is_empty):
            self._due.set()

    async def give_way(self) -> None:
        """Let others have their turn; and the writer, that somebody waits for, come to the disk.

        Loop and writer share one interpreter: whatever the loop went on with would hold up the
        commit. Never for long, for the writer may be held up itself.
        """
        if not (self.has_to_go and self._due.is_set()):
            await asyncio.sleep(0)
            return
        loop = asyncio.get_running_loop()
        self._giving_way = loop.create_future()
        late = loop.call_later(GIVES_WAY_S, self._go_on)
        await self._giving_way
        late.cancel()

    def _go_on(self) -> None:
        if self._giving_way is not None and not self._giving_way.done():
            self._giving_way.set_result(None)

    # ---- one turn after another ----------------------------------------------------------------

    async def store_all(self) -> None:
        """Until the end.

        Raises ``StoreError`` if then something cannot be stored, and whenever it is better to
        start again from what is.
        """
        while not (self.writer.ending and self._open.is_empty):
            self._is_idle = True
            await self._due.wait()
            self._due.clear()
            self._is_idle = False
            await self._store_open()
            self._go_on()
            self.pass_on(points_too=False)

    def end(self) -> None:
        """Store what there is, and no more."""
        self.writer.ending = True
        self._due.set()

    async def _store_open(self) -> None:
        turn, self._open = self._open, Turn()
        self._storing = turn
        as_stored = {room: self._machine.state(room) for room in turn.rooms}
        if turn.has_to_be_stored:
            self._head = await self.writer.commit(turn)
            self._count(turn)
        self._storing = Turn()
        self._recorded.update(as_stored)
        self._tell(turn)
        if turn.let_go:
            raise StoreError(
                f"{turn.let_go} facts and points were let go while the disk took nothing: "
                "starting again from what is stored, and nodes say the rest again"
            )
        if turn.has_to_be_stored and self._unrecorded:
            self._recovered()
        if self._keeping and not self._open.facts:
            self._keeping.between_turns(self.writer.thread)

    def _count(self, turn: Turn) -> None:
        self.counters["commits"] += 1
        self.counters["facts stored"] += len(turn.facts)
        self.counters["points stored"] += len(turn.points)

    def _tell(self, turn: Turn) -> None:
        """It is stored."""
        news, standing = apart(without_old_standing(turn.publishes))
        for said in news:
            self._say(said)
        if news:
            self._mouth.flush()  # an alarm waits for nothing of what follows
        for said in standing:
            self._say(said)
        _say_alarms(turn)
        self._tell_standing(turn.told_early)
        for receipt in receipts_together(turn.receipts, self._head):
            self._publish(receipt)
        freed, changed = self._open.freed()
        for said in without_old_standing(freed):
            self._say(said)
        turn.answer()
        self._show(turn.changed | changed)

    def _say(self, said: Said) -> None:
        """On the wire, or to people."""
        match said:
            case Publish():
                self._publish(said)
            case Tell() if self._callers:
                self._callers.tell(said)
            case TakeBack() if self._callers:
                self._callers.take_back(said)

    def _publish(self, publish: Publish) -> None:
        match publish:
            case Standing(room=room, message=Status(at=at)) if self._unrecorded:
                publish = status(self.state(room), self._machine.findings(room), at)
        self._mouth.publish(publish.topic, encode(publish.message), retained=publish.retained)

    # ---- when the disk takes nothing -----------------------------------------------------------

    def _late(self) -> None:
        """From now on alarms do not wait for the commit that is under way."""
        self.counters["commits late"] += 1
        self._stop_waiting()

    def _failed(self, why: str) -> None:
        """Said once, until it is over; the hub goes on watching, and receipts nothing."""
        self.counters["commits refused"] += 1
        self._stop_waiting()
        if self.cannot:
            return
        _log.critical("nothing can be recorded: %s", why)
        self.cannot = why
        for turn in (self._storing, self._open):
            self.counters["orders dropped: not recorded"] += turn.without_orders()
            turn.answer(NOT_RECORDED_YET)
        rooms = map(self._machine.state, self._machine.rooms)
        self._tell_every_room(self._outcry.begin(rooms, clock.now()))

    def _stop_waiting(self) -> None:
        self._unrecorded = True
        self._show(self._tell_unrecorded(self._storing) | self._tell_unrecorded(self._open))

    def _recovered(self) -> None:
        was, self._unrecorded, self.cannot = self.cannot, False, ""
        self._hush.forget()
        if was:
            _log.warning("what happens is recorded again")
            self._tell_every_room(self._outcry.end(clock.now()))

    def _tell_every_room(self, changes: Sequence[Publish]) -> None:
        """The change, and how each room stands with it."""
        for change in changes:
            self._publish(change)
        self._tell_standing(self._machine.rooms)
        self._show(set(self._machine.rooms))

    def _tell_standing(self, rooms: Iterable[RoomId]) -> None:
        for room in rooms:
            self._publish(status(self.state(room), self._machine.findings(room), clock.now()))

    def _tell_unrecorded(self, turn: Turn) -> set[RoomId]:
        """Alarms that began, and how rooms stand by what is recorded; nothing else."""
        for said in turn.will_not_wait():
            match said:
                case Publish(message=AlarmChanged(room=room, alarm=alarm)):
                    self.counters["alarms told unrecorded"] += 1
                    _log.warning("%s: alarm, not recorded: %s", room.spoken, alarm.words)
            self._say(said)
        changed, turn.changed = turn.changed, set()
        return changed


def _say_alarms(turn: Turn) -> None:
    """Into the log, once they are stored."""
    for fact in turn.facts:
        match fact:
            case AlarmBegan(room=room, words=words):
                _log.info("%s: alarm: %s", room.spoken, words)
            case AlarmEnded(room=room, condition=condition):
                _log.info("%s: alarm over: %s", room.spoken, condition)
