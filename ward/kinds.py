"""Kinds of confinement: whatever a ward calls it, one of these; with the plan that is offered."""

from dataclasses import dataclass
from enum import StrEnum

from ward.authority import Authority
from ward.plans import PLANS, NamedPlan


class Kind(StrEnum):
    """What it is. A local name for it stands beside it, and changes nothing."""

    SECLUSION = "seclusion"
    SEGREGATION = "long-term segregation"
    OWN_SPACE = "own living space"
    OTHER = "isolated, whatever it is called"


class Ground(StrEnum):
    """Why. Self-harm is among them so that whoever gives it is told what the framework says."""

    HARM_TO_OTHERS = "harm to others"
    SELF_HARM = "risk of self-harm"
    OTHER = "as said in the reason"


class Part(StrEnum):
    """Whose word the decision takes."""

    SENIOR_NURSE = "senior nurse"
    NAMED_NURSE = "named nurse"
    DUTY_DOCTOR = "duty doctor"


@dataclass(frozen=True, slots=True)
class Basis:
    """By whose word a line holds, and where it says so."""

    authority: Authority
    source: str


@dataclass(frozen=True, slots=True)
class OfKind:
    """The plan that is offered for a kind, and by whose word the kind is one."""

    plan: NamedPlan
    basis: Basis


_PLAN = {plan.name: plan for plan in PLANS}
_SOLITARY = "Framework, Defining solitary confinement"
KINDS: dict[Kind, OfKind] = {
    Kind.SECLUSION: OfKind(_PLAN["Seclusion"], Basis(Authority.CODE, "about 26.103, from memory")),
    Kind.SEGREGATION: OfKind(
        _PLAN["Long-term segregation"], Basis(Authority.CODE, "26.150, in part from memory")
    ),
    Kind.OWN_SPACE: OfKind(
        _PLAN["Long-term segregation"],
        Basis(Authority.PROPOSAL, f"{_SOLITARY}: own living space, the same safeguards"),
    ),
    Kind.OTHER: OfKind(
        _PLAN["Seclusion"], Basis(Authority.PROPOSAL, f"{_SOLITARY}: whatever it is called")
    ),
}

# Three people decide together. A proposal: the Code lets one professional begin it.
DECIDES = Basis(Authority.PROPOSAL, "Framework, Commencing: senior nurse, named nurse, duty doctor")
NO_GROUND: dict[Ground, Basis] = {
    Ground.SELF_HARM: Basis(
        Authority.PROPOSAL,
        "Framework, Defining solitary confinement: never for a person whose risk is self-harm",
    ),
}
