"""The hub's loop: what is told was stored, and nobody waits for the disk."""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import Arrived, Connected, Event, Look
from hub.effects import Changed, Chart, Denied, Effect, Keep, Publish, Took
from hub.outside import carrier as module
from hub.outside import changes
from hub.outside.carrier import Carrier
from hub.outside.inbox import Inbox
from hub.outside.mqtt import WireError
from hub.outside.store import Store, StoreError
from hub.outside.turn import Asked
from hub.rooms.facts import AnyFact, How, LookedRemotely
from hub.rooms.state import RoomState
from ward.announcements import Head, Receipt
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant

ASH_4, ASH_5 = RoomId("ash", 4), RoomId("ash", 5)
RECEIPT = str(Topic(ASH_4, Leaf.RECEIPT))
STARTED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def story(told: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(told(), 60))


async def until(so: Callable[[], object]) -> None:
    while not so():  # noqa: ASYNC110  (what is waited for knows nothing of this loop)
        await asyncio.sleep(0.005)


def look(words: str = "", room: RoomId = ASH_4) -> Look:
    return Look(room, How.CCTV, "st-01", words)


class Round:
    """A hub that keeps whatever it is fed, receipts it, and counts."""

    rooms = (ASH_4, ASH_5)

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self._states = {room: RoomState(room, since=STARTED) for room in self.rooms}
        self.ticks = 0

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        self.counters["fed"] += 1
        match event:
            case Look(words="never"):
                return (Denied("It cannot be."),)
            case Look(words="poison") | Arrived(payload=b"poison"):
                raise ZeroDivisionError("poison")
            case Look(room=room, words=words):
                self._states[room] = RoomState(room, since=STARTED, looks_count=self._looks(room))
                fact = LookedRemotely(room=room, at=now, how=How.CCTV, by="st-01", words=words)
                told = Receipt(room=room, boot="b", numbers=(self.counters["fed"],))
                return (Publish(RECEIPT, told), Keep(fact), Changed(room))
            case Arrived():
                return (Chart(ASH_4, "temperature", "sht4x", now, 20.0), Changed(ASH_4))
        return ()

    def _looks(self, room: RoomId) -> int:
        return self._states[room].looks_count + 1

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        self.ticks += 1
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
        self.sizes: list[int] = []
        self.goes_on = threading.Event()
        self.goes_on.set()

    def commit(
        self, facts: Sequence[AnyFact], points: Sequence[Chart], taken: Sequence[Took] = ()
    ) -> Head:
        self.sizes.append(len(facts) + len(points))
        if not self.goes_on.wait(10):
            raise AssertionError("nobody let the disk go on")
        if self.is_full:
            raise StoreError("database or disk is full.")
        head = super().commit(facts, points, taken)
        self.done += [f"stored {fact.words}" for fact in facts if isinstance(fact, LookedRemotely)]
        return head


class Mouth:
    connected = True

    def __init__(self, done: list[str]) -> None:
        self.counters: Counter[str] = Counter()
        self.done = done
        self.dead = False

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool:
        self.done.append(f"said {Receipt.model_validate_json(payload).numbers[0]}")
        return True

    def check(self) -> None:
        if self.dead:
            raise WireError("dead")


class Hub:
    def __init__(self, path: Path) -> None:
        self.done: list[str] = []
        self.disk = Disk(path, self.done)
        self.mouth = Mouth(self.done)
        self.round = Round()
        inbox: Inbox[Event | Asked] = Inbox()
        self.carrier = Carrier(self.round, self.disk, self.mouth, inbox, started=STARTED)
        self.running = asyncio.create_task(self.carrier.run())


@asynccontextmanager
async def a_hub(path: Path) -> AsyncIterator[Hub]:
    hub = Hub(path / "store")
    try:
        yield hub
    finally:
        hub.disk.goes_on.set()
        hub.carrier.stop()
        await asyncio.wait([hub.running])
        hub.disk.close()


@pytest.mark.hazard("H-23")
def test_nothing_is_told_that_is_not_stored_and_whoever_asked_is_told_so(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.is_full = True
            assert await hub.carrier.do(look("one")) == module.FAILED
            with pytest.raises(StoreError, match="disk is full"):
                await hub.running
            assert hub.done == []
            assert await hub.carrier.do(look("two")) == module.STOPPING

    story(told)


@pytest.mark.hazard("H-23")
def test_each_thing_is_stored_before_it_is_told(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            for n in range(1, 6):
                assert await hub.carrier.do(look(str(n))) == ()
            assert hub.done == [w for n in range(1, 6) for w in (f"stored {n}", f"said {n}")]

    story(told)


def test_while_one_commit_runs_the_rest_gathers_and_is_one_more(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            acts = [asyncio.create_task(hub.carrier.do(look(str(n)))) for n in range(100)]
            await until(lambda: hub.disk.sizes)
            later = [asyncio.create_task(hub.carrier.do(look(str(n)))) for n in range(100)]
            await asyncio.sleep(0.05)
            assert hub.done == []
            hub.disk.goes_on.set()
            await asyncio.gather(*acts, *later)
            assert sum(hub.disk.sizes) == 200
            assert len(hub.disk.sizes) <= 4

    story(told)


def test_the_loop_never_waits_for_the_disk_and_the_panel_shows_only_what_is_stored(
    tmp_path: Path,
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            act = asyncio.create_task(hub.carrier.do(look()))
            await until(lambda: hub.disk.sizes)
            for _ in range(20):
                await asyncio.sleep(0.001)
            assert hub.round.state(ASH_4).looks_count == 1
            assert hub.carrier.state(ASH_4).looks_count == 0
            assert not act.done()
            hub.disk.goes_on.set()
            await act
            assert hub.carrier.state(ASH_4).looks_count == 1

    story(told)


def test_whoever_asks_for_what_cannot_be_is_told_why(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            both = (await hub.carrier.do(look("never")), await hub.carrier.do(look("ok")))
            assert both == (("It cannot be.",), ())

    story(told)


@pytest.mark.hazard("H-17")
def test_a_message_that_breaks_the_round_is_counted_and_nothing_else_suffers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.carrier.inbox.put(Arrived("t", b"poison"))
            poisoned, fine = await asyncio.gather(
                hub.carrier.do(look("poison")), hub.carrier.do(look("fine"))
            )
            assert (poisoned, fine) == (module.FAILED, ())
            assert hub.carrier.counters()["events that failed"] == 2
            assert hub.done == ["stored fine", "said 3"]

    story(told)
    assert "broke the round" in caplog.text


def test_points_are_stored_and_charted(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.carrier.inbox.put(Arrived("t", b"warm"))
            await until(lambda: hub.carrier.counters()["points stored"])
            assert [v for _, v in hub.carrier.series(ASH_4, "temperature", STARTED)] == [20.0]
            assert list(hub.carrier.series(ASH_5, "temperature", STARTED)) == []
            with pytest.raises(KeyError):
                hub.carrier.series(RoomId("elm", 1), "temperature", STARTED)

    story(told)


def test_time_passes_for_the_hub_under_load_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK_EVERY_S", 0.02)

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            while hub.round.ticks < 5:
                for _ in range(50):
                    hub.carrier.inbox.put(Arrived("t", b"warm"))
                await asyncio.sleep(0)

    story(told)


def test_a_hub_that_is_off_the_wire_for_good_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK_EVERY_S", 0.02)

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.mouth.dead = True
            with pytest.raises(WireError):
                await hub.running

    story(told)


def test_screens_are_told_after_the_commit_and_their_streams_end_with_the_hub(
    tmp_path: Path,
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            stream = hub.carrier.changes()
            await asyncio.gather(hub.carrier.do(look()), hub.carrier.do(look(room=ASH_5)))
            await hub.carrier.do(look())
            assert await anext(stream) == {ASH_4, ASH_5}
            hub.disk.goes_on.clear()
            commits = len(hub.disk.sizes)
            act = asyncio.create_task(hub.carrier.do(look(room=ASH_5)))
            following = asyncio.ensure_future(anext(stream))
            await until(lambda: len(hub.disk.sizes) > commits)
            await asyncio.sleep(0.02)
            assert not following.done()
            hub.disk.goes_on.set()
            await act
            assert await following == {ASH_5}
            hub.carrier.stop()
            with pytest.raises(StopAsyncIteration):
                await anext(stream)

    story(told)


def test_one_screen_too_many_finds_its_stream_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "WATCHERS_MOST", 1)

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            first = hub.carrier.changes()
            with pytest.raises(StopAsyncIteration):
                await anext(hub.carrier.changes())
            assert hub.carrier.counters()["screens refused"] == 1
            await first.aclose()  # type: ignore[attr-defined]  # a generator, as it happens
            del first
            again = hub.carrier.changes()
            await hub.carrier.do(look())
            assert await anext(again) == {ASH_4}

    story(told)


def test_a_hub_that_is_stopped_finishes_its_turn_and_turns_the_rest_away(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            first = asyncio.create_task(hub.carrier.do(look("first")))
            await until(lambda: hub.disk.sizes)
            second = asyncio.create_task(hub.carrier.do(look("second")))
            await asyncio.sleep(0)
            hub.carrier.stop()
            hub.disk.goes_on.set()
            assert (await first, await second) == ((), module.STOPPING)
            assert hub.done == ["stored first", "said 1"]

    story(told)


@given(st.lists(st.sampled_from(["message", "urgent", "take"])), st.integers(1, 5))
def test_the_inbox_keeps_order_and_counts_what_it_drops_and_never_drops_what_is_urgent(
    moves: list[str], most: int
) -> None:
    async def told() -> None:
        inbox: Inbox[int] = Inbox(most=most)
        model: list[int] = []
        dropped = 0
        for n, move in enumerate(moves):
            if move == "take":
                assert inbox.take() == (model.pop(0) if model else None)
            elif move == "urgent" or len(model) < most:
                inbox.put(n, urgent=move == "urgent")
                model.append(n)
            else:
                inbox.put(n)
                dropped += 1
            assert len(inbox) == len(model) <= inbox.high_water
        assert inbox.dropped == dropped

    asyncio.run(told())


def test_nothing_is_slept_through() -> None:
    async def told() -> None:
        inbox: Inbox[int | Connected] = Inbox()
        loop = asyncio.get_running_loop()
        for n in range(100):
            loop.call_later(0.001 * (n % 7), inbox.put, n)
        got: list[object] = []
        while len(got) < 100:
            before = loop.time()
            await inbox.wait(5)
            assert loop.time() - before < 4, "slept through it"
            while (one := inbox.take()) is not None:
                got.append(one)
        assert sorted(map(str, got)) == sorted(map(str, range(100)))

    story(told)
