"""What the lamps' own driver says before anything is asked of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LampsStand:
    """Where the lamps stand: after a restart they may be lit. Levels 0..1."""

    main: float
    night: float
