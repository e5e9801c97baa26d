"""Conditions of the room itself: it does not suit whoever is in it, or nobody can measure it."""

from ward.authority import Authority
from ward.condition import Condition, Harm, Kind, Onset

TEMPERATURE_UNKNOWN = Condition(
    name="temperature not known",
    kind=Kind.TECHNICAL,
    harm=Harm.REVERSIBLE,
    onset=Onset.DELAYED,
    do="Feel how warm the room is, ask the person, and call estates about its thermometers.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: observers can see the temperature; a minute is our own",
    hazard="H-54",
)
NOT_SUITING = Condition(
    name="too warm or too cold",
    kind=Kind.PERSON,
    harm=Harm.REVERSIBLE,
    onset=Onset.DELAYED,
    do="Ask how warm it is for them. Set the room, or bring a blanket, a drink, another room.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: temperature to the person; 15 min and 26 °C are our own",
    hazard="H-56",
)
VERY_HOT = Condition(
    name="very hot room",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go in, speak, give water, take their temperature. Cool the room or move them.",
    authority=Authority.GUIDANCE,
    source="HTM 03-01: over 28 °C for 50 hours a year at most; an alarm at it is our own proposal",
    hazard="H-56",
)
ROOM_CONDITIONS = (TEMPERATURE_UNKNOWN, NOT_SUITING, VERY_HOT)
