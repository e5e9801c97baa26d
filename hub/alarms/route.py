"""A route: which notices one teller carries, and how much it may say."""

from dataclasses import dataclass

from hub.alarms.notice import Notice
from hub.staff.duty import Duty
from ward.conditions import Priority
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class Route:
    """By its name. No rooms and no wards at all means every room of the site."""

    name: str
    duties: frozenset[Duty] = frozenset(Duty)
    least: Priority = Priority.LOW
    rooms: frozenset[RoomId] = frozenset()
    wards: frozenset[str] = frozenset()
    tell_ends: bool = False
    say_person: bool = False

    def takes(self, notice: Notice) -> bool:
        return (
            notice.duty in self.duties
            and notice.priority >= self.least
            and self.goes_to(notice.room)
        )

    def goes_to(self, room: RoomId) -> bool:
        everywhere = not self.rooms and not self.wards
        return everywhere or room in self.rooms or room.ward in self.wards
