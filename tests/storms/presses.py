"""What people press at the station in a storm: alarms taken on, and the sound of a room paused."""

from collections.abc import Iterator
from random import Random

from attune.play.world import World
from hub import acts
from tests.hub.world import KO, MT
from tests.storms.story import Line, Story
from ward.rooms import RoomId

OFTEN = 4  # in a room, about


def presses(rng: Random, story: Story) -> Iterator[Line]:
    """Drawn from a chance of their own, so that the rest of a seed's story stays as it was."""
    for room in story.rooms:
        for _ in range(rng.randint(0, 2 * OFTEN)):
            at_s, by = rng.randint(20, story.lasts_s), rng.choice((MT.initials, KO.ref))
            if rng.random() < 0.6:
                yield _acknowledges(rng, at_s, room, by)
            else:
                yield _pauses(at_s, room, by)


def _acknowledges(rng: Random, at_s: int, room: RoomId, by: str) -> Line:
    """Whatever shows then; twice, as somebody does who is in a hurry."""
    which, again_s = rng.random(), rng.choice((0, 1, 30))

    def do(world: World) -> None:
        alarms = world.hub.round.state(room).alarms if world.hub.round else ()
        if alarms:
            alarm = alarms[int(which * len(alarms))].id
            world.do(acts.Acknowledge(room, alarm, by))
            world.do(acts.Acknowledge(room, alarm, by))

    return Line(at_s + again_s, room, "acknowledges an alarm", do)


def _pauses(at_s: int, room: RoomId, by: str) -> Line:
    def do(world: World) -> None:
        world.do(acts.PauseAudio(room, by))

    return Line(at_s, room, "pauses the sound", do)
