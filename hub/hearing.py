"""What a node said, taken in: what is only heard, and what becomes a fact."""

from dataclasses import replace

from hub.effects import Chart
from hub.ingest.doorkeeper import Admitted
from hub.orders.journey import answered
from hub.rooms.facts import AnyFact, BreathingAgain, BreathingStopped, Happened, Observed, Stood
from hub.rooms.happened import not_late, told
from hub.rooms.state import Heard, Latest, RoomState
from ward.envelope import (
    AnswerBody,
    HappeningBody,
    HealthBody,
    ObservationBody,
    ReadingsBody,
    VitalBody,
)
from ward.grading import graded
from ward.observations import Observation
from ward.units import Instant
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

SENSORS_MOST = 32  # of one room; a node that invents names fills no memory

Taken = tuple[RoomState, tuple[AnyFact, ...], tuple[Chart, ...]]


def take_in(state: RoomState, admitted: Admitted, now: Instant) -> Taken:
    """The room having heard this, the facts in it (not yet applied), and points for the charts."""
    envelope = admitted.envelope
    state = replace(state, heard_at=now, boot=envelope.boot, linked=True)
    if admitted.again:
        return state, (), ()
    match envelope.body:
        case ReadingsBody() as body:
            return _readings(state, body, admitted.observed_at)
        case VitalBody() as body:
            return _vital(state, body, admitted.observed_at, now)
        case HealthBody() as body:
            return _health(state, body, admitted, now)
    return state, _owed(state, admitted, now), ()


def _owed(state: RoomState, admitted: Admitted, now: Instant) -> tuple[AnyFact, ...]:
    """What a node keeps until it is receipted."""
    envelope = admitted.envelope
    match envelope.body:
        case HappeningBody(happening=happening):
            return (
                Happened(
                    room=state.room,
                    at=now,
                    observed_at=admitted.observed_at,
                    boot=envelope.boot,
                    n=envelope.n,
                    happening=happening,
                ),
            )
        case ObservationBody(observation=observation):
            verdict = graded(_by_known_staff(state, observation))
            return (
                Observed(
                    room=state.room,
                    at=now,
                    observed_at=admitted.observed_at,
                    boot=envelope.boot,
                    n=envelope.n,
                    observation=observation,
                    grade=verdict.grade,
                    ends_spell=verdict.ends_spell,
                    because=verdict.because,
                ),
            )
        case AnswerBody(answer=answer):
            reached = answered(state, answer, now)
            return (reached,) if reached else ()
    raise TypeError(f"nothing is owed for a {envelope.body.kind}")


def _by_known_staff(state: RoomState, observation: Observation) -> Observation:
    """The observation as it is graded: a badge that is not this person's here is nobody's.

    A node may hold an older list than the hub; whoever was struck from it ends no spell.
    """
    evidence = observation.evidence
    staff = state.care.staff if state.care else ()
    if any(one.ref == evidence.by and one.badge == evidence.badge for one in staff):
        return observation
    unknown = evidence.model_copy(update={"by": None})
    return observation.model_copy(update={"evidence": unknown})


def _readings(state: RoomState, body: ReadingsBody, observed_at: Instant) -> Taken:
    """The newest of each sensor; a replayed one fills the chart and winds nothing back."""
    known = dict(state.readings)
    points = []
    for reading in body.readings:
        key = (reading.quantity, reading.sensor)
        if key not in known and len(known) >= SENSORS_MOST:
            continue
        if key not in known or known[key].observed_at <= observed_at:
            known[key] = Latest(reading, observed_at)
        if isinstance(reading.value, float):
            points.append(
                Chart(state.room, reading.quantity, reading.sensor, observed_at, reading.value)
            )
    return replace(state, readings=known), (), tuple(points)


def _vital(state: RoomState, body: VitalBody, observed_at: Instant, now: Instant) -> Taken:
    """A rate, a doubt, or no movement. Without an authorisation here, whatever it was is a doubt.

    One that is not newer than what is known, a replay, neither begins nor ends anything.
    """
    said = body.said if state.authorised(now) else Doubted(doubt=Doubt.NOT_AUTHORISED)
    rated = isinstance(said, Rate)
    points = (
        (Chart(state.room, body.vital, "radar", observed_at, said.per_minute),)
        if isinstance(said, Rate)
        else ()
    )
    before = state.vitals.get(body.vital)
    if before is not None and observed_at < before.observed_at:
        return state, (), points
    rate_at = observed_at if rated else (before.rate_at if before else None)
    heard = Heard(said, observed_at, rate_at)
    facts: tuple[AnyFact, ...] = ()
    if body.vital is Vital.BREATHING and isinstance(said, NotBreathing):
        since = min(said.since, observed_at)
        if state.not_breathing_since is None:
            facts = (BreathingStopped(room=state.room, at=now, since=since),)
    elif body.vital is Vital.BREATHING and rated and _is_since(state, observed_at):
        facts = (BreathingAgain(room=state.room, at=now),)
    return replace(state, vitals={**state.vitals, body.vital: heard}), facts, points


def _is_since(state: RoomState, observed_at: Instant) -> bool:
    """Whether it was after breathing was seen to stop; after a restart nothing else tells."""
    return state.not_breathing_since is not None and observed_at > state.not_breathing_since


def _health(state: RoomState, body: HealthBody, admitted: Admitted, now: Instant) -> Taken:
    """The node's own word on itself; where its standing differs from ours, ours is mended."""
    boot, n = admitted.envelope.boot, admitted.envelope.n
    standing = not_late(state, body.standing, boot, n)
    state = replace(state, health=body, health_at=now, standing=told(state, boot, n))
    if standing == state.standing.now:
        return state, (), ()
    stood = Stood(
        room=state.room,
        at=now,
        observed_at=admitted.observed_at,
        boot=boot,
        n=n,
        standing=standing,
    )
    return state, (stood,), ()
