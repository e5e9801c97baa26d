"""What the door unit's page asks about going out, coming back, and a talk through the open door."""

from collections.abc import Mapping
from datetime import tzinfo

from edge.door.form import FormError
from edge.door.words import clock, span
from edge.door_view import DoorView
from ward.deeds import CameBack, Deed, Escort, Outing, Talked, WentOut, at_most

OUTINGS = (
    (Outing.GARDEN, "Garden"),
    (Outing.WARD, "Elsewhere on the ward"),
    (Outing.LEAVE, "Leave"),
    (Outing.ENSUITE, "Ensuite"),
)
ESCORTS = (
    (Escort.ME, "Me"),
    (Escort.STAFF, "Other staff"),
    (Escort.FAMILY, "Family or friends"),
    (Escort.ALONE, "Nobody"),
)
PLACES = {
    Outing.GARDEN: "in the garden",
    Outing.WARD: "elsewhere on the ward",
    Outing.LEAVE: "on leave",
    Outing.ENSUITE: "in the ensuite",
}


def deed_of(fields: Mapping[str, str], view: DoorView) -> Deed:
    """What was pressed. Raises ``FormError`` for what cannot be so at this door now."""
    what = fields.get("what", "")
    if view.confinement is None:
        raise FormError("Nobody is confined here by what this door knows.")
    if what == "talked":
        return Talked()
    out = view.out is not None and not view.out.belied
    if what == "came-back":
        if view.out is None:
            raise FormError("Nobody is recorded as out here. Record what you see instead.")
        return CameBack()
    if what != "went-out":
        raise FormError("what is to be went-out, came-back or talked.")
    if out:
        raise FormError("They are recorded as out already. Record first that they are back.")
    return _going(fields)


def _going(fields: Mapping[str, str]) -> WentOut:
    try:
        to = Outing(fields["to"]) if fields.get("to") else None
        escort = Escort(fields["escort"]) if fields.get("escort") else None
    except ValueError:
        raise FormError("Where to, or who goes with them, is none of the answers.") from None
    if to is None or (escort is None and to is not Outing.ENSUITE):
        raise FormError("Say where they go, and who goes with them. Nothing is recorded.")
    return WentOut(to=to, escort=escort)


def said(deed: Deed, view: DoorView, zone: tzinfo | None) -> str:
    """What became of a deed that counts, as the page answers it."""
    match deed:
        case WentOut(to=to) if to and at_most(to) and view.out:
            back = clock(view.out.until, zone)
            return f"Out: {PLACES[to]}. Back by {back} at the latest, and recorded here."
        case CameBack():
            return "Back. The timer begins again."
    return "Recorded."


def in_words(view: DoorView) -> tuple[str, str]:
    """Where they are said to be, and what is against it; both empty where nobody is out."""
    out = view.out
    if out is None:
        return "", ""
    if out.belied:
        return "", f"!! said to be {PLACES[out.to]}, but somebody is inside: the plan's clock runs"
    with_ = f", with {out.by}" if out.by else ""
    gone = span((view.now.at - out.since).total_seconds())
    return f"{PLACES[out.to].capitalize()} for {gone}{with_}", ""
