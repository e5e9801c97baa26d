"""A room that is not fit for use, where somebody is put into it: who answers for that, and why.

Nobody is kept waiting for it: what is begun has begun, and it is said where nobody answers yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hub.estates.fitness import Fitness
from hub.panel.asks import Asking, BeginAsked, MoveAsked
from hub.panel.desk import Desk
from hub.upkeep_acts import UseRegardless
from ward.rooms import RoomId

NAMED_MOST = 3  # the rest is on the room's page as a building
FitOf = Callable[[RoomId], Fitness]


class Answered(StrEnum):
    """What came of it, by the name that a page's address gives it."""

    NOT_NEEDED = ""
    YES = "answered-for"
    NO = "answered-by-nobody"
    DENIED = "may-not-answer-for"


DONE = {
    f"{form}-{answered}": f"{done} {words}"
    for form, done in {
        "begin": "The episode has begun. Somebody must be at the door by the time shown.",
        "move": "The episode goes on in the other room. Nobody is due later for it.",
    }.items()
    for answered, words in {
        Answered.YES: "The room is not fit for use; who answers for that is written down.",
        Answered.NO: "The room is not fit for use, and nobody answers for that yet: its page as a "
        "building asks who does, and why.",
        Answered.DENIED: "The room is not fit for use, and you may not answer for that: the nurse "
        "in charge, a doctor or the ward manager does, on its page as a building.",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Unfit:
    """What a room's page says of a room that is not fit for use, beside the way to why."""

    lacking: str
    unanswered: bool
    answered: bool


def unfit(fit: Fitness) -> Unfit | None:
    """``None`` of a room that is."""
    if fit.is_fit:
        return None
    dangers = [f"danger: {one.words}" for one in fit.dangers]
    all_of = [*dangers, *(one.clause.heading for one in fit.lacking)]
    named, more = "; ".join(all_of[:NAMED_MOST]), len(all_of) - NAMED_MOST
    return Unfit(
        f"{named}; and {more} more" if more > 0 else named,
        unanswered=fit.is_unanswered,
        answered=fit.allowed is not None,
    )


async def answer_for(desk: Desk, fit: FitOf, room: RoomId, asked: Asking) -> Answered:
    """Of an act that is done, and by whom. What lacks is what the hub knows to lack then."""
    match asked:
        case BeginAsked(regardless=why):
            into = room
        case MoveAsked(to=into, regardless=why):
            pass
        case _:
            return Answered.NOT_NEEDED
    known = fit(into)
    if known.is_fit or (known.allowed is not None and not why):
        return Answered.NOT_NEEDED
    if not why:
        return Answered.NO
    denied = await desk.do(UseRegardless(into, asked.by, why, known.ids))
    return Answered.DENIED if denied else Answered.YES
