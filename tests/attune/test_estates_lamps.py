"""`attune estates lamps`: both lights of an empty room tried, and put back whatever happens."""

import urllib.request
from collections.abc import Sequence

import pytest

from attune.errand import ErrandError
from attune.estates.lamps import LampTest
from attune.walked import UnansweredError
from hub.acts import Act, Ask
from hub.rooms.order_facts import Progress
from hub.rooms.upkeep import Severity
from tests.hub.panel.night import ASH_4, PIN, TWO_AM, FakeDesk, empty, facts, heard, reached
from tests.hub.panel.served import served
from ward.envelope import Standing
from ward.orders import BackAsked, Lamp, LuxAsked
from ward.readings import Quantity

pytestmark = pytest.mark.hazard("H-20")

NOBODY = Standing(door_open=False, locked=False, in_room=False, in_ensuite=False, at_door=False)
SOMEBODY = NOBODY.model_copy(update={"in_room": True})


class LitDesk(FakeDesk):
    """A desk whose room gives the light it is asked for, but for a lamp that stays dark."""

    def __init__(self, dark: Lamp | None = None, enters_at: Lamp | None = None) -> None:
        super().__init__(heard(empty(ASH_4), standing=NOBODY))
        self.dark, self.enters_at = dark, enters_at

    async def do(self, act: Act) -> Sequence[str]:
        denied = await super().do(act)
        if isinstance(act, Ask) and not denied:
            order = self.state(ASH_4).orders[-1].order.id
            done = facts(self.state(ASH_4), reached(ASH_4, self.now(), Progress.DONE, "", order))
            lux, standing = 0.5, NOBODY
            if isinstance(act.asked, LuxAsked):
                lux = 0.5 if act.asked.lamp is self.dark else act.asked.lux * 0.97
                standing = SOMEBODY if act.asked.lamp is self.enters_at else NOBODY
            reads = {Quantity.LIGHT: ("bh1750", lux)}
            self.set(heard(done, self.now(), reads=reads, standing=standing))
        return denied


def tried(desk: LitDesk, by: str = "K.O.", pin: str = PIN["st-03"]) -> tuple[int | str, list[str]]:
    """How it ended, and what was said."""
    said: list[str] = []
    with served(desk) as panel:
        test = LampTest(
            panel.url, "ash/04", by, pin, says=said.append, every_s=0.01,
            looks_s=0.3, settles_s=0.05, today=TWO_AM.date(),
        )  # fmt: skip
        try:
            return test.run(), said
        except ErrandError as wrong:
            return str(wrong), said


def asked(desk: LitDesk) -> list[object]:
    return [act.asked for act in desk.acts if isinstance(act, Ask)]


def test_both_reach_their_levels_and_the_room_goes_back() -> None:
    desk = LitDesk()
    code, said = tried(desk)
    assert code == 0
    assert said == ["main light: 97 of 100 lux", "night light: 4.85 of 5 lux"]
    main, night, back = asked(desk)
    assert (main, night) == (LuxAsked(lamp=Lamp.MAIN, lux=100), LuxAsked(lamp=Lamp.NIGHT, lux=5))
    assert back == BackAsked()
    wishes = [act for act in desk.acts if isinstance(act, Ask)]
    assert [act.only_if_empty for act in wishes] == [True, True, False]


def test_a_lamp_that_stays_dark_is_said() -> None:
    desk = LitDesk(dark=Lamp.NIGHT)
    code, said = tried(desk)
    assert code == 1
    assert said[1:] == [
        "night light: 0.5 of 5 lux", "Written down as a defect, to be mended by 20.12.2026.",
    ]  # fmt: skip
    assert asked(desk)[-1] == BackAsked()
    (defect,) = desk.state(ASH_4).upkeep.open
    assert (defect.clause, defect.severity) == ("framework.38", Severity.BROKEN)
    assert defect.words == "main light: 97 of 100 lux; night light: 0.5 of 5 lux"
    assert tried(desk)[0] == 1, "and once more it is the same defect"
    assert len(desk.state(ASH_4).upkeep.open) == 1


def test_whoever_may_not_look_at_a_room_is_told_that_nothing_is_written_down() -> None:
    desk = LitDesk(dark=Lamp.NIGHT)
    code, said = tried(desk, "D.R.", PIN["st-04"])
    assert code == 1
    assert "It is not written down: " in said[-1]
    assert "Say on a walk-round that it is not met." in said[-1]
    assert not desk.state(ASH_4).upkeep.open


def test_it_ends_when_somebody_comes_in_and_the_room_goes_back() -> None:
    desk = LitDesk(enters_at=Lamp.MAIN)
    words, _ = tried(desk)
    assert "somebody is in there now" in str(words)
    assert asked(desk) == [LuxAsked(lamp=Lamp.MAIN, lux=100), BackAsked()]


@pytest.mark.parametrize("lost", [0, 1])
def test_a_light_whose_answer_was_lost_goes_back(lost: int) -> None:
    """It was asked for, though whoever asked never heard so; the answer to "back" may be lost."""
    desk = LitDesk()
    answers = ["to light"] + ["to back"] * lost

    class Losing(LampTest):
        def _open(self, request: urllib.request.Request) -> bytes:
            found = super()._open(request)
            if request.method == "POST" and answers:
                answers.pop()
                raise UnansweredError("no hub answers")
            return found

    with served(desk) as panel:
        test = Losing(
            panel.url, "ash/04", "K.O.", PIN["st-03"], says=lambda _: None, every_s=0.01,
            looks_s=0.3, settles_s=0.05,
        )  # fmt: skip
        with pytest.raises(ErrandError, match="no hub answers"):
            test.run()
    assert asked(desk) == [LuxAsked(lamp=Lamp.MAIN, lux=100), *[BackAsked()] * (1 + lost)]


def test_a_light_goes_back_where_the_test_is_left_before_it_was_answered() -> None:
    desk = LitDesk()

    class Left(LampTest):
        def _open(self, request: urllib.request.Request) -> bytes:
            found = super()._open(request)
            if len(asked(desk)) == 1:
                raise KeyboardInterrupt
            return found

    with served(desk) as panel:
        test = Left(panel.url, "ash/04", "K.O.", PIN["st-03"], says=lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            test.run()
    assert asked(desk) == [LuxAsked(lamp=Lamp.MAIN, lux=100), BackAsked()]


def test_over_somebody_nothing_is_asked_at_all() -> None:
    desk = LitDesk()
    desk.set(heard(empty(ASH_4), desk.now(), standing=SOMEBODY))
    words, _ = tried(desk)
    assert "light is tried out on nobody" in str(words)
    assert asked(desk) == []
