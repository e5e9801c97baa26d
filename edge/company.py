"""Company: for how long nobody has been at this door, where somebody must stay all the time."""

from edge.moment import Moment
from edge.sense.doorway import Doorway, member_of
from ward.care import Confinement, Cover, Staff
from ward.timing import BADGE_LEADS_S


class Company:
    """Counts in uptime, so that no clock makes a gap shorter.

    A gap begins when known staff were last here, or when somebody was told to stay: the node's
    start forgives nothing, for it cannot know who was here before.
    """

    def __init__(self) -> None:
        self._asked_up_s: float | None = None
        self._here_up_s: float | None = None
        self._inside_from_s: float | None = None  # went in, and the door has stood open since

    def look(
        self,
        doorway: Doorway,
        staff: tuple[Staff, ...],
        confinement: Confinement | None,
        now: Moment,
    ) -> None:
        """Who is at the door at this moment, and whether somebody must be."""
        asked = confinement is not None and confinement.stays is not Cover.NONE
        if not asked:
            self._asked_up_s = None
        elif self._asked_up_s is None:
            self._asked_up_s = now.up_s
        if member_of(staff, doorway.company(now)) is not None:
            self._here_up_s = self._inside_from_s = now.up_s
        elif not doorway.is_open:
            self._inside_from_s = None
        elif self._inside_from_s is not None and now.up_s - self._inside_from_s <= BADGE_LEADS_S:
            self._here_up_s = now.up_s

    def lacking_s(self, now: Moment) -> float | None:
        """For how long nobody has been here who must; ``None`` where nobody must."""
        if self._asked_up_s is None:
            return None
        return now.up_s - max(self._asked_up_s, self._here_up_s or 0.0)
