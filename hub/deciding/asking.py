"""What is asked of a room, and looks from afar."""

from hub.acts import Ask, Look
from hub.deciding.deciding import Decided, KeptAndDenied, Rooms, decide
from hub.effects import Denied
from hub.orders.journey import LIFE
from hub.privacy_acts import CameraLook, PanelLook
from hub.rooms.facts import How, LookedRemotely, Refused
from hub.rooms.order_facts import OrderAsked
from hub.rooms.state import RoomState
from ward.orders import Order, Ordered, worded
from ward.purpose import NEVER, NEVER_WORDS, Purpose
from ward.units import Instant

NOT_EMPTY = "is not known to be empty: light is tried out on nobody"


@decide.register
def _(act: Look, _rooms: Rooms, now: Instant) -> Decided:
    return LookedRemotely(
        room=act.room,
        at=now,
        how=act.how,
        by=act.by,
        words=act.words,
        said_to_be_at=act.said_to_be_at,
    )


@decide.register
def _(act: CameraLook, _rooms: Rooms, now: Instant) -> Decided:
    """Counted, whoever it was: nobody is refused a look that has been taken already."""
    words = f"viewer: {act.viewer}" if act.viewer else ""
    return LookedRemotely(room=act.room, at=now, how=How.CCTV, by=act.by, words=words)


@decide.register
def _(act: PanelLook, _rooms: Rooms, now: Instant) -> Decided:
    """Like a camera's look, and as little worth: it has been taken already."""
    return LookedRemotely(room=act.room, at=now, how=How.VITALS, by=act.by)


@decide.register
def _(act: Ask, rooms: Rooms, now: Instant) -> Decided:
    """For the boot that is running now, and for a short while only."""
    if act.purpose in NEVER:
        action = f"{worded(act.asked)}, {act.purpose}"
        tried = Refused(room=act.room, at=now, by=act.by, action=action, words=NEVER_WORDS)
        return KeptAndDenied(tried, NEVER_WORDS)
    state = rooms[act.room]
    if act.only_if_empty and not is_empty(state, now):
        return Denied(f"{act.room.spoken} {NOT_EMPTY}")
    return ordered(state, act.asked, act.by, now, act.purpose)


def is_empty(state: RoomState, now: Instant) -> bool:
    """Whether it is known that nobody is in there: what nobody senses is not known."""
    sensed = state.standing.now
    nobody = sensed.in_room is False and sensed.in_ensuite is not True
    return nobody and state.episode is None and not state.standing.is_inside(now)


def ordered(
    state: RoomState, asked: Ordered, by: str, now: Instant, purpose: Purpose = Purpose.CARE
) -> Decided:
    """An order for the boot that is running now, with its end, and the profile in force."""
    if state.boot is None:
        return Denied(f"{state.room.spoken} has not been heard yet: nothing can be asked of it")
    order = Order(
        room=state.room,
        id=f"{state.room.slug}-{now:%Y%m%dT%H%M%S%f}",
        boot=state.boot,
        asked=asked,
        asked_by=by,
        asked_at=now,
        expires_at=now + LIFE,
        purpose=purpose,
        profile_version=state.care.profile.version if state.care else None,
    )
    return OrderAsked(room=state.room, at=now, order=order)
