"""The stream: one source of fragments for all open pages, sent as server-sent events."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hub.panel.desk import Desk
from ward.rooms import RoomId

SCREENS_MOST = 50
SEND_WITHIN_S = 20.0  # a screen that takes nothing for so long is gone
PAUSE_S = 0.1  # changes closer together than this reach the glass together

Fragments = Mapping[str, str]
Render = Callable[[RoomId | None], Fragments]


class Seat:
    """One open page. It remembers what it was sent, so a slow screen skips and never lags."""

    def __init__(self, page: RoomId | None) -> None:
        self.page = page
        self._sent: dict[str, str] = {}
        self._due: dict[str, str] = {}
        self._woken = asyncio.Event()
        self.is_open = True

    def offer(self, fragments: Fragments) -> None:
        """Whatever of this it has not been sent yet is due."""
        self._due |= fragments
        self._woken.set()

    def leave(self) -> None:
        self.is_open = False
        self._woken.set()

    async def news(self) -> bytes:
        """What has changed since the last time, as events; empty once the seat is left."""
        while self.is_open:
            await self._woken.wait()
            self._woken.clear()
            changed = {k: v for k, v in self._due.items() if self._sent.get(k) != v}
            self._sent |= changed
            self._due.clear()
            if changed and self.is_open:
                return b"".join(event(name, fragment) for name, fragment in changed.items())
        return b""


class Stream:
    """Renders each watched page once, however many screens watch it.

    ``render`` is asked on every change and once a second. The second's ``clock`` is the
    heartbeat: a page that misses it for 5 s says that it is blind.
    """

    def __init__(
        self, desk: Desk, render: Render, beat: Callable[[], Mapping[str, object]]
    ) -> None:
        self._desk = desk
        self._render = render
        self._beat = beat
        self._seats: set[Seat] = set()
        self._changed = asyncio.Event()
        self.is_closed = False
        self.refused = 0

    @property
    def screens(self) -> int:
        return len(self._seats)

    @property
    def is_full(self) -> bool:
        return len(self._seats) >= SCREENS_MOST

    @contextmanager
    def seat(self, page: RoomId | None) -> Iterator[Seat]:
        """A place at the glass, given up whatever happens."""
        taken = Seat(page)
        self._seats.add(taken)
        try:
            if self.is_closed:
                taken.leave()
            else:
                taken.offer(self._clock() | dict(self._render(page)))
            yield taken
        finally:
            self._seats.discard(taken)

    async def run(self) -> None:
        """Until the hub stops or the panel is closed."""
        beating = asyncio.create_task(self._beats())
        listening = asyncio.create_task(self._listen())
        try:
            while not self.is_closed:
                await self._changed.wait()
                self._changed.clear()
                self._offer_all()
                await asyncio.sleep(PAUSE_S)
        finally:
            beating.cancel()
            listening.cancel()
            self.close()

    def close(self) -> None:
        """Every page's stream ends at once; a server can then stop without waiting for them."""
        self.is_closed = True
        self._changed.set()
        for seat in tuple(self._seats):
            seat.leave()

    async def _listen(self) -> None:
        async for _rooms in self._desk.changes():
            self._changed.set()
        self.close()

    async def _beats(self) -> None:
        while True:
            await asyncio.sleep(1)
            for seat in tuple(self._seats):
                seat.offer(self._clock())
            self._changed.set()

    def _offer_all(self) -> None:
        for page in {seat.page for seat in self._seats}:
            fragments = self._render(page)
            for seat in tuple(self._seats):
                if seat.page == page:
                    seat.offer(fragments)

    def _clock(self) -> dict[str, str]:
        return {"clock": json.dumps(self._beat())}


class Events(Response):
    """One page's stream. Ends when the page goes, the panel closes, or nothing is taken."""

    media_type = "text/event-stream"

    def __init__(self, stream: Stream, page: RoomId | None) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._stream = stream
        self._page = page

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        with self._stream.seat(self._page) as seat:
            watching = asyncio.create_task(_leaves(seat, receive))
            try:
                await _serve(seat, send)
            finally:
                watching.cancel()


async def _serve(seat: Seat, send: Send) -> None:
    with suppress(OSError, TimeoutError):  # the page is gone: there is nobody to tell
        body = b"retry: 1000\n\n"
        while body:
            await asyncio.wait_for(_part(send, body, more=True), SEND_WITHIN_S)
            body = await seat.news()
        await asyncio.wait_for(_part(send, b"", more=False), SEND_WITHIN_S)


async def _part(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _leaves(seat: Seat, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    seat.leave()


def event(name: str, body: str) -> bytes:
    """One server-sent event; every line of the body is a line of the event."""
    lines = "".join(f"data: {line}\n" for line in body.splitlines() or [""])
    return f"event: {name}\n{lines}\n".encode()
