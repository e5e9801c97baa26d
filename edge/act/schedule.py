"""The schedule: what the profile asks at this time of day, by a clock that is known to be right.

A clock that nobody has set may say noon at midnight. Until it is set what was last in force holds,
over a power cut too; once it was set, it is carried on by uptime, whatever is done to it later.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from edge.act.preheat import Next
from edge.moment import Moment
from ward.profile import DAY_MIN, Profile, Wanted, celsius_of, minute_of_day, next_hours, wanted
from ward.units import Instant, Wire, Word, seconds

FALLBACK_ZONE = "Europe/London"
OFF_MOST_S = 120.0  # a clock may stray so far from what uptime makes of it; then it is set anew


class Held(Wire):
    """Which minute of the day was in force at last, of which profile: to be woken up with."""

    profile: Word
    minute: int


@dataclass(frozen=True, slots=True)
class Hour:
    """What holds now, and what comes after it.

    ``marks`` are the minutes of the day at which hours or the night begin or end, the soonest
    first, and in how many seconds each is.
    """

    wanted: Wanted
    then: Next | None
    marks: tuple[tuple[int, float], ...] = ()


class Schedule:
    """Says what a profile asks now. ``held`` is what a node wakes up with.

    Surprising: a room that was never told the time keeps to the darkest hours of the profile, and
    under the ceiling of its night. It may be day; it may be night, and light would wake somebody.
    """

    def __init__(self, held: Held | None = None) -> None:
        self._held = held
        self._minute: int | None = None  # of this day, once it is known
        self._set: tuple[Instant, float] | None = None  # a moment known to be right, and its uptime

    @property
    def held(self) -> Held | None:
        """What to remember; it changes with the hours, not with the minutes."""
        return self._held

    def minute(self, profile: Profile) -> int | None:
        """The minute of the day that is gone by; ``None`` while no clock and no hour held says it.

        An hour that was held of another profile says nothing: its hours were others.
        """
        return self._held_of(profile) if self._minute is None else self._minute

    def forget(self) -> None:
        """Whoever is here now is somebody else: what was held before was not of theirs."""
        self._held = None

    @property
    def waits_for_clock(self) -> bool:
        """The time of day is not known since the start."""
        return self._set is None

    def hour(self, profile: Profile, now: Moment, *, trusted: bool) -> Hour:
        """``trusted``: this moment's clock is known to be right."""
        at = self._at(now, trusted=trusted)
        if at is None:
            return self.resting(profile)
        local = self._minute = minute_of_day(at, _zone(profile))
        now_held = Held(profile=f"{profile.version}", minute=_begun(profile, local))
        if self._held != now_held:
            self._held = now_held
        return Hour(wanted(profile, local), _then(profile, local, at), _marks(profile, local, at))

    def resting(self, profile: Profile) -> Hour:
        """What holds while no clock is asked."""
        minute = self.minute(profile)
        return Hour(wanted(profile, _darkest(profile) if minute is None else minute), None)

    def _at(self, now: Moment, *, trusted: bool) -> Instant | None:
        carried = None if self._set is None else self._set[0] + seconds(now.up_s - self._set[1])
        strays = carried is None or abs((now.at - carried).total_seconds()) > OFF_MOST_S
        if trusted and (strays or carried is None):
            self._set = (now.at, now.up_s)
            return now.at
        return carried

    def _held_of(self, profile: Profile) -> int | None:
        held = self._held
        return held.minute if held and held.profile == f"{profile.version}" else None


def _darkest(profile: Profile) -> int:
    """When the darkest hours begin."""
    darkest = min(profile.hours, key=lambda hours: hours.lux, default=None)
    return darkest.from_min if darkest else 0


def _begun(profile: Profile, minute: int) -> int:
    """The minute at which the hours in force began."""
    begun = [hours.from_min for hours in profile.hours if hours.from_min <= minute]
    return max(begun, default=max((hours.from_min for hours in profile.hours), default=0))


def _then(profile: Profile, minute: int, at: Instant) -> Next | None:
    found = next_hours(profile.hours, minute)
    if found is None:
        return None
    hours, wait = found
    return Next(celsius_of(profile, hours), wait * 60.0 - at.second)


def _marks(profile: Profile, minute: int, at: Instant) -> tuple[tuple[int, float], ...]:
    marks = {one.from_min for one in profile.hours} | {
        profile.night.from_min,
        profile.night.until_min,
    }
    waits = (((mark - minute - 1) % DAY_MIN + 1, mark) for mark in marks)
    return tuple((mark, wait * 60.0 - at.second) for wait, mark in sorted(waits))


def _zone(profile: Profile) -> ZoneInfo:
    try:
        return ZoneInfo(profile.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(FALLBACK_ZONE)
