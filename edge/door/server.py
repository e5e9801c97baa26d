"""The door unit's web server, on the loop that the node already runs."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo

import uvicorn

from edge.door.app import Door, Node, missing_built

ENDS_WITHIN_S = 1
REQUESTS_MOST = 64  # at once
_log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """A server that leaves the signals to the program it is part of."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class DoorServer:
    """Serves the pages from ``serve`` until ``stop``. The port is taken when it is made."""

    def __init__(self, node: Node, host: str, port: int, zone: tzinfo | None = None) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family, backlog=64)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else 40 ms an answer
        self._closing = asyncio.Event()
        app = Door(node, self._closing, zone).app(host)
        self._server = _Server(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                limit_concurrency=REQUESTS_MOST,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=ENDS_WITHIN_S,
            )
        )
        if missing := missing_built():
            _log.warning(
                "the door unit's page is bare: %s not built; run deploy/setup.sh",
                ", ".join(missing),
            )

    @property
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    async def serve(self) -> None:
        await self._server.serve(sockets=[self._socket])

    def stop(self) -> None:
        self._closing.set()
        self._server.should_exit = True
