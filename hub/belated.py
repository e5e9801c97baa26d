"""What a node tells late of somebody who is in another room by then: it goes after them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from hub.charting import charted, set_charted
from hub.ingest.doorkeeper import Admitted
from hub.rooms.facts import RoomFact
from hub.rooms.former import ended_at, whose
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.score_facts import SetCharted
from hub.rooms.state import RoomState
from ward.care import Person
from ward.charted import Charted
from ward.envelope import ChartedBody, HappeningBody
from ward.mode_table import by_table
from ward.modes import ModeBegun, RestraintNoted, RestraintReleased
from ward.rooms import RoomId
from ward.units import Instant

Rooms = Mapping[RoomId, RoomState]
OfMode = ModeBegun | RestraintNoted | RestraintReleased


class Place(NamedTuple):
    """The room in which somebody is; with ``ended_at``, in which they were confined last."""

    state: RoomState
    ended_at: Instant | None = None


def goes_after(said: Admitted) -> bool:
    """Whether this is of whoever was there, and not of the room."""
    match said.envelope.body:
        case (
            ChartedBody()
            | HappeningBody(happening=ModeBegun() | RestraintNoted() | RestraintReleased())
        ):
            return not said.again
    return False


def gone_after(said: Admitted, rooms: Rooms, now: Instant) -> RoomFact | None:
    """What is written in another room than told it, of whoever was there then; mostly nothing."""
    body, state = said.envelope.body, rooms[said.envelope.room]
    match body:
        case HappeningBody(happening=ModeBegun() | RestraintNoted() | RestraintReleased() as told):
            return _mode(told, said, state, rooms, now)
        case ChartedBody(charted=told_set):
            return _set(told_set, said, state, rooms, now)
    return None


def _mode(
    told: OfMode, said: Admitted, state: RoomState, rooms: Rooms, now: Instant
) -> ModeChanged | None:
    at = now if said.untimed else said.observed_at
    former = whose(state.formers, state.episode, at, untimed=said.untimed)
    there = place_of(former.person, rooms) if former else None
    if there is None or there.state.room == state.room:
        return None
    change = told if isinstance(told, RestraintNoted) else by_table(told, at, state.schedules)
    return ModeChanged(
        room=there.state.room, at=now, change=change, observed_at=at, told_from=state.room,
        ended_at=there.ended_at,
    )  # fmt: skip


def _set(
    told: Charted, said: Admitted, state: RoomState, rooms: Rooms, now: Instant
) -> SetCharted | None:
    """By the chart that was theirs then; where none was known, by the one that is theirs now."""
    fact = set_charted(state, told, said, now)
    former = whose(state.formers, state.episode, fact.taken_at) if fact.of_before else None
    there = place_of(former.person, rooms) if former else None
    if there is None or there.state.room == state.room or there.ended_at is not None:
        return None
    if fact.chart is None:
        anew = replace(there.state, formers=())
        scored = charted(anew, fact.measured, fact.by, now)
        of_chart = ("chart", "total", "red", "whole", "alert")
        fact = fact.model_copy(update={name: getattr(scored, name) for name in of_chart})
    theirs = {"room": there.state.room, "told_from": state.room, "of_before": False}
    return fact.model_copy(update=theirs)


def place_of(person: Person, rooms: Rooms) -> Place | None:
    """Where this person is confined; else where they were last."""
    last: Place | None = None
    latest: Instant | None = None
    for state in rooms.values():
        if state.episode and state.episode.person.ref == person.ref:
            return Place(state)
        for former in state.formers:
            if former.person.ref == person.ref and (latest is None or latest < ended_at(former)):
                latest, last = ended_at(former), Place(state, former.ended_at)
    return last
