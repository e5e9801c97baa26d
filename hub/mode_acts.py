"""What people do about modes at the panel: begin one, note how somebody is held, end one."""

from dataclasses import dataclass

from ward.modes import Airway, DrugClass, DrugRoute, ModeKind
from ward.observations import Position
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Tranquillised:
    """Rapid tranquillisation was given, now or as is said some minutes ago."""

    room: RoomId
    drug: DrugClass
    route: DrugRoute
    by: str
    said_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Restrain:
    """Somebody is held, from now on."""

    room: RoomId
    by: str


@dataclass(frozen=True, slots=True)
class NoteRestraint:
    """How whoever is held lies, and their airway."""

    room: RoomId
    position: Position
    airway: Airway
    by: str


@dataclass(frozen=True, slots=True)
class Release:
    """They are held no longer."""

    room: RoomId
    by: str


@dataclass(frozen=True, slots=True)
class EndMode:
    """There is nothing further of concern; or it should never have begun."""

    room: RoomId
    kind: ModeKind
    by: str
    why: str
    in_error: bool = False


ModeAct = Tranquillised | Restrain | NoteRestraint | Release | EndMode
