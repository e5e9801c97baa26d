"""The inbox: what arrived from the broker, believed or turned away by name."""

from collections import Counter

from edge.events import Arrived
from ward.announcements import Receipt, Status
from ward.care import Care
from ward.codec import Rejection, TurnedAwayError, decode, parse, parse_topic
from ward.orders import Order
from ward.rooms import RoomId
from ward.topics import Leaf

Heard = Order | Care | Receipt | Status


class Inbox:
    """One room's messages, and no other's. Never raises; what it turns away is in ``rejected``.

    An order on this room's topic whose body names another room is let through: the controls
    refuse it with an answer, because somebody waits for one.
    """

    def __init__(self, room: RoomId) -> None:
        self.room = room
        self.rejected: Counter[str] = Counter()
        self._live_up_s: float | None = None  # when the hub was last heard, not by a kept message

    def take(self, arrived: Arrived, up_s: float) -> Heard | None:
        try:
            heard = self._read(arrived)
        except TurnedAwayError as turned_away:
            self.rejected[turned_away.why] += 1
            return None
        if not arrived.retained:
            self._live_up_s = up_s
        return heard

    def _read(self, arrived: Arrived) -> Heard:
        topic = parse_topic(arrived.topic)
        if topic.room != self.room:
            raise TurnedAwayError(Rejection.WRONG_ROOM, f"{topic.room} is not {self.room}")
        heard = self._order(arrived) if topic.leaf is Leaf.ORDER else decode(topic, arrived.payload)
        if not isinstance(heard, Heard):
            raise TurnedAwayError(Rejection.WRONG_LEAF, f"a node does not listen on {topic.leaf}")
        return heard

    def _order(self, arrived: Arrived) -> Order:
        order = parse(Order, arrived.payload)
        if arrived.retained:
            self.rejected[Rejection.RETAINED] += 1
        if order.room != self.room:
            self.rejected[Rejection.WRONG_ROOM] += 1
        return order

    def silent_s(self, up_s: float) -> float | None:
        """For how long the hub has not been heard; ``None`` where it never was."""
        return None if self._live_up_s is None else up_s - self._live_up_s
