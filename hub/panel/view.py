"""Rooms as the JSON interface shows them: the same judgement as the tiles, with machine values."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from hub.panel.alarms import climb
from hub.panel.body import body
from hub.panel.contact import contact
from hub.panel.coverage import missing
from hub.panel.episode_view import EpisodeView, episode_view
from hub.panel.journeys import asked_words
from hub.panel.local import Local
from hub.panel.measured import FRESH
from hub.panel.seen import known_as
from hub.panel.summoning import call_line
from hub.panel.tiles import Banner, banners
from hub.rooms.calls import presses_lately
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from hub.rooms.values import Latest
from hub.rules.finding import Finding
from ward.commissioning import Commissioning, Spot, Walking
from ward.envelope import Standing
from ward.orders import Ordered
from ward.readings import Missing, Quantity
from ward.rooms import RoomId
from ward.units import Instant


class ReadingView(BaseModel):
    """``value`` is none when it is not fresh or there is no number; ``absent`` then says why."""

    quantity: Quantity
    sensor: str
    value: float | None
    unit: str
    absent: str | None
    observed_at: Instant
    age_s: float


class VitalView(BaseModel):
    """``per_minute`` only while it is authorised and fresh."""

    sight: str
    per_minute: float | None
    doubt: str | None
    words: str
    observed_at: Instant | None
    age_s: float | None


class CoverageView(BaseModel):
    """Where the radar was seen to see. While ``shows_numbers`` is not so, ``missing`` says why.

    ``blind`` is where somebody inside cannot be seen; none where nobody has walked, so anywhere.
    """

    shows_numbers: bool
    missing: str
    simulated: bool
    commissioning: Commissioning | None
    blind: list[Spot] | None


class OrderView(BaseModel):
    """One order and how far it has got."""

    id: str
    asked: Ordered
    what: str
    by: str
    progress: Progress
    moved_at: Instant
    words: str


class AlarmView(BaseModel):
    """One thing that is wrong, and what to do. ``id`` is none while it has not become an alarm.

    ``quiet_until`` is none while it sounds; ``over_at`` is of one that latches and shows on.
    """

    id: str | None
    condition: str
    priority: int = Field(ge=1, le=3)
    words: str
    do: str
    began_at: Instant | None
    quiet_until: Instant | None
    acknowledged_by: str | None
    over_at: Instant | None
    came_at: Instant | None
    fetched: list[str]


class RoomView(BaseModel):
    """``seen_at`` is the last observation in person since the watch began, and nothing else."""

    name: RoomId
    spoken: str
    seen_at: Instant | None
    seen_by: str | None
    seen_grade: str | None
    unseen_since: Instant | None
    due_at: Instant | None
    overdue: bool
    looks: int
    episode: EpisodeView | None
    breathing: VitalView
    coverage: CoverageView
    walk: Walking | None
    readings: list[ReadingView]
    standing: Standing
    heard: bool
    heard_at: Instant | None
    link: str
    orders: list[OrderView]
    alarms: list[AlarmView]
    source: str
    call_line: str
    calls_lately: int


def view(state: RoomState, findings: Sequence[Finding], local: Local) -> RoomView:
    """This room at this moment."""
    watch, link = state.watch, contact(state, local)
    seen = state.seen if watch and state.seen and state.seen.at >= watch.since else None
    return RoomView(
        name=state.room,
        spoken=state.room.spoken,
        seen_at=seen.at if seen else None,
        seen_by=known_as(state, seen.by) if seen else None,
        seen_grade=seen.grade if seen else None,
        unseen_since=watch.since if watch else None,
        due_at=watch.shown_due_at if watch else None,
        overdue=watch.overdue(local.now) if watch else False,
        looks=state.looks_count,
        episode=episode_view(state, local),
        breathing=_breathing(state, local),
        coverage=_coverage(state),
        walk=state.health.walk if state.health and link.heard else None,
        readings=[_reading(latest, link.heard, local) for latest in state.readings.values()],
        standing=state.standing.now if link.heard else Standing(),
        heard=link.heard,
        heard_at=state.heard_at,
        link=link.words,
        orders=_orders(state),
        alarms=_alarms(state, findings, local),
        source=state.health.hardware if state.health else "",
        call_line=call_line(state, local),
        calls_lately=presses_lately(state.presses, local.now),
    )


def _coverage(state: RoomState) -> CoverageView:
    given, blind = state.commissioning, state.blind_spots
    return CoverageView(
        shows_numbers=state.shows_numbers,
        missing=missing(state),
        simulated=given is not None and given.walked.radar.is_simulated,
        commissioning=given,
        blind=None if blind is None else list(blind),
    )


def _breathing(state: RoomState, local: Local) -> VitalView:
    shown = body(state, local)
    at = shown.observed_at
    return VitalView(
        sight=shown.sight,
        per_minute=shown.per_minute,
        doubt=shown.doubt,
        words=" ".join(filter(None, (shown.value, shown.headline))),
        observed_at=at,
        age_s=local.age(at).total_seconds() if at else None,
    )


def _reading(latest: Latest, heard: bool, local: Local) -> ReadingView:
    value, age = latest.reading.value, local.age(latest.observed_at)
    missing = str(value) if isinstance(value, Missing) else None
    absent = missing if heard and age <= FRESH else "stale"
    return ReadingView(
        quantity=latest.reading.quantity,
        sensor=latest.reading.sensor,
        value=value if absent is None and not isinstance(value, Missing) else None,
        unit=latest.reading.quantity.unit,
        absent=absent,
        observed_at=latest.observed_at,
        age_s=age.total_seconds(),
    )


def _orders(state: RoomState) -> list[OrderView]:
    return [
        OrderView(
            id=journey.order.id,
            asked=journey.order.asked,
            what=asked_words(journey.order.asked),
            by=known_as(state, journey.order.asked_by),
            progress=journey.progress,
            moved_at=journey.moved_at,
            words=journey.words,
        )
        for journey in reversed(state.orders)
    ]


def _alarms(state: RoomState, findings: Sequence[Finding], local: Local) -> list[AlarmView]:
    return [_alarm(one, state, local) for one in banners(state, findings, local)]


def _alarm(shown: Banner, state: RoomState, local: Local) -> AlarmView:
    alarm = state.showing(shown.condition)
    quiet = alarm.quiet(local.now) if alarm else None
    taken = alarm.acknowledged if alarm else None
    return AlarmView(
        id=alarm.id if alarm else None,
        condition=shown.condition,
        priority=shown.priority,
        words=shown.words,
        do=shown.do,
        began_at=alarm.began_at if alarm else None,
        quiet_until=quiet.until if quiet else None,
        acknowledged_by=known_as(state, taken.by) if taken and taken.holds(local.now) else None,
        over_at=alarm.over_at if alarm else None,
        came_at=alarm.came_at if alarm else None,
        fetched=list(climb(alarm, state, local)) if alarm else [],
    )
