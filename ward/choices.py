"""What the person chose for themselves: it goes before the profile, and along when they move."""

from pydantic import Field

from ward.orders import LightAsked, LuxAsked, TemperatureAsked
from ward.units import Instant, Wire


class OwnChoice(Wire):
    """The last choice of one thing of the room. Of two, the later holds."""

    asked: LightAsked | LuxAsked | TemperatureAsked = Field(discriminator="what")
    at: Instant
