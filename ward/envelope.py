"""The envelope: every message from a node, with its three times and its running number."""

from typing import Annotated, Literal

from pydantic import Field

from ward.happenings import Happening
from ward.observations import Observation
from ward.orders import Answer
from ward.readings import Reading
from ward.rooms import RoomId
from ward.units import Celsius, Instant, Level, Text, UpSeconds, Wire, Word, seconds
from ward.vitals import Doubted, NotBreathing, Rate, Vital

HEALTH_EVERY = seconds(5)  # a node that is alive says so at least this often


class ReadingsBody(Wire):
    """What the sensors said, together."""

    kind: Literal["readings"] = "readings"
    readings: tuple[Reading, ...] = Field(min_length=1, max_length=64)


class VitalBody(Wire):
    """One vital sign: a rate, a doubt, or no movement since."""

    kind: Literal["vital"] = "vital"
    vital: Vital
    said: Annotated[Rate | Doubted | NotBreathing, Field(discriminator="says")]


class HappeningBody(Wire):
    """One happening."""

    kind: Literal["happening"] = "happening"
    happening: Happening


class ObservationBody(Wire):
    """One observation made at the door unit."""

    kind: Literal["observation"] = "observation"
    observation: Observation


class AnswerBody(Wire):
    """The node's answer to one order."""

    kind: Literal["answer"] = "answer"
    answer: Answer


class Standing(Wire):
    """How things stand at the door, all of it, so that a lost happening heals."""

    door_open: bool | None = None
    locked: bool | None = None
    in_room: bool | None = None
    in_ensuite: bool | None = None
    at_door: bool | None = None


class InForce(Wire):
    """What the node is holding the room to."""

    main_light: Level
    night_light: Level
    temperature_c: Celsius
    heating: bool
    cooling: bool


class HealthBody(Wire):
    """The node's own health, every few seconds and at once after each connection."""

    kind: Literal["health"] = "health"
    version: Word
    hardware: Text
    care_version: Annotated[int, Field(ge=0)]
    standing: Standing
    in_force: InForce
    faults: tuple[Text, ...] = Field(default=(), max_length=64)
    counters: dict[Word, int] = Field(default_factory=dict, max_length=64)


Body = Annotated[
    ReadingsBody | VitalBody | HappeningBody | ObservationBody | AnswerBody | HealthBody,
    Field(discriminator="kind"),
]


class Envelope(Wire):
    """One message from a node.

    ``at`` and ``up`` say when it was so, by wall clock and by monotonic uptime; ``sent_at`` and
    ``sent_up`` when it was put on this wire. The difference of the two ups is a true age
    whatever the wall clock does, so a replay and a slow clock cannot be confused.
    """

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    n: Annotated[int, Field(ge=1)]
    at: Instant
    up: UpSeconds
    synced: bool
    sent_at: Instant
    sent_up: UpSeconds
    body: Body

    @property
    def age_s(self) -> float:
        """How old it was when sent, in seconds."""
        return max(0.0, self.sent_up - self.up)


class Link(Wire):
    """Whether the node is on the wire. Retained; the last will says ``False``."""

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    linked: bool
