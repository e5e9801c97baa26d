"""The node's end of the wire: paho on a thread of its own, a fresh client for each connection."""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from random import uniform
from typing import Any

from paho.mqtt.client import MQTT_ERR_SUCCESS, Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from edge.events import (
    Arrived,
    Connected,
    Disconnected,
    Event,
    FaultBegan,
    FaultEnded,
    Send,
)
from ward.codec import encode

QUEUED_MOST = 1000  # behind those in flight, on one connection
ARRIVING_MOST = 1000  # messages waiting for the loop
KEEPALIVE_S = 5
CONNECT_TIMEOUT_S = 1.0
RETRY_S = (0.3, 0.5)  # at random between: a ward's nodes do not all come back in one instant
REFUSED_RETRY_S = 5.0  # a broker that says no is asked again, but not three times a second
BROKER = "broker"  # as a device that can be at fault
LOOK_UP_S = 0.5  # how often the thread looks whether it is to end

_log = logging.getLogger(__name__)


class WireError(Exception):
    """The thread that keeps the node on the wire is dead; nobody would hear it any more."""


class Wire:
    """A connection that is there again within a second of the broker, however long it was away.

    What is sent while it is away is refused and counted, never kept: said an hour later it would
    still say that it is sent now. So every connection has a client of its own, which takes with
    it whatever the broker had not acknowledged; what is owed, the outbox says again. Surprising:
    ``Connected`` is said only when the subscriptions are granted, all of them: a node that cannot
    hear its orders is not on the wire, and what the broker refuses is a fault in words.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        say: Callable[[Event], None],
        *,
        will: Send,
        name: str,
    ) -> None:
        self.refused = 0
        self.overrun = 0
        self._loop = loop
        self._say = say
        self._will = will
        self._name = name
        self._arriving = 0
        self._connected = False
        self._address = ("", 0)
        self._login: tuple[str | None, str | None] = (None, None)
        self._subscriptions: list[tuple[str, int]] = []
        self._client: Client | None = None  # this connection's
        self._said_away = False
        self._refused_words = ""  # what the broker refused on this connection
        self._at_fault = False
        self._closing = threading.Event()
        self._broken: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)

    def open(
        self, host: str, port: int, user: str | None, password: str | None, topics: tuple[str, ...]
    ) -> None:
        """Begin to connect, and go on doing so whenever it is lost. Returns at once."""
        self._subscriptions = [(topic, 1) for topic in topics]
        self._address, self._login = (host, port), (user, password)
        self._thread.start()

    @property
    def counters(self) -> dict[str, int]:
        """What was lost between the node and the broker, by name."""
        return {"not sent, no broker": self.refused, "not heard, too fast": self.overrun}

    def check(self) -> None:
        """Raises ``WireError`` when nobody tends the connection any more."""
        if self._broken is not None:
            raise WireError("the thread that keeps the node on the wire ended") from self._broken

    def send(self, send: Send) -> None:
        client = self._client
        if client is None or not self._connected:
            self.refused += 1
            return
        sent = client.publish(send.topic, encode(send.message), qos=1, retain=send.retained)
        self.refused += sent.rc != MQTT_ERR_SUCCESS

    def close(self, last: Send, *, within_s: float = 1.0) -> None:
        """Say the last word, if anybody is there, and hang up."""
        client = self._client
        if client is not None and self._connected:
            sent = client.publish(last.topic, encode(last.message), 1, last.retained)
            if sent.rc == MQTT_ERR_SUCCESS:
                sent.wait_for_publish(within_s)
        self._closing.set()
        if client is not None:
            client.disconnect()
        if self._thread.is_alive():
            self._thread.join(CONNECT_TIMEOUT_S + LOOK_UP_S)

    # ---- on its own thread --------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._keep_connected()
        except Exception as broken:  # noqa: BLE001 - ``check`` tells the loop
            self._broken = broken
            _log.exception("the thread that keeps the node on the wire fell over")

    def _keep_connected(self) -> None:
        while not self._closing.is_set():
            client = self._new_client()
            try:
                client.connect(*self._address, keepalive=KEEPALIVE_S)
            except OSError as away:
                self._log_away(away)
            else:
                self._serve(client)
            refused, self._refused_words = self._refused_words, ""
            self._closing.wait(REFUSED_RETRY_S if refused else uniform(*RETRY_S))  # noqa: S311 - no secret

    def _log_away(self, away: object) -> None:
        """Once for each outage, however often it is tried again."""
        if not self._said_away:
            self._said_away = True
            _log.warning("no broker at %s:%d (%s): trying again", *self._address, away)

    def _not_admitted(self, client: Client, words: str) -> None:
        """The broker is there and will not have us: a fault, until it will."""
        self._log_away(words)
        self._refused_words, self._at_fault = words, True
        self._hop(self._say, FaultBegan(BROKER, words))
        client.disconnect()

    def _serve(self, client: Client) -> None:
        """Tend one connection until it is lost."""
        self._client = client
        while client.loop(LOOK_UP_S) == MQTT_ERR_SUCCESS:
            if self._closing.is_set():
                client.disconnect()
        self._client = None
        was_connected, self._connected = self._connected, False
        if was_connected:
            self._hop(self._say, Disconnected())

    def _new_client(self) -> Client:
        client = _client(self._name, self._will)
        if self._login[0] is not None:
            client.username_pw_set(*self._login)
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        return client

    def _on_connect(
        self, client: Client, _user: Any, _flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            self._not_admitted(client, f"it refuses this node: {reason}")
            return
        client.subscribe(self._subscriptions)

    def _on_subscribe(
        self, client: Client, _user: Any, _mid: int, reasons: list[ReasonCode], _properties: Any
    ) -> None:
        topics = [topic for topic, _ in self._subscriptions]
        refused = [
            topic for topic, reason in zip(topics, reasons, strict=False) if reason.is_failure
        ]
        if refused:
            self._not_admitted(client, f"it refuses the subscription to {', '.join(refused)}")
            return
        self._connected, self._said_away = True, False
        if self._at_fault:
            self._at_fault = False
            self._hop(self._say, FaultEnded(BROKER))
        self._hop(self._say, Connected())

    def _on_message(self, _client: Client, _user: Any, message: MQTTMessage) -> None:
        if self._arriving >= ARRIVING_MOST:
            self.overrun += 1
            return
        self._arriving += 1
        self._hop(self._take, Arrived(message.topic, bytes(message.payload), message.retain))

    def _hop(self, call: Callable[[Event], None], event: Event) -> None:
        """Over to the loop's thread; nowhere once the loop has ended."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, event)

    # ---- on the loop --------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        self._arriving -= 1
        self._say(event)


def _client(name: str, will: Send) -> Client:
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id=name,
        clean_session=True,
        protocol=MQTTProtocolVersion.MQTTv311,
        reconnect_on_failure=False,
    )
    client.on_socket_open = _without_delay
    client.on_socket_register_write = _leave_writing_to_the_thread
    client.connect_timeout = CONNECT_TIMEOUT_S
    client.max_queued_messages_set(QUEUED_MOST)
    client.will_set(will.topic, encode(will.message), qos=1, retain=will.retained)
    return client


def _without_delay(_client: Client, _user: Any, opened: Any) -> None:
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _leave_writing_to_the_thread(*_what: Any) -> None:
    """That this is set is enough: paho then never writes from the thread that publishes."""
