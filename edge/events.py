"""What can happen to a node, and what can follow: the whole of its conversation with its shell."""

from dataclasses import dataclass

from edge.mode_events import AtDoor
from edge.parcel import Name, Parcel
from edge.room_events import RoomEvent
from ward.charted import Charted, Measurements
from ward.deeds import Deed
from ward.grading import Graded
from ward.happenings import Dial, Place
from ward.observations import Content, Observation
from ward.orders import Asked
from ward.purpose import Purpose
from ward.readings import Reading
from ward.review import Review
from ward.reviews import Judged
from ward.units import Badge, Instant, Wire

# ---- what happens -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RadarBytes:
    """Bytes off the radar's wire, in pieces of any size."""

    data: bytes


@dataclass(frozen=True, slots=True)
class RadarLost:
    """The radar's port closed or will not open."""

    because: str


@dataclass(frozen=True, slots=True)
class RatesReported:
    """A module's own rates. Simulated rooms alone have them: no real one is believed."""

    is_there: bool
    is_moving: bool
    breaths_per_min: float | None  # none, it says
    beats_per_min: float | None = None  # most say nothing of it


@dataclass(frozen=True, slots=True)
class Measured:
    """One round of the room's slow sensors."""

    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class DoorSensed:
    """The contact says the door is open, or shut. Also said once at start."""

    is_open: bool


@dataclass(frozen=True, slots=True)
class LockSensed:
    """The bolt says it is locked, or not. Also said once at start."""

    is_locked: bool


@dataclass(frozen=True, slots=True)
class PresenceSensed:
    """A presence sensor says somebody is there, or nobody. Also said once at start."""

    place: Place
    is_there: bool


@dataclass(frozen=True, slots=True)
class CallSensed:
    """The intercom button went down."""


@dataclass(frozen=True, slots=True)
class LineSensed:
    """The line of the call button carries its current, or is broken."""

    is_whole: bool


@dataclass(frozen=True, slots=True)
class LineTried:
    """The line was tried out, as was asked; ``fault`` says what is wrong with it, if anything."""

    fault: str = ""


@dataclass(frozen=True, slots=True)
class TalkSensed:
    """The intercom at the door began or stopped carrying a talk."""

    is_talking: bool


@dataclass(frozen=True, slots=True)
class BadgeSensed:
    """A card in front of the reader."""

    badge: Badge


@dataclass(frozen=True, slots=True)
class DialSensed:
    """A dial outside the door moved so many detents; up is positive."""

    dial: Dial
    steps: int


@dataclass(frozen=True, slots=True)
class AskedAtDoor:
    """Light or temperature asked on the door unit's page."""

    asked: Asked
    purpose: Purpose = Purpose.CARE


@dataclass(frozen=True, slots=True)
class SetTaken:
    """Somebody wrote down at the door what they measured."""

    measured: Measurements


@dataclass(frozen=True, slots=True)
class FormCompleted:
    """Somebody pressed "Record what I saw" on the door unit's page; ``review``: as that review."""

    content: Content
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class DeedRecorded:
    """Somebody recorded on the door unit's page what they do with the person at the open door."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message from the broker."""

    topic: str
    payload: bytes
    retained: bool


@dataclass(frozen=True, slots=True)
class Connected:
    """The broker was reached."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The broker was lost."""


@dataclass(frozen=True, slots=True)
class FaultBegan:
    """A device does not answer; ``device`` names it, ``words`` say how."""

    device: str
    words: str


@dataclass(frozen=True, slots=True)
class FaultEnded:
    """It answers again."""

    device: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How often so far something went wrong at a wire or on the disk; ``what`` names it."""

    what: str
    count: int


Event = (
    RadarBytes
    | RadarLost
    | RatesReported
    | Measured
    | DoorSensed
    | LockSensed
    | PresenceSensed
    | CallSensed
    | LineSensed
    | LineTried
    | TalkSensed
    | BadgeSensed
    | DialSensed
    | AskedAtDoor
    | RoomEvent
    | FormCompleted
    | SetTaken
    | DeedRecorded
    | AtDoor
    | Arrived
    | Connected
    | Disconnected
    | FaultBegan
    | FaultEnded
    | Counted
)

# ---- what follows -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Send:
    """Publish this, QoS 1."""

    topic: str
    message: Wire
    retained: bool = False


@dataclass(frozen=True, slots=True)
class Positions:
    """Where every actuator is to stand. Levels 0..1."""

    main_light: float
    night_light: float
    heating: bool
    cooling: bool
    indicator: bool
    link: bool = False
    warm: float | None = None  # of a main light of two whites: then ``main_light`` is the cold one


@dataclass(frozen=True, slots=True)
class SetWritten:
    """A set was written down at this door; without a badge of staff here it is not taken."""

    charted: Charted | None
    at: Instant


@dataclass(frozen=True, slots=True)
class Recorded:
    """An observation was made at this door, how good it is as evidence, and as a review, if one."""

    observation: Observation
    graded: Graded
    at: Instant
    closely: bool = False  # in a mode, in which “asleep” takes more
    reviewed: Judged | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """Write these to the disk, all in one commit, before anything that follows is carried out."""

    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True)
class Settle:
    """These are owed no longer. They may leave the disk with any later commit, or never."""

    parcels: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep this beyond a power cut in place of what had the name; ``None`` forgets it.

    It is written with the next commit, or with one of its own once so many seconds have passed.
    """

    name: str
    kept: Wire | None
    within_s: float = 0.0


@dataclass(frozen=True, slots=True)
class AskRadar:
    """Bytes for the radar, if its port is open; whoever waits for an answer asks again."""

    data: bytes


@dataclass(frozen=True, slots=True)
class TryLine:
    """Try out the line of the call button, and say how it went."""


Follows = Send | Positions | Recorded | SetWritten | Store | Settle | Remember | AskRadar | TryLine
