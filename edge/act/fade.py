"""Fades: a light comes and goes gently, because a sudden one is a shock."""

PACE_PER_S = 0.10  # share of full scale; our own proposal, local: dark to full in ten seconds
STEP_MOST = 0.05  # at once, however long nobody asked


class Fade:
    """One lamp's level on its way. It begins dark, or where the lamp was found to stand.

    A program that was held up does not catch up: it goes on from where the lamp stands.
    """

    def __init__(self, up_s: float) -> None:
        self.level = 0.0
        self._up_s = up_s

    def towards(self, target: float, up_s: float, pace_per_s: float = PACE_PER_S) -> float:
        """The level to stand at now. No pace is faster than the hard one."""
        passed_s, self._up_s = max(0.0, up_s - self._up_s), max(up_s, self._up_s)
        step = min(min(pace_per_s, PACE_PER_S) * passed_s, STEP_MOST)
        self.level += max(-step, min(step, target - self.level))
        return self.level

    def found(self, level: float) -> None:
        """The lamp stands here, whatever was thought: go on from there."""
        self.level = min(1.0, max(0.0, level))
