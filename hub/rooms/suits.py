"""What suits whoever is in a room: their signed profile, and what they last chose themselves."""

from dataclasses import replace
from typing import TypeVar

from hub.rooms.facts import Happened
from hub.rooms.order_facts import OrderReached, Progress
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.state import Written
from hub.rooms.suited import Suits
from ward.choices import OwnChoice
from ward.happenings import RoomSet
from ward.orders import BackAsked, LightAsked, LuxAsked, TemperatureAsked
from ward.profile import Profile
from ward.purpose import Purpose
from ward.rank import Rank, Thing
from ward.units import Instant

S = TypeVar("S", bound=Written)
_OF_PROFILE = (Rank.PROFILE, Rank.DEFAULT)


def suits(state: Written) -> Suits | None:
    """What is known to suit whoever is confined here; nothing of who was here before."""
    episode, known = state.episode, state.suits
    if episode is None:
        return None
    return known if known and known.person == episode.person.ref else Suits(episode.person.ref)


def in_force(state: Written, default: Profile) -> Profile:
    """The person's own profile where one was signed, else what the ward has published.

    Its hours are by the clock of this ward, wherever it was written.
    """
    own = suits(state)
    if own is None or own.profile is None:
        return default
    return own.profile.model_copy(update={"zone": default.zone})


def choices(state: Written) -> tuple[OwnChoice, ...]:
    own = suits(state)
    return own.choices if own else ()


def after_signing(state: S, fact: ProfileSigned) -> S:
    own = suits(state)
    if own is None:
        return state
    chosen = fact.choices if fact.came_from else own.choices
    return replace(state, suits=Suits(own.person, fact.profile, fact.by, chosen))


def after_order(state: S, fact: OrderReached) -> S:
    """What of it the person got is their own last choice: it goes along, and is held elsewhere."""
    order = next((one.order for one in state.orders if one.order.id == fact.order), None)
    if order is None or fact.progress is not Progress.DONE or order.purpose is not Purpose.PERSON:
        return state
    match order.asked:
        case LightAsked() | LuxAsked() | TemperatureAsked():
            return _chosen(state, OwnChoice(asked=order.asked, at=order.asked_at))
        case BackAsked(thing=thing):
            return _given_up(state, thing, order.asked_at)
    return state


def after_set(state: S, fact: Happened) -> S:
    """What they chose at the door; and where the profile leads again, they gave theirs up."""
    said = fact.happening
    if not isinstance(said, RoomSet):
        return state
    if said.chosen is not None:
        return _chosen(state, said.chosen)
    if said.leading.rank in _OF_PROFILE:
        return _given_up(state, said.leading.thing, fact.observed_at)
    return state


def _chosen(state: S, choice: OwnChoice) -> S:
    own = suits(state)
    return state if own is None else replace(state, suits=own.chose(choice.held))


def _given_up(state: S, thing: Thing | None, at: Instant) -> S:
    """Only what they chose before that moment."""
    own = suits(state)
    if own is None or any(one.at > at for one in own.choices):
        return state
    return replace(state, suits=own.without(thing))
