"""Answers about scores, pulses, pauses of breathing, and the light in a room."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise

from attune.play.said import clock, said_words
from attune.play.verdicts.alarms import alarms_instead, overlaps
from attune.play.verdicts.question import MOST, Answer, Question
from hub.panel.trend import CHOICES, seen_percent
from hub.rooms.facts import Observed
from hub.rooms.pauses import lately
from ward.modes import ModeKind
from ward.units import hours
from ward.vitals import Rate

PRONE_NEAR_MIN = 0.1
Lux = tuple[datetime, float]


def _saying(asked: Question) -> Answer:
    met = any(
        overlaps(alarm, *asked.window) and asked.values["TEXT"] in alarm.words
        for alarm in asked.alarms
    )
    return met, alarms_instead(asked, asked.time)


def _owes(asked: Question) -> Answer:
    due_at = asked.values["TIME2"]
    found = [asked.record.written(asked.room, moment).scores.owed for moment in asked.window]
    said = "; ".join(f"one owed by {clock(one.due_at)}" for one in found if one)
    met = any(one is not None and asked.near(one.due_at, due_at) for one in found)
    return met, said or f"no assessment was owed in {asked.room}"


def _pulse(asked: Question) -> Answer:
    low, high = asked.values["PULSE"], asked.values["PULSE2"]
    first, last = asked.window
    said = [word for word in asked.record.pulses if word.room == asked.room and word.at <= last]
    before = [word for word in said if word.at <= first]
    within = [*before[-1:], *(word for word in said if word.at > first)]
    met = any(
        isinstance(word.said, Rate) and (low or 0) <= word.said.per_minute <= (high or 999)
        for word in within
    )
    told = "; ".join(f"{said_words(word.said)} at {clock(word.at)}" for word in within[-MOST:])
    return met, f"{asked.room} said {told or 'nothing of a pulse'}"


def _never_pulse(asked: Question) -> Answer:
    first, last = asked.span
    found = [
        word
        for word in asked.record.pulses
        if word.room == asked.room and first <= word.at <= last and isinstance(word.said, Rate)
    ]
    told = "; ".join(f"{said_words(word.said)} at {clock(word.at)}" for word in found[:MOST])
    return not found, f"{asked.room} said {told}, and {len(found)} in all"


def _face_down(asked: Question) -> Answer:
    mode = asked.record.written(asked.room, asked.time).mode(ModeKind.RESTRAINT)
    found_min = mode.prone_until(asked.time) / 60 if mode else 0.0
    met = mode is not None and abs(found_min - asked.values["MINUTES"]) <= PRONE_NEAR_MIN
    return met, f"face down {found_min:.1f} min" if mode else f"nobody was held in {asked.room}"


def _not_counted(asked: Question) -> Answer:
    found = [
        fact
        for _, fact in asked.record.told_of(Observed)
        if fact.room == asked.room and asked.near(fact.observed_at, asked.time)
    ]
    met = any(not fact.ends_spell and asked.values["TEXT"] in fact.because for fact in found)
    said = "; ".join(
        f"one that {'counts' if fact.ends_spell else 'does not'}: {fact.because}"
        for fact in found[:MOST]
    )
    return met, said or f"nothing was recorded at {asked.room} then"


def _pauses(asked: Question) -> Answer:
    least, most = asked.values["COUNT"], asked.values["COUNT2"]
    pauses = asked.record.written(asked.room, asked.time).pauses
    found = len(tuple(lately(pauses, asked.time)))
    return least <= found <= most, f"{found} in the hour before {clock(asked.time)}"


def _coverage(asked: Question) -> Answer:
    """As the page of trends says it of its shortest time."""
    least, most, now = asked.values["COUNT"], asked.values["COUNT2"], asked.time
    episode = asked.record.written(asked.room, now).episode
    since = max(now - hours(CHOICES[0]), episode.began_at) if episode else now
    rates = [
        (word.at, word.said.per_minute)
        for word in asked.record.vitals
        if word.room == asked.room and isinstance(word.said, Rate) and since <= word.at <= now
    ]
    found = seen_percent(rates, since, now)
    return least <= found <= most, f"seen in {found} % of the time from {clock(since)}"


def _light(asked: Question) -> Answer:
    low, high = asked.values["LUX"], asked.values["LUX2"]
    first, last = asked.window
    known = [one for one in _measured(asked) if one[0] <= last]
    before = [one for one in known if one[0] <= first]
    within = [*before[-1:], *(one for one in known if one[0] > first)]
    met = any(low <= lux <= high for _, lux in within)
    return met, _lux_words(within) or f"no light was measured in {asked.room}"


def _jumps(asked: Question) -> Answer:
    first, last = asked.span
    within = [one for one in _measured(asked) if first <= one[0] <= last]
    found = [
        after
        for before, after in pairwise(within)
        if abs(after[1] - before[1]) > asked.values["LUX"]
    ]
    return bool(within) and not found, _lux_words(found) or "no light was measured then"


def _measured(asked: Question) -> list[Lux]:
    return [(at, lux) for room, at, lux in asked.record.light if room == asked.room]


def _lux_words(found: list[Lux]) -> str:
    return "; ".join(f"{lux:.1f} lux at {clock(at)}" for at, lux in found[-MOST:])


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "expect at TIME ROOM has CONDITION saying TEXT [within SPAN]": _saying,
    "expect at TIME ROOM owes an assessment by TIME [within SPAN]": _owes,
    "expect at TIME ROOM says pulse [from PULSE to PULSE] [within SPAN]": _pulse,
    "expect never ROOM says pulse from TIME to TIME": _never_pulse,
    "expect at TIME ROOM face down MINUTES min": _face_down,
    "expect visit not counted TEXT in ROOM at TIME [within SPAN]": _not_counted,
    "expect at TIME ROOM pauses COUNT to COUNT times an hour": _pauses,
    "expect at TIME ROOM breathing seen COUNT to COUNT percent": _coverage,
    "expect at TIME ROOM light from LUX to LUX [within SPAN]": _light,
    "expect never ROOM light jumps LUX from TIME to TIME": _jumps,
}
