"""What an objection, and a decision on it, change in a room."""

from typing import TypeVar

from hub.rooms.privacy_facts import Objected, Outcome, PrivacyReviewed, Watching
from hub.rooms.privacy_state import Objection, Privacy, Reviewed
from hub.rooms.replaced import replace
from hub.rooms.state import Written

S = TypeVar("S", bound=Written)


def after_privacy(state: S, fact: Objected | PrivacyReviewed) -> S:
    """An objection stands until somebody decides on it; one to radar ends the measuring at once."""
    if state.episode is None:
        return state
    if isinstance(fact, Objected):
        return _objected(state, fact)
    return _decided(state, fact)


def _objected(state: S, fact: Objected) -> S:
    """Said again, it stands from when it was said first."""
    episode = state.episode
    if episode is None:
        return state
    privacy = episode.privacy
    if privacy.objection(fact.to) is None:
        objection = Objection(fact.to, fact.since or fact.at, fact.by, fact.words)
        privacy = replace(privacy, objections=(*privacy.objections, objection))
    if fact.to is Watching.RADAR:
        episode = replace(episode, authorisation=None, authorised_at=None)
    return replace(state, episode=replace(episode, privacy=privacy))


def _decided(state: S, fact: PrivacyReviewed) -> S:
    episode = state.episode
    if episode is None:
        return state
    done = Reviewed(fact.of, fact.since or fact.at, fact.by, fact.outcome)
    privacy = episode.privacy
    decided = Privacy(
        objections=tuple(one for one in privacy.objections if one.to is not fact.of),
        reviewed=(*(one for one in privacy.reviewed if one.of is not fact.of), done),
    )
    if fact.of is Watching.RADAR and fact.outcome is Outcome.STOPPED:
        episode = replace(episode, authorisation=None, authorised_at=None)
    return replace(state, episode=replace(episode, privacy=decided))
