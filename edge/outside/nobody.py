"""Nobody inside: what a program asks of a room before it moves its lamps for a test."""

import sqlite3
from collections.abc import Iterable

from edge.config import NodeConfig
from edge.events import Event, PresenceSensed
from edge.outside.failure import in_words
from edge.outside.outbox_file import DamagedError, look_into
from ward.happenings import Place

INSIDE = (Place.ROOM, Place.ENSUITE)
ASKS = (
    "Its lamps would go to full and its relays click. Look inside; if nobody is there, try again "
    "with --nobody-inside."
)


class SomebodyInsideError(Exception):
    """It is not known that the room is empty; the text says why, and what to do."""


def confined_in(config: NodeConfig) -> str:
    """Why somebody may be shut in by what the node last knew; empty where nobody is."""
    try:
        care = look_into(config.outbox.path, config.room).care
    except FileNotFoundError:
        return ""  # this node never had any care
    except (OSError, sqlite3.Error, DamagedError) as failed:
        return f"whether somebody is confined there cannot be read: {in_words(failed)}"
    shut_in = care is not None and care.confinement is not None
    return "somebody is confined there, by what the node last knew" if shut_in else ""


def says_of_presence(heard: Iterable[Event]) -> bool:
    """Whether the room's own presence sensor has said anything yet."""
    return any(isinstance(one, PresenceSensed) and one.place is Place.ROOM for one in heard)


def sensed_in(heard: Iterable[Event]) -> str:
    """Why somebody may be there by what is sensed; empty where the room is sensed to be empty."""
    last = {one.place: one.is_there for one in heard if isinstance(one, PresenceSensed)}
    there = [place for place in INSIDE if last.get(place)]
    if there:
        return f"somebody is sensed in the {there[0]}"
    return "" if Place.ROOM in last else "no presence sensor says that the room is empty"
