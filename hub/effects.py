"""What follows: values that the shell carries out, in this order, once the facts are stored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.rooms.facts import AnyFact
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant, Wire


@dataclass(frozen=True, slots=True)
class Keep:
    """Write this fact down. Every other effect of the same event waits for the commit."""

    fact: AnyFact


@dataclass(frozen=True, slots=True)
class Chart:
    """One point of a series: a quantity's value in its unit, or a vital sign per minute."""

    room: RoomId
    series: Quantity | str
    sensor: str
    at: Instant
    value: float


@dataclass(frozen=True, slots=True)
class Took:
    """All that is stored of one boot of one node, this event's included: first and last, rising.

    What was given up as lost is among them, and is named in ``lost`` until it comes after all.
    Written in the same commit as what it covers, so that after a restart nothing is taken twice.
    Of several in one turn the last says it all.
    """

    room: RoomId
    boot: str
    stretches: tuple[tuple[int, int], ...]
    lost: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class KeepPin:
    """Store this hash of a member's PIN in the same commit, beside the journal and not in it.

    ``None`` discards what there is.
    """

    ref: str
    hash: str | None = field(repr=False)
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class Publish:
    """Say this on the wire, QoS 1, if the broker is there; what it misses is said again or not."""

    topic: str
    message: Wire
    retained: bool = False


class Standing(Publish):
    """How a room stood at that moment, put into words no sooner than somebody reads them.

    Most are never read: of all that follow from one commit only the newest is told. And an alarm
    does not wait for the words.
    """

    __slots__ = ("_said", "_say", "room")
    room: RoomId
    _say: Callable[[], Wire]
    _said: Wire | None

    def __init__(self, topic: str, room: RoomId, say: Callable[[], Wire]) -> None:
        for name, value in (
            ("topic", topic),
            ("retained", True),
            ("room", room),
            ("_say", say),
            ("_said", None),
        ):
            object.__setattr__(self, name, value)

    @property
    def message(self) -> Wire:
        """What is said: as good as the field it stands for."""
        if self._said is None:
            said = self._say()
            object.__setattr__(self, "_said", said)
            return said
        return self._said


class About(NamedTuple):
    """Which step of which alarm; ``times`` is how often that alarm had begun by then."""

    room: RoomId
    alarm: str
    times: int
    step: int


@dataclass(frozen=True, slots=True)
class Tell:
    """Say this to people by this teller. Of each ``about`` what became of it is fed back.

    ``ref`` is the same whenever it is said again. With ``is_end`` it says that an alarm is over, to
    whoever was told that it began; of that nothing is fed back.
    """

    teller: str
    ref: str
    title: str
    words: str
    priority: int
    about: tuple[About, ...]
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class TakeBack:
    """This alarm ended: what of it still waits at a teller need not go out any more."""

    room: RoomId
    alarm: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What the panel shows of this room may be otherwise now."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class Denied:
    """A person asked for what cannot be; ``words`` tell them why."""

    words: str


Effect = Keep | Chart | Took | KeepPin | Publish | Tell | TakeBack | Changed | Denied
