"""The site as configured: its rooms, its staff, and what holds where nothing else was said."""

from pydantic import BaseModel, ConfigDict, Field

from hub.rules.limits import Limits
from ward.care import Profile, Staff
from ward.rooms import RoomId


class Site(BaseModel):
    """What a hub knows before anybody has spoken to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rooms: tuple[RoomId, ...] = Field(min_length=1, max_length=2000)
    staff: tuple[Staff, ...] = Field(default=(), max_length=500)
    profile: Profile = Profile(
        version=1,
        assessed_by="ward default",
        main_light=0.0,
        night_light=0.3,
        temperature_c=21.0,
    )
    limits: Limits = Limits()
