"""What staff of a night do at an open door: take somebody out, bring them back, talk."""

from collections.abc import Mapping
from typing import Any

from attune.play.place import STAYS, Place
from firmware_sim.body import Place as At
from ward.deeds import CameBack, Escort, Talked, WentOut
from ward.units import Span, seconds

TALKS = seconds(90)


def takes_out(place: Place, badge: str, values: Mapping[str, Any]) -> None:
    """Out, or only said to be."""
    goes = None if values.get("staying inside") else At.AWAY
    deed = WentOut(to=values["OUTING"], escort=Escort.ME)
    place.at_open_door(badge, deed, goes, STAYS)


def brings_back(place: Place, badge: str) -> None:
    place.at_open_door(badge, CameBack(), At.BED, STAYS)


def talks(place: Place, badge: str, span: Span | None) -> None:
    place.at_open_door(badge, Talked(), None, span or TALKS)
