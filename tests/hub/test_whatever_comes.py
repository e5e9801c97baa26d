"""What must not stop the hub, and what an event that fails must leave as it was."""

from collections.abc import Sequence

import pytest

import hub.judging
from hub.acts import Arrived
from hub.alarms.ladder import climbed
from hub.effects import Keep, Publish
from hub.rooms.alarm_facts import AlarmBegan, Escalated
from hub.rooms.facts import CareIssued
from hub.rooms.state import RoomState
from hub.round import Round
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.rulebook import Rule, findings
from hub.site import Site
from tests.hub.test_late_words import healthy
from tests.hub.world import ASH_1, ASH_4, KO, MT, World
from ward.announcements import Receipt
from ward.codec import encode
from ward.conditions import ALL
from ward.envelope import HappeningBody, Standing
from ward.happenings import CallPressed
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant

LONGEST = RoomId("a" * 32, 99)


def test_a_ward_with_the_longest_name_can_be_alarmed() -> None:
    ward = World(site=Site(rooms=(LONGEST,), staff=(MT, KO)))
    ward.locked_in(LONGEST)
    ward.until("02:06")
    assert ward.alarms(LONGEST) == ["confined without an episode"]


def test_no_two_alarms_of_one_moment_have_one_name() -> None:
    assert len({condition.name[:6] for condition in ALL}) == len(ALL)


@pytest.mark.hazard("H-23")
def test_an_event_that_fails_changes_nothing_and_is_not_receipted_when_it_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ward = World()
    before = ward.state(ASH_4)

    def fails(*_what: object) -> Publish:
        raise KeyError("oh")

    with monkeypatch.context() as broken:
        broken.setattr(hub.judging, "status", fails)
        with pytest.raises(KeyError):
            ward.happens(ASH_4, CallPressed())
    assert ward.state(ASH_4) == before
    envelope = World().hears(ASH_4, HappeningBody(happening=CallPressed()), n=1)
    topic = str(Topic(ASH_4, Leaf.HAPPENINGS))
    effects = ward.round.feed(Arrived(topic, encode(envelope)), ward.now)
    assert any(isinstance(effect, Keep) for effect in effects)
    assert any(isinstance(e, Publish) and isinstance(e.message, Receipt) for e in effects)


@pytest.mark.hazard("H-09")
def test_an_alarm_of_a_condition_that_is_known_no_longer_does_not_stop_the_hub() -> None:
    ward = World()
    old = AlarmBegan(room=ASH_4, at=ward.now, id="old", condition="too loud", words="Loud")
    ward.facts.append(old)
    ward.happens(ASH_4, CallPressed())
    ward.restart_hub()
    ward.wait(10)
    assert ward.alarms(ASH_4) == ["call unanswered"]


@pytest.mark.hazard("H-09")
def test_a_node_that_holds_the_care_of_a_lost_store_is_brought_to_this_hubs() -> None:
    ward = World()
    body = healthy(Standing()).model_copy(update={"care_version": 57})
    ward.hears(ASH_4, body)
    ward.begins(ASH_4)
    ward.hears(ASH_4, body)
    assert ward.state(ASH_4).care.version > 57
    assert ward.state(ASH_4).care.confinement is not None
    issued = sum(isinstance(fact, CareIssued) for fact in ward.facts)
    ward.hears(ASH_4, body)
    assert sum(isinstance(fact, CareIssued) for fact in ward.facts) == issued


@pytest.mark.hazard("H-16")
@pytest.mark.hazard("H-05")
def test_a_room_that_breaks_the_hub_is_an_alarm_there_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ward = World()
    ward.begins(ASH_1)
    ward.happens(ASH_4, CallPressed())
    ward.alive.discard(ASH_4)
    ward.asks(ASH_4)  # it expires while the room is broken: that too is undone each time

    def fails_in_one_room(
        rules: Sequence[Rule], state: RoomState, limits: Limits, now: Instant
    ) -> tuple[Finding, ...]:
        if state.room == ASH_4:
            raise KeyError("oh")
        return findings(rules, state, limits, now)

    with monkeypatch.context() as broken:
        broken.setattr(hub.judging, "findings", fails_in_one_room)
        ward.until("02:15:01")
        assert ward.alarms(ASH_1) == ["blank spell"]
        assert ward.alarms(ASH_4) == ["call unanswered", "rule broken"]
        assert "Attune cannot go on here" in ward.words(ASH_4)
        assert ward.round.counters["rooms that failed"] > 800
        assert len([one for one in ward.began(ASH_4) if one[1] == "rule broken"]) == 1
        replayed = Round(ward.site, ward.now)
        replayed.replay(ward.facts)
        assert dict(replayed.written()) == dict(ward.round.written())
    ward.wait(1)
    assert ward.alarms(ASH_4) == ["call unanswered", "node silent"]


@pytest.mark.hazard("H-16")
@pytest.mark.hazard("H-15")
def test_the_ladders_of_a_room_that_is_broken_climb_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> tuple[Finding, ...]:
        raise KeyError("oh")

    ward = World()
    ward.happens(ASH_4, CallPressed())
    ward.alive.clear()
    monkeypatch.setattr(hub.judging, "findings", fails)
    ward.wait(16 * 60)
    climbs = [one for one in ward.facts if isinstance(one, Escalated) and one.room == ASH_4]
    for condition in ("call unanswered", "rule broken"):
        assert [one.step for one in climbs if one.condition == condition] == [0, 1, 2]


@pytest.mark.hazard("H-16")
@pytest.mark.hazard("H-05")
def test_a_ladder_that_is_broken_in_one_room_stops_no_other_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails_in_one_room(state: RoomState, now: Instant) -> tuple[Escalated, ...]:
        if state.room == ASH_4:
            raise KeyError("oh")
        return climbed(state, now)

    ward = World()
    ward.happens(ASH_4, CallPressed())
    ward.alive.discard(ASH_4)
    ward.begins(ASH_1)
    monkeypatch.setattr(hub.judging, "climbed", fails_in_one_room)
    ward.until("02:15:01")
    assert ward.alarms(ASH_1) == ["blank spell"]
    assert ward.alarms(ASH_4) == ["call unanswered", "rule broken"]
