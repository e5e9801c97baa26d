"""The controls: orders, dials, the door's page and the sensory profile, to what is in force."""

from dataclasses import dataclass, replace

from edge.act.fade import Fade
from edge.act.orders import Gate, refused_in_words
from edge.act.thermostat import Thermostat
from edge.events import AskedAtDoor, DialSensed, Event, Positions
from edge.moment import Moment
from ward.envelope import InForce
from ward.happenings import Dial, DialTurned, Happening
from ward.orders import (
    Answer,
    Asked,
    Lamp,
    LightAsked,
    Order,
    Ordered,
    Outcome,
    TemperatureAsked,
    worded,
)
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C, Profile
from ward.rooms import RoomId

LEVEL_OF_DETENT = 0.05  # twenty clicks from dark to full
CELSIUS_OF_DETENT = 0.5


@dataclass(frozen=True, slots=True)
class Targets:
    """What the room is to be held to."""

    main_light: float
    night_light: float
    temperature_c: float


# Until any profile is known: enough to find the door by, not enough to wake somebody.
UNKNOWN_PERSON = Targets(main_light=0.0, night_light=0.2, temperature_c=20.0)


class Controls:
    """The last word leads, be it an order, a dial or a new profile; the hard bounds hold always.

    Care that comes again with the same profile undoes nothing that staff asked by hand.
    """

    def __init__(self, room: RoomId, boot: str, fitted: frozenset[str], up_s: float) -> None:
        self._gate = Gate(room, boot, fitted)
        self._targets = UNKNOWN_PERSON
        self._suits: tuple[int, Targets] | None = None
        self._main, self._night = Fade(up_s), Fade(up_s)
        self._thermostat = Thermostat(up_s)

    @property
    def in_force(self) -> InForce:
        """The targets, and whether it heats or cools; a light may still be on its way."""
        return InForce(
            main_light=self._targets.main_light,
            night_light=self._targets.night_light,
            temperature_c=self._targets.temperature_c,
            heating=self._thermostat.heating,
            cooling=self._thermostat.cooling,
        )

    def suit(self, profile: Profile) -> None:
        """Put a profile in force, unless it is the one that already was."""
        targets = Targets(profile.main_light, profile.night_light, profile.temperature_c)
        if (profile.version, targets) != self._suits:
            self._suits = (profile.version, targets)
            self._targets = targets

    def refused(self, order: Order, now: Moment, *, retained: bool) -> Answer | None:
        """Why it is not obeyed; ask once for each order, whatever it is about."""
        why = self._gate.refuses(order, now, retained=retained)
        if why is None:
            return None
        words = refused_in_words(why, order, self._gate.room, now)
        return Answer(order=order.id, outcome=Outcome.REFUSED, refusal=why, words=words)

    def obey(self, order: Order, now: Moment, *, retained: bool) -> Answer:
        """Do as asked, or say why not."""
        return self.refused(order, now, retained=retained) or self._done(order)

    def _done(self, order: Order) -> Answer:
        self._hold_to(order.asked)
        return Answer(order=order.id, outcome=Outcome.DONE, words=worded(order.asked))

    def feed(self, event: Event) -> tuple[Happening, ...]:
        """What was asked at the door itself, by dial or page; only what could be done happened."""
        match event:
            case DialSensed(dial, steps):
                asked = self._dialled(dial, steps)
            case AskedAtDoor(asked):
                pass
            case _:
                return ()
        if self._gate.bars(asked):
            return ()
        self._hold_to(asked)
        return _turned(asked)

    def positions(
        self, measured_c: tuple[float, ...], now: Moment, *, indicator: bool
    ) -> Positions:
        """Where everything is to stand now. Call it often: the fades advance here."""
        self._thermostat.follow(self._targets.temperature_c, measured_c, now.up_s)
        return Positions(
            main_light=self._main.towards(self._targets.main_light, now.up_s),
            night_light=self._night.towards(self._targets.night_light, now.up_s),
            heating=self._thermostat.heating,
            cooling=self._thermostat.cooling,
            indicator=indicator,
        )

    def _dialled(self, dial: Dial, steps: int) -> Asked:
        """A dial stops at its ends."""
        if dial is Dial.LIGHT:
            level = round(self._targets.main_light + steps * LEVEL_OF_DETENT, 4)
            return LightAsked(lamp=Lamp.MAIN, level=max(0.0, min(1.0, level)))
        celsius = self._targets.temperature_c + steps * CELSIUS_OF_DETENT
        return TemperatureAsked(celsius=max(TEMPERATURE_LEAST_C, min(TEMPERATURE_MOST_C, celsius)))

    def _hold_to(self, asked: Ordered) -> None:
        match asked:
            case TemperatureAsked(celsius=celsius):
                self._targets = replace(self._targets, temperature_c=celsius)
            case LightAsked(lamp=Lamp.MAIN, level=level):
                self._targets = replace(self._targets, main_light=level)
            case LightAsked(lamp=Lamp.NIGHT, level=level):
                self._targets = replace(self._targets, night_light=level)


def _turned(asked: Asked) -> tuple[Happening, ...]:
    """The page's steps are told as a dial's are; the night light has no dial, health tells it."""
    match asked:
        case TemperatureAsked(celsius=celsius):
            return (DialTurned(dial=Dial.TEMPERATURE, asked=celsius),)
        case LightAsked(lamp=Lamp.MAIN, level=level):
            return (DialTurned(dial=Dial.LIGHT, asked=level),)
        case _:
            return ()
