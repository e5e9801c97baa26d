"""Day by day: what the room itself measured of a clause, drawn against its bounds and in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hub.estates.answers import Measured
from hub.estates.clause import Clause
from hub.panel.estates_words import day
from hub.panel.local import Local
from ward.units import Instant

HEADROOM = 1.15  # above the highest of what is drawn
LISTED_MOST = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One day, in per cent of the picture; ``over`` is out of bounds, and hatched."""

    x: float
    width: float
    height: float
    over: bool
    words: str


@dataclass(frozen=True, slots=True)
class DayByDay:
    """The picture, its bounds as heights from the top, and what of it was out of them."""

    since: str
    until: str
    unit: str
    bars: tuple[Bar, ...]
    bounds: tuple[float, ...]
    said: str
    out: tuple[str, ...]


def day_by_day(clause: Clause, measured: Measured | None, local: Local) -> DayByDay | None:
    """Nothing, where single days have no meaning. A day without a number has no bar."""
    if measured is None or clause.measure is None or not measured.days:
        return None
    measure, days = clause.measure, measured.days
    bounds = [one for one in (measure.least, measure.most) if one is not None]
    top = HEADROOM * max((*bounds, *(v for _, v in days if math.isfinite(v)), 1e-9))
    span_s = max((measured.until - measured.since).total_seconds(), 1.0)
    scale = Scale(measured.since, span_s, top)
    out = [(at, value) for at, value in days if not measure.allows(value)]
    return DayByDay(
        since=day(measured.since, local),
        until=day(measured.until, local),
        unit=f"{measure.of}, {measure.unit}",
        bars=tuple(_bar(clause, one, scale, local) for one in days),
        bounds=tuple(100 - 100 * bound / top for bound in bounds),
        said=_said(len(days), out, local),
        out=tuple(_words(clause, one, local) for one in reversed(out[-LISTED_MOST:])),
    )


class Scale(NamedTuple):
    """Where the picture begins, how long it is, and what its height stands for."""

    since: Instant
    span_s: float
    top: float


def _bar(clause: Clause, one: tuple[Instant, float], scale: Scale, local: Local) -> Bar:
    at, value = one
    began = at.astimezone(local.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    x = 100 * max(0.0, (began - scale.since).total_seconds()) / scale.span_s
    share = 1.0 if not math.isfinite(value) else min(1.0, max(0.01, value / scale.top))
    over = clause.measure is not None and not clause.measure.allows(value)
    return Bar(x, 100 * 86_400 / scale.span_s * 0.85, 100 * share, over, _words(clause, one, local))


def _words(clause: Clause, one: tuple[Instant, float], local: Local) -> str:
    at, value = one
    unit = clause.measure.unit if clause.measure else ""
    met = clause.measure is None or clause.measure.allows(value)
    number = "beyond all bounds" if not math.isfinite(value) else f"{value:g} {unit}"
    return f"{day(at, local)}: {number}, {'met' if met else 'not met'}"


def _said(days: int, out: Sequence[tuple[Instant, float]], local: Local) -> str:
    if not out:
        return f"Met on each of the {days} days that have a number."
    first, last = day(out[0][0], local), day(out[-1][0], local)
    when = f"on {first}" if first == last else f"first on {first}, last on {last}"
    return f"Not met on {len(out)} of the {days} days that have a number: {when}."
