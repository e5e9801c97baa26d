"""Forewarned: a change is announced, and held back until whoever is in the room could be told.

As long beforehand as the profile says. What an hour of the schedule brings, or the night, or the
end of what staff asked for a while, is known before it is due, and so it comes on time; what staff
ask from the station begins so much later. Never held back are full light and watch light, and
their end; what the person chose; and what is done at the door, by dial or page, for whoever does
it can say so through that door.
"""

from dataclasses import dataclass

from edge.act.whose_word import Leads
from ward.rank import Rank

HELD_MOST = 2.0  # times what the profile says, however often something else is asked meanwhile


@dataclass(frozen=True, slots=True)
class Announced:
    """What the room will be held to, since when that was said, and from which uptime on.

    ``by_itself``: nobody has to ask for it; an hour, the night or the end of a while brings it.
    """

    leads: Leads
    since_up_s: float
    begins_up_s: float
    by_itself: bool = False


class Forewarned:
    """One thing of the room: what leads goes in, what the room is held to comes out.

    Surprising: full light and watch light never come in here. They go over what comes out, and
    beneath them what was announced begins when it was said to. And where staff ask one thing after
    another for twice as long, what was said for longest begins, and the newest is announced anew.
    """

    def __init__(self) -> None:
        self._held: Leads | None = None
        self._announced: Announced | None = None
        self._first_up_s = 0.0  # since when something has been announced, without a break
        self._replaced: tuple[Leads, float] | None = (
            None  # the longest said since, and for how long
        )
        self._hurried = False

    @property
    def held(self) -> Leads | None:
        """What the room is held to, beneath watch light and full light."""
        return self._held

    @property
    def announced(self) -> Announced | None:
        """The change that is to come, if one is."""
        return self._announced

    @property
    def waits(self) -> Leads | None:
        """What leads, and is held back so that the person can be told."""
        held, announced = self._held, self._announced
        if held is None or announced is None or announced.leads.asked == held.asked:
            return None
        return None if announced.by_itself else announced.leads

    @property
    def begins_up_s(self) -> float:
        """From when on what is announced holds; nought where nothing is."""
        return self._announced.begins_up_s if self._announced else 0.0

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
        if held is None or self._hurried or warn_s <= 0 or _is_chosen(leads, held):
            return self._begin(leads)
        if leads.comes_to != held.comes_to:
            begins_up_s = self._announce(leads, up_s, warn_s, due_up_s=up_s)
            if up_s >= begins_up_s:
                return self._begin(leads)
            if (older := self._older(up_s, warn_s)) is None:
                return held
            self._begin(older)
            self._announce(leads, up_s, warn_s, due_up_s=up_s)
            return older
        if coming is None or coming[1] > warn_s or coming[0].comes_to == held.comes_to:
            return self._begin(leads)
        self._announce(coming[0], up_s, warn_s, due_up_s=up_s + coming[1], by_itself=True)
        self._held = leads
        return leads

    def _begin(self, leads: Leads) -> Leads:
        self._held, self._announced, self._hurried = leads, None, False
        return leads

    def _announce(
        self, leads: Leads, up_s: float, warn_s: float, *, due_up_s: float, by_itself: bool = False
    ) -> float:
        """When it begins: once it was said for so long, and is due.

        What staff gave up begins no more: only of one rank's wishes does one replace another.
        """
        before, since_up_s = self._announced, up_s
        if before is None or before.leads.rank is not leads.rank:
            self._first_up_s, self._replaced = up_s, None
        elif before.leads.comes_to == leads.comes_to:
            since_up_s = before.since_up_s
        elif self._replaced is None or up_s - before.since_up_s >= self._replaced[1]:
            self._replaced = before.leads, up_s - before.since_up_s
        told_up_s = self._told_up_s(leads, since_up_s, warn_s)
        begins_up_s = max(told_up_s, due_up_s)
        self._announced = Announced(leads, since_up_s, begins_up_s, by_itself)
        return self._announced.begins_up_s

    def _told_up_s(self, leads: Leads, since_up_s: float, warn_s: float) -> float:
        """From when on it was said for long enough, or for longer than what it replaced."""
        most_up_s = self._first_up_s + HELD_MOST * warn_s
        if since_up_s + warn_s <= most_up_s or self._replaced is None:
            return since_up_s + warn_s
        older, for_s = self._replaced
        if most_up_s - since_up_s >= for_s or older.comes_to == leads.comes_to:
            return most_up_s
        return most_up_s + warn_s

    def _older(self, up_s: float, warn_s: float) -> Leads | None:
        """What was said for longest of what was asked meanwhile, once nothing may wait longer."""
        if self._replaced is None or up_s < self._first_up_s + HELD_MOST * warn_s:
            return None
        return self._replaced[0]


def _is_chosen(leads: Leads, held: Leads) -> bool:
    """The person's own wish, and not what an hour makes of its colour."""
    return leads.rank is Rank.OWN and leads.asked != held.asked
