"""InfluxDB, or what takes the same words at ``/api/v2/write``: one request, and what came of it."""

import ssl
from http import HTTPStatus
from typing import Any

from influxdb_client.client.exceptions import InfluxDBError
from influxdb_client.client.influxdb_client import InfluxDBClient
from influxdb_client.client.write_api import SYNCHRONOUS
from influxdb_client.domain.write_precision import WritePrecision
from urllib3.exceptions import HTTPError

from hub.outside.influx_config import InfluxConfig
from hub.outside.passing_on import NotReachedError, RefusedError

PATIENCE_S = 10.0  # of one request
_US: Any = WritePrecision.US  # which its own types call no precision

# What is wrong with the points themselves; all else is wrong with the way there, and passes.
OF_THE_POINTS = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)


class Influx:
    """A client that waits for each answer: its own batches were measured to lose points."""

    def __init__(self, config: InfluxConfig) -> None:
        """Raises ``OSError`` where the token or the certificates cannot be read."""
        self._config = config
        trusted = ssl.create_default_context(cafile=config.ca_file)
        self._client = InfluxDBClient(
            url=config.url,
            token=config.token,
            org=config.org or "-",  # asked for by the client, and nothing to those without one
            timeout=int(PATIENCE_S * 1000),
            enable_gzip=True,
            ssl_context=trusted,
            debug=False,
        )
        self._write = self._client.write_api(write_options=SYNCHRONOUS).write

    def write(self, lines: str) -> None:
        """These points, their times in microseconds. Raises the two errors above."""
        try:
            self._write(self._config.bucket, record=lines, write_precision=_US)
        except InfluxDBError as refused:
            raise _said(getattr(refused, "status", None)) from None
        except (HTTPError, OSError) as why:
            raise NotReachedError(f"no answer: {type(why).__name__}") from None


def _said(status: int | None) -> NotReachedError | RefusedError:
    """By its number alone: what a server says may repeat what it was sent."""
    if status in OF_THE_POINTS:
        return RefusedError(f"it answers {status}")
    return NotReachedError(f"it answers {status}" if status else "its certificate is not trusted")
