"""A bedside whose radar gives no phase: what it may say of the person, which is never a rate."""

from edge.decode.r60 import R60
from edge.decode.sayings import Heard, Motion, Presence, Stir, heard
from edge.events import Event, RadarBytes, RadarLost
from edge.moment import Moment
from edge.sense.vital_signs import is_authorised
from ward.care import Authorisation
from ward.envelope import VitalBody
from ward.units import seconds
from ward.vitals import Doubt, Doubted, Vital

LOST_AFTER_S = 9.0  # it speaks each second; three of its slowest regular words


class BystanderBedside:
    """Hears presence and motion of a module that reports rates, and says only doubts.

    Its rates are claims, and so it can see nothing that a rate could be made from: "weak signal"
    is what stands for a still person. Surprising: presence and motion come on change alone, so
    they hold until they change or the radar falls silent; until it has said either, it is settling.
    """

    every = seconds(1)

    def __init__(self) -> None:
        self._radar = R60()
        self._heard_up_s: float | None = None
        self._is_there: bool | None = None
        self._stir: Stir | None = None

    def feed(self, event: Event, now: Moment) -> None:
        match event:
            case RadarBytes(data):
                for saying in heard(self._radar.feed(data)):
                    self._hear(saying, now)
            case RadarLost():
                self._radar.forget()
                self._heard_up_s = self._is_there = self._stir = None

    def vitals(self, authorisation: Authorisation | None, now: Moment) -> tuple[VitalBody, ...]:
        doubt = self._doubt(authorisation, now)
        return (VitalBody(vital=Vital.BREATHING, said=Doubted(doubt=doubt)),)

    def asks(self, now: Moment) -> tuple[bytes, ...]:  # noqa: ARG002 - it speaks unasked
        return ()

    @property
    def faults(self) -> tuple[str, ...]:
        return ()

    @property
    def counters(self) -> dict[str, int]:
        return self._radar.counters

    def _hear(self, saying: Heard, now: Moment) -> None:
        self._heard_up_s = now.up_s
        match saying:
            case Presence(is_there=is_there):
                self._is_there = is_there
            case Motion(stir=stir):
                self._stir = stir

    def _doubt(self, authorisation: Authorisation | None, now: Moment) -> Doubt:
        """The first doubt that holds; the last of them always does."""
        doubts = {
            Doubt.NOT_AUTHORISED: not is_authorised(authorisation, now),
            Doubt.SENSOR_LOST: self._heard_up_s is None
            or now.up_s - self._heard_up_s > LOST_AFTER_S,
            Doubt.NOBODY_THERE: self._is_there is False,
            Doubt.MOVING: self._stir is Stir.ACTIVE,
            Doubt.SETTLING: self._is_there is None,
        }
        return next((doubt for doubt, holds in doubts.items() if holds), Doubt.WEAK_SIGNAL)
