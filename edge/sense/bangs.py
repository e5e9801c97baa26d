"""Bangs: how often it is suddenly loud in the room, from a level that cannot hold speech."""

from edge.events import DoorSensed, Event, LockSensed, Measured
from edge.moment import Moment
from ward.happenings import BangHeard
from ward.readings import LOUD_DBA, Missing, Quantity

SAID_MOST_DBA = 200.0  # no word says more: a meter that does is broken, and the node goes on
OWN_DOOR_S = 12.0  # a level is the loudest since the reading before, which may be ten seconds old
TOLD_AT_ONCE = 10  # in a row; then one a minute, and the rest are counted along
EACH_S = 60.0


class Bangs:
    """A rise to ``LOUD_DBA`` and over is one, however long it then lasts.

    Surprising: the first level after a gap is none. Nobody knows whether it was loud before.
    """

    def __init__(self) -> None:
        self._before_dba: float | None = None
        self._stands: dict[type, bool] = {}
        self._moved_up_s: float | None = None
        self._may, self._since_up_s = float(TOLD_AT_ONCE), 0.0
        self._untold = 0

    def feed(self, event: Event, now: Moment) -> tuple[BangHeard, ...]:
        match event:
            case DoorSensed(so) | LockSensed(so):
                if self._stands.get(type(event), so) != so:
                    self._moved_up_s = now.up_s
                self._stands[type(event)] = so
            case Measured(readings):
                said = [one.value for one in readings if one.quantity is Quantity.LOUDEST]
                return self._heard(said[0], now.up_s) if said else ()
        return ()

    def _heard(self, dba: float | Missing, up_s: float) -> tuple[BangHeard, ...]:
        before = self._before_dba
        self._before_dba = None if isinstance(dba, Missing) else dba
        if isinstance(dba, Missing) or before is None or not before < LOUD_DBA <= dba:
            return ()
        self._may = min(TOLD_AT_ONCE, self._may + max(0.0, up_s - self._since_up_s) / EACH_S)
        self._since_up_s = up_s
        if self._may < 1:
            self._untold += 1
            return ()
        self._may, untold, self._untold = self._may - 1, self._untold, 0
        own = self._moved_up_s is not None and up_s - self._moved_up_s <= OWN_DOOR_S
        dba = min(round(dba, 1), SAID_MOST_DBA)
        return (BangHeard(dba=dba, own_door=own, more=untold),)
