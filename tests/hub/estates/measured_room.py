"""A room for the tests of measured clauses: an ordinary day by minutes, and what is changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from zoneinfo import ZoneInfo

import numpy as np

from hub.estates.answers import Answer, Measured, Standing, of_measured
from hub.estates.clause import Clause
from hub.estates.measuring import CLOCK_RIGHT, RADAR_WELL, measured
from hub.estates.seen import Seen
from hub.estates.told import Told
from hub.estates.trace import Stretch, Trace
from hub.outside.standards import load
from tests.hub.world import ASH_4
from ward.happenings import LineWord
from ward.profile import Profile, Source
from ward.readings import Quantity
from ward.ward_default import DEFAULT

LONDON = ZoneInfo("Europe/London")
BEGINS = datetime(2026, 11, 23, tzinfo=UTC)  # midnight on the wall too
SINCE, DAY_S, HOUR_S = BEGINS.timestamp(), 86_400.0, 3_600.0
KNOWN = load()
OWN = Profile.model_validate(DEFAULT.model_dump() | {"version": 2, "source": Source.ASSESSED})
WARM, WARM_2 = (Quantity.TEMPERATURE, "sht4x"), (Quantity.TEMPERATURE, "scd4x")
CO2, LIGHT = (Quantity.CO2, "scd4x"), (Quantity.LIGHT, "bh1750")
SOUND, SURFACE = (Quantity.SOUND, "ads1115"), (Quantity.SURFACE, "ads1115")
CLOCK, RADAR = (CLOCK_RIGHT, "hub"), (RADAR_WELL, "hub")


def clause(id_: str) -> Clause:
    found = KNOWN.clause(id_)
    assert found
    return found


@dataclass
class Room:
    """A day, or several; somebody lives there throughout, and all is as it should be."""

    days: int = 1
    lines: dict[tuple[str, str], Trace] = field(default_factory=dict)
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        at = np.arange(SINCE, SINCE + self.days * DAY_S, 60.0)
        minute = (at - SINCE) % DAY_S / 60
        restless = np.sin(np.arange(len(at))) / 10
        lux = np.where(minute < 7 * 60, 2.0, np.where(minute < 19 * 60, 100.0, 50.0))
        lux = np.where(minute >= 22 * 60, 2.0, lux)
        for line, value in (
            (WARM, 21 + restless), (WARM_2, 21.2 + restless), (CO2, 700 + 10 * restless),
            (LIGHT, lux + restless), (SOUND, 32 + restless), (SURFACE, 35 + restless),
            (CLOCK, np.ones(len(at))), (RADAR, np.ones(len(at))),
        ):  # fmt: skip
            self.lines[line] = Trace(at, np.asarray(value, dtype=np.float64))
        self.told.heard = True
        self.told.stays = [(SINCE - HOUR_S, inf)]
        self.told.profiles = [(SINCE - HOUR_S, None), (SINCE - HOUR_S + 60, OWN)]
        self.told.walks = [(SINCE - DAY_S, True)]
        self.told.lines = [
            (SINCE - HOUR_S + day * DAY_S, LineWord.WORKS, "") for day in range(self.days + 1)
        ]

    def set(self, line: tuple[str, str], from_h: float, to_h: float, value: float) -> None:
        """It says this from then on until then."""
        trace = self.lines[line]
        here = _between(trace, from_h, to_h)
        self.lines[line] = Trace(trace.at, np.where(here, value, trace.value))

    def silence(self, lines: Iterable[tuple[str, str]], from_h: float, to_h: float) -> None:
        for line in tuple(lines):
            trace = self.lines[line]
            self.lines[line] = trace.where(~_between(trace, from_h, to_h))

    def seen(self) -> Seen:
        stretch = Stretch(SINCE, SINCE + self.days * DAY_S, LONDON)
        return Seen(ASH_4, stretch, self.told, self.lines, DEFAULT)

    def measured(self, of: Clause | str) -> Measured:
        of = clause(of) if isinstance(of, str) else of
        return measured(of, self.seen(), BEGINS)

    def standing(self, of: Clause | str) -> Standing:
        of = clause(of) if isinstance(of, str) else of
        return of_measured(of, self.measured(of))

    def answer(self, of: Clause | str) -> Answer:
        return self.standing(of).answer


def hour(of_day: float) -> float:
    return SINCE + of_day * HOUR_S


def _between(trace: Trace, from_h: float, to_h: float) -> np.ndarray:
    return np.asarray((trace.at >= hour(from_h)) & (trace.at < hour(to_h)))
