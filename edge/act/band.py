"""The band: for how long a room has been too cold or too warm for whoever it is to suit."""

from ward.warmth import HELD_K, HOT_C, RETURNS_K, WARM_C, Warmth


class Band:
    """Told what is measured and what suits, often; says since when it does not.

    Surprising: a thermometer that is lost ends nothing. What was outside stays outside, and its
    time goes on, until a believed one says otherwise.
    """

    def __init__(self) -> None:
        self._said: Warmth | None = None
        self._outside_up_s: float | None = None
        self._hot_up_s: float | None = None
        self._up_s = 0.0

    @property
    def warmth(self) -> Warmth | None:
        """``None`` until a thermometer was believed."""
        if self._said is None:
            return None
        return self._said.model_copy(
            update={
                "outside_s": self._since(self._outside_up_s),
                "hot_s": self._since(self._hot_up_s),
            }
        )

    def look(self, celsius: float | None, band: tuple[float, float], up_s: float) -> None:
        """``celsius`` of ``None`` where no thermometer can be believed."""
        self._up_s = max(self._up_s, up_s)
        if celsius is None:
            return
        least, most = band
        self._said = Warmth(celsius=celsius, least_c=least, most_c=most)
        back_k = RETURNS_K if self._outside_up_s is not None else 0.0
        outside = not least + back_k <= celsius <= most - back_k or celsius >= WARM_C - back_k
        self._outside_up_s = self._began(self._outside_up_s, outside)
        back_k = RETURNS_K if self._hot_up_s is not None else 0.0
        self._hot_up_s = self._began(self._hot_up_s, celsius >= HOT_C - back_k)

    def _began(self, before: float | None, so: bool) -> float | None:
        if not so:
            return None
        return self._up_s if before is None else before

    def _since(self, up_s: float | None) -> float | None:
        return None if up_s is None else round(self._up_s - up_s, 1)


def suiting(least_c: float, most_c: float, target_c: float | None) -> tuple[float, float]:
    """A profile's band, and half a degree about what the profile or the person asks for.

    ``target_c`` of ``None`` where staff ask: what they want widens nobody's band.
    """
    if target_c is None:
        return least_c, most_c
    return min(least_c, target_c - HELD_K), max(most_c, target_c + HELD_K)
