"""Signing what suits a person."""

from hub.deciding.deciding import Decided, Rooms, decide, nobody
from hub.profile_acts import SignProfile
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.suits import suits
from ward.profile import Source
from ward.units import Instant


@decide.register
def _(act: SignProfile, rooms: Rooms, now: Instant) -> Decided:
    """Versions of one person's only ever rise. A profile is somebody's: without one, nobody's."""
    state = rooms[act.room]
    own = suits(state)
    if own is None:
        return nobody(act.room)
    profile = act.profile.model_copy(
        update={
            "version": own.profile.version + 1 if own.profile else 1,
            "source": Source.BROUGHT if act.brought else Source.ASSESSED,
            "assessed_by": act.profile.assessed_by if act.brought else state.known_as(act.by),
            "since": now,
        }
    )
    return ProfileSigned(room=act.room, at=now, by=act.by, profile=profile)
