"""A panel on a real socket, in a thread of the test."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from httpx import Client, Response

from hub.panel.app import build
from hub.panel.estates import AskedOfRooms
from tests.hub.panel.night import FakeDesk

WITHIN_S = 10


class Served:
    """One panel and its address. ``freeze`` stops the server's loop dead, sockets and all."""

    def __init__(self, desk: FakeDesk, port: int = 0, building: AskedOfRooms | None = None) -> None:
        self.desk = desk
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._app = build(desk, building=building)
        self._server = uvicorn.Server(
            uvicorn.Config(self._app, log_level="error", timeout_graceful_shutdown=WITHIN_S)
        )
        self._thread = threading.Thread(target=self._run)
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thaw = threading.Event()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.call_soon(self._started.set)
        self._loop.run_until_complete(self._server.serve(sockets=[self._socket]))
        self._loop.close()

    def begin(self) -> None:
        self._thread.start()
        if not self._started.wait(WITHIN_S):
            raise TimeoutError("the panel did not start")

    def freeze(self) -> None:
        self._thaw.clear()
        self._loop.call_soon_threadsafe(self._thaw.wait)

    def thaw(self) -> None:
        self._thaw.set()

    def end(self) -> None:
        """As the hub ends it: streams first, then the server."""
        self.thaw()
        self._loop.call_soon_threadsafe(self._app.state.stream.close)
        self._server.should_exit = True
        self._thread.join(WITHIN_S)
        if self._thread.is_alive():
            raise TimeoutError("the panel did not stop")
        self._socket.close()


class Browsing(Client):
    """A browser: its forms say whom a page that it has just opened shows as signed."""

    def post(self, url: Any, **sent: Any) -> Response:
        if "json" not in sent:
            sent["data"] = {"as": self.shows()} | (sent.get("data") or {})
        return super().post(url, **sent)

    def shows(self) -> str:
        found = re.search(r'data-ref="([^"]*)"', self.get("/you").text)
        return found[1] if found else ""


@contextmanager
def served(
    desk: FakeDesk, port: int = 0, *, building: AskedOfRooms | None = None
) -> Iterator[Served]:
    panel = Served(desk, port, building)
    panel.begin()
    try:
        yield panel
    finally:
        panel.end()
