"""Light and warmth: none of it is a visit, whoever asks, signs, turns a dial or bangs a door."""

from random import Random

from hub.profile_acts import SignProfile
from tests.hub.world import KO, MT
from tests.unseen.kinds import Kinds
from tests.unseen.said import happens
from tests.unseen.ward import WM, Ward, any_room
from ward.choices import OwnChoice
from ward.happenings import BangHeard, RoomSet, TurnedAway
from ward.orders import Lamp, LightAsked, Refusal
from ward.purpose import Purpose
from ward.rank import Leading, Rank, Thing
from ward.ward_default import DEFAULT

SUITS = Kinds()
REFUSALS = (Refusal.OUT_OF_BOUNDS, Refusal.NEVER_SO, Refusal.NIGHT_CEILING)


@SUITS("a room set otherwise", RoomSet)
def _set(ward: Ward, rng: Random) -> None:
    """By any word, and now and then as the person's own choice, made a while ago or just now."""
    asked = LightAsked(lamp=Lamp.NIGHT, level=rng.random())
    chosen = OwnChoice(asked=asked, at=ward.now) if rng.random() < 0.4 else None
    rank = Rank.OWN if chosen else rng.choice(tuple(Rank))
    leading = Leading(thing=Thing.NIGHT, rank=rank, asked="night light", by=MT.ref)
    happens(ward, any_room(rng), RoomSet(leading=leading, chosen=chosen), rng)


@SUITS("a profile signed", SignProfile)
def _signs(ward: Ward, rng: Random) -> None:
    """By whoever may, and whoever may not; where somebody is, or nobody."""
    by = rng.choice((KO.ref, KO.ref, WM.ref, MT.ref, "nobody known"))
    ward.does(SignProfile(any_room(rng), by, DEFAULT, brought=rng.random() < 0.2))


@SUITS("turned away at the door, or a bang", TurnedAway, BangHeard)
def _turned_away(ward: Ward, rng: Random) -> None:
    why, purpose = rng.choice(REFUSALS), rng.choice(tuple(Purpose))
    away = TurnedAway(asked="30 °C", refusal=why, purpose=purpose)
    bang = BangHeard(dba=rng.uniform(60, 100), own_door=rng.random() < 0.5)
    happens(ward, any_room(rng), rng.choice((away, bang)), rng)
