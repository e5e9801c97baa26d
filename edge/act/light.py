"""Light: the main light and the night light of a room, each held to what it is asked.

Both are driven by a direct voltage. No pulse, and so no modulation under 3 kHz, reaches a lamp:
``edge/outside/lamps.py`` has the arithmetic. Nothing here ever blinks to call for anybody.
"""

from dataclasses import dataclass

from edge.act.brightness import Aim, Brightness
from edge.act.dim import Dimmed, dim_words, is_doubted, vouches
from edge.act.fade import PACE_PER_S

DARK = Aim()
MOVED = 0.002  # share of full; a lamp that moved less is taken to stand
_LEAST_TOLD = 1e-9


@dataclass(frozen=True, slots=True)
class FullLux:
    """What each lamp gives at full at the reference point, as commissioning measured it."""

    main: float = 400.0
    night: float = 15.0


class Light:
    """The two lamps together; one sensor sees the sum of both and of the sky.

    While the main light is lit the night light is not corrected: it would be put out for the other.
    """

    def __init__(
        self,
        up_s: float,
        full: FullLux | None = None,
        learnt: tuple[float | None, float | None] = (None, None),
        seen: tuple[float | None, float | None] = (None, None),
    ) -> None:
        """``learnt`` and ``seen`` of the main light and the night light before a restart."""
        full = full or FullLux()
        self._main = Brightness(up_s, full.main, learnt[0], seen[0])
        self._night = Brightness(up_s, full.night, learnt[1], seen[1])
        self._stood = (0.0, 0.0)  # when last measured
        self._weigh()

    @property
    def levels(self) -> tuple[float, float]:
        """Where the main light and the night light stand."""
        return self._main.level, self._night.level

    @property
    def at_limit(self) -> bool:
        """A lamp is full on and it is still darker than asked, or out and the sky is brighter."""
        return self._main.at_limit

    @property
    def is_unfelt(self) -> bool:
        """A lamp is lit, and the light sensor does not see it."""
        return self._main.is_unfelt or self._night.is_unfelt

    @property
    def dim(self) -> tuple[str, ...]:
        """A lamp of which little is seen, and whether it is the lamp or the sensor, in words."""
        main, night = self._main, self._night
        return dim_words(
            Dimmed("main", main.seen, main.held_down), Dimmed("night", night.seen, night.held_down)
        )

    def set_down(self, full: FullLux) -> None:
        """What the lamps gave at full when the room was commissioned."""
        self._main.set_down(full.main)
        self._night.set_down(full.night)
        self._weigh()

    def full_lux(self, *, main: bool) -> float:
        """What this lamp gives at full, as far as was learnt."""
        return self._main.full_lux if main else self._night.full_lux

    def reckoned_lux(self, *, main: bool) -> float:
        """The same, where it must not be too bright."""
        return self._main.reckoned_lux if main else self._night.reckoned_lux

    @property
    def seen_lux(self) -> tuple[float | None, float | None]:
        """What the light sensor saw of the main light and the night light, at full."""
        return self._main.seen_lux, self._night.seen_lux

    def there_in_s(self, pace_per_s: float, *, main: bool) -> float | None:
        """How long this lamp still fades; ``None`` once it stands."""
        lamp = self._main if main else self._night
        left = abs(lamp.goal - lamp.level)
        return left / pace_per_s if left > MOVED else None

    def found(self, main: float, night: float) -> None:
        """The lamps stand so: a program that begins anew goes on from there."""
        self._main.found(main)
        self._night.found(night)

    def measured(self, lux: float | None, up_s: float) -> None:
        """What the reference point has, or ``None`` once that is not known any more."""
        stood, self._stood = self._stood, self.levels
        main_moved, night_moved = (
            abs(now - before) > MOVED for now, before in zip(self.levels, stood, strict=True)
        )
        self._main.measured(lux, up_s, alone=not night_moved)
        by_itself = self._main.level <= _LEAST_TOLD and not main_moved
        self._night.measured(lux if by_itself else None, up_s)
        self._weigh()

    def _weigh(self) -> None:
        """Whether the sensor can be believed of each, by what it sees of the other."""
        for lamp, other in ((self._main, self._night), (self._night, self._main)):
            lamp.doubted = is_doubted(lamp.seen, other.seen)
            lamp.vouched = vouches(other.seen)

    def follow(
        self, main: Aim, night: Aim, up_s: float, pace_per_s: float = PACE_PER_S
    ) -> tuple[float, float]:
        """Where the main light and the night light are to stand now. Call it often."""
        return (
            self._main.follow(main, up_s, pace_per_s),
            self._night.follow(night, up_s, pace_per_s),
        )
