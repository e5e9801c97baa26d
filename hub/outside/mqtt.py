"""The hub's end of the wire: kept up in the hub's own loop, a fresh session for each connection."""

import asyncio
import logging
import random
import uuid
from collections import Counter
from collections.abc import Callable, Sequence

from hub.acts import Disconnected
from hub.outside.line import Heard, Line
from ward.topics import hub_listens

RETRY_LEAST_S, RETRY_MOST_S = 0.1, 0.2  # oftener than a node: a hub is one, and all wait for it

_log = logging.getLogger(__name__)


class WireError(Exception):
    """Nobody tends the connection any more; nothing will be heard again."""


class Wire:
    """A connection that is there again within 1 s of the broker, in the loop that opened it.

    What is published while it is away is dropped and counted, never kept: an old wish is no
    order. So every connection begins with nothing, and takes with it whatever the broker had
    not acknowledged. ``Connected`` is said only once the subscriptions are granted. What comes
    is acknowledged to the broker at once: a node owes it until the hub's own receipt.
    """

    def __init__(
        self,
        hear: Callable[[Heard], None],
        *,
        host: str,
        port: int,
        user: str | None = None,
        password: str | None = None,
        topics: Sequence[str] = hub_listens(),
    ) -> None:
        self.counters: Counter[str] = Counter()
        self._hear = hear
        self._address = (host, port)
        self._login = (user, password)
        self._topics = topics
        self._name = f"attune-hub-{uuid.uuid4().hex[:8]}"
        self._line: Line | None = None  # this connection
        self._said_away = False
        self._closing = False
        self._tending: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        return self._line is not None and self._line.is_granted

    def open(self) -> None:
        """Begin to connect, and go on doing so whenever it is lost. Returns at once."""
        self._tending = asyncio.create_task(self._keep_connected())

    def check(self) -> None:
        """Raises ``WireError`` when nobody tends the connection any more."""
        if self._tending and self._tending.done() and not self._closing:
            broken = None if self._tending.cancelled() else self._tending.exception()
            raise WireError("the hub is off the wire for good") from broken

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool:
        """Give it to the broker, if the broker is there; whether it was given."""
        if self._line is None or not self._line.is_granted:
            self.counters["not published: no broker"] += 1
            return False
        if not self._line.publish(topic, payload, retained):
            self.counters["not published: refused"] += 1
            return False
        return True

    def flush(self) -> None:
        """Send what was published without waiting for the loop's next turn."""
        if self._line is not None:
            self._line.flush()

    async def close(self, within_s: float = 1.0) -> None:
        """Hang up as one should, after what was already published."""
        self._closing = True
        if self._tending is None:
            return
        if self._line is None:
            self._tending.cancel()
        else:
            self._line.hang_up()
        await asyncio.wait((self._tending,), timeout=within_s)
        self._tending.cancel()

    async def _keep_connected(self) -> None:
        while not self._closing:
            try:
                line = await self._connect()
            except OSError as away:
                self._away(away.strerror or str(away) or "no answer")
            else:
                await self._serve(line)
            if not self._closing:
                await asyncio.sleep(random.uniform(RETRY_LEAST_S, RETRY_MOST_S))  # noqa: S311  (no secret)

    async def _connect(self) -> Line:
        """Raises ``OSError``, of which a time-out is one."""
        line = Line(self._name, self._login, self._topics, self._hear)
        await line.open(*self._address)
        return line

    async def _serve(self, line: Line) -> None:
        """Tend one connection until it is lost."""
        self._line = line
        try:
            refused = await line.tend()
        finally:
            line.abandon()
            self._line = None
        if refused:
            self._away(refused)
        elif line.was_granted:
            self._said_away = False
            _log.info("off the wire")
            self.counters["connections lost"] += not self._closing
            self.counters["not acknowledged"] += line.unacknowledged
            self._hear(Disconnected())

    def _away(self, why: str) -> None:
        """Logged once for each outage: it is tried again twice a second."""
        self.counters["connections failed"] += 1
        if not self._said_away:
            self._said_away = True
            _log.warning("no broker at %s:%d (%s): trying again", *self._address, why)
