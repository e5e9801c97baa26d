"""What is announced, in words for the door and the panel: when, and which way it goes."""

from edge.act.forewarned import Announced
from edge.act.whose_word import Leads
from ward.orders import (
    Asked,
    FullLightAsked,
    LightAsked,
    LuxAsked,
    TemperatureAsked,
    WatchLightAsked,
    worded,
)
from ward.rank import Coming, Way


def coming(announced: Announced, held: Leads, full_lux: float, up_s: float) -> Coming:
    """``full_lux`` is what its lamp gives at full."""
    leads = announced.leads
    return Coming(
        thing=leads.thing,
        way=_way(held.asked, leads.asked, full_lux),
        asked=worded(leads.asked),
        rank=leads.rank,
        by=leads.by or None,
        in_s=round(max(0.0, announced.begins_up_s - up_s)),
        lux=leads.asked.lux if isinstance(leads.asked, LuxAsked) else None,
        level=leads.asked.level if isinstance(leads.asked, LightAsked) else None,
        celsius=leads.asked.celsius if isinstance(leads.asked, TemperatureAsked) else None,
    )


def _way(held: Asked, asked: Asked, full_lux: float) -> Way:
    if isinstance(held, TemperatureAsked) and isinstance(asked, TemperatureAsked):
        return Way.WARMER if asked.celsius > held.celsius else Way.COOLER
    before, after = _lux(held, full_lux), _lux(asked, full_lux)
    if before == after:
        return Way.OTHER_COLOUR
    return Way.BRIGHTER if after > before else Way.DIMMER


def _lux(asked: Asked, full_lux: float) -> float:
    match asked:
        case LuxAsked(lux=lux) | WatchLightAsked(lux=lux):
            return lux
        case LightAsked(level=level):
            return level * full_lux
        case FullLightAsked():
            return full_lux
    return 0.0
