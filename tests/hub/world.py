"""A hub alone at night: a test says what nodes and nurses do, and reads what the hub says."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from hub.acts import Act, Arrived, Ask, Authorise, BeginEpisode, Connected, EndEpisode, Look
from hub.alarms.route import Route
from hub.effects import Changed, Chart, Denied, Effect, Keep, Publish, TakeBack, Tell, Took
from hub.rooms.facts import AnyFact, How
from hub.rooms.state import RoomState
from hub.round import Round
from hub.site import Site
from hub.walk_acts import SignWalk
from ward.announcements import AlarmChanged, Change
from ward.authority import Authority
from ward.care import Cover, Person, Role, Staff
from ward.codec import encode
from ward.commissioning import (
    EmptyRoom,
    Phase,
    Radar,
    Sight,
    Spot,
    SpotSeen,
    Walked,
    Walking,
)
from ward.envelope import (
    AnswerBody,
    Backlog,
    Body,
    Envelope,
    HappeningBody,
    HealthBody,
    InForce,
    Kept,
    ObservationBody,
    Owes,
    ReadingsBody,
    Standing,
    VitalBody,
)
from ward.happenings import DoorMoved, Happening, LockMoved, Place, PresenceMoved
from ward.observations import (
    Awareness,
    BreathingSeen,
    Colour,
    Content,
    CouldEnd,
    Evidence,
    Mood,
    Observation,
    Position,
)
from ward.orders import Answer, LightAsked, Outcome
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Leaf, Topic
from ward.units import minutes, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital
from ward.warmth import Warmth

TWO_AM = datetime.fromisoformat("2026-11-23T02:00:00+00:00")
ASH_1, ASH_4 = RoomId("ash", 1), RoomId("ash", 4)
MT = Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
KO = Staff(ref="st-02", initials="K.O.", role=Role.IN_CHARGE, badge="04D5E6F7")
JT = Person(ref="p-17", initials="J.T.")
RP = Person(ref="p-18", initials="R.P.")
SEEN = Content(
    awareness=Awareness.AWAKE,
    breathing=BreathingSeen.EASY,
    colour=Colour.USUAL,
    position=Position.SITTING,
    mood=Mood.CALM,
    could_end=CouldEnd.NOT_YET,
)
AT_THE_DOOR = Evidence(badge=MT.badge, by=MT.ref, stayed_s=46, form_here=True)


RADAR = Radar(kind="mr60bha2", board="10000000c0ffee17")
SIGHTS = {Spot.BED: Sight.BREATHING, Spot.WINDOW: Sight.PRESENCE}
WALKED = Walked(
    id="walk-1",
    radar=RADAR,
    version="0.1.0",
    began_at=TWO_AM - minutes(600),
    ended_at=TWO_AM - minutes(590),
    empty=EmptyRoom(answered=(Doubt.NOBODY_THERE,), lasted_s=30),
    spots=tuple(
        SpotSeen(spot=spot, sight=SIGHTS.get(spot, Sight.NOTHING), held_s=60) for spot in Spot
    ),
)
IN_FORCE = InForce(main_light=0, night_light=0.3, temperature_c=21, heating=False, cooling=False)


class World:
    """Time moves by ``until`` and ``wait``, a second at a time, as the real hub is ticked."""

    def __init__(
        self,
        *rooms: RoomId,
        site: Site | None = None,
        hub: type[Round] = Round,
        routes: tuple[Route, ...] = (),
    ) -> None:
        self.site = site or Site(rooms=rooms or (ASH_1, ASH_4), staff=(MT, KO))
        self.now = TWO_AM
        self.routes = routes
        self.round = hub(self.site, self.now, routes=routes) if routes else hub(self.site, self.now)
        self.tells: list[Tell] = []
        self.taken_back: list[TakeBack] = []
        self.facts: list[AnyFact] = []
        self.up_at_two = 100_000.0
        self.points: list[Chart] = []
        self.said: list[Publish] = []
        self.denied: list[str] = []
        self.alive: set[RoomId] = set(self.site.rooms)
        self.taken: dict[tuple[RoomId, str], Took] = {}
        self._given: Counter[tuple[RoomId, str]] = Counter()
        self.take(self.round.feed(Connected(), self.now))
        for room in self.site.rooms:
            self.health(room)

    def restart_hub(self, *, back_s: float = 0) -> None:
        """The hub is killed and comes back with what was stored, its clock set back meanwhile."""
        killed_at = self.now
        self.now -= seconds(back_s)
        self.round = Round(self.site, self.now, routes=self.routes)
        self.round.replay(self.facts)
        self.round.resume(self.taken.values())
        self.round.left_off(killed_at)
        self.take(self.round.feed(Connected(), self.now))

    def take(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Keep(fact):
                    self.facts.append(fact)
                case Chart():
                    self.points.append(effect)
                case Took():
                    self.taken[effect.room, effect.boot] = effect
                case Publish():
                    self.said.append(effect)
                case Denied(words):
                    self.denied.append(words)
                case Tell() | TakeBack() | Changed():
                    self._told_people(effect)

    def _told_people(self, effect: Tell | TakeBack | Changed) -> None:
        if isinstance(effect, Tell):
            self.tells.append(effect)
        elif isinstance(effect, TakeBack):
            self.taken_back.append(effect)

    # -- time

    def wait(self, span_s: float) -> None:
        self.until_moment(self.now + seconds(span_s))

    def until(self, clock: str) -> None:
        """Until this time of the same night, as in "02:15" or "02:15:01"."""
        hour, minute, *second = (int(part) for part in clock.split(":"))
        moment = TWO_AM.replace(hour=hour, minute=minute, second=second[0] if second else 0)
        assert moment >= self.now, f"it is already {self.now:%H:%M:%S}"
        self.until_moment(moment)

    def until_moment(self, moment: datetime) -> None:
        while self.now < moment:
            self.now = min(self.now + seconds(1), moment)
            if self.now.second % 5 == 0:
                for room in self.alive:
                    self.health(room)
            self.take(self.round.tick(self.now))

    # -- what nodes say

    def hears(
        self,
        room: RoomId,
        body: Body,
        *,
        age_s: float = 0,
        boot: str = "boot-1",
        n: int | None = None,
        clock_s: float = 0,
        synced: bool = True,
        sent_boot: str | None = None,
    ) -> Envelope:
        """One message. ``clock_s`` is how far the node's wall clock is ahead.

        A number other than the next is given as if those between had been lost on the wire.
        """
        n = self.number(room, body, boot) if n is None else n
        sent_at = self.now + seconds(clock_s)
        up = (self.now - TWO_AM).total_seconds() + self.up_at_two
        envelope = Envelope(
            room=room,
            boot=boot,
            n=n,
            at=sent_at - seconds(age_s),
            up=max(0.0, up - age_s),
            synced=synced,
            sent_at=sent_at,
            sent_up=up,
            sent_boot=sent_boot,
            body=body,
        )
        self.arrives(str(Topic(room, LEAF_OF_KIND[body.kind])), encode(envelope))
        return envelope

    def keeps(
        self,
        room: RoomId,
        *bodies: tuple[float, ReadingsBody | VitalBody],
        boot: str = "boot-1",
        numbers: Sequence[int] = (),
        synced: bool = True,
        sent_boot: str | None = None,
    ) -> Backlog:
        """A backlog: each body with how many seconds old it is."""
        up = (self.now - TWO_AM).total_seconds() + self.up_at_two
        given = numbers or [self.number(room, body, boot) for _, body in bodies]
        kept = tuple(
            Kept(n=n, at=self.now - seconds(age_s), up=up - age_s, synced=synced, body=body)
            for n, (age_s, body) in zip(given, bodies, strict=True)
        )
        backlog = Backlog(
            room=room, boot=boot, sent_at=self.now, sent_up=up, sent_boot=sent_boot, kept=kept
        )
        self.arrives(str(Topic(room, Leaf.BACKLOG)), encode(backlog))
        return backlog

    def number(self, room: RoomId, body: Body, boot: str = "boot-1") -> int:
        """The next number of this room's boot; health repeats the last."""
        if not isinstance(body, HealthBody):
            self._given[room, boot] += 1
        return self._given[room, boot]

    def arrives(self, topic: str, payload: bytes, *, retained: bool = False) -> None:
        self.take(self.round.feed(Arrived(topic, payload, retained), self.now))

    def happens(self, room: RoomId, happening: Happening, *, age_s: float = 0) -> None:
        self.hears(room, HappeningBody(happening=happening), age_s=age_s)

    def health(
        self,
        room: RoomId,
        *,
        standing: Standing | None = None,
        owes: tuple[Owes, ...] | None = None,
        boot: str = "boot-1",
        n: int | None = None,
        radar: Radar | None = None,
        walk: Walking | None = None,
        guessing: bool = False,
        warmth: Warmth | None = None,
    ) -> None:
        """Its word on itself: that it stands as is known here, and still owes what was lost."""
        known = self.state(room).standing.now
        self.hears(
            room,
            HealthBody(
                version="0.1.0",
                hardware="a test",
                care_version=1,
                standing=standing or (known if known != Standing() else Standing(at_door=False)),
                in_force=IN_FORCE.model_copy(update={"guessing": guessing, "warmth": warmth}),
                owes=self._owed(room, boot) if owes is None else owes,
                radar=RADAR if radar is None else radar,
                walk=walk,
            ),
            boot=boot,
            n=n,
        )

    def _owed(self, room: RoomId, boot: str) -> tuple[Owes, ...]:
        """As if everything that never arrived were still kept there."""
        given = self._given[room, boot]
        if not given:
            return ()
        return (Owes(boot=boot, oldest=1, count=given),)

    def locked_in(self, room: RoomId) -> None:
        self.happens(room, PresenceMoved(place=Place.ROOM, is_there=True))
        self.happens(room, DoorMoved(is_open=False))
        self.happens(room, LockMoved(is_locked=True))

    def visit(
        self,
        room: RoomId,
        *,
        evidence: Evidence = AT_THE_DOOR,
        content: Content = SEEN,
        age_s: float = 0,
    ) -> None:
        observation = Observation(
            id=f"o-{len(self.facts)}", came_at=self.now, evidence=evidence, content=content
        )
        self.hears(room, ObservationBody(observation=observation), age_s=age_s)

    def breathes(self, room: RoomId, said: float | Doubt | NotBreathing, age_s: float = 0) -> None:
        match said:
            case Doubt():
                word: Rate | Doubted | NotBreathing = Doubted(doubt=said)
            case NotBreathing():
                word = said
            case _:
                word = Rate(per_minute=said, quality=0.9)
        known = self.state(room).commissioning is not None
        body = VitalBody(vital=Vital.BREATHING, commissioned=known, said=word)
        self.hears(room, body, age_s=age_s)

    def measures(self, room: RoomId, celsius: float, *, age_s: float = 0) -> None:
        reading = Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=celsius)
        self.hears(room, ReadingsBody(readings=(reading,)), age_s=age_s)

    def answers(self, room: RoomId, order: str, outcome: Outcome = Outcome.DONE) -> None:
        self.hears(room, AnswerBody(answer=Answer(order=order, outcome=outcome)))

    # -- what people do

    def does(self, act: Act) -> None:
        self.take(self.round.feed(act, self.now))

    def begins(
        self,
        room: RoomId,
        person: Person = JT,
        every_min: int = 15,
        cover: Cover = Cover.NONE,
        *,
        varied: bool = False,
    ) -> None:
        by, why = "K.O.", "a reason"
        plan = every_min, Authority.CODE, "~26.124"
        self.does(BeginEpisode(room, person, *plan, by, why, cover, varied))

    def ends(self, room: RoomId) -> None:
        self.does(EndEpisode(room, "K.O.", "calm"))

    def authorises(self, room: RoomId, hours: float = 24) -> None:
        until = self.now + timedelta(hours=hours)
        self.does(Authorise(room, "K.O.", "after injection", until, capacity="agrees"))

    def commissions(self, room: RoomId, walked: Walked = WALKED) -> None:
        """The node says what was walked, and the nurse in charge signs for it."""
        done = Walking(id=walked.id, phase=Phase.WALKED, spots=walked.spots, walked=walked)
        self.health(room, walk=done)
        self.does(SignWalk(room, walked.id, "K.O."))
        self.health(room)

    def cctv(self, room: RoomId) -> None:
        self.does(Look(room, How.CCTV, "K.O."))

    def types_at_station(self, room: RoomId, words: str = "asleep") -> None:
        self.does(Look(room, How.STATION, "K.O.", words))

    def asks(self, room: RoomId, level: float = 0.5) -> None:
        self.does(Ask(room, LightAsked(lamp="night", level=level), "K.O."))

    # -- what can be read

    def state(self, room: RoomId) -> RoomState:
        return self.round.state(room)

    def alarms(self, room: RoomId) -> list[str]:
        return sorted(alarm.condition for alarm in self.state(room).alarms)

    def lasting(self, room: RoomId) -> list[str]:
        """Alarms of which the condition is there now; without those that only show on."""
        alarms = self.state(room).alarms
        return sorted(alarm.condition for alarm in alarms if alarm.over_at is None)

    def words(self, room: RoomId) -> str:
        return " | ".join(finding.words for finding in self.round.findings(room))

    def began(self, room: RoomId) -> list[tuple[str, str]]:
        """Every alarm told on the wire as begun: clock and condition."""
        return [
            (f"{said.message.at:%H:%M:%S}", said.message.alarm.condition)
            for said in self.said
            if isinstance(said.message, AlarmChanged)
            and said.message.room == room
            and said.message.change is Change.BEGAN
        ]


def past(moment: datetime, by_min: float) -> datetime:
    return moment - minutes(by_min)
