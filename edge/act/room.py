"""The room: what leads on each of its things, held by measured light and warmth."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from edge.act.band import Band, suiting
from edge.act.brightness import Aim
from edge.act.ceiling import above, aim, under
from edge.act.coming import coming, warming
from edge.act.fade import PACE_PER_S
from edge.act.forewarned import Forewarned
from edge.act.hold import COLOUR_FITTED, Asks, Hold
from edge.act.learnt import with_learnt, within_s
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
LOOKS_EVERY_S = 1.0  # at the clock, and at what is to be remembered
OF_PROFILE = frozenset({Rank.PROFILE, Rank.DEFAULT})
CLOCK_NOT_SET = "clock: not set since the start, so the room keeps to the last hours of its profile"


class Room:
    """Whose word leads, the loops that hold the room to it, and what goes on record of it."""

    def __init__(self, fitted: frozenset[str], up_s: float, kept: RoomKept | None) -> None:
        self._kept = kept or RoomKept()
        lux = self._kept.main_full_lux, self._kept.night_full_lux
        self.words = WhoseWord(self._kept, coloured=COLOUR_FITTED in fitted)
        seen = self._kept.main_seen_lux, self._kept.night_seen_lux
        learnt, hot = self._kept.warms_k_per_s, self._kept.too_hot_to_touch
        self.hold = Hold(up_s, fitted, lux, learnt, seen=seen, too_hot_to_touch=hot)
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
            coming=tuple(chain.from_iterable(map(self._coming, Thing))),
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
        self._told.chose(None, self.words.own)
        self._leads.clear()
        self._looked_up_s = self._kept_up_s = -LOOKS_EVERY_S

    def take(self, asked: Asked, purpose: Purpose, by: str, now: Moment) -> None:
        """Somebody's word, of which nothing speaks against it; a choice as warm as may last."""
        self._up_s = max(self._up_s, now.up_s)
        asked = lived_in(asked) if purpose is Purpose.PERSON else asked
        chosen = self.words.make(asked, purpose, by, now)
        self._leads.clear()
        self._kept_up_s = -LOOKS_EVERY_S
        self._told.chose(chosen, self.words.own)
        thing = thing_of(asked)
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
        of = [self._lead(each).thing for each in (Thing if thing is None else (thing,))]
        begin = (self._forewarned[one].begins_up_s for one in of if self._forewarned[one].waits)
        return max((begins_up_s - self._up_s for begins_up_s in begin), default=0.0)

    def too_bright(self, asked: Asked, purpose: Purpose) -> bool:
        """Brighter than the person's night; watch light and full light have no ceiling."""
        ceiling = self.words.ceiling_lux(purpose)
        return above(asked, ceiling, self._full_lux(thing_of(asked) or Thing.WARMTH))

    def brightest(self) -> float:
        """The level to which a dial may bring the main light now."""
        ceiling = self.words.ceiling_lux(Purpose.CARE)
        return 1.0 if ceiling is None else min(1.0, ceiling / self._full_lux(Thing.MAIN))

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
        before, kept = self._kept, with_learnt(self.words.kept(), self._kept, self.hold)
        self._kept = kept
        return () if kept == before else (Remember(ROOM, kept, within_s(kept, before)),)

    def _asks(self) -> Asks:
        profile = self.words.profile
        return Asks(
            main=self._aim(Thing.MAIN),
            night=self._aim(Thing.NIGHT),
            celsius=self.celsius(),
            then=self.words.then if self.rank(Thing.WARMTH) in OF_PROFILE else None,
            kelvin=self._kelvin(),
            light_pace_per_s=self._light_pace(),
            warmth_pace_k_per_s=profile.warmth_pace_k / PACE_K_OVER_S if profile else PACE_K_PER_S,
            warn_s=self._warn_s,
        )

    @property
    def _warn_s(self) -> float:
        """For how long a change is announced first."""
        return self.words.profile.warn_before_s if self.words.profile else 0.0

    def _kelvin(self) -> int | None:
        """``None`` where it is to stay: full light for an emergency is as bright in any colour."""
        held = self._forewarned[Thing.MAIN].held
        return None if held is None or self.rank(Thing.MAIN) is Rank.EMERGENCY else held.kelvin

    def _suiting(self, profile: Profile) -> tuple[float, float]:
        """Between which temperatures it suits whoever is here."""
        theirs = self.celsius() if self.rank(Thing.WARMTH) in {Rank.OWN, *OF_PROFILE} else None
        return suiting(profile.temperature_least_c, profile.temperature_most_c, theirs)

    def rank(self, thing: Thing) -> Rank:
        """By whose word this is as it is."""
        return self._lead(thing).rank

    def _lead(self, thing: Thing) -> Leads:
        if thing not in self._leads:
            full_lux, warn_s = self._full_lux(thing), self._warn_s
            leads = self.words.leading(thing, self._up_s, full_lux)
            foreseen = warn_s > 0 and self.words.foreseen(thing, self._up_s, full_lux, warn_s)
            one = self._forewarned[thing]
            held = one.look(leads, foreseen or (), self._up_s, warn_s)
            if one.waits is not None:
                self.words.waits(one.waits, one.begins_up_s)
            self._leads[thing] = self.words.over(held, self._up_s, self._under(held))
        return self._leads[thing]

    def _coming(self, thing: Thing) -> tuple[Coming, ...]:
        """What is announced of it, the soonest first."""
        self._lead(thing)  # what is announced follows from it
        if (held := self._forewarned[thing].held) is None:
            return ()
        held = replace(held, asked=self._under(held), under_lux=None)
        said = coming(self._forewarned[thing].announced, held, self._full_lux(thing), self._up_s)
        warms = self.hold.preheat.coming(self._up_s) if thing is Thing.WARMTH else None
        return warming(*warms, held.rank, said) if warms and held.rank in OF_PROFILE else said

    def _full_lux(self, thing: Thing) -> float:
        return self.hold.light.reckoned_lux(main=thing is Thing.MAIN)

    def _may(self, thing: Thing) -> Asked:
        """What leads, and no more of it than the night's ceiling leaves."""
        return self._under(self._lead(thing))

    def _under(self, lead: Leads) -> Asked:
        return under(lead.asked, lead.rank, self._ceiling_lux(lead), self._full_lux(lead.thing))

    def _ceiling_lux(self, lead: Leads) -> float | None:
        """The night's, and after it that too under which this still is until it was announced."""
        both = (self.words.ceiling_lux(Purpose.CARE), lead.under_lux)
        return min((one for one in both if one is not None), default=None)

    def _aim(self, thing: Thing) -> Aim:
        lead = self._lead(thing)
        return aim(self._may(thing), lead.rank, self._ceiling_lux(lead))

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
