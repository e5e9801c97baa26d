"""What the rooms measured, worked out beside the hub: how it is handed over, and when it is old."""

import asyncio
import math
import sys
from collections.abc import Sequence
from contextlib import suppress

import pytest

from hub.estates.answers import Answer, Evidence, Found, Measured
from hub.estates.rooms import standings
from hub.estates.sensed import GOOD_FOR, NOTHING_SENSED, Sensed, read, written
from hub.outside.sensing import Sensing
from hub.outside.standards import load
from tests.hub.world import ASH_4, TWO_AM
from ward.units import hours, minutes

CALLS = "framework.22"
WELL = Sensed(
    TWO_AM,
    (Measured(ASH_4, CALLS, TWO_AM - hours(24), TWO_AM, 60.0, 1.0, "no call"),),
    (Evidence(ASH_4, "framework.38", TWO_AM, "the room itself", Found.MET, None, "both lit"),),
    (Measured(ASH_4, CALLS, TWO_AM - hours(2), TWO_AM, 60.0, 1.0, "no call"),),
)


def test_it_is_handed_over_whole() -> None:
    assert read(written(WELL)) == WELL
    assert read(written(NOTHING_SENSED)) == NOTHING_SENSED


@pytest.mark.hazard("H-60")
def test_a_breach_without_bounds_stays_one() -> None:
    (one,) = WELL.measured
    worst = Measured(one.room, one.clause, one.since, one.until, math.inf, 1.0)
    (back,) = read(written(Sensed(TWO_AM, (worst,)))).measured
    assert back.value == math.inf


@pytest.mark.parametrize("text", ["", "null", "[]", '{"until": "soon"}', '{"measured": [{}]}'])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text)


@pytest.mark.hazard("H-60")
def test_what_was_measured_says_nothing_after_a_day_nor_from_a_day_to_come() -> None:
    def answer(now_h: float) -> Answer:
        now = TWO_AM + hours(now_h)
        known = standings(load(), [ASH_4], (), WELL.at(now).measured, now)[ASH_4]
        return next(one.answer for one in known if one.clause.id == CALLS)

    assert answer(0) is answer(23.9) is Answer.MET
    assert answer(24.1) is answer(-25) is Answer.NOT_MEASURED
    assert WELL.at(TWO_AM + GOOD_FOR + minutes(1)) == NOTHING_SENSED


async def once(sensing: Sensing) -> None:
    """Until it was asked once, and answered or failed."""
    told, failed = sensing.latest, sensing.failed
    running = asyncio.create_task(sensing.run())
    for _ in range(600):
        await asyncio.sleep(0.05)
        if sensing.latest is not told or sensing.failed > failed:
            break
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def sensed(command: Sequence[str], before: Sensed = NOTHING_SENSED) -> Sensed:
    """What is known after this command was asked."""
    sensing = Sensing(command, after_s=0.0, every_s=60.0)
    sensing.latest = before
    asyncio.run(once(sensing))
    return sensing.latest


def says(text: str) -> tuple[str, ...]:
    return sys.executable, "-c", f"import sys; sys.stdout.write({text!r})"


FAILS = (sys.executable, "-c", "import sys; sys.exit('the store is gone')")


def test_a_program_beside_the_hub_says_what_was_measured() -> None:
    assert sensed(says(written(WELL))) == WELL


@pytest.mark.parametrize("command", [FAILS, says("no text of ours"), ("/no/such/program",)])
def test_one_that_fails_leaves_what_was_known_and_nothing_is_made_up(
    command: Sequence[str],
) -> None:
    assert sensed(command) == NOTHING_SENSED
    assert sensed(command, before=WELL) == WELL


def test_without_a_program_nothing_is_ever_asked() -> None:
    sensing = Sensing((), after_s=0.0)
    asyncio.run(sensing.run())
    assert sensing.latest == NOTHING_SENSED
