"""A phase-reporting module, heard: breathing and heart, or the doubt that says why not."""

import numpy as np

from edge.decode.sayings import Distance, Heard, Phases, Presence, Targets
from edge.moment import Moment
from edge.sense.chest import Chest
from edge.sense.even import Even
from edge.sense.told import BothSaid, Told, both_doubted
from ward.care import Authorisation
from ward.vitals import Doubt

RATE_HZ = 8.0  # of the module's phases, about
LOST_AFTER_S = 3.0  # without phases the radar is lost; any other word of it is as soon stale
REACH_CM = 150.0  # as commissioned; its maker's figure for breathing


class VitalSigns:
    """The module's phases, heard as a chest; its own rates are never listened to.

    Guards come first, each with its doubt, and only a while after the last of them is a rate
    looked for. A module that says "somebody" over a flat phase is a weak signal and not an empty
    bed. "No breathing movement" is said only of somebody who was seen to breathe, and has not
    moved since: nobody leaves a bed without moving. Under a module that never speaks of presence,
    a flat phase is always a weak signal.
    """

    def __init__(self, reach_cm: float = REACH_CM, *, says_presence: bool = True) -> None:
        self._reach_cm, self._says_presence = reach_cm, says_presence
        self._even = Even(RATE_HZ)
        self._chest = Chest(RATE_HZ, 1, is_complex=False)
        self._heard_up_s: float | None = None
        self._words: dict[type[Heard], tuple[Heard, float]] = {}
        self._told = Told()

    def feed(self, saying: Heard, now: Moment) -> None:
        match saying:
            case Phases(total=total):
                self._heard_up_s = now.up_s
                if self._even.breaks_off(now.up_s):
                    self._forget()
                self._chest.feed(self._even.feed(total, now.up_s)[:, np.newaxis])
            case Distance() | Presence() | Targets():
                self._words[type(saying)] = (saying, now.up_s)

    def lost(self) -> None:
        """The radar's port is closed: nothing that it said holds any longer."""
        self._heard_up_s = None
        self._words.clear()
        self._forget()

    @property
    def moved_before_it_stopped(self) -> bool:
        return self._chest.moved_before_it_stopped

    def said(self, authorisation: Authorisation | None, now: Moment) -> BothSaid:
        """What may be said of breathing, and of the heart, at this moment. Ask once a second."""
        if not is_authorised(authorisation, now):
            self._forget()  # what may not be measured is not kept either
            return both_doubted(Doubt.NOT_AUTHORISED)
        if self._heard_up_s is None or now.up_s - self._heard_up_s > LOST_AFTER_S:
            self._forget()
            return both_doubted(Doubt.SENSOR_LOST)
        there = self._word(Presence, now) == Presence(is_there=True)
        return self._told.of(
            self._chest.heard(self._against(now)),
            now,
            is_sure_of_nobody=self._says_presence and not there,
        )

    def _against(self, now: Moment) -> Doubt | None:
        """The first of the module's own words that forbids a rate."""
        guards = {
            Doubt.NOBODY_THERE: self._word(Presence, now) == Presence(is_there=False),
            Doubt.MORE_THAN_ONE: self._count(now) > 1,
            Doubt.TOO_FAR: self._range_cm(now) > self._reach_cm,
        }
        return next((doubt for doubt, holds in guards.items() if holds), None)

    def _forget(self) -> None:
        self._even.forget()
        self._chest.forget()
        self._told.forget()

    def _count(self, now: Moment) -> int:
        targets = self._word(Targets, now)
        return targets.count if isinstance(targets, Targets) else 0

    def _range_cm(self, now: Moment) -> float:
        match self._word(Distance, now):
            case Distance(is_valid=True, range_cm=range_cm):
                return range_cm
        return 0.0

    def _word(self, kind: type[Heard], now: Moment) -> Heard | None:
        """The module's last word of a kind, while it is fresh."""
        saying, up_s = self._words.get(kind, (None, 0.0))
        return saying if now.up_s - up_s <= LOST_AFTER_S else None


def is_authorised(authorisation: Authorisation | None, now: Moment) -> bool:
    """Whether vital signs may be measured now; a clock proven wrong cannot say that they may."""
    return authorisation is not None and now.synced and now.at < authorisation.until
