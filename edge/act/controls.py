"""The controls: orders, dials, the door's page and the sensory profile, to what is in force."""

from collections.abc import Mapping

from edge.act.lived import is_too_warm
from edge.act.not_done import NotDone
from edge.act.orders import Gate, barred_in_words, refused_in_words
from edge.act.room import Room
from edge.act.whose_word import AT_DOOR, RoomKept
from edge.events import AskedAtDoor, DialSensed, Event, Positions, Remember
from edge.moment import Moment
from edge.room_events import DialPressed
from ward.care import Care
from ward.choices import OwnChoice
from ward.commissioning import WalkAsked
from ward.envelope import InForce
from ward.happenings import Dial, DialTurned, Happening
from ward.orders import (
    Answer,
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    Order,
    Outcome,
    Refusal,
    TemperatureAsked,
    WatchLightAsked,
    worded,
)
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C, Profile
from ward.purpose import Purpose
from ward.rank import Rank, Thing
from ward.readings import Missing
from ward.rooms import RoomId
from ward.units import Word
from ward.warmth import stepped_c

LEVEL_OF_DETENT = 0.05  # twenty clicks from dark to full
CELSIUS_OF_DETENT = 0.5
DIAL_LEAST_C, DIAL_MOST_C = -40.0, 125.0  # what can be said at all; see ``_stopped``
SAID_FOR_S = 20.0  # a refusal at the door: long enough to read twice


class Controls:
    """Whose word leads is held; the hard bounds hold always.

    Care that comes again with the same profile undoes nothing that was asked by hand.
    """

    def __init__(
        self,
        room: RoomId,
        boot: str,
        fitted: frozenset[str],
        up_s: float,
        kept: RoomKept | None = None,
    ) -> None:
        self._gate = Gate(room, boot, fitted)
        self._room = Room(fitted, up_s, kept)
        self._turned_away, self._not_done = ("", up_s), NotDone()

    @property
    def in_force(self) -> InForce:
        """What leads, and whether it heats or cools; a light may still be on its way."""
        return self._room.in_force

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with what the room goes by, in words for the door and the hub."""
        return self._room.faults

    def turned_away(self, now: Moment) -> str:
        """Why nothing came of what was just asked at this door; empty soon, for whoever is next."""
        words, up_s = self._turned_away
        return words if now.up_s - up_s < SAID_FOR_S else ""

    def heed(self, care: Care | None) -> None:
        """What care says of the room: whom it is to suit, and how."""
        if care is not None:
            person = care.confinement.person.ref if care.confinement else None
            self.suit(care.profile, care.choices, person)

    def suit(
        self,
        profile: Profile,
        choices: tuple[OwnChoice, ...] = (),
        person: Word | None = None,
    ) -> None:
        """Put a profile in force, and what its person chose for themselves elsewhere."""
        self._room.suit(profile, choices, person)

    def refused(self, order: Order, now: Moment, *, retained: bool) -> Answer | None:
        """Why it is not obeyed; ask once for each order, whatever it is about."""
        why = self._gate.refuses(order, now, retained=retained)
        if why is None and not isinstance(order.asked, WalkAsked):
            why = self._too_bright(order.asked, order.purpose)
        if why is None:
            return None
        words = refused_in_words(why, order, self._gate.room, now)
        return Answer(order=order.id, outcome=Outcome.REFUSED, refusal=why, words=words)

    def obey(self, order: Order, now: Moment, *, retained: bool) -> Answer:
        """Do as asked, or say why not."""
        return self.refused(order, now, retained=retained) or self._done(order, now)

    def _done(self, order: Order, now: Moment) -> Answer:
        asked, words = order.asked, worded(order.asked)
        if is_too_warm(asked, order.purpose):
            words = barred_in_words(Refusal.TOO_WARM, asked, self._gate.room)
        if not isinstance(asked, WalkAsked):
            self._room.take(asked, order.purpose, order.asked_by, now)
            in_s = self._room.begins_in_s(asked)
            words = f"{words}, in {in_s / 60:.0f} min: the person is told first" if in_s else words
        return Answer(order=order.id, outcome=Outcome.DONE, words=words)

    def feed(self, event: Event, now: Moment) -> tuple[Happening, ...]:
        """What was asked at the door itself, by dial or page; only what could be done happened."""
        self._room.feed(event, now)
        match event:
            case DialSensed(dial, steps):
                asked, purpose = self._dialled(dial, steps), Purpose.CARE
            case DialPressed(dial, held):
                asked, purpose = self._pushed(dial, held=held), Purpose.CARE
            case AskedAtDoor(asked, purpose):
                pass
            case _:
                return ()
        why = self._gate.bars(asked, purpose) or self._too_much(asked, purpose)
        told = self._turns_away(why, asked, purpose, now)
        if isinstance(event, DialSensed):
            asked = self._stopped(asked)
        elif why and why is not Refusal.TOO_WARM:
            return told
        return (*self._done_here(asked, purpose, now), *told)

    def _done_here(self, asked: Asked, purpose: Purpose, now: Moment) -> tuple[Happening, ...]:
        if self._gate.bars(asked, purpose):
            return ()
        self._room.take(asked, purpose, AT_DOOR, now)
        return _turned(asked)

    def _turns_away(
        self, why: Refusal | None, asked: Asked, purpose: Purpose, now: Moment
    ) -> tuple[Happening, ...]:
        """In words for whoever is at the door, and for the record."""
        words = barred_in_words(why, asked, self._gate.room) if why else ""
        self._turned_away = (words, now.up_s)
        return self._not_done.tells(why, asked, purpose, words, now.up_s) if why else ()

    def _too_much(self, asked: Asked, purpose: Purpose) -> Refusal | None:
        """More than is given here: by night of light, and for long of warmth."""
        too_warm = Refusal.TOO_WARM if is_too_warm(asked, purpose) else None
        return self._too_bright(asked, purpose) or too_warm

    def _pushed(self, dial: Dial, *, held: bool) -> Asked:
        """A push of the light's dial is watch light, or its end; held, all light there is.

        A push of the other ends what was asked of the warmth, and no light: it may be needed. Nor
        does the end of a look end what was asked of the warmth.
        """
        if dial is Dial.TEMPERATURE:
            return BackAsked(thing=Thing.WARMTH)
        if held:
            return FullLightAsked()
        lit = self._room.rank(Thing.MAIN) in {Rank.WATCH, Rank.EMERGENCY}
        return BackAsked(thing=Thing.MAIN) if lit else WatchLightAsked()

    def _too_bright(self, asked: Asked, purpose: Purpose) -> Refusal | None:
        return Refusal.NIGHT_CEILING if self._room.too_bright(asked, purpose) else None

    def _dialled(self, dial: Dial, steps: int) -> Asked:
        """What it was turned to, from what there is; a light ends at dark and at full."""
        if dial is Dial.LIGHT:
            level = round(self._room.level(Thing.MAIN) + steps * LEVEL_OF_DETENT, 4)
            return LightAsked(lamp=Lamp.MAIN, level=max(0.0, min(1.0, level)))
        turned_k, there_is_c = steps * CELSIUS_OF_DETENT, self._room.hold.celsius
        celsius = stepped_c(self._room.celsius(), there_is_c, turned_k)
        return TemperatureAsked(celsius=max(DIAL_LEAST_C, min(DIAL_MOST_C, celsius)))

    def _stopped(self, asked: Asked) -> Asked:
        """A dial stops at the hard bounds, and at the night's ceiling."""
        match asked:
            case LightAsked(lamp=lamp, level=level):
                return LightAsked(lamp=lamp, level=min(self._room.brightest(), level))
            case TemperatureAsked(celsius=celsius):
                within = max(TEMPERATURE_LEAST_C, min(TEMPERATURE_MOST_C, celsius))
                return TemperatureAsked(celsius=within)
        return asked

    def positions(
        self,
        thermometers: Mapping[str, float],
        now: Moment,
        *,
        indicator: bool,
        link: bool = False,
        surface_c: float | Missing | None = None,
        trusted: bool = False,
    ) -> Positions:
        """Where everything is to stand now. Call it often: fades and hours advance here.

        ``trusted``: the wall clock is known to be right.
        """
        self._room.follow(thermometers, now, surface_c, trusted=trusted)
        (_, night), stat = self._room.hold.light.levels, self._room.hold.thermostat
        main, warm = self._room.hold.main
        return Positions(
            main_light=main,
            night_light=night,
            heating=stat.heating,
            cooling=stat.cooling,
            indicator=indicator,
            link=link,
            warm=warm,
        )

    def happened(self, now: Moment) -> tuple[Happening, ...]:
        """Another word leads than before: to be told, once it has stood for a moment."""
        return self._room.happened(now)

    def lasting(self) -> tuple[Remember, ...]:
        """What is to be remembered over a power cut, when it changed."""
        return self._room.lasting()


def _turned(asked: Asked) -> tuple[Happening, ...]:
    """The page's steps are told as a dial's are; the night light has no dial, health tells it."""
    match asked:
        case TemperatureAsked(celsius=celsius):
            return (DialTurned(dial=Dial.TEMPERATURE, asked=celsius),)
        case LightAsked(lamp=Lamp.MAIN, level=level):
            return (DialTurned(dial=Dial.LIGHT, asked=level),)
        case _:
            return ()
