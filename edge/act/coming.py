"""What is announced, in words for the door and the panel: when, and which way it goes."""

from collections.abc import Sequence
from dataclasses import replace

from edge.act.ceiling import under
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
from ward.rank import Coming, Rank, Thing, Way


def coming(
    announced: Sequence[Announced], held: Leads, full_lux: float, up_s: float
) -> tuple[Coming, ...]:
    """What it comes to, one after another, no brighter than it may be then.

    Nothing where it is so already. ``held`` is what there is of it now; ``full_lux`` what its lamp
    gives at full.
    """
    said = list[Coming]()
    for one in announced:
        leads = one.leads
        asked = under(leads.asked, leads.rank, leads.under_lux, full_lux)
        leads = replace(leads, asked=asked, under_lux=None)
        if leads.comes_to != held.comes_to:
            said.append(_said(one, leads, held, full_lux, up_s))
            held = leads
    return tuple(said)


def _said(announced: Announced, leads: Leads, held: Leads, full_lux: float, up_s: float) -> Coming:
    way = _way(held.asked, leads.asked, full_lux)
    return Coming(
        thing=leads.thing,
        way=way,
        asked=_with_colour(leads) if way is Way.OTHER_COLOUR else worded(leads.asked),
        rank=leads.rank,
        by=leads.by or None,
        in_s=round(max(0.0, announced.begins_up_s - up_s)),
        lux=leads.asked.lux if isinstance(leads.asked, LuxAsked) else None,
        level=leads.asked.level if isinstance(leads.asked, LightAsked) else None,
        celsius=leads.asked.celsius if isinstance(leads.asked, TemperatureAsked) else None,
        by_itself=announced.by_itself,
    )


def warming(
    celsius: float, in_s: float, rank: Rank, said: tuple[Coming, ...]
) -> tuple[Coming, ...]:
    """It is to be warm by an hour of the profile, and so it begins to warm before that.

    ``said`` is what else is announced; of that hour nothing is left to say.
    """
    asked = worded(TemperatureAsked(celsius=celsius))
    begins = Coming(
        thing=Thing.WARMTH, way=Way.WARMER, asked=asked, rank=rank, in_s=round(in_s),
        celsius=celsius, by_itself=True,
    )  # fmt: skip
    after = tuple(one for one in said if one.celsius != celsius)
    return (begins, *after) if in_s > 0 else after


def _with_colour(leads: Leads) -> str:
    """An hour brings a light another colour that was asked without one."""
    kelvin = f" at {leads.kelvin} K" if leads.kelvin else ""
    return f"{worded(leads.asked).split(' at ')[0]}{kelvin}"


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
