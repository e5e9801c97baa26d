"""Spans, clocks and numbers as the door unit says them."""

from datetime import datetime, tzinfo

from ward.readings import Missing

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400


def span(seconds: float) -> str:
    """How long, as people say it: "8 min", "1 h 5 min", "31 h", "4 days"."""
    whole_s = max(0, int(seconds))
    if whole_s < _MINUTE_S:
        return "less than a minute"
    if whole_s < _HOUR_S:
        return f"{whole_s // _MINUTE_S} min"
    hours, rest_s = divmod(whole_s, _HOUR_S)
    if whole_s < 10 * _HOUR_S and rest_s >= _MINUTE_S:
        return f"{hours} h {rest_s // _MINUTE_S} min"
    return f"{hours} h" if whole_s < 3 * _DAY_S else f"{whole_s // _DAY_S} days"


def brief(seconds: float) -> str:
    """A short spell counted in seconds: "12 s"; a longer one as ``span`` says it."""
    return f"{int(seconds)} s" if seconds < _MINUTE_S else span(seconds)


def ago(seconds: float) -> str:
    return "just now" if seconds < _MINUTE_S else f"{span(seconds)} ago"


def clock(moment: datetime, zone: tzinfo | None) -> str:
    """The time on the wall of this ward; ``None`` is the machine's own zone."""
    return moment.astimezone(zone).strftime("%H:%M")


def number(value: float) -> str:
    """Without a trailing ".0": "21", "20.5"."""
    return f"{value:.1f}".removesuffix(".0")


def measured(value: float | Missing, unit: str, digits: int) -> str:
    """A fresh number with its unit, or why there is none. Never a stale one."""
    if isinstance(value, Missing):
        return f"cannot see: {value}"
    return f"{value:.{digits}f} {unit}"


def per_cent(level: float) -> str:
    return f"{round(level * 100)} %"
