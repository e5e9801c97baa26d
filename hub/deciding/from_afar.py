"""What nobody can do from the station: say that somebody was seen, and end an alarm."""

from hub.deciding.deciding import Decided, KeptAndDenied, Rooms, decide
from hub.rooms.facts import How, LookedRemotely, Refused
from hub.rules.ended_by import NOT_SEEN, not_from_here
from hub.tries import EndAlarm, SaySeen
from ward.units import Instant

END_AN_ALARM = "end an alarm"


@decide.register
def _(act: SaySeen, _rooms: Rooms, now: Instant) -> Decided:
    """An entry typed at the station like any other, whatever it says of when."""
    entry = LookedRemotely(
        room=act.room,
        at=now,
        how=How.STATION,
        by=act.by,
        words=act.words or "said to have been seen in person",
        said_to_be_at=act.said_to_be_at,
    )
    return KeptAndDenied(entry, NOT_SEEN)


@decide.register
def _(act: EndAlarm, rooms: Rooms, now: Instant) -> Decided:
    alarm = rooms[act.room].alarm(act.alarm)
    words = not_from_here(alarm.condition if alarm else "")
    tried = Refused(room=act.room, at=now, by=act.by, action=END_AN_ALARM, words=words[:500])
    return KeptAndDenied(tried, words)
