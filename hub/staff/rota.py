"""The rota: who has which duty, where and when; and when nobody has."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from hub.staff.duty import Duty
from hub.staff.facts import AnySiteFact, RotaSet, Shift
from ward.rooms import RoomId
from ward.units import Instant, hours

SHIFT_MOST = hours(24)  # at a ward; longer is a wrong day, and hides a gap. A senior may be on call


def wrong_with(shifts: Sequence[Shift]) -> str | None:
    """Why these are no rota, in a sentence."""
    if not shifts:
        return "A rota without a shift names nobody: nothing was changed"
    for one in shifts:
        if one.duty is not Duty.SENIOR and one.ends_at - one.begins_at > SHIFT_MOST:
            return f"A shift of {one.staff} as {one.duty} is longer than 24 h: nothing was changed"
    return None


@dataclass(frozen=True, slots=True)
class Rota:
    """A value: each ``RotaSet`` replaces it. An empty one is no rota at all, and has no gaps."""

    shifts: tuple[Shift, ...] = ()
    is_kept: bool = False  # the site has a rota, though it may have no shift of this room

    def of(self, room: RoomId) -> "Rota":
        """What of it is about this room."""
        of_room = tuple(one for one in self.shifts if not one.rooms or room in one.rooms)
        return Rota(of_room, self.is_kept)

    def only(self, staff: Container[str]) -> "Rota":
        """Of these people alone: whoever has left is named for nothing, and so leaves a gap."""
        return Rota(tuple(one for one in self.shifts if one.staff in staff), self.is_kept)

    def on(self, duty: Duty, now: Instant) -> tuple[str, ...]:
        """References of whoever has this duty at that moment, as the rota names them."""
        found = (
            one.staff
            for one in self.shifts
            if one.duty is duty and one.begins_at <= now < one.ends_at
        )
        return tuple(dict.fromkeys(found))

    def gap(
        self, duty: Duty, now: Instant, until: Instant
    ) -> tuple[Instant, Instant | None] | None:
        """The first time from now until then in which nobody has this duty; its end if known.

        ``None`` where there is no such time, or no rota at all: a duty that a rota leaves out is
        a gap from now on, without an end.
        """
        if not self.is_kept:
            return None
        of_duty = sorted(
            (one for one in self.shifts if one.duty is duty), key=lambda one: one.begins_at
        )
        covered = now
        for one in of_duty:
            if one.begins_at > covered:
                break
            covered = max(covered, one.ends_at)
        if covered > until:
            return None
        after = [one.begins_at for one in of_duty if one.begins_at > covered]
        return covered, min(after, default=None)

    def after(self, fact: AnySiteFact) -> "Rota":
        return Rota(fact.shifts, is_kept=bool(fact.shifts)) if isinstance(fact, RotaSet) else self
