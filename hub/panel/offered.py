"""What the forms of an episode offer: kinds, grounds, who decides, and rooms to move to."""

from collections.abc import Sequence

from ward.kinds import DECIDES, KINDS, Ground
from ward.rooms import RoomId

Item = dict[str, object]

KIND_ITEMS: list[Item] = [
    {
        "value": kind.value,
        "text": kind.value.capitalize(),
        "hint": {"text": f"{of.basis.authority}: {of.basis.source}. Offered: {of.plan.name}"},
    }
    for kind, of in KINDS.items()
]
GROUND_ITEMS: list[Item] = [
    {"value": ground.value, "text": ground.value.capitalize()} for ground in Ground
]
DECIDES_WORDS = f"By reference, as far as they are known. {DECIDES.authority}: {DECIDES.source}."


def other_rooms(room: RoomId, rooms: Sequence[RoomId]) -> list[Item]:
    """Every room but this one."""
    return [{"value": str(one), "text": one.spoken} for one in rooms if one != room]
