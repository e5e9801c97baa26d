"""Breathing, from the radar's phase: a rate, or the doubt that says why there is none."""

from edge.decode.sayings import Distance, Heard, Phases, Presence, Targets
from edge.moment import Moment
from edge.sense.phase import Phase, is_moving
from edge.sense.rate import SAMPLES, SPAN_S, Signal, rate_of
from ward.care import Authorisation
from ward.vitals import Doubt, Doubted, Rate, Said

LOST_AFTER_S = 3.0  # without phases the radar is lost; any other word of it is as soon stale
REACH_CM = 150.0  # as commissioned; its maker's figure for breathing


class Breathing:
    """The module's phases, heard as breathing; its own rate is never listened to.

    Guards come first, each with its doubt, and only thirty quiet seconds after the last of
    them is a rate looked for. A module that says "somebody" over a flat phase is a weak signal
    and not an empty bed: between an empty bed and a chest that stopped this first estimator
    cannot tell, so it never says "no breathing movement", and calls nobody gone who may be there.
    Under a module that never speaks of presence, a flat phase is always a weak signal.
    """

    def __init__(self, reach_cm: float = REACH_CM, *, says_presence: bool = True) -> None:
        self._reach_cm, self._says_presence = reach_cm, says_presence
        self._phase = Phase()
        self._heard_up_s: float | None = None
        self._words: dict[type[Heard], tuple[Heard, float]] = {}
        self._quiet_up_s = 0.0  # since when nothing spoke against a rate

    def feed(self, saying: Heard, now: Moment) -> None:
        match saying:
            case Phases(total=total):
                self._heard_up_s = now.up_s
                self._phase.add(total, now.up_s)
            case Distance() | Presence() | Targets():
                self._words[type(saying)] = (saying, now.up_s)

    def lost(self) -> None:
        """The radar's port is closed: nothing that it said holds any longer."""
        self._heard_up_s = None
        self._words.clear()
        self._phase.forget()

    def said(self, authorisation: Authorisation | None, now: Moment) -> Said:
        """What may be said of the person's breathing at this moment. Ask once a second."""
        if not is_authorised(authorisation, now):
            self._phase.forget()  # what may not be measured is not kept either
            self._quiet_up_s = now.up_s
            return Doubted(doubt=Doubt.NOT_AUTHORISED)
        signal = self._phase.even()
        against = self._against(signal, now)
        if against:
            self._quiet_up_s = now.up_s
            return Doubted(doubt=against)
        return self._estimate(signal, now)

    def _against(self, signal: Signal, now: Moment) -> Doubt | None:
        """The first guard that forbids a rate."""
        guards = {
            Doubt.SENSOR_LOST: self._is_lost(now),
            Doubt.NOBODY_THERE: self._word(Presence, now) == Presence(is_there=False),
            Doubt.MORE_THAN_ONE: self._count(now) > 1,
            Doubt.TOO_FAR: self._range_cm(now) > self._reach_cm,
            Doubt.MOVING: is_moving(signal),
        }
        return next((doubt for doubt, holds in guards.items() if holds), None)

    def _estimate(self, signal: Signal, now: Moment) -> Said:
        began_up_s = self._phase.began_up_s
        settled = began_up_s is not None and now.up_s - max(began_up_s, self._quiet_up_s) > SPAN_S
        if not settled or len(signal) < SAMPLES:
            return Doubted(doubt=Doubt.SETTLING)
        found = rate_of(signal)
        if isinstance(found, Rate):
            return found
        flat = found is Doubt.NOBODY_THERE
        somebody = self._word(Presence, now) == Presence(is_there=True)
        there = flat and (somebody or not self._says_presence)
        return Doubted(doubt=Doubt.WEAK_SIGNAL if there else found)

    def _is_lost(self, now: Moment) -> bool:
        return self._heard_up_s is None or now.up_s - self._heard_up_s > LOST_AFTER_S

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
