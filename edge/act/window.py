"""An open window, told by the air alone: it cools as no closed room does."""

from collections import deque

LOOKS_BACK_S = 180.0
FALLS_K = 0.8  # within that: four times what the coldest room of ours does by itself
RESTS_S = 600.0
RISES_K = 0.2  # from the coldest since: it was shut again
NEVER_BELOW_C = 17.0  # it is heated all the same: cold harms sooner than a bill does
LOOKS_EVERY_S = 10.0


class Window:
    """Whether heating is to rest, because what it gives goes outside. Our own proposal."""

    def __init__(self) -> None:
        self._lately: deque[tuple[float, float]] = deque(maxlen=64)
        self._until_up_s: float | None = None
        self._coldest_c = 0.0

    def is_open(self, measured_c: float, up_s: float) -> bool:
        """Call it often with what is measured now."""
        if not self._lately or up_s - self._lately[-1][0] >= LOOKS_EVERY_S:
            self._lately.append((up_s, measured_c))
        while self._lately and up_s - self._lately[0][0] > LOOKS_BACK_S:
            self._lately.popleft()
        warmest = max((celsius for _, celsius in self._lately), default=measured_c)
        if warmest - measured_c >= FALLS_K:
            self._coldest_c = measured_c
            self._until_up_s = up_s + RESTS_S
        if self._until_up_s is None:
            return False
        self._coldest_c = min(self._coldest_c, measured_c)
        if up_s >= self._until_up_s or measured_c > self._coldest_c + RISES_K:
            self._until_up_s = None
        return self._until_up_s is not None and measured_c > NEVER_BELOW_C
