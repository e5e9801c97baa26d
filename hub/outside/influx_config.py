"""A series database as a hub's configuration has it: where it is, and what of a person may go."""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from hub.outside.named_file import NamedFile

TOKEN_VARIABLE = "ATTUNE_INFLUXDB_TOKEN"  # noqa: S105  (a name, and no token)
FILES = ("token_file", "ca_file")


class InfluxConfig(BaseModel):
    """``[influxdb]``. Without a token none is sent, as to a VictoriaMetrics of this machine.

    ``rates``: whether breathing and pulse leave the hub as numbers. They are somebody's own.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    url: str
    org: str = ""
    bucket: Annotated[str, Field(min_length=1)] = "attune"
    token_file: NamedFile | None = None
    ca_file: NamedFile | None = None
    rates: bool = False

    @field_validator("url")
    @classmethod
    def _is_safe(cls, url: str) -> str:
        return crosses_nothing_in_the_clear(url)

    @property
    def token(self) -> str:
        """From the file when one is named, else from the environment. Raises ``OSError``."""
        if self.token_file is not None:
            return Path(self.token_file).read_text(encoding="utf-8").strip()
        return os.environ.get(TOKEN_VARIABLE, "").strip()


def crosses_nothing_in_the_clear(url: str) -> str:
    """An address to which a token and what was measured may go. Raises ``ValueError``."""
    parts = urlsplit(url)
    if not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise ValueError("no address, or more than an address")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname)):
        raise ValueError("it would cross a network in the clear")
    _ = parts.port  # raises for what is no port
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


# What belongs under a key, in words that end the sentence "expected ...".
EXPECTED: Mapping[str, str] = {
    "influxdb": "a table [influxdb] with the url of a series database",
    "influxdb.url": 'an address like "https://influxdb.example:8086", without a name or a token in '
    'it; one of this machine may be without TLS, such as "http://127.0.0.1:8086"',
    "influxdb.org": "the name of the organisation that owns the bucket",
    "influxdb.bucket": 'the name of a bucket, or for InfluxDB 1 "database/retention policy"',
    "influxdb.token_file": "the name of a file that can be read and holds only the token",
    "influxdb.ca_file": "the name of a file that can be read, with the certificates to trust",
    "influxdb.rates": "true or false: whether breathing and pulse leave as numbers",
}


def beside(path: Path, found: Any) -> Any:
    """The same table, with its relative paths made relative to the file that names them."""
    if not isinstance(found, dict):
        return found
    named = {key: found[key] for key in FILES if isinstance(found.get(key), str)}
    return {**found, **{key: str(path.parent / name) for key, name in named.items()}}
