"""A walk in words: what whoever walks is to do now, what the radar answers, and what comes next."""

from dataclasses import dataclass

from hub.panel.coverage import SYMBOLS, Mark, marks
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from hub.rooms.values import Journey
from hub.rules.words import lasting
from ward.commissioning import MAY_LACK, Phase, Sight, Spot, WalkAsked, Walking, WalkStep
from ward.units import seconds

NOT_HEARD = "This room is not heard. Nothing can be walked until it is."
CONFINED = "Somebody is confined here. A walk needs an empty room."
ALL_OUT = (
    "Everybody out of the room",
    "Shut its door, and stand outside. The radar then listens to the empty room for half a "
    "minute: what it hears there is nobody.",
)
SAYS = {
    Phase.EMPTY: ("Listening to the empty room", "Stay outside, with the door shut."),
    Phase.AT_SPOT: ("Keep still: {}", "Breathe as usual, and do not talk or turn."),
    Phase.WALKED: ("Every spot is walked", "Look at the plan. Any spot can be walked again."),
    Phase.FAILED: ("The walk has ended", ""),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it says, and the step that it asks for."""

    words: str
    step: WalkStep
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class WalkWords:
    """The page of a walk at one moment. ``refused`` is the room's own no to the last press."""

    headline: str
    detail: str
    left: str
    sees: tuple[str, str, str]
    first: Choice | None
    beside: tuple[Choice, ...]
    others: tuple[Choice, ...]
    marks: tuple[Mark, ...]
    refused: str
    signs: str
    numbers: str

    @property
    def count(self) -> str:
        known = sum(one.word != SYMBOLS[None][1] for one in self.marks)
        return f"{known} of {len(self.marks)} spots"


BEGIN = Choice("Begin: the room is empty", WalkStep.BEGIN)
AGAIN = Choice("Begin again: the room is empty", WalkStep.BEGIN)
STOP = Choice("Stop the walk", WalkStep.STOP)


def walk_words(state: RoomState) -> WalkWords:
    """What the page says now."""
    walk = state.health.walk if state.health else None
    headline, detail = _says(state, walk)
    spots = walk.spots if walk else ()
    following = next((one for one in Spot if one not in {each.spot for each in spots}), None)
    between = walk is not None and walk.phase is Phase.BETWEEN
    first, beside = _presses(walk, following if between else None, state)
    again = walk is not None and walk.phase in (Phase.BETWEEN, Phase.AT_SPOT, Phase.WALKED)
    others = tuple(_stand(spot) for spot in Spot if again and spot is not following)
    return WalkWords(
        headline=headline,
        detail=detail,
        left=lasting(seconds(walk.left_s)) if walk and walk.left_s else "",
        sees=SYMBOLS[walk.sees] if walk and walk.sees else ("", "", ""),
        first=first,
        beside=beside,
        others=others,
        marks=marks(spots),
        refused=_refused(state),
        signs=walk.id if walk and walk.walked else "",
        numbers=_numbers(walk),
    )


def _says(state: RoomState, walk: Walking | None) -> tuple[str, str]:
    if walk is None:
        return _before(state)
    if walk.phase is Phase.BETWEEN:
        said = walk.spots[-1] if walk.spots else None
        last = f"{said.spot}: {said.sight}." if said else "The empty room is quiet."
        return walk.words or last[0].upper() + last[1:], "Go to the next spot, then press."
    headline, detail = SAYS[walk.phase]
    return headline.format(walk.spot), walk.words or detail


def _before(state: RoomState) -> tuple[str, str]:
    if state.boot is None or state.health is None:
        return "Not now", NOT_HEARD
    return ("Not now", CONFINED) if state.episode is not None else ALL_OUT


def _presses(
    walk: Walking | None, following: Spot | None, state: RoomState
) -> tuple[Choice | None, tuple[Choice, ...]]:
    """The button that goes on, and those beside it."""
    if walk is None:
        ready = state.health is not None and state.episode is None
        return (BEGIN if ready else None), ()
    if walk.phase is Phase.FAILED:
        return AGAIN, (STOP,)
    if following is None:
        return None, (STOP,)
    lacks = Choice(f"There is no {following} here", WalkStep.LACKS, following)
    return _stand(following), ((lacks, STOP) if following in MAY_LACK else (STOP,))


def _stand(spot: Spot) -> Choice:
    doing = {Spot.BED: "lie on the bed", Spot.ENSUITE: "stand in the ensuite"}
    return Choice(f"I {doing.get(spot, f'stand at the {spot}')}", WalkStep.STAND, spot)


def _refused(state: RoomState) -> str:
    """Why the room did not take the last step; empty where it did."""
    steps = (one for one in reversed(state.orders) if isinstance(one.order.asked, WalkAsked))
    last = next(steps, None)
    return _why(last) if last else ""


def _why(last: Journey) -> str:
    if last.progress is Progress.REFUSED:
        return f"The room refused: {last.words or 'it did not say why'}."
    if last.progress is Progress.EXPIRED:
        return "The room did not answer. Press again."
    return ""


def _numbers(walk: Walking | None) -> str:
    """What signing would mean."""
    if walk is None or walk.walked is None:
        return ""
    if walk.walked.sees_the_bed:
        return "Breathing was seen at the bed: once this is signed, numbers are shown."
    bed = walk.walked.at(Spot.BED) or Sight.NOTHING
    return f"At the bed: {bed}. It can be signed, and numbers are still not shown."
