"""A disk that takes nothing: the ward goes on being watched, and nothing is said to be recorded."""

import asyncio
from pathlib import Path

import pytest

from hub.acts import Delivered, PauseAudio
from hub.alarms import policy
from hub.alarms.route import Route
from hub.outside import carrier, following, turn, writer
from hub.outside.store import StoreError
from hub.outside.turn import Asked
from hub.rooms.alarm_facts import AlarmEnded
from hub.rooms.facts import LookedRemotely
from tests.hub.shell import ASH_4, ASH_5, CALL, Hub, a_hub, look, said, story, until
from ward.conditions import HUB_CANNOT_RECORD
from ward.units import seconds

UNRECORDED = HUB_CANNOT_RECORD.name


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "AGAIN_AFTER_S", 0.02)
    monkeypatch.setattr(writer, "LATE_AFTER_S", 0.1)
    monkeypatch.setattr(writer, "FAILED_AFTER_S", 0.3)


async def filled(hub: Hub) -> None:
    """The disk is full, and the hub has found out."""
    hub.disk.is_full = True
    assert await hub.carrier.do(look("lost")) == following.NOT_RECORDED_YET
    hub.done.clear()


@pytest.mark.hazard("H-26")
def test_an_alarm_is_heard_though_it_cannot_be_recorded_and_is_recorded_later(
    tmp_path: Path,
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await filled(hub)
            hub.carrier.inbox.put(said("alarm", ASH_5))
            await until(lambda: len(hub.done) == 2)
            assert hub.done == ["said began", "said ash/05 2"]
            assert [one.condition for one in hub.carrier.state(ASH_5).alarms] == [CALL, UNRECORDED]
            hub.disk.is_full = False
            await until(lambda: hub.carrier.counters()["facts stored"] == 2)
            assert hub.done[2:4] == ["stored lost", "said 1"]
            assert hub.done.count("said began") == hub.done.count("stored alarm began") == 1
            assert [fact.fact for fact in hub.disk.facts()] == ["looked remotely", "alarm began"]

    story(told)


@pytest.mark.hazard("H-26")
def test_nothing_is_receipted_and_whoever_acts_is_sent_to_paper(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await filled(hub)
            fed = hub.round.counters["fed"]
            assert await hub.carrier.do(look("two")) == following.NOT_RECORDED
            assert hub.round.counters["fed"] == fed, "it would be recorded after all"
            hub.carrier.inbox.put(said("again"))
            await until(lambda: hub.disk.refused > 3)
            assert hub.done == []
            hub.disk.is_full = False
            await until(lambda: hub.carrier.counters()["facts stored"])
            assert await hub.carrier.do(look("three")) == ()
            assert "said 1" in hub.done
            assert [f.words for f in hub.disk.facts() if isinstance(f, LookedRemotely)] == [
                "lost",
                "three",
            ]

    story(told)


def sounding(hub: Hub) -> list[str]:
    """What sounds in Ash 4."""
    now = hub.carrier.now()
    return [one.condition for one in hub.carrier.state(ASH_4).alarms if one.sounding(now)]


@pytest.mark.hazard("H-26")
@pytest.mark.parametrize("then", ["it heals", "the clock is set back"])
def test_what_sounds_can_be_made_quiet_in_memory_until_it_can_be_recorded(
    tmp_path: Path, then: str
) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.carrier.inbox.put(said("alarm"))
            await until(lambda: "said ash/04 1" in hub.done)
            await filled(hub)
            assert sounding(hub) == [CALL, UNRECORDED]
            fed = hub.round.counters["fed"]
            assert await hub.carrier.do(PauseAudio(ASH_4, "st-01")) == ()
            assert hub.round.counters["fed"] == fed, "it would be recorded after all"
            assert hub.done == ["said ash/04 2"], "whoever listens is not told until when"
            assert sounding(hub) == []
            if then == "it heals":
                hub.disk.is_full = False
                await until(lambda: not hub.carrier.cannot_record)
                assert sounding(hub) == [CALL]
            else:
                hub.carrier.inbox.put(said("clock"))
                await until(lambda: sounding(hub))
                assert sounding(hub) == [CALL, UNRECORDED]

    story(told)


@pytest.mark.hazard("H-26")
def test_an_act_that_waited_while_the_disk_filled_is_not_done_later(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await filled(hub)
            fed = hub.round.counters["fed"]
            waited = Asked(look("old wish"), asyncio.get_running_loop().create_future())
            hub.carrier.inbox.put(waited, urgent=True)
            assert await asyncio.wait_for(waited.answer, 5) == following.NOT_RECORDED
            assert hub.round.counters["fed"] == fed, "it would be done once the disk has room"

    story(told)


@pytest.mark.hazard("H-26")
def test_what_ended_unrecorded_shows_until_it_is_recorded(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.carrier.inbox.put(said("alarm"))
            await until(lambda: "said ash/04 1" in hub.done)
            await filled(hub)
            hub.carrier.inbox.put(said("over"))
            hub.carrier.inbox.put(said("status"))
            await until(lambda: len(hub.done) >= 2)
            assert hub.done == ["said ash/04 2", "said ash/04 2"]
            hub.disk.is_full = False
            await until(lambda: hub.carrier.counters()["facts stored"] == 3)
            assert not hub.carrier.state(ASH_4).alarms
            assert hub.done[-2:] == ["said ended", "said ash/04 0"]
            assert [type(fact) for fact in hub.disk.facts()][-1] is AlarmEnded

    story(told)


@pytest.mark.hazard("H-26")
def test_an_alarm_does_not_wait_for_a_disk_that_says_nothing(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            hub.carrier.inbox.put(said("alarm"))
            act = asyncio.create_task(hub.carrier.do(look("slow", ASH_5)))
            await until(lambda: len(hub.done) == 2)
            assert hub.done == ["said began", "said ash/04 1"]
            assert await act == following.NOT_RECORDED_YET
            hub.disk.goes_on.set()
            await until(lambda: hub.carrier.counters()["facts stored"] == 2)
            assert {"stored alarm began", "stored slow", "said 2"} < set(hub.done)
            assert await hub.carrier.do(look("fine")) == ()

    story(told)


@pytest.mark.hazard("H-26")
def test_every_room_says_that_nothing_is_recorded_until_it_is(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.is_full = True
            await hub.carrier.do(look("lost"))
            assert hub.done == ["said began"] * 2 + ["said ash/04 1", "said ash/05 1"]
            hub.done.clear()
            hub.carrier.inbox.put(said("status", ASH_5))
            await until(lambda: hub.done == ["said ash/05 1"])
            hub.disk.is_full = False
            await until(lambda: "said ended" in hub.done)
            assert hub.done[-4:] == ["said ended"] * 2 + ["said ash/04 0", "said ash/05 0"]
            assert [type(fact) for fact in hub.disk.facts()] == [LookedRemotely]

    story(told)


@pytest.mark.hazard("H-28")
def test_people_are_told_that_nothing_is_recorded_without_any_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "TICK_EVERY_S", 0.02)
    monkeypatch.setattr(policy, "GATHER_FOR", seconds(0))

    async def told() -> None:
        async with a_hub(tmp_path, (Route("pager", tell_ends=True),)) as hub:
            await filled(hub)
            await until(lambda: hub.pager.told)
            (tell,) = hub.pager.told
            assert tell.title == "!! 2 rooms: hub cannot record"
            assert "Write visits and looks on paper" in tell.words
            fed = hub.round.counters["fed"]
            for one in tell.about:
                took = Delivered(one.room, one.alarm, one.step, "pager", took=True)
                hub.carrier.inbox.put(took, urgent=True)
            hub.carrier.inbox.put(said("alarm", ASH_5))
            await until(lambda: hub.round.counters["fed"] > fed)
            assert hub.round.counters["fed"] == fed + 1, "nothing of it is the round's to record"
            (step,) = hub.carrier.state(ASH_4).alarms[-1].steps
            assert step.told_by == ("pager",)
            hub.disk.is_full = False
            await until(lambda: len(hub.pager.told) == 2)
            assert hub.pager.told[1].is_end
            assert [fact.fact for fact in hub.disk.facts()] == ["looked remotely", "alarm began"]

    story(told)


def test_the_panel_goes_on_showing_what_is_heard(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await filled(hub)
            stream = hub.carrier.changes()
            hub.carrier.inbox.put(said("warm"))
            assert await anext(stream) == {ASH_4}
            assert hub.carrier.state(ASH_4).looks_count == 0

    story(told)


@pytest.mark.hazard("H-26")
def test_memory_is_bounded_and_what_is_let_go_is_never_receipted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "POINTS_MOST", 3)

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await filled(hub)
            for _ in range(10):
                hub.carrier.inbox.put(said("warm", ASH_5))
            hub.carrier.inbox.put(said("again", ASH_5))
            hub.carrier.inbox.put(said("alarm", ASH_5))
            await until(lambda: "said began" in hub.done)
            hub.disk.is_full = False
            with pytest.raises(StoreError, match="7 facts and points were let go"):
                await hub.running
            assert [d for d in hub.done if d.startswith("said 1")] == ["said 1"]
            assert [took.stretches for took in hub.disk.taken()] == [((1, 4),)]
            assert len(hub.disk.points(ASH_5, "temperature", hub.carrier.started_at)) == 3
            assert len(list(hub.disk.facts())) == 2

    story(told)


def test_a_hub_that_is_stopped_on_a_full_disk_ends_and_says_what_is_lost(tmp_path: Path) -> None:
    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            await filled(hub)
            hub.carrier.stop()
            with pytest.raises(StoreError, match="disk is full"):
                await hub.running

    story(told)
