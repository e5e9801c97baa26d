"""Doubts as a series beside the rates: so that a gap of yesterday still says why it is one."""

from ward.vitals import Doubt, Vital

DOUBTS = tuple(Doubt)  # a series holds their place in this: new ones come at the end


def series_of(vital: Vital) -> str:
    """The name of the series in which the doubts about this one are kept."""
    return f"{vital} doubt"


def code_of(doubt: Doubt) -> float:
    return float(DOUBTS.index(doubt))


def doubt_of(code: float) -> Doubt | None:
    """``None`` for a rate, and for what no doubt of ours is."""
    place = int(code)
    return DOUBTS[place] if 0 <= place < len(DOUBTS) else None
