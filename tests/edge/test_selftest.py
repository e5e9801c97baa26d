"""The self-test of a room, against the simulator and line by line: nothing unseen works."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from attune.__main__ import main
from edge import sheet
from edge.act.hold import NONE_FITTED, SURFACE_FITTED
from edge.config import load
from edge.events import DoorSensed, Event, LineTried, PresenceSensed, RadarBytes
from edge.memory import CARE
from edge.outside import selftest as selftest_module
from edge.outside.nobody import sensed_in
from edge.outside.outbox_file import OutboxFile
from edge.sheet import Line, Verdict
from tests.edge.night import ASH_4, care, confined
from tests.edge.simulated import Sim, simulated
from ward.codec import encode
from ward.happenings import Place
from ward.readings import Missing, Quantity, Reading

CARD = "04A2B3C4"


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    with simulated() as running:
        yield running


@pytest.fixture
def node_file(sim: Sim, tmp_path: Path) -> Path:
    file = tmp_path / "node.toml"
    file.write_text(
        'room = "ash/04"\n[board]\nkind = "simulated"\n'
        f'socket = "{sim.room}/board.sock"\nradar = "{sim.room}/radar"\n'
        f'badge = "{sim.room}/badge"\n'
    )
    return file


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest_module, "TICK_S", 0.03)
    monkeypatch.setattr(selftest_module, "SENSORS_WITHIN_S", 1.5)
    monkeypatch.setattr(selftest_module, "RELAY_S", 0.3)


def hands(sim: Sim) -> None:
    """What the sheet asks whoever stands at the door to do."""
    time.sleep(0.5)
    sim.act("visit", badge=CARD, stay_s=12)
    sim.act("talk", for_s=1)
    sim.act("press_call")
    sim.act("open")
    sim.act("turn", dial="light", steps=1)
    sim.act("turn", dial="temperature", steps=1)
    sim.act("push", dial="light")
    sim.act("push", dial="temperature")
    time.sleep(1)
    sim.act("shut")
    sim.act("lock")
    sim.act("ensuite", **{"in": True})


@pytest.mark.usefixtures("quickly")
def test_a_sound_room_gets_a_sheet_without_a_failure(sim: Sim, node_file: Path) -> None:
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        if words.startswith("Now"):
            threading.Thread(target=hands, args=(sim,), daemon=True).start()

    celsius = sim.act("state")["temperature_c"]
    lines = asyncio.run(
        selftest_module.selftest(load(node_file), celsius + 0.1, 14.0, say, nobody_inside=True)
    )
    found = {line.what: line.verdict for line in lines}
    assert not [line for line in lines if line.verdict is Verdict.FAILS]
    assert found["main light"] is found["night light"] is Verdict.WELL
    assert found["main light, low"] is found["night light, low"] is Verdict.WELL
    assert found["ads1115: surface"] is Verdict.WELL
    assert found["thermometer sht4x beside the reference"] is Verdict.WELL
    assert found["heating"] is Verdict.BY_HAND
    assert {
        found[what]
        for what in (
            "door opened and shut",
            "badge shown",
            "light dial turned",
            "light dial pushed",
        )
    } == {Verdict.WELL}
    assert said[-1].startswith("Commissioning sheet of Ash 4\nHardware: simulated")
    assert sim.act("state")["main_light"] == 0


@pytest.mark.usefixtures("quickly")
def test_a_room_with_a_lamp_driver_off_and_nobody_at_the_door_says_so(
    sim: Sim, node_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sim.act("lose", device="mcp4728")
    try:
        assert main(["node", "selftest", str(node_file), "--wait", "1", "--nobody-inside"]) == 1
    finally:
        sim.act("mend", device="mcp4728")
    said = capsys.readouterr().out
    assert "main light" in said
    assert "FAILS" in said
    assert "nobody did it in time" in said


@pytest.mark.hazard("H-20")
@pytest.mark.usefixtures("quickly")
def test_nothing_moves_over_somebody_who_is_sensed_inside(
    sim: Sim, node_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sim.act("enter")
    assert main(["node", "selftest", str(node_file), "--wait", "1"]) == 2
    said = capsys.readouterr()
    assert "Ash 4 is not tried: somebody is sensed in the" in said.err
    assert "--nobody-inside" in said.err
    assert "fades to full" not in said.out
    assert sim.act("state")["main_light"] == 0


@pytest.mark.hazard("H-20")
def test_nothing_moves_over_somebody_who_is_confined_by_what_the_node_last_knew(
    node_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox = tmp_path / "outbox.db"
    node_file.write_text(node_file.read_text() + f'[outbox]\npath = "{outbox}"\n')
    file = OutboxFile(outbox, ASH_4)
    file.write((), (), {CARE: encode(care(confinement=confined()))})
    file.close()
    assert main(["node", "selftest", str(node_file), "--wait", "1"]) == 2
    assert "somebody is confined there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("heard", "why"),
    [
        ([PresenceSensed(Place.ROOM, False)], ""),
        ([PresenceSensed(Place.ROOM, True), PresenceSensed(Place.ROOM, False)], ""),
        ([PresenceSensed(Place.DOORSIDE, True), PresenceSensed(Place.ROOM, False)], ""),
        ([PresenceSensed(Place.ROOM, True)], "somebody is sensed in the room"),
        (
            [PresenceSensed(Place.ROOM, False), PresenceSensed(Place.ENSUITE, True)],
            "somebody is sensed in the ensuite",
        ),
        ([PresenceSensed(Place.DOORSIDE, False)], "no presence sensor says that the room is empty"),
    ],
)
def test_a_room_is_empty_only_where_its_sensors_say_so(heard: list[Event], why: str) -> None:
    assert sensed_in(heard) == why


def test_what_cannot_be_tried_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["node", "selftest", str(tmp_path / "none.toml")]) == 2
    assert "cannot be tried" in capsys.readouterr().err


# ---- line by line --------------------------------------------------------------------------


def of(quantity: Quantity, value: float | Missing) -> dict[tuple[Quantity, str], Reading]:
    return {(quantity, "sht4x"): Reading(quantity=quantity, sensor="sht4x", value=value)}


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (sheet.lamp(sheet.MAIN, 3, 380), Verdict.WELL),
        (sheet.lamp(sheet.MAIN, 300, 380), Verdict.FAILS),  # daylight is no lamp
        (sheet.lamp(sheet.MAIN, 3, None), Verdict.NOT_SEEN),
        (sheet.lamp(sheet.NIGHT, 0, 14), Verdict.WELL),
        (sheet.lamp(sheet.NIGHT, 0, 80), Verdict.FAILS),
        (sheet.low(sheet.MAIN, 18, 3, 20), Verdict.WELL),
        (sheet.low(sheet.MAIN, 18, 3, 3), Verdict.FAILS),  # it went out
        (sheet.low(sheet.MAIN, 18, 3, 43), Verdict.FAILS),  # it goes no lower than a tenth
        (sheet.low(sheet.NIGHT, 2, 0, 1.7), Verdict.WELL),
        (sheet.low(sheet.NIGHT, 2, 0, 0), Verdict.FAILS),
        (sheet.low(sheet.NIGHT, 2, None, 2), Verdict.NOT_SEEN),
        (sheet.radar([]), Verdict.FAILS),
        (sheet.radar([RadarBytes(b"x")]), Verdict.BY_HAND),
        (sheet.call_line([]), Verdict.NOT_SEEN),
        (sheet.call_line([LineTried("broken, or off")]), Verdict.FAILS),
        (sheet.relay("cooling", fitted=False), Verdict.NOT_SEEN),
        (sheet.door([DoorSensed(True)])[0], Verdict.NOT_SEEN),  # opened, and never shut
        (sheet.thermometers(of(Quantity.TEMPERATURE, 20.0), 21.1)[0], Verdict.FAILS),
        (sheet.thermometers(of(Quantity.TEMPERATURE, 20.0), None)[0], Verdict.BY_HAND),
        (sheet.sensors({})[0], Verdict.FAILS),
        (sheet.sensors(of(Quantity.HUMIDITY, Missing.SENSOR_LOST))[3], Verdict.FAILS),
    ],
)
def test_no_line_says_more_than_was_seen(line: Line, verdict: Verdict) -> None:
    assert line.verdict is verdict, line


@pytest.mark.hazard("H-51")
def test_a_surface_probe_that_was_cut_before_the_start_is_not_taken_for_none() -> None:
    probed = frozenset({SURFACE_FITTED})
    (cut,) = [one for one in sheet.sensors({}, probed) if one.what == "ads1115: surface"]
    assert (cut.verdict, cut.found) == (Verdict.FAILS, f"it said nothing; {NONE_FITTED}")
    lost = Reading(quantity=Quantity.SURFACE, sensor="ads1115", value=Missing.SENSOR_LOST)
    of_it = sheet.sensors({sheet.SURFACE: lost}, probed)
    assert NONE_FITTED in next(one for one in of_it if one.what == cut.what).found
    assert sheet.probe(probed) == ()
    (none,) = sheet.probe(frozenset())
    assert none.verdict is Verdict.NOT_SEEN
    assert "ads1115: surface" not in {one.what for one in sheet.sensors({})}
