"""The embedded broker: amqtt as a process of its own, for demonstrations and small trials.

On the loopback address only, anybody may connect, nothing is kept across a restart. Four of
amqtt 0.12's habits would make a ward untrue, and are mended here; a test shows each.
"""

import asyncio
import contextlib
import logging
import resource
import signal
from typing import Any

from amqtt.adapters import ReaderAdapter, WriterAdapter
from amqtt.broker import Broker
from amqtt.contexts import BrokerConfig, ListenerConfig
from amqtt.errors import BrokerError
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.session import Session

CONNECTIONS_MOST = 500
MEMORY_MOST_BYTES = 1 << 30  # it was seen elsewhere to grow: better a restart than a full machine
SILENT_FOR_S = 3  # beyond the keep-alive that a client promised

_PLUGINS = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}

_log = logging.getLogger(__name__)


class _Handler(BrokerProtocolHandler):
    """amqtt notices that a client broke its keep-alive, and then does nothing about it."""

    def handle_read_timeout(self) -> None:
        """Hang up, so that the will is sent."""
        if self.reader is not None:
            self.reader.feed_eof()


class EmbeddedBroker(Broker):
    """amqtt, mended where a client's going or coming would be told wrongly."""

    async def _initialize_client_session(
        self, reader: ReaderAdapter, writer: WriterAdapter, remote_address: str, remote_port: int
    ) -> tuple[BrokerProtocolHandler, Session]:
        _, session = await super()._initialize_client_session(
            reader, writer, remote_address, remote_port
        )
        return _Handler(self.plugins_manager, loop=self._loop), session

    async def _delete_session(self, client_id: str) -> None:
        """A client that comes again ends its old connection now, not when that times out.

        Else the will of the old one would come after the birth of the new one, and stay.
        """
        _, old = self._sessions.get(client_id, (None, None))
        await super()._delete_session(client_id)
        if old is not None:
            await old.handle_connection_closed()
            await old.stop()

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Session
    ) -> None:
        """Only what this client asked for; amqtt sends it what every other client asked for."""
        subscribers = self._subscriptions.get(subscription[0], [])
        if any(one is session for one, _ in subscribers):
            await super()._publish_retained_messages_for_subscription(subscription, session)


def main(port: int) -> int:
    """Serve until told to stop; the process's exit code."""
    logging.getLogger("amqtt").setLevel(logging.CRITICAL)
    logging.getLogger("transitions").setLevel(logging.WARNING)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MOST_BYTES, hard))
    try:
        return asyncio.run(_serve(port))
    except BrokerError:
        _log.critical("port %d of this machine cannot be had: choose another with --port.", port)
        return 1


async def _serve(port: int) -> int:
    broker = EmbeddedBroker(_config(port))
    await broker.start()
    _log.info("listening on mqtt://127.0.0.1:%d", port)
    stopped = asyncio.create_task(_told_to_stop())
    ran: asyncio.Task[Any] | None = broker._broadcast_task  # noqa: SLF001  (it has no public name)
    ended, _ = await asyncio.wait({stopped, *filter(None, [ran])}, return_when="FIRST_COMPLETED")
    if stopped not in ended:
        _log.critical("the broker stopped delivering; it must be started again.")
    return 0 if stopped in ended else 1


def _config(port: int) -> BrokerConfig:
    """Without the plugins that log every packet and publish ``$SYS`` topics."""
    listener = ListenerConfig(bind=f"127.0.0.1:{port}", max_connections=CONNECTIONS_MOST)
    return BrokerConfig(
        listeners={"default": listener},
        timeout_disconnect_delay=SILENT_FOR_S,
        plugins=dict(_PLUGINS),
    )


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError):
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()
