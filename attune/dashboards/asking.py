"""How a dashboard is written down, and what a panel asks: InfluxQL for InfluxDB 1, 2 and 3."""

from dataclasses import dataclass
from enum import StrEnum

NOT_LIVE = """\
**This is not live, and no monitor.** It shows what was stored, minutes late or hours, and draws
nothing where nothing is known. Nobody is watched by it, and no alarm comes from it: the panel and
the door do that. Every time is by your own browser's clock."""


class Kind(StrEnum):
    """How a panel draws what it asked. Grafana's own bar chart takes one line alone."""

    LINES = "lines"
    BARS = "bars"
    STEPS = "steps"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: ``asks`` are its queries, each drawn by its name."""

    title: str
    unit: str
    asks: tuple[str, ...]
    kind: Kind = Kind.LINES
    says: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """One dashboard. ``one_room``: of a room that is chosen, and not of all of a ward."""

    uid: str
    title: str
    says: str
    panels: tuple[Panel, ...]
    days: int = 7
    one_room: bool = False


# As a regular expression it is escaped, whether one may be chosen or many: a room has a "/" in it.
CHOSEN = 'WHERE $timeFilter AND "room" =~ /^${room:regex}$/'


def ask(what: str, measurement: str, by: str = "room", every: str = "$__interval") -> str:
    """One query, over the chosen rooms and time. ``by`` names the tag that tells lines apart."""
    grouped = f'GROUP BY time({every}), "{by}"' if every else f'GROUP BY "{by}"'
    return _query(what, f'"{measurement}"', CHOSEN, grouped, "fill(null)" if every else "")


def minutes_with(found: str, field: str, measurement: str) -> str:
    """How many minutes a day of each room had this mean: of minutes without a word, none has."""
    minutes = 'GROUP BY time(1m), "room" fill(none)'
    inner = _query(f'mean("{field}") AS "m"', f'"{measurement}"', CHOSEN, minutes)
    where = "WHERE $timeFilter" + (f" AND {found}" if found else "")  # else it ends now
    return _query('count("m")', f"({inner})", where, 'GROUP BY time(1d), "room" fill(null)')


def _query(what: str, of: str, *more: str) -> str:
    return " ".join(("SELECT", what, "FROM", of, *(one for one in more if one)))


DAY = "1d"
HOUR = "1h"
NEWEST = Panel(
    "The newest minute of each room", "", (ask('last("linked")', "node", every=""),), Kind.TABLE,
    "What is older than a few minutes was not stored, or has not come: look at the panel.",
)  # fmt: skip
