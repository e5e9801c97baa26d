"""Rules about the wire: a room that is not heard."""

from collections.abc import Iterator

from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import NODE_SILENT
from ward.units import Instant, seconds


def node_silent(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Nothing heard for longer than a living node is ever silent, by the hub's own clock.

    A will or a retained link proves nothing either way. After a restart of the hub the alarm
    goes on until the node is heard, and a node never heard is silent too.
    """
    silent = now - (state.heard_at or state.since)
    unknown = state.heard_at is None and state.showing(NODE_SILENT.name) is not None
    if silent > seconds(limits.node_silent_s) or unknown:
        ever = "for" if state.heard_at else "since the hub began,"
        yield Finding(
            state.room, NODE_SILENT, f"Nothing heard from this room {ever} {lasting(silent)}"
        )
