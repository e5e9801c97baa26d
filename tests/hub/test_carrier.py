"""The hub's loop: what is told was stored, and nobody waits for the disk."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import Arrived, Connected, Event, On
from hub.effects import Changed, Chart, Effect, Keep, Publish, Took
from hub.outside import carrier as module
from hub.outside import changes, turn, writer
from hub.outside.inbox import Inbox
from hub.outside.lanes import lane_of
from hub.outside.mqtt import WireError
from hub.outside.turn import Asked, Turn, room_of, rooms_of
from hub.panel import station
from hub.rooms.facts import How, LookedRemotely
from tests.hub.shell import (
    ASH_4,
    ASH_5,
    RECEIPT,
    STARTED,
    Disk,
    Hub,
    a_hub,
    look,
    said,
    story,
    until,
)
from ward.announcements import AlarmChanged, Change, Head, Receipt, Showing, Status
from ward.conditions import Kind
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant

SHOWING = Showing(
    id="a", condition="c", kind=Kind.TECHNICAL, priority=1, began_at=STARTED, words="w", do="d"
)


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


@pytest.mark.hazard("H-12")
def test_an_alarm_is_stored_and_sent_before_what_came_behind_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            fed: list[int] = []
            commit = hub.disk.commit

            def committing(*what: Any) -> Head:
                fed.append(hub.round.counters["fed"])
                return commit(*what)

            monkeypatch.setattr(hub.disk, "commit", committing)
            hub.carrier.inbox.put(said("alarm"))
            for _ in range(300):
                hub.carrier.inbox.put(said("warm"))
            await until(lambda: hub.mouth.sent)
            assert fed[0] == 1
            assert hub.done[:3] == ["stored alarm began", "said began", "said ash/04 1"]
            assert hub.mouth.sent == 2  # it waits for no word on how the room stands with it

    story(told)


def test_a_writer_that_is_held_up_holds_up_nobody(tmp_path: Path) -> None:
    """It never comes as far as the disk: some other program has the file locked."""

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            hub.carrier.inbox.put(said("alarm"))
            hub.carrier.inbox.put(said("warm"))
            await until(lambda: hub.round.counters["fed"] == 2)
            assert hub.done == []

    story(told)


@pytest.mark.hazard("H-26")
def test_what_breaks_while_a_commit_is_late_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LATE_AFTER_S", 0.01)

    def breaks(*_why: str) -> None:
        raise ZeroDivisionError("late")

    async def told() -> None:
        disk = Disk(tmp_path / "s", [])
        disk.goes_on.clear()
        asked = writer.Writer(disk, at_the_disk=lambda: None, late=breaks, failed=breaks)
        with pytest.raises(ZeroDivisionError, match="late"):
            await asked.commit(Turn())
        disk.goes_on.set()
        asked.thread.shutdown()
        disk.close()

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
            hub.carrier.inbox.put(said("poison"))
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
            hub.carrier.inbox.put(said("warm"))
            await until(lambda: hub.carrier.counters()["points stored"])  # at a tick
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
                    hub.carrier.inbox.put(said("warm"))
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


def test_a_hub_that_is_stopped_stores_what_it_took_and_turns_the_rest_away(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            first = asyncio.create_task(hub.carrier.do(look("first")))
            await until(lambda: hub.disk.sizes)
            second = asyncio.create_task(hub.carrier.do(look("second")))
            await until(lambda: hub.round.counters["fed"] == 2)
            third = Asked(look("third"), asyncio.get_running_loop().create_future())
            hub.carrier.inbox.put(third, urgent=True)
            hub.carrier.stop()
            hub.disk.goes_on.set()
            assert await asyncio.gather(first, second, third.answer) == [(), (), module.STOPPING]
            assert await hub.carrier.do(look("fourth")) == module.STOPPING
            await hub.running
            assert hub.done == ["stored first", "said 1", "stored second", "said 2"]

    story(told)


def test_a_tick_that_fails_is_counted_and_time_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "TICK_EVERY_S", 0.02)

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.round.tick_fails = True
            await until(lambda: hub.carrier.counters().get("ticks that failed", 0) >= 2)
            hub.round.tick_fails = False
            assert await hub.carrier.do(look("fine")) == ()

    story(told)
    assert "a tick broke the round" in caplog.text


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


@given(st.lists(st.one_of(st.sampled_from("abc"), st.none()), max_size=60))
def test_a_long_story_of_one_room_holds_up_no_other_by_more_than_a_word(
    moves: list[str | None],
) -> None:
    """Each lane in its order; and whoever waits is heard before any other is heard twice."""

    async def told() -> None:
        inbox: Inbox[tuple[str, int]] = Inbox(lambda word: word[0])
        waiting: dict[str, list[int]] = {name: [] for name in "abc"}
        passed: dict[str, list[str]] = {name: [] for name in "abc"}
        for n, name in enumerate([*moves, *[None] * len(moves)]):
            if name is not None:
                inbox.put((name, n))
                waiting[name].append(n)
                continue
            word = inbox.take()
            assert (word is None) == (not any(waiting.values()))
            if word is None:
                continue
            assert waiting[word[0]].pop(0) == word[1]
            passed[word[0]].clear()
            for other in (one for one in "abc" if one != word[0]):
                passed[other] = [*passed[other], word[0]] if waiting[other] else []
                assert len(set(passed[other])) == len(passed[other]), "heard twice before it"
        assert len(inbox) == 0

    asyncio.run(told())


def test_what_is_said_and_done_about_a_room_is_heard_in_its_order() -> None:
    """A visit that was told before somebody ended a confinement counts for it."""
    first, other = str(Topic(ASH_4, Leaf.HAPPENINGS)), str(Topic(ASH_5, Leaf.VITALS))
    act = look("at once", ASH_4)

    async def told() -> None:
        inbox: Inbox[Event | Asked] = Inbox(lane_of)
        story: list[Event | Asked] = [Arrived(first, bytes([n])) for n in range(3)]
        asked = Asked(act, asyncio.get_running_loop().create_future())
        for one in (*story, asked, Arrived(other, b"other"), Connected()):
            inbox.put(one)
        heard = [inbox.take() for _ in range(len(inbox))]
        assert [one for one in heard if one in {*story} or one is asked] == [*story, asked]
        assert heard[1:3] == [Arrived(other, b"other"), Connected()], "they wait for one word"

    story(told)
    assert lane_of(On(act, "a tablet")) == lane_of(act) == lane_of(Arrived(first, b""))


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


def test_what_only_fills_charts_waits_for_others_and_whoever_waits_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK_EVERY_S", 3600)

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await until(lambda: hub.round.ticks)
            for _ in range(5):
                hub.carrier.inbox.put(said("warm"))
            await until(lambda: hub.round.counters["fed"] == 5)
            await asyncio.sleep(0.02)
            assert hub.disk.sizes == []
            await hub.carrier.do(look())
            assert hub.disk.sizes == [6]
            assert [took.stretches for took in hub.disk.taken()] == [((1, 5),)]

    story(told)


def test_a_receipt_bears_the_head_of_the_commit_before_it(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            heads = []
            for _ in range(3):
                await hub.carrier.do(look())
                heads.append(hub.disk.head)
            hub.carrier.inbox.put(said("again"))  # nothing new to store
            await until(lambda: len(hub.mouth.heads) == 4)
            assert hub.mouth.heads == [*heads, heads[-1]]
            assert len({head.entry for head in heads}) == 3

    story(told)


@pytest.mark.hazard("H-23")
def test_a_receipt_waits_for_whatever_it_may_cover(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            hub.carrier.inbox.put(said("warm"))
            await until(lambda: hub.disk.sizes)  # at a tick
            hub.carrier.inbox.put(said("again"))
            await until(lambda: hub.round.counters["fed"] == 2)
            await asyncio.sleep(0.05)
            assert hub.done == []
            hub.disk.goes_on.set()
            await until(lambda: hub.done == ["said 2"])

    story(told)


def test_how_a_quiet_room_stands_waits_for_no_other_room_and_never_overtakes_its_own_facts(
    tmp_path: Path,
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            hub.carrier.inbox.put(said("alarm"))
            await until(lambda: hub.disk.sizes)
            hub.carrier.inbox.put(said("status", ASH_4))
            hub.carrier.inbox.put(said("status", ASH_5))
            await until(lambda: hub.round.counters["fed"] == 3)
            assert hub.done == ["said ash/05 0"]
            hub.disk.goes_on.set()
            await until(lambda: len(hub.done) == 5)
            assert hub.done[1:] == ["stored alarm began", "said began", *["said ash/04 1"] * 2]

    story(told)


rooms = st.sampled_from((ASH_4, ASH_5))


@st.composite
def effects(draw: st.DrawFn) -> Effect:
    room, n = draw(rooms), draw(st.integers(1, 1000))
    fact = LookedRemotely(room=room, at=STARTED, how=How.CCTV, by="st-01", words="")
    effects: tuple[Effect, ...] = (
        Keep(fact),
        Chart(room, "temperature", "sht4x", STARTED, float(n)),
        Took(room, "b", ((1, n),)),
        Publish(RECEIPT, Receipt(room=room, boot="b", numbers=(n,))),
        Publish("status", Status(room=room, at=STARTED, linked=True, seen_by=f"st-{n}")),
        Changed(room),
    )
    return draw(st.sampled_from(effects))


@given(st.lists(st.lists(effects(), max_size=6), max_size=6), st.sets(rooms))
def test_of_one_room_nothing_overtakes_and_no_receipt_goes_before_its_commit(
    events: list[list[Effect]], before: set[RoomId]
) -> None:
    turn = Turn()
    waiting = set(before)
    for event in events:
        waiting |= {effect.fact.room for effect in event if isinstance(effect, Keep)}
        for effect in turn.add(event, before):
            assert isinstance(effect, Publish | Changed)
            if isinstance(effect, Publish):
                assert not isinstance(effect.message, Receipt)
                assert room_of(effect) not in waiting
            else:
                assert effect.room not in waiting
    everything = [effect for event in events for effect in event]
    assert turn.facts == [e.fact for e in everything if isinstance(e, Keep)]
    assert turn.points == [e for e in everything if isinstance(e, Chart)]
    assert turn.receipts == [
        e for e in everything if isinstance(e, Publish) and isinstance(e.message, Receipt)
    ]
    freed, _ = turn.freed()
    for room in (ASH_4, ASH_5):
        waited = [id(p) for p in (*freed, *turn.publishes) if rooms_of(p) == (room,)]
        assert waited == [id(e) for e in everything if id(e) in waited], "the order was changed"


def test_what_a_coming_and_going_broker_would_be_told_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turn, "PUBLISHES_MOST", 3)
    gathered = Turn()
    fact = LookedRemotely(room=ASH_4, at=STARTED, how=How.CCTV, by="st-01")
    gathered.add([Keep(fact)], ())
    over = AlarmChanged(room=ASH_4, at=STARTED, change=Change.ENDED, alarm=SHOWING)
    for _ in range(10):
        gathered.add([Publish("alarm", over)], ())
    assert len(gathered.publishes) == 3
    assert gathered.let_go == 1
    began = over.model_copy(update={"change": Change.BEGAN})
    gathered.add([Publish("alarm", began)], ())
    assert gathered.will_not_wait() == [Publish("alarm", began)]


@pytest.mark.hazard("H-26")
@pytest.mark.parametrize("change", Change)
def test_only_what_is_bad_news_of_an_alarm_is_told_unrecorded(change: Change) -> None:
    gathered = Turn()
    gathered.add([Keep(LookedRemotely(room=ASH_4, at=STARTED, how=How.CCTV, by="st-01"))], ())
    said = Publish("alarm", AlarmChanged(room=ASH_4, at=STARTED, change=change, alarm=SHOWING))
    gathered.add([said], ())
    bad = change in {Change.BEGAN, Change.AGAIN, Change.ESCALATED}
    assert gathered.will_not_wait() == ([said] if bad else [])


@pytest.mark.hazard("H-09")
def test_no_snapshot_is_asked_for_while_something_that_it_would_hold_is_not_stored(
    tmp_path: Path,
) -> None:
    class Keeping:
        """Remembers what was stored whenever it was asked."""

        def __init__(self, hub: Hub) -> None:
            self.hub = hub
            self.asked: list[tuple[int, int]] = []

        def between_turns(self, _: object) -> None:
            stored = self.hub.carrier.counters()["facts stored"]
            self.asked.append((self.hub.round.state(ASH_4).looks_count, stored))

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            keeping = Keeping(hub)
            hub.carrier._following._keeping = keeping  # type: ignore[assignment]  # in its place
            hub.disk.goes_on.clear()
            first = asyncio.create_task(hub.carrier.do(look("1")))
            await until(lambda: hub.disk.sizes)
            second = asyncio.create_task(hub.carrier.do(look("2")))
            await until(lambda: hub.round.state(ASH_4).looks_count == 2)
            hub.disk.goes_on.set()
            await asyncio.gather(first, second)
            await until(lambda: keeping.asked)
            assert {fed - stored for fed, stored in keeping.asked} == {0}

    story(told)


@pytest.mark.hazard("H-03")
def test_what_is_asked_at_a_station_is_decided_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            fed: list[Event] = []

            def feed(event: Event, _now: Instant) -> tuple[()]:
                fed.append(event)
                return ()

            monkeypatch.setattr(hub.round, "feed", feed)
            await hub.carrier.do(look("nowhere"))
            station.HERE.set("station Ash office, this machine")
            await hub.carrier.do(look("there"))
            assert fed[-2:] == [look("nowhere"), On(look("there"), station.HERE.get())]

    story(told)
