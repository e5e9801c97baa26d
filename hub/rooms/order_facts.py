"""Facts about orders: what was asked of the room, and how far that got."""

from enum import StrEnum
from typing import Literal

from hub.rooms.fact import Fact
from ward.orders import Order
from ward.units import Text, Word


class Progress(StrEnum):
    """How far an order has got."""

    ASKED = "asked"
    SENT = "sent"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"


class OrderAsked(Fact):
    """Staff asked something of the room."""

    fact: Literal["order asked"] = "order asked"
    order: Order


class OrderReached(Fact):
    """An order got further."""

    fact: Literal["order reached"] = "order reached"
    order: Word
    progress: Progress
    words: Text = ""
