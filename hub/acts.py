"""What can happen to the hub: messages, the broker coming and going, and what people do."""

from dataclasses import dataclass, field

from hub.mode_acts import ModeAct
from hub.privacy_acts import CameraLook, Object, PanelLook, ReviewPrivacy
from hub.profile_acts import SignProfile
from hub.rooms.episode_facts import Decider, KnownObserver, LimitName
from hub.rooms.facts import How
from hub.score_acts import ScoreAct
from hub.staff.facts import Shift
from hub.tries import Try
from hub.upkeep_acts import UpkeepAct
from hub.walk_acts import WalkAct
from ward.authority import Authority
from ward.care import Cover, Person, Scope, Staff
from ward.charts import Chart
from ward.kinds import Ground, Kind
from ward.orders import Asked
from ward.purpose import Purpose
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message from the broker."""

    topic: str
    payload: bytes
    retained: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The hub begins, and what was stored is replayed."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The broker was reached. Whatever is retained is said again."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The broker was lost."""


@dataclass(frozen=True, slots=True)
class BeginEpisode:
    """Somebody decided to confine this person here."""

    room: RoomId
    person: Person
    every_min: int
    authority: Authority
    source: str
    by: str
    why: str
    cover: Cover = Cover.NONE
    varied: bool = False
    age: int | None = None
    chosen: Chart | None = None
    kind: Kind | None = None
    label: str = ""
    ground: Ground | None = None
    deciders: tuple[Decider, ...] = ()
    said_to_be_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class MovePerson:
    """Whoever is confined here goes on being confined, in another room."""

    room: RoomId
    to: RoomId
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class EndEpisode:
    """Somebody ended it. An open door alone never does."""

    room: RoomId
    by: str
    why: str
    said_to_be_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Another interval from now on."""

    room: RoomId
    every_min: int
    authority: Authority
    source: str
    by: str
    cover: Cover = Cover.NONE
    varied: bool = False


@dataclass(frozen=True, slots=True)
class Authorise:
    """Vital signs may be measured until then; ``until`` of ``None`` takes it back."""

    room: RoomId
    by: str
    why: str
    until: Instant | None
    scope: Scope = Scope.BOTH
    view: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked by camera, at the vital signs, or typed an entry at the station."""

    room: RoomId
    how: How
    by: str
    words: str = ""
    said_to_be_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Light or temperature, asked from the panel.

    ``only_if_empty``: to try it out, which is done on nobody.
    """

    room: RoomId
    asked: Asked
    by: str
    purpose: Purpose = Purpose.CARE
    only_if_empty: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Somebody takes this alarm on. It is quiet for a while, and shows and climbs on."""

    room: RoomId
    alarm: str
    by: str


@dataclass(frozen=True, slots=True)
class PauseAudio:
    """The sound of all that alarms in this room now is to rest for a moment."""

    room: RoomId
    by: str


@dataclass(frozen=True, slots=True)
class MarkAlarm:
    """Whether there was something to do about it."""

    room: RoomId
    alarm: str
    actionable: bool
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetLimit:
    """A limit of this person's own, in seconds, for so long."""

    room: RoomId
    limit: LimitName
    value_s: float
    by: str
    why: str
    until: Instant


@dataclass(frozen=True, slots=True)
class NameObservers:
    """Who knows this person, and whom they would rather have."""

    room: RoomId
    observers: tuple[KnownObserver, ...]
    by: str
    preference: str = ""
    rather_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetStaff:
    """Somebody works here, with this role and badge."""

    staff: Staff
    by: str


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Somebody works here no longer."""

    ref: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class SetRota:
    """The whole rota, anew."""

    shifts: tuple[Shift, ...]
    by: str


@dataclass(frozen=True, slots=True)
class SetPin:
    """Somebody gets a PIN. Only ``hash`` of it comes this far, and no journal has even that."""

    ref: str
    hash: str = field(repr=False)
    by: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody signed at the panel with their PIN, or was turned away for that reason.

    ``locks`` with the wrong PIN after which nobody may sign by that name for a while.
    """

    by: str
    refused: str = ""
    locks: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a notice at a teller: it took it, or it was given up, and why.

    ``times`` is how often that alarm had begun when it was told.
    """

    room: RoomId
    alarm: str
    step: int
    channel: str
    took: bool
    words: str = ""
    times: int = 1


RoomAct = (
    BeginEpisode
    | EndEpisode
    | MovePerson
    | SetPlan
    | Authorise
    | ScoreAct
    | Look
    | CameraLook
    | PanelLook
    | Try
    | Ask
    | Acknowledge
    | PauseAudio
    | MarkAlarm
    | SetLimit
    | NameObservers
    | Object
    | ReviewPrivacy
    | WalkAct
    | ModeAct
    | SignProfile
    | UpkeepAct
)
SiteAct = SetStaff | RemoveStaff | SetRota | SetPin | Sign
Act = RoomAct | SiteAct


@dataclass(frozen=True, slots=True)
class On:
    """An act, and on which device somebody did it: kept with whatever is written down of it."""

    act: Act
    device: str


Event = Arrived | Started | Connected | Disconnected | Delivered | Act | On
