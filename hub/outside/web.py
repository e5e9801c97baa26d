"""The panel's web server, in the hub's own loop and under the hub's own signals."""

import contextlib
import os
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

STOPS_WITHIN_S = 2  # then open streams are cut
WAITING_MOST = 128  # connections not yet accepted
CONNECTIONS_MOST = 500


class PortTakenError(Exception):
    """The panel cannot be served where it was to be; the text is for people."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port. Raises ``PortTakenError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=WAITING_MOST)
    except OSError as refused:
        why = os.strerror(refused.errno or 0)
        raise PortTakenError(
            f"the panel cannot be served on {host}, port {port}: {why}. "
            "Is another hub running? Else choose another port under [panel] in its file."
        ) from None
    # Head and body of an answer are two packets, and the second waited 40 ms for the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class WebServer(uvicorn.Server):
    """Serves until told to stop; the signals stay with whoever runs the loop."""

    def __init__(self, app: FastAPI, listener: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=CONNECTIONS_MOST,
                timeout_graceful_shutdown=STOPS_WITHIN_S,
            )
        )
        self._listener = listener

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def run_until_stopped(self) -> None:
        await self.serve(sockets=[self._listener])

    def stop(self) -> None:
        self.should_exit = True
