"""Forewarned: a change is announced, and held back until whoever is in the room could be told.

As long beforehand as the profile says. What an hour of the schedule brings, or the night, or the
end of what staff asked for a while, is known before it is due, and so it comes on time; what staff
ask from the station begins so much later. Never held back are full light and watch light, and
their end; what the person chose; and what is done at the door, by dial or page, for whoever does
it can say so through that door.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from edge.act.whose_word import Leads
from ward.rank import Rank

HELD_MOST = 2.0  # times what the profile says, however often something else is asked meanwhile


@dataclass(frozen=True, slots=True)
class Announced:
    """What the room will be held to, since when that was said, and from which uptime on.

    ``due_up_s``: when it would begin if nobody had to be told. ``by_itself``: nobody has to ask
    for it; an hour, the night or the end of a while brings it.
    """

    leads: Leads
    since_up_s: float
    begins_up_s: float
    due_up_s: float = 0.0
    by_itself: bool = False


class Forewarned:
    """One thing of the room: what leads goes in, what the room is held to comes out.

    Each change has an announcement of its own: what is known beforehand waits for no other, and
    comes on time. Surprising: full light and watch light never come in here. They go over what
    comes out, and beneath them what was announced begins when it was said to. And where staff ask
    one thing after another for twice as long, what was said for longest begins, and the newest is
    announced anew.
    """

    def __init__(self) -> None:
        self._held: Leads | None = None
        self._waiting: Announced | None = None  # it leads, and is held back
        self._to_come: tuple[Announced, ...] = ()  # by itself, the soonest first
        self._first_up_s = 0.0  # since when something has been waiting, without a break
        self._replaced: tuple[Leads, float] | None = (
            None  # the longest said since, and for how long
        )
        self._hurried = False

    @property
    def held(self) -> Leads | None:
        """What the room is held to, beneath watch light and full light."""
        return self._held

    @property
    def announced(self) -> tuple[Announced, ...]:
        """The changes that are to come, the soonest first; none that is over before it begins."""
        every = (*((self._waiting,) if self._waiting else ()), *self._to_come)
        after = (*(one.due_up_s for one in every[1:]), inf)
        return tuple(
            one for one, due_up_s in zip(every, after, strict=False) if one.begins_up_s < due_up_s
        )

    @property
    def waits(self) -> Leads | None:
        """What staff asked, and is held back so that the person can be told."""
        held, waiting = self._held, self._waiting
        if held is None or waiting is None or waiting.leads.asked == held.asked:
            return None
        return waiting.leads

    @property
    def begins_up_s(self) -> float:
        """From when on what waits holds; nought where nothing does."""
        return self._waiting.begins_up_s if self._waiting else 0.0

    def forget(self) -> None:
        """Somebody else is here, or the program began: whatever leads holds at once."""
        self._held, self._waiting, self._to_come, self._hurried = None, None, (), False

    def hurry(self) -> None:
        """The person wants it, or somebody is at the door who can tell them: do not hold it."""
        self._hurried = True

    def look(
        self, leads: Leads, coming: Sequence[tuple[Leads, float]], up_s: float, warn_s: float
    ) -> Leads:
        """``coming`` is what will lead by itself, and in how many seconds. Call it often."""
        held = self._held
        if held is None or self._hurried or warn_s <= 0 or _holds_at_once(leads, held):
            held = self._begin(leads)
        else:
            held = self._in_its_time(leads, held, up_s, warn_s)
        self._foresee(coming, up_s, warn_s)
        return held

    def _in_its_time(self, leads: Leads, held: Leads, up_s: float, warn_s: float) -> Leads:
        begins_up_s = self._wait(leads, up_s, warn_s)
        if up_s >= begins_up_s:
            return self._begin(leads)
        if (older := self._older(up_s, warn_s)) is None:
            return held
        self._begin(older)
        self._wait(leads, up_s, warn_s)
        return older

    def _begin(self, leads: Leads) -> Leads:
        self._held, self._waiting, self._hurried = leads, None, False
        return leads

    def _wait(self, leads: Leads, up_s: float, warn_s: float) -> float:
        """When it begins: once it was said for so long, by itself before or since it leads.

        What staff gave up begins no more: only of one rank's wishes does one replace another.
        """
        before = self._waiting
        if before and _is_same(before.leads, leads):
            since_up_s = before.since_up_s
        else:
            since_up_s = self._foretold_up_s(leads, up_s)
            self._replaces(before, leads, up_s, since_up_s)
        begins_up_s = max(self._told_up_s(leads, since_up_s, warn_s), up_s)
        self._waiting = Announced(leads, since_up_s, begins_up_s, up_s)
        return begins_up_s

    def _replaces(
        self, before: Announced | None, leads: Leads, up_s: float, since_up_s: float
    ) -> None:
        if before is None or before.leads.rank is not leads.rank:
            self._first_up_s, self._replaced = since_up_s, None
            return
        said_s, longest_s = up_s - before.since_up_s, self._replaced[1] if self._replaced else 0.0
        if said_s > 0 and said_s >= longest_s:
            self._replaced = before.leads, said_s

    def _foretold_up_s(self, leads: Leads, up_s: float) -> float:
        """Since when it was announced before it was due; now, where it was not."""
        said, self._to_come = _said_of(leads, up_s, self._to_come)
        return said.since_up_s if said else up_s

    def _foresee(self, coming: Sequence[tuple[Leads, float]], up_s: float, warn_s: float) -> None:
        """What comes by itself within so long; of what is over before it begins nothing is said."""
        before, to_come = self._to_come, list[Announced]()
        for leads, in_s in coming:
            if in_s > warn_s:
                break
            said, before = _said_of(leads, up_s + in_s, before)
            since_up_s = said.since_up_s if said else up_s
            begins_up_s = max(up_s + in_s, since_up_s + warn_s)
            to_come.append(Announced(leads, since_up_s, begins_up_s, up_s + in_s, by_itself=True))
        self._to_come = tuple(to_come)
        said_now = self.announced
        if self._waiting and self._waiting not in said_now:
            self._waiting = replace(self._waiting, since_up_s=up_s)
        self._to_come = tuple(
            one if one in said_now else replace(one, since_up_s=up_s) for one in to_come
        )

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


def _said_of(
    leads: Leads, due_up_s: float, announced: tuple[Announced, ...]
) -> tuple[Announced | None, tuple[Announced, ...]]:
    """The announcement of this, of two the one that is nearer to when it is due; and the others."""
    same = [one for one in announced if _is_same(one.leads, leads)]
    found = min(same, key=lambda one: abs(one.due_up_s - due_up_s), default=None)
    return found, tuple(one for one in announced if one is not found)


def _is_same(one: Leads, other: Leads) -> bool:
    """By one rank's word, and to be seen or felt the same."""
    return one.rank is other.rank and one.comes_to == other.comes_to


def _holds_at_once(leads: Leads, held: Leads) -> bool:
    """It is so already, or it is the person's own wish."""
    return leads.comes_to == held.comes_to or _is_chosen(leads, held)


def _is_chosen(leads: Leads, held: Leads) -> bool:
    """The person's own wish, and not what an hour makes of its colour."""
    return leads.rank is Rank.OWN and leads.asked != held.asked
