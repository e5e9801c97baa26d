"""Whose word: what leads in this room at a moment, of everybody who asked and of the profile."""

from dataclasses import dataclass, field, replace

from pydantic import Field

from edge.act.ceiling import bound
from edge.act.colour import BY_DAY_K, WARM_K
from edge.act.lived import lived_in
from edge.act.preheat import Next
from edge.act.schedule import Held, Hour, Schedule
from edge.moment import Moment
from ward.choices import OwnChoice
from ward.orders import (
    Asked,
    Lamp,
    LightAsked,
    LuxAsked,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.precedence import Claims, thing_of
from ward.profile import Profile, Wanted, ceiling_lux, wanted
from ward.purpose import Purpose
from ward.rank import Rank, Thing
from ward.units import Wire, Word

AT_DOOR = "door"  # by whose word, where a badge says nothing of it
ROOM = "held"  # under which it is remembered; "room" is the name of the file's own
OVER_ALL = frozenset({Rank.EMERGENCY, Rank.WATCH})  # they wait for nothing and for nobody
COMING_MOST = 4  # changes of one thing that are announced at a time
WATCH_LEVEL = 0.1  # a main light at more than this share is taken to give more than watch light

# Until any profile is known: enough to find the door by, not enough to wake somebody.
UNKNOWN_PERSON = Wanted(
    main=LightAsked(lamp=Lamp.MAIN, level=0.0),
    night=LightAsked(lamp=Lamp.NIGHT, level=0.2),
    warmth=TemperatureAsked(celsius=20.0),
)


class RoomKept(Wire):
    """What of a room outlives a power cut: hours in force, the person's choices, what was learnt.

    And that a surface was too hot to be touched: it is, until its probe says otherwise.

    ``person`` is whose choices they are: they are nobody else's.
    """

    held: Held | None = None
    person: Word | None = None
    own: tuple[OwnChoice, ...] = Field(default=(), max_length=8)
    main_full_lux: float | None = None
    night_full_lux: float | None = None
    main_seen_lux: float | None = None
    night_seen_lux: float | None = None
    warms_k_per_s: float | None = None
    too_hot_to_touch: bool = False


@dataclass(frozen=True, slots=True)
class Leads:
    """The word that leads on one thing of the room."""

    thing: Thing
    rank: Rank
    asked: Asked
    by: str | None = None
    until_up_s: float | None = None
    version: int | None = field(default=None, compare=False)  # of the profile that asks
    under_lux: float | None = field(default=None, compare=False)  # by night, no more than that
    kelvin: int | None = field(default=None, compare=False)  # of a light whose colour can be set

    @property
    def comes_to(self) -> tuple[Asked, float | None, int | None]:
        """All of it that whoever is in the room can see or feel: of a dark lamp no colour."""
        if isinstance(self.asked, LuxAsked):
            asked: Asked = self.asked.model_copy(update={"kelvin": None})
            return asked, self.under_lux, self.kelvin if self.asked.lux else None
        dark = isinstance(self.asked, LightAsked) and not self.asked.level
        return self.asked, self.under_lux, None if dark else self.kelvin


class WhoseWord:
    """The table of ``ward/precedence.py`` at work, over what the profile says for this hour.

    Surprising: watch light never dims a room. Where it is brighter already, what is below leads.
    """

    def __init__(self, kept: RoomKept | None = None, *, coloured: bool = False) -> None:
        kept, self._coloured = kept or RoomKept(), coloured
        self._person = kept.person
        self._own = {thing: one for one in kept.own if (thing := thing_of(one.asked))}
        self._claims = Claims.of_choices(self._own.values())
        self._schedule = Schedule(kept.held)
        self._profile: Profile | None = None
        self._hour = Hour(UNKNOWN_PERSON, None)

    @property
    def profile(self) -> Profile | None:
        return self._profile

    @property
    def person(self) -> str | None:
        """Whose choices these are."""
        return self._person

    @property
    def own(self) -> tuple[OwnChoice, ...]:
        """What they chose and did not give up, whoever's word is above it."""
        return tuple(self._own.values())

    @property
    def then(self) -> Next | None:
        """What the schedule asks of the warmth after this."""
        return self._hour.then

    @property
    def waits_for_clock(self) -> bool:
        """There are hours to keep, and the time of day is not known."""
        return bool(self._profile and self._profile.hours) and self._schedule.waits_for_clock

    def kept(self) -> RoomKept:
        """What to remember of it."""
        return RoomKept(held=self._schedule.held, person=self._person, own=self.own)

    def suit(self, profile: Profile, choices: tuple[OwnChoice, ...], person: str | None) -> None:
        """A profile, and what this person chose elsewhere. Of two choices, the later holds."""
        self._profile = profile
        if person != self._person:
            self._person, self._own, self._claims = person, {}, Claims()
            self._schedule.forget()
        for one in choices:
            thing = thing_of(one.asked)
            before = self._own.get(thing) if thing else None
            if thing and (before is None or before.at < one.at):
                self._own[thing] = one
                self._claims.make(one.asked, Purpose.PERSON, person or "", 0.0)
        self._hour = self._schedule.resting(profile)

    def look(self, now: Moment, *, trusted: bool) -> None:
        """What hour of the profile it is."""
        if self._profile is not None:
            self._hour = self._schedule.hour(self._profile, now, trusted=trusted)

    def make(self, asked: Asked, purpose: Purpose, by: str, now: Moment) -> OwnChoice | None:
        """Somebody's word is taken; what the person chose, if it was their own."""
        claim = self._claims.make(asked, purpose, by, now.up_s)
        self._own = {one.thing: self._own[one.thing] for one in self._claims.own
                     if one.thing in self._own}  # fmt: skip
        if claim is None or claim.rank is not Rank.OWN:
            return None
        if not isinstance(asked, LightAsked | LuxAsked | TemperatureAsked):
            return None
        chosen = self._own[claim.thing] = OwnChoice(asked=asked, at=now.at)
        return chosen

    def leading(self, thing: Thing, up_s: float, full_lux: float) -> Leads:
        """Whose word leads on this beneath watch light and full light. It may have to wait."""
        return self._at(thing, up_s, self._minute, self._hour.wanted, full_lux)

    def foreseen(
        self, thing: Thing, up_s: float, full_lux: float, within_s: float
    ) -> tuple[tuple[Leads, float], ...]:
        """What will lead by itself, each another than before, and in how many seconds.

        Hours begin, the night begins and ends, what staff asked ends: each that changes it, the
        soonest first.
        """
        found, before = list[tuple[Leads, float]](), self.leading(thing, up_s, full_lux)
        for in_s in self._changes(thing, up_s, within_s):
            begun = [minute for minute, begins_s in self._hour.marks if begins_s <= in_s]
            minute, by_hour = self._minute, self._hour.wanted
            if begun and self._profile is not None:
                minute, by_hour = begun[-1], wanted(self._profile, begun[-1])
            then = self._at(thing, up_s + in_s, minute, by_hour, full_lux)
            if then.comes_to != before.comes_to:
                found.append((then, in_s))
                before = then
        return tuple(found[:COMING_MOST])

    def _changes(self, thing: Thing, up_s: float, within_s: float) -> list[float]:
        claims = self._claims.on(thing, up_s)
        ends = {one.until_up_s - up_s for one in claims if one.rank is Rank.OVERRIDE
                if one.until_up_s is not None}  # fmt: skip
        return sorted(s for s in ends | {in_s for _, in_s in self._hour.marks} if s <= within_s)

    def _at(
        self, thing: Thing, up_s: float, minute: int | None, by_hour: Wanted, full_lux: float
    ) -> Leads:
        beneath = [one for one in self._claimed(thing, up_s) if one.rank not in OVER_ALL]
        leads = beneath[-1] if beneath else self._by_profile(thing, by_hour)
        coloured = self._coloured and thing is Thing.MAIN
        return replace(
            leads,
            under_lux=bound(leads.asked, leads.rank, self._ceiling_lux(minute), full_lux),
            kelvin=self._kelvin(leads.asked, minute, by_hour) if coloured else None,
        )

    def waits(self, leads: Leads, begins_up_s: float) -> None:
        """This has yet to begin, and will then."""
        self._claims.waits(leads.thing, leads.rank, begins_up_s)

    def over(self, held: Leads, up_s: float, there_is: Asked) -> Leads:
        """What leads over what the room is held to: watch light and full light, or that itself.

        ``there_is``: what of it there may be by night.
        """
        for one in self._claimed(held.thing, up_s):
            if one.rank not in OVER_ALL:
                continue
            if not (isinstance(one.asked, WatchLightAsked) and _brighter(there_is, one.asked)):
                held = one
        return held

    def ceiling_lux(self, purpose: Purpose) -> float | None:
        """How bright it may be now for such a purpose; ``None`` where nothing says so."""
        return self._ceiling_lux(self._minute) if purpose is Purpose.CARE else None

    @property
    def _minute(self) -> int | None:
        """Of the day; ``None`` where nothing says it."""
        return self._schedule.minute(self._profile) if self._profile else None

    def _ceiling_lux(self, minute: int | None) -> float | None:
        """The night's, also where the time of day is not known: it may be night."""
        if (profile := self._profile) is None:
            return None
        return profile.night.lux_most if minute is None else ceiling_lux(profile, minute)

    def _kelvin(self, asked: Asked, minute: int | None, by_hour: Wanted) -> int:
        """The main light's colour: as asked with it, or as the hour has it, or warm by night."""
        for one in (asked, by_hour.main):
            if isinstance(one, LuxAsked) and one.kelvin is not None:
                return one.kelvin
        night = self._profile is None or minute is None or self._profile.night.holds(minute)
        return WARM_K if night else BY_DAY_K

    def _claimed(self, thing: Thing, up_s: float) -> list[Leads]:
        """What somebody asked of it, the lowest first."""
        claims = self._claims.on(thing, up_s)
        return [
            Leads(one.thing, one.rank, _held(one.rank, one.asked), one.by, one.until_up_s)
            for one in claims
        ]

    def _by_profile(self, thing: Thing, by: Wanted) -> Leads:
        asked = {Thing.MAIN: by.main, Thing.NIGHT: by.night, Thing.WARMTH: by.warmth}
        default = self._profile is None or self._profile.is_default
        rank, version = Rank.DEFAULT if default else Rank.PROFILE, None
        if self._profile is not None:
            version = self._profile.version
        return Leads(thing, rank, asked[thing], version=version)


def _held(rank: Rank, asked: Asked) -> Asked:
    """What of it leads: a choice that was made before it was said how warm may last, as it may."""
    return lived_in(asked) if rank is Rank.OWN else asked


def _brighter(asked: Asked, watch: WatchLightAsked) -> bool:
    """Whether there is more light already than a look at night needs."""
    match asked:
        case LuxAsked(lux=lux):
            return lux > watch.lux
        case LightAsked(level=level):
            return level > WATCH_LEVEL
    return True
