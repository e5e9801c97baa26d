"""What the forms of an episode offer: kinds, grounds, who decides, and rooms to move to."""

from collections.abc import Iterable

from hub.deciding.moving import cannot_take
from hub.rooms.state import RoomState
from ward.kinds import DECIDES, KINDS, Ground
from ward.rooms import RoomId
from ward.units import Instant

Item = dict[str, object]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


KIND_ITEMS: list[Item] = [
    {
        "value": kind.value,
        "text": kind.value.capitalize(),
        "hint": {
            "text": f"Usual plan: {of.plan.name}. {_capital(of.basis.authority)}: {of.basis.source}"
        },
    }
    for kind, of in KINDS.items()
]
GROUND_ITEMS: list[Item] = [
    {"value": ground.value, "text": ground.value.capitalize()} for ground in Ground
]
DECIDES_WORDS = (
    "Initials or reference of each who decided; leave the others empty. "
    f"{_capital(DECIDES.authority)}: {DECIDES.source}."
)


def other_rooms(room: RoomId, states: Iterable[RoomState], now: Instant) -> list[Item]:
    """Every room but this one, and why one of them can take nobody now.

    It stays to be chosen: a page that is open may be older than what it says.
    """
    return [_room(state, now) for state in states if state.room != room]


def _room(state: RoomState, now: Instant) -> Item:
    cannot = cannot_take(state, now)
    hint = {"hint": {"text": f"Not now. {cannot}"}} if cannot else {}
    return {"value": str(state.room), "text": state.room.spoken, **hint}
