"""Whose word leads in a room: one table, and the claims that stand at one moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ward.authority import Authority
from ward.choices import OwnChoice
from ward.orders import (
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.purpose import Purpose
from ward.rank import Rank, Thing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``lasts_s`` of ``None``: until somebody says otherwise."""

    rank: Rank
    words: str
    lasts_s: float | None
    authority: Authority
    source: str


_BY = Authority.LOCAL
# The highest leads. Own proposals stand in clinical.md §6; times are ours but where it is said.
TABLE: tuple[Row, ...] = (
    Row(Rank.BOUNDS, "16 to 28 °C, no surface over 43 °C, no light faster than its pace: always",
        None, _BY, "our own proposal; 43 °C: HSE"),
    Row(Rank.EMERGENCY, "Full light in one press, until it is ended, for an hour at most",
        3600.0, _BY, "our own proposal"),
    Row(Rank.WATCH, "15 to 20 lux for a look at night; fades in, and returns by itself",
        180.0, Authority.GUIDANCE, "CIBSE LG2: watch lighting 15 to 20 lux; how long, our own"),
    Row(Rank.OVERRIDE, "What care needs for a while: 30 minutes, then back to what is below",
        1800.0, _BY, "our own proposal"),
    Row(Rank.OWN, "What the person last chose themselves, until they choose again; it ends an "
        "override of the same thing at once",
        None, _BY, "our own proposal"),
    Row(Rank.PROFILE, "What the sensory profile says for this time of day",
        None, Authority.PROPOSAL, "Framework, Accommodation: adjusted to the person"),
    Row(Rank.DEFAULT, "Published ward defaults, where nobody has assessed the person",
        None, _BY, "our own proposal"),
)  # fmt: skip
ROWS: Mapping[Rank, Row] = {row.rank: row for row in TABLE}
_PLACE = {row.rank: place for place, row in enumerate(TABLE)}


def leads(one: Rank, other: Rank) -> bool:
    """Whether ``one`` goes before ``other``."""
    return _PLACE[one] < _PLACE[other]


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's word on one thing of the room; ``until_up_s`` of ``None``: no end by time."""

    thing: Thing
    rank: Rank
    asked: Asked
    by: str
    until_up_s: float | None = None

    def stands(self, up_s: float) -> bool:
        return self.until_up_s is None or up_s < self.until_up_s


def thing_of(asked: Asked) -> Thing | None:
    """What it is about; ``None`` for a word that is about all of them."""
    match asked:
        case TemperatureAsked():
            return Thing.WARMTH
        case LightAsked(lamp=lamp) | LuxAsked(lamp=lamp):
            return Thing.MAIN if lamp is Lamp.MAIN else Thing.NIGHT
        case WatchLightAsked() | FullLightAsked():
            return Thing.MAIN
        case BackAsked(thing=thing):
            return thing
    return None


def rank_of(asked: Asked, purpose: Purpose) -> Rank:
    """Full light and watch light are what they are, whoever asks and whatever for."""
    match asked:
        case FullLightAsked():
            return Rank.EMERGENCY
        case WatchLightAsked():
            return Rank.WATCH
    return Rank.OWN if purpose is Purpose.PERSON else Rank.OVERRIDE


class Claims:
    """Every claim that stands: one for each thing and rank. What no claim covers, the profile does.

    Durations are of uptime. Only the person's own choices are worth remembering over a restart:
    whatever else was asked was for a while, and a while of before is over.
    """

    def __init__(self, own: tuple[Claim, ...] = ()) -> None:
        self._standing: dict[tuple[Thing, Rank], Claim] = {}
        for one in own:
            if one.rank is Rank.OWN:
                self._standing[one.thing, one.rank] = one

    def make(self, asked: Asked, purpose: Purpose, by: str, up_s: float) -> Claim | None:
        """Take somebody's word; the claim made of it, ``None`` where one was given up."""
        thing = thing_of(asked)
        if isinstance(asked, BackAsked) or thing is None:
            self._give_up(thing, own_too=purpose is Purpose.PERSON)
            return None
        rank = rank_of(asked, purpose)
        lasts_s = asked.for_s if isinstance(asked, WatchLightAsked) else ROWS[rank].lasts_s
        claim = Claim(thing, rank, asked, by, None if lasts_s is None else up_s + lasts_s)
        if rank is Rank.OWN:
            self._standing.pop((thing, Rank.OVERRIDE), None)
        self._standing[thing, rank] = claim
        return claim

    def waits(self, thing: Thing, rank: Rank, up_s: float) -> None:
        """It has not begun yet: for how long it is counts from when it does."""
        claim = self._standing.get((thing, rank))
        if claim is not None and claim.until_up_s is not None:
            lasts_s = ROWS[rank].lasts_s or 0.0
            self._standing[thing, rank] = replace(claim, until_up_s=up_s + lasts_s)

    @classmethod
    def of_choices(cls, choices: Iterable[OwnChoice], by: str = "") -> "Claims":
        """As they stand for somebody who chose this before."""
        things = ((thing_of(one.asked), one.asked) for one in choices)
        return cls(tuple(Claim(thing, Rank.OWN, asked, by) for thing, asked in things if thing))

    def on(self, thing: Thing, up_s: float) -> tuple[Claim, ...]:
        """All that stand on this thing then, the lowest first; ``up_s`` may be yet to come."""
        here = [one for one in self._standing.values() if one.thing is thing and one.stands(up_s)]
        return tuple(sorted(here, key=lambda one: -_PLACE[one.rank]))

    def leading(self, thing: Thing, up_s: float) -> Claim | None:
        """The claim that leads; ``None`` where the profile does."""
        standing = [one for one in self.standing(up_s) if one.thing is thing]
        return min(standing, key=lambda one: _PLACE[one.rank], default=None)

    def standing(self, up_s: float) -> tuple[Claim, ...]:
        """All that stand, whether they lead or not; what is over is forgotten."""
        self._standing = {key: one for key, one in self._standing.items() if one.stands(up_s)}
        return tuple(self._standing.values())

    @property
    def own(self) -> tuple[Claim, ...]:
        """What the person chose: to be remembered over a restart."""
        return tuple(one for one in self._standing.values() if one.rank is Rank.OWN)

    def _give_up(self, thing: Thing | None, *, own_too: bool) -> None:
        """Of one thing only, where it was said of which: whatever is asked of the others stays."""
        self._standing = {
            key: one
            for key, one in self._standing.items()
            if (one.rank is Rank.OWN and not own_too) or thing not in {None, one.thing}
        }
