"""Facts of what suits a person: a sensory profile was signed."""

from typing import Literal

from pydantic import Field

from hub.rooms.fact import Fact
from ward.choices import OwnChoice
from ward.profile import Profile
from ward.rooms import RoomId
from ward.units import Word


class ProfileSigned(Fact):
    """From now on this is the sensory profile of whoever is confined here; ``by`` signed it.

    ``came_from`` where it came along from another room, with the person and what they chose; one
    who has no profile of their own brings their choices alone.
    """

    fact: Literal["profile signed"] = "profile signed"
    by: Word
    profile: Profile | None = None
    choices: tuple[OwnChoice, ...] = Field(default=(), max_length=8)
    came_from: RoomId | None = None
