"""A ward at night as the panel sees it: a desk whose rooms are made of real facts."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from hub.acts import Act, RemoveStaff, SetPin, SetRota, SetStaff, Sign
from hub.decide import KeptAndDenied, Moved, all_of, decide
from hub.device import on_device
from hub.effects import Denied
from hub.office import Office, facts_of_site
from hub.outside.journal import OF_ALARMS
from hub.panel.behind import Behind
from hub.panel.station import HERE
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.episode_facts import Authorised, EpisodeBegan
from hub.rooms.evolve import after
from hub.rooms.facts import CareIssued, Happened, How, LookedRemotely, Observed, RoomFact, Stood
from hub.rooms.order_facts import OrderAsked, OrderReached, Progress
from hub.rooms.state import RoomState
from hub.rooms.values import Heard, Latest
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.rulebook import RULEBOOK, findings
from tests.hub.world import WALKED
from ward.authority import Authority
from ward.care import Authorisation, Person, Plan, Role, Staff
from ward.commissioning import Commissioning, Radar, Walking
from ward.envelope import HealthBody, InForce, Standing
from ward.grading import graded
from ward.happenings import Happening
from ward.observations import (
    Awareness,
    BreathingSeen,
    Colour,
    Content,
    CouldEnd,
    Evidence,
    Observation,
    Position,
)
from ward.orders import Order, Ordered
from ward.readings import Missing, Quantity, Reading
from ward.rooms import RoomId
from ward.units import Instant, minutes, seconds
from ward.vitals import Said, Vital

TWO_AM = datetime.fromisoformat("2026-11-23T02:14:07+00:00")
ASH = tuple(RoomId("ash", number) for number in (1, 2, 3, 4))
ASH_1, ASH_2, ASH_3, ASH_4 = ASH
KO = Staff(ref="st-03", initials="K.O.", role=Role.IN_CHARGE, badge="0411223344")
MT = Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
DR = Staff(ref="st-04", initials="D.R.", role=Role.DOCTOR, badge="0455667788")
WM = Staff(ref="st-05", initials="W.M.", role=Role.MANAGER, badge="0499AABBCC")
STAFF = (MT, KO, DR, WM)
PIN = {"st-01": "1379", "st-03": "2580", "st-04": "8642", "st-05": "7531"}
RECORDED = "simulated; breathing from the recording acconeer_a121_breathing"
LOOKED = Content(
    awareness=Awareness.AWAKE,
    breathing=BreathingSeen.EASY,
    colour=Colour.USUAL,
    position=Position.SITTING,
    could_end=CouldEnd.NOT_YET,
)
READS: dict[Quantity, tuple[str, float | Missing]] = {
    Quantity.TEMPERATURE: ("sht4x", 20.4),
    Quantity.HUMIDITY: ("sht4x", 44.0),
    Quantity.CO2: ("scd4x", 640.0),
    Quantity.LIGHT: ("bh1750", 4.0),
    Quantity.SOUND: ("ads1115", 31.0),
}


def facts(state: RoomState, *more: RoomFact) -> RoomState:
    """The room with these written down too."""
    for fact in more:
        state = after(state, fact)
    return state


def empty(room: RoomId = ASH_4, now: Instant = TWO_AM) -> RoomState:
    """A commissioned room that this hub has been listening to for an hour, without a word."""
    signed = Commissioning(walked=WALKED, by="st-03", at=now - minutes(900))
    return RoomState(room=room, since=now - minutes(60), commissioning=signed)


def heard(
    state: RoomState,
    now: Instant = TWO_AM,
    *,
    reads: Mapping[Quantity, tuple[str, float | Missing]] | None = None,
    standing: Standing | None = None,
    in_force: InForce | None = None,
    hardware: str = "simulated body and room",
    faults: tuple[str, ...] = (),
    radar: Radar = WALKED.radar,
    walk: Walking | None = None,
) -> RoomState:
    """The room as its node reports it now; its radar is the one that was walked."""
    stands = standing or Standing(
        door_open=False, locked=True, in_room=True, in_ensuite=False, at_door=False
    )
    holds = in_force or InForce(
        main_light=0, night_light=0.3, temperature_c=21, heating=True, cooling=False
    )
    health = HealthBody(
        version="0.1",
        hardware=hardware,
        care_version=1,
        standing=stands,
        in_force=holds,
        faults=faults,
        radar=radar,
        walk=walk,
    )
    if state.standing.now != stands:
        state = after(state, Stood(room=state.room, at=now, observed_at=now, standing=stands))
    return replace(
        state,
        boot="b1",
        linked=True,
        heard_at=now,
        health=health,
        health_at=now,
        readings=readings(READS if reads is None else reads, now),
    )


def readings(
    reads: Mapping[Quantity, tuple[str, float | Missing]], now: Instant
) -> dict[tuple[Quantity, str], Latest]:
    return {
        (quantity, sensor): Latest(Reading(quantity=quantity, sensor=sensor, value=value), now)
        for quantity, (sensor, value) in reads.items()
    }


def says(state: RoomState, said: Said, at: Instant, rate_at: Instant | None = None) -> RoomState:
    """The radar's newest word on breathing."""
    return replace(state, vitals={Vital.BREATHING: Heard(said, at, rate_at, commissioned=True)})


def began(room: RoomId, at: Instant, initials: str = "J.T.", every_min: int = 15) -> EpisodeBegan:
    plan = Plan(
        every_min=every_min, authority=Authority.CODE, source="26.124", set_by="K.O.", set_at=at
    )
    return EpisodeBegan(
        room=room,
        at=at,
        id=f"e-{room.slug}",
        person=Person(ref="p-17", initials=initials),
        plan=plan,
        decided_by="K.O.",
        why="risk to others",
        watch_since=at,
    )


def visited(
    room: RoomId, at: Instant, by: str = "M.T.", stayed_s: float = 46, **evidence: object
) -> Observed:
    """A visit, graded by the real table."""
    seen = Evidence.model_validate(
        {"badge": "04A1B2C3", "by": by, "stayed_s": stayed_s, "form_here": True} | evidence
    )
    observation = Observation(id=f"o-{at:%H%M%S}", came_at=at, evidence=seen, content=LOOKED)
    verdict = graded(observation)
    return Observed(
        room=room,
        at=at,
        observed_at=at,
        boot="b1",
        n=1,
        observation=observation,
        grade=verdict.grade,
        ends_spell=verdict.ends_spell,
        because=verdict.because,
    )


def looked(room: RoomId, at: Instant, how: How = How.CCTV, words: str = "") -> LookedRemotely:
    return LookedRemotely(room=room, at=at, how=how, by="S.B.", words=words)


def authorised(room: RoomId, at: Instant, until: Instant) -> Authorised:
    given = Authorisation(by="Dr A.N.", why="after sedation", until=until)
    return Authorised(room=room, at=at, authorisation=given)


def happened(room: RoomId, at: Instant, happening: Happening) -> Happened:
    return Happened(room=room, at=at, observed_at=at, boot="b1", n=1, happening=happening)


def asked(room: RoomId, at: Instant, what: Ordered, order: str = "o1") -> OrderAsked:
    made = Order(
        room=room,
        id=order,
        boot="b1",
        asked=what,
        asked_by="K.O.",
        asked_at=at,
        expires_at=at + seconds(30),
    )
    return OrderAsked(room=room, at=at, order=made)


def reached(
    room: RoomId, at: Instant, progress: Progress, words: str = "", order: str = "o1"
) -> OrderReached:
    return OrderReached(room=room, at=at, order=order, progress=progress, words=words)


class FakeDesk:
    """A desk without a hub behind it: rooms are set, acts are decided by the real tables.

    PINs are kept as they are, and looked at without argon2. Its clock runs with the real one from
    ``start``, unless it is stopped.
    """

    def __init__(self, *states: RoomState, start: Instant = TWO_AM) -> None:
        self.states = {state.room: state for state in states}
        self.broker_connected = True
        self.cannot_record = ""
        self.limits = Limits()
        self.untold: tuple[str, ...] = ()
        self.behind: Behind | None = None
        self.past: list[RoomFact] = []
        self.stopped_at: Instant | None = None
        self.acts: list[Act] = []
        self.signs: list[Sign] = []
        self.devices: list[str] = []  # on which each act was asked for
        self.office = Office.of(STAFF)
        self.pins = dict(PIN)
        self.looked_at: list[tuple[str | None, str]] = []
        self.points: dict[str, list[tuple[Instant, float]]] = {}
        self.counts: dict[str, int] = {"admitted": 1204, "turned away: torn": 2}
        self._start = start
        self._from = time.monotonic()
        self._listening: set[asyncio.Queue[frozenset[RoomId] | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def rooms(self) -> Sequence[RoomId]:
        return tuple(self.states)

    @property
    def started_at(self) -> Instant:
        return self._start - minutes(60)

    def now(self) -> Instant:
        return self.stopped_at or self._start + seconds(time.monotonic() - self._from)

    def state(self, room: RoomId) -> RoomState:
        return self.states[room]

    def findings(self, room: RoomId) -> Sequence[Finding]:
        return findings(RULEBOOK, self.states[room], Limits(), self.now())

    def counters(self) -> Mapping[str, int]:
        return self.counts

    def series(self, _room: RoomId, series: str, since: Instant) -> Sequence[tuple[Instant, float]]:
        return [point for point in self.points.get(str(series), []) if point[0] >= since]

    async def facts(self, since: Instant, also: Collection[str] = ()) -> Sequence[RoomFact]:
        kinds = {*OF_ALARMS, *also}
        told = [one for one in self.past if one.fact in kinds]
        return [one for one in told if one.at >= since or isinstance(one, CareIssued)]

    async def fits(self, ref: str | None, pin: str) -> bool:
        self.looked_at.append((ref, pin))
        return ref is not None and self.pins.get(ref) == pin

    async def hashed(self, pin: str) -> str:
        return f"hash of {pin}"

    def _do_of_site(self, act: SetStaff | RemoveStaff | SetRota | SetPin | Sign) -> Sequence[str]:
        decided = facts_of_site(act, self.office, self.now())
        if isinstance(decided, Denied):
            return [decided.words]
        if isinstance(act, Sign):
            self.signs.append(act)
        else:
            self.acts.append(act)
        if isinstance(act, SetPin):
            self.pins[act.ref] = act.hash.removeprefix("hash of ")
        for fact in decided:
            self.office = self.office.after(fact)
        return []

    async def do(self, act: Act) -> Sequence[str]:
        self.devices.append(HERE.get())
        if isinstance(act, SetStaff | RemoveStaff | SetRota | SetPin | Sign):
            return self._do_of_site(act)
        if refused := self.office.refusal(act, self.states[act.room], self.now()):
            return [refused[1]]
        decided = decide(act, self.states, self.now())
        if isinstance(decided, Denied):
            return [decided.words]
        self.acts.append(act)
        if isinstance(decided, Moved):
            for fact in (decided.left, *decided.arrived):
                self.set(after(self.states[fact.room], on_device(fact, HERE.get())))
            return []
        for fact in all_of(decided, self.states, self.now()):
            self.set(after(self.states[act.room], on_device(fact, HERE.get())))
        return [decided.words] if isinstance(decided, KeptAndDenied) else []

    def set(self, *states: RoomState) -> None:
        """These rooms are so now; every listener hears of it, from whatever thread."""
        for state in states:
            self.states[state.room] = state
        self._tell(frozenset(state.room for state in states))

    def stop(self) -> None:
        """The hub stops: nothing changes any more."""
        self._tell(None)

    def _tell(self, news: frozenset[RoomId] | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            for queue in tuple(self._listening):
                self._loop.call_soon_threadsafe(queue.put_nowait, news)

    async def changes(self) -> AsyncIterator[frozenset[RoomId]]:
        queue: asyncio.Queue[frozenset[RoomId] | None] = asyncio.Queue(1000)
        self._loop = asyncio.get_running_loop()
        self._listening.add(queue)
        try:
            while (news := await queue.get()) is not None:
                yield news
        finally:
            self._listening.discard(queue)


def alarm(room: RoomId, at: Instant, condition: str, words: str) -> AlarmBegan:
    return AlarmBegan(room=room, at=at, id=f"a-{condition}", condition=condition, words=words)
