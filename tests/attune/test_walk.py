"""`attune walk`: somebody at a terminal is led through a room, and signs for it or not."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from attune.__main__ import main
from attune.errand import ErrandError
from attune.walked import Walker
from hub.acts import Act
from hub.rooms.order_facts import Progress
from hub.walk_acts import AskWalk, SignWalk
from tests.brokers import free_port
from tests.hub.panel.night import ASH_4, PIN, FakeDesk, empty, facts, heard, reached
from tests.hub.panel.served import served
from tests.hub.world import WALKED
from ward.commissioning import Phase, Sight, Spot, SpotSeen, WalkAsked, Walking, WalkStep

SILENT_FIRST = Spot.DOOR  # where the radar does not answer the first time


class WalkedDesk(FakeDesk):
    """A desk whose room walks as fast as it is asked, or says no."""

    def __init__(self, no: str = "") -> None:
        super().__init__(heard(empty(ASH_4)))
        self.no = no
        self._sights: dict[Spot, Sight] = {}
        self._silent = {SILENT_FIRST}

    async def do(self, act: Act) -> Sequence[str]:
        denied = await super().do(act)
        if isinstance(act, AskWalk) and not denied:
            order = self.state(ASH_4).orders[-1].order.id
            progress = Progress.REFUSED if self.no else Progress.DONE
            self.set(facts(self.state(ASH_4), reached(ASH_4, self.now(), progress, self.no, order)))
            self._walk(act.asked)
        return denied

    def _walk(self, asked: WalkAsked) -> None:
        at_spot = Walking(id="walk-1", phase=Phase.AT_SPOT, spot=asked.spot)
        match asked.step, asked.spot:
            case WalkStep.BEGIN, _:
                self._stands(Walking(id="walk-1", phase=Phase.EMPTY), self._between())
            case WalkStep.STAND, Spot() as spot if spot in self._silent:
                self._silent.discard(spot)
                lost = self._between().model_copy(update={"words": "The radar did not answer."})
                self._stands(at_spot, lost)
            case WalkStep.STAND, Spot() as spot:
                self._sights[spot] = Sight.BREATHING if spot is Spot.BED else Sight.NOTHING
                self._stands(at_spot, self._between())
            case WalkStep.LACKS, Spot() as spot:
                self._sights[spot] = Sight.NO_SUCH_SPOT
                self._stands(self._between())
            case WalkStep.SIMULATE, _:
                self._stands(Walking(id="walk-1", phase=Phase.WALKED, walked=WALKED))

    def _between(self) -> Walking:
        spots = tuple(SpotSeen(spot=spot, sight=sight) for spot, sight in self._sights.items())
        done = len(spots) == len(Spot)
        phase = Phase.WALKED if done else Phase.BETWEEN
        return Walking(id="walk-1", phase=phase, spots=spots, walked=WALKED if done else None)

    def _stands(self, *walks: Walking) -> None:
        """The first now, and each later one once the one before was looked at."""
        self._later = list(walks[1:])
        self._show(walks[0])

    def _show(self, walk: Walking) -> None:
        orders = self.state(ASH_4)
        self.set(heard(orders, self.now(), walk=walk))

    def looked(self) -> None:
        if self._later:
            self._show(self._later.pop(0))

    _later: list[Walking] = []  # noqa: RUF012  (replaced with each step)


@pytest.fixture
def desk() -> WalkedDesk:
    return WalkedDesk()


def walker(url: str, desk: WalkedDesk, typed: Callable[[str], str]) -> tuple[Walker, list[str]]:
    said: list[str] = []

    def says(line: str) -> None:
        said.append(line)
        desk.looked()

    made = Walker(url, "ash/04", "K.O.", PIN["st-03"], typed, says, every_s=0.01)
    return made, said


def test_a_terminal_leads_through_every_spot_and_it_is_signed_for(desk: WalkedDesk) -> None:
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return "yes" if prompt.startswith("Sign") else "-" if "ensuite" in prompt else ""

    with served(desk) as panel:
        walks, said = walker(panel.url, desk, typed)
        assert walks.walk() == 0
    spots = [prompt for prompt in asked if prompt.startswith("Go to the")]
    assert len(spots) == len(Spot) + 1, "the silent door is asked for twice"
    assert "door: not seen." in said
    assert "ensuite: not in this room." in said
    assert desk.acts[-1] == SignWalk(ASH_4, "walk-1", "st-03")


def test_whoever_does_not_type_yes_has_not_signed(desk: WalkedDesk) -> None:
    with served(desk) as panel:
        walks, _ = walker(panel.url, desk, lambda _prompt: "")
        assert walks.walk() == 1
    assert not [act for act in desk.acts if isinstance(act, SignWalk)]


def test_what_the_room_refuses_is_said_and_nothing_is_signed() -> None:
    desk = WalkedDesk("this radar is a real one, and must be walked")
    with served(desk) as panel:
        walks, _ = walker(panel.url, desk, lambda _prompt: "")
        with pytest.raises(ErrandError, match="a real one"):
            walks.simulate()
    assert not [act for act in desk.acts if isinstance(act, SignWalk)]


def test_a_wrong_pin_and_a_role_that_may_not_are_told_in_the_hubs_words(desk: WalkedDesk) -> None:
    with served(desk) as panel:
        wrong = Walker(panel.url, "ash/04", "K.O.", "0000")
        with pytest.raises(ErrandError, match="does not go with"):
            wrong.simulate()
        nurse = Walker(panel.url, "ash/04", "M.T.", PIN["st-01"])
        with pytest.raises(ErrandError, match="may not commission"):
            nurse.simulate()
    assert not desk.acts


@pytest.mark.parametrize(
    ("room", "words"), [("ash/04", "no hub answers"), ("ash", "ash"), ("Ash/4", "Ash")]
)
def test_what_cannot_be_walked_is_one_sentence(
    room: str,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub = tmp_path / "hub.toml"
    hub.write_text(f'[site]\nrooms = ["ash/04"]\n[panel]\nport = {free_port()}\n', encoding="utf-8")
    (tmp_path / "pin").write_text("2580\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 20))
    told = ["walk", str(hub), room, "--by", "st-03", "--pin-file", str(tmp_path / "pin")]
    assert main(told) == 2
    said = capsys.readouterr().err
    assert said.startswith("attune: ")
    assert words in said
    assert said.count("\n") == 1
