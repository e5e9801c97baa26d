"""A fact: one thing that the hub wrote down of one room."""

from ward.rooms import RoomId
from ward.units import Instant, Wire


class Fact(Wire):
    """One thing that is so, of one room."""

    room: RoomId
    at: Instant
