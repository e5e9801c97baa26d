"""The node, whole and pure: what happens at one room, and what follows from it."""

from collections.abc import Iterable

from edge.act.controls import Controls
from edge.act.whose_word import ROOM, RoomKept
from edge.charge import Charge
from edge.door_view import DoorView
from edge.events import (
    Arrived,
    AskRadar,
    Connected,
    DeedRecorded,
    Disconnected,
    Event,
    Follows,
    FormCompleted,
    Measured,
    Positions,
    Recorded,
    Remember,
    Send,
    SetTaken,
    SetWritten,
)
from edge.faults import Faults, counted
from edge.heads import Heads
from edge.hub_time import HubTime
from edge.inbox import Inbox
from edge.memory import CARE, Memory
from edge.mode_events import AtDoor
from edge.moment import Moment
from edge.over_bed import OverBed
from edge.post import Post
from edge.record import Record
from edge.rhythm import Every
from edge.sense.bedside import AtBed, Bedside
from edge.sense.climate import Climate
from edge.sense.doorway import Doorway, member_of
from edge.sense.levels import Levels
from ward.announcements import Receipt, Status
from ward.care import Care
from ward.codec import Rejection
from ward.commissioning import Radar, WalkAsked
from ward.envelope import HEALTH_EVERY, AnswerBody, HappeningBody, HealthBody, Standing
from ward.happenings import Booted, Happening
from ward.orders import Answer, Order
from ward.rooms import RoomId
from ward.units import seconds

BOOT_LONGEST = 40  # so that an observation's id, boot and number, fits in one word of the wire
CLOCK_BEHIND = "clock: behind the hub's, so no order is obeyed and no authorisation holds"
Made = Recorded | SetWritten  # what was written down at this door
OFTENER_BY = seconds(0.5)  # a tick may come late, and health must not


class Node:
    """One room: ``feed`` it what happens, ``tick`` it four times a second, do what follows.

    Nothing fed to it makes it raise, and nothing it says goes to another room's topic. It reads
    no clock: durations are of uptime, and the wall clock serves to stamp and to show.
    """

    def __init__(  # noqa: PLR0917  (made once, where the shell is put together)
        self,
        room: RoomId,
        boot: str,
        version: str,
        hardware: str,
        fitted: frozenset[str],
        started: Moment,
        *,
        bedside: AtBed | None = None,
        radar: Radar | None = None,
        memory: Memory | None = None,
    ) -> None:
        if not 0 < len(boot) <= BOOT_LONGEST:
            raise ValueError(f"a boot's name has 1 to {BOOT_LONGEST} characters, not {len(boot)}")
        self.room = room
        self._boot, self._version, self._hardware = boot, version, hardware
        before = memory or Memory()
        self._post, self._heads = Post(room, boot, memory=before), Heads(before)
        self._inbox, self._hub_time = Inbox(room), HubTime()
        self._levels, self._doorway = Levels(), Doorway()
        self._bed, self._climate = OverBed(bedside or Bedside(), radar, version), Climate()
        self._controls = Controls(room, boot, fitted, started.up_s, before.read(ROOM, RoomKept))
        self._charge, self._faults = Charge(before), Faults()
        self._controls.heed(self._charge.care)
        self._record = Record(boot, self._doorway, self._charge, self._post)
        self._lasting: list[Remember] = []
        self._refused = ""  # why nothing followed of what was last pressed
        self._speaks_at_once = self._hub_spoke = False  # yet to hear how it stands; on this wire
        self._positions: Positions | None = None
        self._vitals = Every(self._bed.every)
        self._health = Every(HEALTH_EVERY - OFTENER_BY)
        self._state_of_health(started)  # raises for a version or hardware that no wire carries
        self._tell((Booted(version=version),), started)

    def will(self) -> Send:
        """What the broker is to say in this node's stead when it is gone."""
        return self._post.link(linked=False)

    def feed(self, event: Event, now: Moment) -> tuple[Follows, ...]:
        """Something happened. What follows, in the order in which to do it."""
        self._doorway.feed(event, now)
        self._bed.feed(event, now)
        self._climate.feed(event, now)
        self._faults.feed(event)
        self._tell((*self._levels.feed(event, now), *self._controls.feed(event, now)), now)
        link, recorded = self._answer(event, now)
        going = self._going(now, healthy=bool(link))
        return (*self._stored(now), *self._asked(now), *recorded, *link, *going)

    def tick(self, now: Moment) -> tuple[Follows, ...]:
        """Time passed."""
        self._charge.look(self._doorway, self._levels.standing, now)
        self._tell(self._levels.line.tick(now), now)
        self._say_vitals(now)
        healthy = self._bed.has_news() | self._health.due(now.up_s)
        positions = self._stand(now, again=healthy)
        going = self._going(now, healthy=healthy)
        return (*self._stored(now), *self._asked(now), *positions, *going)

    def door(self, now: Moment) -> DoorView:
        """What the door unit's page may show at this moment."""
        self._doorway.tick(now)
        seen = self._charge.timer.seen(now)
        return DoorView(
            room=self.room,
            now=now,
            confinement=self._charge.confinement,
            seen_at=seen.at if seen else None,
            seen_by=seen.by if seen else None,
            due_at=self._charge.due_at(now),
            soon_at=self._charge.soon_at(now),
            linked=self._post.linked,
            hub_silent_s=self._inbox.silent_s(now.up_s),
            here=self._record.people(now),
            offers=self._record.offers(now),
            stayed_s=self._doorway.stayed_s(now),
            out=self._charge.timer.away.out(now),
            lacking_s=self._charge.lacking_s(now),
            standing=self._levels.standing,
            in_force=self._charge.named(self._controls.in_force),
            temperature_c=self._climate.temperature_c(now),
            light_lux=self._climate.light_lux(now),
            last_recorded=self._record.last,
            last_set=self._record.last_set,
            line=self._levels.line.shown(now),
            faults=self._fault_lines(now),
            refused=self._refused,
            turned_away=self._controls.turned_away(now),
            profile=self._charge.profile,
        )

    # ---- what each event is answered with ---------------------------------------------------

    def _answer(self, event: Event, now: Moment) -> tuple[tuple[Send, ...], tuple[Made, ...]]:
        """Whether it is on the wire, and what was recorded."""
        match event:
            case Measured(readings):
                self._post.measured(readings, now)
            case FormCompleted() | SetTaken() | DeedRecorded():
                return (), (self._record.written(event, now),)
            case AtDoor():
                self._pressed(event, now)
            case Arrived():
                self._take(event, now)
            case Connected():
                self._hub_spoke = False
                self._post.connected()
                self._health.due(now.up_s)
                self._vitals.hurry()
                self._say_vitals(now)  # else what is past would show that nobody breathes
                return (self._post.link(linked=True),), ()
            case Disconnected():
                self._post.disconnected()
        return (), ()

    def _pressed(self, event: AtDoor, now: Moment) -> None:
        """Something about a mode, at this door: it holds here at once, and is told."""
        by = member_of(self._charge.staff, self._doorway.badge(now))
        id_ = f"{self._boot}-{self._post.next_n}"
        answer, kept = self._charge.pressed(event, id_, by, now)
        self._refused = answer.refused
        if answer.change is not None:
            self._lasting += kept
            self._tell((answer.change,), now)

    def _take(self, arrived: Arrived, now: Moment) -> None:
        heard = self._inbox.take(arrived, now.up_s)
        if heard is not None:
            self._hub_time.heard(heard, now.up_s, retained=arrived.retained)
            self._hub_is_there(live=not arrived.retained)
        match heard:
            case Order() as order:
                answer = self._obey(order, self._hub_time.judge(now), retained=arrived.retained)
                self._post.say(AnswerBody(answer=answer), now)
            case Care() as care:
                if self._charge.keep(care):
                    self._controls.heed(care)
                    self._lasting.append(Remember(CARE, care))
            case Receipt() as receipt:
                self._receipted(receipt, now)
            case Status() as status:
                believed = self._charge.told(status, now, live=not arrived.retained)
                self._inbox.rejected[Rejection.FUTURE_DATED] += not believed

    def _obey(self, order: Order, now: Moment, *, retained: bool) -> Answer:
        if not isinstance(order.asked, WalkAsked):
            return self._controls.obey(order, now, retained=retained)
        refused = self._controls.refused(order, now, retained=retained)
        return refused or self._bed.obey(order, order.asked, self._charge, now)

    def _hub_is_there(self, *, live: bool) -> None:
        """After an outage it may be back later than this node: then it was blind until now."""
        if live and not self._hub_spoke:
            self._hub_spoke = self._speaks_at_once = True
            self._vitals.hurry()

    def _receipted(self, receipt: Receipt, now: Moment) -> None:
        self._post.receive(receipt, now)
        if receipt.head:
            self._lasting += self._heads.heard(receipt.head, now.up_s)

    # ---- what follows of it, in order --------------------------------------------------------

    def _stored(self, now: Moment) -> tuple[Follows, ...]:
        """What is for the disk, and so comes before all else."""
        lasting, self._lasting = [*self._lasting, *self._controls.lasting()], []
        lasting += self._charge.answered(owes=self._post.outbox.singles > 0)
        return (*lasting, *self._charge.lasting(now), *self._post.stored(now))

    def _going(self, now: Moment, *, healthy: bool) -> tuple[Send, ...]:
        """What is for the wire. How things stand never overtakes how they came to stand so.

        So health is silent on it while what is owed has yet to go out, and says it at once when
        it has. Old readings, which are for the charts and take a while to unpack, come after it.
        """
        going = self._post.going(now, old=not healthy)
        if not self._post.linked:
            return ()
        self._speaks_at_once |= healthy
        if not healthy and (self._post.waiting or not self._speaks_at_once):
            return going
        self._speaks_at_once = self._post.waiting
        return (*going, self._post.health(self._state_of_health(now), now))

    # ---- what it says of itself --------------------------------------------------------------

    def _say_vitals(self, now: Moment) -> None:
        if self._vitals.due(now.up_s):
            judged = self._hub_time.judge(now)
            for vital in self._bed.vitals(self._charge, judged, self._levels.standing):
                self._post.say(vital, now)

    def _tell(self, happened: Iterable[Happening], now: Moment) -> None:
        for happening in happened:
            self._post.say(HappeningBody(happening=happening), now)

    def _stand(self, now: Moment, *, again: bool) -> tuple[Positions, ...]:
        """Positions when they change, and now and then again, so that a lost write heals."""
        before, climate = self._positions, self._climate
        self._positions = self._controls.positions(
            climate.thermometers(now),
            now,
            indicator=self._calls_for_somebody(now),
            link=self._post.linked,
            surface_c=climate.surface_c(now),
            trusted=self._hub_time.trusts(now),
        )
        self._tell(self._controls.happened(now), now)
        return () if self._positions == before and not again else (self._positions,)

    def _calls_for_somebody(self, now: Moment) -> bool:
        """The indicator: somebody should have come, or nobody elsewhere could know."""
        return not self._post.linked or self._charge.calls_for_somebody(now)

    def _asked(self, now: Moment) -> tuple[Follows, ...]:
        return (*(AskRadar(data) for data in self._bed.asks(now)), *self._levels.line.asks(now))

    def _state_of_health(self, now: Moment) -> HealthBody:
        wires = (self._inbox.rejected, self._bed.counters, self._post.counters)
        return HealthBody(
            version=self._version,
            hardware=self._hardware,
            care_version=self._charge.version,
            standing=Standing() if self._post.waiting else self._levels.standing,
            in_force=self._controls.in_force,
            owes=self._post.owes,
            faults=self._fault_lines(now),
            counters=counted(*wires, self._faults.counters),
            radar=self._bed.radar,
            walk=self._bed.walk(now),
        )

    def _fault_lines(self, now: Moment) -> tuple[str, ...]:
        ours = (*self._levels.faults, *self._heads.lines, *self._bed.faults, *self._faults.lines)
        ours += self._controls.faults
        return ours if self._hub_time.judge(now).synced else (CLOCK_BEHIND, *ours)
