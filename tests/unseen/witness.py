"""The witness: who waits to be seen, since when, and until when at the latest. Not the hub's code.

It reckons in true seconds, knows of evidence only whether it is good, and errs on the hub's side
alone: by as much as a clock that nobody can have seen being set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from ward.rooms import RoomId

AGAIN_WITHIN_S = 3600.0  # an ending so short ago forgives nothing to the same person
NOTICED_S = 5.0  # a clock that goes back by no more than this, in all, is not set back yet
STEP_S = 5.0  # what lies no further ahead is not known to be of another clock
NEAR_S = 2.5  # clocks of door and hub agree no better, and a tick


class Limit(NamedTuple):
    """How long may pass, from when on; and what clocks had hidden by then."""

    begun_s: float
    every_s: float
    lost_s: float


class Ask(NamedTuple):
    """What a mode asks: whoever was last seen from then until then is due so soon after."""

    mode: str
    begun_s: float
    every_s: float
    until_s: float
    lost_s: float


class Out(NamedTuple):
    """Taken out through the door: since when, for how long at most, and whether that is sure.

    It is not sure where no clock can tell whether the word counts, or what else was told since.
    """

    since_s: float
    most_s: float
    lost_s: float
    surely: bool

    def until_s(self, lost_s: float) -> float:
        return self.since_s + self.most_s + max(0.0, lost_s - self.lost_s)


@dataclass
class Wait:
    """One confinement of one person, and since when nobody has been to see them."""

    room: RoomId
    person: str
    since_s: float
    limits: list["Limit"]
    due_most_s: float  # by when somebody must come under the plans of a confinement before
    lost_s: float  # what clocks had hidden when it began
    plan_s: float = inf  # of the plan that was set last
    came_s: float = -inf  # from another room
    maybe_s: float = -inf  # the same, where the hub may know of it and nobody else any more
    outs: list[Out] = field(default_factory=list)  # of which each may hold
    asks: list[Ask] = field(default_factory=list)  # by modes of which it is sure
    ended_s: float | None = None
    moved: bool = False  # their wait goes on in another confinement
    unseen: bool = False  # ended so: it shows until somebody is at that door
    parted: bool = False  # the door may have been opened since it ended
    surely: bool = False  # it was

    def due_s(self, lost_s: float) -> float:
        """When somebody must have been, at the latest: clocks may have hidden so much.

        Whoever is out is due by the end of that, or when the plan asks where that is later.
        """
        return max((self._due_here_s(lost_s), *(one.until_s(lost_s) for one in self.outs)))

    def shown_s(self, lost_s: float) -> float:
        """When it must show at the latest that they are missing, here or from where they went."""
        sure = len(self.outs) == 1 and self.outs[0].surely
        return self.outs[0].until_s(lost_s) if sure else self.due_s(lost_s)

    def _due_here_s(self, lost_s: float) -> float:
        since = self.since_s + max(0.0, lost_s - self.lost_s)
        due = min(
            max(one.begun_s + max(0.0, lost_s - one.lost_s), since) + one.every_s
            for one in self.limits
        )
        sooner = (
            begun + one.every_s
            for one in self.asks
            for begun in [max(one.begun_s + max(0.0, lost_s - one.lost_s), since)]
            if begun + NEAR_S + STEP_S < one.until_s
        )
        return min((due, self.due_most_s + since - self.since_s, *sooner))

    @property
    def runs(self) -> bool:
        return self.ended_s is None

    def goes(self, out: Out | None, *, newer: bool) -> None:
        """They were seen, in the room or going; what is told late may have been before it.

        Of whoever is confined there no longer the hub need not know that they were out.
        """
        kept = [] if newer else [one._replace(surely=False) for one in self.outs]
        new = [] if out is None else [out._replace(surely=out.surely and self.runs)]
        self.outs = [*kept, *new]

    def seen(self, at_s: float, lost_s: float, near_s: float) -> None:
        """The limit that held then goes on, and whichever was set since.

        Of those that were set so near that no clock can tell, the loosest may be it.
        """
        if at_s < self.since_s - near_s:
            return
        if at_s < self.came_s - near_s:
            return  # that was somebody else, or nobody
        before = [one for one in self.limits if one.begun_s <= at_s]
        near = [one for one in self.limits if at_s < one.begun_s <= at_s + near_s]
        after = [one for one in self.limits if one.begun_s > at_s + near_s]
        held = max((*(before[-1:] or self.limits[:1]), *near), key=lambda one: one.every_s)
        self.limits = [held, *after]
        self.since_s, self.due_most_s = max(self.since_s, at_s), inf
        self.lost_s = lost_s


@dataclass
class Witness:
    """Told by whoever makes the story what truly happens."""

    rooms: Sequence[RoomId]
    waits: list[Wait] = field(default_factory=list)
    every_least_s: float = inf
    steps: int = 0  # of the hub's clock
    newest: dict[RoomId, tuple[float, float, int]] = field(default_factory=dict)
    opened: dict[RoomId, bool] = field(default_factory=dict)  # whether the door may stand open
    hidden_s: float = 0.0  # by how much the hub's clock went back and nobody could see it
    slipped_s: float = 0.0  # not seen yet; seen once it is more than a moment
    forgot: bool = False  # some of it, by a hub that was down since it last saw all
    gained_s: float = 0.0  # by how much it went on unseen
    fresh: dict[RoomId, float] = field(default_factory=dict)  # the last that was told at once
    goods: int = 0
    begun_s: float = -inf  # when a confinement last began, in either room
    rooms_of: dict[str, set[RoomId]] = field(default_factory=dict)  # where people ever were
    came: dict[RoomId, tuple[float, float]] = field(default_factory=dict)  # perhaps, and who left

    @property
    def lost_s(self) -> float:
        return self.hidden_s + self.slipped_s

    # ---- people ------------------------------------------------------------------------------

    def begins(self, room: RoomId, person: str, every_s: float, now_s: float) -> None:
        """Whoever was unseen already, wherever that was, is no less unseen for it."""
        before = [one for one in self.waits if self._carries_on(one, room, person, now_s)]
        since_s = min((one.since_s for one in before), default=now_s)
        due_s = min((one.shown_s(self.lost_s) for one in before), default=inf)
        lost_s = min((one.lost_s for one in before), default=self.lost_s)
        self.waits = [
            one for one in self.waits if one.unseen or (one.room, one.person) != (room, person)
        ]
        for one in self.waits:
            one.moved = one.moved or (one.room, one.person) == (room, person)  # it goes on in this
        self.begun_s = now_s
        limit = Limit(now_s, every_s, self.lost_s)
        came_s = now_s if any(one.room != room for one in before) else -inf
        maybe_s = now_s if self.rooms_of.setdefault(person, {room}) - {room} else -inf
        self.rooms_of[person].add(room)
        if maybe_s > -inf:
            self.came[room] = maybe_s, self.lost_s
        wait = Wait(room, person, since_s, [limit], due_s, lost_s, every_s, came_s, maybe_s)
        self.waits.append(wait)
        self.every_least_s = min(self.every_least_s, every_s)

    def _carries_on(self, one: Wait, room: RoomId, person: str, now_s: float) -> bool:
        if one.ended_s is None:
            return one.person == person
        lately = now_s - one.ended_s + self.gained_s < AGAIN_WITHIN_S
        same = one.person == person and lately and not one.moved
        return same or (one.room == room and not one.parted)

    def plans(self, room: RoomId, every_s: float, now_s: float) -> None:
        self.every_least_s = min(self.every_least_s, every_s)
        for one in self._running(room):
            one.limits.append(Limit(now_s, every_s, self.lost_s))
            one.plan_s = every_s

    def moves(self, room: RoomId, to: RoomId, now_s: float) -> None:
        """The same wait goes on in the next room; a spell that runs stays in this one as well."""
        for one in tuple(self._running(room)):
            self.begins(to, one.person, one.plan_s, now_s)
            for there in self._running(to):
                there.asks = [  # they went along, and ask since whoever came to this room last
                    each._replace(begun_s=one.since_s, lost_s=one.lost_s)
                    if each.begun_s < one.since_s
                    else each
                    for each in one.asks
                ]
        for one in self._running(room):
            one.moved = True
        self.ends(room, now_s)

    def ends(self, room: RoomId, now_s: float) -> None:
        for one in self._running(room):
            one.unseen = now_s > one.shown_s(self.lost_s) + NEAR_S
            if one.unseen:
                one.due_most_s, one.outs = min(one.due_most_s, now_s), []
            one.ended_s = now_s
            one.parted = self.opened.get(room, False)

    def asks(
        self, room: RoomId, mode: str, stretches: Sequence[tuple[float, float | None]], now_s: float
    ) -> None:
        """A mode began or its time did, in minutes; a further dose begins it anew."""
        self.every_least_s = min(self.every_least_s, 60.0)
        self.asks_no_more(room, mode, now_s)
        for one in self._running(room):
            one.asks += [
                Ask(
                    mode, now_s, 60.0 * every, inf if most is None else now_s + 60.0 * most,
                    self.lost_s,
                )
                for every, most in stretches
            ]  # fmt: skip

    def asks_no_more(self, room: RoomId, mode: str, now_s: float, *, surely: bool = True) -> None:
        """Whoever is due by it is due still; where that is not sure, nothing is held to it."""
        self.every_least_s = min(self.every_least_s, 60.0)
        for one in self._running(room):
            one.asks = [
                each._replace(until_s=min(each.until_s, now_s)) if each.mode == mode else each
                for each in one.asks
                if surely or each.mode != mode
            ]

    def perhaps_now_in(self, room: RoomId) -> set[RoomId]:
        """Where whoever was in this room some time may wait now: what is told late goes after."""
        gone = (one.room for one in self.waits if one.runs and room in self.rooms_of[one.person])
        return {room, *gone}

    def door_may_open(self, room: RoomId, *, stays: bool, surely: bool = False) -> None:
        for one in self.waits:
            if one.room == room and one.ended_s is not None:
                one.parted = True
                one.surely = one.surely or surely
        self.opened[room] = stays

    def door_shut(self, room: RoomId) -> None:
        self.opened[room] = False

    def belied(self, room: RoomId) -> None:
        """Somebody is inside, with the door shut: the plan's clock is as if nobody had gone."""
        for one in self._running(room):
            one.outs = []

    def saw(
        self,
        room: RoomId,
        at_s: float,
        *,
        near_s: float = 0.0,
        newer: bool = False,
        out_s: float | None = None,
    ) -> None:
        """Badge, stay and what was seen, at that door, at that moment, as near as clocks say.

        Or they went out for so long at most, by badge, stay and an opened door.
        """
        self.goods += 1
        if not near_s:
            self.fresh[room] = at_s
        known = self.newest.get(room)
        if known is None or at_s > known[0]:
            self.newest[room] = at_s, self.lost_s, self.steps
        occupied = any(True for _ in self._running(room))
        for one in [one for one in self.waits if one.room == room]:
            if one.ended_s is None or at_s < one.ended_s - near_s:
                lost_s = min(one.lost_s, self.lost_s) if near_s else self.lost_s
                one.seen(at_s, lost_s, near_s)
                one.goes(Out(at_s, out_s, lost_s, newer) if out_s else None, newer=newer)
                ended_s = one.ended_s
                if ended_s is not None and one.due_s(self.lost_s) >= ended_s - NEAR_S - near_s:
                    one.unseen = False
                    if any(other.person == one.person for other in self._running(room)):
                        self.waits.remove(one)  # they are confined there again
            elif one.unseen or not (occupied and one.surely):
                self.waits.remove(one)

    def is_newer(self, room: RoomId, at_s: float) -> bool:
        """Whether nobody was there, and nobody was begun, as late as that, by any clock."""
        since = [
            (max(one.since_s, one.maybe_s), one.lost_s) for one in self.waits if one.room == room
        ]
        since += [self.came[room]] if room in self.came else []
        known = self.newest.get(room)
        if known is not None:
            stepped = STEP_S if known[2] != self.steps else 0.0
            since.append((known[0] + stepped, known[1]))
        lost_s = self.lost_s
        return all(at_s > at + NEAR_S + max(0.0, lost_s - lost) for at, lost in since)

    # ---- clocks ------------------------------------------------------------------------------

    def clock_set(self, by_s: float, untold_s: float) -> None:
        """The hub's clock, which was last told the time so long ago.

        Of what it is set back by, it sees no more than what is beyond that.
        """
        self.steps += by_s != 0
        if by_s >= 0:
            self.gained_s += by_s
            for one in self.waits:
                one.asks = [each._replace(until_s=each.until_s - by_s) for each in one.asks]
            return
        seen_s = max(0.0, -by_s - untold_s)
        self.hidden_s += min(-by_s, untold_s)
        self.slipped_s += seen_s
        if self.slipped_s > NOTICED_S:
            if self.forgot:  # with that on top it may have seen so before, and not the rest
                self.hidden_s += min(self.slipped_s, NOTICED_S)
            self.slipped_s, self.forgot = 0.0, False

    def hub_down(self) -> None:
        """What it had not yet taken for a step, it forgets."""
        self.forgot = self.forgot or self.slipped_s > 0
        self.hidden_s, self.slipped_s = self.lost_s, 0.0

    def slack_s(self, wait: Wait) -> float:
        return NEAR_S + max(0.0, self.lost_s - wait.lost_s)

    # ---- what must show ----------------------------------------------------------------------

    def _running(self, room: RoomId) -> Iterator[Wait]:
        return (one for one in self.waits if one.room == room and one.ended_s is None)

    def open(self, room: RoomId) -> tuple[Wait, ...]:
        """Those whose watch must run there, overdue or not yet."""
        return tuple(one for one in self.waits if one.room == room and (one.runs or one.unseen))

    def latest_due_s(self, room: RoomId) -> float:
        """By when, in true seconds and at the very latest, a spell must show there."""
        return min((one.due_s(self.lost_s) + NEAR_S for one in self.open(room)), default=inf)

    def latest_shown_s(self, room: RoomId) -> float:
        """By when it must show there that somebody is unseen, or has not come back."""
        return min((one.shown_s(self.lost_s) + NEAR_S for one in self.open(room)), default=inf)
