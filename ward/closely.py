"""What counts as an answer on the door's form while somebody is watched more closely."""

from ward.observations import Awareness, BreathingSeen, Colour, Content, Rousable

ASKS = "Asleep is not enough: Rousable? Breathing? Colour?"

# A sleep after rapid tranquillisation, or after restraint, hides a coma: whoever is not awake is
# tried, and seen to breathe and in what colour. Our own proposal, after the Code, about 26.125.
NO_ANSWER: dict[str, object] = {
    "rousable": Rousable.NOT_TRIED,
    "breathing": BreathingSeen.NOT_SEEN,
    "colour": Colour.CANNOT_TELL,
}


def as_counted(content: Content, *, closely: bool) -> Content:
    """The answers as they are graded; what is recorded is what was answered."""
    if not closely or content.awareness in (None, Awareness.AWAKE):
        return content
    blank = {name: None for name, given in NO_ANSWER.items() if getattr(content, name) is given}
    return content.model_copy(update=blank)
