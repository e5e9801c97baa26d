"""How a person is watched from afar, what they object to, and by when somebody is to decide."""

from collections.abc import Iterator

from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.rooms.privacy_facts import Watching
from hub.rooms.state import RoomState
from hub.rules.limits import Limits
from hub.rules.privacy import dues
from hub.rules.words import lasting
from ward.units import seconds

WATCHINGS = [{"value": one.value, "text": one.value[0].upper() + one.value[1:]} for one in Watching]
OUTCOMES = [
    {"value": "stopped", "text": "It is stopped"},
    {"value": "less than before", "text": "It goes on, less than before"},
    {"value": "goes on", "text": "It goes on"},
]


def privacy_words(state: RoomState, limits: Limits, local: Local) -> tuple[str, ...]:
    """A sentence each; nothing of a room in which nobody is confined."""
    if state.episode is None:
        return ()
    return (*_of_cctv(state, limits, local), *_objections(state, limits, local))


def _of_cctv(state: RoomState, limits: Limits, local: Local) -> Iterator[str]:
    episode = state.episode
    if episode is None or not state.has_cctv:
        return
    last = episode.privacy.last(Watching.CCTV)
    reviewed = f"reviewed {local.clock(last.at)} by {known_as(state, last.by)}" if last else ""
    if episode.privacy.is_stopped(Watching.CCTV):
        yield f"CCTV is not to be used on this person: {reviewed}"
        return
    every = f"every {lasting(seconds(limits.cctv_review_s))}, a local setting"
    due = [local.clock(at) for at, words in dues(state, limits) if words.startswith("The use")]
    next_ = f", next review by {due[0]} ({every})" if due else ""
    yield f"CCTV looks into this room; {reviewed or 'its use was not reviewed yet'}{next_}"


def _objections(state: RoomState, limits: Limits, local: Local) -> Iterator[str]:
    for one in state.episode.privacy.objections if state.episode else ():
        by = local.clock(one.at + seconds(limits.objection_s))
        who, said = known_as(state, one.by), f"“{one.words}”"
        yield (
            f"! Objects to {one.to} since {local.clock(one.at)}: {said}, written down by {who}. "
            f"To be reviewed by {by}, with a view to stopping it (a local setting)"
        )
