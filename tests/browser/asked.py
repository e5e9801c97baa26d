"""A ward in which there is something of each pattern to ask about."""

from hub.rooms.facts import CareIssued, How, LookedRemotely, RoomFact
from tests.browser.alarmed import KO, MT, NOW, PROFILE, SB, STAFF, a_week
from tests.hub.panel.night import ASH, ASH_1, ASH_2, ASH_4, happened, visited
from ward.care import Care
from ward.happenings import BadgeShown, Place, PresenceMoved
from ward.rooms import RoomId
from ward.units import Instant, Span, hours, minutes, seconds


def four_weeks() -> list[RoomFact]:
    """Of all that can be asked about, some; the rest is an ordinary ward."""
    told: list[RoomFact] = []
    for room in ASH:
        care = Care(room=room, version=1, issued_at=NOW - hours(800), staff=STAFF, profile=PROFILE)
        told.append(CareIssued(room=room, at=NOW - hours(800), care=care))
    evening = NOW.replace(hour=0, minute=0, second=0) - hours(30)
    told += _typed_afterwards(evening) + _in_and_out(evening) + _badges(evening) + _trend(evening)
    told += [one for one in a_week() if not isinstance(one, CareIssued)]
    return sorted(told, key=lambda fact: fact.at)


def typed(room: RoomId, at: Instant, said: Instant, words: str) -> LookedRemotely:
    return LookedRemotely(
        room=room, at=at, how=How.STATION, by=SB.ref, said_to_be_at=said, words=words
    )


def _typed_afterwards(evening: Instant) -> list[RoomFact]:
    """A night's quarters, typed at its end, with one text."""
    ends = evening + hours(3)
    return [
        typed(ASH_4, ends + seconds(20 * n), evening + minutes(15 * n), "Asleep, breathing seen")
        for n in range(9)
    ]


def _in_and_out(evening: Instant) -> list[RoomFact]:
    told: list[RoomFact] = []
    for n in range(5):
        came = evening + minutes(40 * n)
        told += [
            happened(ASH_1, came, PresenceMoved(place=Place.DOORSIDE, is_there=True)),
            happened(ASH_1, came + seconds(1), BadgeShown(badge=MT.badge)),
            happened(ASH_1, came + seconds(3), PresenceMoved(place=Place.DOORSIDE, is_there=False)),
        ]
    return told


def _badges(evening: Instant) -> list[RoomFact]:
    at = evening + minutes(75)
    return [
        happened(ASH_2, at, BadgeShown(badge=MT.badge)),
        happened(ASH_2, at + seconds(0.6), BadgeShown(badge=KO.badge)),
        happened(ASH_4, at + hours(1), BadgeShown(badge=SB.badge)),
        happened(ASH_1, at + hours(1) + seconds(1.2), BadgeShown(badge=SB.badge)),
    ]


def _trend(evening: Instant) -> list[RoomFact]:
    """In Ash 2 visits fall and looks rise, from one fortnight to the next."""
    told: list[RoomFact] = []
    for day in range(25):
        begins = evening - Span(days=day)
        visits, looks = (3, 6) if day < 13 else (8, 1)
        told += [visited(ASH_2, begins + minutes(43 * n), "m17") for n in range(visits)]
        told += [
            LookedRemotely(room=ASH_2, at=begins + minutes(51 * n), how=How.CCTV, by=KO.ref)
            for n in range(looks)
        ]
    return told
