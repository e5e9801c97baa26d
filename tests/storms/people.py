"""What people do in a storm: episodes, visits good and bad, looks, orders, calls."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from attune.play.place import SEEN, UNFINISHED, Place
from attune.play.world import World
from firmware_sim.body import Place as At
from hub import acts
from hub.rooms.facts import How
from tests.hub.world import KO, MT
from tests.storms.story import Line, Story, Visitor
from ward.authority import Authority
from ward.care import Person
from ward.happenings import Dial
from ward.observations import Content
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.rooms import RoomId
from ward.units import seconds

STRANGER = "0411111111"


def people(rng: Random, story: Story, room: RoomId) -> Iterator[Line]:
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
        lambda w: acts.Authorise(
            room, "K.O.", "after injection", w.hub.clock.read(w.now) + span, capacity="agrees"
        ),
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
