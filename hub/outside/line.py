"""One connection to the broker: paho, driven by the hub's own loop, in which no message waits."""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from paho.mqtt.client import MQTT_ERR_SUCCESS, Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from hub.acts import Arrived, Connected, Disconnected
from hub.outside.gathering import Gathering
from ward.codec import BYTES_MOST

if TYPE_CHECKING:
    from paho.mqtt.client import SocketLike

CONNECT_TIMEOUT_S = 1.0
KEEPALIVE_S = 3  # a ping after so long without a byte, and the end after as long again
LOOK_EVERY_S = 0.5
GRANT_WITHIN_S = 3.0  # from the connection to the granted subscriptions
UNACKNOWLEDGED_MOST = 10_000
READ_MOST = 100  # packets, before the loop has its turn
NOT_UTF8 = "not UTF-8"  # turned away as any other topic that is not ours

_log = logging.getLogger(__name__)

Heard = Arrived | Connected | Disconnected


class Line:
    """One connection, from its first byte to its last; it never connects again.

    Surprising: ``open`` connects in a thread, because paho's connecting blocks. All else is
    the loop's.
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
        self._subscriptions = [(topic, 1) for topic in topics]
        self._hear = hear
        self._refused = ""
        self._broken: Exception | None = None
        self._given = self._acknowledged = 0
        self._loop = asyncio.get_running_loop()
        self._lost: asyncio.Future[None] = self._loop.create_future()
        self._began = self._loop.time()
        self._watched: Gathering | None = None
        self._client = self._new_client(name, login)

    @property
    def unacknowledged(self) -> int:
        """Messages given to the broker that it has not taken."""
        return self._given - self._acknowledged

    async def open(self, host: str, port: int) -> None:
        """Raises ``OSError``, of which a time-out is one."""
        await asyncio.to_thread(self._client.connect, host, port, KEEPALIVE_S)
        opened = self._client.socket()
        if not isinstance(opened, Gathering):
            raise ConnectionError("hung up at once")
        opened.plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watched = opened
        self._loop.add_reader(opened, self._read)
        self._loop.add_writer(opened, self._write)

    async def tend(self) -> str:
        """Until it is lost; why it never came to be of use. Raises what the listener raised."""
        while not self._lost.done():
            await asyncio.wait((self._lost,), timeout=LOOK_EVERY_S)
            self._look()
        if self._broken is not None:
            raise self._broken
        return "" if self.was_granted else self._refused or "hung up"

    def publish(self, topic: str, payload: bytes, retained: bool) -> bool:
        """Whether it was taken."""
        if self._client.publish(topic, payload, qos=1, retain=retained).rc != MQTT_ERR_SUCCESS:
            return False
        self._given += 1
        return True

    def flush(self) -> None:
        """Now, what would else go out when the loop comes round."""
        if self._watched is not None:
            self._write()

    def hang_up(self) -> None:
        """After all that was said."""
        self._client.disconnect()

    def abandon(self) -> None:
        """At once; nothing is heard of it any more."""
        self.is_granted = False
        self._unwatch()
        if not self._lost.done():
            self._lost.set_result(None)
        if isinstance(opened := self._client.socket(), Gathering):
            opened.close()

    # ---- as the loop tells it --------------------------------------------------------------------

    def _read(self) -> None:
        """What has come, but not so much that the loop stands still."""
        try:
            for _ in range(READ_MOST):
                if self._client.loop_read() != MQTT_ERR_SUCCESS:
                    self.abandon()
                    return
                if self._watched is None or not self._watched.waits:
                    return
        except Exception as broken:  # noqa: BLE001  (``tend`` raises it)
            self._broken = broken
            self.abandon()
        else:
            self._loop.call_soon(self._read)

    def _write(self) -> None:
        """Everything together: paho fills, and then it goes out."""
        if self._client.loop_write() != MQTT_ERR_SUCCESS or self._watched is None:
            self.abandon()
            return
        try:
            self._watched.flush()
        except OSError:
            self.abandon()
            return
        if self._watched.unsent:
            self._watch_writing()

    def _look(self) -> None:
        if not self.was_granted and self._loop.time() - self._began > GRANT_WITHIN_S:
            self._give_up("it grants no subscription")
        elif not self._lost.done() and self._client.loop_misc() != MQTT_ERR_SUCCESS:
            self.abandon()

    def _give_up(self, why: str) -> None:
        self._refused = self._refused or why
        self.hang_up()
        self._client.loop_write()
        self.abandon()

    def _unwatch(self) -> None:
        if self._watched is not None:
            self._loop.remove_reader(self._watched)
            self._loop.remove_writer(self._watched)
            self._watched = None

    # ---- as paho tells it ------------------------------------------------------------------------

    def _new_client(self, name: str, login: tuple[str | None, str | None]) -> Client:
        client = _Client(
            CallbackAPIVersion.VERSION2,
            client_id=name,
            clean_session=True,
            protocol=MQTTProtocolVersion.MQTTv311,
            reconnect_on_failure=False,
        )
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(UNACKNOWLEDGED_MOST)
        client.max_queued_messages_set(UNACKNOWLEDGED_MOST)
        if login[0] is not None:
            client.username_pw_set(*login)
        client.on_socket_close = lambda *_: self._unwatch()
        client.on_socket_register_write = lambda *_: self._watch_writing()
        client.on_socket_unregister_write = lambda *_: self._written()
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        return client

    def _watch_writing(self) -> None:
        if self._watched is not None:
            self._loop.add_writer(self._watched, self._write)

    def _written(self) -> None:
        if self._watched is not None:
            self._loop.remove_writer(self._watched)

    def _on_connect(
        self, client: Client, _user: Any, _flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            self._refused = f"it refuses the hub: {reason}"
        else:
            client.subscribe(self._subscriptions)

    def _on_subscribe(
        self, client: Client, _user: Any, _mid: int, reasons: list[ReasonCode], _properties: Any
    ) -> None:
        if any(reason.is_failure for reason in reasons):
            self._refused = "it refuses a subscription"
            client.disconnect()
            return
        self.is_granted = self.was_granted = True
        _log.info("on the wire")
        self._hear(Connected())

    def _on_publish(self, *_what: Any) -> None:
        self._acknowledged += 1

    def _on_message(self, _client: Client, _user: Any, message: MQTTMessage) -> None:
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = NOT_UTF8
        payload = bytes(message.payload[: BYTES_MOST + 1])  # more is turned away, whatever it is
        self._hear(Arrived(topic, payload, message.retain))


class _Client(Client):
    """paho, reading and writing through a socket that gathers.

    Of its own accord it makes four system calls for a packet, and they cost more than all that
    it does with it. What it asks of a socket is its own ``SocketLike``; where it makes one is no
    public method, so the version is locked and a test holds that it is taken.
    """

    def _create_socket(self) -> "SocketLike":
        plain = super()._create_socket()
        if not isinstance(plain, socket.socket):
            raise TypeError(f"a {type(plain).__name__} cannot gather")
        return Gathering(plain)
