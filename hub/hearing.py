"""What a node said, taken in: what is only heard, and what becomes a fact."""

from typing import NamedTuple

from hub.charting import set_charted
from hub.effects import Chart
from hub.ingest.doorkeeper import Admitted
from hub.orders.journey import answered
from hub.rooms.doubted import code_of, series_of
from hub.rooms.facts import BreathingAgain, BreathingStopped, Happened, RoomFact, Stood
from hub.rooms.going import gone_on
from hub.rooms.happened import not_late, thing_of
from hub.rooms.lately import lately, low_since, part_scored, steady_at, stirred_at
from hub.rooms.radar_facts import THE_ROOM, CommissioningEnded
from hub.rooms.replaced import replace
from hub.rooms.sight import looked
from hub.rooms.slow import counted, slow_facts
from hub.rooms.standing import FIELDS
from hub.rooms.state import RoomState
from hub.rooms.values import Heard, Latest
from hub.visits import visit
from hub.wellness import is_clock_right
from ward.envelope import (
    AnswerBody,
    ChartedBody,
    HappeningBody,
    HealthBody,
    ObservationBody,
    ReadingsBody,
    Standing,
    VitalBody,
)
from ward.happenings import Happening
from ward.mode_table import by_table
from ward.modes import ModeBegun, RestraintReleased
from ward.units import Instant
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

SENSORS_MOST = 32  # of one room; a node that invents names fills no memory
SAYS_NOTHING = Standing()


class Taken(NamedTuple):
    """The room having heard something, the facts in it (not yet applied), points for charts."""

    state: RoomState
    facts: tuple[RoomFact, ...] = ()
    points: tuple[Chart, ...] = ()


def heard_of(state: RoomState, said: Admitted, now: Instant) -> RoomState:
    """The room having been heard at all."""
    envelope = said.envelope
    return state.hears(now, envelope.sent_boot or envelope.boot)


def take_in(state: RoomState, said: Admitted, now: Instant) -> Taken:
    """What follows from one message that is of the present, and was not stored before."""
    match said.envelope.body:
        case ReadingsBody() as body:
            return _readings(state, body, said, now)
        case VitalBody() as body:
            return _vital(state, body, said, now)
        case HealthBody() as body:
            return _health(state, body, said, now)
    facts = _said_at_door(state, said, now)
    return Taken(heard_of(state, said, now), facts)


def _said_at_door(state: RoomState, said: Admitted, now: Instant) -> tuple[RoomFact, ...]:
    """What happened at the door, was recorded there, or was answered."""
    match said.envelope.body:
        case HappeningBody(happening=happening):
            return (_happened(state, happening, said, now),)
        case ObservationBody(observation=observation):
            return visit(state, observation, said, now)
        case ChartedBody(charted=charted):
            return counted(state, set_charted(state, charted, said, now), now)
        case AnswerBody(answer=answer):
            reached = answered(state, answer, now)
            return (reached,) if reached else ()
    return ()


def _happened(state: RoomState, happening: Happening, said: Admitted, now: Instant) -> Happened:
    """Whether it is late is judged here, once: whoever replays the fact need not know by what."""
    envelope = said.envelope
    boot, n, sent_boot = envelope.boot, envelope.n, envelope.sent_boot
    thing = thing_of(happening)
    if isinstance(happening, ModeBegun | RestraintReleased):
        began = now if said.untimed else said.observed_at
        happening = by_table(happening, began, state.schedules)
    return Happened(
        room=state.room,
        at=now,
        observed_at=said.observed_at,
        boot=boot,
        n=n,
        happening=happening,
        late=thing is not None and state.is_late(thing, boot, n, sent_boot),
        untimed=said.untimed,
    )


def _readings(state: RoomState, body: ReadingsBody, said: Admitted, now: Instant) -> Taken:
    """The newest of each sensor; a replayed one fills the chart and winds nothing back."""
    known, at = dict(state.readings), said.observed_at
    points = []
    for reading in body.readings:
        key = (reading.quantity, reading.sensor)
        before = known.get(key)
        if before is None and len(known) >= SENSORS_MOST:
            continue
        if before is None or before.observed_at <= at:
            known[key] = Latest(reading, at)
        if isinstance(reading.value, float):
            points.append(Chart(state.room, reading.quantity, reading.sensor, at, reading.value))
    return Taken(state.hears(now, said.envelope.boot, readings=known), (), tuple(points))


def _vital(state: RoomState, body: VitalBody, said: Admitted, now: Instant) -> Taken:
    """A rate, a doubt, or no movement. Without an authorisation here, whatever it was is a doubt.

    One that is not newer than what is known, a replay, neither begins nor ends anything. Of a room
    that nobody has walked a rate begins and ends what it would elsewhere, and is charted nowhere.
    """
    at = said.observed_at
    may = state.may_measure(body.vital, now)
    word = body.said if may else Doubted(doubt=Doubt.NOT_AUTHORISED)
    points: tuple[Chart, ...] = ()
    if isinstance(word, Rate) and body.commissioned:
        points = (Chart(state.room, body.vital, "radar", at, word.per_minute),)
    before = state.vitals.get(body.vital)
    if may and isinstance(word, Doubted) and (before is None or before.said != word):
        doubt = series_of(body.vital), "radar", at, code_of(word.doubt)
        points = (Chart(state.room, *doubt),)
    if before is not None and at < before.observed_at:
        return Taken(heard_of(state, said, now), (), points)
    rate_at = at if isinstance(word, Rate) else (before.rate_at if before else None)
    rates = lately(before, word, at, commissioned=body.commissioned)
    moves = isinstance(word, Doubted) and word.doubt is Doubt.MOVING
    moved_at = at if moves else (before.moved_at if before else None)
    latest = Heard(
        word, at, rate_at, body.commissioned, rates, moved_at=moved_at,
        steady_at=steady_at(before, word, at, rates), stirred_at=stirred_at(before, word, at),
    )  # fmt: skip
    vitals = {**state.vitals, body.vital: latest}
    if state.scores.rising is not None:
        latest = replace(latest, low_since=low_since(state, before, vitals, at))
        vitals[body.vital] = latest
    scored = part_scored(state, latest, vitals, at, now)
    gone = gone_on(state, body.vital, word, at, now)
    if body.vital is not Vital.BREATHING:
        heard = state.hears(now, said.envelope.boot, vitals=vitals, course=gone.course)
        return Taken(heard, (*scored, *gone.facts), points)
    sight = looked(state, word, at, now)
    told = (*_breathing(state, word, said, now), *slow_facts(state, word, now))
    facts = (*told, *sight.facts, *scored, *gone.facts)
    boot = said.envelope.boot
    heard = state.hears(now, boot, vitals=vitals, sighted=sight.sighted, course=gone.course)
    return Taken(heard, facts, points)


def _breathing(
    state: RoomState, word: Rate | Doubted | NotBreathing, said: Admitted, now: Instant
) -> tuple[RoomFact, ...]:
    """Whether breathing stopped or is back: after a restart, what is written alone tells."""
    since = state.not_breathing_since
    if since is None and isinstance(word, NotBreathing):
        stopped = BreathingStopped(room=state.room, at=now, since=said.believed(word.since))
        return (stopped,)
    if since is not None and isinstance(word, Rate) and said.observed_at > since:
        return (BreathingAgain(room=state.room, at=now),)
    return ()


def _health(state: RoomState, body: HealthBody, said: Admitted, now: Instant) -> Taken:
    """The node's own word on itself; where its standing differs from ours, ours is mended.

    A standing that says nothing, because what led to it has yet to come, changes nothing.
    """
    boot, n = said.envelope.boot, said.envelope.n
    right = is_clock_right(said.envelope, now)
    heard = replace(state.hears(now, boot), health=body, health_at=now, clock_right=right)
    other = _of_another_radar(state, body, now)
    if body.standing == SAYS_NOTHING:
        return Taken(heard, other)
    standing = not_late(state, body.standing, boot, n)
    heard = replace(heard, vouched=_vouched(state, body.standing, boot, n))
    if standing == state.standing.now:
        return Taken(heard, other)
    stood = Stood(
        room=state.room,
        at=now,
        observed_at=said.observed_at,
        boot=boot,
        n=n,
        standing=standing,
    )
    return Taken(heard, (stood, *other))


def _of_another_radar(
    state: RoomState, body: HealthBody, now: Instant
) -> tuple[CommissioningEnded, ...]:
    """What was walked is of one radar at one board: another one ends it for good.

    Should the first come back, nobody knows where it points now.
    """
    given = state.commissioning
    if given is None or body.radar is None or body.radar == given.walked.radar:
        return ()
    why = f"another radar or board than was walked: {body.radar.kind}"
    return (CommissioningEnded(room=state.room, at=now, by=THE_ROOM, why=why),)


def _vouched(state: RoomState, standing: Standing, boot: str, n: int) -> dict[str, tuple[str, int]]:
    """By which message each thing was last confirmed; by this one where none later has."""
    news = {
        what: (boot, n)
        for what in FIELDS
        if getattr(standing, what) is not None and not state.is_late(what, boot, n + 1)
    }
    return {**state.vouched, **news}
