"""What is asked of modes through the panel: the fewest words that say it."""

from typing import Annotated

from pydantic import Field

from hub.mode_acts import EndMode, NoteRestraint, Release, Restrain, Tranquillised
from hub.panel.asks import Asking, Said
from ward.modes import Airway, DrugClass, DrugRoute, ModeKind
from ward.observations import Position
from ward.rooms import RoomId
from ward.units import Instant


class TranquillisedAsked(Asking):
    """What was given, how, and when if not now."""

    drug: DrugClass
    route: DrugRoute
    said_to_be_at: Instant | None = None

    def act(self, room: RoomId, _now: Instant) -> Tranquillised:
        return Tranquillised(room, self.drug, self.route, self.by, self.said_to_be_at)


class RestrainAsked(Asking):
    """Somebody is held, from now on."""

    def act(self, room: RoomId, _now: Instant) -> Restrain:
        return Restrain(room, self.by)


class HeldAsked(Asking):
    """How whoever is held lies, and their airway."""

    position: Position
    airway: Airway

    def act(self, room: RoomId, _now: Instant) -> NoteRestraint:
        return NoteRestraint(room, self.position, self.airway, self.by)


class ReleaseAsked(Asking):
    """They are held no longer."""

    def act(self, room: RoomId, _now: Instant) -> Release:
        return Release(room, self.by)


class EndModeAsked(Asking):
    """A closer watch to end, or to take back as an error."""

    kind: ModeKind
    why: Said
    in_error: Annotated[bool, Field(description="it should never have begun")] = False

    def act(self, room: RoomId, _now: Instant) -> EndMode:
        return EndMode(room, self.kind, self.by, self.why, self.in_error)


# The last word of the address → the form's name on the page, and what it asks.
MODE_FORMS: dict[str, tuple[str, type[Asking]]] = {
    "tranquillised": ("tranquillised", TranquillisedAsked),
    "restrained": ("restrained", RestrainAsked),
    "held": ("held", HeldAsked),
    "released": ("released", ReleaseAsked),
    "mode/end": ("mode-end", EndModeAsked),
}
MODE_DONE = {
    "tranquillised": "The watch after rapid tranquillisation has begun. Somebody stays outside the "
    "door.",
    "restrained": "Restraint is recorded from now on. Say position and airway.",
    "held": "Position and airway are recorded.",
    "released": "Let go is recorded. Somebody looks now, and at 5, 10 and 15 minutes.",
    "mode-end": "The closer watch has ended. What is due already stays due.",
}
