"""A pulse that falls and is then heard no longer is told; a slope alone, or a silence, is not."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from hub.deterioration.course import NOTHING_HEARD, without
from hub.deterioration.judged import Beyond, judged
from hub.deterioration.numbers import FADE_STEPS, LOST_STEPS
from hub.deterioration.usual import Block, Blocks
from ward.vitals import Vital

pytestmark = pytest.mark.hazard("H-44")

USUAL: Blocks = (
    Block(Vital.BREATHING, True, 15.0, 240),
    Block(Vital.HEART, True, 64.0, 240),
    Block(Vital.HEART, False, 72.0, 240),
)
BEGINS = 10_000
SILENT: list[float | None] = [None] * (LOST_STEPS + 10)


def line(first: float, last: float, steps: int = 36) -> list[float | None]:
    """A straight way from one to the other, a pulse in every third quarter minute."""
    whole = [first + (last - first) * step / (steps - 1) for step in range(steps)]
    return [rate if step % 3 == 0 else None for step, rate in enumerate(whole)]


def beyond(pulses: Iterable[float | None], *, breathes: bool = True) -> list[tuple[int, float]]:
    """After how many quarter minutes it was told that the pulse slows, and to what."""
    course, found = replace(NOTHING_HEARD, busy_at=BEGINS - 1000), []
    for place, pulse in enumerate(pulses):
        rates = {} if pulse is None else {Vital.HEART: pulse}
        rates |= {Vital.BREATHING: 15.0} if breathes else {}
        lately = {Vital.BREATHING: (15.0,), Vital.HEART: (pulse or 60.0,)}
        course, news = judged(replace(course, lately=lately), rates, USUAL, BEGINS + place, {})
        found += [
            (place, one.rate)
            for one in news
            if isinstance(one, Beyond) and one.change.vital is Vital.HEART and one.change.falls
        ]
    return found


def test_a_pulse_that_fell_and_is_lost_is_told_once_after_ten_minutes() -> None:
    fell = line(72, 52)
    last = max(step for step, pulse in enumerate(fell) if pulse is not None)
    ((at, to),) = beyond([*fell, *SILENT])
    assert at == last + LOST_STEPS
    assert to == pytest.approx(52.5, abs=1.5)


@pytest.mark.parametrize(
    ("pulses", "why"),
    [
        (line(72, 52), "no silence"),
        ([*line(72, 52), *SILENT[:15], 55.0, *SILENT[:15]], "heard again in time"),
        ([*line(72, 62), *SILENT], "as somebody falls asleep: not below what is usual"),
        ([*line(55, 54), *SILENT], "low, and falling no further"),
        ([*line(100, 66), *SILENT], "after exertion"),
        ([70.0, None, None, None, 52.0, *SILENT], "too few"),
        ([70.0] * FADE_STEPS + SILENT, "a silence alone"),
    ],
)
def test_neither_a_slope_nor_a_silence_alone_is_told(pulses: list[float | None], why: str) -> None:
    assert beyond(pulses) == [], why


def test_whoever_is_gone_or_moves_has_lost_their_breathing_too() -> None:
    assert beyond([*line(72, 52), *SILENT], breathes=False) == []


def test_what_nobody_may_measure_any_more_is_not_followed() -> None:
    course = replace(NOTHING_HEARD, busy_at=BEGINS - 1000)
    for place, pulse in enumerate(line(72, 52)):
        rates = {} if pulse is None else {Vital.HEART: pulse}
        course = replace(course, lately={Vital.HEART: (60.0,)})
        course, _ = judged(course, rates, USUAL, BEGINS + place, {})
    assert course.fade.fell_to is not None
    for vital in Vital:
        assert without(course, vital).fade == NOTHING_HEARD.fade
