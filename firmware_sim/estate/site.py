"""A whole site from its seed: which room is what, and everything that was planted."""

from collections.abc import Mapping
from datetime import datetime
from itertools import cycle
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from firmware_sim.estate import lies
from firmware_sim.estate.breaches import BREACHES, Plant
from firmware_sim.estate.ordinary import EMPTY_LUX, furnish
from firmware_sim.estate.parts import DAY_S, Floats, Room, Span, Stay

EVERY_S = 240.0  # a hub stores a value every two seconds; so much is enough to tell minutes by
HOUR_S = 3600
ROOMS_LEAST, DAYS_LEAST = 16, 14
ROOMS_A_WARD = 15
WARDS = ("ash", "elm", "oak", "yew")
Rng = np.random.Generator


class Wanted(NamedTuple):
    """How large a site, up to when, by which clocks, and from which seed.

    ``good_for`` are the clauses that somebody looks at, and for how many days that holds.
    """

    seed: int
    rooms: int
    days: int
    until: float
    zone: str
    good_for: Mapping[str, int]


def make(wanted: Wanted) -> tuple[Room, ...]:
    """Every room of it; of some no node was ever heard."""
    rng = np.random.default_rng(wanted.seed)
    span = _span(wanted, rng)
    rooms = [Room(name, span) for name in _names(wanted.rooms)]
    order = [rooms[which] for which in rng.permutation(len(rooms))]
    silent = [order.pop() for _ in range(max(1, wanted.rooms // 15))]
    alone = [order.pop() for _ in lies.ALONE]
    for room in order:
        room.stays = _stays(span, rng)
    unsigned = _unsigned(order)
    for room in (*alone, *order):
        furnish(room, rng)
    _plant(order, wanted.rooms // 12, rng)
    for room in unsigned:
        _plant_unsigned(room)
    for room, lie in zip(alone, lies.ALONE, strict=True):
        lie(room, rng)
        lies.nobody_lived(room)
    for room in silent:
        lies.no_node(room)
    for room in rooms:
        lies.look(room, dict(wanted.good_for), rng)
    return tuple(rooms)


def _names(count: int) -> list[str]:
    if not ROOMS_LEAST <= count <= ROOMS_A_WARD * len(WARDS):
        raise ValueError(f"a site of {count} rooms is not one of 16 to 60")
    return [
        f"{WARDS[number // ROOMS_A_WARD]}/{number % ROOMS_A_WARD + 1:02d}"
        for number in range(count)
    ]


def _span(wanted: Wanted, rng: Rng) -> Span:
    if wanted.days < DAYS_LEAST:
        raise ValueError(f"{wanted.days} days are too few for everything: at least {DAYS_LEAST}")
    since = wanted.until - wanted.days * DAY_S
    at = np.arange(since + rng.uniform(1, 60), wanted.until, EVERY_S)
    local = at + _offsets(at, ZoneInfo(wanted.zone))
    days = np.floor(local / DAY_S).astype(np.int64)
    return Span(at, (local % DAY_S) / 60, days - days[0])


def _offsets(at: Floats, zone: ZoneInfo) -> Floats:
    """By how many seconds clocks there are ahead of UTC, at each of these times."""
    hours = np.floor(at / HOUR_S).astype(np.int64)
    first = int(hours[0])
    known = [
        datetime.fromtimestamp((first + hour) * HOUR_S, zone).utcoffset()
        for hour in range(int(hours[-1]) - first + 1)
    ]
    return np.array([one.total_seconds() if one else 0.0 for one in known])[hours - first]


def _stays(span: Span, rng: Rng) -> tuple[Stay, ...]:
    """Two, with whole days between them; the last is over three days before the end."""
    whole = (span.until - span.since) / DAY_S

    def stay(begins: float, lasts: float) -> Stay:
        since = span.since + begins * whole * DAY_S
        ends = min(since + lasts * whole * DAY_S, span.until - 3 * DAY_S)
        return Stay(since, ends, float(rng.integers(80, 150)))

    return stay(rng.uniform(0.03, 0.08), rng.uniform(0.38, 0.42)), stay(0.6, rng.uniform(0.18, 0.2))


def _unsigned(order: list[Room]) -> list[Room]:
    """In every twelfth room the second stay is one of which nobody signed a profile."""
    chosen = order[:: max(1, min(12, len(order)))]
    for room in chosen:
        first, second = room.stays
        room.stays = first, Stay(second.begins, second.ends, EMPTY_LUX, signed=False)
    return chosen


def _plant_unsigned(room: Room) -> None:
    stay, at = room.stays[1], room.span.at
    window = (at >= stay.begins) & (at < stay.ends)
    room.plant(window, "nobody signed a profile", "framework.21")


def _plant(order: list[Room], copies: int, rng: Rng) -> None:
    """Each breach in so many rooms, going round; what is apart stands in rooms of its own."""
    apart = [order[-1 - which] for which in range(len(lies.APART))]
    for room, lie in zip(apart, lies.APART, strict=True):
        lie(room, rng)
    going_round = cycle(order[: -len(apart)])
    among = len(order) - len(apart)
    for plant in (*lies.AMONG, *(BREACHES * max(1, copies))):
        if not any(_takes(plant, next(going_round), rng) for _ in range(among)):
            raise ValueError("this site is too small for all that is to be planted")


def _takes(plant: Plant, room: Room, rng: Rng) -> bool:
    """Whether it has a day free for this."""
    try:
        plant(room, rng)
    except ValueError:
        return False
    return True
