"""A story that is played in a storm: its lines can be read, and are done one by one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from attune.play.network import Weather
from attune.play.place import SEEN, Place
from attune.play.setting import Habits, Radar, Setting, Tenant
from attune.play.world import World
from hub.site import Site
from tests.hub.world import KO, MT
from ward.observations import Content
from ward.orders import Order
from ward.rooms import RoomId
from ward.units import Instant, seconds

STAY_LEAST_S = 10  # of a visit that counts; ward/grading.py
GONE_AFTER_S = 15  # a sensor may drop out so long; edge/sense/doorway.py
SETTLES_S = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happens: after so many seconds, in words, and how it is done."""

    at_s: int
    room: RoomId | None
    words: str
    do: Callable[[World], None]

    def __str__(self) -> str:
        return f"{self.at_s:4d} s  {self.room or 'ward'!s:7}  {self.words}"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever stands in front of a door, or has only just gone, with the badge they showed."""

    badge: str | None
    came: Instant
    leaves: Instant

    def is_good(self, content: Content, now: Instant) -> bool:
        """Staff, there for long enough, and everything is recorded."""
        stayed = min(now, self.leaves) - self.came >= seconds(STAY_LEAST_S)
        here = now - self.leaves < seconds(GONE_AFTER_S)
        return self.badge in (MT.badge, KO.badge) and stayed and here and content == SEEN


@dataclass
class Story:
    """All of one seed. ``good`` fills while it is played: the visits that really happened."""

    seed: int
    rooms: tuple[RoomId, ...]
    lasts_s: int
    weather: Weather
    late_most_s: float
    habits: Habits
    tenants: dict[RoomId, Tenant]
    lines: list[Line] = field(default_factory=list)
    good: list[tuple[RoomId, Instant]] = field(default_factory=list)
    visitors: dict[RoomId, Visitor] = field(default_factory=dict)
    old_orders: list[Order] = field(default_factory=list)
    hub_steps_back_s: float = 0.0
    hub_steps: bool = False
    snapshot_every: int | None = None  # commits

    def __post_init__(self) -> None:
        self.rough = not self.weather.calm

    def records(self, world: World, room: RoomId, content: Content) -> None:
        """Whoever is there records it; whether that is a good visit is true whatever breaks."""
        visitor = self.visitors.get(room)
        if visitor is not None and visitor.is_good(content, world.now):
            self.good.append((room, world.now))
        Place(world, room).records(content)

    @property
    def setting(self) -> Setting:
        site = Site(rooms=self.rooms, staff=(MT, KO))
        return Setting(
            site, seed=self.seed, radar=Radar.RATES, habits=self.habits, tenants=self.tenants
        )
