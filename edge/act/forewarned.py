"""Forewarned: a change is announced, and held back until whoever is in the room could be told.

As long beforehand as the profile says. What an hour of the schedule brings is known before it is
due, and so it comes on time; what staff ask from the station begins so much later. Never held back
are full light and watch light, and their end; what the person chose; and what is done at the door,
by dial or page, for whoever does it can say so through that door.
"""

from dataclasses import dataclass

from edge.act.whose_word import Leads
from ward.rank import Rank

HELD_MOST = 2.0  # times what the profile says, however often something else is asked meanwhile


@dataclass(frozen=True, slots=True)
class Announced:
    """What the room will be held to, since when that was said, and from which uptime on."""

    leads: Leads
    since_up_s: float
    begins_up_s: float


class Forewarned:
    """One thing of the room: what leads goes in, what the room is held to comes out.

    Surprising: full light and watch light never come in here. They go over what comes out, and
    beneath them what was announced begins when it was said to.
    """

    def __init__(self) -> None:
        self._held: Leads | None = None
        self._announced: Announced | None = None
        self._first_up_s = 0.0  # since when something has been announced, without a break
        self._hurried = False

    @property
    def held(self) -> Leads | None:
        """What the room is held to, beneath watch light and full light."""
        return self._held

    @property
    def announced(self) -> Announced | None:
        """The change that is to come, if one is."""
        return self._announced

    def forget(self) -> None:
        """Somebody else is here, or the program began: whatever leads holds at once."""
        self._held, self._announced, self._hurried = None, None, False

    def hurry(self) -> None:
        """The person wants it, or somebody is at the door who can tell them: do not hold it."""
        self._hurried = True

    def look(
        self, leads: Leads, coming: tuple[Leads, float] | None, up_s: float, warn_s: float
    ) -> Leads:
        """``coming`` is what will lead by itself, and in how many seconds. Call it often."""
        held = self._held
        if held is None or self._hurried or warn_s <= 0 or leads.rank is Rank.OWN:
            return self._begin(leads)
        if leads.asked != held.asked:
            begins_up_s = self._announce(leads, up_s, warn_s, due_up_s=up_s)
            return self._begin(leads) if up_s >= begins_up_s else held
        if coming is None or coming[1] > warn_s or coming[0].asked == held.asked:
            return self._begin(leads)
        self._announce(coming[0], up_s, warn_s, due_up_s=up_s + coming[1])
        self._held = leads
        return leads

    def _begin(self, leads: Leads) -> Leads:
        self._held, self._announced, self._hurried = leads, None, False
        return leads

    def _announce(self, leads: Leads, up_s: float, warn_s: float, *, due_up_s: float) -> float:
        """When it begins: once it was said for so long, and is due."""
        before = self._announced
        if before is None:
            self._first_up_s = up_s
        same = before is not None and before.leads.asked == leads.asked
        since_up_s = before.since_up_s if before and same else up_s
        told_up_s = min(since_up_s + warn_s, self._first_up_s + HELD_MOST * warn_s)
        self._announced = Announced(leads, since_up_s, max(told_up_s, due_up_s))
        return self._announced.begins_up_s
