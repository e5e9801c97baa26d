"""The node, whole and pure: what happens at one room, and what follows from it."""

from collections.abc import Iterable

from edge.act.controls import Controls
from edge.door_view import DoorView
from edge.events import (
    Arrived,
    Connected,
    Disconnected,
    Event,
    Follows,
    FormCompleted,
    Measured,
    Positions,
    Recorded,
    Send,
)
from edge.faults import Faults
from edge.inbox import Inbox
from edge.moment import Moment
from edge.post import Post
from edge.rhythm import Every
from edge.sense.bedside import Bedside
from edge.sense.climate import Climate
from edge.sense.doorway import Doorway, member_of
from edge.sense.levels import Levels
from edge.timer import Timer
from ward.announcements import Receipt, Status
from ward.care import Authorisation, Care, Confinement, Staff
from ward.codec import Rejection
from ward.envelope import (
    HEALTH_EVERY,
    AnswerBody,
    HappeningBody,
    HealthBody,
    ObservationBody,
    ReadingsBody,
)
from ward.grading import graded
from ward.happenings import Booted, Happening
from ward.observations import Content, Observation
from ward.orders import Order
from ward.readings import Reading
from ward.rooms import RoomId
from ward.units import seconds

VITALS_EVERY = seconds(1)
READINGS_MOST = 64  # in one envelope
BOOT_LONGEST = 40  # so that an observation's id, boot and number, fits in one word of the wire
CLOCK_NOT_SET = "clock: not set, so no order is obeyed and no authorisation holds"


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
    ) -> None:
        if not 0 < len(boot) <= BOOT_LONGEST:
            raise ValueError(f"a boot's name has 1 to {BOOT_LONGEST} characters, not {len(boot)}")
        self.room = room
        self._boot, self._version, self._hardware = boot, version, hardware
        self._post, self._inbox = Post(room, boot), Inbox(room)
        self._levels, self._doorway = Levels(), Doorway()
        self._bedside, self._climate = Bedside(), Climate()
        self._controls = Controls(room, boot, fitted, started.up_s)
        self._timer, self._faults = Timer(), Faults()
        self._care: Care | None = None
        self._last_recorded: Recorded | None = None
        self._positions: Positions | None = None
        self._vitals, self._health = Every(VITALS_EVERY), Every(HEALTH_EVERY)
        self._tell((Booted(version=version),), started)

    def will(self) -> Send:
        """What the broker is to say in this node's stead when it is gone."""
        return self._post.link(linked=False)

    def feed(self, event: Event, now: Moment) -> tuple[Follows, ...]:
        """Something happened. What follows, in the order in which to do it."""
        self._doorway.feed(event, now)
        self._bedside.feed(event, now)
        self._climate.feed(event, now)
        self._faults.feed(event)
        self._tell((*self._levels.feed(event, now), *self._controls.feed(event)), now)
        said = self._answer(event, now)
        return (*said, *self._post.due(now))

    def tick(self, now: Moment) -> tuple[Follows, ...]:
        """Time passed."""
        self._doorway.tick(now)
        said: tuple[Follows, ...] = ()
        if self._vitals.due(now.up_s):
            said += self._post.say(self._bedside.vital(self._authorisation, now), now)
        healthy = self._health.due(now.up_s)
        if healthy:
            said += self._post.say(self._state_of_health(now), now)
        return (*said, *self._stand(now, again=healthy), *self._post.due(now))

    def door(self, now: Moment) -> DoorView:
        """What the door unit's page may show at this moment."""
        self._doorway.tick(now)
        seen = self._timer.seen(now)
        heard_up_s = self._inbox.live_up_s
        return DoorView(
            room=self.room,
            now=now,
            confinement=self._confinement,
            how_to_be_with_me=self._care.profile.how_to_be_with_me if self._care else "",
            seen_at=seen.at if seen else None,
            seen_by=seen.by if seen else None,
            due_at=self._timer.due_at(self._confinement, now),
            linked=self._post.linked,
            hub_silent_s=None if heard_up_s is None else now.up_s - heard_up_s,
            badge_of=member_of(self._staff, self._doorway.badge(now)),
            stayed_s=self._doorway.stayed_s(now),
            standing=self._levels.standing,
            in_force=self._controls.in_force,
            temperature_c=self._climate.temperature_c(now),
            light_lux=self._climate.light_lux(now),
            last_recorded=self._last_recorded,
            faults=self._fault_lines(now),
        )

    # ---- what each event is answered with ---------------------------------------------------

    def _answer(self, event: Event, now: Moment) -> tuple[Follows, ...]:
        match event:
            case Measured(readings):
                return self._measured(readings, now)
            case FormCompleted(content):
                return (self._record(content, now),)
            case Arrived():
                return self._take(event, now)
            case Connected():
                return self._greet(now)
            case Disconnected():
                self._post.disconnected()
        return ()

    def _measured(self, readings: tuple[Reading, ...], now: Moment) -> tuple[Follows, ...]:
        said: tuple[Follows, ...] = ()
        for start in range(0, len(readings), READINGS_MOST):
            body = ReadingsBody(readings=readings[start : start + READINGS_MOST])
            said += self._post.say(body, now)
        return said

    def _record(self, content: Content, now: Moment) -> Recorded:
        """Record what was seen, with what the door witnessed of whoever records it."""
        observation = Observation(
            id=f"{self._boot}-{self._post.next_n}",
            came_at=self._doorway.came(now).at,
            evidence=self._doorway.evidence(self._staff, now),
            content=content,
        )
        verdict = graded(observation)
        self._post.say(ObservationBody(observation=observation), now)
        if verdict.ends_spell:
            by = member_of(self._staff, observation.evidence.badge)
            self._timer.observed(by.initials if by else None, now)
            self._doorway.spend()
        self._last_recorded = Recorded(observation, verdict, now.at)
        return self._last_recorded

    def _take(self, arrived: Arrived, now: Moment) -> tuple[Follows, ...]:
        match self._inbox.take(arrived, now.up_s):
            case Order() as order:
                answer = self._controls.obey(order, now, retained=arrived.retained)
                self._post.say(AnswerBody(answer=answer), now)
            case Care() as care:
                self._keep(care)
            case Receipt() as receipt:
                self._post.receive(receipt)
            case Status() as status:
                if not self._timer.told(status, now):
                    self._inbox.rejected[Rejection.FUTURE_DATED] += 1
        return ()

    def _keep(self, care: Care) -> None:
        """Care only ever rises; an older or equal one changes nothing."""
        if self._care is None or care.version > self._care.version:
            self._care = care
            self._controls.suit(care.profile)

    def _greet(self, now: Moment) -> tuple[Follows, ...]:
        """On the wire again: the link, then health with the standing; what is owed follows."""
        self._post.connected()
        self._health.due(now.up_s)
        return (self._post.link(linked=True), *self._post.say(self._state_of_health(now), now))

    # ---- what it says of itself --------------------------------------------------------------

    def _tell(self, happened: Iterable[Happening], now: Moment) -> None:
        for happening in happened:
            self._post.say(HappeningBody(happening=happening), now)

    def _stand(self, now: Moment, *, again: bool) -> tuple[Positions, ...]:
        """Positions when they change, and now and then again, so that a lost write heals."""
        before, self._positions = (
            self._positions,
            self._controls.positions(
                self._climate.temperatures_c(now), now, indicator=self._calls_for_somebody(now)
            ),
        )
        return () if self._positions == before and not again else (self._positions,)

    def _calls_for_somebody(self, now: Moment) -> bool:
        """The indicator: somebody should have come, or nobody elsewhere could know."""
        return not self._post.linked or self._timer.overdue(self._confinement, now)

    def _state_of_health(self, now: Moment) -> HealthBody:
        return HealthBody(
            version=self._version,
            hardware=self._hardware,
            care_version=self._care.version if self._care else 0,
            standing=self._levels.standing,
            in_force=self._controls.in_force,
            faults=self._fault_lines(now),
            counters=self._counters(),
        )

    def _fault_lines(self, now: Moment) -> tuple[str, ...]:
        return self._faults.lines if now.synced else (CLOCK_NOT_SET, *self._faults.lines)

    def _counters(self) -> dict[str, int]:
        """Everything that was counted rather than believed or kept; zeros are left out."""
        all_of_it = {
            **self._inbox.rejected,
            **self._bedside.counters,
            **self._post.counters,
            "faults not listed": self._faults.unlisted,
        }
        return {name: count for name, count in all_of_it.items() if count}

    @property
    def _confinement(self) -> Confinement | None:
        return self._care.confinement if self._care else None

    @property
    def _authorisation(self) -> Authorisation | None:
        return self._confinement.authorisation if self._confinement else None

    @property
    def _staff(self) -> tuple[Staff, ...]:
        return self._care.staff if self._care else ()
