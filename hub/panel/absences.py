"""Where somebody is who is not in their room, and when staff last talked with them, in words."""

from collections.abc import Iterator

from hub.panel.local import Local
from hub.rooms.state import RoomState
from hub.rules.absences import contradiction, where
from hub.rules.words import lasting
from ward.units import Instant, Span

# Local settings, our own proposals: the framework asks for regular talks and names no number.
TALK_EVERY = Span(hours=2)
WAKING_FROM_H, WAKING_UNTIL_H = 8, 22  # o'clock on the ward's wall


def out_notes(state: RoomState, local: Local) -> tuple[str, ...]:
    """Where they are said to be and by when they must be back; or what belies it."""
    away = state.watch.away if state.watch else None
    if away is None:
        return ()
    if belied := contradiction(state):
        return (f"{belied}. The plan's clock runs.",)
    place = where(state, local.now)
    return (f"{place[0].upper()}{place[1:]} · to be back by {local.clock(away.until)}.",)


def talk_notes(state: RoomState, local: Local) -> tuple[str, ...]:
    """The last talk through the open door, and that one is due; no alarm, and no clock of ours."""
    return tuple(_talks(state, local))


def _talks(state: RoomState, local: Local) -> Iterator[str]:
    episode, talks = state.episode, state.talks
    if episode is None:
        return
    many = "one talk" if talks.count == 1 else f"{talks.count} talks"
    if talks.at is not None:
        by = state.known_as(talks.by)
        yield f"Open door: {many}, the last {local.ago(talks.at)}, by {by}"
    since = talk_due_since(talks.at or episode.began_at, local)
    if since is not None:
        every = lasting(TALK_EVERY)
        yield f"A talk through the open door is due since {local.clock(since)} (local: {every})."


def talk_due_since(last: Instant, local: Local) -> Instant | None:
    """Since when one is due, in waking hours alone: a night is slept through, and counts anew."""
    here = local.now.astimezone(local.zone)
    waking = here.replace(hour=WAKING_FROM_H, minute=0, second=0, microsecond=0)
    asleep = here.replace(hour=WAKING_UNTIL_H, minute=0, second=0, microsecond=0)
    due = max(last.astimezone(local.zone), waking) + TALK_EVERY
    return due if waking <= here < asleep and due <= here else None
