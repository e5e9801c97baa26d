"""Day and night: by the clock on the wall, or by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, tzinfo

from ward.units import Instant

COOKIE = "theme"
DUSK, DAWN = time(20), time(7)  # our own proposal
DAY, NIGHT = "day", "night"


@dataclass(frozen=True, slots=True)
class Theme:
    """What stands on ``<html>``. ``by`` tells the page whether it follows the clock."""

    name: str
    by: str

    @property
    def other(self) -> str:
        return DAY if self.name == NIGHT else NIGHT


def by_time(now: Instant, zone: tzinfo) -> str:
    local = now.astimezone(zone).time()
    return NIGHT if local >= DUSK or local < DAWN else DAY


def theme(cookies: Mapping[str, str], now: Instant, zone: tzinfo) -> Theme:
    """A choice by hand holds until it is taken back."""
    chosen = cookies.get(COOKIE)
    if chosen in (DAY, NIGHT):
        return Theme(chosen, "hand")
    return Theme(by_time(now, zone), "time")
