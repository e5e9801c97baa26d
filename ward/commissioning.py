"""Commissioning: what a walk through a room found its radar to see, and who has signed for it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.units import Instant, Text, Wire, Word
from ward.vitals import Doubt

SIMULATED = "simulated"  # the board of a radar that hangs nowhere


class Spot(StrEnum):
    """Where somebody lies or stands during a walk; left and right as seen from the door.

    clinical.md §7, sensor coverage walk test: bed, four of the floor, window, door, ensuite.
    """

    BED = "bed"
    NEAR_LEFT = "near left corner"
    NEAR_RIGHT = "near right corner"
    FAR_LEFT = "far left corner"
    FAR_RIGHT = "far right corner"
    WINDOW = "window"
    DOOR = "door"
    ENSUITE = "ensuite"


MAY_LACK = frozenset({Spot.WINDOW, Spot.ENSUITE})  # not every room has them


class Sight(StrEnum):
    """What the radar made of somebody at a spot."""

    BREATHING = "breathing seen"
    PRESENCE = "presence only"
    NOTHING = "not seen"
    NO_SUCH_SPOT = "not in this room"


class Radar(Wire):
    """Which radar hangs there: if any of it changes, whatever was walked is of another one.

    ``serial`` is what a person typed from its label, for most radars tell none; ``board`` is the
    serial number of the computer that it is wired to, or "simulated".
    """

    kind: Word
    serial: Word | None = None
    board: Word

    @property
    def is_simulated(self) -> bool:
        return self.board == SIMULATED


class EmptyRoom(Wire):
    """What the radar answered with nobody there, for how long, and what it trembled by.

    ``noise`` is in the radar's own unit, and missing of one that says no strength of its echo.
    """

    answered: tuple[Doubt, ...] = Field(max_length=len(Doubt))
    lasted_s: Annotated[float, Field(ge=0)]
    noise: Annotated[float, Field(gt=0)] | None = None


class SpotSeen(Wire):
    """One spot: what was seen there, after somebody kept still for so long."""

    spot: Spot
    sight: Sight
    held_s: Annotated[float, Field(ge=0)] = 0.0


class Walked(Wire):
    """A walk that was walked to its end. ``version`` is of the node's program."""

    id: Word
    radar: Radar
    version: Word
    began_at: Instant
    ended_at: Instant
    empty: EmptyRoom
    spots: tuple[SpotSeen, ...] = Field(max_length=len(Spot))

    def at(self, spot: Spot) -> Sight | None:
        return next((one.sight for one in self.spots if one.spot is spot), None)

    @property
    def blind(self) -> tuple[Spot, ...]:
        """Where somebody can be and is not seen at all, in the order of the walk."""
        return tuple(spot for spot in Spot if self.at(spot) in (Sight.NOTHING, None))

    @property
    def sees_the_bed(self) -> bool:
        """Whether it was seen to see breathing where people sleep; without it no number counts."""
        return self.at(Spot.BED) is Sight.BREATHING


class Commissioning(Wire):
    """A walk, and who signed for it."""

    walked: Walked
    by: Word
    at: Instant

    def holds_of(self, radar: Radar | None) -> bool:
        """Whether numbers of this radar may be shown: this very one was walked, and saw the bed."""
        return self.walked.radar == radar and self.walked.sees_the_bed


class Phase(StrEnum):
    """How far a walk has got."""

    EMPTY = "empty room"
    BETWEEN = "between spots"
    AT_SPOT = "at a spot"
    WALKED = "walked"
    FAILED = "failed"


class Walking(Wire):
    """A walk as it stands at this moment. ``sees`` is live, and proves nothing by itself.

    ``left_s`` is for how long to stay as it is; ``words`` say what went wrong. ``walked`` is the
    whole of it, once every spot was visited.
    """

    id: Word
    phase: Phase
    spot: Spot | None = None
    sees: Sight | None = None
    left_s: Annotated[float, Field(ge=0)] = 0.0
    words: Text = ""
    spots: tuple[SpotSeen, ...] = Field(default=(), max_length=len(Spot))
    walked: Walked | None = None


class WalkStep(StrEnum):
    """What a walker asks of the room."""

    BEGIN = "begin"
    STAND = "stand"
    LACKS = "lacks"
    STOP = "stop"
    SIMULATE = "simulate"


class WalkAsked(Wire):
    """One step of a walk. ``spot`` is where the walker stands now, or which the room lacks.

    "Simulate" takes a simulated radar for walked, by what its simulator says of itself; any other
    radar refuses it.
    """

    what: Literal["walk"] = "walk"
    step: WalkStep
    spot: Spot | None = None
