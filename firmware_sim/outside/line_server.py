"""A Unix socket that speaks in lines."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MOST_UNSENT_BYTES = 1 << 18  # a peer that does not read is let go beyond this

log = logging.getLogger(__name__)


class Peer:
    """One connection; sending never waits, and a peer that will not read is let go."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def send(self, line: bytes) -> None:
        if self._writer.is_closing():
            return
        self._writer.write(line)
        if self._writer.transport.get_write_buffer_size() > MOST_UNSENT_BYTES:
            self.abort()

    def abort(self) -> None:
        self._writer.transport.abort()


class LineServer:
    """Listens at a path; each line that comes is given to ``hear`` with the peer who said it.

    Surprising: a line longer than ``longest`` ends its connection, for nothing after
    it could be trusted to begin where a line begins.
    """

    def __init__(
        self,
        path: Path,
        longest: int,
        hear: Callable[[Peer, bytes], None],
        came: Callable[[Peer], None] = lambda _: None,
        went: Callable[[Peer], None] = lambda _: None,
    ) -> None:
        self._path, self._longest = path, longest
        self._hear, self._came, self._went = hear, came, went
        self._peers: dict[Peer, asyncio.Task[None] | None] = {}
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; a socket file left by a dead simulator is replaced."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(
            self._talk, path=self._path, limit=self._longest
        )

    async def stop(self) -> None:
        """Let everybody go and take the socket away."""
        if self._server is None:
            return
        self._server.close()
        talks = [talk for talk in self._peers.values() if talk is not None]
        for peer in tuple(self._peers):
            peer.abort()
        if talks:  # let them end by themselves: one that is cancelled is logged as a fault
            await asyncio.wait(talks)
        await self._server.wait_closed()
        self._path.unlink(missing_ok=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(writer)
        self._peers[peer] = asyncio.current_task()
        self._came(peer)
        try:
            while line := await reader.readuntil():
                self._hear(peer, line)
        except asyncio.LimitOverrunError:
            log.info("a line at %s is longer than %d bytes", self._path.name, self._longest)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # they hung up
        finally:
            del self._peers[peer]
            self._went(peer)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
