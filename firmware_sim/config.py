"""The simulator's configuration, ``sim.toml``, and plain words for what is wrong with it."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from firmware_sim.staff import Keeping

LONGEST_SOCKET_PATH = 107  # bytes, with the closing zero 108: unix(7), sun_path
ROOM_NAME = r"^[a-z]+/\d\d$"
EXPECTED = {  # pydantic's kinds of fault, in words
    "missing": "it is missing and must be given",
    "greater_than": "expected a number greater than {gt}",
    "greater_than_equal": "expected a number of at least {ge}",
    "less_than_equal": "expected a number of at most {le}",
    "literal_error": "expected one of {expected}",
    "enum": "expected one of {expected}",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "float_type": "expected a number",
    "float_parsing": "expected a number",
    "string_type": "expected text in quotes",
    "tuple_type": "expected one [[room]] table for each room",
    "model_type": "expected a [[room]] table",
    "too_short": "expected at least one [[room]] table",
    "value_error": "{error}",
}


class ConfigError(Exception):
    """The configuration cannot be used; its text is a sentence for whoever wrote it."""


class RoomConfig(BaseModel):
    """One ``[[room]]`` table."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(pattern=ROOM_NAME, description="a ward and two digits, like ash/04")]
    body: Literal["recording", "synthetic", "nobody"] = "synthetic"
    recording: str = ""
    recording_from_s: float = Field(default=0.0, ge=0, le=3600)
    breathing_per_min: Annotated[float, Field(ge=0, le=80)] = 14.0
    radar: Literal["mr60bha2", "ld6002", "r60abd1", "xm125", "ti-lab"] = "mr60bha2"
    heart_per_min: Annotated[float, Field(gt=0, le=250)] = 68.0
    locked: bool = True
    staff: Keeping = Keeping.ROUNDS
    every_min: Annotated[float, Field(gt=0, le=1440)] = 10.0
    stay_s: Annotated[float, Field(gt=0, le=3600)] = 45.0
    badge: Annotated[
        str, Field(pattern=r"^([0-9A-Fa-f]{2}){4,7}$", description="4 to 7 bytes in hex")
    ] = "04A2B3C4"
    door_url: Annotated[
        str, Field(pattern=r"^https?://[^\s/]+[^\s]*$", description="an http or https address")
    ]

    @property
    def folder(self) -> str:
        return self.name.replace("/", "-")


class SimConfig(BaseModel):
    """All of ``sim.toml``, with paths as they are written there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    home: str = "sim"
    control: str = "sim/control.sock"
    room: Annotated[tuple[RoomConfig, ...], Field(min_length=1)]

    @field_validator("room")
    @classmethod
    def _each_once(cls, rooms: tuple[RoomConfig, ...]) -> tuple[RoomConfig, ...]:
        names = [room.name for room in rooms]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"expected each room once, and {', '.join(twice)} is there twice")
        return rooms


class Layout:
    """Where things stand on disk: everything is relative to the configuration's own folder."""

    def __init__(self, path: Path, config: SimConfig) -> None:
        self.base = path.resolve().parent
        self.home = self.base / config.home
        self.control = socket_path(path, "control", self.base / config.control)
        self.boards = {
            room.name: socket_path(path, "home", self.folder(room) / "board.sock")
            for room in config.room
        }

    def folder(self, room: RoomConfig) -> Path:
        return self.home / room.folder

    def recording(self, room: RoomConfig) -> Path:
        """The recording's file; variables such as $ATTUNE_SHARED are filled in."""
        return self.base / Path(os.path.expandvars(room.recording)).expanduser()


def socket_path(config: Path, key: str, path: Path) -> Path:
    """The path itself, if a Unix socket can have it."""
    length = len(os.fsencode(path))
    if length > LONGEST_SOCKET_PATH:
        raise ConfigError(
            f"{config}: key {key!r}: the socket {path} would have a path of {length} bytes, and "
            f"the system allows {LONGEST_SOCKET_PATH}; expected a shorter folder."
        )
    return path


def load(path: Path) -> SimConfig:
    """Read and check the file. Raises ``ConfigError`` with a sentence."""
    try:
        return SimConfig.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}.") from error
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise ConfigError("\n".join(_sentence(path, fault) for fault in faults)) from error


def _sentence(path: Path, fault: Mapping[str, Any]) -> str:
    """One fault as file, key, what was expected and what was found."""
    loc: Sequence[str | int] = fault["loc"]
    where = f"room {int(loc[1]) + 1}, " if len(loc) > 1 else ""
    model = RoomConfig if where else SimConfig
    key = str(loc[-1] if isinstance(loc[-1], str) else loc[0])
    if fault["type"] == "extra_forbidden":
        known = ", ".join(model.model_fields)
        return f"{path}: {where}key {key!r} is not known; expected one of {known}."
    found = "" if fault["type"] in ("missing", "value_error") else f", found {fault['input']!r}"
    return f"{path}: {where}key {key!r}: {_expected(model, key, fault)}{found}."


def _expected(model: type[BaseModel], key: str, fault: Mapping[str, Any]) -> str:
    if fault["type"] == "string_pattern_mismatch":
        return f"expected {model.model_fields[key].description}"
    words = EXPECTED.get(fault["type"], fault["msg"])
    return str(words).format(**fault.get("ctx", {}))
