"""The ward's policy: how a notice comes to people, as one expression."""

from collections.abc import Iterable, Sequence

from hub.alarms.pipeline import Stage, pipeline
from hub.alarms.route import Route
from hub.alarms.stages import Explains, acknowledged, explained, gathered, once, routed
from hub.alarms.waking import once_doors_have_told
from ward.conditions import NODE_SILENT, VITAL_SIGNS_MISSING, Condition
from ward.units import seconds

# Our own proposal: a node's period, so that what an outage does to fifty rooms is one message.
GATHER_FOR = seconds(5)

EXPLANATIONS = (Explains(cause=NODE_SILENT, effect=VITAL_SIGNS_MISSING),)


def explained_by(condition: str, showing: Iterable[str]) -> Condition | None:
    """Why this alarm fetches nobody of its own, where that is so: another that shows there."""
    shown = frozenset(showing)
    causes = (rule.cause for rule in EXPLANATIONS if rule.effect.name == condition)
    return next((cause for cause in causes if cause.name in shown), None)


def to_people(routes: Sequence[Route]) -> Stage:
    """What is explained, or in hand, goes no further; the rest goes once to each teller."""
    return pipeline(
        explained(EXPLANATIONS),
        acknowledged,
        routed(routes),
        once,
        once_doors_have_told,
        gathered(GATHER_FOR),
    )


ends_to_people = gathered(GATHER_FOR)
