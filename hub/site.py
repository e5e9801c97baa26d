"""The site as configured: its rooms, its staff, and what holds where nothing else was said."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from hub.rules.limits import Limits
from ward.care import Staff
from ward.profile import Profile, Source
from ward.rooms import RoomId
from ward.schedules import Schedule, close_at_first
from ward.ward_default import DEFAULT

OwnSchedule = Annotated[Schedule, AfterValidator(close_at_first)]


class Site(BaseModel):
    """What a hub knows before anybody has spoken to it.

    ``cctv`` are the rooms into which a camera looks; Attune itself has none, and never sees a
    picture. ``schedules`` are how often somebody must come in a mode, by this site's own policy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rooms: tuple[RoomId, ...] = Field(min_length=1, max_length=2000)
    staff: tuple[Staff, ...] = Field(default=(), max_length=500)
    profile: Profile = DEFAULT
    limits: Limits = Limits()
    cctv: tuple[RoomId, ...] = Field(default=(), max_length=2000)
    schedules: tuple[OwnSchedule, ...] = Field(default=(), max_length=2)

    def by_clock(self, zone: str) -> Self:
        """The same, with the hours of its default profile by the clock of this time zone.

        Whatever is configured is a ward's default, and is never shown as somebody's own.
        """
        is_so = {"zone": zone, "source": Source.WARD_DEFAULT}
        profile = self.profile.model_copy(update=is_so)
        return self.model_copy(update={"profile": profile})

    @model_validator(mode="after")
    def _one_schedule_a_mode(self) -> Self:
        kinds = [one.kind for one in self.schedules]
        if len(set(kinds)) < len(kinds):
            raise ValueError("each kind of mode has one schedule")
        return self

    @model_validator(mode="after")
    def _cameras_look_into_rooms(self) -> Self:
        if unknown := [str(room) for room in self.cctv if room not in self.rooms]:
            raise ValueError(f"{', '.join(unknown)} in cctv is no room of this site")
        return self
