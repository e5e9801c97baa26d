"""Spans of time as a nurse says them."""

from ward.units import Span

_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86_400


def spoken(span: Span) -> str:
    """As in "48 s", "17 min", "4 h 02 min", "6 d 3 h"; never negative, always rounded down."""
    whole_s = max(0, int(span.total_seconds()))
    if whole_s < _MINUTE_S:
        return f"{whole_s} s"
    if whole_s < _HOUR_S:
        return f"{whole_s // _MINUTE_S} min"
    if whole_s < _DAY_S:
        return f"{whole_s // _HOUR_S} h {whole_s % _HOUR_S // _MINUTE_S:02d} min"
    return f"{whole_s // _DAY_S} d {whole_s % _DAY_S // _HOUR_S} h"
