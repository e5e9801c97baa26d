"""Telling: alarms to messages for people. It keeps what is on its way; all else it derives."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hub.acts import Delivered
from hub.alarms import spoken
from hub.alarms.notice import Notice
from hub.alarms.policy import ends_to_people, to_people
from hub.alarms.reached import Heard, notices
from hub.alarms.route import Route
from hub.alarms.stages import TOLD, TOLD_WITH, WAITS
from hub.alarms.told import Case, Outcome, Sent, had_by
from hub.effects import TakeBack, Tell
from hub.rooms.alarm import Alarm, Step
from hub.rooms.alarm_facts import NoticeTold
from hub.rooms.state import RoomState
from ward.rooms import RoomId
from ward.units import Instant

OVER_FIRST = "it was over first"
SILENT = "said nothing of it"
REMEMBERED_MOST = 100  # notices of alarms that were over first

Message = Tell | TakeBack
Key = tuple[int, int]  # how often its alarm had begun, and which step


class Telling:
    """Who is told what, and whether they were.

    Every step that an alarm has reached is a notice for as long as the alarm shows, and a fact says
    who took it: so a hub that starts again tells what it had not told, at least once, under the
    same name. What is about a person goes as soon as its room is fed. The rest goes on a tick, when
    all rooms are there to be gathered. ``over_first`` are the last of those that came to nothing.
    """

    def __init__(self, routes: Sequence[Route] = ()) -> None:
        self.counters: Counter[str] = Counter()
        self.over_first: deque[Notice] = deque(maxlen=REMEMBERED_MOST)
        self._routes = {route.name: route for route in routes}
        self._policy = to_people(routes)
        self._cases: dict[str, dict[Key, Case]] = {}
        self._ends: tuple[Notice, ...] = ()
        self._shown: dict[RoomId, tuple[Alarm, ...]] = {}
        self._marked: dict[RoomId, tuple[Notice, ...]] = {}
        self._hurried = False
        self._answered: set[RoomId] = set()  # something came of a notice there since it was marked

    @property
    def is_silent(self) -> bool:
        """Whether there is no teller at all: then nobody is told, and nobody expects to be."""
        return not self._routes

    def marked(self, room: RoomId) -> tuple[Notice, ...]:
        """The notices of a room with what was last marked on them."""
        return self._marked.get(room, ())

    def recall(self, rooms: Iterable[RoomState]) -> None:
        """What shows as the hub begins: of what is over after that the end can be told."""
        for state in rooms:
            if state.alarms:
                self._shown[state.room] = state.alarms
                self._marked[state.room] = self._notices(Heard(state, ()), state.since)

    def hurry(self) -> None:
        """The clock was set back: every room is looked at again."""
        self._hurried = True

    # ---- events and time ---------------------------------------------------------------------

    def feed(self, room: Heard, now: Instant) -> tuple[Message, ...]:
        """One room, just changed: what is about a person there goes at once."""
        back = self._over(room.state, now)
        marked = self._policy(self._notices(room, now), now)
        self._mark(room.state, marked)
        personal = tuple(one for one in marked if not one.is_technical)
        ends = tuple(one for one in self._ends if not one.is_technical)
        return (*back, *self._tells(personal, now), *self._tell_ends(ends, now))

    def tick(self, rooms: Iterable[Heard], now: Instant) -> tuple[Message, ...]:
        """Of all rooms those where something may have changed."""
        looked_at = [room for room in rooms if not self._rests(room.state)]
        self._hurried = False
        found = {room.state.room: one for room in looked_at for one in self._found(room, now)}
        looked_at = [room for room in looked_at if room.state.room in found]
        back = tuple(said for room in looked_at for said in self._over(room.state, now))
        marked = self._policy(tuple(one for each in found.values() for one in each), now)
        of_room: dict[RoomId, list[Notice]] = {room: [] for room in found}
        for one in marked:
            of_room[one.room].append(one)
        for room in looked_at:
            self._mark(room.state, tuple(of_room[room.state.room]))
        return (*back, *self._tells(marked, now), *self._tell_ends(self._ends, now))

    def unanswered(self, now: Instant) -> tuple[Delivered, ...]:
        """What a teller has said nothing about for too long: it counts as given up."""
        return tuple(
            _given_up(case.notice, name)
            for cases in self._cases.values()
            for case in cases.values()
            for name in case.unanswered(now)
        )

    def delivered(self, said: Delivered, state: RoomState, now: Instant) -> tuple[NoticeTold, ...]:
        """What became of one notice at one teller: that somebody has it, or that nobody has."""
        self._answered.add(said.room)
        case = self._cases.get(said.alarm, {}).get((said.times, said.step))
        if case is not None:
            outcome = Outcome.TOOK if said.took else Outcome.GAVE_UP
            case.by[said.channel] = Sent(now, outcome, said.words)
        alarm = state.alarm(said.alarm)
        current = alarm if alarm and alarm.times == said.times else None
        told: tuple[NoticeTold, ...] = ()
        if said.took:
            told = (_told(said, said.words, now),)
        elif current and _is_news(current, said.step):
            if case is None:
                told = (_told(said, said.words, now),)
            elif case.reached_nobody:
                told = (_told(said, case.why(), now),)
        if case and not current:
            self._settle(case, said)
        return told

    def _settle(self, case: Case, said: Delivered) -> None:
        """It is over by now: whoever took it only now hears so too, and nothing more is kept."""
        if said.took and case.notice.over_at:
            self._ends += self._end(case.notice, frozenset({said.channel}))
        if not case.is_open:
            self._forget(case.notice)

    def _forget(self, notice: Notice) -> None:
        cases = self._cases.get(notice.alarm, {})
        cases.pop((notice.times, notice.step), None)
        if not cases:
            self._cases.pop(notice.alarm, None)

    # ---- what is to be told ------------------------------------------------------------------

    def _rests(self, state: RoomState) -> bool:
        """Whether neither time, nor a fact, nor a teller can have changed what is told there."""
        shown = self._shown.get(state.room)
        if shown is None:
            return not state.alarms
        if self._hurried or state.room in self._answered or shown is not state.alarms:
            return False
        return all(one.withheld and not one.waits for one in self._marked[state.room])

    def _notices(self, room: Heard, now: Instant) -> tuple[Notice, ...]:
        def had(alarm: Alarm, step: Step) -> tuple[frozenset[str], bool]:
            case = self._cases.get(alarm.id, {}).get((alarm.times, step.step))
            return had_by(case, step, now)

        return tuple(notices(room, had, now))

    def _found(self, room: Heard, now: Instant) -> Iterator[tuple[Notice, ...]]:
        """The notices of a room; nothing of one that raises, which is not to silence the rest."""
        try:
            yield self._notices(room, now)
        except Exception:  # noqa: BLE001  (said above)
            self.counters["rooms whose notices failed"] += 1

    def _mark(self, state: RoomState, marked: tuple[Notice, ...]) -> None:
        """Remember the marks, and count what is newly withheld."""
        self._answered.discard(state.room)
        before = {one.id: one.withheld for one in self._marked.get(state.room, ())}
        for one in marked:
            if _is_counted(one.withheld) and before.get(one.id) != one.withheld:
                self.counters[f"notices withheld: {one.withheld}"] += 1
        if state.alarms:
            self._shown[state.room], self._marked[state.room] = state.alarms, marked
        else:
            self._shown.pop(state.room, None)
            self._marked.pop(state.room, None)

    def _tells(self, marked: tuple[Notice, ...], now: Instant) -> tuple[Tell, ...]:
        """Each teller's messages; several steps of one alarm at one moment are one of them."""
        of: dict[tuple[str, str], list[Notice]] = {}
        for one in marked:
            for name in one.tellers if one.withheld is None else ():
                of.setdefault((name, one.id if one.together else one.alarm), []).append(one)
        tells = tuple(
            spoken.tell(name, several, now, say_person=self._routes[name].say_person)
            for (name, _), several in of.items()
        )
        for (name, _), several in of.items():
            for one in (each for lead in several for each in (lead, *lead.together)):
                cases = self._cases.setdefault(one.alarm, {})
                case = cases.setdefault((one.times, one.step), Case(one))
                case.by[name] = Sent(now)
        self.counters["notices sent"] += len(tells)
        return tells

    # ---- what is over ------------------------------------------------------------------------

    def _over(self, state: RoomState, now: Instant) -> tuple[TakeBack, ...]:
        """Alarms that show no longer: what waits is taken back, and who was told is told so."""
        before = self._shown.get(state.room, ())
        if before is state.alarms:
            return ()
        times = {alarm.id: alarm.times for alarm in state.alarms}
        back: list[TakeBack] = []
        for alarm in before:
            if alarm.id not in times:
                back += self._ended(state, alarm, now)
            elif times[alarm.id] != alarm.times:
                self._begun_anew(alarm)
        return tuple(back)

    def _begun_anew(self, alarm: Alarm) -> None:
        """It is there again, and is told anew: what was told of it before is forgotten."""
        for case in tuple(self._cases.get(alarm.id, {}).values()):
            if case.notice.times == alarm.times and not case.is_open:
                self._forget(case.notice)

    def _ended(self, state: RoomState, alarm: Alarm, now: Instant) -> Iterator[TakeBack]:
        self._count_over_first(state.room, alarm.id)
        cases = tuple(self._cases.get(alarm.id, {}).values())
        took = {name for step in alarm.steps for name in step.told_by}
        took |= {name for case in cases for name in case.tellers(Outcome.TOOK)}
        last = [one for one in self._marked.get(state.room, ()) if one.alarm == alarm.id]
        if last:
            self._ends += self._end(replace(last[-1], over_at=now), frozenset(took))
        for case in cases:
            case.notice = replace(case.notice, over_at=now)
            if not case.is_open:
                self._forget(case.notice)
        if alarm.id in self._cases:
            yield TakeBack(state.room, alarm.id)

    def _count_over_first(self, room: RoomId, alarm: str) -> None:
        """A notice that would have gone out, and now never will."""
        cases = self._cases.get(alarm, {})
        for one in self._marked.get(room, ()):
            goes = one.withheld is None or one.waits
            if one.alarm == alarm and goes and not one.had and (one.times, one.step) not in cases:
                self.counters[f"notices withheld: {OVER_FIRST}"] += 1
                self.over_first.append(replace(one, withheld=OVER_FIRST))

    def _end(self, notice: Notice, took: frozenset[str]) -> tuple[Notice, ...]:
        """The news of an end, for whoever has the notice of the beginning and wants to know."""
        wants = tuple(
            name for name in sorted(took) if name in self._routes and self._routes[name].tell_ends
        )
        if not wants:
            return ()
        return (replace(notice, tellers=wants, together=(), withheld=None, waits=False),)

    def _tell_ends(self, ends: tuple[Notice, ...], now: Instant) -> tuple[Tell, ...]:
        """Ends are gathered as beginnings are; each is told once, and nothing comes back of it."""
        marked = ends_to_people(ends, now)
        waits = {one.id for one in marked if one.withheld == WAITS}
        going = {one.id for one in ends} - waits
        self._ends = tuple(one for one in self._ends if one.id not in going)
        return tuple(
            spoken.tell(name, (one,), now, say_person=self._routes[name].say_person)
            for one in marked
            if one.withheld is None
            for name in one.tellers
        )


def _is_counted(why: str | None) -> bool:
    return why is not None and why not in {TOLD, WAITS} and not why.startswith(TOLD_WITH)


def _is_news(alarm: Alarm, step: int) -> bool:
    """Whether it is not written down yet that nobody has it."""
    return any(one.step == step and not one.told and not one.failed for one in alarm.steps)


def _told(said: Delivered, words: str, now: Instant) -> NoticeTold:
    return NoticeTold(
        room=said.room,
        at=now,
        id=said.alarm,
        step=said.step,
        times=said.times,
        channel=said.channel,
        took=said.took,
        words=words[:500],
    )


def _given_up(notice: Notice, teller: str) -> Delivered:
    return Delivered(
        notice.room, notice.alarm, notice.step, teller, False, SILENT, times=notice.times
    )
