"""What people do about what suits a person: sign a sensory profile."""

from dataclasses import dataclass

from ward.profile import Profile
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class SignProfile:
    """An assessor signs what suits this person.

    Version, source and since when are the hub's to say.
    ``brought`` where it comes from where they lived before; who assessed it there stays in it.
    """

    room: RoomId
    by: str
    profile: Profile
    brought: bool = False
