"""Whoever adds up the same facts comes to the same, to the byte: replayed, restored, or live."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.acts import Event
from hub.effects import Effect
from hub.rooms import snapshot
from hub.rooms.facts import FACTS, AnyFact
from hub.round import Round
from hub.site import Site
from tests.hub.world import TWO_AM, World
from tests.laws.whatever import Step, steps_and_kills, stories
from ward.rooms import RoomId
from ward.units import Instant


def as_stored(facts: list[AnyFact]) -> list[AnyFact]:
    return [FACTS.validate_json(FACTS.dump_json(fact)) for fact in facts]


def dumped(hub: Round) -> dict[RoomId, bytes]:
    return dict(hub.written())


@pytest.mark.hazard("H-09")
@given(stories(steps_and_kills), st.integers(0, 200))
@settings(deadline=None, max_examples=120)
def test_a_replay_a_snapshot_and_the_living_hub_agree_after_every_event(
    story: list[Step], kept_after: int
) -> None:
    ward = World()
    kept: tuple[dict[RoomId, bytes], int] = (dumped(ward.round), len(ward.facts))
    for place, step in enumerate(story):
        step(ward)
        replayed = Round(ward.site, ward.now)
        replayed.replay(as_stored(ward.facts))
        assert dumped(replayed) == dumped(ward.round)
        restored = Round(ward.site, TWO_AM)
        restored.restore(kept[0])
        restored.replay(as_stored(ward.facts[kept[1] :]))
        assert dumped(restored) == dumped(ward.round)
        if place == kept_after % len(story):
            kept = (dumped(ward.round), len(ward.facts))


@pytest.mark.hazard("H-09")
def test_a_snapshot_bears_what_it_means_and_another_shape_is_not_believed() -> None:
    assert snapshot.stamp() == snapshot.stamp()
    assert snapshot.stamp().startswith(f"{snapshot.MEANING}-")
    for torn in (b"{}", b"", dumped(World().round)[World().round.rooms[0]][:-9]):
        with pytest.raises(ValueError, match="not a snapshot"):
            snapshot.load(torn, since=TWO_AM)


@pytest.mark.hazard("H-09")
def test_nothing_that_was_only_heard_is_in_a_snapshot() -> None:
    ward = World()
    before = dumped(ward.round)
    ward.wait(30)
    for room in ward.site.rooms:
        ward.measures(room, 20.5)
        ward.breathes(room, 14.0)
    assert dumped(ward.round) == before


class Both(Round):
    """A hub with a second one beside it, which puts every room to every rule every time."""

    def __init__(self, site: Site, started: Instant) -> None:
        super().__init__(site, started)
        self.eager = Round(site, started)
        for bed in self.eager._beds.values():
            bed._eager = True

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        self.eager.feed(event, now)
        effects = super().feed(event, now)
        for room in self.rooms:  # what is over by time alone is over by the next tick
            assert conditions(self, room) >= conditions(self.eager, room)
        return effects

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        self.eager.tick(now)
        effects = super().tick(now)
        for room in self.rooms:
            assert self.findings(room) == self.eager.findings(room)
            assert self.state(room).alarms == self.eager.state(room).alarms
        return effects


def conditions(hub: Round, room: RoomId) -> set[str]:
    return {finding.condition.name for finding in hub.findings(room)}


@pytest.mark.hazard("H-01")
@given(stories())
@settings(deadline=None, max_examples=120)
def test_a_room_looked_at_when_it_matters_is_judged_as_one_looked_at_every_time(
    story: list[Step],
) -> None:
    ward = World(hub=Both)
    for step in story:
        step(ward)
