"""Lines of the timeline about one person: reviews, handovers, objections, whom they know."""

from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.rooms.episode_facts import LimitSet, ObserversSet
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.privacy_facts import Objected, PrivacyReviewed, Watching
from hub.rooms.review_facts import Reviewed
from hub.rooms.state import RoomState
from hub.rules.handover_words import handover_words

OfPeople = Reviewed | SpellAtHandover | Objected | PrivacyReviewed | LimitSet | ObserversSet


def of_people(fact: OfPeople, state: RoomState, local: Local) -> str:
    """The sentence."""
    match fact:
        case Reviewed():
            return _review(fact, state)
        case SpellAtHandover():
            words = handover_words(fact, state.known_as, local.clock)
            return f"The blank spell falls {words.replace('at the', 'into the', 1)}"
        case Objected():
            ended = ". The measuring has ended" if fact.to is Watching.RADAR else ""
            by = known_as(state, fact.by)
            return (
                f"The person objects to {fact.to}: “{fact.words}”, {by}{_since(fact, local)}{ended}"
            )
        case LimitSet():
            who, until = known_as(state, fact.by), local.clock(fact.until)
            return (
                f"{_capital(fact.limit)} {fact.value_s:.0f} s, by {who} until {until}: {fact.why}"
            )
        case ObserversSet():
            return _observers(fact, state)
    done = f"{_capital(fact.of)} reviewed by {known_as(state, fact.by)}: {fact.outcome}, {fact.why}"
    return f"{done}{_since(fact, local)}"


def _since(fact: Objected | PrivacyReviewed, local: Local) -> str:
    """Where it came along from another confinement, or room."""
    return f", since {local.day_and_second(fact.since)}" if fact.since else ""


def _review(fact: Reviewed, state: RoomState) -> str:
    who = " and ".join(known_as(state, one) for one in fact.by) or "nobody known"
    if fact.counts:
        return f"{_capital(fact.review)} at the door, {who}"
    return f"{_capital(fact.review)} by {who} does not count: {fact.because}"


def _observers(fact: ObserversSet, state: RoomState) -> str:
    names = ", ".join(known_as(state, one.ref) for one in fact.observers) or "nobody yet"
    avoided = ", ".join(known_as(state, one) for one in fact.rather_not)
    preference = f". Preference: {fact.preference}" if fact.preference else ""
    rather_not = f". Would rather not have: {avoided}" if avoided else ""
    by = known_as(state, fact.by)
    return f"Observers who know the person: {names}, by {by}{preference}{rather_not}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
