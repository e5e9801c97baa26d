"""The stream: what changed reaches the glass at once, and a gone or slow screen harms nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hub.panel.stream import SCREENS_MOST, Events, Seat, Stream, event
from hub.rooms.state import RoomState
from tests.hub.panel.night import ASH_1, ASH_4, FakeDesk, empty
from ward.rooms import RoomId


class Glass:
    """What a page shows: one fragment, and how often it was rendered."""

    def __init__(self) -> None:
        self.words = "first"
        self.rendered = 0

    def render(self, page: RoomId | None) -> dict[str, str]:
        self.rendered += 1
        return {"tile": f"{page}: {self.words}"}


Living = Callable[[FakeDesk, Glass, Stream], Awaitable[None]]


def lives(told: Living) -> None:
    """Run the story beside a living stream; nothing in it may take ten seconds."""

    async def story() -> None:
        desk, glass = FakeDesk(RoomState(ASH_4, since=empty().since)), Glass()
        stream = Stream(desk, glass.render, lambda: {"clock": "02:14:07"})
        running = asyncio.create_task(stream.run())
        for _ in range(10):  # until it listens to the desk
            await asyncio.sleep(0)
        try:
            async with asyncio.timeout(10):
                await told(desk, glass, stream)
        finally:
            stream.close()
            await running

    asyncio.run(story())


async def named(seat: Seat, name: str) -> str:
    """The next of these events."""
    while True:
        for one in (await seat.news()).decode().split("\n\n"):
            if one.startswith(f"event: {name}\n"):
                return one


def test_a_new_screen_gets_the_whole_page_and_the_time():
    async def told(_desk: FakeDesk, _glass: Glass, stream: Stream) -> None:
        with stream.seat(None) as seat:
            news = (await seat.news()).decode()
            assert "event: clock" in news
            assert "data: None: first" in news

    lives(told)


def test_a_change_is_on_its_way_before_the_next_beat():
    async def told(desk: FakeDesk, glass: Glass, stream: Stream) -> None:
        with stream.seat(None) as seat:
            await seat.news()
            await asyncio.sleep(0.15)
            glass.words = "second"
            asked_at = asyncio.get_running_loop().time()
            desk.set(desk.state(ASH_4))
            assert "second" in await named(seat, "tile")
            assert asyncio.get_running_loop().time() - asked_at < 0.7

    lives(told)


def test_what_did_not_change_is_not_sent_again_but_the_heart_beats_on():
    async def told(desk: FakeDesk, _glass: Glass, stream: Stream) -> None:
        beats = iter(range(100))
        stream._beat = lambda: {"clock": next(beats)}
        with stream.seat(None) as seat:
            await seat.news()
            desk.set(desk.state(ASH_4))
            news = await seat.news()
            assert (news.count(b"event: clock"), news.count(b"event: tile")) == (1, 0)

    lives(told)


def test_a_page_is_rendered_once_for_all_who_watch_it_and_rooms_never_mix():
    async def told(desk: FakeDesk, glass: Glass, stream: Stream) -> None:
        with stream.seat(ASH_1) as one, stream.seat(ASH_4) as other, stream.seat(ASH_4) as third:
            glass.words = "second"
            for seat in (one, other, third):
                await seat.news()
            await asyncio.sleep(0.15)
            glass.rendered = 0
            glass.words = "third"
            desk.set(desk.state(ASH_4))
            assert "ash/01: third" in await named(one, "tile")
            assert "ash/04: third" in await named(other, "tile")
            assert "ash/04: third" in await named(third, "tile")
            assert glass.rendered == 2

    lives(told)


def test_a_screen_that_was_slow_gets_the_newest_and_not_the_past():
    async def told(_desk: FakeDesk, _glass: Glass, stream: Stream) -> None:
        with stream.seat(None) as seat:
            for n in range(1000):
                seat.offer({"tile": f"picture {n}"})
            assert (await seat.news()).count(b"event: tile") == 1

    lives(told)


async def served(stream: Stream, begun: asyncio.Event, ended: asyncio.Event) -> None:
    """A response carried to its end; ``ended`` is the page going away."""

    async def receive() -> dict[str, str]:
        await ended.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message.get("body"):
            begun.set()

    await Events(stream, None)({"type": "http"}, receive, send)


def test_a_screen_that_leaves_gives_up_its_seat_at_once():
    async def told(_desk: FakeDesk, _glass: Glass, stream: Stream) -> None:
        begun, leaves = asyncio.Event(), asyncio.Event()
        serving = asyncio.create_task(served(stream, begun, leaves))
        await begun.wait()
        assert stream.screens == 1
        leaves.set()
        await serving
        assert stream.screens == 0

    lives(told)


@pytest.mark.parametrize("by_hub", [True, False])
def test_a_hub_or_a_panel_that_stops_ends_every_stream(by_hub: bool):
    async def told(desk: FakeDesk, _glass: Glass, stream: Stream) -> None:
        begun = [asyncio.Event() for _ in range(3)]
        serving = [asyncio.create_task(served(stream, one, asyncio.Event())) for one in begun]
        for one in begun:
            await one.wait()
        desk.stop() if by_hub else stream.close()
        await asyncio.gather(*serving)
        assert stream.is_closed

    lives(told)


def test_there_is_a_place_for_fifty_screens_and_no_more():
    async def told(_desk: FakeDesk, _glass: Glass, stream: Stream) -> None:
        assert not stream.is_full
        stream._seats = {Seat(None) for _ in range(SCREENS_MOST)}
        assert stream.is_full

    lives(told)


def test_every_line_of_a_fragment_is_a_line_of_the_event():
    assert event("tile", "<a>\n</a>") == b"event: tile\ndata: <a>\ndata: </a>\n\n"
