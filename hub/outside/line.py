"""One connection to the broker, as the hub's loop drives it."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from hub.acts import Arrived, Connected, Disconnected
from hub.outside import packets
from hub.outside.packets import Answered, Kind, PacketError, Packets, Published
from ward.codec import BYTES_MOST

KEEPALIVE_S = 5
PING_AFTER_S = 2.0  # without a byte in or out
DEAD_AFTER_S = 5.0  # without a byte in, a ping notwithstanding
LOOK_EVERY_S = 0.5
GRANT_WITHIN_S = 3.0  # from the connection to the granted subscriptions
UNACKNOWLEDGED_MOST = 10_000
UNSENT_MOST = 8 << 20  # bytes that the broker does not take
NOT_UTF8 = "not UTF-8"  # turned away as any other topic that is not ours

_log = logging.getLogger(__name__)

Heard = Arrived | Connected | Disconnected


class Line(asyncio.Protocol):
    """One connection, from its first byte to its last.

    Whatever is said in one turn of the loop goes out together, acknowledgements before the rest.
    """

    def __init__(
        self,
        name: str,
        login: tuple[str | None, str | None],
        topics: Sequence[str],
        hear: Callable[[Heard], None],
    ) -> None:
        self.is_granted = False
        self.was_granted = False
        self._greeting = packets.connect(name, KEEPALIVE_S, *login)
        self._topics = topics
        self._hear = hear
        self._packets = Packets()
        self._number = 0
        self._unacknowledged: set[int] = set()
        self._outgoing = bytearray()
        self._refused = ""
        self._broken: Exception | None = None
        self._loop = asyncio.get_running_loop()
        self._lost: asyncio.Future[None] = self._loop.create_future()
        self._transport: asyncio.Transport | None = None
        self._began = self._heard_at = self._said_at = self._loop.time()

    @property
    def unacknowledged(self) -> int:
        return len(self._unacknowledged)

    async def tend(self) -> str:
        """Until it is lost; why it never came to be of use. Raises what the listener raised."""
        while not self._lost.done():
            await asyncio.wait((self._lost,), timeout=LOOK_EVERY_S)
            self._look(self._loop.time())
        if self._broken is not None:
            raise self._broken
        return "" if self.was_granted else self._refused or "hung up"

    def publish(self, topic: str, payload: bytes, retained: bool) -> bool:
        """Whether it was taken."""
        if self._transport is None or len(self._unacknowledged) >= UNACKNOWLEDGED_MOST:
            return False
        if self._transport.get_write_buffer_size() + len(self._outgoing) > UNSENT_MOST:
            return False
        number = self._next_number()
        self._unacknowledged.add(number)
        self._say(packets.publish(number, topic, payload, retained=retained))
        return True

    def hang_up(self) -> None:
        """After all that was said."""
        self._say(packets.DISCONNECT)
        self._flush()
        if self._transport is not None:
            self._transport.close()

    def abandon(self) -> None:
        """At once; nothing is heard of it any more."""
        self.is_granted = False
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    # ---- as the loop tells it --------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The loop has set TCP_NODELAY: nothing waits for the acknowledgement of the last."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(f"a {type(transport).__name__} does not take what is said")
        self._transport = transport
        self._say(self._greeting)

    def connection_lost(self, _why: Exception | None) -> None:
        self.is_granted, self._transport = False, None
        if not self._lost.done():
            self._lost.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._loop.time()
        try:
            for packet in self._packets.feed(data):
                self._take(packet)
        except PacketError as wrong:
            self._give_up(str(wrong))
        except Exception as broken:  # noqa: BLE001  (``check`` tells the loop)
            self._broken = broken
            self._give_up("broken")

    def _take(self, packet: packets.Packet) -> None:
        if isinstance(packet, Published):
            if packet.number is not None:
                self._say(packets.acknowledge(packet.number))
            payload = packet.payload[: BYTES_MOST + 1]  # more is turned away, whatever it is
            self._hear(Arrived(packet.topic or NOT_UTF8, payload, packet.retained))
        elif packet.kind is Kind.PUBACK:
            self._unacknowledged.discard(packet.number)
        else:
            self._greeted(packet)

    def _greeted(self, answer: Answered) -> None:
        if answer.kind is Kind.CONNACK and answer.body[1]:
            self._give_up(f"it refuses the hub, code {answer.body[1]}")
        elif answer.kind is Kind.CONNACK:
            self._say(packets.subscribe(self._next_number(), self._topics))
        elif answer.kind is Kind.SUBACK and max(answer.body[2:]) >= packets.REFUSED:
            self._give_up("it refuses a subscription")
        elif answer.kind is Kind.SUBACK and not self.was_granted:
            self.is_granted = self.was_granted = True
            _log.info("on the wire")
            self._hear(Connected())

    def _look(self, now: float) -> None:
        if not self.was_granted and now - self._began > GRANT_WITHIN_S:
            self._give_up("it grants no subscription")
        elif now - self._heard_at > DEAD_AFTER_S:
            self._give_up("nothing is heard of it")
        elif now - min(self._heard_at, self._said_at) > PING_AFTER_S:
            self._say(packets.PING)

    def _give_up(self, why: str) -> None:
        self._refused = self._refused or why
        if self._transport is not None:
            self.hang_up()
            self.abandon()
        if not self._lost.done():
            self._lost.set_result(None)

    def _next_number(self) -> int:
        """The next that no unacknowledged message bears."""
        while True:
            self._number = self._number % 0xFFFF + 1
            if self._number not in self._unacknowledged:
                return self._number

    def _say(self, packet: bytes) -> None:
        if not self._outgoing:
            self._loop.call_soon(self._flush)
        self._outgoing += packet

    def _flush(self) -> None:
        if self._outgoing and self._transport is not None:
            self._transport.write(bytes(self._outgoing))
            self._said_at = self._loop.time()
        self._outgoing.clear()
