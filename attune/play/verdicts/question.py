"""A record, asked about one thing that was expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from attune.play.record import Record, Shown
from ward.rooms import RoomId

Values = Mapping[str, Any]
MOST = 3  # of what was seen instead


@dataclass(frozen=True, slots=True)
class Question:
    """A record, asked about one expectation, with the tolerance that holds for it."""

    record: Record
    values: Values
    tolerance: timedelta

    @property
    def room(self) -> RoomId:
        room: RoomId = self.values["ROOM"]
        return room

    @property
    def time(self) -> datetime:
        time: datetime = self.values["TIME"]
        return time

    @property
    def window(self) -> tuple[datetime, datetime]:
        """From the first to the last moment that is still this time."""
        return self.time - self.tolerance, self.time + self.tolerance

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The two times that were given, else the whole night."""
        first, last = self.values.get("TIME"), self.values.get("TIME2")
        return first or self.record.begins, last or self.record.ends

    def near(self, moment: datetime | None, wanted: datetime) -> bool:
        return moment is not None and abs(moment - wanted) <= self.tolerance

    @property
    def alarms(self) -> list[Shown]:
        """Of this room, this condition and, if one is named, this priority."""
        wanted = self.values.get("PRIORITY")
        found = self.record.alarms_of(self.room, self.values["CONDITION"])
        return [alarm for alarm in found if wanted in (None, alarm.priority.name)]


Answer = tuple[bool, str]
