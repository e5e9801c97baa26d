"""What breaks in a storm: power, clocks, links, disks, the broker, the hub, a radar."""

from collections.abc import Iterator
from random import Random

from attune.play.hub import Dying
from attune.play.network import Parcel
from attune.play.place import Place
from attune.play.world import World
from tests.storms.story import Line, Story
from ward.codec import encode
from ward.rooms import RoomId
from ward.topics import Leaf, Topic


def faults(rng: Random, story: Story) -> Iterator[Line]:
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
