"""From a seed to its story: a ward, its weather, its people and its faults."""

from random import Random

from attune.play.network import Weather
from attune.play.setting import Habits, Tenant
from tests.storms.faults import faults
from tests.storms.people import people
from tests.storms.presses import presses
from tests.storms.story import Story
from ward.rooms import RoomId

ROOMS = (RoomId("ash", 1), RoomId("ash", 4), RoomId("elm", 2))


GENTLE = 7
BREAKS_ORDER = ("hub", "clock")  # by itself, without any weather


def told(seed: int) -> Story:
    """The story of this seed, always the same."""
    rng = Random(seed)
    rooms = tuple(sorted(rng.sample(ROOMS, rng.choice((1, 1, 2, 2, 3)))))
    late_most_s = rng.choice((0.5, 3.0, 15.0))
    story = Story(
        seed=seed,
        rooms=rooms,
        lasts_s=rng.randint(120, 220),
        weather=Weather(Random(seed)) if _is_gentle(seed) else _weather(rng, late_most_s),
        late_most_s=late_most_s,
        habits=Habits(rng.choice((0.0, 3.0, 7.5)), rng.choice((0.0, 1.0, 3.0)), 2.0),
        tenants={room: _tenant(rng) for room in rooms},
    )
    story.snapshot_every = rng.choice((None, 10, 40))
    for room in rooms:
        story.lines += people(rng, story, room)
    story.lines += faults(rng, story)
    story.lines += presses(Random(f"presses of {seed}"), story)
    if _is_gentle(seed):
        story.lines = [line for line in story.lines if not line.words.startswith(BREAKS_ORDER)]
    story.lines.sort(key=lambda line: line.at_s)
    return story


def _is_gentle(seed: int) -> bool:
    """One in eight breaks only what leaves the order of messages whole, which is a law then."""
    return seed % 8 == GENTLE


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
