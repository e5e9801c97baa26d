"""Patterns in whether people came: looks from afar for visits, and how long alarms waited."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, tzinfo
from statistics import median

from hub.alarms.load import Occurrence
from hub.patterns.chance import at_least
from hub.patterns.evidence import AT_DOOR, Entered, Evidence
from hub.patterns.pattern import Case, Pattern, Row, many
from hub.rules.words import lasting, looks
from ward.rooms import RoomId
from ward.units import Instant, Span, minutes, seconds

# Our own proposals, local settings.
HARDLY_CHANCE = 1e-3  # each of the two trends by itself: together one in a million
SLOW = minutes(5)


def looks_for_visits(found: Evidence, zone: tzinfo) -> Pattern:
    """Rooms in which looks from afar rose while visits fell, from one half of the time to the next.

    Each half counts by how long somebody was confined there in it.
    """
    rooms = sorted({one.room for one in found.entered})
    cases = tuple(case for room in rooms for case in _trend(found, room, zone))
    visits = sum(one.ends_spell for one in found.entered)
    afar = sum(one.how != AT_DOOR for one in found.entered)
    return Pattern(
        name="looks-for-visits",
        title="Looks from afar rising while visits fall",
        looked_for="Rooms with more looks from afar and fewer visits in the second half of this "
        "time than in the first, each so much that chance would do it less than one time in a "
        "thousand.",
        looked_at=f"{many(visits, 'visit')} that count, {looks(afar)} from afar",
        innocent="The plan of that person was made looser, the person asked for fewer visits at "
        "night, or somebody was told to write down looks that nobody wrote down before.",
        cases=cases,
    )


def _trend(found: Evidence, room: RoomId, zone: tzinfo) -> Iterator[Case]:
    middle = found.since + (found.until - found.since) / 2
    first = _watched(found, room, found.since, middle)
    second = _watched(found, room, middle, found.until)
    if not (first and second):
        return
    of_room = [one for one in found.entered if one.room == room]
    afar = [one for one in of_room if one.how != AT_DOOR]
    visits = [one for one in of_room if one.ends_spell]
    share = second / (first + second)
    afar_later = sum(_when(one) >= middle for one in afar)
    visits_before = sum(_when(one) < middle for one in visits)
    rose = at_least(afar_later, len(afar), share) < HARDLY_CHANCE
    fell = at_least(visits_before, len(visits), 1 - share) < HARDLY_CHANCE
    if rose and fell:
        words = (
            f"{room.spoken}: looks from afar went from {len(afar) - afar_later} to {afar_later}, "
            f"visits from {visits_before} to {len(visits) - visits_before}."
        )
        yield Case(words, tuple(_days(room, afar, visits, zone)))


def _watched(found: Evidence, room: RoomId, begins: Instant, ends: Instant) -> float:
    """For how many seconds somebody was confined there; all, where nothing says otherwise."""
    turns = [one for one in found.turns if one.room == room]
    confined = not turns[0].began if turns else True
    since, total = found.since, 0.0
    for at, began in (*((one.at, one.began) for one in turns), (found.until, False)):
        if confined:
            total += max(0.0, (min(at, ends) - max(since, begins)).total_seconds())
        confined, since = began, at
    return total


def _days(room: RoomId, afar: list[Entered], visits: list[Entered], zone: tzinfo) -> Iterator[Row]:
    counts: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    first: dict[date, Instant] = {}
    for place, entries in enumerate((visits, afar)):
        for one in entries:
            day = _when(one).astimezone(zone).date()
            counts[day][place] += 1
            first[day] = min(_when(one), first.get(day, _when(one)))
    for day, (visited, looked) in sorted(counts.items()):
        yield Row(
            first[day], (room,), f"{many(visited, 'visit')}, {looks(looked)} from afar that day"
        )


def _when(one: Entered) -> Instant:
    """Of a look, when it was written: by when it is said to have been, a trend could be made."""
    return one.said_at if one.how == AT_DOOR else one.written_at


def to_the_door(found: Evidence, _zone: tzinfo) -> Pattern:
    """For each condition, how long it was until staff were at the door, and who waited longest."""
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for one in found.alarms:
        groups[one.condition].append(one)
    cases = []
    for condition, alarms in sorted(groups.items(), key=lambda group: -group[1][0].priority):
        slow = [one for one in alarms if one.came_s is None or seconds(one.came_s) > SLOW]
        if slow:
            slow.sort(key=lambda one: -(one.came_s if one.came_s is not None else float("inf")))
            rows = tuple(Row(one.at, (one.room,), _waited(one)) for one in slow)
            cases.append(Case(f"{_measured(condition, alarms)}.", rows))
    return Pattern(
        name="alarm-to-door",
        title="From an alarm to somebody at the door",
        looked_for=f"Alarms to which nobody was at the door within {lasting(SLOW)}, or before they "
        "were over. By badge, opened door or talk, and not by the presence sensor alone.",
        looked_at=many(len(found.alarms), "alarm"),
        innocent="Technical alarms are often mended from elsewhere, several alarms at once have "
        "one nurse, and whoever came without badge, talk or opening is not seen to have come.",
        cases=tuple(cases),
    )


def _measured(condition: str, alarms: list[Occurrence]) -> str:
    came = [one.came_s for one in alarms if one.came_s is not None]
    nobody = len(alarms) - len(came)
    words = f"{condition.capitalize()}: {many(len(alarms), 'alarm')}"
    if came:
        typical, worst = (lasting(Span(seconds=s)) for s in (median(came), max(came)))
        words += f", half within {typical}, the longest {worst}"
    return f"{words}; in {nobody} of them nobody was seen to come" if nobody else words


def _waited(one: Occurrence) -> str:
    if one.came_s is None:
        return "nobody was seen to come before it was over"
    return f"somebody after {lasting(seconds(one.came_s))}"
