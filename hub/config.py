"""One TOML file configures a hub; whatever is wrong with it is said in one plain sentence."""

import ipaddress
import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from hub import config_words
from hub.outside import estates_config, influx_config, teller_config
from hub.outside.estates_config import EstatesConfig
from hub.outside.influx_config import InfluxConfig
from hub.outside.teller_config import TELLERS_MOST, TellerConfig
from hub.site import Site
from ward.address import BrokerAddress


class ConfigError(Exception):
    """A configuration that cannot be used; its text is one sentence: file, key, found, expected."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Broker(_Part):
    """Where the MQTT broker is, and as whom to speak to it."""

    url: str = "mqtt://127.0.0.1:1883"
    password_file: str | None = None

    @field_validator("url")
    @classmethod
    def _is_mqtt(cls, url: str) -> str:
        BrokerAddress.parse(url)
        return url

    @property
    def host(self) -> str:
        return BrokerAddress.parse(self.url).host

    @property
    def port(self) -> int:
        return BrokerAddress.parse(self.url).port

    @property
    def user(self) -> str | None:
        return BrokerAddress.parse(self.url).user

    @property
    def password(self) -> str | None:
        """From the file when one is named, else from the address. Raises ``OSError``."""
        if self.password_file is not None:
            return Path(self.password_file).read_text(encoding="utf-8").strip()
        return BrokerAddress.parse(self.url).password

    @field_validator("password_file")
    @classmethod
    def _can_be_read(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                Path(name).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as unreadable:
                raise ValueError("cannot be read") from unreadable
        return name


TOKEN_LEAST = 24  # characters of a camera system's token: our own proposal


class Panel(_Part):
    """Where the panel is served, and in which time zone it tells the time.

    Only this machine may reach it: without TLS a PIN would cross a network for all to read.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8180
    zone: str = "Europe/London"
    camera_token_file: str | None = None

    @property
    def camera_token(self) -> str:
        """By which a camera system proves itself; empty where there is none. Raises ``OSError``."""
        name = self.camera_token_file
        return Path(name).read_text(encoding="utf-8").strip() if name else ""

    @field_validator("camera_token_file")
    @classmethod
    def _holds_a_token(cls, name: str | None) -> str | None:
        if name is None:
            return None
        try:
            token = Path(name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as unreadable:
            raise ValueError("cannot be read") from unreadable
        if len(token) < TOKEN_LEAST:
            raise ValueError(f"holds a token of fewer than {TOKEN_LEAST} characters")
        return name

    @field_validator("host")
    @classmethod
    def _is_loopback(cls, host: str) -> str:
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise ValueError("not a loopback address")
        return host

    @field_validator("zone")
    @classmethod
    def _is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (OSError, LookupError) as unknown:  # a folder of zones is no zone either
            raise ValueError("no such zone") from unknown
        return zone


_SQLITE = "sqlite:///"


class Store(_Part):
    """The file that everything is written to."""

    path: Annotated[str, Field(min_length=1)] = "store.sqlite3"
    url: str | None = None

    @field_validator("url")
    @classmethod
    def _is_sqlite(cls, url: str | None) -> str | None:
        if url is not None and not url.removeprefix(_SQLITE).startswith("/"):
            raise ValueError("not an address of SQLite")
        return url

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix(_SQLITE) if self.url else self.path)


class HubConfig(_Part):
    """Everything that one hub needs to be told."""

    site: Site
    broker: Broker = Broker()
    panel: Panel = Panel()
    store: Store = Store()
    influxdb: InfluxConfig | None = None
    estates: EstatesConfig = EstatesConfig()
    tellers: Annotated[tuple[TellerConfig, ...], Field(max_length=TELLERS_MOST)] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _once("site.rooms", [str(room) for room in self.site.rooms])
        _once("site.staff.ref", [one.ref for one in self.site.staff])
        _once("site.staff.badge", [one.badge for one in self.site.staff])
        _once("tellers.name", [one.name for one in self.tellers])
        if wrong := teller_config.wrong_in(self.tellers, self.site.rooms):
            raise ConfigError(wrong)
        return self


def _once(key: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"{key} names {name} twice; expected each one once.")


_SECRET = re.compile(r"(tellers(\[\d+\])?|influxdb)(\.url)?")  # what was found may hold an address
_PORT = "a port, a whole number from 1 to 65535"

# What belongs under a key, in words that end the sentence "expected ...". The rest is pydantic's.
_EXPECTED = {
    "site": "a table [site] with the rooms of this site",
    "site.rooms": 'a list of rooms written ward/number, for example ["ash/01", "ash/02"]',
    "site.rooms[]": 'a room written ward/number, for example "ash/04"',
    "site.staff": "one table [[site.staff]] for each member of staff",
    "site.staff[].badge": "the card's number, 8 to 20 digits or letters A to F",
    "site.schedules": "one table [[site.schedules]] for each kind of mode",
    "site.schedules[].kind": '"after rapid tranquillisation" or "restraint"',
    "site.schedules[].stretches": "a list like "
    "[{every_min = 15, until_min = 60}, {every_min = 60}]",
    "site.schedules[].stretches[].every_min": "minutes, at most 60: never less often than hourly",
    "site.schedules[].stretches[].until_min": "minutes since it began, at most 72 hours",
    "broker": "a table [broker]",
    "broker.url": 'an address like "mqtt://127.0.0.1:1883", with a port from 1 to 65535',
    "broker.password_file": "the name of a file that can be read and holds only the password",
    "panel": "a table [panel]",
    "panel.host": 'an address of this machine alone, such as "127.0.0.1", because PINs '
    "must not cross a network in the clear",
    "panel.port": _PORT,
    "panel.camera_token_file": "the path of a file with a camera system's token",
    "panel.zone": 'the name of a time zone, such as "Europe/London"',
    **teller_config.EXPECTED,
    **influx_config.EXPECTED,
    **estates_config.EXPECTED,
    "store": "a table [store]",
    "store.path": "the name of the store's file",
    "store.url": 'an address like "sqlite:////var/lib/attune/store.sqlite3"; the hub keeps its '
    "store in SQLite only",
}


def load(path: Path) -> HubConfig:
    """The configuration in this file; paths in it are relative to it. Raises ``ConfigError``."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as refused:
        raise ConfigError(
            f"{path}: cannot be read ({refused.strerror}); expected a hub's configuration."
        ) from None
    except UnicodeDecodeError as bad:
        raise ConfigError(f"{path}: byte {bad.start} is not UTF-8; expected TOML text.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as bad:
        raise ConfigError(f"{path}: is not TOML: {bad}; expected key = value lines.") from None
    try:
        return _checked(_beside(path, found))
    except ConfigError as wrong:
        raise ConfigError(f"{path}: {wrong}") from None


def _checked(found: dict[str, Any]) -> HubConfig:
    """As JSON, so that strict means what TOML says: no text where a number belongs."""
    try:
        config = HubConfig.model_validate_json(json.dumps(found, default=str), strict=True)
    except ValidationError as refused:
        raise ConfigError(_sentence(refused.errors(include_url=False)[0])) from None
    _nothing_else(found, config, "")
    return config


def _nothing_else(found: object, taken: object, key: str) -> None:
    """Messages on the wire tolerate a field that they do not know; a configuration does not."""
    if isinstance(found, dict) and isinstance(taken, BaseModel):
        known = type(taken).model_fields
        for name, value in found.items():
            if name not in known:
                raise ConfigError(_unknown(f"{key}{name}", known))
            _nothing_else(value, getattr(taken, name), f"{key}{name}.")
    elif isinstance(found, list) and isinstance(taken, tuple):
        for i, (one, as_taken) in enumerate(zip(found, taken, strict=True)):
            _nothing_else(one, as_taken, f"{key.removesuffix('.')}[{i + 1}].")


def _beside(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """The same document with its relative paths made relative to the file that names them."""
    broker, store = found.get("broker"), found.get("store", {})
    if isinstance(broker, dict) and isinstance(name := broker.get("password_file"), str):
        found = {**found, "broker": {**broker, "password_file": str(path.parent / name)}}
    if "estates" in found:
        found = {**found, "estates": estates_config.beside(path, found["estates"])}
    if isinstance(tellers := found.get("tellers"), list):
        found = {**found, "tellers": [teller_config.beside(path, one) for one in tellers]}
    if "influxdb" in found:
        found = {**found, "influxdb": influx_config.beside(path, found["influxdb"])}
    if isinstance(store, dict) and isinstance(name := store.get("path", "store.sqlite3"), str):
        beside = str(path.parent / name) if name else name
        found = {**found, "store": {**store, "path": beside}}
    return found


def _sentence(first: ErrorDetails) -> str:
    """The first mistake, as a person would say it."""
    key, found = config_words.key(first["loc"]), first["input"]
    expected = _EXPECTED.get(re.sub(r"\[\d+\]", "[]", key)) or config_words.in_pydantics_words(
        first
    )
    if first["type"] == "missing":
        return f"{key} is missing; expected {_EXPECTED.get(key, 'it to be given')}."
    if first["type"] == "extra_forbidden":
        return _unknown(key, _model_at(first["loc"][:-1]).model_fields)
    if _SECRET.fullmatch(key):
        return f"{key} cannot be used; expected {expected}."
    return f"{key} is {config_words.shown(found)}; expected {expected}."


def _unknown(key: str, known: Any) -> str:
    return f'there is no key "{key}"; expected only {", ".join(known)}.'


def _model_at(where: tuple[int | str, ...]) -> type[BaseModel]:
    """The part of the configuration that stands there."""
    model: type[BaseModel] = HubConfig
    for step in where:
        part = model.model_fields[str(step)].annotation
        if isinstance(part, type) and issubclass(part, BaseModel):
            model = part
    return model
