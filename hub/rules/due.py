"""When it is soon time to go to a door: before somebody is due there, never after."""

from zlib import crc32

from hub.rooms.state import RoomState
from ward.timing import SOON_SHARE
from ward.units import Instant

VARIED_FROM, VARIED_UNTIL = 0.3, SOON_SHARE  # our own proposal: of the longest interval


def soon_at(state: RoomState) -> Instant | None:
    """From when on the ward is told that somebody should set out; ``None`` while nobody is due.

    Where varied intervals are asked for, at another share of the interval each time, which nobody
    on the ward can foretell; it follows from what is written alone, so a restart changes none.
    """
    watch = state.watch
    if watch is None:
        return None
    return watch.since + _share(state, watch.since) * (watch.shown_due_at - watch.since)


def _share(state: RoomState, since: Instant) -> float:
    if state.episode is None or not state.episode.plan.varied:
        return SOON_SHARE
    drawn = crc32(f"{state.episode.id} {since.isoformat()}".encode()) / 2**32
    return VARIED_FROM + drawn * (VARIED_UNTIL - VARIED_FROM)
