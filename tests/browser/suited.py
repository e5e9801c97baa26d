"""A ward in which a room suits somebody: their profile, by whose word it is held, a past night."""

from math import sin

from hub.rooms.facts import CareIssued, RoomFact
from hub.rooms.order_facts import Progress
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.state import RoomState
from tests.browser.ward import new
from tests.hub.panel.night import (
    ASH_3,
    ASH_4,
    STAFF,
    TWO_AM,
    FakeDesk,
    asked,
    began,
    empty,
    facts,
    happened,
    heard,
    reached,
    visited,
)
from ward.care import Care
from ward.choices import OwnChoice
from ward.envelope import InForce
from ward.happenings import BangHeard, DoorMoved, RoomSet, TurnedAway
from ward.orders import Lamp, LuxAsked, Refusal
from ward.profile import Hours, Profile, Source
from ward.purpose import Purpose
from ward.rank import Leading, Rank, Thing
from ward.readings import Quantity
from ward.units import Instant, minutes
from ward.ward_default import DEFAULT

NOW = TWO_AM
THEIRS = Profile(
    version=3,
    assessed_by="O.T.",
    assessed_on="with J.T. and their sister, in the room",
    source=Source.ASSESSED,
    since=NOW - minutes(4000),
    main_light=0.0,
    night_light=0.2,
    temperature_c=21.0,
    temperature_least_c=18.5,
    temperature_most_c=23.0,
    hours=(
        Hours(from_min=7 * 60, name="morning", lux=80, kelvin=3000),
        Hours(from_min=17 * 60, name="evening", lux=20, kelvin=2200),
        Hours(from_min=22 * 60, name="night", lux=2, lamp=Lamp.NIGHT, temperature_c=19.5),
    ),
    light_pace_per_s=0.02,
    warmth_pace_k=0.5,
    warn_before_s=300,
    warn_how="Say: the light goes down in five minutes.",
    distresses="hand dryer\ndoor banging\nseveral people talking at once",
    helps="ear defenders\nthe weighted blanket",
    never="the main light without a word first\nkeys on the door",
    how_to_be_with_me="Say your name first, quietly.\nWait ten seconds.",
)
LEADING = (
    Leading(
        thing=Thing.MAIN,
        rank=Rank.OVERRIDE,
        asked="main light 20 lux",
        by="K.O.",
        until=NOW + minutes(27),
        profile_version=3,
        lux=20,
        there_in_s=24,
    ),
    Leading(thing=Thing.NIGHT, rank=Rank.OWN, asked="night light 1 lux", by="J.T.", lux=1),
    Leading(
        thing=Thing.WARMTH,
        rank=Rank.PROFILE,
        asked="19.5 °C",
        profile_version=3,
        there_in_s=1500,
    ),
)
HELD = InForce(
    main_light=0.15,
    night_light=0.1,
    temperature_c=19.5,
    heating=True,
    cooling=False,
    leading=LEADING,
)


def theirs(force: InForce = HELD, now: Instant = NOW) -> RoomState:
    """Ash 4, with J.T. in it."""
    care = Care(room=ASH_4, version=9, issued_at=now - minutes(300), staff=STAFF, profile=THEIRS)
    state = facts(
        empty(ASH_4),
        began(ASH_4, now - minutes(1870)),
        ProfileSigned(room=ASH_4, at=now - minutes(1800), by="O.T.", profile=THEIRS),
        CareIssued(room=ASH_4, at=now - minutes(300), care=care),
        visited(ASH_4, now - minutes(8)),
        happened(
            ASH_4,
            now - minutes(60),
            RoomSet(
                leading=LEADING[1],
                chosen=OwnChoice(asked=LuxAsked(lamp=Lamp.NIGHT, lux=1), at=now - minutes(60)),
            ),
        ),
        asked(ASH_4, now - minutes(3), LuxAsked(lamp=Lamp.MAIN, lux=20)),
        reached(ASH_4, now - minutes(3), Progress.DONE),
    )
    return heard(state, now, in_force=force)


def points(now: Instant = NOW) -> dict[str, list[tuple[Instant, float]]]:
    """A night: light that came and went, a room that cooled, doors that banged, an hour unheard."""
    since = now - minutes(12 * 60)
    steps = [since + minutes(2 * n) for n in range(12 * 30)]
    heard_at = [at for at in steps if not 300 <= (at - since).total_seconds() / 60 < 360]
    place = {at: (at - since).total_seconds() / 3600 for at in heard_at}
    return {
        str(Quantity.LIGHT): [
            (at, 60.0 if place[at] < 3 else 18.0 if 8.9 < place[at] < 9 else 3.0) for at in heard_at
        ],
        str(Quantity.TEMPERATURE): [
            (at, 21 - min(2.2, place[at] / 4) + 0.2 * sin(place[at] * 3)) for at in heard_at
        ],
        str(Quantity.SOUND): [
            (at, 33 + 3 * sin(place[at] * 9) + (31 if n % 47 == 0 else 0))
            for n, at in enumerate(heard_at)
        ],
        str(Quantity.LOUDEST): [
            (at, 41 + 6 * sin(place[at] * 11) + (36 if n % 47 == 0 else 0))
            for n, at in enumerate(heard_at)
        ],
        str(Quantity.CO2): [(at, 620 + 1000 * sin(place[at] / 4) ** 2) for at in heard_at],
        str(Quantity.HUMIDITY): [(at, 44 + 3 * sin(place[at])) for at in heard_at],
    }


def past(now: Instant = NOW) -> list[RoomFact]:
    """What changed in that night."""
    evening = Leading(
        thing=Thing.MAIN, rank=Rank.PROFILE, asked="main light 20 lux", profile_version=3
    )
    return [
        happened(ASH_4, now - minutes(540), RoomSet(leading=evening)),
        happened(ASH_4, now - minutes(186), RoomSet(leading=LEADING[0])),
        happened(ASH_4, now - minutes(90), DoorMoved(is_open=True)),
        happened(ASH_4, now - minutes(60), RoomSet(leading=LEADING[1])),
        happened(ASH_4, now - minutes(89), BangHeard(dba=77.5, own_door=True)),
        happened(ASH_4, now - minutes(40), BangHeard(dba=71, own_door=False, more=2)),
        happened(
            ASH_4,
            now - minutes(50),
            TurnedAway(asked="30 °C", refusal=Refusal.OUT_OF_BOUNDS, purpose=Purpose.CARE),
        ),
        asked(ASH_4, now - minutes(3), LuxAsked(lamp=Lamp.MAIN, lux=20)),
    ]


def suited() -> FakeDesk:
    """One room with a profile, one with the ward's default, one empty."""
    care = Care(room=ASH_3, version=1, issued_at=NOW, staff=(), profile=DEFAULT)
    nobody = facts(empty(ASH_3), CareIssued(room=ASH_3, at=NOW, care=care))
    desk = FakeDesk(theirs(), new(), heard(nobody))
    desk.points = points()
    desk.past = past()
    return desk
