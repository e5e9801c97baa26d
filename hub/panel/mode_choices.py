"""What the forms of a closer watch offer; nothing is chosen beforehand."""

from enum import StrEnum

from hub.rooms.state import RoomState
from ward.modes import Airway, DrugClass, DrugRoute, ModeKind
from ward.observations import Position

Items = list[dict[str, str]]


def mode_choices(state: RoomState) -> dict[str, object]:
    held = state.mode(ModeKind.RESTRAINT)
    ends = [mode.kind for mode in state.modes if not mode.is_held]
    return {
        "held": held is not None and held.is_held,
        "lying": _items(Position),
        "airways": _items(Airway),
        "drugs": _items(DrugClass),
        "routes": _items(DrugRoute),
        "ends": [_item(kind) for kind in ends],
    }


def _items(kind: type[StrEnum]) -> Items:
    return [_item(one) for one in kind]


def _item(one: StrEnum) -> dict[str, str]:
    words = one.value.replace("-", " ")
    return {"value": one.value, "text": words[0].upper() + words[1:]}
