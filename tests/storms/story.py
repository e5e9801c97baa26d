"""What a seed draws: a ward, what people do in it, and what breaks. Every line can be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from attune.play.hub import Dying
from attune.play.network import Parcel, Weather
from attune.play.place import SEEN, UNFINISHED, Place
from attune.play.setting import Habits, Radar, Setting, Tenant
from attune.play.world import World
from firmware_sim.body import Place as At
from hub import acts
from hub.rooms.facts import How
from hub.site import Site
from tests.hub.world import MT
from ward.authority import Authority
from ward.care import Person, Role, Staff
from ward.codec import encode
from ward.happenings import Dial
from ward.observations import Content
from ward.orders import Lamp, LightAsked, Order, TemperatureAsked
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant, seconds

ROOMS = (RoomId("ash", 1), RoomId("ash", 4), RoomId("elm", 2))
KO = Staff(ref="st-02", initials="K.O.", role=Role.IN_CHARGE, badge="04D5E6F7")
STRANGER = "0411111111"
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


def told(seed: int) -> Story:
    """The story of this seed, always the same."""
    rng = Random(seed)
    rooms = tuple(sorted(rng.sample(ROOMS, rng.choice((1, 1, 2, 2, 3)))))
    late_most_s = rng.choice((0.5, 3.0, 15.0))
    story = Story(
        seed=seed,
        rooms=rooms,
        lasts_s=rng.randint(120, 220),
        weather=_weather(rng, late_most_s),
        late_most_s=late_most_s,
        habits=Habits(rng.choice((0.0, 3.0, 7.5)), rng.choice((0.0, 1.0, 3.0)), 2.0),
        tenants={room: _tenant(rng) for room in rooms},
    )
    story.snapshot_every = rng.choice((None, 10, 40))
    for room in rooms:
        story.lines += _people(rng, story, room)
    story.lines += _faults(rng, story)
    story.lines.sort(key=lambda line: line.at_s)
    return story


def _weather(rng: Random, late_most_s: float) -> Weather:
    if rng.random() < 0.25:
        return Weather(Random(rng.getrandbits(32)))
    return Weather(
        Random(rng.getrandbits(32)),
        lost=rng.choice((0, 0.02, 0.1)),
        doubled=rng.choice((0, 0.05, 0.2)),
        late=rng.choice((0, 0.05, 0.3)),
        late_most_s=late_most_s,
        overtaken=rng.choice((0, 0, 0.1)),
    )


def _tenant(rng: Random) -> Tenant:
    breathing = None if rng.random() < 0.1 else float(rng.randint(10, 20))
    return Tenant(breathing=breathing, locked=rng.random() < 0.85)


# ---- what people do ---------------------------------------------------------------------------


def _people(rng: Random, story: Story, room: RoomId) -> Iterator[Line]:
    if rng.random() < 0.9:
        yield from _episode(rng, story, room)
    yield from _visits(rng, story, room)
    for _ in range(rng.randint(0, 3)):
        yield _ask(rng, rng.randint(10, story.lasts_s), room)
    for _ in range(rng.randint(0, 6)):
        yield _deed(rng, story, rng.randint(1, story.lasts_s), room)
    if rng.random() < 0.3:
        at_s = rng.randint(60, story.lasts_s - 40)
        span_s = rng.randint(10, 70)
        rate = rng.randint(10, 20)
        yield Line(at_s, room, "stops breathing", lambda w: Place(w, room).breathes(0))
        yield Line(
            at_s + span_s, room, f"breathes at {rate}", lambda w: Place(w, room).breathes(rate)
        )


def _episode(rng: Random, story: Story, room: RoomId) -> Iterator[Line]:
    began_s, every_min = rng.randint(1, 20), rng.choice((1, 1, 2, 3))
    yield _begins(began_s, room, every_min)
    if rng.random() < 0.75:
        yield _authorises(rng, began_s + rng.randint(1, 10), room)
    if rng.random() < 0.2:
        yield _act(
            rng.randint(60, story.lasts_s),
            room,
            "authorisation withdrawn",
            lambda _w: acts.Authorise(room, "K.O.", "objected", None),
        )
    if rng.random() < 0.3:
        every = rng.choice((1, 2, 4))
        yield _act(
            rng.randint(40, story.lasts_s),
            room,
            f"plan every {every} min",
            lambda _w: acts.SetPlan(room, every, Authority.CODE, "~26.124", "K.O."),
        )
    if rng.random() < 0.15:
        ends_s = rng.randint(60, story.lasts_s - 20)
        yield _act(ends_s, room, "episode ends", lambda _w: acts.EndEpisode(room, "K.O.", "calm"))
        if rng.random() < 0.5:
            yield _begins(ends_s + rng.randint(1, 30), room, rng.choice((1, 2)))


def _begins(at_s: int, room: RoomId, every_min: int) -> Line:
    person = Person(ref=f"p-{room.slug}", initials="J.T.")
    act = acts.BeginEpisode(room, person, every_min, Authority.CODE, "~26.124", "K.O.", "a reason")
    return _act(at_s, room, f"episode begins, every {every_min} min", lambda _w: act)


def _authorises(rng: Random, at_s: int, room: RoomId) -> Line:
    span = timedelta(seconds=rng.choice((60, 120, 7200)))
    return _act(
        at_s,
        room,
        f"authorised for {span.total_seconds():.0f} s",
        lambda w: acts.Authorise(room, "K.O.", "after injection", w.hub.clock.read(w.now) + span),
    )


def _act(at_s: int, room: RoomId, words: str, act: Callable[[World], acts.Act]) -> Line:
    def do(world: World) -> None:
        world.do(act(world))

    return Line(at_s, room, words, do)


def _visits(rng: Random, story: Story, room: RoomId) -> Iterator[Line]:
    """One after another, so far apart that none can be taken for the next."""
    at_s = rng.randint(5, 60)
    while at_s < story.lasts_s - 60:
        stay_s = rng.choice((3, 12, 15, 30))
        badge = rng.choice((MT.badge, MT.badge, KO.badge, KO.badge, STRANGER, None))
        content = rng.choice((SEEN, SEEN, SEEN, UNFINISHED, None))
        yield _visit(story, at_s, room, badge=badge, stay_s=stay_s, content=content)
        at_s += stay_s + rng.randint(20, 120)


def _visit(
    story: Story,
    at_s: int,
    room: RoomId,
    *,
    badge: str | None,
    stay_s: int,
    content: Content | None,
) -> Line:
    def do(world: World) -> None:
        leaves = world.now + seconds(stay_s)
        story.visitors[room] = Visitor(badge, world.now, leaves)
        Place(world, room).visit(badge, stays=seconds(stay_s), content=None)
        if content is not None:
            world.later(seconds(stay_s - 1), lambda: story.records(world, room, content))

    form = {SEEN: "form", UNFINISHED: "unfinished form", None: "no form"}[content]
    return Line(at_s, room, f"visit: badge {badge}, {stay_s} s, {form}", do)


def _deed(rng: Random, story: Story, at_s: int, room: RoomId) -> Line:
    """One of the many small things that must end no spell."""
    span = seconds(rng.randint(5, 25))
    look = rng.choice(tuple(How))

    def place(do: Callable[[Place], None]) -> Callable[[World], None]:
        return lambda world: do(Place(world, room))

    looks: dict[str, Callable[[World], acts.Act]] = {
        f"looks: {look}": lambda _w: acts.Look(room, look, "K.O.", "asleep"),
    }
    deeds: dict[str, Callable[[Place], None]] = {
        "calls": Place.calls,
        "talks through the door": lambda p: p.talks(span),
        "a stranger's badge": lambda p: p.badges(STRANGER),
        "a form": lambda p: story.records(p.world, room, SEEN),
        "opens the door": Place.opens_door,
        "locks the door": Place.locks,
        "moves in bed": lambda p: p.moves(span),
        "goes to the ensuite": lambda p: p.walks_to(At.ENSUITE),
        "comes to bed": lambda p: p.walks_to(At.BED),
        "leaves": lambda p: p.walks_to(At.AWAY),
        "turns the dial": lambda p: p.turns(Dial.TEMPERATURE, 2),
    }
    words = rng.choice((*looks, *looks, *deeds))
    if words in looks:
        return _act(at_s, room, words, looks[words])
    return Line(at_s, room, words, place(deeds[words]))


def _ask(rng: Random, at_s: int, room: RoomId) -> Line:
    celsius, level = float(rng.randint(14, 30)), rng.random()
    if rng.random() < 0.5:
        warmer = acts.Ask(room, TemperatureAsked(celsius=celsius), "K.O.")
        return _act(at_s, room, f"asks {celsius} C", lambda _w: warmer)
    lighter = acts.Ask(room, LightAsked(lamp=Lamp.NIGHT, level=level), "K.O.")
    return _act(at_s, room, f"asks light {level:.1f}", lambda _w: lighter)


# ---- what breaks ------------------------------------------------------------------------------


def _faults(rng: Random, story: Story) -> Iterator[Line]:
    if rng.random() < 0.5:
        yield from _old_order(rng, story, rng.randint(30, story.lasts_s - 5))
    kinds = (
        _power,
        _power,
        _clock,
        _hub,
        _hub,
        _broker,
        _link,
        _disk,
        _hub_disk,
        _radar,
        _hub_clock,
    )
    for _ in range(rng.randint(1, 7)):
        kind = rng.choice(kinds)
        yield from kind(rng, story, rng.randint(5, story.lasts_s - 10), rng.choice(story.rooms))


def _span_s(rng: Random) -> int:
    return rng.choice((rng.randint(1, 6), rng.randint(7, 60)))


def _power(rng: Random, _story: Story, at_s: int, room: RoomId) -> Iterator[Line]:
    yield Line(at_s, room, "power off", lambda w: Place(w, room).power_off())
    yield Line(at_s + _span_s(rng), room, "power on", lambda w: Place(w, room).power_on())


def _clock(rng: Random, _story: Story, at_s: int, room: RoomId) -> Iterator[Line]:
    if rng.random() < 0.4:
        gains = rng.uniform(-600, 600)
        words = f"clock gains {gains:+.0f} s/h"
        yield Line(at_s, room, words, lambda w: Place(w, room).clock_drifts(gains))
        return
    by_s = rng.choice((rng.uniform(-5, 5), rng.uniform(-120, 120), rng.uniform(-1500, 1500)))
    knows = rng.random() < 0.5
    yield Line(
        at_s,
        room,
        f"clock steps {by_s:+.1f} s{', believed' if knows else ''}",
        lambda w: Place(w, room).clock_steps(by_s, knows=knows),
    )
    if rng.random() < 0.5:
        yield Line(at_s + _span_s(rng), room, "clock right", lambda w: Place(w, room).clock_right())


def _hub(rng: Random, _story: Story, at_s: int, _room: RoomId) -> Iterator[Line]:
    dying = rng.choice((None, *Dying))
    yield Line(at_s, None, f"hub killed {dying or 'at once'}", lambda w: w.kill_hub(dying))
    down_s = rng.choice((1, 2, rng.randint(3, 40)))
    yield Line(at_s + 6, None, "hub surely dead", _surely_dead)
    yield Line(at_s + 6 + down_s, None, "hub started", lambda w: w.start_hub())


def _surely_dead(world: World) -> None:
    """One that was to die in its next commit, and made none, dies now."""
    if world.hub.dying is not None:
        world.kill_hub()


def _broker(rng: Random, _story: Story, at_s: int, _room: RoomId) -> Iterator[Line]:
    forgets = rng.random() < 0.5
    yield Line(at_s, None, "broker stops", lambda w: w.stop_broker(forgets=forgets))
    yield Line(at_s + _span_s(rng), None, "broker starts", lambda w: w.start_broker())


def _link(rng: Random, _story: Story, at_s: int, room: RoomId) -> Iterator[Line]:
    yield Line(at_s, room, "link cut", lambda w: Place(w, room).cut_link())
    yield Line(at_s + _span_s(rng), room, "link mended", lambda w: Place(w, room).mend_link())


def _disk(rng: Random, _story: Story, at_s: int, room: RoomId) -> Iterator[Line]:
    yield Line(at_s, room, "disk full", lambda w: Place(w, room).disk_full())
    freed = lambda w: Place(w, room).disk_full(full=False)  # noqa: E731
    yield Line(at_s + _span_s(rng), room, "disk freed", freed)


def _hub_disk(rng: Random, _story: Story, at_s: int, _room: RoomId) -> Iterator[Line]:
    yield Line(at_s, None, "hub's disk full", lambda w: w.fill_hub_disk())
    freed = lambda w: w.fill_hub_disk(full=False)  # noqa: E731
    yield Line(at_s + _span_s(rng), None, "hub's disk freed", freed)


def _radar(rng: Random, _story: Story, at_s: int, room: RoomId) -> Iterator[Line]:
    lost = rng.random() < 0.5
    name = Place.sensor_lost if lost else Place.sensor_stuck
    words = f"radar {'lost' if lost else 'stuck'}"
    yield Line(at_s, room, words, lambda w: name(Place(w, room), "radar"))
    mended = lambda w: Place(w, room).sensor_mended("radar")  # noqa: E731
    yield Line(at_s + _span_s(rng), room, "radar mended", mended)


def _old_order(rng: Random, story: Story, at_s: int) -> Iterator[Line]:
    """A broker says an order again, long after, or where it was not asked."""
    chance, retained = Random(rng.getrandbits(32)), rng.random() < 0.2

    def do(world: World) -> None:
        if story.old_orders and world.broker.up:
            order = chance.choice(story.old_orders[-3:])
            room = chance.choice((order.room, order.room, *story.rooms))
            topic = str(Topic(room, Leaf.ORDER))
            world.broker.publish(Parcel(topic, encode(order), retained), world.now)
            world.broker.retained.pop(topic, None)
            world.settle()

    for again_s in range(at_s, min(at_s + 60, story.lasts_s), rng.choice((3, 10, 30))):
        yield Line(again_s, None, "an old order comes again", do)


def _hub_clock(rng: Random, story: Story, at_s: int, _room: RoomId) -> Iterator[Line]:
    if rng.random() < 0.5:
        return
    by_s = rng.choice((rng.uniform(-4, 4), rng.uniform(-100, 100), rng.uniform(-900, 900)))
    story.hub_steps = True
    story.hub_steps_back_s += max(0.0, -by_s)
    yield Line(at_s, None, f"hub's clock steps {by_s:+.1f} s", lambda w: w.step_hub_clock(by_s))
