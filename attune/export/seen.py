"""What an entry holds beside its sentence: what was seen, on what evidence, and why."""

from collections.abc import Iterator

from hub.record.summary import Clock
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.facts import AnyFact, Observed
from hub.rules.words import lasting
from ward.observations import Content, Evidence
from ward.units import seconds

# As the questions at the door are asked; what was not answered is said to be so.
ASKED = (
    ("awake or asleep", "awareness"),
    ("roused", "rousable"),
    ("breathing", "breathing"),
    ("colour", "colour"),
    ("position", "position"),
    ("mood", "mood"),
    ("could it end now", "could_end"),
)
OPTIONAL = frozenset({"rousable", "mood"})


def more_of(fact: AnyFact, clock: Clock) -> str:
    """Empty for an entry whose sentence says it all."""
    match fact:
        case Observed():
            seen = "; ".join(_seen(fact.observation.content))
            return f"Seen: {seen}. Evidence: {', '.join(_witnessed(fact.observation.evidence))}."
        case EpisodeBegan():
            unseen = f" Nobody had seen them since {clock(fact.watch_since)}."
            earlier = unseen if fact.watch_since < fact.at else ""
            return f"Why: {fact.why or 'not said'}.{earlier}"
        case EpisodeEnded():
            return f"Why: {fact.why or 'not said'}."
    return ""


def _seen(content: Content) -> Iterator[str]:
    for question, name in ASKED:
        answer = getattr(content, name)
        if answer is not None:
            yield f"{question}: {answer.value.replace('-', ' ')}"
        elif name not in OPTIONAL:
            yield f"{question}: not answered"
    if content.said:
        yield f"said or done: “{content.said}”"


def _witnessed(evidence: Evidence) -> Iterator[str]:
    """What the door itself witnessed, and what it did not."""
    yield "badge of known staff" if evidence.badge and evidence.by else "no badge of known staff"
    yield f"{lasting(seconds(evidence.stayed_s))} in front of the door"
    yield "door opened" if evidence.door_opened else "door not opened"
    if evidence.talked:
        yield "talk at the door"
    yield "recorded on the door unit" if evidence.form_here else "not recorded on the door unit"
