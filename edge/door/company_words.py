"""Who stands at the door, in words: strangers to the person, and the reviews they could make."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from edge.door.words import clock, span
from edge.door_view import DoorView
from edge.reviewing import Offer
from ward.care import Review
from ward.observers import said, strange


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """A review that is due here. ``button`` is empty while whoever is here cannot make it."""

    review: Review
    words: str
    overdue: bool
    button: str


def strangers(view: DoorView) -> Iterator[str]:
    """What is to be known of everybody whose badge is seen, at once, with the hub dead too."""
    confinement = view.confinement
    if confinement is None:
        return
    for one in view.here:
        for found in strange(one, confinement.known_to, confinement.rather_not):
            yield said(found, one.initials, confinement.person.initials)


def reviews_asked(view: DoorView, zone: tzinfo | None) -> tuple[ReviewAsked, ...]:
    """Each that is asked for, the soonest first."""
    who = " and ".join(one.initials for one in view.here)
    return tuple(_asked(offer, view, who, zone) for offer in view.offers)


def _asked(offer: Offer, view: DoorView, who: str, zone: tzinfo | None) -> ReviewAsked:
    late_s = (view.now.at - offer.due_at).total_seconds()
    name = f"{offer.review[0].upper()}{offer.review[1:]}"
    due = f"overdue by {span(late_s)}" if late_s >= 0 else f"due by {clock(offer.due_at, zone)}"
    why = "" if offer.judged.counts else f" · {_missing(offer, view)}"
    button = f"Record as {offer.review} · {who}" if offer.judged.counts else ""
    return ReviewAsked(offer.review, f"{name} {due}{why}", late_s >= 0, button)


def _missing(offer: Offer, view: DoorView) -> str:
    """While nobody could make it, only who it takes; else why those who are here cannot."""
    return offer.judged.because if view.here else f"it takes {offer.words}"
