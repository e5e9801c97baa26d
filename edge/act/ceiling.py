"""The night's ceiling: what staff and the schedule ask is held under it, whenever it was asked."""

from edge.act.brightness import Aim
from ward.orders import Asked, FullLightAsked, LightAsked, LuxAsked, WatchLightAsked
from ward.rank import Rank

# Never the person's own choice, nor a look at night, nor an emergency.
BOUND = frozenset({Rank.OVERRIDE, Rank.PROFILE, Rank.DEFAULT})


def above(asked: Asked, ceiling_lux: float | None, full_lux: float) -> bool:
    """Whether this lamp, which gives ``full_lux`` at full, would be brighter than it may be."""
    match asked:
        case LuxAsked(lux=lux):
            pass
        case LightAsked(level=level):
            lux = level * full_lux
        case _:
            return False
    return ceiling_lux is not None and lux > ceiling_lux


def under(asked: Asked, rank: Rank, ceiling_lux: float | None, full_lux: float) -> Asked:
    """What of it may be now. An order of the evening does not stay as bright into the night."""
    if ceiling_lux is None or rank not in BOUND or not above(asked, ceiling_lux, full_lux):
        return asked
    if isinstance(asked, LuxAsked):
        return asked.model_copy(update={"lux": ceiling_lux})
    return asked.model_copy(update={"level": ceiling_lux / full_lux})


def bound(asked: Asked, rank: Rank, ceiling_lux: float | None, full_lux: float) -> float | None:
    """Under how many lux this is held then; ``None`` where nothing holds it down."""
    if rank not in BOUND or not above(asked, ceiling_lux, full_lux):
        return None
    return ceiling_lux


def aim(asked: Asked, rank: Rank, ceiling_lux: float | None) -> Aim:
    """What the lamp is asked: so many lux, or a level; under the ceiling whatever is measured."""
    match asked:
        case LuxAsked(lux=lux) if rank in BOUND:
            return Aim(lux=lux, own_most_lux=ceiling_lux)
        case LightAsked(level=level):
            return Aim(level=level)
        case LuxAsked(lux=lux) | WatchLightAsked(lux=lux):
            return Aim(lux=lux)
        case FullLightAsked():
            return Aim(level=1.0)
    return Aim()
