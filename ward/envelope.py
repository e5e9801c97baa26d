"""The envelope: every message from a node, with its three times and its running number."""

from typing import Annotated, Literal

from pydantic import Field

from ward.charted import Charted
from ward.commissioning import Radar, Walking
from ward.happenings import Happening
from ward.observations import Observation
from ward.orders import Answer
from ward.rank import Coming, Leading
from ward.readings import Reading
from ward.rooms import RoomId
from ward.units import Celsius, Instant, Kelvin, Level, Text, UpSeconds, Wire, Word, seconds
from ward.vitals import Doubted, NotBreathing, Rate, Vital
from ward.warmth import Warmth

HEALTH_EVERY = seconds(5)  # a node that is alive says so at least this often
OWES_MOST = 64  # boots in one health; a node that owes of more lists the oldest, and its own


class ReadingsBody(Wire):
    """What the sensors said, together."""

    kind: Literal["readings"] = "readings"
    readings: tuple[Reading, ...] = Field(min_length=1, max_length=64)


class VitalBody(Wire):
    """One vital sign: a rate, a doubt, or no movement since.

    A rate that is not ``commissioned`` is for rules alone, and is shown to nobody: no walk has
    proven yet what this radar sees in this room. "No breathing movement" counts in either case.
    """

    kind: Literal["vital"] = "vital"
    vital: Vital
    commissioned: bool = False
    said: Annotated[Rate | Doubted | NotBreathing, Field(discriminator="says")]


class HappeningBody(Wire):
    """One happening."""

    kind: Literal["happening"] = "happening"
    happening: Happening


class ObservationBody(Wire):
    """One observation made at the door unit."""

    kind: Literal["observation"] = "observation"
    observation: Observation


class ChartedBody(Wire):
    """One set of measurements, written down at the door unit. It is no observation."""

    kind: Literal["charted"] = "charted"
    charted: Charted


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
    """What the node is holding the room to, and of each thing by whose word.

    ``guessing``: no thermometer can be believed, and it heats a little by what was needed lately.
    ``warmth`` once a thermometer was believed; ``coming`` what is announced and has yet to begin,
    of each thing the soonest first;
    ``main_kelvin`` is the main light's colour, where it can be set.
    """

    main_light: Level
    night_light: Level
    temperature_c: Celsius
    heating: bool
    cooling: bool
    guessing: bool = False
    warmth: Warmth | None = None
    main_kelvin: Kelvin | None = None
    leading: tuple[Leading, ...] = Field(default=(), max_length=3)
    coming: tuple[Coming, ...] = Field(default=(), max_length=20)

    @property
    def measured_c(self) -> float | None:
        """What a thermometer that is believed says; ``None`` where none is."""
        return None if self.guessing or self.warmth is None else self.warmth.celsius


class Owes(Wire):
    """What a node still owes of one boot, its own or one before: the oldest number, and how many.

    What is below ``oldest`` and is not stored will never come. A boot that is not listed owes
    nothing any more, unless as many are listed as there is room for.
    """

    boot: Word
    oldest: Annotated[int, Field(ge=1)]
    count: Annotated[int, Field(ge=1)]


class HealthBody(Wire):
    """The node's own health, every few seconds and at once after each connection.

    While something owed has yet to go out for the first time, ``standing`` says nothing: it
    would overtake how it came to stand so.
    """

    kind: Literal["health"] = "health"
    version: Word
    hardware: Text
    care_version: Annotated[int, Field(ge=0)]
    standing: Standing
    in_force: InForce
    owes: tuple[Owes, ...] = Field(default=(), max_length=OWES_MOST)
    faults: tuple[Text, ...] = Field(default=(), max_length=64)
    counters: dict[Word, int] = Field(default_factory=dict, max_length=64)
    radar: Radar | None = None
    walk: Walking | None = None


Body = Annotated[
    ReadingsBody
    | VitalBody
    | HappeningBody
    | ObservationBody
    | ChartedBody
    | AnswerBody
    | HealthBody,
    Field(discriminator="kind"),
]


class Envelope(Wire):
    """One message from a node.

    ``at`` and ``up`` say when it was so, by wall clock and by monotonic uptime; ``sent_at`` and
    ``sent_up`` when it was put on this wire. The difference of the two ups is a true age
    whatever the wall clock does, so a replay and a slow clock cannot be confused. Only when
    another boot of the node sends it, which then names itself in ``sent_boot``, is there no such
    difference.

    ``n`` runs from 1 within one boot through everything that is owed, without a gap. Health is
    not owed and takes no number: its ``n`` is the last one given.
    """

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    n: Annotated[int, Field(ge=0)]
    at: Instant
    up: UpSeconds
    synced: bool
    sent_at: Instant
    sent_up: UpSeconds
    sent_boot: Word | None = None
    body: Body

    @property
    def age_s(self) -> float | None:
        """How old it was when sent, in seconds; ``None`` when another boot sends it."""
        if self.sent_boot is not None and self.sent_boot != self.boot:
            return None
        return max(0.0, self.sent_up - self.up)


class Kept(Wire):
    """One reading or vital sign that was said before and never receipted."""

    n: Annotated[int, Field(ge=1)]
    at: Instant
    up: UpSeconds
    synced: bool
    body: Annotated[ReadingsBody | VitalBody, Field(discriminator="kind")]


class Backlog(Wire):
    """Readings and vital signs of the past, kept through an outage: for the record and the charts.

    Nothing in it is news: what is newer was said already. Receipted by the numbers in it.
    """

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    sent_at: Instant
    sent_up: UpSeconds
    sent_boot: Word | None = None
    kept: tuple[Kept, ...] = Field(min_length=1, max_length=64)

    def envelopes(self) -> tuple[Envelope, ...]:
        """The same as single messages, oldest first as they stand."""
        return tuple(
            Envelope.model_construct(
                room=self.room,
                boot=self.boot,
                n=kept.n,
                at=kept.at,
                up=kept.up,
                synced=kept.synced,
                sent_at=self.sent_at,
                sent_up=self.sent_up,
                sent_boot=self.sent_boot,
                body=kept.body,
            )
            for kept in self.kept
        )


class Link(Wire):
    """Whether the node is on the wire. Retained; the last will says ``False``."""

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    linked: bool
