"""Radar and badge reader on their serial lines: real terminals, the maker's own driver."""

import asyncio
import os
import resource
import time
import tty
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from edge.decode import presentation
from edge.decode.iq import IqFrame
from edge.decode.xm125 import Ask, Xm125
from edge.events import BadgeSensed, Event, FaultBegan, FaultEnded, RadarBytes, RadarLost
from edge.outside import badge_port, radar_port
from edge.outside.badge_port import BadgePort
from edge.outside.radar_port import RadarPort
from tests.edge.simulated import Sim, of, simulated, until


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    with simulated() as running:
        yield running


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radar_port, "RETRY_EVERY_S", 0.1)
    monkeypatch.setattr(badge_port, "RETRY_LEAST_S", 0.1)
    monkeypatch.setattr(badge_port, "RETRY_MOST_S", 0.2)
    monkeypatch.setattr(badge_port, "CHECK_EVERY_S", 1.0)
    monkeypatch.setattr(presentation, "GONE_AFTER_S", 0.6)


class Line:
    """A terminal with a name in this folder, as a serial adapter that comes and goes has one."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self.ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        link.symlink_to(os.ttyname(self._theirs))

    def unplug(self) -> None:
        self._link.unlink()
        os.close(self._theirs)
        os.close(self.ours)


def received(heard: list[Event]) -> bytes:
    return b"".join(event.data for event in of(RadarBytes, heard))


def test_the_radars_bytes_arrive_all_and_in_order(tmp_path: Path) -> None:
    async def story() -> None:
        heard: list[Event] = []
        line = Line(tmp_path / "radar")
        port = RadarPort(tmp_path / "radar", 115_200, asyncio.get_running_loop(), heard.append)
        port.start()
        sent = bytes(range(256)) * 8
        for i in range(0, len(sent), 100):
            os.write(line.ours, sent[i : i + 100])
        await until(lambda: received(heard) == sent)
        assert len(heard) < len(sent) / 100  # gathered, not one event for each write
        port.close()
        line.unplug()

    asyncio.run(story())


def test_an_unplugged_radar_is_said_once_and_found_when_it_is_back(tmp_path: Path) -> None:
    async def story() -> None:
        heard: list[Event] = []
        port = RadarPort(tmp_path / "radar", 115_200, asyncio.get_running_loop(), heard.append)
        port.start()
        await asyncio.sleep(0.35)  # three attempts
        assert len(of(RadarLost, heard)) == 1
        assert "radar" in of(RadarLost, heard)[0].because
        for nth in (1, 2):
            line = Line(tmp_path / "radar")
            before = len(received(heard))
            while len(received(heard)) == before:
                os.write(line.ours, b"here")  # a port not open yet keeps nothing
                await asyncio.sleep(0.05)
            line.unplug()
            await until(lambda n=nth: len(of(RadarLost, heard)) == 1 + n)  # type: ignore[misc]  # a default argument in a lambda
        port.close()

    asyncio.run(story())


def test_the_simulated_radar_is_heard_at_its_own_pace(sim: Sim) -> None:
    async def story() -> None:
        heard: list[Event] = []
        port = RadarPort(sim.room / "radar", 115_200, asyncio.get_running_loop(), heard.append)
        port.start()
        await until(lambda: len(received(heard)) > 300)
        assert len(received(heard)) / len(heard) > 20  # whole frames at a time
        port.close()

    asyncio.run(story())


def test_what_is_sent_to_the_radar_goes_out_and_to_a_closed_port_nowhere(tmp_path: Path) -> None:
    async def story() -> None:
        port = RadarPort(tmp_path / "radar", 1_382_400, asyncio.get_running_loop(), lambda _: None)
        port.start()
        port.send(b"lost")
        line = Line(tmp_path / "radar")
        await asyncio.sleep(0.15)
        port.send(b"heard")
        assert os.read(line.ours, 99) == b"heard"
        port.close()
        port.send(b"lost too")
        line.unplug()

    asyncio.run(story())


def test_a_line_that_takes_nothing_more_does_not_hold_the_node_up(tmp_path: Path) -> None:
    async def story() -> None:
        line = Line(tmp_path / "radar")
        port = RadarPort(tmp_path / "radar", 115_200, asyncio.get_running_loop(), lambda _: None)
        port.start()
        began = time.monotonic()
        for _ in range(500):
            port.send(bytes(1000))  # and nobody reads
        assert time.monotonic() - began < 2
        port.close()
        line.unplug()

    asyncio.run(story())


def test_a_raw_radar_on_a_real_line_is_set_up_and_streams() -> None:
    async def story(room: Path) -> None:
        radar, frames = Xm125(), list[IqFrame]()

        def follow(follows: tuple[Ask | IqFrame, ...]) -> None:
            for each in follows:
                if isinstance(each, IqFrame):
                    frames.append(each)
                else:
                    port.send(each.data)

        def hear(event: Event) -> None:
            if isinstance(event, RadarBytes):
                follow(radar.feed(event.data, time.monotonic()))

        port = RadarPort(room / "radar", 115_200, asyncio.get_running_loop(), hear)
        port.start()
        while len(frames) < 20:
            follow(radar.tick(time.monotonic()))
            await asyncio.sleep(0.1)
        port.close()
        assert radar.errors == radar.malformed == 0

    with simulated(radar="xm125") as running:
        asyncio.run(asyncio.wait_for(story(running.room), 20))


@asynccontextmanager
async def reader_on(path: Path) -> AsyncIterator[list[Event]]:
    heard: list[Event] = []
    reader = BadgePort(path, asyncio.get_running_loop(), heard.append)
    reader.start()
    try:
        yield heard
    finally:
        await asyncio.to_thread(reader.close)


def test_a_card_shown_is_a_badge_and_shown_again_is_another(sim: Sim) -> None:
    """That one held on is a badge once is the presentation's to show, by no machine's own time."""

    async def story() -> None:
        async with reader_on(sim.room / "badge") as heard:
            for badge in ["04A2B3C4", "04A2B3C4", "04112233445566"]:
                known = len(heard)
                sim.act("badge", badge=badge)
                await until(lambda n=known: len(heard) > n)  # type: ignore[misc]  # a default argument in a lambda
                assert heard[-1] == BadgeSensed(badge)
                await asyncio.sleep(2)  # held for a second, then away long enough

    asyncio.run(story())


def test_a_reader_that_is_not_there_is_a_fault_until_it_answers(sim: Sim, tmp_path: Path) -> None:
    async def story() -> None:
        link = tmp_path / "badge"
        async with reader_on(link) as heard:
            await until(lambda: of(FaultBegan, heard))
            link.symlink_to(sim.room / "badge")
            await until(lambda: of(FaultEnded, heard))
            sim.act("badge", badge="04A2B3C4")
            await until(lambda: of(BadgeSensed, heard))
            assert len(of(FaultBegan, heard)) == 1

    asyncio.run(story())


def test_a_reader_that_stops_answering_is_found_out(tmp_path: Path) -> None:
    """The line is there and dead: nothing answers the driver's handshake."""

    async def story() -> None:
        line = Line(tmp_path / "badge")
        async with reader_on(tmp_path / "badge") as heard:
            await until(lambda: of(FaultBegan, heard))
            assert of(FaultBegan, heard)[0].device == "badge reader"
        line.unplug()

    asyncio.run(story())


def test_waiting_for_a_card_costs_next_to_nothing(sim: Sim) -> None:
    async def story() -> None:
        async with reader_on(sim.room / "badge") as heard:
            sim.act("badge", badge="04A2B3C4")
            await until(lambda: heard)
            await asyncio.sleep(2)
            before, began = spent_s(), time.monotonic()
            await asyncio.sleep(2.5)
            assert (spent_s() - before) / (time.monotonic() - began) < 0.01

    asyncio.run(story())


def spent_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
