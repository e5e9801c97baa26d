"""A relay that is on for a share of the time: time proportioning, with least times on and off."""

from dataclasses import dataclass

BEHIND_MOST_S = 60.0  # a program that was held up does not make up for more than this


@dataclass(frozen=True, slots=True)
class Pace:
    """How one plant is switched; local settings, ours to propose.

    ``owes_s`` is by how many seconds of being on the relay may run behind or ahead: at half
    power it turns over every eight times that. So far from what is asked as ``begins_k`` it comes
    on whatever it owes: a plant whose shortest run is long has one run for the whole of the band.
    """

    owes_s: float
    on_least_s: float
    off_least_s: float
    begins_k: float | None = None

    @property
    def turns_over_least_s(self) -> float:
        """The shortest time from one switching on to the next, whatever is asked."""
        return self.on_least_s + self.off_least_s


class Relay:
    """It keeps count of the seconds it owes, and so gives any duty in the long run.

    It begins off, as of now, and ready to come on.
    """

    def __init__(self, pace: Pace, up_s: float) -> None:
        self.on = False
        self._pace = pace
        self._since_up_s = self._at_up_s = up_s
        self._off_least_s = pace.off_least_s
        self._owed_s = pace.owes_s

    def follow(self, duty: float, up_s: float, off_by_k: float = 0.0) -> None:
        """Be on for this share of the time, 0 to 1. Call it often.

        ``off_by_k``: how far the room is from what is asked, on the side that this plant mends.
        """
        passed_s = min(max(0.0, up_s - self._at_up_s), BEHIND_MOST_S)
        self._at_up_s = max(up_s, self._at_up_s)
        most = 2 * self._pace.owes_s
        self._owed_s = max(-most, min(most, self._owed_s + (duty - self.on) * passed_s))
        begins_k = self._pace.begins_k
        wanted = self._wanted(duty) or (begins_k is not None and off_by_k >= begins_k)
        least_s = self._pace.on_least_s if self.on else self._off_least_s
        if wanted != self.on and up_s - self._since_up_s >= least_s:
            self._turn(wanted, up_s)

    def forbid(self, up_s: float) -> None:
        """Off at once, whatever the least time: safety goes before wear. Nothing is owed then.

        It rests for as much longer: whatever forbids it again and again wears no plant out.
        """
        self._owed_s = 0.0
        self._at_up_s = max(up_s, self._at_up_s)
        if self.on:
            self._turn(False, up_s)
            self._off_least_s = self._pace.turns_over_least_s

    def _wanted(self, duty: float) -> bool:
        if duty <= 0 or duty >= 1:
            return duty >= 1
        return self._owed_s > (-self._pace.owes_s if self.on else self._pace.owes_s)

    def _turn(self, on: bool, up_s: float) -> None:
        self.on, self._since_up_s = on, up_s
        self._off_least_s = self._pace.off_least_s
