"""The node's end of the wire: paho on its own thread, spoken to from the loop."""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

from paho.mqtt.client import (
    MQTT_ERR_NO_CONN,
    MQTT_ERR_SUCCESS,
    Client,
    MQTTMessage,
)
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from edge.events import Arrived, Connected, Disconnected, Event, Send
from ward.codec import encode

QUEUED_MOST = 1000  # messages waiting for the broker, about ten minutes of a chatty room
ARRIVING_MOST = 1000  # messages waiting for the loop
KEEPALIVE_S = 5
CONNECT_TIMEOUT_S = 3.0
RETRY_LEAST_S, RETRY_MOST_S = 1, 1  # never more than 5 s blind: retry 1 s and connect 3 s

_log = logging.getLogger(__name__)


class Wire:
    """A connection that is always there again within 5 s of the broker.

    What is sent while it is away waits in a bounded queue; what no longer fits is refused and
    counted, and so is what arrives faster than the loop takes it. Surprising: ``Connected``
    is said only when the subscriptions are granted, so that nothing is asked for too early.
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
        self._arriving = 0
        self._connected = False
        self._subscriptions: list[tuple[str, int]] = []
        self._client = _client(name, will)
        self._client.on_connect = self._on_connect
        self._client.on_subscribe = self._on_subscribe
        self._client.on_disconnect = self._on_disconnect
        self._client.on_message = self._on_message

    def open(
        self, host: str, port: int, user: str | None, password: str | None, topics: tuple[str, ...]
    ) -> None:
        """Begin to connect, and go on doing so whenever it is lost. Returns at once."""
        self._subscriptions = [(topic, 1) for topic in topics]
        if user is not None:
            self._client.username_pw_set(user, password)
        self._client.connect_async(host, port, keepalive=KEEPALIVE_S)
        self._client.loop_start()

    def send(self, send: Send) -> None:
        sent = self._client.publish(send.topic, encode(send.message), qos=1, retain=send.retained)
        if sent.rc not in (MQTT_ERR_SUCCESS, MQTT_ERR_NO_CONN):
            self.refused += 1

    def close(self, last: Send, *, within_s: float = 1.0) -> None:
        """Say the last word, if anybody is there, and hang up."""
        if self._client.is_connected():
            sent = self._client.publish(last.topic, encode(last.message), 1, last.retained)
            if sent.rc == MQTT_ERR_SUCCESS:
                sent.wait_for_publish(within_s)
        self._client.disconnect()
        self._client.loop_stop()

    # ---- on paho's thread ---------------------------------------------------------------

    def _on_connect(
        self, client: Client, _user: Any, _flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            _log.warning("the broker refuses this node: %s", reason)
            return
        client.subscribe(self._subscriptions)

    def _on_subscribe(
        self, _client: Client, _user: Any, _mid: int, reasons: list[ReasonCode], _properties: Any
    ) -> None:
        for reason in reasons:
            if reason.is_failure:
                _log.error("the broker refuses a subscription: %s", reason)
        self._connected = True
        self._hop(self._say, Connected())

    def _on_disconnect(self, *_how: Any) -> None:
        if self._connected:
            self._connected = False
            self._hop(self._say, Disconnected())

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
    )
    client.on_socket_open = _without_delay
    client.connect_timeout = CONNECT_TIMEOUT_S
    client.reconnect_delay_set(RETRY_LEAST_S, RETRY_MOST_S)
    client.max_queued_messages_set(QUEUED_MOST)
    client.will_set(will.topic, encode(will.message), qos=1, retain=will.retained)
    return client


def _without_delay(_client: Client, _user: Any, opened: Any) -> None:
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
