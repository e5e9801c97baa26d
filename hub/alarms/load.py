"""Alarm load: how many alarms each room makes, whether they were worth it, how soon somebody came.

In a children's hospital 87 % of alarms in intensive care and 99 % on a ward needed no action, and
nurses came more slowly the more they had heard (clinical.md, part 5). So they are counted.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from statistics import median

from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan, AlarmEnded, AlarmMarked
from hub.rooms.evolve import after
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, Happened
from hub.rooms.happened import witnesses_somebody
from hub.rooms.state import Written
from ward.conditions import Kind, Priority
from ward.rooms import RoomId
from ward.units import Instant, seconds

OVER_MOST = 200  # occurrences that ended last, of all rooms
BUDGET = 3  # clinical alarms of a room in a shift, at most: our own proposal, clinical.md part 5
CLINICAL = frozenset({Kind.PHYSIOLOGICAL, Kind.PERSON})
JUST_AFTER = seconds(60)  # our own proposal
NEAR = seconds(1)  # clocks of door and hub agree no better than this

# When shifts begin, by the clock on the ward's wall: local, our own proposal.
NIGHT = "night"
SHIFTS: tuple[tuple[time, str], ...] = ((time(7, 30), "day"), (time(19, 30), NIGHT))


@dataclass(slots=True)
class Occurrence:
    """One time that an alarm began, or was there again. ``came_s``: until staff were at the door.

    ``None``: the door witnessed nobody before it was over, nor just after: whoever ends a call by
    standing at the door shows their badge a moment later.
    """

    id: str
    room: RoomId
    condition: str
    priority: Priority
    kind: Kind
    at: Instant
    came_s: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The alarms of one condition in one room on one day of the ward's calendar."""

    room: RoomId
    day: date
    condition: str
    priority: Priority
    count: int
    actionable: int
    not_actionable: int
    unmarked: int
    door_median_s: float | None
    door_worst_s: float | None
    nobody_came: int  # before it was over
    waits: int  # shows still, and nobody came so far


@dataclass(frozen=True, slots=True)
class ShiftLoad:
    """What one room asked of one shift. ``budget`` is for the clinical ones."""

    room: RoomId
    begins_at: Instant
    name: str
    clinical: int
    technical: int
    budget: int = BUDGET

    @property
    def over_budget(self) -> bool:
        return self.clinical > self.budget


@dataclass(frozen=True, slots=True)
class Load:
    """All of it. A shift without any alarm has no line of its own."""

    rows: tuple[Row, ...]
    shifts: tuple[ShiftLoad, ...]

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)


def load(
    facts: Iterable[AnyFact],
    zone: tzinfo,
    since: Instant | None = None,
    until: Instant | None = None,
) -> Load:
    """The load of what began from then until then.

    ``facts`` are to be the whole journal, oldest first: who was staff, and so who came, is known
    only from what was before.
    """
    counting = Counting(since, until)
    for fact in facts:
        counting.feed(fact)
    return counting.load(zone)


@dataclass
class Counting:
    """Fed fact after fact, oldest first; rooms are replayed, so that who came is what they know."""

    since: Instant | None = None
    until: Instant | None = None
    _rooms: dict[RoomId, Written] = field(default_factory=dict)
    _found: list[Occurrence] = field(default_factory=list)
    _open: dict[str, Occurrence] = field(default_factory=dict)
    _over: deque[tuple[Occurrence, Instant]] = field(
        default_factory=lambda: deque(maxlen=OVER_MOST)
    )
    _marks: dict[str, bool] = field(default_factory=dict)

    def feed(self, fact: AnyFact) -> None:
        if not isinstance(fact, Fact):
            return
        state = after(self._rooms.get(fact.room) or Written(fact.room), fact)
        self._rooms[fact.room] = state
        if isinstance(fact, AlarmMarked):
            self._marks[fact.id] = fact.actionable
        elif isinstance(fact, AlarmBegan | AlarmAgain):
            self._began(fact, state)
        elif isinstance(fact, AlarmEnded) and (over := self._open.pop(fact.id, None)):
            self._over.append((over, fact.at))
        elif isinstance(fact, Happened) and witnesses_somebody(state, fact.happening):
            self._came_after(fact)
        for alarm in state.alarms:
            self._came(alarm)

    def _began(self, fact: AlarmBegan | AlarmAgain, state: Written) -> None:
        alarm = state.alarm(fact.id)
        if alarm is None:
            return
        one = Occurrence(alarm.id, fact.room, alarm.condition, alarm.priority, alarm.kind, fact.at)
        self._open[alarm.id] = one
        early = self.since is not None and fact.at < self.since
        late = self.until is not None and fact.at >= self.until
        if not early and not late:
            self._found.append(one)

    def _came(self, alarm: Alarm) -> None:
        """What the room knows of who was at the door, put to the occurrence that runs."""
        one = self._open.get(alarm.id)
        here = alarm.came_at if alarm.times == 1 else alarm.here_at
        if one is None or here is None or here + NEAR < alarm.runs_since:
            return
        came_s = max(0.0, (here - one.at).total_seconds())
        one.came_s = came_s if one.came_s is None else min(one.came_s, came_s)

    def _came_after(self, fact: Happened) -> None:
        """Staff at that door: also for what had ended there a moment before."""
        at = fact.observed_at
        for one, over_at in self._over:
            just_after = over_at - NEAR <= at <= over_at + JUST_AFTER
            if one.room == fact.room and one.came_s is None and just_after:
                one.came_s = max(0.0, (at - one.at).total_seconds())

    @property
    def found(self) -> tuple[Occurrence, ...]:
        """Each occurrence by itself, oldest first."""
        return tuple(self._found)

    def load(self, zone: tzinfo) -> Load:
        """What it comes to, by the calendar and the shifts of this zone."""
        return Load(tuple(self._by_row(zone)), tuple(_by_shift(self._found, zone)))

    def _by_row(self, zone: tzinfo) -> Iterator[Row]:
        groups: dict[tuple[RoomId, date, str], list[Occurrence]] = defaultdict(list)
        for one in self._found:
            groups[one.room, one.at.astimezone(zone).date(), one.condition].append(one)
        for (room, day, condition), found in sorted(groups.items(), key=_most_urgent_first):
            marks = [self._marks.get(one.id) for one in found]
            came = [one.came_s for one in found if one.came_s is not None]
            waits = sum(one.came_s is None and self._open.get(one.id) is one for one in found)
            yield Row(
                room=room,
                day=day,
                condition=condition,
                priority=found[0].priority,
                count=len(found),
                actionable=marks.count(True),
                not_actionable=marks.count(False),
                unmarked=marks.count(None),
                door_median_s=median(came) if came else None,
                door_worst_s=max(came, default=None),
                nobody_came=len(found) - len(came) - waits,
                waits=waits,
            )


def _most_urgent_first(
    group: tuple[tuple[RoomId, date, str], list[Occurrence]],
) -> tuple[date, RoomId, int, str]:
    (room, day, condition), found = group
    return day, room, -found[0].priority, condition


def _by_shift(found: Iterable[Occurrence], zone: tzinfo) -> Iterator[ShiftLoad]:
    groups: dict[tuple[Instant, RoomId, str], list[Occurrence]] = defaultdict(list)
    for one in found:
        begins_at, name = shift_of(one.at, zone)
        groups[begins_at, one.room, name].append(one)
    for (begins_at, room, name), those in sorted(groups.items()):
        clinical = sum(one.kind in CLINICAL for one in those)
        yield ShiftLoad(room, begins_at, name, clinical, len(those) - clinical)


def shift_of(at: Instant, zone: tzinfo) -> tuple[Instant, str]:
    """The shift in which this moment is: when it began, and what it is called.

    Where the clock is put back or on, a shift is as long as it is.
    """
    local = at.astimezone(zone)
    days = (local.date(), local.date() - timedelta(days=1))
    begun = [
        (datetime.combine(day, clock, zone), name)
        for day in days
        for clock, name in SHIFTS
        if datetime.combine(day, clock, zone).timestamp() <= at.timestamp()
    ]
    begins_at, name = max(begun, key=lambda each: each[0].timestamp())
    return begins_at.astimezone(at.tzinfo), name
