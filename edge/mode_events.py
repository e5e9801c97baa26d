"""What is pressed about modes on the door unit's page."""

from dataclasses import dataclass

from ward.modes import Airway, DrugClass, DrugRoute
from ward.observations import Position


@dataclass(frozen=True, slots=True)
class AtDoor:
    """Something about a mode."""


@dataclass(frozen=True, slots=True)
class TranquillisedAtDoor(AtDoor):
    """Rapid tranquillisation was given, so many minutes ago as is said."""

    drug: DrugClass
    route: DrugRoute
    ago_min: int = 0


@dataclass(frozen=True, slots=True)
class RestrainedAtDoor(AtDoor):
    """Somebody is held, from now on."""


@dataclass(frozen=True, slots=True)
class NotedAtDoor(AtDoor):
    """How whoever is held lies, and their airway."""

    position: Position
    airway: Airway


@dataclass(frozen=True, slots=True)
class ReleasedAtDoor(AtDoor):
    """They are held no longer."""
