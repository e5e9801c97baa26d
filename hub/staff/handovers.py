"""Handovers, as a rota has them: who hands over to whom, when, and the time around that counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hub.staff.duty import Duty
from hub.staff.rota import Rota
from ward.authority import Authority
from ward.units import Instant, Span, hours, minutes


@dataclass(frozen=True, slots=True)
class Around:
    """How long before a change and after it counts as handover, and how long nobody may be named.

    A longer time without anybody is no handover but a gap, which is an alarm of its own.
    """

    before: Span
    after: Span
    unnamed_most: Span
    authority: Authority
    source: str


AROUND: Mapping[Duty, Around] = {
    Duty.OBSERVER: Around(
        minutes(5), minutes(10), hours(2), Authority.LOCAL,
        "our own proposal: words at the desk before, and the walk to the doors after",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handover:
    """Whoever had a duty leaves it then, and others have it from ``covered_at`` on.

    From ``begins_at`` to ``ends_at`` a spell is one of this handover.
    """

    duty: Duty
    leaving: tuple[str, ...]
    coming: tuple[str, ...]
    changes_at: Instant
    covered_at: Instant
    begins_at: Instant
    ends_at: Instant

    def touches(self, since: Instant, until: Instant) -> bool:
        """Whether some of that time is of it."""
        return self.begins_at < until and since < self.ends_at


def handovers(rota: Rota) -> Iterator[Handover]:
    """Every one in a room's rota, in order of time."""
    for duty, around in AROUND.items():
        starts = sorted({one.begins_at for one in rota.shifts if one.duty is duty})
        for at in sorted({one.ends_at for one in rota.shifts if one.duty is duty}):
            leaving = tuple(one for one in _before(rota, duty, at) if one not in rota.on(duty, at))
            covered_at = _covered_at(rota, duty, at, starts)
            if leaving and covered_at is not None and covered_at - at <= around.unnamed_most:
                coming = rota.on(duty, covered_at)
                begins_at, ends_at = at - around.before, covered_at + around.after
                yield Handover(duty, leaving, coming, at, covered_at, begins_at, ends_at)


def _before(rota: Rota, duty: Duty, at: Instant) -> tuple[str, ...]:
    """Who had the duty up to then."""
    found = (
        one.staff for one in rota.shifts if one.duty is duty and one.begins_at < at <= one.ends_at
    )
    return tuple(dict.fromkeys(found))


def _covered_at(rota: Rota, duty: Duty, at: Instant, starts: list[Instant]) -> Instant | None:
    """From when on, then or later, somebody has it."""
    if rota.on(duty, at):
        return at
    return next((start for start in starts if start > at), None)
