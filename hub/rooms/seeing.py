"""What the radar says of where whoever is inside is: the part that is written, and the heard."""

from dataclasses import dataclass

from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Sight:
    """Since when the radar has seen nobody, by its own word; or that it last saw somebody."""

    out_at: Instant | None = None
    in_sight: bool = False


@dataclass(frozen=True, slots=True)
class Sighted:
    """When the radar last saw somebody, and since when it has without saying otherwise."""

    at: Instant
    since: Instant | None
