"""The pins of a room, as gpiozero devices: what they say, and what they are told."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gpiozero import LED, Button, DigitalInputDevice, DigitalOutputDevice, RotaryEncoder

from edge.decode.debounce import Debounce
from edge.decode.press import Press, Pressed
from edge.events import (
    CallSensed,
    DialSensed,
    DoorSensed,
    Event,
    LockSensed,
    Positions,
    PresenceSensed,
    TalkSensed,
)
from edge.outside.line_trial import LineTrial
from edge.room_events import DialPressed
from ward.happenings import Dial, Place

SETTLE_S = 0.02  # longer than a contact bounces, shorter than any press
_log = logging.getLogger(__name__)

Meaning = Callable[[bool], Event | None]


@dataclass(frozen=True, slots=True)
class Contact:
    """One input: its BCM number, whether it hangs on a pull-up, what its level means."""

    name: str
    bcm: int
    pull_up: bool
    means: Meaning


CALL_BUTTON = 13
# A contact that closes to ground hangs on a pull-up, so that a cut wire reads "open", "unlocked".
CONTACTS = (
    Contact("door", 5, True, lambda high: DoorSensed(is_open=high)),
    Contact("lock", 6, True, lambda high: LockSensed(is_locked=not high)),
    Contact("call button", CALL_BUTTON, True, lambda high: None if high else CallSensed()),
    Contact("talk", 20, False, lambda high: TalkSensed(is_talking=high)),
    Contact("at the door", 19, False, lambda high: PresenceSensed(Place.DOORSIDE, high)),
    Contact("in the room", 26, False, lambda high: PresenceSensed(Place.ROOM, high)),
    Contact("in the ensuite", 21, False, lambda high: PresenceSensed(Place.ENSUITE, high)),
)
DIALS = ((Dial.LIGHT, 17, 27), (Dial.TEMPERATURE, 22, 23))
PUSHES = ((Dial.LIGHT, 4), (Dial.TEMPERATURE, 9))  # their own push buttons; 9 needs SPI off
HEATING, COOLING, INDICATOR, LINK = 24, 25, 18, 10  # 10 needs SPI off too
LINE_FEED, LINE_BACK = 12, 16


@dataclass(slots=True)
class _Watched:
    contact: Contact
    device: Any
    debounce: Debounce = field(default_factory=lambda: Debounce(SETTLE_S))


class Pins:
    """Edges come from gpiozero's threads with the time they were seen; all else is on the loop.

    Surprising: every contact is also looked at on each ``poll``, because an edge that the
    kernel or a library lost must not leave a door standing open for the rest of the night.
    """

    def __init__(
        self,
        factory: Any,
        loop: asyncio.AbstractEventLoop,
        say: Callable[[Event], None],
        readable: Callable[[int], bool] = lambda _bcm: True,
    ) -> None:
        self._loop, self._say, self._readable = loop, say, readable
        self._watched = [_Watched(contact, _input(contact, factory)) for contact in CONTACTS]
        self._line_feed = DigitalOutputDevice(LINE_FEED, initial_value=True, pin_factory=factory)
        self._trial = self._trial_of(factory)
        for watched in self._watched:
            watched.device.when_activated = partial(self._edge, watched, True)
            watched.device.when_deactivated = partial(self._edge, watched, False)
        self._dials = [
            self._dial(dial, RotaryEncoder(a, b, max_steps=0, pin_factory=factory))
            for dial, a, b in DIALS
        ]
        self._presses = [self._push(dial, bcm, factory) for dial, bcm in PUSHES]
        self._heating, self._cooling = (
            DigitalOutputDevice(bcm, initial_value=False, pin_factory=factory)
            for bcm in (HEATING, COOLING)
        )
        self._indicator, self._link = (LED(bcm, pin_factory=factory) for bcm in (INDICATOR, LINK))

    def poll(self) -> None:
        """Look at every contact, in case an edge was lost."""
        now_s = time.monotonic()
        for watched in self._watched:
            if self._readable(watched.contact.bcm):
                self._level(watched, _high(watched), now_s)
        for dial, press in self._presses:
            self._pressed(dial, press.tick(now_s))

    def take(self, positions: Positions) -> None:
        """The relays and the indicator to these positions."""
        self._heating.value = positions.heating
        self._cooling.value = positions.cooling
        self._indicator.value = positions.indicator
        self._link.value = positions.link

    def try_line(self) -> None:
        """Try out the line of the call button; how it went is said when it is over."""
        self._trial.begin()

    def _line_means(self, high: bool) -> Event | None:
        return self._trial.senses(high)

    def _trial_of(self, factory: Any) -> LineTrial:
        """The line's own contact is watched as the others are, and means what its trial says."""
        back = Contact("call line", LINE_BACK, False, self._line_means)
        button = next(one for one in self._watched if one.contact.bcm == CALL_BUTTON)
        line = _Watched(back, _input(back, factory))
        self._watched.append(line)
        return LineTrial(
            self._line_feed,
            lambda: _high(line),
            lambda: not _high(button),
            self._loop,
            self._say,
        )

    def close(self) -> None:
        """Heating and cooling off, and the pins given back."""
        for output in (self._heating, self._cooling, self._indicator, self._link):
            output.off()
            output.close()
        self._trial.close()
        self._line_feed.close()
        for device in (*(watched.device for watched in self._watched), *self._dials):
            device.close()

    def _dial(self, dial: Dial, encoder: Any) -> Any:
        encoder.when_rotated_clockwise = partial(self._hop, self._say, DialSensed(dial, 1))
        encoder.when_rotated_counter_clockwise = partial(self._hop, self._say, DialSensed(dial, -1))
        return encoder

    def _push(self, dial: Dial, bcm: int, factory: Any) -> tuple[Dial, Press]:
        """A push button, watched as a contact is.

        Without gpiozero's own debouncing: it loses presses, and means something else with each
        library below it.
        """
        press = Press()

        def means(high: bool) -> Event | None:
            self._pressed(dial, press.feed(not high, time.monotonic()))
            return None

        contact = Contact(f"push of the {dial} dial", bcm, True, means)
        button = Button(bcm, pull_up=True, bounce_time=None, pin_factory=factory)
        watched = _Watched(contact, button)
        button.when_activated = partial(self._edge, watched, True)
        button.when_deactivated = partial(self._edge, watched, False)
        self._watched.append(watched)
        return dial, press

    def _pressed(self, dial: Dial, pressed: Pressed | None) -> None:
        if pressed is not None:
            self._say(DialPressed(dial, held=pressed is Pressed.HELD))

    def _edge(self, watched: _Watched, active: bool) -> None:
        """Called by gpiozero on whatever thread the edge came in."""
        high = active != watched.contact.pull_up
        self._hop(self._level, watched, high, time.monotonic())

    def _hop(self, call: Callable[..., None], *what: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *what)

    def _level(self, watched: _Watched, high: bool, at_s: float) -> None:
        self._settled(watched, watched.debounce.feed(high, at_s))
        if watched.debounce.unsettled:
            self._loop.call_later(SETTLE_S * 1.1, self._look_again, watched)

    def _look_again(self, watched: _Watched) -> None:
        self._settled(watched, watched.debounce.tick(time.monotonic()))

    def _settled(self, watched: _Watched, levels: tuple[bool, ...]) -> None:
        for high in levels:
            _log.debug("%s: %s", watched.contact.name, "high" if high else "low")
            event = watched.contact.means(high)
            if event is not None:
                self._say(event)


def _input(contact: Contact, factory: Any) -> Any:
    if contact.pull_up:
        return DigitalInputDevice(contact.bcm, pull_up=True, pin_factory=factory)
    return DigitalInputDevice(contact.bcm, pull_up=False, pin_factory=factory)


def _high(watched: _Watched) -> bool:
    return bool(watched.device.value) != watched.contact.pull_up
