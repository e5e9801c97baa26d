"""The legend of a drawn night: every mark, and in words what it is."""

from collections.abc import Callable, Iterator

from attune.play import ink
from ward.conditions import Priority

Mark = Callable[[float, float], str]


def _line(x: float, y: float) -> str:
    path = f"M{x:.1f} {y:.1f}l8 -3l6 4m5 -2l7 2"
    return ink.element("path", d=path, fill="none", stroke=ink.BREATH, stroke_width=1.5)


def _presence(x: float, y: float) -> str:
    return ink.element("rect", x=x, y=y - 4, width=18, height=8, fill=ink.HERE)


def _ensuite(x: float, y: float) -> str:
    return ink.element("rect", x=x, y=y, width=18, height=4, fill=ink.ENSUITE)


def _bar(priority: Priority) -> Mark:
    return lambda x, y: ink.bar(x, y - 5.5, 22, priority)


def _still_shown(x: float, y: float) -> str:
    bar = ink.bar(x, y - 5.5, 22, Priority.HIGH)
    return bar + ink.still_shown(x, y - 5.5, 22)


MARKS: tuple[tuple[Mark, float, str], ...] = (
    (lambda x, y: ink.counted(x + 6, y), 12, "seen in person, counts"),
    (lambda x, y: ink.not_counted(x + 6, y), 12, "recorded, does not count"),
    (lambda x, y: ink.looked(x + 6, y), 12, "remote look, never counts"),
    (lambda x, y: ink.called(x + 6, y), 12, "call"),
    (_line, 26, "breathing; a gap is no rate"),
    (_presence, 18, "somebody in the room"),
    (_ensuite, 18, "in the ensuite"),
    (lambda x, y: ink.spell(x, y - 6, 22, 12, "", now=True), 22, "blank spell, as known now"),
    (lambda x, y: ink.spell(x, y - 6, 22, 12, "", now=False), 22, "blank spell believed then"),
    (_bar(Priority.HIGH), 22, "alarm, HIGH"),
    (_bar(Priority.MEDIUM), 22, "MEDIUM"),
    (_bar(Priority.LOW), 22, "LOW"),
    (lambda x, y: ink.fetched(x + 6, y - 2), 12, "the next is fetched"),
    (_still_shown, 22, "over, shown until a visit"),
    (lambda x, y: ink.fault(x, y - 6, 22, 12), 22, "fault"),
)


def legend(top: float, width: float, character_px: float) -> Iterator[str]:
    """In rows as wide as the page."""
    x, y = 16.0, top
    for mark, mark_width, words in MARKS:
        needed = mark_width + 6 + len(words) * character_px + 18
        if x + needed > width:
            x, y = 16.0, y + 22
        yield mark(x, y)
        yield ink.text(x + mark_width + 6, y + 4, words, size=10)
        x += needed
