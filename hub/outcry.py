"""The outcry: that nothing is recorded, told of every room and to people, out of memory alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hub.acts import Delivered
from hub.alarms.ladder import climbed
from hub.alarms.reached import Heard
from hub.alarms.route import Route
from hub.alarms.telling import Telling
from hub.announce import alarm_changed
from hub.effects import Publish, TakeBack, Tell
from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.evolve import after
from hub.rooms.state import RoomState
from ward.conditions import HUB_CANNOT_RECORD
from ward.rooms import RoomId
from ward.units import Instant

WORDS = "The hub cannot write to its disk: nothing is recorded"
NAME = "unrecorded"

Said = Publish | Tell | TakeBack


class Outcry:
    """One alarm in every room, that climbs and is told to people as any other.

    Surprising: its steps, and what became of its messages, are in no journal, for there is none to
    write. A hub that is killed meanwhile finds the disk as it was, and tells people again.
    """

    def __init__(self, routes: Sequence[Route] = ()) -> None:
        self._telling = Telling(routes)
        self._rooms: dict[RoomId, RoomState] = {}

    def on_top(self, state: RoomState) -> RoomState:
        """The room, with this alarm if it is there."""
        ours = self._rooms.get(state.room)
        return replace(state, alarms=(*state.alarms, *ours.alarms)) if ours else state

    def begin(self, rooms: Iterable[RoomState], now: Instant) -> tuple[Publish, ...]:
        """From now on. Of a room only its name and its rota are known here, and nobody in it."""
        self._rooms = {one.room: _bare(one, now) for one in rooms}
        return tuple(
            alarm_changed(
                AlarmBegan(
                    room=room, at=now, id=alarm.id, condition=alarm.condition, words=alarm.words
                ),
                alarm,
                (),
            )
            for room, alarm in self._alarms()
        )

    def end(self, now: Instant) -> tuple[Publish, ...]:
        """It is recorded again. Whoever was told hears so with the next ticks."""
        said = tuple(
            alarm_changed(
                AlarmEnded(room=room, at=now, id=alarm.id, condition=alarm.condition), alarm, ()
            )
            for room, alarm in self._alarms()
        )
        self._rooms = {room: replace(one, alarms=()) for room, one in self._rooms.items()}
        return said

    def tick(self, now: Instant) -> tuple[Said, ...]:
        """What time brings: the next step, and messages."""
        told = [said for room in self._rooms for said in self._climb(room, now)]
        if self._telling.is_silent:
            return tuple(told)
        for late in self._telling.unanswered(now):
            self.hears(late, now)
        rooms = (Heard(state, ()) for state in self._rooms.values())
        return (*told, *self._telling.tick(rooms, now))

    def hears(self, said: Delivered, now: Instant) -> bool:
        """Whether it was a message of this alarm: what became of it is kept here, and nowhere."""
        if not said.alarm.startswith(f"{said.room.slug}-{NAME}-"):
            return False
        state = self._rooms.get(said.room)
        if state is not None:
            for fact in self._telling.delivered(said, state, now):
                state = after(state, fact)
            self._rooms[said.room] = state
        return True

    def _climb(self, room: RoomId, now: Instant) -> Iterator[Publish]:
        for fact in climbed(self._rooms[room], now):
            state = self._rooms[room] = after(self._rooms[room], fact)
            yield alarm_changed(fact, state.alarm(fact.id), ())

    def _alarms(self) -> tuple[tuple[RoomId, Alarm], ...]:
        return tuple((room, alarm) for room, state in self._rooms.items() for alarm in state.alarms)


def _bare(state: RoomState, now: Instant) -> RoomState:
    name = f"{state.room.slug}-{NAME}-{now:%Y%m%dT%H%M%S}"
    alarm = Alarm(name, HUB_CANNOT_RECORD.name, now, WORDS)
    return RoomState(state.room, since=state.since, rota=state.rota, alarms=(alarm,))
