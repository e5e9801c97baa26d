"""The hub's shell around a small round, with a disk that can be full or slow, and no wire."""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.acts import Arrived, Event, Look
from hub.alarms.route import Route
from hub.announce import status
from hub.effects import (
    Changed,
    Chart,
    Denied,
    Effect,
    Keep,
    KeepPin,
    Publish,
    TakeBack,
    Tell,
    Took,
)
from hub.office import Office
from hub.outcry import Outcry
from hub.outside.carrier import Carrier
from hub.outside.inbox import Inbox
from hub.outside.mqtt import WireError
from hub.outside.store import Store, StoreError
from hub.outside.turn import Asked
from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.clock_facts import ClockSetBack
from hub.rooms.facts import AnyFact, How, LookedRemotely
from hub.rooms.state import RoomState
from ward.announcements import AlarmChanged, Change, Head, Receipt, Showing, Status
from ward.care import Role, Staff
from ward.conditions import CALL_UNANSWERED, Kind
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant

ASH_4, ASH_5 = RoomId("ash", 4), RoomId("ash", 5)
RECEIPT = str(Topic(ASH_4, Leaf.RECEIPT))
CALL = CALL_UNANSWERED.name
STARTED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def story(told: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(told(), 60))


async def until(so: Callable[[], object]) -> None:
    while not so():  # noqa: ASYNC110  (what is waited for knows nothing of this loop)
        await asyncio.sleep(0.005)


def said(words: str, room: RoomId = ASH_4) -> Arrived:
    return Arrived(str(room), words.encode())


def look(words: str = "", room: RoomId = ASH_4) -> Look:
    return Look(room, How.CCTV, "st-01", words)


class Round:
    """A hub that keeps whatever it is fed, receipts it, and counts."""

    rooms = (ASH_4, ASH_5)
    office = Office.of((Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3"),))

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self._states = {room: RoomState(room, since=STARTED) for room in self.rooms}
        self.ticks = 0
        self.tick_fails = False

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        self.counters["fed"] += 1
        match event:
            case Look(words="never"):
                return (Denied("It cannot be."),)
            case Look(words="poison") | Arrived(payload=b"poison"):
                raise ZeroDivisionError("poison")
            case Look(room=room, words=words):
                self._put(room, looks_count=self._states[room].looks_count + 1)
                fact = LookedRemotely(room=room, at=now, how=How.CCTV, by="st-01", words=words)
                told = Receipt(room=room, boot="b", numbers=(self.counters["fed"],))
                return (Publish(RECEIPT, told), Keep(fact), Changed(room))
            case Arrived(topic=topic, payload=payload):
                return self._arrived(RoomId.parse(topic), payload.decode(), now)
        return ()

    def _arrived(self, room: RoomId, said: str, now: Instant) -> tuple[Effect, ...]:
        match said:
            case "alarm":
                self._put(room, alarms=(Alarm("a", CALL, now, "Called"),))
                began = AlarmBegan(room=room, at=now, id="a", condition=CALL, words="Called")
                return self._alarm(began, Change.BEGAN)
            case "over":
                self._put(room, alarms=())
                return self._alarm(
                    AlarmEnded(room=room, at=now, id="a", condition=CALL), Change.ENDED
                )
            case "clock":
                return (Keep(ClockSetBack(room=room, at=now, by_s=60)), Changed(room))
            case "status":
                return (status(self.state(room), (), now),)
            case "again":
                told = Receipt(room=room, boot="b", numbers=(self.counters["fed"],))
                return (Publish(RECEIPT, told),)
        took = Took(room, "b", ((1, self.counters["fed"]),))
        return (Chart(room, "temperature", "sht4x", now, 20.0), took, Changed(room))

    def _alarm(self, fact: AlarmBegan | AlarmEnded, change: Change) -> tuple[Effect, ...]:
        shown = Showing(
            id="a",
            condition=CALL,
            kind=Kind.PERSON,
            priority=2,
            began_at=fact.at,
            words="Called",
            do="Go.",
        )
        told = AlarmChanged(room=fact.room, at=fact.at, change=change, alarm=shown)
        how = status(self.state(fact.room), (), fact.at)
        return (Keep(fact), Publish("alarm", told), how, Changed(fact.room))

    def _put(self, room: RoomId, **now: Any) -> None:
        self._states[room] = replace(self._states[room], **now)

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        self.ticks += 1
        if self.tick_fails:
            raise ZeroDivisionError("tick")
        return ()

    def state(self, room: RoomId) -> RoomState:
        return self._states[room]

    def findings(self, room: RoomId) -> tuple[()]:
        return ()


class Disk(Store):
    """A store that can be made to wait or to be full, and notes when it is done."""

    def __init__(self, path: Path, done: list[str]) -> None:
        super().__init__(path)
        self.done = done
        self.is_full = False
        self.refused = 0
        self.sizes: list[int] = []
        self.goes_on = threading.Event()
        self.goes_on.set()

    def commit(
        self,
        facts: Sequence[AnyFact],
        points: Sequence[Chart],
        taken: Sequence[Took] = (),
        at_the_disk: Callable[[], None] = lambda: None,
        pins_kept: Sequence[KeepPin] = (),
    ) -> Head:
        self.sizes.append(len(facts) + len(points))
        if not self.goes_on.wait(10):
            raise AssertionError("nobody let the disk go on")
        if self.is_full:
            self.refused += 1
            raise StoreError("database or disk is full.")
        head = super().commit(facts, points, taken, at_the_disk, pins_kept)
        self.done += [f"stored {fact.words}" for fact in facts if isinstance(fact, LookedRemotely)]
        self.done += [f"stored {fact.fact}" for fact in facts if "alarm" in fact.fact]
        return head


class Mouth:
    connected = True

    def __init__(self, done: list[str]) -> None:
        self.counters: Counter[str] = Counter()
        self.done = done
        self.dead = False
        self.sent = 0  # how much was done when last all was sent
        self.heads: list[Head | None] = []

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool:
        self.done.append(f"said {self._words(topic, payload)}")
        return True

    def flush(self) -> None:
        self.sent = len(self.done)

    def _words(self, topic: str, payload: bytes) -> str:
        if topic == RECEIPT:
            receipt = Receipt.model_validate_json(payload)
            self.heads.append(receipt.head)
            return str(receipt.numbers[0])
        if topic.endswith("alarm"):
            return AlarmChanged.model_validate_json(payload).change
        said = Status.model_validate_json(payload)
        return f"{said.room} {len(said.alarms)}"

    def check(self) -> None:
        if self.dead:
            raise WireError("dead")


class Pager:
    """What carries messages to people; it keeps them."""

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self.told: list[Tell] = []
        self.back: list[TakeBack] = []

    def tell(self, tell: Tell) -> None:
        self.told.append(tell)

    def take_back(self, back: TakeBack) -> None:
        self.back.append(back)


class Hub:
    def __init__(self, path: Path, routes: Sequence[Route] = ()) -> None:
        self.done: list[str] = []
        self.pager = Pager()
        self.disk = Disk(path, self.done)
        self.mouth = Mouth(self.done)
        self.round = Round()
        inbox: Inbox[Event | Asked] = Inbox()
        self.carrier = Carrier(
            self.round, self.disk, self.mouth, inbox, started=STARTED, callers=self.pager,
            outcry=Outcry(routes),
        )  # fmt: skip
        self.running = asyncio.create_task(self.carrier.run())


@asynccontextmanager
async def a_hub(path: Path, routes: Sequence[Route] = ()) -> AsyncIterator[Hub]:
    hub = Hub(path / "store", routes)
    try:
        yield hub
    finally:
        hub.disk.goes_on.set()
        hub.carrier.stop()
        await asyncio.wait([hub.running])
        hub.disk.close()
