"""Orders: which are obeyed, and the one reason why another is not."""

from collections import OrderedDict

from edge.moment import Moment
from ward.commissioning import WalkAsked
from ward.orders import (
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Order,
    Ordered,
    Refusal,
    TemperatureAsked,
    WatchLightAsked,
    worded,
)
from ward.profile import LIVED_WORDS, TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.purpose import NEVER, NEVER_WORDS, Purpose
from ward.rooms import RoomId

REMEMBERED_MOST = 1_000  # orders; a ward asks a room some dozens of things a day

MAIN_LIGHT, NIGHT_LIGHT = "main_light", "night_light"  # what may be fitted, as a node is told
HEATING, COOLING = "heating", "cooling"

_NEEDS_ONE_OF = {
    Lamp.MAIN: frozenset({MAIN_LIGHT}),
    Lamp.NIGHT: frozenset({NIGHT_LIGHT}),
}
_CLIMATE = frozenset({HEATING, COOLING})


class Gate:
    """Lets through an order for this room and boot, in time, and once.

    The moment given is one to judge by: not ``synced`` means that the clock is proven wrong.
    Then no order can be shown to be in time, and each is refused; the dials and the page at
    the door still work.
    """

    def __init__(self, room: RoomId, boot: str, fitted: frozenset[str]) -> None:
        self.room = room
        self.boot = boot
        self._fitted = fitted
        self._seen: OrderedDict[str, None] = OrderedDict()

    def refuses(self, order: Order, now: Moment, *, retained: bool) -> Refusal | None:
        """Why it is not obeyed. Remembers its id whatever the verdict."""
        came_twice = order.id in self._seen
        self._remember(order.id)
        reasons = {
            Refusal.WRONG_ROOM: order.room != self.room,
            Refusal.RETAINED: retained,
            Refusal.OTHER_BOOT: order.boot != self.boot,
            Refusal.SEEN_BEFORE: came_twice,
            Refusal.EXPIRED: not now.synced or now.at >= order.expires_at,
        }
        first = next((why for why, so in reasons.items() if so), None)
        return first or self.bars(order.asked, order.purpose)

    def bars(self, asked: Ordered, purpose: Purpose) -> Refusal | None:
        """Why nobody at all may ask this of the room, from the panel or at the door."""
        if purpose in NEVER:
            return Refusal.NEVER_SO
        if not self.can(asked):
            return Refusal.NOT_FITTED
        return None if _within_bounds(asked) else Refusal.OUT_OF_BOUNDS

    def can(self, asked: Ordered) -> bool:
        """Whether something is fitted that could do it; of a walk, its radar says so itself."""
        match asked:
            case WalkAsked() | BackAsked():
                return True
            case LightAsked() | LuxAsked():
                needs = _NEEDS_ONE_OF[asked.lamp]
            case WatchLightAsked() | FullLightAsked():
                needs = _NEEDS_ONE_OF[Lamp.MAIN]
            case TemperatureAsked():
                needs = _CLIMATE
        return bool(needs & self._fitted)

    def _remember(self, order_id: str) -> None:
        self._seen[order_id] = None
        self._seen.move_to_end(order_id)
        if len(self._seen) > REMEMBERED_MOST:
            self._seen.popitem(last=False)


def _within_bounds(asked: Ordered) -> bool:
    match asked:
        case LightAsked():
            return 0.0 <= asked.level <= 1.0
        case TemperatureAsked():
            return TEMPERATURE_LEAST_C <= asked.celsius <= TEMPERATURE_MOST_C
    return True


def refused_in_words(why: Refusal, order: Order, room: RoomId, now: Moment) -> str:
    """One sentence for the panel."""
    asked = worded(order.asked)
    late = "came too late" if now.synced else "this door's clock is behind, so it may be too late"
    of_the_order = {
        Refusal.WRONG_ROOM: f"asked of {order.room.spoken}; this is {room.spoken}",
        Refusal.RETAINED: f"asked {asked}; {why}",
        Refusal.OTHER_BOOT: f"asked {asked}; {why}",
        Refusal.SEEN_BEFORE: f"asked {asked} {why}",
        Refusal.EXPIRED: f"asked {asked}; {late}",
    }
    return of_the_order.get(why) or barred_in_words(why, order.asked, room)


def barred_in_words(why: Refusal, asked: Ordered, room: RoomId) -> str:
    """The same for whatever nobody may ask, wherever it was asked."""
    words, bounds = worded(asked), f"{TEMPERATURE_LEAST_C:g} to {TEMPERATURE_MOST_C:g}"
    return {
        Refusal.NOT_FITTED: f"asked {words}; {why} in {room.spoken}",
        Refusal.NEVER_SO: NEVER_WORDS,
        Refusal.NIGHT_CEILING: f"asked {words}; {why}: take watch light for a look, and full light "
        "in an emergency",
        Refusal.TOO_WARM: f"asked {words}; {LIVED_WORDS}",
        Refusal.OUT_OF_BOUNDS: f"asked {words}; this room holds {bounds}",
    }[why]
