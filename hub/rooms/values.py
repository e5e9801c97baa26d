"""What a room's state is made of: the episode, a visit, a look, a reading, an order's journey."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hub.rooms.episode_facts import Decider, KnownObserver, LimitName
from hub.rooms.facts import How
from hub.rooms.order_facts import Progress
from hub.rooms.own_limit import OwnLimit
from hub.rooms.privacy_state import NOTHING_SAID, Privacy
from hub.rooms.reviews import NO_REVIEWS, Reviews
from hub.rooms.scores import NO_SCORES, Scores
from hub.rooms.watch import Watch
from ward.care import Authorisation, Person, Plan
from ward.charts import Chart, chart_of
from ward.kinds import Ground, Kind
from ward.modes import Mode
from ward.observations import Observation
from ward.observers import Stranger
from ward.orders import Order
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.units import Instant, seconds
from ward.vitals import Said, Vital


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when somebody was confined in that room."""

    began_at: Instant
    ended_at: Instant


@dataclass(frozen=True, slots=True)
class Episode:
    """The running confinement. ``earlier`` is when the same person was in that room before.

    ``scope_since`` is since when all that may be measured now may be: no number of before is said.
    """

    id: str
    person: Person
    began_at: Instant
    plan: Plan
    decided_by: str
    why: str
    authorisation: Authorisation | None = None
    authorised_at: Instant | None = None
    scope_since: Instant | None = None
    limits: tuple[OwnLimit, ...] = ()
    observers: tuple[KnownObserver, ...] = ()
    preference: str = ""
    age: int | None = None
    chosen: Chart | None = None
    rather_not: tuple[str, ...] = ()
    reviews: Reviews = NO_REVIEWS
    privacy: Privacy = NOTHING_SAID
    kind: Kind | None = None
    label: str = ""
    ground: Ground | None = None
    deciders: tuple[Decider, ...] = ()
    came_from: RoomId | None = None
    came_at: Instant | None = None
    modes: tuple[Mode, ...] = ()
    earlier: tuple[Stay, ...] = ()
    set_back_s: float = 0.0

    @property
    def chart(self) -> Chart | None:
        """This person's chart, while it is known."""
        return chart_of(self.age, self.chosen)

    @property
    def here_since(self) -> Instant:
        """When it began in this room."""
        return self.came_at or self.began_at

    @property
    def there_since(self) -> Instant:
        """The same by the clock as it goes since it was set back."""
        return self.here_since - seconds(self.set_back_s)

    def own_limit(self, name: LimitName, now: Instant) -> OwnLimit | None:
        """This person's own limit, while a doctor's word for it holds."""
        held = (one for one in self.limits if one.limit is name and one.set_at <= now < one.until)
        return next(held, None)

    def limit(self, name: LimitName, now: Instant) -> float | None:
        """The same in seconds."""
        own = self.own_limit(name, now)
        return own.value_s if own else None


@dataclass(frozen=True, slots=True)
class Former:
    """A confinement before, while it still matters: whom, and since when unseen.

    It ended later than it says by as much as the hub's clock was ``set_on_s`` since. ``scores`` are
    as they stood at its end.
    """

    person: Person
    watch: Watch
    ended_at: Instant
    door_opened: bool = False
    set_on_s: float = 0.0
    reviews: Reviews = NO_REVIEWS
    moved_to: RoomId | None = None
    modes: tuple[Mode, ...] = ()
    scores: Scores = NO_SCORES
    age: int | None = None
    chosen: Chart | None = None
    began_at: Instant | None = None
    earlier: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One observation and its grade."""

    at: Instant
    by: str
    observation: Observation
    grade: str
    ends_spell: bool
    because: str
    strangers: tuple[Stranger, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """One remote look."""

    at: Instant
    how: How
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest reading of one sensor."""

    reading: Reading
    observed_at: Instant


Lately = tuple[tuple[Instant, float], ...]  # rates of the last while, with their moments


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest word on one vital sign, when there last was a rate, and if it may be shown.

    ``low_since``: since then it scores lower than is written of it. ``moved_at``: they moved last.
    ``steady_at``: when there last was more than a stray rate. ``stirred_at``: when movement, theirs
    or somebody else's, last hid it.
    """

    said: Said
    observed_at: Instant
    rate_at: Instant | None = None
    commissioned: bool = False
    lately: Lately = ()
    low_since: Instant | None = None
    moved_at: Instant | None = None
    steady_at: Instant | None = None
    stirred_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """An order and how far it has got."""

    order: Order
    progress: Progress
    moved_at: Instant
    words: str = ""


Sensor = tuple[Quantity, str]


NO_READINGS: Mapping[Sensor, Latest] = MappingProxyType({})


NO_VITALS: Mapping[Vital, Heard] = MappingProxyType({})
