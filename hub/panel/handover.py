"""The handover strip: who has which duty in which room, until when, and where nobody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hub.office import Office
from hub.panel.local import Local
from hub.staff.duty import Duty
from hub.staff.rota import Rota
from ward.rooms import RoomId
from ward.units import Instant, Span, hours

AHEAD = hours(12)  # of a shift; our own proposal
EVERY_HOURS = 3  # a tick below the bars


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody, or nobody, has a duty. ``from_`` and ``share`` are parts of the whole strip."""

    who: str
    begins_at: Instant
    ends_at: Instant
    from_: float
    share: float
    words: str

    @property
    def is_gap(self) -> bool:
        return not self.who


@dataclass(frozen=True, slots=True)
class Lane:
    """One duty in the rooms in which the same people have it, over the time ahead."""

    duty: Duty
    rooms: str
    stretches: tuple[Stretch, ...]
    ends: str

    @property
    def now(self) -> str:
        """``M.T. until 07:30``, or that nobody is named."""
        first = self.stretches[0]
        return f"{first.who or 'nobody named'} {self.ends}".strip()

    @property
    def gaps_ahead(self) -> tuple[str, ...]:
        """What ``now`` does not say already."""
        return tuple(one.words for one in self.stretches[1:] if one.is_gap)

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(one.words for one in self.stretches if one.is_gap)


@dataclass(frozen=True, slots=True)
class Tick:
    """An hour below the bars, and how far along it stands."""

    words: str
    at: float


@dataclass(frozen=True, slots=True)
class Handover:
    """The next hours of the rota. Without lanes there is no rota."""

    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()


def handover(office: Office, rooms: Sequence[RoomId], local: Local) -> Handover:
    """Every duty that the rota knows; rooms with the same people share a lane."""
    lanes = []
    for duty in Duty:
        same: dict[tuple[tuple[str, Instant, Instant], ...], list[RoomId]] = {}
        for room in rooms:
            rota = office.rota_of(room)
            if any(one.duty is duty for one in rota.shifts):
                same.setdefault(_spans(rota, duty, office, local.now), []).append(room)
        everywhere = len(same) == 1 and len(next(iter(same.values()))) == len(rooms)
        lanes += [
            _lane(duty, "all rooms" if everywhere else named(found), spans, local)
            for spans, found in same.items()
        ]
    return Handover(tuple(lanes), _ticks(local)) if lanes else Handover()


def named(rooms: Sequence[RoomId]) -> str:
    """``Ash 1, 2, 4``: the ward's name once."""
    by_ward: dict[str, list[str]] = {}
    for room in rooms:
        by_ward.setdefault(room.ward, []).append(str(room.number))
    return "; ".join(f"{ward.capitalize()} {', '.join(those)}" for ward, those in by_ward.items())


def _spans(
    rota: Rota, duty: Duty, office: Office, now: Instant
) -> tuple[tuple[str, Instant, Instant], ...]:
    """From now on, who has it: cut wherever somebody comes or goes, and only there."""
    until = now + AHEAD
    of_duty = [one for one in rota.shifts if one.duty is duty]
    edges = {edge for one in of_duty for edge in (one.begins_at, one.ends_at)}
    cuts = [now, *sorted(edge for edge in edges if now < edge < until), until]
    spans: list[tuple[str, Instant, Instant]] = []
    for begins, ends in pairwise(cuts):
        who = ", ".join(_initials(office, ref) for ref in rota.on(duty, begins))
        if spans and spans[-1][0] == who:
            spans[-1] = (who, spans[-1][1], ends)
        else:
            spans.append((who, begins, ends))
    return tuple(spans)


def _initials(office: Office, ref: str) -> str:
    known = office.register.by_ref.get(ref)
    return known.initials if known else ref


def _lane(
    duty: Duty, rooms: str, spans: Sequence[tuple[str, Instant, Instant]], local: Local
) -> Lane:
    end = local.now + AHEAD
    stretches = tuple(
        Stretch(
            who=who,
            begins_at=begins,
            ends_at=ends,
            from_=(begins - local.now) / AHEAD,
            share=(ends - begins) / AHEAD,
            words=_words(who, begins, ends, local),
        )
        for who, begins, ends in spans
    )
    first = stretches[0]
    ends = f"until {local.clock(first.ends_at)}" if first.ends_at < end else ""
    return Lane(duty, rooms, stretches, ends)


def _words(who: str, begins: Instant, ends: Instant, local: Local) -> str:
    """``nobody named 03:00 to 03:30``; what goes on beyond the strip is not given an end."""
    until = local.now + AHEAD
    since = "now" if begins <= local.now else f"from {local.clock(begins)}"
    to = "" if ends >= until else f" to {local.clock(ends)}"
    return f"{who or 'nobody named'} {since}{to}"


def _ticks(local: Local) -> tuple[Tick, ...]:
    """Full hours on the ward's clock."""
    here = local.now.astimezone(local.zone)
    whole = local.now - Span(
        minutes=here.minute, seconds=here.second, microseconds=here.microsecond
    )
    marks = (whole + hours(number) for number in range(1, int(AHEAD / hours(1)) + 1))
    return tuple(
        Tick(local.clock(at), (at - local.now) / AHEAD)
        for at in marks
        if at.astimezone(local.zone).hour % EVERY_HOURS == 0
    )
