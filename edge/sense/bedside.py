"""The bedside: the radar's bytes, decoded and heard as a chest, and what its wire suffers."""

from typing import Protocol, runtime_checkable

from edge.decode.mr60bha2 import Mr60bha2
from edge.decode.sayings import heard
from edge.events import Event, RadarBytes, RadarLost
from edge.moment import Moment
from edge.sense.told import Spoken
from edge.sense.vital_signs import VitalSigns
from ward.care import Authorisation
from ward.envelope import VitalBody
from ward.units import Span, seconds


class AtBed(Protocol):
    """What hears one bed, and says its vital signs so often."""

    @property
    def every(self) -> Span: ...

    def feed(self, event: Event, now: Moment) -> None: ...

    def vitals(self, authorisation: Authorisation | None, now: Moment) -> tuple[VitalBody, ...]: ...

    def asks(self, now: Moment) -> tuple[bytes, ...]:
        """What the radar is to be sent by now; wanted after each event, and as time passes."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the radar itself, in words for the door and the hub."""

    @property
    def counters(self) -> dict[str, int]: ...


@runtime_checkable
class SeesMovement(Protocol):
    """Whatever hears a chest itself, and knows whether it moved just before it fell still."""

    @property
    def moved_before_it_stopped(self) -> bool: ...


class Bedside:
    """One phase-reporting radar over one bed; some of them never say whether anybody is there."""

    every = seconds(1)

    def __init__(self, *, says_presence: bool = True) -> None:
        self._radar = Mr60bha2()
        self._signs = VitalSigns(says_presence=says_presence)
        self._spoken = Spoken()

    def feed(self, event: Event, now: Moment) -> None:
        match event:
            case RadarBytes(data):
                for saying in heard(self._radar.feed(data)):
                    self._signs.feed(saying, now)
            case RadarLost():
                self._radar.forget()
                self._signs.lost()

    def vitals(self, authorisation: Authorisation | None, now: Moment) -> tuple[VitalBody, ...]:
        return self._spoken.of(self._signs.said(authorisation, now), now)

    def asks(self, now: Moment) -> tuple[bytes, ...]:  # noqa: ARG002 - it speaks unasked
        return ()

    @property
    def moved_before_it_stopped(self) -> bool:
        return self._signs.moved_before_it_stopped

    @property
    def faults(self) -> tuple[str, ...]:
        return ()

    @property
    def counters(self) -> dict[str, int]:
        return self._radar.counters
