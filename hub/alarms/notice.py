"""A notice: what people are to be told of one step of one alarm, and how far that may go."""

from dataclasses import dataclass, replace
from hashlib import blake2s

from hub.effects import About
from hub.staff.duty import Duty
from ward.conditions import Condition, Kind, Priority
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Notice:
    """A value, made anew of a room's state whenever it is looked at: marked, and never dropped.

    ``words`` hold nothing that says who the person is; ``initials`` are kept apart, for a teller
    that may say them. ``had`` are the tellers that have it already, or are not to be asked now;
    ``tellers`` those that it goes to. ``withheld`` is the reason why it goes no further, and
    ``waits`` says that time alone may let it go; ``waking``, that doors may yet tell that it is
    over. ``over_at`` makes it the news of an end.
    """

    room: RoomId
    alarm: str
    condition: Condition
    step: int
    duty: Duty
    began_at: Instant
    reached_at: Instant
    times: int = 1
    to: tuple[str, ...] = ()
    words: str = ""
    fetched: str = ""
    initials: str = ""
    acknowledged: bool = False
    waking: bool = False
    had: frozenset[str] = frozenset()
    tellers: tuple[str, ...] = ()
    together: tuple["Notice", ...] = ()
    over_at: Instant | None = None
    withheld: str | None = None
    waits: bool = False

    @property
    def id(self) -> str:
        """The same after a restart, so that whoever has it already knows it again."""
        return f"{self.alarm}-{self.times}-{self.step}"

    @property
    def about(self) -> About:
        return About(self.room, self.alarm, self.times, self.step)

    @property
    def priority(self) -> Priority:
        return self.condition.priority

    @property
    def is_technical(self) -> bool:
        return self.condition.kind is Kind.TECHNICAL

    def withhold(self, why: str, *, waits: bool = False) -> "Notice":
        """Marked; of two reasons the first stays."""
        if self.withheld is not None:
            return self
        return replace(self, withheld=why, waits=self.waits or waits)


def ref_of(ids: tuple[str, ...]) -> str:
    """What a message is known by: short, and the same when it is said again."""
    return blake2s(" ".join(sorted(ids)).encode(), digest_size=4).hexdigest()
