"""Answers about what nodes say of breathing, and whether the hub has it all."""

from collections.abc import Callable, Mapping
from datetime import datetime

from attune.play.said import clock, said_words
from attune.play.verdicts.question import MOST, Answer, Question
from ward.vitals import Doubted, NotBreathing, Rate, Said


def _said(asked: Question) -> list[tuple[datetime, Said]]:
    """The node's newest word as the window opens, and every later one in it."""
    first, last = asked.window
    newest = asked.record.newest_word(asked.room, first)
    words = [word for word in asked.record.vitals if word.room == asked.room]
    within = [word for word in words if first < word.at <= last]
    return [(word.at, word.said) for word in ([newest] if newest else []) + within]


def _says(asked: Question, is_so: Callable[[Said], bool]) -> Answer:
    said = _said(asked)
    told = (f"{said_words(each)} at {clock(at)}" for at, each in said[-MOST:])
    instead = "; ".join(told) or "it had said nothing"
    return any(is_so(each) for _, each in said), f"{asked.room} said {instead}"


def _says_rate(asked: Question) -> Answer:
    low, high = asked.values["RATE"], asked.values["RATE2"]
    least, most = (0.0 if low is None else low), (float("inf") if high is None else high)
    return _says(asked, lambda said: isinstance(said, Rate) and least <= said.per_minute <= most)


def _says_doubt(asked: Question) -> Answer:
    return _says(asked, lambda said: said == Doubted(doubt=asked.values["DOUBT"]))


def _says_no_breathing(asked: Question) -> Answer:
    return _says(asked, lambda said: isinstance(said, NotBreathing))


def _never_rate(asked: Question) -> Answer:
    first, last = asked.span
    found = [
        word
        for word in asked.record.vitals
        if word.room == asked.room and first <= word.at <= last and isinstance(word.said, Rate)
    ]
    told = "; ".join(f"{said_words(word.said)} at {clock(word.at)}" for word in found[:MOST])
    return not found, f"{asked.room} said {told}, and {len(found)} in all"


def _nothing_lost(asked: Question) -> Answer:
    lost = tuple(asked.record.lost())
    return not lost, f"{len(lost)} lost: " + "; ".join(lost[:MOST])


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "expect at TIME ROOM says rate [from RATE to RATE] [within SPAN]": _says_rate,
    "expect at TIME ROOM says DOUBT [within SPAN]": _says_doubt,
    "expect at TIME ROOM says no breathing [within SPAN]": _says_no_breathing,
    "expect never ROOM says rate from TIME to TIME": _never_rate,
    "expect nothing lost": _nothing_lost,
}
