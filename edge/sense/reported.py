"""A bedside that believes a module's own rates: for play on virtual time, never for a real room."""

from edge.events import Event, RadarLost, RatesReported
from edge.moment import Moment
from edge.sense.vital_signs import is_authorised
from ward.care import Authorisation
from ward.envelope import VitalBody
from ward.units import seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

LOST_AFTER_S = 9.0  # three of its reports
SPAN_S = 30.0  # of quiet before a rate is said
SLOWEST, FASTEST = 7.0, 36.0  # per minute; what its kind can tell
QUALITY = 0.5  # of a rate whose making nobody saw


class ReportedBedside:
    """Rates as reported, behind the same gates as those that are estimated from the phase.

    A cheap module goes on with plausible numbers over an empty bed, so no shell fits a real room
    with this: only what plays nights does, and its node says so in ``hardware``. Surprising:
    "none" is no breathing movement only if nothing but a rate was said just before it.
    """

    every = seconds(3)

    def __init__(self) -> None:
        self._last: tuple[RatesReported, float] | None = None
        self._quiet_up_s: float | None = None  # since when nothing spoke against a rate
        self._rated = False  # in this quiet
        self._none_up_s: float | None = None

    def feed(self, event: Event, now: Moment) -> None:
        match event:
            case RatesReported(breaths_per_min=breaths):
                self._last = (event, now.up_s)
                self._none_up_s = (self._none_up_s or now.up_s) if breaths is None else None
            case RadarLost():
                self._last = self._none_up_s = None

    def vitals(self, authorisation: Authorisation | None, now: Moment) -> tuple[VitalBody, ...]:
        breathing = self._said(authorisation, now)
        said = (VitalBody(vital=Vital.BREATHING, said=breathing),)
        if self._last is None or self._last[0].beats_per_min is None:
            return said
        heart = Rate(per_minute=self._last[0].beats_per_min, quality=QUALITY)
        doubted = isinstance(breathing, Doubted) and breathing.doubt is not Doubt.WEAK_SIGNAL
        return (*said, VitalBody(vital=Vital.HEART, said=breathing if doubted else heart))

    def asks(self, now: Moment) -> tuple[bytes, ...]:  # noqa: ARG002 - it speaks unasked
        return ()

    @property
    def faults(self) -> tuple[str, ...]:
        return ()

    @property
    def counters(self) -> dict[str, int]:
        return {}

    def _said(self, authorisation: Authorisation | None, now: Moment) -> Said:
        against = self._against(authorisation, now)
        if against is not None:
            self._quiet_up_s, self._rated = None, False
            return Doubted(doubt=against)
        if self._quiet_up_s is None:
            self._quiet_up_s = now.up_s
        if now.up_s - self._quiet_up_s < SPAN_S:
            return Doubted(doubt=Doubt.SETTLING)
        return self._reported(now)

    def _against(self, authorisation: Authorisation | None, now: Moment) -> Doubt | None:
        """The first gate that is shut."""
        if not is_authorised(authorisation, now):
            return Doubt.NOT_AUTHORISED
        if self._last is None or now.up_s - self._last[1] > LOST_AFTER_S:
            return Doubt.SENSOR_LOST
        if not self._last[0].is_there:
            return Doubt.NOBODY_THERE
        return Doubt.MOVING if self._last[0].is_moving else None

    def _reported(self, now: Moment) -> Said:
        breaths = self._last[0].breaths_per_min if self._last else None
        if breaths is None and self._rated and self._none_up_s is not None:
            return NotBreathing(since=now.at - seconds(now.up_s - self._none_up_s))
        if breaths is None or not SLOWEST <= breaths <= FASTEST:
            return Doubted(doubt=Doubt.WEAK_SIGNAL)
        self._rated = True
        return Rate(per_minute=breaths, quality=QUALITY)
