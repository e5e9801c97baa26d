"""Sampling: how each room stands, once a minute, and what is counted, as points like a sensor's."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from hub.effects import Chart, Effect, Keep
from hub.estates.counted import Counted
from hub.measurements import HUB, series_of_minute
from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan
from hub.rooms.facts import Observed
from hub.rooms.state import RoomState
from hub.wellness import is_radar_well
from ward.conditions import BLANK_SPELL, Priority
from ward.envelope import HealthBody
from ward.units import Instant, Span, minutes
from ward.vitals import Rate, Vital

FRESH = minutes(1)  # a rate or a word that is older was not there in this minute

Said = tuple[str, str, float | None]  # measurement, field, and what it is; ``None``: not known


Building = Callable[[RoomState, Instant], Counted]


class Sampling:
    """Each room at each whole minute, once; as a building, at each whole hour.

    A point is of the minute itself, so that a hub which starts again within it says it no second
    time: what is there already is the same point.
    """

    def __init__(self, building: Building | None = None) -> None:
        self._minute: Instant | None = None
        self._building = building

    def tick(self, rooms: Iterable[RoomState], now: Instant) -> Sequence[Chart]:
        minute = now.replace(second=0, microsecond=0)
        if minute == self._minute:
            return ()
        self._minute = minute
        return [chart for state in rooms for chart in self._charts(state, minute, now)]

    def _charts(self, state: RoomState, minute: Instant, now: Instant) -> Iterator[Chart]:
        yield from _charts(state, _said(state, now), minute)
        if self._building is not None and minute.minute == 0:
            yield from _charts(state, _kept_up(self._building(state, now)), minute)


def counted(effects: Iterable[Effect]) -> Iterator[Chart]:
    """What is counted one by one, at its own time: stored with the fact, or not at all."""
    for effect in effects:
        match effect:
            case Keep(fact=AlarmBegan() | AlarmAgain() as fact):
                series = series_of_minute("alarms", "began")
                yield Chart(fact.room, series, fact.condition, fact.at, 1.0)
            case Keep(fact=Observed(ends_spell=True) as fact):
                at = fact.at if fact.untimed else fact.observed_at
                yield Chart(fact.room, series_of_minute("watch", "observed"), HUB, at, 1.0)


def _charts(state: RoomState, said: Iterable[Said], minute: Instant) -> Iterator[Chart]:
    for measurement, name, value in said:
        if value is not None:
            series = series_of_minute(measurement, name)
            yield Chart(state.room, series, HUB, minute, float(value))


def _said(state: RoomState, now: Instant) -> Iterator[Said]:
    yield from _seen(state, now)
    yield from _watch(state, now)
    yield from _alarms(state, now)
    yield from _node(state, now)


def _kept_up(building: Counted) -> Iterator[Said]:
    for name, value in building._asdict().items():
        yield "building", name, value


def _seen(state: RoomState, now: Instant) -> Iterator[Said]:
    """Of each vital sign, while it may be measured; never what it was."""
    for vital in Vital:
        heard = state.vitals.get(vital)
        there = heard is not None and isinstance(heard.said, Rate) and heard.commissioned
        fresh = there and heard is not None and now - heard.observed_at <= FRESH
        yield "vital", f"{vital}_seen", fresh if state.may_measure(vital, now) else None


def _watch(state: RoomState, now: Instant) -> Iterator[Said]:
    watch = state.watch
    yield "watch", "confined", state.episode is not None
    yield "watch", "seen_ago", _s(now - watch.since) if watch else None
    yield "watch", "overdue", _s(now - watch.shown_due_at) if watch else None
    yield "watch", "blank", state.showing(BLANK_SPELL.name) is not None


def _alarms(state: RoomState, now: Instant) -> Iterator[Said]:
    of = [alarm.priority for alarm in state.alarms]
    for priority in Priority:
        yield "alarms", priority.name.lower(), of.count(priority)
    yield "alarms", "sounding", sum(alarm.sounding(now) for alarm in state.alarms)


def _node(state: RoomState, now: Instant) -> Iterator[Said]:
    """Before it was ever heard, or told to be gone, nothing is known of it."""
    yield "node", "linked", state.linked
    yield "node", "heard_ago", _s(now - state.heard_at) if state.heard_at else None
    if state.linked and state.health is not None:
        yield from _health(state.health)
        yield "node", "commissioned", state.shows_numbers
        if state.health_at is not None and now - state.health_at <= FRESH:
            yield "node", "clock_right", state.clock_right
            yield "node", "radar_well", is_radar_well(state.health)


def _health(health: HealthBody) -> Iterator[Said]:
    yield "node", "owes", sum(one.count for one in health.owes)
    yield "node", "faults", len(health.faults)
    held = health.in_force
    yield "driven", "asked_temperature", held.temperature_c
    yield "driven", "heating", held.heating
    yield "driven", "cooling", held.cooling
    yield "driven", "main_light", held.main_light
    yield "driven", "night_light", held.night_light


def _s(span: Span) -> float:
    return max(0.0, span.total_seconds())
