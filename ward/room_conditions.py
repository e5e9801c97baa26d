"""Conditions of the room itself: what it is held to can no longer be measured."""

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
ROOM_CONDITIONS = (TEMPERATURE_UNKNOWN,)
