"""Tested clauses of which a room's own sensors say what came of it: both lamps, and blind spots."""

from collections.abc import Iterator, Sequence

import numpy as np

from hub.estates.answers import Evidence, Found
from hub.estates.seen import Seen
from hub.estates.told import LampAsked
from hub.estates.trace import HOUR_S, Mask, instant
from ward.conditions import INSIDE_UNSEEN
from ward.orders import Lamp
from ward.profile import ceiling_lux
from ward.rank import Thing
from ward.readings import Quantity
from ward.units import Instant

BOTH_LAMPS, NO_BLIND_SPOTS = "framework.38", "framework.34"
THE_ROOM = "the room's own sensors"
# Our own proposals: a lamp fades in ten seconds at its hard pace, and daylight goes on changing.
SETTLES_S, LOOKED_AT_S = 15.0, 600.0
REACHED = 0.75, 1.25
TOGETHER_S = HOUR_S  # two lamps tried within an hour are one test
HOUR_KNOWN_MIN = 30


def trials(seen: Seen, now: Instant) -> Iterator[Evidence]:
    """What the room itself says of clauses that are tested; nothing where it cannot say."""
    yield from _lamps(seen, now)
    yield from _unseen(seen, now)


def _unseen(seen: Seen, now: Instant) -> Iterator[Evidence]:
    """Also of before this stretch: it stands until somebody has looked at that since."""
    spans = seen.told.alarms.get(INSIDE_UNSEEN.name, ())
    known = [(begins, ends) for begins, ends in spans if begins < seen.stretch.until]
    if known:
        many = len(seen.clipped(spans)) or len(known)
        last = min(max(ends for _, ends in known), seen.stretch.until)
        when = f"until {seen.stretch.clock(last)} the last time"
        words = f"Somebody was inside and unseen {many} times, {when}"
        at = instant(last, now)
        yield Evidence(seen.room, NO_BLIND_SPOTS, at, THE_ROOM, Found.UNMET, float(many), words)


def tested_before(seen: Seen) -> Sequence[float]:
    """When a light was asked for in the empty room before this stretch, the newest first."""
    before = {one.at for one in seen.told.lamps if one.at < seen.stretch.since}
    return sorted(before, reverse=True)


def _lamps(seen: Seen, now: Instant) -> Iterator[Evidence]:
    """The newest test of both lamps in the empty room, and the brightest hour of any night."""
    tried = sorted((one for one in seen.told.lamps if _is_empty(seen, one)), key=lambda one: one.at)
    mains = [one for one in tried if one.lamp == Lamp.MAIN]
    nights = [one for one in tried if one.lamp == Lamp.NIGHT]
    if not mains or not nights or abs(mains[-1].at - nights[-1].at) > TOGETHER_S:
        return
    got = [(one, _reached(seen, one)) for one in (mains[-1], nights[-1])]
    if any(lux is None for _, lux in got):
        return
    said = [f"{one.lamp} light {lux:.3g} of {one.lux:g} lux" for one, lux in got]
    works = all(_is_reached(one, lux or 0.0) for one, lux in got)
    brightest = brightest_night(seen)
    if brightest is not None:
        said.append(f"brightest hour of a night {brightest:.3g} lux")
    at = instant(max(one.at for one, _ in got), now)
    found = Found.MET if works else Found.UNMET
    yield Evidence(seen.room, BOTH_LAMPS, at, THE_ROOM, found, brightest, ", ".join(said))


def _is_empty(seen: Seen, one: LampAsked) -> bool:
    """Nobody lives there then, nor is sensed there: light is tried out on nobody."""
    inside = seen.stretch.since <= one.at < seen.stretch.until
    lived = any(begins <= one.at < ends for begins, ends in seen.told.stays)
    return inside and not lived and not seen.told.is_sensed(one.at, one.at + SETTLES_S)


def _reached(seen: Seen, one: LampAsked) -> float | None:
    """The middle of what the sensor said after it, until the next wish."""
    later = [at for at in (*seen.told.wishes, *(o.at for o in seen.told.lamps)) if at > one.at]
    until = min([one.at + LOOKED_AT_S, *later])
    after = seen.course(Quantity.LIGHT).within(one.at + SETTLES_S, until)
    return float(np.median(after.value)) if len(after) else None


def _is_reached(one: LampAsked, lux: float) -> bool:
    least, most = (share * one.lux for share in REACHED)
    return least <= lux <= most


def brightest_night(seen: Seen) -> float | None:
    """Of the hours of the nights the brightest, by its middle minute: no torch, no opened door.

    Where more was asked, by whoever is there or for their care, it does not count.
    """
    course, stretch = seen.course(Quantity.LIGHT), seen.stretch
    which, known = stretch.held(course)
    asked = stretch.during(seen.told.by_another_word(frozenset({Thing.MAIN, Thing.NIGHT})))
    counts = _night(seen) & known & ~asked
    if not counts.any():
        return None
    lux = course.value[which[counts]]
    hour = (stretch.minutes[counts] // HOUR_S).astype(np.int64)
    order = np.lexsort((lux, hour))
    known_hours, first, many = np.unique(hour[order], return_index=True, return_counts=True)
    enough = many >= HOUR_KNOWN_MIN
    middles = lux[order][first + many // 2][enough]
    return float(middles.max()) if len(known_hours[enough]) else None


def _night(seen: Seen) -> Mask:
    """By the ward's own night: what suits the person is another clause."""
    is_night = np.array([ceiling_lux(seen.default, minute) is not None for minute in range(1440)])
    return np.asarray(is_night[seen.stretch.minute_of_day(seen.stretch.minutes)])
