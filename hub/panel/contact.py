"""Contact: whether a room's node is being heard, and since when it is not."""

from dataclasses import dataclass

from hub.panel.local import Local
from hub.panel.tone import Tone
from hub.rooms.state import RoomState
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.units import Instant, seconds

SILENT_AFTER = seconds(Limits().node_silent_s)


@dataclass(frozen=True, slots=True)
class Contact:
    """``heard`` is false as soon as nothing measured there may be shown as if it were now."""

    heard: bool
    words: str
    tone: Tone


def contact(state: RoomState, local: Local) -> Contact:
    """How the link to the room stands. A node's last will counts at once, silence within 11 s."""
    if state.heard_at is None:
        return Contact(False, f"Never heard since {local.clock(state.since)}", Tone.MEDIUM)
    if state.linked is False:
        return Contact(False, f"No link since {local.clock(state.heard_at)}", Tone.MEDIUM)
    if local.now - state.heard_at > SILENT_AFTER:
        return Contact(False, f"Nothing heard since {local.clock(state.heard_at)}", Tone.MEDIUM)
    return Contact(True, f"Heard {_just(state.heard_at, local)}", Tone.QUIET)


def _just(at: Instant, local: Local) -> str:
    return f"{lasting(local.age(at))} ago"
