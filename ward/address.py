"""The broker's address, as node and hub are both told it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

MQTT_PORT = 1883


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """``mqtt://[user:password@]host[:port]``, taken apart."""

    host: str
    port: int = MQTT_PORT
    user: str | None = None
    password: str | None = None

    @classmethod
    def parse(cls, url: str) -> "BrokerAddress":
        """Raises ``ValueError`` for anything else."""
        parts = urlsplit(url)
        if parts.scheme != "mqtt" or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("not an mqtt address")
        return cls(parts.hostname, parts.port or MQTT_PORT, parts.username, parts.password)
