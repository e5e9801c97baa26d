"""What may be shown while what was heard cannot be stored: bad news at once, good news not."""

from collections.abc import Iterator
from dataclasses import replace

from hub.acts import Acknowledge, PauseAudio
from hub.office import Office
from hub.rooms.alarm import PAUSED_MOST, Alarm, Quiet
from hub.rooms.state import RoomState
from ward.units import Instant

NOT_ON_RECORD = "not on record"


def as_recorded(recorded: RoomState, live: RoomState) -> RoomState:
    """The room by what is stored of it, with what is heard now.

    An alarm that began unrecorded shows, and one that ended unrecorded shows still: nobody is
    to rest on a visit, or an ending, that a power cut would undo.
    """
    return replace(
        recorded,
        standing=live.standing,
        call_at=live.call_at or recorded.call_at,
        presses=live.presses,
        line=live.line,
        sight=live.sight if live.sight.out_at else recorded.sight,
        sighted=live.sighted,
        not_breathing_since=live.not_breathing_since or recorded.not_breathing_since,
        readings=live.readings,
        vitals=live.vitals,
        boot=live.boot,
        heard_at=live.heard_at,
        linked=live.linked,
        health=live.health,
        health_at=live.health_at,
        clock_right=live.clock_right,
        alarms=tuple(_alarms_as_recorded(recorded, live)),
    )


def _alarms_as_recorded(recorded: RoomState, live: RoomState) -> Iterator[Alarm]:
    """Each once: that it is over, or quiet, counts once it is stored; that it is there at once.

    So does that it is quiet no longer.
    """
    known = {one.id: one for one in recorded.alarms}
    for one in live.alarms:
        before = known.pop(one.id, None)
        if before is None or one.times > before.times:
            yield one
        else:
            yield replace(
                before,
                acknowledged=_in_both(before.acknowledged, one.acknowledged),
                paused=_in_both(before.paused, one.paused),
            )
    yield from known.values()


def _in_both(recorded: Quiet | None, live: Quiet | None) -> Quiet | None:
    return recorded if recorded == live else None


class Hush:
    """Presses while nothing can be recorded: in memory only, marked as that, and bounded.

    Else every room sounds without end, and whoever must work beside it turns the station off. A
    press takes nothing on: ladders climb. What sounded anew since, sounds.
    """

    def __init__(self) -> None:
        self._quiet: dict[tuple[str, int], Quiet] = {}

    def press(
        self, act: Acknowledge | PauseAudio, shown: RoomState, office: Office, now: Instant
    ) -> str:
        """Why not, in words; empty when it is quiet now."""
        if refused := office.refusal(act, shown, now):
            return refused[1]
        alarms = [one for one in shown.alarms if one.sounding(now)]
        if isinstance(act, Acknowledge):
            alarms = [one for one in alarms if one.id == act.alarm]
        if not alarms:
            return f"Nothing of that sounds in {shown.room.spoken}"
        staff = office.register.known(act.by)
        by = f"{staff.initials if staff else act.by}, {NOT_ON_RECORD}"
        quiet = Quiet(by, now, now + PAUSED_MOST)
        self._quiet = {key: one for key, one in self._quiet.items() if one.holds(now)}
        self._quiet |= {(one.id, one.times): quiet for one in alarms}
        return ""

    def over(self, shown: RoomState) -> RoomState:
        """The room with what is quiet by these presses."""
        if not self._quiet:
            return shown
        alarms = (
            replace(one, paused=self._quiet.get((one.id, one.times), one.paused))
            for one in shown.alarms
        )
        return replace(shown, alarms=tuple(alarms))

    def forget(self) -> None:
        """It can be recorded again, or nobody knows any more until when a press was to hold."""
        self._quiet.clear()
