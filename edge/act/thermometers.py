"""Thermometers: which of a room's two can be believed, and what to steer by when they differ.

A lost one says so itself. These are the others: one that is stuck goes on saying what it last said,
and one that drifts says something else than the other. Our own proposals throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass

STILL_K = 0.03  # a live one moves by more than this in an hour: air, people and heating see to it
STUCK_AFTER_S = 1800.0
OTHER_MOVED_K = 0.5  # meanwhile, in the same air
HEATED_S = 1500.0  # of the time that it stood still: it must have felt some of that
RESTED_S = 60.0  # before, so that the heating began meanwhile; at its end a room stands still too
WAS_QUICK_K = 0.3  # within the half hour before: no room stops so short
LOOKS_BACK_S = 900.0  # once to twice as long
APART_K = 2.0  # a CO2 sensor warms itself by as much as one
APART_AFTER_S = 300.0
GAP_MOST_S = 60.0  # of heating that is counted between two looks


@dataclass(slots=True)
class _Watched:
    """One thermometer since it last moved."""

    anchor_c: float
    since_up_s: float
    heated_s: float = 0.0
    rested_s: float = 0.0
    was_quick: bool = False
    others: dict[str, tuple[float, float]] | None = None  # what each other had meanwhile
    stuck: bool = False


class Thermometers:
    """Told every value with its sensor's name, and whether it is heated; the first one leads.

    A stuck one is not believed, until it moves. While two that both move are far apart neither
    is: heat is given only when both say that it is too cold, cold only when both say too warm.
    """

    def __init__(self) -> None:
        self._watched: dict[str, _Watched] = {}
        self._values: dict[str, float] = {}
        self._before: dict[str, tuple[float, float, float]] = {}  # uptime, then and before then
        self._apart_since_up_s: float | None = None
        self._looked_up_s: float | None = None
        self._up_s = 0.0

    def look(self, measured: Mapping[str, float], up_s: float, *, heating: bool) -> None:
        """What each of them says now; one that says nothing is left out."""
        passed_s = 0.0 if self._looked_up_s is None else up_s - self._looked_up_s
        self._looked_up_s = self._up_s = up_s
        self._values = dict(measured)
        self._watched = {name: one for name, one in self._watched.items() if name in measured}
        for name, celsius in measured.items():
            self._watch(name, celsius, min(max(passed_s, 0.0), GAP_MOST_S), heating=heating)
        believed = self.believed
        if len(believed) < 2 or max(believed) - min(believed) <= APART_K:  # noqa: PLR2004
            self._apart_since_up_s = None
        elif self._apart_since_up_s is None:
            self._apart_since_up_s = up_s

    @property
    def believed(self) -> tuple[float, ...]:
        """What every believable one says, the leading one first."""
        return tuple(c for name, c in self._values.items() if not self._watched[name].stuck)

    @property
    def apart(self) -> bool:
        """Two that both move say different things, and nobody can tell which is right."""
        since = self._apart_since_up_s
        return since is not None and self._up_s - since >= APART_AFTER_S

    def steer_by(self, target_c: float) -> tuple[float, ...]:
        """The believable ones, first the one to steer by."""
        believed = self.believed
        if not self.apart:
            return believed
        least, most = min(believed), max(believed)
        nearest = most if most < target_c else max(target_c, least)
        return (nearest, *believed)

    @property
    def faults(self) -> tuple[str, ...]:
        """In words for the door and the hub."""
        stuck = tuple(
            f"thermometer {name}: stuck at {self._values[name]:.1f} °C"
            for name, one in self._watched.items()
            if one.stuck
        )
        if not self.apart:
            return stuck
        said = ", ".join(f"{celsius:.1f}" for celsius in self.believed)
        return (*stuck, f"thermometers: they differ ({said} °C), so neither is believed alone")

    def _watch(self, name: str, celsius: float, passed_s: float, *, heating: bool) -> None:
        one = self._watched.get(name)
        if one is None or abs(celsius - one.anchor_c) > STILL_K:
            was_quick = abs(celsius - self._some_time_ago(name, celsius)) >= WAS_QUICK_K
            self._watched[name] = _Watched(celsius, self._up_s, was_quick=was_quick)
            return
        if heating:
            one.heated_s += passed_s
        elif not one.heated_s:
            one.rested_s += passed_s
        one.others = self._spread(name, one.others or {})
        one.stuck = one.stuck or (
            self._up_s - one.since_up_s >= STUCK_AFTER_S and _felt_nothing(one)
        )

    def _some_time_ago(self, name: str, celsius: float) -> float:
        """What it said a quarter to half an hour ago."""
        up_s, then, before = self._before.get(name, (self._up_s, celsius, celsius))
        if name not in self._before or self._up_s - up_s >= LOOKS_BACK_S:
            up_s, then, before = self._up_s, celsius, then
        self._before[name] = (up_s, then, before)
        return before

    def _spread(
        self, name: str, before: Mapping[str, tuple[float, float]]
    ) -> dict[str, tuple[float, float]]:
        """The coldest and the warmest that each other one has said since."""
        return {
            other: (
                min(celsius, before.get(other, (celsius, celsius))[0]),
                max(celsius, before.get(other, (celsius, celsius))[1]),
            )
            for other, celsius in self._values.items()
            if other != name
        }


def _felt_nothing(one: _Watched) -> bool:
    """The other moved in the same air, or the heating came on, and it says what it said."""
    moved_k = max((most - least for least, most in (one.others or {}).values()), default=0.0)
    began = one.rested_s >= RESTED_S or one.was_quick
    return moved_k >= OTHER_MOVED_K or (one.heated_s >= HEATED_S and began)
