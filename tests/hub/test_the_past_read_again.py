"""Looking back: of a running store what tells of alarms, bounded, and with who was staff before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.outside.store import Store
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.facts import AnyFact, CareIssued, How, LookedRemotely
from tests.browser.alarmed import PROFILE, STAFF
from tests.hub.panel.night import ASH_1, ASH_4, TWO_AM, happened
from ward.care import Care
from ward.happenings import DoorMoved
from ward.rooms import RoomId
from ward.units import Instant, hours, minutes

MANY = 1_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite3")
    yield opened
    opened.close()


def care(room: RoomId, at: Instant, version: int) -> CareIssued:
    whole = Care(room=room, version=version, issued_at=at, staff=STAFF, profile=PROFILE)
    return CareIssued(room=room, at=at, care=whole)


def began(which: str, at: Instant) -> AlarmBegan:
    return AlarmBegan(room=ASH_4, at=at, id=which, condition="blank spell", words=which)


def ended(which: str, at: Instant) -> AlarmEnded:
    return AlarmEnded(room=ASH_4, at=at, id=which, condition="blank spell")


def test_what_is_read_is_what_alarms_and_visits_are_told_by_since_then(store: Store) -> None:
    opened = happened(ASH_4, TWO_AM - minutes(50), DoorMoved(is_open=True))
    look = LookedRemotely(room=ASH_4, at=TWO_AM - minutes(40), how=How.CCTV, by="st-01")
    since: list[AnyFact] = [
        began("late", TWO_AM - minutes(60)), opened, ended("late", TWO_AM - minutes(45)),
    ]  # fmt: skip
    store.commit([began("early", TWO_AM - hours(30)), *since, look], [])
    assert list(store.facts_since(TWO_AM - hours(2), MANY)) == since


def test_looks_are_read_too_where_they_are_asked_for(store: Store) -> None:
    look = LookedRemotely(room=ASH_4, at=TWO_AM - minutes(40), how=How.CCTV, by="st-01")
    alarm = began("late", TWO_AM - minutes(60))
    store.commit([alarm, look], [])
    assert list(store.facts_since(TWO_AM - hours(2), MANY, {"looked remotely"})) == [alarm, look]


def test_the_care_that_each_room_had_then_comes_first(store: Store) -> None:
    """Whose badge it was at a door is known by it, however long ago it was issued."""
    old, newer = care(ASH_4, TWO_AM - hours(300), 1), care(ASH_4, TWO_AM - hours(200), 2)
    other, within = care(ASH_1, TWO_AM - hours(250), 1), care(ASH_4, TWO_AM - minutes(30), 3)
    alarm = began("late", TWO_AM - minutes(60))
    store.commit([old, other, newer, alarm, within], [])
    assert list(store.facts_since(TWO_AM - hours(2), MANY)) == [other, newer, alarm, within]


def test_of_too_many_the_newest_are_read_in_their_order(store: Store) -> None:
    told = [began(f"a{n}", TWO_AM - minutes(60 - n)) for n in range(10)]
    store.commit(told, [])
    assert list(store.facts_since(TWO_AM - hours(2), 3)) == told[-3:]
