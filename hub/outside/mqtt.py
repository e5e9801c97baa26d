"""The hub's end of the wire: paho on a thread of its own, a fresh client for each connection."""

import logging
import socket
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from paho.mqtt.client import MQTT_ERR_SUCCESS, Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from hub.acts import Arrived, Connected, Disconnected
from ward.codec import BYTES_MOST
from ward.topics import hub_listens

KEEPALIVE_S = 5
CONNECT_TIMEOUT_S = 3.0
GRANT_WITHIN_S = 5.0  # from the connection to the granted subscriptions
RETRY_LEAST_S, RETRY_MOST_S = 1.0, 3.0
LOOK_UP_S = 0.5  # how often the thread looks whether it is to end
INFLIGHT_MOST = 500
QUEUED_MOST = 10_000  # behind those in flight, on one connection

_log = logging.getLogger(__name__)

Heard = Arrived | Connected | Disconnected


class WireError(Exception):
    """The thread that keeps the hub on the wire is dead; nothing will be heard any more."""


class Wire:
    """A connection that is always there again within 5 s of the broker.

    What is published while it is away is dropped and counted, never kept: an old wish is no
    order. So every connection has a client of its own, which takes with it whatever the broker
    had not acknowledged. ``Connected`` is said only once the subscriptions are granted.
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
        self._subscriptions = [(topic, 1) for topic in topics]
        self._name = f"attune-hub-{uuid.uuid4().hex[:8]}"
        self._client: Client | None = None  # this connection's
        self._granted = False
        self._said_away = False
        self._given = 0  # messages given to this connection's client
        self._acknowledged = 0
        self._closing = threading.Event()
        self._broken: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)

    @property
    def connected(self) -> bool:
        return self._granted

    def open(self) -> None:
        """Begin to connect, and go on doing so whenever it is lost. Returns at once."""
        self._thread.start()

    def check(self) -> None:
        """Raises ``WireError`` when nobody tends the connection any more."""
        if not self._thread.is_alive() and not self._closing.is_set():
            raise WireError("the thread that keeps the hub on the wire has ended") from self._broken

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool:
        """Give it to the broker, if the broker is there; whether it was given."""
        client = self._client
        if client is None or not self._granted:
            self.counters["not published: no broker"] += 1
            return False
        if client.publish(topic, payload, qos=1, retain=retained).rc != MQTT_ERR_SUCCESS:
            self.counters["not published: refused"] += 1
            return False
        self._given += 1
        return True

    def close(self, within_s: float = 1.0) -> None:
        """Hang up as one should, after what was already published."""
        self._closing.set()
        if client := self._client:
            client.disconnect()
        if self._thread.is_alive():
            self._thread.join(within_s)

    # ---- on its own thread -----------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._keep_connected()
        except Exception as broken:  # noqa: BLE001  (``check`` tells the loop)
            self._broken = broken
            _log.exception("the thread that keeps the hub on the wire fell over")

    def _keep_connected(self) -> None:
        wait_s = RETRY_LEAST_S
        while not self._closing.is_set():
            client = self._new_client()
            try:
                client.connect(*self._address, keepalive=KEEPALIVE_S)
            except OSError as away:
                self._log_away(away)
            else:
                wait_s = RETRY_LEAST_S if self._serve(client) else wait_s
            self._closing.wait(wait_s)
            wait_s = min(2 * wait_s, RETRY_MOST_S)

    def _log_away(self, away: OSError) -> None:
        """Once for each outage: it is tried again every few seconds."""
        self.counters["connections failed"] += 1
        if not self._said_away:
            self._said_away = True
            _log.warning("no broker at %s:%d (%s): trying again", *self._address, away.strerror)

    def _serve(self, client: Client) -> bool:
        """Tend one connection until it is lost; whether it ever came to be of use."""
        self._client, self._given, self._acknowledged = client, 0, 0
        grant_by = time.monotonic() + GRANT_WITHIN_S
        while client.loop(LOOK_UP_S) == MQTT_ERR_SUCCESS:
            if self._closing.is_set():
                client.disconnect()
            elif not self._granted and time.monotonic() > grant_by:
                _log.warning("the broker at %s:%d grants no subscription", *self._address)
                client.disconnect()
        self._client = None
        was_of_use, self._granted = self._granted, False
        if was_of_use:
            _log.info("off the wire")
            self.counters["connections lost"] += not self._closing.is_set()
            self.counters["not acknowledged"] += max(0, self._given - self._acknowledged)
            self._hear(Disconnected())
        return was_of_use

    def _new_client(self) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._name,
            clean_session=True,
            protocol=MQTTProtocolVersion.MQTTv311,
            reconnect_on_failure=False,
        )
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(INFLIGHT_MOST)
        client.max_queued_messages_set(QUEUED_MOST)
        if self._login[0] is not None:
            client.username_pw_set(*self._login)
        client.on_socket_open = _without_delay
        client.on_socket_register_write = _leave_writing_to_the_thread
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        return client

    def _on_connect(
        self, client: Client, _user: Any, _flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            _log.error("the broker at %s:%d refuses the hub: %s", *self._address, reason)
        else:
            client.subscribe(self._subscriptions)

    def _on_subscribe(
        self, client: Client, _user: Any, _mid: int, reasons: list[ReasonCode], _properties: Any
    ) -> None:
        if any(reason.is_failure for reason in reasons):
            _log.error("the broker at %s:%d refuses a subscription", *self._address)
            client.disconnect()
            return
        self._granted, self._said_away = True, False
        _log.info("on the wire, with the broker at %s:%d", *self._address)
        self._hear(Connected())

    def _on_publish(self, *_what: Any) -> None:
        self._acknowledged += 1

    def _on_message(self, _client: Client, _user: Any, message: MQTTMessage) -> None:
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = "not UTF-8"  # turned away as any other topic that is not ours
        payload = bytes(message.payload[: BYTES_MOST + 1])  # more is turned away, whatever it is
        self._hear(Arrived(topic, payload, message.retain))


def _without_delay(_client: Client, _user: Any, opened: Any) -> None:
    """Else a message waits for the acknowledgement of the one before."""
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _leave_writing_to_the_thread(*_what: Any) -> None:
    """That this is set is enough: paho then never writes from the thread that publishes."""
