"""Away: out through this door, as it witnessed, and by when whoever went must be back."""

from dataclasses import dataclass

from edge.moment import Moment
from ward.deeds import AFTERGLOW_S, Deed, Escort, Outing, WentOut, at_most
from ward.envelope import Standing
from ward.units import Instant, Wire, Word, seconds

AWAY = "away"  # what is remembered of it


class Kept(Wire):
    """An absence as it is remembered beyond a power cut, by the wall clock of then.

    ``belied`` once the room's own sensor said that somebody is inside: then it counts for nothing.
    """

    to: Outing
    escort: Escort
    by: Word | None = None
    since: Instant
    synced: bool
    belied: bool = False


@dataclass(frozen=True, slots=True)
class Out:
    """Where they are said to be, since when, and by when they must be back."""

    to: Outing
    by: str | None
    since: Instant
    until: Instant
    belied: bool


class Away:
    """Counts in uptime, so that no clock makes an outing longer.

    After a power cut only the wall clock is left: unless it was set both then and now, nobody can
    say how long ago they went, and the outing is over as far as its time goes.
    """

    def __init__(self, remembered: Kept | None = None) -> None:
        self._kept = remembered
        self._since_up_s: float | None = None  # none of an outing from before the power came
        self._shut_up_s = 0.0
        self._was_open: bool | None = None
        self._news = False

    @property
    def is_out(self) -> bool:
        """Whether somebody went, and has not been seen since, inside or out."""
        return self._kept is not None

    def seen(self, deed: Deed | None, by: str | None, now: Moment) -> None:
        """An observation that ends a spell was recorded here: they go, or are seen to be here."""
        self.forget()
        if isinstance(deed, WentOut) and deed.to and deed.escort and at_most(deed.to):
            self._kept = Kept(
                to=deed.to, escort=deed.escort, by=by, since=now.at, synced=now.synced
            )
            self._since_up_s, self._news = now.up_s, True

    def forget(self) -> None:
        """Nobody is out any more."""
        self._news = self._news or self._kept is not None
        self._kept = self._since_up_s = None

    def look(self, standing: Standing, now: Moment) -> None:
        """What the room's own sensors say: somebody inside behind a shut door is not away."""
        if standing.door_open is not self._was_open:
            self._was_open, self._shut_up_s = standing.door_open, now.up_s
        kept = self._kept
        if kept is None or kept.belied or standing.door_open is True or not _inside(standing):
            return
        if now.up_s - max(self._since_up_s or 0.0, self._shut_up_s) >= AFTERGLOW_S:
            self._kept, self._news = kept.model_copy(update={"belied": True}), True

    def out(self, now: Moment) -> Out | None:
        """How it stands at this moment, by now's wall clock."""
        kept = self._kept
        if kept is None:
            return None
        since, most = self._since(kept, now), at_most(kept.to)
        until = since + most if most and self._can_tell(kept, now) else min(since, now.at)
        return Out(kept.to, kept.by, since, until, kept.belied)

    def until(self, now: Moment) -> Instant | None:
        """By when whoever is out must be back; ``None`` where nobody is, or it buys nothing."""
        out = self.out(now)
        return None if out is None or out.belied else out.until

    def news(self) -> tuple[bool, Kept | None]:
        """Whether something is to be remembered anew, and what."""
        news, self._news = self._news, False
        return news, self._kept

    def _since(self, kept: Kept, now: Moment) -> Instant:
        if self._since_up_s is None:
            return min(kept.since, now.at)
        return now.at - seconds(max(0.0, now.up_s - self._since_up_s))

    def _can_tell(self, kept: Kept, now: Moment) -> bool:
        return self._since_up_s is not None or (kept.synced and now.synced)


def _inside(standing: Standing) -> bool:
    """Somebody is sensed; or nobody can be, and the lock says so."""
    if standing.in_room is None:
        return standing.in_ensuite is True or standing.locked is True
    return standing.in_room or standing.in_ensuite is True
