"""What happens to a room's light and warmth besides what its sensors measure."""

from dataclasses import dataclass

from ward.happenings import Dial


@dataclass(frozen=True, slots=True)
class LampsStand:
    """Where the lamps' own driver says that they stand, before anything is asked of it.

    ``warm`` is its third channel, which a main light of two colours has: there ``main`` is cold.
    """

    main: float
    night: float
    warm: float = 0.0


@dataclass(frozen=True, slots=True)
class FullLuxNamed:
    """What each lamp gave at full at the reference point when the room was commissioned."""

    main: float
    night: float


@dataclass(frozen=True, slots=True)
class WhitesNamed:
    """Of which two whites the main light is, in kelvin, as its node was told before it began."""

    warm_k: int
    cold_k: int


@dataclass(frozen=True, slots=True)
class DialPressed:
    """A dial outside the door was pushed; ``held``: for a second and a half."""

    dial: Dial
    held: bool


RoomEvent = LampsStand | FullLuxNamed | WhitesNamed | DialPressed
