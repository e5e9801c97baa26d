"""Which radar a node says it has: by kind, by its label, and by the board that it is wired to."""

from pathlib import Path

import pytest

from edge.config import PiBoard, SimulatedBoard
from edge.decode.radars import RadarKind
from edge.outside import hardware
from edge.outside.hardware import NO_SERIAL, radar_on
from ward.commissioning import SIMULATED, Radar


def on_a_pi(serial: str | None = "S-20417") -> PiBoard:
    return PiBoard(
        kind="raspberry-pi", radar=Path("r"), radar_kind=RadarKind.LD6002, radar_serial=serial
    )


def test_a_pi_is_known_by_its_own_serial_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "serial-number"
    told.write_bytes(b"10000000c0ffee17\0")
    monkeypatch.setattr(hardware, "PI_SERIAL", told)
    expected = Radar(kind="ld6002", serial="S-20417", board="10000000c0ffee17")
    assert radar_on(on_a_pi()) == expected
    assert radar_on(on_a_pi(None)) != expected
    told.unlink()
    assert radar_on(on_a_pi()).board == NO_SERIAL


@pytest.mark.hazard("H-31")
def test_only_a_simulated_board_has_a_simulated_radar() -> None:
    board = SimulatedBoard(kind="simulated", radar=Path("r"), socket=Path("s"))
    assert radar_on(board) == Radar(kind="mr60bha2", board=SIMULATED)
    assert radar_on(board).is_simulated
    assert not radar_on(on_a_pi()).is_simulated
