"""Hears on the wire what nodes say, while a night is played for real."""

from collections.abc import Callable
from datetime import UTC, datetime

from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from attune.play.told import NodeSaid
from ward.codec import TurnedAwayError, decode, parse_topic
from ward.topics import hub_listens

Hear = Callable[[NodeSaid], None]


class Listener:
    """A client beside the hub. What is said while the broker is away, it does not hear."""

    def __init__(self, port: int, hear: Hear) -> None:
        self._hear = hear
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.on_connect = self._connected
        self._client.on_message = self._came
        self._client.reconnect_delay_set(1, 1)
        self._client.connect_async("127.0.0.1", port)

    def start(self) -> None:
        self._client.loop_start()

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(
        self, client: Client, _: object, __: ConnectFlags, ___: ReasonCode, ____: Properties | None
    ) -> None:
        client.subscribe([(topic, 1) for topic in hub_listens()])

    def _came(self, _client: Client, _: object, message: MQTTMessage) -> None:
        try:
            topic = parse_topic(message.topic)
            said = decode(topic, bytes(message.payload))
        except TurnedAwayError:
            return
        self._hear(NodeSaid(datetime.now(UTC), topic.room, message.topic, said, given=True))
