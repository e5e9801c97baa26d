"""What is one person's own: limits, and who may observe them."""

from collections.abc import Mapping

from hub.acts import (
    NameObservers,
    SetLimit,
)
from hub.deciding.deciding import Decided, Rooms, decide, nobody
from hub.effects import Denied
from hub.rooms.episode_facts import (
    LimitName,
    LimitSet,
    ObserversSet,
)
from ward.units import Instant, hours

LIMIT_BOUNDS_S: Mapping[LimitName, tuple[float, float]] = {LimitName.NO_BREATHING: (10, 60)}
LIMIT_LASTS_MOST = hours(24)  # our own proposal: a doctor says it again, or it is over


@decide.register
def _(act: SetLimit, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    least, most = LIMIT_BOUNDS_S[act.limit]
    if not least <= act.value_s <= most:
        return Denied(f"“{act.limit}” must be from {least:.0f} to {most:.0f} s")
    if not act.why.strip():
        return Denied("A limit of one person's own needs a reason")
    if not now < act.until <= now + LIMIT_LASTS_MOST:
        return Denied("A limit of one person's own must end within 24 h")
    return LimitSet(
        room=act.room,
        at=now,
        limit=act.limit,
        value_s=act.value_s,
        by=act.by,
        why=act.why,
        until=act.until,
    )


@decide.register
def _(act: NameObservers, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    return ObserversSet(
        room=act.room,
        at=now,
        by=act.by,
        observers=act.observers,
        preference=act.preference,
        rather_not=act.rather_not,
    )
