"""A visit recorded at a door, taken in: its grade, who was strange, and if it was a review."""

from hub.ingest.doorkeeper import SKEW_MOST, Admitted
from hub.rooms.facts import Observed, RoomFact
from hub.rooms.review_facts import Reviewed
from hub.rooms.reviewed import deciders
from hub.rooms.state import RoomState
from ward.care import Staff
from ward.closely import ASKS, as_counted
from ward.envelope import Envelope
from ward.grading import Grade
from ward.observations import Evidence, Observation
from ward.observers import Stranger, strange
from ward.reviews import Judged
from ward.reviews import judged as judged_review
from ward.units import Instant
from ward.verdicts import judged

ON_THE_WAY_MOST_S = (
    60.0  # our own proposal: a message that is said again and again until it is there
)
NO_TIME = "nobody knows when: the clock was not set"


def visit(
    state: RoomState, observation: Observation, said: Admitted, now: Instant
) -> tuple[RoomFact, ...]:
    """The observation; and beside it the review, if it is said to have been one."""
    known = _by_known_staff(state, observation)
    seen = _observed(state, known, observation, said, now)
    if observation.review is None:
        return (seen,)
    people, found = _people(state, known.evidence), _judged(state, known, said)
    made = Reviewed(
        room=state.room,
        at=now,
        observed_at=seen.observed_at,
        boot=seen.boot,
        n=seen.n,
        review=observation.review,
        by=tuple(one.ref for one in people),
        counts=found.counts,
        because=found.because,
    )
    return seen, made


def _observed(
    state: RoomState, known: Observation, observation: Observation, said: Admitted, now: Instant
) -> Observed:
    verdict, envelope = judged(_as_counted(known, state, said.observed_at)), said.envelope
    by_mode_alone = not verdict.ends_spell and judged(known).ends_spell
    because = ASKS if by_mode_alone else verdict.because
    return Observed(
        room=state.room,
        at=now,
        observed_at=said.observed_at,
        boot=envelope.boot,
        n=envelope.n,
        observation=observation,
        grade=verdict.grade,
        ends_spell=verdict.ends_spell and not said.untimed,
        because=NO_TIME if said.untimed else because,
        untimed=said.untimed,
        strangers=_strangers(state, known.evidence),
        unsure_s=_unsure_s(envelope, now),
    )


def _unsure_s(envelope: Envelope, now: Instant) -> float:
    """Where the node's clock is not set, or runs ahead of the hub's, no delay of a wire is seen."""
    is_seen = envelope.synced and envelope.sent_at - now <= SKEW_MOST
    return 0.0 if is_seen else ON_THE_WAY_MOST_S


def _judged(state: RoomState, known: Observation, said: Admitted) -> Judged:
    """First of all it is an observation: one that is not full is no review."""
    episode, verdict = state.episode, judged(_as_counted(known, state, said.observed_at))
    if said.untimed:
        return Judged(False, NO_TIME)
    if episode is None or said.observed_at < episode.began_at:
        return Judged(False, "nobody was confined here")
    if verdict.grade is not Grade.FULL:
        return Judged(False, verdict.because)
    if known.review is None:
        return Judged(False, "it was not said to be one")
    return judged_review(known.review, _people(state, known.evidence), deciders(state))


def _as_counted(observation: Observation, state: RoomState, at: Instant) -> Observation:
    """As it is graded: in a mode "asleep" takes more. What is kept is what was answered."""
    content = as_counted(observation.content, closely=state.closely(at))
    return observation.model_copy(update={"content": content})


def _by_known_staff(state: RoomState, observation: Observation) -> Observation:
    """The observation as it is graded: a badge that is not this person's here is nobody's.

    A node may hold an older list than the hub; whoever was struck from it ends no spell.
    """
    evidence = observation.evidence
    known: dict[str, None] = {}
    if not _is_theirs(state, evidence.by, evidence.badge):
        known["by"] = None
    if not _is_theirs(state, evidence.second_by, evidence.second):
        known["second_by"] = None
    if not known:
        return observation
    return observation.model_copy(update={"evidence": evidence.model_copy(update=known)})


def _is_theirs(state: RoomState, ref: str | None, badge: str | None) -> bool:
    return any(one.ref == ref and one.badge == badge for one in _staff(state))


def _people(state: RoomState, evidence: Evidence) -> tuple[Staff, ...]:
    """Those of known staff whose badges the door saw in that stay; one card twice is one."""
    refs = dict.fromkeys(ref for ref in (evidence.by, evidence.second_by) if ref)
    return tuple(one for ref in refs for one in _staff(state) if one.ref == ref)


def _strangers(state: RoomState, evidence: Evidence) -> tuple[Stranger, ...]:
    if state.episode is None:
        return ()
    known = [one.ref for one in state.episode.observers]
    found = (
        stranger
        for one in _people(state, evidence)
        for stranger in strange(one, known, state.episode.rather_not)
    )
    return tuple(dict.fromkeys(found))


def _staff(state: RoomState) -> tuple[Staff, ...]:
    return state.care.staff if state.care else ()
