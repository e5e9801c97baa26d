"""One TOML file configures a node; whatever is wrong with it is said in one plain sentence."""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from edge.act.colour import COLD_K, WARM_K
from edge.act.light import FullLux
from edge.decode.radars import BAUD, RadarKind
from edge.room_events import FullLuxNamed, WhitesNamed
from ward.address import BrokerAddress
from ward.rooms import RoomId


class ConfigError(Exception):
    """A configuration that cannot be used; its text is one sentence: file, key, found, expected."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


WHITES_LEAST_K = 500
Port = Annotated[int, Field(ge=1, le=65535)]
_PathName = Annotated[Path, Field(strict=False)]


class Broker(_Part):
    """Where the MQTT broker is, and as whom to speak to it."""

    url: str = "mqtt://127.0.0.1:1883"
    password_file: _PathName | None = None

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
            return self.password_file.read_text(encoding="utf-8").strip()
        return BrokerAddress.parse(self.url).password


class _Wired(_Part):
    """The serial lines that every board has, and which radar is at the end of one of them."""

    radar: _PathName
    radar_kind: Annotated[RadarKind, Field(strict=False)] = RadarKind.MR60BHA2
    radar_baud: Annotated[int, Field(ge=9_600, le=3_000_000)] | None = None
    radar_serial: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")] | None = None
    badge: _PathName | None = None

    @property
    def baud(self) -> int:
        """How fast the radar's line is: as told, else as its kind usually is."""
        return self.radar_baud or BAUD[self.radar_kind]


class SimulatedBoard(_Wired):
    """Pins and I2C cross the simulator's socket; serial lines are pseudo-terminals."""

    kind: Literal["simulated"]
    socket: _PathName


class PiBoard(_Wired):
    """A Raspberry Pi's own pins, bus and serial ports."""

    kind: Literal["raspberry-pi"]
    i2c_bus: Annotated[int, Field(ge=0, le=31)] = 1


class DoorUnit(_Part):
    """Where the door unit's pages are served. Loopback unless somebody says otherwise."""

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Port = 8181


class Outbox(_Part):
    """Where what the node owes and remembers is kept beyond a power cut."""

    path: _PathName


class Fitted(_Part):
    """Which actuators this room has, and whether a probe feels its hottest surface.

    A probe whose wire is cut cannot be told from none: so it is there unless somebody says not.
    """

    main_light: bool = True
    night_light: bool = True
    heating: bool = True
    cooling: bool = True
    compressor: bool = False
    main_colour: bool = False
    surface_probe: bool = True

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, there in self if there)


class TwoWhites(_Part):
    """The two whites of the main light, where its colour can be set, as its label has them."""

    warm_k: Annotated[int, Field(ge=1800, le=4000)] = WARM_K
    cold_k: Annotated[int, Field(ge=4000, le=10_000)] = COLD_K

    @model_validator(mode="after")
    def _lie_apart(self) -> Self:
        if self.cold_k - self.warm_k < WHITES_LEAST_K:
            raise ValueError("the two whites are nearly one")
        return self

    @property
    def named(self) -> WhitesNamed:
        return WhitesNamed(self.warm_k, self.cold_k)


class LampsNamed(_Part):
    """What each lamp gives at full at the reference point, as the commissioning sheet has it."""

    main_full_lux: Annotated[float, Field(ge=100, le=5000, strict=False)] = FullLux().main
    night_full_lux: Annotated[float, Field(ge=2, le=60, strict=False)] = FullLux().night

    @property
    def named(self) -> FullLuxNamed:
        return FullLuxNamed(self.main_full_lux, self.night_full_lux)


class NodeConfig(_Part):
    """Everything that one node needs to be told."""

    room: RoomId
    broker: Broker = Broker()
    board: Annotated[SimulatedBoard | PiBoard, Field(discriminator="kind")]
    door: DoorUnit = DoorUnit()
    fitted: Fitted = Fitted()
    colour: TwoWhites = TwoWhites()
    light: LampsNamed = LampsNamed()
    outbox: Outbox

    @model_validator(mode="after")
    def _password_can_be_read(self) -> Self:
        try:
            _ = self.broker.password
        except (OSError, UnicodeDecodeError) as unreadable:
            raise ValueError("password file cannot be read") from unreadable
        return self


_KINDS = ("simulated", "raspberry-pi")
_CREDENTIALS = re.compile(r"//[^@/]*@")

# What belongs under each key, in words that end the sentence "expected ...".
_EXPECTED = {
    "room": 'a room written ward/number, for example "ash/04"',
    "broker": "a table [broker]",
    "broker.url": 'an address like "mqtt://127.0.0.1:1883", with a port from 1 to 65535',
    "broker.password_file": "the name of a file that can be read and holds only the password",
    "board": "a table [board] that says which board this is and where its wires are",
    "board.kind": '"simulated" or "raspberry-pi"',
    "board.socket": "the path of the simulator's board.sock",
    "board.radar": "the path of the radar's serial port",
    "board.radar_kind": f"one of {', '.join(RadarKind)}",
    "board.radar_baud": "the bits a second of the radar's line, 9600 to 3000000, or no such key",
    "board.radar_serial": "what the radar's label says: letters, digits, - . or _; or no such key",
    "board.badge": "the path of the badge reader's serial port, or no such key",
    "board.i2c_bus": "the number of the I2C bus, 0 to 31",
    "door": "a table [door]",
    "door.host": "the address to serve the door unit's page on",
    "door.port": "a port, a whole number from 1 to 65535",
    "outbox": "a table [outbox]",
    "outbox.path": "the path of the file that the outbox is to be kept in",
    "colour": f"a table [colour] whose two whites lie {WHITES_LEAST_K} K apart or more",
    "colour.warm_k": "the warm white of the main light, 1800 to 4000 kelvin",
    "colour.cold_k": "the cold white of the main light, 4000 to 10000 kelvin",
    "light": "a table [light]",
    "light.main_full_lux": "the lux of the main light at full, 100 to 5000",
    "light.night_full_lux": "the lux of the night light at full, 2 to 60",
    "fitted": "a table [fitted]",
    **{f"fitted.{name}": "true or false" for name in Fitted.model_fields},
}


def load(path: Path) -> NodeConfig:
    """The configuration in this file; paths in it are relative to it. Raises ``ConfigError``.

    Where no outbox is named, it is kept under the service's own state directory, as systemd
    names it, or else beside this file, under the room's name.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except OSError as refused:
        raise ConfigError(
            f"{path}: cannot be read ({refused.strerror}); expected a node's configuration."
        ) from None
    except UnicodeDecodeError as bad:
        raise ConfigError(f"{path}: byte {bad.start} is not UTF-8; expected TOML text.") from None
    except tomllib.TOMLDecodeError as bad:
        raise ConfigError(f"{path}: is not TOML: {bad}; expected key = value lines.") from None
    try:
        return NodeConfig.model_validate(_with_outbox(path, _beside(path, found)))
    except ValidationError as refused:
        raise ConfigError(f"{path}: {_sentence(refused)}") from None


_PATHS = (
    ("board", ("socket", "radar", "badge")),
    ("broker", ("password_file",)),
    ("outbox", ("path",)),
)


def _beside(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """The same document with its relative paths made relative to the file that names them."""
    for part, keys in _PATHS:
        table = found.get(part)
        if isinstance(table, dict):
            named = {k: str(path.parent / v) for k in keys if isinstance(v := table.get(k), str)}
            found = {**found, part: {**table, **named}}
    return found


def _with_outbox(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """The same document with an outbox of this room's, if it names none."""
    table, room = found.get("outbox", {}), found.get("room")
    if not isinstance(table, dict) or "path" in table or not isinstance(room, str):
        return found
    folder = os.environ.get("STATE_DIRECTORY", "").partition(":")[0] or path.parent
    name = f"outbox-{room.replace('/', '-')}.sqlite3"
    return {**found, "outbox": {**table, "path": str(Path(folder, name))}}


def _sentence(refused: ValidationError) -> str:
    """The first mistake, as a person would say it."""
    first = refused.errors(include_url=False)[0]
    key, found = _key(first["loc"]), first["input"]
    match first["type"]:
        case "extra_forbidden":
            return f'there is no key "{key}"; expected only {_known_beside(key)}.'
        case "missing":
            return f"{key} is missing; expected {_EXPECTED[key]}."
        case "union_tag_not_found":
            return f"{key}.kind is missing; expected {_EXPECTED['board.kind']}."
        case "union_tag_invalid":
            key, found = f"{key}.kind", found["kind"]
        case "value_error" if not key:
            key, found = "broker.password_file", found["broker"]["password_file"]
    return f"{key} is {_shown(found)}; expected {_EXPECTED[key]}."


def _key(where: tuple[int | str, ...]) -> str:
    """The key in the file, without the steps that only pydantic took."""
    return ".".join(
        str(step) for step in where if step not in _KINDS and not str(step).startswith("is-")
    )


def _shown(found: object) -> str:
    """What was found, shortened, and never with a password in it."""
    return _CREDENTIALS.sub("//…@", repr(found))[:80]


def _known_beside(key: str) -> str:
    """The keys that would have been known where this unknown one stands."""
    part = key.rpartition(".")[0]
    prefix = f"{part}." if part else ""
    names = [k.removeprefix(prefix) for k in _EXPECTED if k.startswith(prefix)]
    return ", ".join(name for name in names if "." not in name)
