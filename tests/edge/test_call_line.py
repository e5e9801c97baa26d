"""The call button's line: a break is known at once, and that it would be is tried every day."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.call_line import AGAIN_S, BROKEN, DAY_S, GOOD_FOR_S, PUT_OFF_MOST_S, CallLine
from edge.door.glass import glass
from edge.events import (
    CallSensed,
    Connected,
    DoorSensed,
    Event,
    LineSensed,
    LineTried,
    Send,
    TalkSensed,
    TryLine,
)
from edge.node import Node
from edge.outside.line_trial import DEAF, LOST, STUCK, LineTrial
from tests.edge.night import ASH_4, BOOT, at
from tests.edge.simulated import Sim, of, simulated, until
from tests.edge.test_board import pins_of
from ward.envelope import Envelope, HappeningBody, HealthBody
from ward.happenings import CallPressed, Happening, LineTested, LineWord

pytestmark = pytest.mark.hazard("H-33")
WORKS, CUT = LineTested(word=LineWord.WORKS), LineTested(word=LineWord.FAILS, words=BROKEN)


class Day:
    """A line through a day: asked once a second, answered as it is."""

    def __init__(self, *, answers: bool = True) -> None:
        self.line = CallLine()
        self.fault = ""
        self.answers = answers
        self.told: list[tuple[float, Happening]] = []
        self.tried: list[float] = []
        self.up_s = 0.0

    def feed(self, event: Event) -> None:
        self.told += [(self.up_s, one) for one in self.line.feed(event, at(self.up_s))]

    def wait(self, span_s: float, step_s: float = 1.0) -> None:
        until_s = self.up_s + span_s
        while self.up_s < until_s:
            self.up_s = min(self.up_s + step_s, until_s)
            self.told += [(self.up_s, one) for one in self.line.tick(at(self.up_s))]
            for _ in self.line.asks(at(self.up_s)):
                self.tried.append(self.up_s)
                if self.answers:
                    self.feed(LineTried(self.fault))


# ---- the machine -------------------------------------------------------------------------------


def test_it_is_tried_at_the_start_and_once_a_day_and_each_trial_is_told() -> None:
    day = Day()
    assert day.line.known.word is LineWord.NOT_TESTED
    day.wait(2)
    assert day.told == [(1.0, WORKS)]
    day.wait(2 * DAY_S + 100, step_s=60)
    assert [one for _, one in day.told] == [WORKS] * 3
    assert day.line.faults == ()


def test_a_break_is_told_at_once_and_once_and_the_line_is_tried_as_soon_as_it_is_whole() -> None:
    day = Day()
    day.wait(60)
    day.told.clear()
    day.fault = BROKEN
    day.feed(LineSensed(is_whole=False))
    day.wait(3600)
    assert day.told == [(60.0, CUT)]
    assert len(day.tried) == 1 + 3600 // AGAIN_S
    assert day.line.faults == (f"call button: may not work: {BROKEN}",)
    day.fault = ""
    day.feed(LineSensed(is_whole=True))
    day.wait(1)
    assert day.told[-1][1] == WORKS
    assert day.line.faults == ()


def test_a_line_that_fails_on_is_told_again_each_day() -> None:
    day = Day()
    day.fault = "stuck"
    day.wait(2.5 * DAY_S, step_s=60)
    assert len(day.told) == 3


def test_while_somebody_calls_or_talks_it_waits_but_not_for_long() -> None:
    day = Day()
    day.wait(60)
    day.wait(DAY_S - 100, step_s=10)
    trials = len(day.tried)
    for _ in range(int(PUT_OFF_MOST_S / 30) + 10):
        day.feed(CallSensed())
        day.wait(30)
    assert len(day.tried) == trials + 1
    assert day.tried[-1] - day.tried[0] <= DAY_S + PUT_OFF_MOST_S + 1
    waits = Day()
    waits.feed(TalkSensed(is_talking=True))
    waits.wait(600)
    assert waits.tried == []
    waits.feed(TalkSensed(is_talking=False))
    waits.wait(61)
    assert len(waits.tried) == 1


def test_what_nobody_answers_is_not_tested_and_a_trial_too_old_is_none() -> None:
    day = Day(answers=False)
    day.wait(12)
    assert [one.word for _, one in day.told if isinstance(one, LineTested)] == [LineWord.NOT_TESTED]
    day.answers = True
    day.wait(AGAIN_S)
    assert day.line.known == WORKS
    day.answers = False
    day.wait(GOOD_FOR_S + 120, step_s=60)
    assert day.line.known.word is LineWord.NOT_TESTED
    assert day.line.faults


@given(
    st.lists(
        st.tuples(
            st.sampled_from([CallSensed(), TalkSensed(True), TalkSensed(False), DoorSensed(True)]),
            st.sampled_from([5.0, 600.0, 7200.0]),
        ),
        max_size=12,
    )
)
def test_it_is_never_said_to_work_a_day_and_an_hour_after_its_last_trial(
    deeds: list[tuple[Event, float]],
) -> None:
    day = Day()
    for event, span_s in (*deeds, (CallSensed(), DAY_S + 7200.0)):
        day.feed(event)
        day.wait(span_s, step_s=300)
        works = day.line.known.word is LineWord.WORKS
        assert not works or day.up_s - day.tried[-1] <= GOOD_FOR_S


# ---- the node ----------------------------------------------------------------------------------


def node() -> Node:
    return Node(ASH_4, BOOT, "0.1.0", "a test", frozenset(), at(0))


def test_a_node_asks_for_the_trial_and_shows_it_at_the_door() -> None:
    made = node()
    assert TryLine() in made.tick(at(0.25))
    assert glass(made.door(at(1))).call_line == "not tested"
    made.feed(LineTried(), at(1))
    assert glass(made.door(at(3 * 3600))).call_line == "works, line tested 2 h 59 min ago"
    made.feed(LineSensed(is_whole=False), at(3 * 3600))
    shown = glass(made.door(at(3 * 3600 + 1)))
    assert shown.call_line == "may not work"
    assert shown.faults == (f"call button: may not work: {BROKEN}",)


def test_a_press_during_a_trial_is_a_call() -> None:
    made = node()
    made.tick(at(0.25))
    made.feed(CallSensed(), at(0.5))
    made.feed(LineTried(), at(1.5))
    owed = [body for body in made_bodies(made) if isinstance(body, HappeningBody)]
    assert CallPressed() in [body.happening for body in owed]


def made_bodies(made: Node) -> list[HappeningBody | HealthBody]:
    follows = made.feed(Connected(), at(2))
    return [
        one.message.body
        for one in follows
        if isinstance(one, Send) and isinstance(one.message, Envelope)
        if isinstance(one.message.body, HappeningBody | HealthBody)
    ]


# ---- the trial ---------------------------------------------------------------------------------


class Wire:
    """The far end of a line: what comes back of what is fed, as it is broken."""

    def __init__(self, *, back: str = "fed", pressed: bool = False) -> None:
        self.fed = True
        self.back, self.pressed, self.dips = back, pressed, 0

    def on(self) -> None:
        self.fed = True

    def off(self) -> None:
        self.fed, self.dips = False, self.dips + 1

    def reads(self) -> bool:
        if self.back == "fed":
            return self.fed
        if self.back == "lost":
            return self.fed and not self.dips
        return self.back == "whole"


def tried(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    monkeypatch.setattr("edge.outside.line_trial.STEP_S", 0.01)
    said: list[Event] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        trial = LineTrial(wire, wire.reads, lambda: wire.pressed, loop, said.append)
        assert trial.senses(False) is None  # nothing before the first trial
        trial.begin()
        trial.begin()
        await until(lambda: bool(said))
        await asyncio.sleep(0.05)
        assert trial.senses(False) == LineSensed(is_whole=False)

    asyncio.run(story())
    assert wire.fed
    return said


@pytest.mark.parametrize(
    ("wire", "fault"),
    [
        (Wire(), ""),
        (Wire(back="nothing"), BROKEN),
        (Wire(back="whole"), DEAF),
        (Wire(back="lost"), LOST),
        (Wire(pressed=True), STUCK),
    ],
    ids=["whole", "cut", "deaf", "does not come back", "stuck"],
)
def test_a_trial_says_what_is_wrong_with_the_line(
    wire: Wire, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tried(wire, monkeypatch) == [LineTried(fault)]


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    with simulated() as running:
        yield running


def test_the_simulated_line_is_tried_cut_and_mended_through_the_real_pins(sim: Sim) -> None:
    async def story() -> None:
        async with pins_of(sim) as (pins, heard):
            await until(lambda: len(heard) >= 6)
            heard.clear()
            pins.try_line()
            await until(lambda: bool(of(LineTried, heard)))
            assert of(LineTried, heard) == [LineTried()]
            sim.act("lose", device="call line")
            await until(lambda: LineSensed(is_whole=False) in heard)
            sim.act("press_call")
            await asyncio.sleep(0.8)
            assert of(CallSensed, heard) == []
            pins.try_line()
            await until(lambda: len(of(LineTried, heard)) == 2)
            assert of(LineTried, heard)[1] == LineTried(BROKEN)
            sim.act("mend", device="call line")
            await until(lambda: LineSensed(is_whole=True) in heard)
            sim.act("press_call")
            await until(lambda: bool(of(CallSensed, heard)))

    asyncio.run(story())
