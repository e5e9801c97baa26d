"""The wire in words: is the hub on it, can it record, which rooms are heard, what it refused."""

from collections.abc import Mapping, Sequence

from hub.panel.contact import contact
from hub.panel.local import Local
from hub.rooms.state import RoomState
from ward.codec import Rejection

TURNED_AWAY = "turned away: "


def lost_words(connected: bool, states: Sequence[RoomState], local: Local) -> str:
    """What stands across the whole top while the hub has no broker; else nothing."""
    if connected:
        return ""
    heard = [state.heard_at for state in states if state.heard_at is not None]
    since = f", last at {local.to_the_second(max(heard))}" if heard else ""
    return f"The hub has lost its broker: nothing is heard from any room{since}."


def unrecorded_words(why: str) -> str:
    """What stands across the whole top while nothing can be stored; else nothing."""
    if not why:
        return ""
    return (
        "Attune cannot write to its disk: nothing is recorded. The rooms are still watched. "
        "A sound can be paused. Write on paper what must be recorded, and call support."
    )


def tally(states: Sequence[RoomState], local: Local) -> str:
    """``4 of 4 rooms heard``."""
    heard = sum(contact(state, local).heard for state in states)
    return f"{heard} of {len(states)} rooms heard"


def rejections(counters: Mapping[str, int]) -> dict[str, int]:
    """How often a message was turned away, by each reason there is."""
    return {str(why): counters.get(f"{TURNED_AWAY}{why}", 0) for why in Rejection}


def heard_words(counters: Mapping[str, int]) -> str:
    """``1,204 messages heard, 3 turned away``."""
    away = sum(rejections(counters).values())
    return f"{counters.get('admitted', 0):,} messages heard, {away:,} turned away"


def counted(counters: Mapping[str, int]) -> list[tuple[str, str]]:
    """Every counter, by name."""
    return [(name, f"{count:,}") for name, count in sorted(counters.items())]
