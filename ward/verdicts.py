"""The verdict on what was recorded at a door: of what was seen, and of what was done there."""

from ward.authority import Authority
from ward.deeds import TALK_LEAST_S, CameBack, Outing, Talked, WentOut
from ward.grading import Grade, Graded, graded, stayed_enough
from ward.observations import Evidence, Observation

_BY = Authority.LOCAL  # all of it is our own proposal


def judged(observation: Observation) -> Graded:
    """How good it is as evidence, and whether it ends a blank spell.

    Whoever is taken out through an opened door, or brought back, by known staff who stayed there
    was seen. Surprising: a talk through the open door ends nothing, for it records nothing of how
    the person is; nor does a word that they are in the ensuite.
    """
    evidence = observation.evidence
    match observation.deed:
        case None:
            return graded(observation)
        case Talked():
            why = "a talk through the open door, and no record of what was seen"
            return Graded(Grade.WEAK, False, "; ".join((why, *_lacking_talk(evidence))), _BY)
        case WentOut(to=Outing.ENSUITE):
            return Graded(Grade.WEAK, False, "says where somebody is inside, and no more", _BY)
        case WentOut(to=to, escort=escort):
            answers = () if to and escort else ("not said where to, or with whom",)
            return _moved(evidence, answers, "taken out")
        case CameBack():
            return _moved(evidence, (), "brought back")


def counts_as_talk(observation: Observation) -> bool:
    """Whether the door witnessed what a conversation through an open door takes."""
    return isinstance(observation.deed, Talked) and not _lacking_talk(observation.evidence)


def lacks(observation: Observation) -> tuple[str, ...]:
    """What a deed lacks, in words for whoever did it."""
    match observation.deed:
        case Talked():
            return _lacking_talk(observation.evidence)
        case WentOut() | CameBack():
            return _lacking(observation.evidence)
    return ()


def _moved(evidence: Evidence, answers: tuple[str, ...], what: str) -> Graded:
    lacking = (*_lacking(evidence), *answers)
    if not evidence.form_here:
        return Graded(Grade.NONE, False, "not recorded at the door", _BY)
    if lacking:
        return Graded(Grade.WEAK, False, "; ".join(lacking), _BY)
    return Graded(Grade.FULL, True, f"badge, stay and opened door: {what} by known staff", _BY)


def _lacking(evidence: Evidence) -> tuple[str, ...]:
    known = evidence.badge is not None and evidence.by is not None
    return tuple(
        words
        for words, is_so in (
            ("no badge of known staff at this door", known),
            ("nobody stayed at the door long enough", stayed_enough(evidence)),
            ("the door was not opened", evidence.door_opened),
        )
        if not is_so
    )


def _lacking_talk(evidence: Evidence) -> tuple[str, ...]:
    short = () if evidence.stayed_s >= TALK_LEAST_S else (f"shorter than {TALK_LEAST_S:g} s",)
    elsewhere = () if evidence.form_here else ("not recorded at the door",)
    return (*elsewhere, *_lacking(evidence), *short)
