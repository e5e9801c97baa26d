"""Which room: the name that is on the wire, on the panel and on the door."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_NUMBER_MOST = 99
KNOWN_MOST = 4096  # rooms whose names need not be taken apart again
_NAME = re.compile(r"([a-z]{1,32})/([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class RoomId:
    """One bedroom as estates number it; ``str(RoomId("ash", 4)) == "ash/04"``."""

    ward: str
    number: int

    def __post_init__(self) -> None:
        if not (self.ward.isascii() and self.ward.islower() and self.ward.isalpha()):
            raise ValueError(f"ward name {self.ward!r} is not lower-case ascii letters")
        if not 0 < self.number <= _NUMBER_MOST:
            raise ValueError(f"room number {self.number} is not 1..{_NUMBER_MOST}")

    @classmethod
    def parse(cls, name: str) -> Self:
        """``"ash/04"`` to the room. Raises ``ValueError`` for any other shape."""
        found = _NAME.fullmatch(name)
        if found is None:
            raise ValueError(f"{name!r} is not a room; write ward/number, for example ash/04")
        return cls(found[1], int(found[2]))

    def __str__(self) -> str:
        return f"{self.ward}/{self.number:02d}"

    @property
    def spoken(self) -> str:
        """As people say it: "Ash 4"."""
        return f"{self.ward.capitalize()} {self.number}"

    @property
    def slug(self) -> str:
        """As one word, for file names and page elements: "ash-04"."""
        return f"{self.ward}-{self.number:02d}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A room is its name on the wire."""
        from_name = core_schema.no_info_after_validator_function(
            lru_cache(KNOWN_MOST)(cls.parse), core_schema.str_schema(max_length=40)
        )
        return core_schema.json_or_python_schema(
            json_schema=from_name,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_name]
            ),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{_NAME.pattern}$", "examples": ["ash/04"]}
