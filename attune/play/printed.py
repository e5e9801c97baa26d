"""A played night as it is printed: aligned text, or JSON lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attune.play.entry import Entry
from attune.play.night import Night
from attune.play.verdict import Verdict
from hub.rules.words import lasting
from ward.conditions import Priority

# kind → the word in its column, and the terminal's colour; never colour alone
LOOKS: Mapping[str, tuple[str, str]] = {
    "act": ("does", "2"),
    "fault": ("FAULT", "35"),
    "befell": ("fault", "35"),
    "alarm": ("ALARM", "1;31"),
    "again": ("AGAIN", "1;31"),
    "escalated": ("FETCH", "31"),
    "notice": ("told", "1"),
    "acknowledged": ("quiet", "33"),
    "paused": ("quiet", "33"),
    "marked": ("marked", "2"),
    "limit": ("limit", "34"),
    "over": ("over", "33"),
    "ended": ("ended", "32"),
    "site": ("staff", "34"),
    "observation": ("seen", "36"),
    "look": ("remote", "33"),
    "order": ("order", "34"),
    "says": ("says", "2"),
    "refused": ("denied", "33"),
    "denied": ("denied", "33"),
    "spell": ("SPELL", "1;33"),
}
_ROOM_WIDTH, _KIND_WIDTH = 8, 10
MET, NOT_MET = "met", "NOT MET"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a night came to."""

    night: Night
    entries: tuple[Entry, ...]
    verdicts: tuple[Verdict, ...]
    took_s: float

    @property
    def met(self) -> int:
        return sum(verdict.met for verdict in self.verdicts)

    @property
    def all_met(self) -> bool:
        return self.met == len(self.verdicts)

    @property
    def hours(self) -> float:
        head = self.night.head
        return (head.ends - head.begins).total_seconds() / 3600

    def count(self, kind: str) -> int:
        return sum(entry.kind == kind for entry in self.entries)


def as_text(summary: Summary, file: str, *, colours: bool = False) -> Iterator[str]:
    """The night, line by line: what happened, then what was expected, then what it came to."""
    head = summary.night.head
    yield f"{head.title or summary.night.name}, {head.begins:%d %B %Y}, times UTC"
    yield ""
    for entry in summary.entries:
        yield _text_line(entry, colours=colours)
    yield ""
    for verdict in summary.verdicts:
        yield from _verdict_lines(verdict, file, colours=colours)
    yield ""
    yield came_to(summary)


def came_to(summary: Summary) -> str:
    """The last line."""
    head = summary.night.head
    rooms = "one room" if len(head.rooms) == 1 else f"{len(head.rooms)} rooms"
    played = lasting(head.ends - head.begins)
    faster = summary.hours * 3600 / max(summary.took_s, 0.001)
    alarms = f"{summary.count('alarm')} alarms, {summary.count('observation')} observations"
    met = f"{summary.met} of {len(summary.verdicts)} expectations met"
    took = f"{played} played in {summary.took_s:.1f} s, {faster:.0f} times as fast as life"
    return f"{rooms}, {took}; {alarms}; {met}"


def _text_line(entry: Entry, *, colours: bool) -> str:
    word, colour = LOOKS[entry.kind]
    marks = Priority[entry.more["priority"]].marks if entry.kind == "alarm" else ""
    what = f"{word:<{_KIND_WIDTH - 4}}{marks:<4}"
    when = f"{entry.at:%H:%M:%S}" if entry.kind != "spell" else ""
    line = f"{when:<8}  {entry.room or 'ward'!s:<{_ROOM_WIDTH}}{what}{entry.words}"
    return _coloured(line, colour) if colours else line


def _verdict_lines(verdict: Verdict, file: str, *, colours: bool) -> Iterator[str]:
    expected = verdict.expectation
    word = MET if verdict.met else NOT_MET
    line = f"{word:<8}{file}:{expected.line}: {expected.words}"
    yield _coloured(line, "32" if verdict.met else "1;31") if colours else line
    if not verdict.met:
        yield f"{'':<8}instead: {verdict.instead}"


def _coloured(line: str, colour: str) -> str:
    return f"\x1b[{colour}m{line}\x1b[0m"


def as_json(summary: Summary) -> Iterator[str]:
    """The same as JSON lines; every one has ``at`` and ``kind``."""
    ends = summary.night.head.ends
    for entry in summary.entries:
        room = {} if entry.room is None else {"room": str(entry.room)}
        yield _json(entry.at, entry.kind, {**room, "words": entry.words, **entry.more})
    for verdict in summary.verdicts:
        expected = verdict.expectation
        more = {"words": expected.words, "line": expected.line, "met": verdict.met}
        instead = {} if verdict.met else {"instead": verdict.instead}
        yield _json(ends, "expectation", {**more, **instead})
    yield _json(ends, "summary", _totals(summary))


def _totals(summary: Summary) -> dict[str, Any]:
    return {
        "words": came_to(summary),
        "rooms": len(summary.night.head.rooms),
        "hours": round(summary.hours, 3),
        "took_s": round(summary.took_s, 3),
        "alarms": summary.count("alarm"),
        "met": summary.met,
        "expected": len(summary.verdicts),
    }


def _json(at: datetime, kind: str, more: Mapping[str, Any]) -> str:
    said = {key: _plain(value) for key, value in more.items() if value is not None}
    return json.dumps({"at": _plain(at), "kind": kind, **said}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value


def listing(nights: Iterable[tuple[str, Night]]) -> Iterator[str]:
    """The nights at hand: file, how long, what it is called."""
    for file, night in nights:
        head = night.head
        yield f"  {file:<36} {lasting(head.ends - head.begins):>10}  {head.title}"
