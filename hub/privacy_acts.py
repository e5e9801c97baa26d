"""What can happen around being watched: a camera's look, an objection, and a review of either."""

from dataclasses import dataclass

from hub.rooms.privacy_facts import Outcome, Watching
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class CameraLook:
    """A camera system says that somebody looked; it proved itself, and whoever looked did not."""

    room: RoomId
    viewer: str = ""
    by: str = "camera system"  # nobody can sign as this


@dataclass(frozen=True, slots=True)
class PanelLook:
    """A room's page with vital signs on it was opened by somebody signed: by itself, no form."""

    room: RoomId
    by: str


@dataclass(frozen=True, slots=True)
class Object:
    """The person objects to being watched so; somebody writes down what they said, and how."""

    room: RoomId
    to: Watching
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewPrivacy:
    """Somebody decides whether it goes on."""

    room: RoomId
    of: Watching
    outcome: Outcome
    by: str
    why: str
