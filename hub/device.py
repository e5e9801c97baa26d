"""On which device somebody did what is written down; nothing where that is not known."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from ward.units import WORD_LONGEST, Instant, Word

COMMAND_LINE = "the command line"
SIMULATOR = "the simulator"


def _is_none(value: object) -> bool:
    return value is None


# Left out of what is stored where it is not known: so is every entry from before it was kept.
Device = Annotated[Word | None, Field(exclude_if=_is_none)]
SaidToBeAt = Annotated[Instant | None, Field(exclude_if=_is_none)]

F = TypeVar("F", bound=BaseModel)


def on_device(fact: F, device: str) -> F:
    """The fact, as somebody caused it on that device. An empty name says that nobody knows it."""
    return fact.model_copy(update={"device": device[:WORD_LONGEST]}) if device else fact
