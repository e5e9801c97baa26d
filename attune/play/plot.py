"""A played night, drawn: rooms one above the other on one time axis, as SVG."""

from collections.abc import Iterator
from datetime import timedelta

from attune.play import ink
from attune.play.breakages import Breakage, breakages
from attune.play.legend import legend
from attune.play.printed import Summary
from attune.play.record import Record
from attune.play.strips import CHARACTER_PX, RIGHT, Axis, Strip

WIDTH = 1120.0
TOP, BETWEEN, BOTTOM = 92.0, 10.0, 62.0
TICKS_MOST = 13
TICK_MIN = (1, 2, 5, 10, 15, 30, 60, 120)


def as_svg(summary: Summary, record: Record) -> str:
    """The whole drawing."""
    head = summary.night.head
    axis = Axis(head.begins, head.ends, WIDTH)
    broken = tuple(breakages(summary.night))
    strips: list[Strip] = []
    top = TOP
    for bed in head.beds:
        here = tuple(each for each in broken if each.room == bed.room)
        spells = tuple(e for e in summary.entries if (e.kind, e.room) == ("spell", bed.room))
        strips.append(Strip(axis, record, bed, here, spells, top))
        top += strips[-1].height + BETWEEN
    parts = (
        *_title(summary),
        *(part for strip in strips for part in strip.drawn()),
        *_ticks(axis, top - BETWEEN),
        *_ward_faults(axis, broken, top - BETWEEN),
        *legend(top + 30, WIDTH, CHARACTER_PX),
    )
    return ink.whole(WIDTH, top + BOTTOM, parts, head.title or summary.night.name)


def _title(summary: Summary) -> Iterator[str]:
    head = summary.night.head
    yield ink.text(16, 30, head.title or summary.night.name, size=20, font_weight="bold")
    days = f"{head.begins:%d %B %Y}, {head.begins:%H:%M} to {head.ends:%H:%M} UTC"
    met = f"{summary.met} of {len(summary.verdicts)} expectations met"
    yield ink.text(16, 50, f"{days}; {met}", size=12, fill=ink.QUIET)


def _ticks(axis: Axis, bottom: float) -> Iterator[str]:
    minutes = (axis.ends - axis.begins).total_seconds() / 60
    every = next((each for each in TICK_MIN if minutes / each <= TICKS_MOST), TICK_MIN[-1])
    moment = axis.begins.replace(minute=0, second=0)
    while moment <= axis.ends:
        if moment >= axis.begins:
            x = axis.x(moment)
            yield ink.element(
                "line", x1=x, x2=x, y1=TOP - 4, y2=bottom + 4, stroke=ink.TEXT,
                stroke_opacity=0.13,
            )  # fmt: skip
            for y in (TOP - 8, bottom + 15):
                yield ink.text(x, y, f"{moment:%H:%M}", size=10, text_anchor="middle")
        moment += timedelta(minutes=every)


def _ward_faults(axis: Axis, broken: tuple[Breakage, ...], bottom: float) -> Iterator[str]:
    """What was wrong for every room at once: a band over all of them, named above."""
    free_from = 0.0
    for each in broken:
        if each.room is not None:
            continue
        x, last = axis.x(each.begins), axis.x(each.ends)
        yield ink.fault(x, TOP, max(last - x, 2), bottom - TOP, each.words)
        place = max(min(x, WIDTH - RIGHT - len(each.words) * CHARACTER_PX), free_from)
        free_from = place + len(each.words) * CHARACTER_PX + 10
        yield ink.text(place, TOP - 24, each.words, size=10, fill=ink.QUIET)
