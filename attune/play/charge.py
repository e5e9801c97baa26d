"""Who in the head of a night may do what it has somebody do as it begins."""

from attune.play.night import Head
from hub.staff.authority import TABLE, Action, refusal
from hub.staff.duty import Duty
from hub.staff.rota import Rota
from ward.care import Role, Staff
from ward.rooms import RoomId


def who_may(head: Head, action: Action, room: RoomId | None = None) -> Staff | None:
    """The first of the staff who may do this as the night begins; in this room, if it is of one.

    The hub's own table decides it; a nurse whom the night's rota names as in charge is.
    """
    rota = Rota(head.rota).of(room) if room else Rota()
    for one in head.staff:
        duties = [duty for duty in Duty if one.ref in rota.on(duty, head.begins)]
        if refusal(action, one, one.initials, duties) is None:
            return one
    return None


def expected_staff(action: Action) -> str:
    """What is missing where nobody may, to follow "expected"."""
    roles = " or ".join(role for role in Role if role in TABLE[action].roles)
    first = next(role for role in Role if role in TABLE[action].roles)
    return f"{roles} on a `staff` line, such as: staff K.O. {first} badge 0411223344"
