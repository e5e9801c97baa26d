"""A room's page opened: whoever is signed and is shown vital signs has looked from afar.

It is counted by itself, and beside the blank spell in which it happened; it is nothing else.
"""

from starlette.background import BackgroundTask

from hub.panel.body import Sight, body
from hub.panel.glass import BREATHING, Glass
from hub.panel.local import Local
from hub.panel.signing import QUIET_MOST, Session
from hub.privacy_acts import PanelLook
from hub.rooms.facts import How
from hub.rooms.state import RoomState
from ward.rooms import RoomId
from ward.units import Instant, Span

# For so long the same person opening the same room again is the same look; a visit ends it sooner.
# Our own proposal: as long as a signing lasts in which nothing is done.
SAME_LOOK = QUIET_MOST


def opened(glass: Glass, room: RoomId, session: Session | None) -> BackgroundTask | None:
    """What is written down once the page has been sent: it never waits for the record.

    ``None`` where nobody is signed, no number is on it, or it is still the same look.
    """
    state, local = glass.desk.state(room), glass.local()
    if session is None or not shows_vital_signs(glass, state, local):
        return None
    if has_just_looked(state, session.ref, local.now):
        return None
    return BackgroundTask(glass.desk.do, PanelLook(room, session.ref))


def shows_vital_signs(glass: Glass, state: RoomState, local: Local) -> bool:
    """Whether the page says how somebody breathes or that they do not, now or in its last hour."""
    if body(state, local).sight in (Sight.RATE, Sight.STOPPED):
        return True
    return any(one.path for one in glass.sparks(state, local.now) if one.title == BREATHING)


def has_just_looked(state: RoomState, by: str, now: Instant) -> bool:
    """Whether this is a look of theirs that was counted already, since somebody last came."""
    return any(
        look.how is How.VITALS and look.by == by and Span() <= now - look.at < SAME_LOOK
        for look in state.looks
    )
