"""Conditions of a rate that has left the person's own usual, of breathing or of the pulse."""

from ward.authority import Authority
from ward.condition import Condition, Harm, Kind, Onset

BREATHING_SLOWING = Condition(
    name="breathing slowing",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door, speak, check rousable. Not rousable: go in, call 2222 or 999.",
    authority=Authority.LOCAL,
    source="A fall by a quarter of the person's own rate is our own proposal",
    hazard="H-44",
    latches=True,
)
FAST_BREATHING = Condition(
    name="fast breathing",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door, look and speak. Count breaths; then a full score, with temperature.",
    authority=Authority.LOCAL,
    source="A lasting rise over the person's own rate at rest is our own proposal",
    hazard="H-44",
    latches=True,
)
PULSE_SLOWING = Condition(
    name="pulse slowing",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door, speak, check rousable. Take the pulse by hand; slow or uneven: doctor.",
    authority=Authority.LOCAL,
    source="A lasting fall below the person's own rate is our own proposal",
    hazard="H-44",
    latches=True,
)
FAST_PULSE = Condition(
    name="fast pulse",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door, look and speak. Take the pulse by hand; then a full score.",
    authority=Authority.LOCAL,
    source="A lasting rise over the person's own rate at rest is our own proposal",
    hazard="H-44",
    latches=True,
)

STRAYING_CONDITIONS = (BREATHING_SLOWING, FAST_BREATHING, PULSE_SLOWING, FAST_PULSE)
# Their words tell a rate, so they lose it with the authorisation.
STRAYING_NAMES = frozenset(condition.name for condition in STRAYING_CONDITIONS)
