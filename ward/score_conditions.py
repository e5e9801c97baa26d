"""Conditions of scores: what a part-score or a set asks for, and what of that was not done."""

from ward.authority import Authority
from ward.condition import Condition, Harm, Kind, Onset

SET_NOW = "Take a full set of measurements now, and record it."

EMERGENCY_SCORE = Condition(
    name="emergency score",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.PROMPT,
    do="Go in now. Emergency assessment: registrar or above, or 2222 or 999. Take a full set.",
    authority=Authority.GUIDANCE,
    source="RCP 2017, NEWS2 of 7 and more; RCPCH, PEWS of 9 and more",
    hazard="H-40",
    latches=True,
)
DANGEROUS_RATE = Condition(
    name="dangerous breathing or pulse",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.PROMPT,
    do="Go in now. Speak, check breathing and pulse. Fetch a doctor, and take a full set.",
    authority=Authority.LOCAL,
    source="Our own proposal: breathing 8 or less, pulse 40 or less or 131 or more, or a PEWS 4",
    hazard="H-40",
    latches=True,
)
URGENT_SCORE = Condition(
    name="urgent score",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door. Tell the medical team: urgent assessment within the hour. Take a full set.",
    authority=Authority.GUIDANCE,
    source="RCP 2017, NEWS2 of 5 or 6; RCPCH, PEWS of 5 to 8",
    hazard="H-40",
    latches=True,
)
SINGLE_RED = Condition(
    name="single red measurement",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door. Tell the medical team: it is treated as urgent. Take a full set.",
    authority=Authority.GUIDANCE,
    source="RCP 2017, NEWS2: 3 in one measurement; for PEWS our own proposal",
    hazard="H-40",
    latches=True,
)
RAISED_SCORE = Condition(
    name="raised score",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.REVERSIBLE,
    onset=Onset.DELAYED,
    do="A nurse assesses, takes the temperature, and thinks of heat, infection, NMS, a clot (PE).",
    authority=Authority.LOCAL,
    source="RCP 2017 asks it of 1 to 4; that a part-score of 4 calls is our own proposal",
    hazard="H-40",
)
ASSESSMENT_OVERDUE = Condition(
    name="assessment overdue",
    kind=Kind.PERSON,
    harm=Harm.REVERSIBLE,
    onset=Onset.PROMPT,
    do="Have the person assessed now, and record the assessment.",
    authority=Authority.GUIDANCE,
    source="RCP 2017, NEWS2 response; RCPCH, National PEWS escalation",
    hazard="H-41",
)
SET_OVERDUE = Condition(
    name="full set overdue",
    kind=Kind.PERSON,
    harm=Harm.REVERSIBLE,
    onset=Onset.DELAYED,
    do=SET_NOW,
    authority=Authority.GUIDANCE,
    source="RCP 2017, NEWS2 monitoring; within 15 min of a part-score is our own proposal",
    hazard="H-41",
)
CHECKS_OVERDUE = Condition(
    name="physical checks overdue",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the person. Count breathing, take the pulse, see if they can be roused; record it.",
    authority=Authority.LOCAL,
    source="The mode's own table: clinical.md, 3.3 and 3.4, and our own proposal",
    hazard="H-43",
)

# Those of which the words hold what was measured of somebody.
MEASURED = frozenset(
    one.name for one in (EMERGENCY_SCORE, DANGEROUS_RATE, URGENT_SCORE, SINGLE_RED, RAISED_SCORE)
)

SCORE_CONDITIONS = (
    EMERGENCY_SCORE,
    DANGEROUS_RATE,
    URGENT_SCORE,
    SINGLE_RED,
    RAISED_SCORE,
    ASSESSMENT_OVERDUE,
    SET_OVERDUE,
    CHECKS_OVERDUE,
)
