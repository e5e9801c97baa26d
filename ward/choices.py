"""What the person chose for themselves: it goes before the profile, and along when they move."""

from pydantic import Field

from ward.orders import LightAsked, LuxAsked, TemperatureAsked
from ward.profile import lasting
from ward.units import Instant, Wire


class OwnChoice(Wire):
    """The last choice of one thing of the room. Of two, the later holds."""

    asked: LightAsked | LuxAsked | TemperatureAsked = Field(discriminator="what")
    at: Instant

    @property
    def held(self) -> "OwnChoice":
        """What a room does of it: so much of a warmth as may last."""
        if not isinstance(self.asked, TemperatureAsked):
            return self
        asked = TemperatureAsked(celsius=lasting(self.asked.celsius))
        return self.model_copy(update={"asked": asked})
