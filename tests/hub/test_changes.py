"""The detector by itself, for whatever comes: worse is never told later, and no gap calms."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.deterioration.course import NOTHING_HEARD, Course
from hub.deterioration.judged import Back, Beyond, Kind, judged
from hub.deterioration.numbers import CHANGES, FORGOTTEN_S, STEP_S, STEPS_LEAST, Change
from hub.deterioration.usual import Block, Blocks, usual_of
from ward.vitals import Vital

pytestmark = pytest.mark.hazard("H-44")
USUAL: Blocks = (
    Block(Vital.BREATHING, True, 14.0, 240),
    Block(Vital.BREATHING, False, 16.0, 240),
    Block(Vital.HEART, True, 62.0, 240),
    Block(Vital.HEART, False, 72.0, 240),
)
BEGINS = 10_000
AT_REST = replace(NOTHING_HEARD, busy_at=BEGINS - 1000)
Shares = list[float | None]  # of what is usual, a quarter minute each; none where none was heard
changes = pytest.mark.parametrize(
    "change", CHANGES, ids=lambda one: f"{one.vital} {'falls' if one.falls else 'rises'}"
)
shares = st.lists(
    st.none() | st.floats(-0.4, 0.9).map(lambda share: round(share, 3)), min_size=6, max_size=80
)


def usual(change: Change) -> float:
    level = usual_of(USUAL, change.vital, falls=change.falls)
    assert level is not None
    return level


def rate(change: Change, share: float) -> float:
    return usual(change) * (1 - share if change.falls else 1 + share)


def told(
    change: Change,
    heard: Shares,
    standing: dict[Kind, float] | None = None,
    course: Course = AT_REST,
) -> tuple[int | None, bool]:
    """After how many quarter minutes it was first beyond, and whether it ever was back."""
    kind = (change.vital, change.falls)
    strayed, first, back = dict(standing or {}), None, False
    for place, share in enumerate(heard):
        rates = {} if share is None else {change.vital: rate(change, share)}
        lately = {**course.lately, change.vital: tuple(rates.values()) or (usual(change),)}
        course, news = judged(replace(course, lately=lately), rates, USUAL, BEGINS + place, strayed)
        for each in news:
            if isinstance(each, Beyond) and each.change == change:
                first = place if first is None else first
                strayed.setdefault(kind, each.usual)
            back = back or (isinstance(each, Back) and each.change == change and kind in strayed)
    return first, back


@changes
@given(heard=shares, deeper=st.lists(st.floats(0, 0.5), min_size=80, max_size=80))
def test_whatever_goes_further_is_told_no_later(
    change: Change, heard: Shares, deeper: list[float]
) -> None:
    """Each rate as far from usual, or further; whatever was missed was missed of both."""
    further = [
        None if share is None else share + more for share, more in zip(heard, deeper, strict=False)
    ]
    shallow, deep = told(change, heard)[0], told(change, further)[0]
    if shallow is not None:
        assert deep is not None
        assert deep <= shallow


@changes
@given(into=st.integers(0, 200), further=st.floats(0.0, 0.4), over=st.integers(1, 200))
def test_a_deeper_fall_in_a_line_is_told_no_later(
    change: Change, into: int, further: float, over: int
) -> None:
    to = change.by * 1.2

    def line(depth: float) -> Shares:
        slope = [depth * min(1.0, at / over) for at in range(into + over + 60)]
        return list(slope)

    shallow, deep = told(change, line(to))[0], told(change, line(to + further))[0]
    assert shallow is not None
    assert deep is not None
    assert deep <= shallow


@changes
@given(before=st.lists(st.floats(0.2, 0.8), min_size=0, max_size=40), gaps=st.integers(0, 400))
def test_no_gap_calms_what_stands(change: Change, before: list[float], gaps: int) -> None:
    """However long nothing is heard: it is neither back then, nor by the first words after it."""
    standing = {(change.vital, change.falls): usual(change)}
    bad = [max(share, change.by) for share in before]
    heard: Shares = [*bad, *[None] * gaps, *[0.0] * (STEPS_LEAST - 1)]
    if gaps * STEP_S <= FORGOTTEN_S:
        assume(len(bad) >= STEPS_LEAST)
        heard = heard[: -(STEPS_LEAST - 1)]
    assert not told(change, heard, standing)[1]


@changes
@given(heard=shares, dropped=st.sets(st.integers(0, 79)))
def test_a_rate_that_is_not_heard_never_brings_anybody_back(
    change: Change, heard: Shares, dropped: set[int]
) -> None:
    """While it stays nearer to the change than halfway, whichever rates are missing."""
    stays = [share if share is None else max(share, 0.6 * change.by) for share in heard]
    holes = [None if place in dropped else share for place, share in enumerate(stays)]
    standing = {(change.vital, change.falls): usual(change)}
    assert not told(change, holes, standing)[1]


def test_what_was_usual_when_it_strayed_holds_until_it_is_back() -> None:
    """16 after a drug. Once that is over 14 is usual asleep; 12.6 is no nearer to 16 for it."""
    (change,) = [one for one in CHANGES if one.vital is Vital.BREATHING and one.falls]
    heard: Shares = [1 - 12.6 / 14] * 80
    assert told(change, heard)[0] is None
    _, kinder = told(change, heard, {(change.vital, True): 14.0})
    assert kinder
    _, back = told(change, heard, {(change.vital, True): 16.0})
    assert not back
