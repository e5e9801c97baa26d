"""What the node knows that the door unit shows: one value, asked for at any moment."""

from dataclasses import dataclass

from edge.away import Out
from edge.events import Recorded, SetWritten
from edge.moment import Moment
from edge.reviewing import Offer
from ward.care import Confinement, Staff
from ward.envelope import InForce, Standing
from ward.happenings import LineTested
from ward.profile import Profile
from ward.readings import Missing
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class DoorView:
    """The node's own knowledge; true with the hub and the network dead.

    ``seen_at`` is the latest of what this door witnessed and what the hub last said.
    ``hub_silent_s`` is ``None`` until the hub has been heard at all. ``lacking_s`` is for how long
    nobody has been here who must stay all the time; ``None`` where nobody must. ``here`` are those
    whose badges this stay has seen, the leading one first. ``out`` is of whoever was taken out here
    and is not known to be back. ``turned_away`` is why nothing came of what was just asked of light
    or warmth. ``refused`` is why nothing followed of what was last pressed about
    a mode.
    """

    room: RoomId
    now: Moment
    confinement: Confinement | None
    seen_at: Instant | None
    seen_by: str | None
    due_at: Instant | None
    soon_at: Instant | None
    linked: bool
    hub_silent_s: float | None
    here: tuple[Staff, ...]
    offers: tuple[Offer, ...]
    stayed_s: float
    out: Out | None
    lacking_s: float | None
    standing: Standing
    in_force: InForce
    temperature_c: float | Missing
    light_lux: float | Missing
    last_recorded: Recorded | None
    line: tuple[LineTested, float | None]
    faults: tuple[str, ...]
    last_set: SetWritten | None = None
    refused: str = ""
    profile: Profile | None = None
    turned_away: str = ""

    @property
    def how_to_be_with_me(self) -> str:
        return self.profile.how_to_be_with_me if self.profile else ""

    @property
    def badge_of(self) -> Staff | None:
        """Whose badge leads."""
        return self.here[0] if self.here else None
