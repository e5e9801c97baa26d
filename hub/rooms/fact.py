"""A fact: one thing that the hub wrote down of one room."""

from hub.device import Device
from ward.rooms import RoomId
from ward.units import Instant, Wire


class Fact(Wire):
    """One thing that is so, of one room; and on which device, where somebody made it so."""

    room: RoomId
    at: Instant
    device: Device = None
