"""The walk through a room, and who signs for it."""

from hub.deciding.asking import ordered
from hub.deciding.deciding import Decided, Rooms, decide
from hub.effects import Denied
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.walk_acts import AskWalk, EndCommissioning, SignWalk
from ward.commissioning import Commissioning, WalkStep
from ward.units import Instant


@decide.register
def _(act: AskWalk, rooms: Rooms, now: Instant) -> Decided:
    """In an empty room; a simulated radar alone sees the same whoever is there."""
    state = rooms[act.room]
    if state.episode is not None and act.asked.step is not WalkStep.SIMULATE:
        return Denied(f"A walk needs an empty room, and somebody is confined in {act.room.spoken}")
    return ordered(state, act.asked, act.by, now)


@decide.register
def _(act: SignWalk, rooms: Rooms, now: Instant) -> Decided:
    """Of what the room itself says was walked, and of nothing that was typed."""
    walked = rooms[act.room].walked
    if walked is None or walked.id != act.walk:
        return Denied(f"No walk of {act.room.spoken} that could be signed is finished")
    signed = Commissioning(walked=walked, by=act.by, at=now)
    return Commissioned(room=act.room, at=now, commissioning=signed)


@decide.register
def _(act: EndCommissioning, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].commissioning is None:
        return Denied(f"{act.room.spoken} is not commissioned")
    if not act.why.strip():
        return Denied("Say why the commissioning is taken back")
    return CommissioningEnded(room=act.room, at=now, by=act.by, why=act.why)
