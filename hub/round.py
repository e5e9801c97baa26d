"""The round: the whole hub, pure. Fed what happened and told the time, it says what follows."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from hub.acts import (
    Arrived,
    Connected,
    Delivered,
    Disconnected,
    Event,
    On,
    RemoveStaff,
    RoomAct,
    SetPin,
    SetRota,
    SetStaff,
    Sign,
    SiteAct,
    Started,
)
from hub.alarms.route import Route
from hub.bedside import Bedside
from hub.belated import goes_after, gone_after
from hub.clock_watch import ClockWatch
from hub.decide import KeptAndDenied, Moved, all_of, decide, rooms_of
from hub.device import on_device
from hub.effects import Changed, Denied, Effect, Keep, Took
from hub.fetching import Fetching
from hub.ingest.doorkeeper import Admitted, Doorkeeper, Past
from hub.judging import STATUS_EVERY
from hub.office import CONFIGURED, Office, facts_of_site, pin_kept
from hub.past import unsettled
from hub.rooms import snapshot
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.episode_facts import EpisodeEnded
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, Refused, RoomFact
from hub.rooms.order_facts import OrderAsked
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.rulebook import RULEBOOK, Rule
from hub.site import Site
from hub.site_wide import know, passed, told, whole
from hub.staff.authority import Action
from hub.staff.facts import AnySiteFact
from ward.conditions import BY_NAME
from ward.envelope import Link
from ward.rooms import RoomId
from ward.units import Instant


class Round:
    """Every room of the site. It never waits, reads no clock, opens nothing.

    Facts are applied before they are returned; the shell must store them, and with them the
    points and what was ``Took``, before it carries out any other effect that came with them.

    It begins with ``restore`` from a snapshot if there is one that fits, ``replay`` of the facts
    since, and ``resume`` of what is stored of every boot.
    """

    def __init__(
        self,
        site: Site,
        started: Instant,
        *,
        rulebook: tuple[Rule, ...] = RULEBOOK,
        routes: tuple[Route, ...] = (),
    ) -> None:
        self._site = site
        self._started = started
        self.doorkeeper = Doorkeeper(frozenset(site.rooms))
        tallies = self.doorkeeper.tallies
        self._beds = {
            room: Bedside(room, site, rulebook, tallies[room], started) for room in site.rooms
        }
        self._fetching = Fetching(self._beds, routes, self.doorkeeper.counters)
        self._office = Office()
        self._know(Office.of(site.staff))
        self._connected = False
        self._clock = ClockWatch(started)

    @property
    def rooms(self) -> tuple[RoomId, ...]:
        return self._site.rooms

    @property
    def connected(self) -> bool:
        """Whether the broker is there."""
        return self._connected

    @property
    def counters(self) -> Mapping[str, int]:
        """What was heard, what was turned away, and what was told or withheld, by name."""
        return self.doorkeeper.counters + self._fetching.telling.counters

    @property
    def office(self) -> Office:
        """Who works here, and the rota."""
        return self._office

    def state(self, room: RoomId) -> RoomState:
        return self._beds[room].state

    def findings(self, room: RoomId) -> tuple[Finding, ...]:
        """What was wrong there at the last event or tick, most urgent first."""
        return self._beds[room].found

    # ---- before the first event --------------------------------------------------------------

    def written(self) -> Mapping[RoomId, bytes]:
        """What is written of every room, to be kept beside ``snapshot.stamp()``.

        Ask when all that was fed so far is committed, and keep with it the number of the last
        fact. It holds on to the states of this moment and turns each into bytes only as it is
        read, so it may be read at leisure, and in another thread.
        """
        return snapshot.Written({room: bed.state for room, bed in self._beds.items()})

    def restore(self, written: Mapping[RoomId, bytes]) -> None:
        """Become what was written, once, before anything is replayed. Raises ``ValueError``.

        Rooms no longer of this site are passed over.
        """
        for room, dumped in written.items():
            if room in self._beds:
                self._beds[room].state = replace(
                    snapshot.load(dumped, since=self._started), has_cctv=room in self._site.cctv
                )

    def replay(self, facts: Iterable[AnyFact]) -> None:
        """Become what these facts add up to. Rooms no longer of this site are passed over.

        So are alarms of conditions that are known no longer: no rule could end them.
        """
        office, last = self._office, self._started
        for fact in facts:
            if not isinstance(fact, Fact):
                office = office.after(fact)
                continue
            last = fact.at
            unknown = isinstance(fact, AlarmBegan) and fact.condition not in BY_NAME
            if fact.room in self._beds and not unknown:
                self._beds[fact.room].replay(fact)
        self._know(office)
        self.left_off(last)
        self._fetching.recall()

    def resume(self, taken: Iterable[Took]) -> None:
        """Know which numbers are stored of every boot, so that nothing is taken twice."""
        for took in taken:
            if took.room in self._beds and took.stretches:
                self.doorkeeper.tallies[took.room].resume(took.boot, took.stretches, took.lost)

    def left_off(self, at: Instant) -> None:
        """When this hub last ran, as far as is known: its clock may have been set back since.

        One that was away for longer than its clock was set back by cannot know that it was.
        """
        self._clock.left_off(at)

    # ---- events ------------------------------------------------------------------------------

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        """What follows. One that raises leaves every room as it was, and may come again."""
        self._notice(now)
        effects = self._followed(event, now)
        return (*effects, *self._fetching.after(effects, now))

    def _followed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        device = event.device if isinstance(event, On) else ""
        event = event.act if isinstance(event, On) else event
        match event:
            case Arrived():
                return self._arrived(event, now)
            case Connected():
                self._connected = True
                return tuple(self._greet(now))
            case Disconnected():
                self._connected = False
                return tuple(Changed(room) for room in self.rooms)
            case Delivered():
                return self._fetching.of(event, now)
            case Started() | SetStaff() | RemoveStaff() | SetRota() | SetPin() | Sign():
                return self._of_site(event, device, now)
        return self._act(event, device, now)

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        """The passing of time; about once a second. A room that raises does not stop the rest."""
        self._notice(now)
        effects = passed(self._beds.values(), self.doorkeeper.counters, now)
        return (*effects, *self._fetching.tick(now))

    def _notice(self, now: Instant) -> None:
        """A clock that was set back makes no room seem heard, told or seen to for as long."""
        step = self._clock.feed(now)
        for bed in self._beds.values() if step else ():
            bed.clock_stepped(step, now)
        if step.back:
            self._fetching.telling.hurry()
            self.doorkeeper.counters["the hub's clock was set back"] += 1

    def _arrived(self, event: Arrived, now: Instant) -> tuple[Effect, ...]:
        said = self.doorkeeper.admit(event.topic, event.payload, event.retained, now)
        if said is None:
            return ()
        if isinstance(said, Link):
            self._beds[said.room].linked(said.linked)
            return (Changed(said.room),)
        if isinstance(said, Past):
            bed = self._beds[said.backlog.room]
            with whole((bed,)):
                return bed.backlog(said, now)
        return self._heard(self._beds[said.envelope.room], said, now)

    def _heard(self, bed: Bedside, said: Admitted, now: Instant) -> tuple[Effect, ...]:
        """Of somebody who is in another room by then, it is written in both or in neither."""
        onward = gone_after(said, self._states(), now) if goes_after(said) else None
        beds = (bed,) if onward is None else (bed, self._beds[onward.room])
        with whole(beds):
            arrived = beds[-1].arrives((onward,), now) if onward else ()
            elsewhere = onward.room if onward else None
            return (*bed.hear(said, now, elsewhere=elsewhere), *arrived)

    def _greet(self, now: Instant) -> Iterator[Effect]:
        """Every room, and none of them when one fails. The statuses that follow are spread."""
        share = STATUS_EVERY / len(self._beds)
        with whole(self._beds.values()):
            for place, bed in enumerate(self._beds.values(), start=1):
                yield from bed.greet(now, now + place * share)

    def _know(self, office: Office) -> None:
        self._office = office
        know(self._beds.values(), office)

    def _of_site(self, act: SiteAct | Started, device: str, now: Instant) -> tuple[Effect, ...]:
        """Who works here, or the rota: every room hears of it, and its door too."""
        decided = facts_of_site(act, self._office, now)
        if isinstance(decided, Denied):
            return (decided,)
        told = self._fetching.wrong_pins(act, now) if isinstance(act, Sign) else ()
        made = tuple(on_device(one, device if one.by != CONFIGURED else "") for one in decided)
        return (*self._now_so(made, now), *pin_kept(act, now), *told)

    def _now_so(self, facts: tuple[AnySiteFact, ...], now: Instant) -> tuple[Effect, ...]:
        before, after = self._office, reduce(Office.after, facts, self._office)
        beds = self._beds.values()
        rest = told(beds, before, after, now) if after != before else ()
        self._office = after
        return (*(Keep(fact) for fact in facts), *rest)

    def _refused(
        self, act: RoomAct, refused: tuple[Action, str], device: str, now: Instant
    ) -> tuple[Effect, ...]:
        """Somebody may not do that: it is written down that they tried."""
        action, words = refused
        tried = Refused(room=act.room, at=now, by=act.by, action=action, words=words[:500])
        kept = self._beds[act.room].keep((on_device(tried, device),))
        return (*kept, Denied(words), Changed(act.room))

    def _act(self, act: RoomAct, device: str, now: Instant) -> tuple[Effect, ...]:
        if act.room not in self._beds:
            return (Denied(f"{act.room} is not a room of this site"),)
        bed = self._beds[act.room]
        if refused := self._office.refusal(act, bed.state, now):
            return self._refused(act, refused, device, now)
        with whole(one for room, one in self._beds.items() if room in rooms_of(act)):
            back = bed.keep(())  # a clock that was set back is reckoned with before who decides
            rooms = self._states()
            decided = decide(act, rooms, now)
            if isinstance(decided, Denied):
                return (*back, decided)
            if isinstance(decided, Moved):
                return (*back, *self._moved(decided, device, now))
            tried = (Denied(decided.words),) if isinstance(decided, KeptAndDenied) else ()
            fact, *theirs = (on_device(one, device) for one in all_of(decided, rooms, now))
            done = self._decided(bed, fact, now)
            return (*back, *done, *(bed.keep(tuple(theirs)) if theirs else ()), *tried)

    def _states(self) -> dict[RoomId, RoomState]:
        return {room: bed.state for room, bed in self._beds.items()}

    def _moved(self, moved: Moved, device: str, now: Instant) -> tuple[Effect, ...]:
        """Both rooms in one commit: nobody is ever in neither of them."""
        left = self._decided(self._beds[moved.left.room], on_device(moved.left, device), now)
        facts = tuple(on_device(fact, device) for fact in moved.arrived)
        return (*left, *self._beds[facts[0].room].arrives(facts, now))

    def _decided(self, bed: Bedside, decided: RoomFact, now: Instant) -> tuple[Effect, ...]:
        ends = isinstance(decided, EpisodeEnded)
        kept = bed.keep((*(unsettled(bed.state, now) if ends else ()), decided))
        if ends:
            bed.forget_vitals()
        asked = decided.order if isinstance(decided, OrderAsked) else None
        sent = bed.send(asked, now) if asked and self._connected else ()
        care = bed.care(now)
        told = (*bed.of_alarms(decided), *bed.judge(now, spoke=True))
        return (*kept, *sent, *care, *told, Changed(bed.room))
