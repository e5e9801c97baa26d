"""How good an observation is as evidence, and whether it ends a blank spell: one table."""

from dataclasses import dataclass
from enum import StrEnum

from ward.authority import Authority
from ward.observations import Awareness, BreathingSeen, Content, Evidence, Observation

STAY_LEAST_S = 10.0  # our own proposal, a local setting: a tap in passing is not a look


class Grade(StrEnum):
    """Strength of an observation."""

    FULL = "full"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Graded:
    """The verdict on one observation, with its reason and who says so."""

    grade: Grade
    ends_spell: bool
    because: str
    authority: Authority = Authority.LOCAL


# Badge of known staff at this door, stayed long enough, content complete → verdict.
# Framework, "CCTV ... not a replacement for in-person observation"; the cells are our proposal.
_TABLE: dict[tuple[bool, bool, bool], Graded] = {
    (True, True, True): Graded(Grade.FULL, True, "badge, stay and what was seen"),
    (True, True, False): Graded(Grade.WEAK, False, "what was seen is not complete"),
    (True, False, True): Graded(Grade.WEAK, False, "nobody stayed at the door long enough"),
    (False, True, True): Graded(Grade.WEAK, False, "no badge of known staff at this door"),
    (True, False, False): Graded(Grade.WEAK, False, "a badge, but no stay and nothing seen"),
    (False, True, False): Graded(Grade.NONE, False, "no badge and what was seen is not complete"),
    (False, False, True): Graded(Grade.NONE, False, "no badge and nobody stayed at the door"),
    (False, False, False): Graded(Grade.NONE, False, "no badge, no stay, nothing seen"),
}


def graded(observation: Observation) -> Graded:
    """The table's verdict."""
    evidence = observation.evidence
    if not evidence.form_here:
        return Graded(Grade.NONE, False, "not recorded at the door")
    known = evidence.badge is not None and evidence.by is not None
    return _TABLE[known, stayed_enough(evidence), not unanswered(observation.content)]


def stayed_enough(evidence: Evidence) -> bool:
    return evidence.stayed_s >= STAY_LEAST_S


def unanswered(content: Content) -> tuple[str, ...]:
    """What is still missing from a complete record, in words for the observer.

    Asleep is not enough: whoever is not awake must be seen to breathe, and roused or
    said to have been left asleep.
    """
    asked = {
        "awake or asleep": content.awareness,
        "breathing": content.breathing,
        "colour": content.colour,
        "position": content.position,
        "could it end now": content.could_end,
    }
    missing = [question for question, answer in asked.items() if answer is None]
    if content.awareness not in (None, Awareness.AWAKE):
        if content.rousable is None:
            missing.append("can they be roused")
        if content.breathing is BreathingSeen.NOT_SEEN:
            missing.append("breathing, seen or heard")
    return tuple(missing)
