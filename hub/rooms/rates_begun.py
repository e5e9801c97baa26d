"""Rates as an episode begins: what is a person's own goes on, and nobody else's is taken for it."""

from typing import TypeVar

from hub.deterioration.usual import Block
from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.replaced import replace
from hub.rooms.state import Written
from hub.rooms.strayed import Strayed

S = TypeVar("S", bound=Written)


def rates_begun(state: S, fact: EpisodeBegan, *, again: bool) -> S:
    """As they stood where this person was; or here, if it is the same as until just now."""
    then = fact.rates
    if then is None:
        return state if again else replace(state, usual=(), strayed=())
    usual = tuple(Block(one.vital, one.still, one.rate, one.steps) for one in then.usual)
    strayed = tuple(
        Strayed(one.vital, one.falls, one.usual, one.rate, one.told_at, one.since, one.seen_at)
        for one in then.strayed
    )
    return replace(state, usual=usual, strayed=strayed, slow_since=then.slow_since)
