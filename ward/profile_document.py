"""The profile that worked, as a document for the person's next home."""

from typing import Literal

from ward.choices import OwnChoice
from ward.profile import Profile
from ward.units import Instant, Text, Wire


class ProfileDocument(Wire):
    """What suits somebody, by their initials and no other name; without anything of their care."""

    document: Literal["attune sensory profile"] = "attune sensory profile"
    v: Literal[1] = 1
    initials: str
    exported_at: Instant
    exported_from: Text
    profile: Profile
    choices: tuple[OwnChoice, ...] = ()
