"""How a played night is said: moments, stretches of time, alarms."""

from datetime import datetime

from attune.play.record import Shown
from ward.commissioning import WalkAsked
from ward.orders import LightAsked, Ordered, TemperatureAsked, worded
from ward.vitals import Doubted, NotBreathing, Rate, Said


def clock(moment: datetime) -> str:
    """To the second; with a fraction only where there is one."""
    tenths = f".{moment.microsecond // 100_000}" if moment.microsecond else ""
    return f"{moment:%H:%M:%S}{tenths}"


def interval(first: datetime, last: datetime | None) -> str:
    return f"from {clock(first)} {f'to {clock(last)}' if last else 'and not over'}"


def in_words(alarm: Shown) -> str:
    """``ash/04 "blank spell" MEDIUM from 02:15:01 to 02:20:30``."""
    when = interval(alarm.began_at, alarm.ended_at)
    when += f", over since {clock(alarm.over_at)}" if alarm.over_at else ""
    return f'{alarm.room} "{alarm.condition}" {alarm.priority.name} {when}'


def said_words(said: Said) -> str:
    """``a rate of 14.1``, ``a doubt: moving``."""
    match said:
        case Rate(per_minute=rate):
            return f"a rate of {rate:.1f}"
        case Doubted(doubt=doubt):
            return f"a doubt: {doubt}"
        case NotBreathing(since=since):
            return f"no breathing movement since {clock(since)}"


def asked_words(asked: Ordered | None) -> str:
    """``22 °C``, ``main light 40 %``."""
    match asked:
        case TemperatureAsked(celsius=celsius):
            return f"{celsius:g} °C"
        case LightAsked(lamp=lamp, level=level):
            return f"{lamp} light {level:.0%}"
        case WalkAsked(step=step):
            return f"a walk: {step}"
        case None:
            return "an order of before"
    return worded(asked)
