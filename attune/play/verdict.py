"""Whether what was expected of a night was so, and what was so instead, nearest in time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from attune.play.night import Expectation, Night
from attune.play.record import Record, Seen, Shown, Step
from attune.play.said import clock, in_words, interval, said_words
from attune.play.spells import Spell, known_now, known_then
from ward.rooms import RoomId
from ward.vitals import Doubted, NotBreathing, Rate, Said

Values = Mapping[str, Any]
MOST = 3  # of what was seen instead


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation, whether it was met, and if not, what was so instead."""

    expectation: Expectation
    met: bool
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A record, asked about one expectation, with the tolerance that holds for it."""

    record: Record
    values: Values
    tolerance: timedelta

    @property
    def room(self) -> RoomId:
        room: RoomId = self.values["ROOM"]
        return room

    @property
    def time(self) -> datetime:
        time: datetime = self.values["TIME"]
        return time

    @property
    def window(self) -> tuple[datetime, datetime]:
        """From the first to the last moment that is still this time."""
        return self.time - self.tolerance, self.time + self.tolerance

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The two times that were given, else the whole night."""
        first, last = self.values.get("TIME"), self.values.get("TIME2")
        return first or self.record.begins, last or self.record.ends

    def near(self, moment: datetime | None, wanted: datetime) -> bool:
        return moment is not None and abs(moment - wanted) <= self.tolerance

    @property
    def alarms(self) -> list[Shown]:
        """Of this room, this condition and, if one is named, this priority."""
        wanted = self.values.get("PRIORITY")
        found = self.record.alarms_of(self.room, self.values["CONDITION"])
        return [alarm for alarm in found if wanted in (None, alarm.priority.name)]


Answer = tuple[bool, str]


def judged(night: Night, record: Record) -> tuple[Verdict, ...]:
    """A verdict on everything that was expected, in the file's order."""
    return tuple(_judge(each, record, night.head.tolerance) for each in night.expectations)


def _judge(expectation: Expectation, record: Record, tolerance: timedelta) -> Verdict:
    own = expectation.values.get("SPAN")
    question = Question(record, expectation.values, tolerance if own is None else own)
    met, instead = VERDICTS[expectation.pattern](question)
    return Verdict(expectation, met, "" if met else instead)


# ---- alarms --------------------------------------------------------------------------------


def _overlaps(alarm: Shown, first: datetime, last: datetime) -> bool:
    return alarm.began_at <= last and (alarm.ended_at is None or alarm.ended_at > first)


def _covers(alarm: Shown, first: datetime, last: datetime) -> bool:
    return alarm.began_at <= first and (alarm.ended_at is None or alarm.ended_at > last)


def _has(asked: Question) -> Answer:
    met = any(_overlaps(alarm, *asked.window) for alarm in asked.alarms)
    return met, _alarms_instead(asked, asked.time)


def _has_not(asked: Question) -> Answer:
    met = not any(_covers(alarm, *asked.window) for alarm in asked.alarms)
    return met, _alarms_instead(asked, asked.time)


def _begins(asked: Question) -> Answer:
    met = any(asked.near(alarm.began_at, asked.time) for alarm in asked.alarms)
    return met, _alarms_instead(asked, asked.time)


def _ends(asked: Question) -> Answer:
    met = any(asked.near(alarm.ended_at, asked.time) for alarm in asked.alarms)
    return met, _alarms_instead(asked, asked.time)


def _has_by(asked: Question) -> Answer:
    met = any(alarm.began_at <= asked.window[1] for alarm in asked.alarms)
    return met, _alarms_instead(asked, asked.time)


def _never(asked: Question) -> Answer:
    met = not any(_overlaps(alarm, *asked.span) for alarm in asked.alarms)
    return met, _alarms_instead(asked, asked.span[0])


def _nowhere(asked: Question) -> Answer:
    found = [each for each in asked.record.alarms if each.condition == asked.values["CONDITION"]]
    return not found, "; ".join(in_words(alarm) for alarm in found[:MOST])


def _always(asked: Question) -> Answer:
    first, last = asked.span
    first, last = first + asked.tolerance, last - asked.tolerance
    met = any(_covers(alarm, first, last) for alarm in asked.alarms)
    return met, _alarms_instead(asked, first)


def _count_alarms(asked: Question) -> Answer:
    found = asked.alarms
    met = len(found) == asked.values["COUNT"]
    return met, f"{len(found)}: " + _alarms_instead(asked, asked.record.begins)


def _alarms_instead(asked: Question, moment: datetime) -> str:
    """This alarm nearest in time; if it never was, what else showed there then."""
    record, room, condition = asked.record, asked.room, asked.values["CONDITION"]
    same = record.alarms_of(room, condition)
    if same:
        return "; ".join(in_words(alarm) for alarm in _nearest(same, moment))
    others = [alarm for alarm in record.alarms_of(room) if _overlaps(alarm, moment, moment)]
    beside = f"; showing then: {', '.join(in_words(alarm) for alarm in others[:MOST])}"
    return f'{room} never had "{condition}"' + (beside if others else "")


def _nearest(alarms: Iterable[Shown], moment: datetime) -> list[Shown]:
    def away(alarm: Shown) -> timedelta:
        if alarm.at(moment):
            return timedelta()
        ends = (alarm.began_at, alarm.ended_at or alarm.began_at)
        return min(abs(end - moment) for end in ends)

    return sorted(alarms, key=away)[:MOST]


# ---- people --------------------------------------------------------------------------------


def _spells(asked: Question) -> tuple[Spell, ...]:
    known = known_then if asked.values["known then"] else known_now
    return known(asked.record, asked.room)


def _spell(asked: Question) -> Answer:
    first, last = asked.span
    spells = _spells(asked)
    ends = asked.record.ends
    met = any(asked.near(s.since, first) and asked.near(s.until or ends, last) for s in spells)
    return met, _spells_instead(asked, spells)


def _no_spell(asked: Question) -> Answer:
    spells = _spells(asked)
    return not spells, _spells_instead(asked, spells)


def _spells_instead(asked: Question, spells: Iterable[Spell]) -> str:
    found = "; ".join(f"a spell {interval(spell.since, spell.until)}" for spell in spells)
    known = "then" if asked.values["known then"] else "by the end"
    return f"{found or 'no spell'} in {asked.room}, as was known {known}"


def _seen(asked: Question) -> Answer:
    found = [seen for seen in asked.record.seen if seen.room == asked.room]
    met = any(
        seen.counts and seen.by == asked.values["STAFF"] and asked.near(seen.at, asked.time)
        for seen in found
    )
    near = sorted(found, key=lambda seen: abs(seen.at - asked.time))[:MOST]
    return met, "; ".join(_seen_words(seen) for seen in near) or f"nobody was seen at {asked.room}"


def _seen_words(seen: Seen) -> str:
    counted = "counted" if seen.counts else f"did not count ({seen.because})"
    return f"an observation by {seen.by} at {clock(seen.at)} {counted}"


def _count_seen(asked: Question) -> Answer:
    found = [seen for seen in asked.record.seen if seen.room == asked.room]
    counting = sum(seen.counts for seen in found)
    words = "; ".join(_seen_words(seen) for seen in found[:MOST])
    return counting == asked.values["COUNT"], f"{counting} that count: {words}".rstrip(": ")


def _count_looks(asked: Question) -> Answer:
    found = [at for at, look in asked.record.looks if look.room == asked.room]
    said = ", ".join(clock(at) for at in found[:MOST])
    return len(found) == asked.values["COUNT"], f"{len(found)}: {said}".rstrip(": ")


def _order(asked: Question) -> Answer:
    found = [step for step in asked.record.orders if step.room == asked.room]
    wanted = asked.values["PROGRESS"]
    met = any(step.progress is wanted and step.at <= asked.window[1] for step in found)
    near = sorted(found, key=lambda step: abs(step.at - asked.time))[:MOST]
    said = "; ".join(_step_words(step) for step in sorted(near, key=lambda step: step.at))
    return met, said or f"nothing was asked of {asked.room}"


def _step_words(step: Step) -> str:
    return f"{step.progress} at {clock(step.at)}" + (f" ({step.words})" if step.words else "")


# ---- what nodes say ------------------------------------------------------------------------


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


VERDICTS: Mapping[str, Callable[[Question], Answer]] = {
    "expect at TIME ROOM has CONDITION [PRIORITY] [within SPAN]": _has,
    "expect at TIME ROOM has not CONDITION [within SPAN]": _has_not,
    "expect at TIME ROOM begins CONDITION [PRIORITY] [within SPAN]": _begins,
    "expect at TIME ROOM ends CONDITION [within SPAN]": _ends,
    "expect by TIME ROOM has CONDITION [PRIORITY] [within SPAN]": _has_by,
    "expect never ROOM has CONDITION [from TIME to TIME]": _never,
    "expect never anywhere CONDITION": _nowhere,
    "expect always ROOM has CONDITION from TIME to TIME": _always,
    "expect COUNT alarms CONDITION in ROOM": _count_alarms,
    "expect spell in ROOM from TIME to TIME [known then] [within SPAN]": _spell,
    "expect no spell in ROOM [known then]": _no_spell,
    "expect seen in ROOM by STAFF at TIME [within SPAN]": _seen,
    "expect COUNT observations in ROOM": _count_seen,
    "expect COUNT remote looks in ROOM": _count_looks,
    "expect order in ROOM PROGRESS by TIME [within SPAN]": _order,
    "expect at TIME ROOM says rate [from RATE to RATE] [within SPAN]": _says_rate,
    "expect at TIME ROOM says DOUBT [within SPAN]": _says_doubt,
    "expect at TIME ROOM says no breathing [within SPAN]": _says_no_breathing,
    "expect never ROOM says rate from TIME to TIME": _never_rate,
    "expect nothing lost": _nothing_lost,
}
