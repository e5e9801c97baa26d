"""What the simulator's tests stand on: an in-process bus, and time that passes when slept."""

import os
import time
from pathlib import Path

import pytest

from firmware_sim.chips.chip import Chip, NackError

BYTE_ON_BUS_S = 9 / 100_000  # eight bits and an acknowledgement at 100 kHz


class ChipBus:
    """An I2C bus as makers' drivers expect it, where each byte takes its time."""

    def __init__(self, **at: Chip) -> None:

        self._chips = {int(address.removeprefix("x"), 16): chip for address, chip in at.items()}

    def step(self, dt: float) -> None:
        for chip in self._chips.values():
            chip.step(dt)

    def transact(self, address: int, write: bytes, read: int) -> bytes:
        self.step(BYTE_ON_BUS_S * (1 + len(write) + read))
        if address not in self._chips:
            raise OSError("no such device")
        try:
            return self._chips[address].transaction(write, read)
        except NackError:
            raise OSError("not acknowledged") from None

    def try_lock(self) -> bool:
        return True

    def unlock(self) -> None:
        pass

    def writeto(self, address, buffer, *, start=0, end=None):
        self.transact(address, bytes(buffer[start:end]), 0)

    def readfrom_into(self, address, buffer, *, start=0, end=None):
        end = len(buffer) if end is None else end
        buffer[start:end] = self.transact(address, b"", end - start)

    def writeto_then_readfrom(
        self, address, out, into, *, out_start=0, out_end=None, in_start=0, in_end=None
    ):
        in_end = len(into) if in_end is None else in_end
        into[in_start:in_end] = self.transact(
            address, bytes(out[out_start:out_end]), in_end - in_start
        )


@pytest.fixture
def bus_of(monkeypatch):
    """A bus with these chips, on which a driver's sleep is the chips' time."""

    def make(**at: Chip) -> ChipBus:
        bus = ChipBus(**at)
        monkeypatch.setattr(time, "sleep", bus.step)
        for driver in ("adafruit_bh1750", "adafruit_mcp4728"):
            monkeypatch.setattr(f"{driver}.sleep", bus.step)
        return bus

    return make


@pytest.fixture(scope="session")
def breathing_recording() -> Path:
    """A real recording from the radar's maker; without it there is nothing to play."""
    checkout = Path(__file__).resolve().parents[2]
    shared = Path(os.environ.get("ATTUNE_SHARED", checkout.parent / "shared"))
    path = shared / "data" / "radar" / "acconeer_a121_breathing" / "breathing-sitting.npz"
    if not path.exists() and "CI" not in os.environ:
        pytest.skip("the shared recordings are not here (ATTUNE_SHARED)")
    return path
