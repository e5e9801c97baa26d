"""The room: what leads on each of its things, held by measured light and warmth."""

from collections.abc import Mapping

from edge.act.band import Band, suiting
from edge.act.brightness import Aim
from edge.act.ceiling import above, aim, under
from edge.act.coming import coming
from edge.act.fade import PACE_PER_S
from edge.act.forewarned import Forewarned
from edge.act.hold import Asks, Hold
from edge.act.light import FullLux
from edge.act.lived import lived_in
from edge.act.thermostat import PACE_K_PER_S
from edge.act.told import Told
from edge.act.whose_word import AT_DOOR, ROOM, Leads, RoomKept, WhoseWord
from edge.events import Event, Remember
from edge.moment import Moment
from ward.choices import OwnChoice
from ward.envelope import InForce
from ward.happenings import Happening
from ward.orders import (
    Asked,
    FullLightAsked,
    LightAsked,
    LuxAsked,
    TemperatureAsked,
    WatchLightAsked,
    worded,
)
from ward.precedence import thing_of
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C, Profile
from ward.purpose import Purpose
from ward.rank import Coming, Leading, Rank, Thing
from ward.readings import Missing
from ward.units import Word, seconds

PACE_K_OVER_S = 1800.0  # a profile's pace of warmth is so many K in half an hour
UNKNOWN_C = 20.0
LEARNT_BY = 0.1  # what was learnt of a lamp or a room is remembered anew when it is so different
LEARNT_WITHIN_S = 60.0
LOOKS_EVERY_S = 1.0  # at the clock, and at what is to be remembered
OF_PROFILE = frozenset({Rank.PROFILE, Rank.DEFAULT})
CLOCK_NOT_SET = "clock: not set since the start, so the room keeps to the last hours of its profile"


class Room:
    """Whose word leads, the loops that hold the room to it, and what goes on record of it."""

    def __init__(self, fitted: frozenset[str], up_s: float, kept: RoomKept | None) -> None:
        self._kept = kept or RoomKept()
        usual = FullLux()
        full = FullLux(
            self._kept.main_full_lux or usual.main, self._kept.night_full_lux or usual.night
        )
        self.words = WhoseWord(self._kept)
        self.hold = Hold(up_s, fitted, full, self._kept.warms_k_per_s)
        self._told, self._band = Told(), Band()
        self._up_s = up_s
        self._now: Moment | None = None
        self._looked_up_s = self._kept_up_s = -LOOKS_EVERY_S
        self._leads: dict[Thing, Leads] = {}
        self._forewarned = {thing: Forewarned() for thing in Thing}
        self._anew = True  # whoever is here has yet to be suited for the first time

    @property
    def in_force(self) -> InForce:
        """What leads, and whether it heats or cools; a light may still be on its way."""
        stat = self.hold.thermostat
        return InForce(
            main_light=self.level(Thing.MAIN),
            night_light=self.level(Thing.NIGHT),
            temperature_c=self.celsius(),
            heating=stat.heating,
            cooling=stat.cooling,
            guessing=self.hold.guessing,
            warmth=self._band.warmth,
            main_kelvin=self.hold.colour.kelvin if self.hold.colour else None,
            leading=tuple(self._say(self._lead(thing)) for thing in Thing) if self._now else (),
            coming=tuple(filter(None, map(self._coming, Thing))),
        )

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with what it goes by, in words for the door and the hub."""
        return (*self.hold.faults, *((CLOCK_NOT_SET,) if self.words.waits_for_clock else ()))

    def suit(
        self, profile: Profile, choices: tuple[OwnChoice, ...] = (), person: Word | None = None
    ) -> None:
        """Put a profile in force, and what its person chose for themselves elsewhere."""
        self._anew |= self.words.profile is None or person != self.words.person
        self.words.suit(profile, choices, person)
        self._leads.clear()
        self._looked_up_s = self._kept_up_s = -LOOKS_EVERY_S

    def take(self, asked: Asked, purpose: Purpose, by: str, now: Moment) -> None:
        """Somebody's word, of which nothing speaks against it; a choice as warm as may last."""
        self._up_s = max(self._up_s, now.up_s)
        asked = lived_in(asked) if purpose is Purpose.PERSON else asked
        chosen = self.words.make(asked, purpose, by, now)
        self._leads.clear()
        self._kept_up_s = -LOOKS_EVERY_S
        if (thing := thing_of(asked)) is not None:
            self._told.chose(thing, chosen)
        at_once = by == AT_DOOR or purpose is Purpose.PERSON
        if at_once and not isinstance(asked, WatchLightAsked | FullLightAsked):
            for each in Thing if thing is None else (thing,):
                self._forewarned[each].hurry()
                self._lead(each)  # now: what is asked after this hurries nobody

    def begins_in_s(self, asked: Asked) -> float:
        """In how many seconds what was just asked begins; 0 where it does at once."""
        if isinstance(asked, WatchLightAsked | FullLightAsked):
            return 0.0
        thing = thing_of(asked)
        waits = filter(None, map(self._coming, Thing if thing is None else (thing,)))
        return max((one.in_s for one in waits), default=0.0)

    def too_bright(self, asked: Asked, purpose: Purpose) -> bool:
        """Brighter than the person's night; watch light and full light have no ceiling."""
        ceiling = self.words.ceiling_lux(purpose)
        full_lux = self.hold.light.full_lux(main=thing_of(asked) is Thing.MAIN)
        return above(asked, ceiling, full_lux)

    def brightest(self) -> float:
        """The level to which a dial may bring the main light now."""
        ceiling = self.words.ceiling_lux(Purpose.CARE)
        return 1.0 if ceiling is None else min(1.0, ceiling / self.hold.light.full_lux(main=True))

    def feed(self, event: Event, now: Moment) -> None:
        self.hold.feed(event, now)

    def follow(
        self,
        thermometers: Mapping[str, float],
        now: Moment,
        surface_c: float | Missing | None,
        *,
        trusted: bool,
    ) -> None:
        """Time passed: hours change, fades advance, relays switch."""
        self._up_s, self._now = max(self._up_s, now.up_s), now
        if abs(now.up_s - self._looked_up_s) >= LOOKS_EVERY_S:
            self._looked_up_s = now.up_s
            self.words.look(now, trusted=trusted)
        if self._anew and self.words.profile is not None:
            for one in self._forewarned.values():
                one.forget()
            self._anew = False
        self._leads.clear()
        self.hold.follow(self._asks(), thermometers, now, surface_c)
        if self.words.profile is not None:
            self._band.look(self.hold.celsius, self._suiting(self.words.profile), now.up_s)

    def happened(self, now: Moment) -> tuple[Happening, ...]:
        """Another word leads than before: to be told, once it has stood for a moment."""
        leads = {thing: self._lead(thing) for thing in Thing}
        return self._told.happened(leads, now.up_s, self._say)

    def lasting(self) -> tuple[Remember, ...]:
        """What is to be remembered over a power cut, when it changed."""
        if abs(self._up_s - self._kept_up_s) < LOOKS_EVERY_S:
            return ()
        self._kept_up_s = self._up_s
        light = self.hold.light
        kept = self.words.kept().model_copy(
            update={
                "main_full_lux": _learnt(self._kept.main_full_lux, light.full_lux(main=True)),
                "night_full_lux": _learnt(self._kept.night_full_lux, light.full_lux(main=False)),
                "warms_k_per_s": _learnt(self._kept.warms_k_per_s, self.hold.preheat.k_per_s),
            }
        )
        if kept == self._kept:
            return ()
        only_learnt = kept.own == self._kept.own and kept.held == self._kept.held
        self._kept = kept
        return (Remember(ROOM, kept, LEARNT_WITHIN_S if only_learnt else 0.0),)

    def _asks(self) -> Asks:
        warmth, profile = self._lead(Thing.WARMTH), self.words.profile
        by_profile = warmth.rank in OF_PROFILE
        return Asks(
            main=self._aim(Thing.MAIN),
            night=self._aim(Thing.NIGHT),
            celsius=self.celsius(),
            then=self.words.then if by_profile else None,
            kelvin=self.words.kelvin(self._lead(Thing.MAIN)),
            light_pace_per_s=self._light_pace(),
            warmth_pace_k_per_s=profile.warmth_pace_k / PACE_K_OVER_S if profile else PACE_K_PER_S,
        )

    def _suiting(self, profile: Profile) -> tuple[float, float]:
        """Between which temperatures it suits whoever is here."""
        theirs = self._lead(Thing.WARMTH).rank in {Rank.OWN, *OF_PROFILE}
        least, most = profile.temperature_least_c, profile.temperature_most_c
        return suiting(least, most, self.celsius() if theirs else None)

    def rank(self, thing: Thing) -> Rank:
        """By whose word this is as it is."""
        return self._lead(thing).rank

    def _lead(self, thing: Thing) -> Leads:
        if thing not in self._leads:
            leads, profile = self.words.leading(thing, self._up_s), self.words.profile
            by_itself = self.words.coming(thing) if leads.rank in OF_PROFILE else None
            warn_s = profile.warn_before_s if profile else 0.0
            held = self._forewarned[thing].look(leads, by_itself, self._up_s, warn_s)
            if (waits := self._forewarned[thing].announced) is not None:
                self.words.waits(waits.leads, self._up_s)
            self._leads[thing] = self.words.over(held, self._up_s, self._under(held))
        return self._leads[thing]

    def _coming(self, thing: Thing) -> Coming | None:
        """What is announced of it."""
        self._lead(thing)  # what is announced follows from it
        held, announced = self._forewarned[thing].held, self._forewarned[thing].announced
        if announced is None or held is None:
            return None
        full_lux = self.hold.light.full_lux(main=thing is Thing.MAIN)
        return coming(announced, held, full_lux, self._up_s)

    def _may(self, thing: Thing) -> Asked:
        """What leads, and no more of it than the night's ceiling leaves."""
        return self._under(self._lead(thing))

    def _under(self, lead: Leads) -> Asked:
        ceiling = self.words.ceiling_lux(Purpose.CARE)
        full_lux = self.hold.light.full_lux(main=lead.thing is Thing.MAIN)
        return under(lead.asked, lead.rank, ceiling, full_lux)

    def _aim(self, thing: Thing) -> Aim:
        ceiling = self.words.ceiling_lux(Purpose.CARE)
        return aim(self._may(thing), self._lead(thing).rank, ceiling)

    def celsius(self) -> float:
        """The target, within the hard bounds whoever asked."""
        asked = self._lead(Thing.WARMTH).asked
        celsius = asked.celsius if isinstance(asked, TemperatureAsked) else UNKNOWN_C
        return max(TEMPERATURE_LEAST_C, min(TEMPERATURE_MOST_C, celsius))

    def level(self, thing: Thing) -> float:
        """The level that was asked, or where lux were, the one it is held with."""
        asked, (main, night) = self._may(thing), self.hold.light.levels
        match asked:
            case LightAsked(level=level):
                return level
            case FullLightAsked():
                return 1.0
        return round(main if thing is Thing.MAIN else night, 4)

    def _light_pace(self) -> float:
        """The profile's, but for an emergency: that has the hard one."""
        profile = self.words.profile
        if profile is None or self._lead(Thing.MAIN).rank is Rank.EMERGENCY:
            return PACE_PER_S
        return profile.light_pace_per_s

    def _say(self, lead: Leads) -> Leading:
        """What leads, in words for the panel."""
        now, asked = self._now, self._can_be(self._may(lead.thing))
        left_s = None if lead.until_up_s is None else max(0.0, lead.until_up_s - self._up_s)
        return Leading(
            thing=lead.thing,
            rank=lead.rank,
            asked=worded(asked),
            by=lead.by or None,
            until=None if left_s is None or now is None else now.at + seconds(round(left_s)),
            profile_version=lead.version,
            lux=asked.lux if isinstance(asked, LuxAsked | WatchLightAsked) else None,
            there_in_s=self._there_in_s(lead.thing),
            at_limit=self._at_limit(lead.thing),
        )

    def _can_be(self, asked: Asked) -> Asked:
        """Without the colour, where the fitting has none: what is shown is what is held."""
        if isinstance(asked, LuxAsked) and self.hold.colour is None:
            return asked.model_copy(update={"kelvin": None})
        return asked

    def _there_in_s(self, thing: Thing) -> float | None:
        if thing is Thing.WARMTH:
            left_s = self.hold.warm_in_s(self._asks())
        else:
            left_s = self.hold.light.there_in_s(self._light_pace(), main=thing is Thing.MAIN)
        return None if left_s is None else round(left_s)

    def _at_limit(self, thing: Thing) -> bool:
        if thing is Thing.WARMTH:
            return self._now is not None and self.hold.warmth_at_limit(self._now)
        return thing is Thing.MAIN and self.hold.light.at_limit


def _learnt(before: float | None, now: float | None) -> float | None:
    """What is worth remembering: each small change is not."""
    if before is None or now is None:
        return now if now is not None else before
    return now if abs(now - before) > LEARNT_BY * abs(before) else before
