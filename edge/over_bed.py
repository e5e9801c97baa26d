"""What hangs over the bed: the radar that is heard, whether it was walked, and the walk itself."""

from edge.charge import Charge
from edge.decode.radars import RadarKind
from edge.events import Event
from edge.leaving import Leaving
from edge.moment import Moment
from edge.sense.bedside import AtBed, SeesMovement
from edge.sense.floor import HasFloor
from edge.walk import Walk, simulated
from ward.care import Authorisation
from ward.commissioning import Commissioning, Phase, Radar, WalkAsked, Walked, Walking, WalkStep
from ward.envelope import Standing, VitalBody
from ward.orders import Answer, Order, Outcome, Refusal
from ward.units import Span, seconds
from ward.vitals import Doubt, Doubted, Vital

BY_WALK = "a walk test"
NEVER_A_RATE = frozenset({RadarKind.R60ABD1, RadarKind.MR60BHA1})
ASKED_FOR = seconds(10)  # by itself; each second of a walk asks anew


def _within(said: tuple[VitalBody, ...], charge: Charge) -> tuple[VitalBody, ...]:
    """Only what was authorised: of any other vital sign not a word leaves."""
    given = charge.authorisation
    return tuple(
        one
        if given is None or given.covers(one.vital)
        else VitalBody(vital=one.vital, said=Doubted(doubt=Doubt.NOT_AUTHORISED))
        for one in said
    )


class OverBed:
    """A bedside, and what is known of where it can see.

    While somebody walks the room the radar measures whoever walks, who asked for it themselves;
    not a word of that leaves as a vital sign. With somebody confined no walk begins, and one that
    is under way is over.
    """

    def __init__(self, bedside: AtBed, radar: Radar | None, version: str) -> None:
        self._bedside, self._radar, self._version = bedside, radar, version
        self._leaving = Leaving()
        self._walk: Walk | None = None
        self._simulated: Walked | None = None
        self._held: str | None = None
        self._is_news = False

    @property
    def every(self) -> Span:
        return self._bedside.every

    @property
    def radar(self) -> Radar | None:
        return self._radar

    @property
    def faults(self) -> tuple[str, ...]:
        return self._bedside.faults

    @property
    def counters(self) -> dict[str, int]:
        return self._bedside.counters

    def feed(self, event: Event, now: Moment) -> None:
        self._bedside.feed(event, now)

    def asks(self, now: Moment) -> tuple[bytes, ...]:
        return self._bedside.asks(now)

    # ---- what is measured ----------------------------------------------------------------------

    def vitals(self, charge: Charge, now: Moment, standing: Standing) -> tuple[VitalBody, ...]:
        """What may be said of the person now, or, in a walk, that nothing of it is."""
        self._tend(charge, now)
        if self._walk is not None and self._walk.is_listening:
            return self._walking(self._walk, now, inside=standing.in_room)
        shown = self._holds(charge) is not None
        self._leaving.look(standing, now)
        heard = self._bedside.vitals(charge.authorisation, now)
        moved = isinstance(self._bedside, SeesMovement) and self._bedside.moved_before_it_stopped
        said = _within(self._leaving.heard(heard, now, moved=moved), charge)
        return (
            tuple(one.model_copy(update={"commissioned": True}) for one in said) if shown else said
        )

    def _walking(self, walk: Walk, now: Moment, *, inside: bool | None) -> tuple[VitalBody, ...]:
        asked = Authorisation(by=BY_WALK, why=BY_WALK, until=now.at + ASKED_FOR)
        heard = self._bedside.vitals(asked, now)
        noise = self._bedside.noise if isinstance(self._bedside, HasFloor) else None
        for one in heard:
            if one.vital is Vital.BREATHING:
                walk.hears(one.said, noise, now, sensed=inside)
        return tuple(
            VitalBody(vital=one.vital, said=Doubted(doubt=Doubt.NOT_AUTHORISED)) for one in heard
        )

    def _holds(self, charge: Charge) -> Commissioning | None:
        """The commissioning, if it is of this very radar."""
        given = charge.care.commissioning if charge.care else None
        if given is None or not given.holds_of(self._radar):
            return None
        floor = given.walked.empty.noise
        if self._held != given.walked.id and floor is not None:
            if isinstance(self._bedside, HasFloor):
                self._bedside.held_to(floor)
            self._held = given.walked.id
        return given

    # ---- the walk ------------------------------------------------------------------------------

    def obey(self, order: Order, asked: WalkAsked, charge: Charge, now: Moment) -> Answer:
        """A step of a walk, taken or refused."""
        why = self._step(order.id, asked, charge, now)
        self._is_news = True
        if why is not None:
            return Answer(order=order.id, outcome=Outcome.REFUSED, refusal=why, words=why)
        return Answer(order=order.id, outcome=Outcome.DONE)

    def _step(self, id_: str, asked: WalkAsked, charge: Charge, now: Moment) -> Refusal | None:
        if asked.step is WalkStep.STOP:
            self._walk = self._simulated = None
            return None
        if charge.confinement is not None and asked.step is not WalkStep.SIMULATE:
            return Refusal.CONFINED
        if self._radar is None:
            return Refusal.NOT_FITTED
        if asked.step is WalkStep.SIMULATE:
            return self._simulate(id_, self._radar, now)
        if asked.step is WalkStep.BEGIN:
            self._walk, self._simulated = Walk(id_, self._radar, self._version, now), None
            return None
        return self._walk.step(asked, now) if self._walk else Refusal.NO_WALK

    def _simulate(self, id_: str, radar: Radar, now: Moment) -> Refusal | None:
        if not radar.is_simulated:
            return Refusal.NOT_SIMULATED
        rates = radar.kind not in NEVER_A_RATE
        self._walk = None
        self._simulated = simulated(id_, radar, self._version, now, rates=rates)
        return None

    def _tend(self, charge: Charge, now: Moment) -> None:
        """What ends a walk: somebody is confined, it is signed, or nobody goes on with it."""
        signed = charge.care.commissioning if charge.care else None
        done = signed.walked.id if signed else None
        if self._simulated and self._simulated.id == done:
            self._simulated, self._is_news = None, True
        if self._walk is None:
            return
        self._walk.tick(now)
        self._is_news = self._is_news or self._walk.is_listening
        if charge.confinement is not None or self._walk.id == done:
            self._walk, self._is_news = None, True

    def walk(self, now: Moment) -> Walking | None:
        """How the walk stands, if there is one."""
        if self._simulated is not None:
            of = self._simulated
            return Walking(id=of.id, phase=Phase.WALKED, spots=of.spots, walked=of)
        return self._walk.stands(now) if self._walk else None

    def has_news(self) -> bool:
        """Whether the walk stands otherwise than was last said; if so, it is taken to be said."""
        news, self._is_news = self._is_news, False
        return news
