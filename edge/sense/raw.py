"""A bedside whose radar gives raw echo by range: the conversation with it, and who listens."""

from typing import Protocol

from edge.decode.iq import IqFrame
from edge.decode.xm125 import Ask, Xm125
from edge.events import Event, RadarBytes, RadarLost
from edge.moment import Moment
from edge.sense.floor import HasFloor
from edge.sense.vital_signs import LOST_AFTER_S, is_authorised
from ward.care import Authorisation
from ward.envelope import VitalBody
from ward.units import seconds
from ward.vitals import Doubt, Doubted, Said, Vital


class Listener(Protocol):
    """What makes vital signs of frames."""

    def feed(self, frame: IqFrame, now: Moment) -> None: ...

    def lost(self) -> None:
        """The radar's port is closed: nothing that it said holds any longer."""

    def said(self, authorisation: Authorisation | None, now: Moment) -> Said:
        """What may be said at this moment. Asked once a second."""


class RawBedside:
    """Keeps one radar streaming over one bed, and hands its frames on."""

    every = seconds(1)

    def __init__(self, listener: Listener) -> None:
        self._radar, self._listener = Xm125(), listener
        self._asks: list[bytes] = []

    def feed(self, event: Event, now: Moment) -> None:
        match event:
            case RadarBytes(data):
                self._follow(self._radar.feed(data, now.up_s), now)
            case RadarLost():
                self._radar.forget()
                self._asks.clear()
                self._listener.lost()

    def vitals(self, authorisation: Authorisation | None, now: Moment) -> tuple[VitalBody, ...]:
        said = self._listener.said(authorisation, now)
        return (VitalBody(vital=Vital.BREATHING, said=said),)

    def asks(self, now: Moment) -> tuple[bytes, ...]:
        self._follow(self._radar.tick(now.up_s), now)
        asks, self._asks = tuple(self._asks), []
        return asks

    @property
    def faults(self) -> tuple[str, ...]:
        return (f"radar: {self._radar.trouble}",) if self._radar.trouble else ()

    @property
    def counters(self) -> dict[str, int]:
        return self._radar.counters

    @property
    def noise(self) -> float | None:
        """Of the room as it is now, where whoever listens knows it."""
        return self._listener.noise if isinstance(self._listener, HasFloor) else None

    def held_to(self, floor: float) -> None:
        """Passed on to whoever listens."""
        if isinstance(self._listener, HasFloor):
            self._listener.held_to(floor)

    def _follow(self, follows: tuple[Ask | IqFrame, ...], now: Moment) -> None:
        for each in follows:
            match each:
                case Ask(data):
                    self._asks.append(data)
                case IqFrame():
                    self._listener.feed(each, now)


class Unlearned:
    """Hears that frames come and can make nothing of them: it stands where an estimator will."""

    def __init__(self) -> None:
        self._heard_up_s: float | None = None

    def feed(self, _frame: IqFrame, now: Moment) -> None:
        self._heard_up_s = now.up_s

    def lost(self) -> None:
        self._heard_up_s = None

    def said(self, authorisation: Authorisation | None, now: Moment) -> Said:
        if not is_authorised(authorisation, now):
            return Doubted(doubt=Doubt.NOT_AUTHORISED)
        silent = self._heard_up_s is None or now.up_s - self._heard_up_s > LOST_AFTER_S
        return Doubted(doubt=Doubt.SENSOR_LOST if silent else Doubt.WEAK_SIGNAL)
