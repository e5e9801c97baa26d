"""The floor of the empty room: once recorded, nothing louder is ever learnt for noise."""

import numpy as np
import pytest

from edge.decode.iq import IqFrame
from edge.moment import Moment
from edge.sense.chest import Chest
from edge.sense.floor import HasFloor
from edge.sense.raw import RawBedside, Unlearned
from ward.care import Authorisation
from ward.vitals import Doubt, Doubted, Said

RATE_HZ, NOISE = 20.0, 25.0


def restless(chest: Chest) -> float:
    """Half a minute of an echo that trembles four times as much as the empty room did."""
    rng = np.random.default_rng(7)
    for _ in range(30):
        parts = rng.normal(0, 4 * NOISE, (2, round(RATE_HZ), 4))
        chest.feed(1000 + parts[0] + 1j * parts[1])
        chest.heard()
    return float(chest.floor)


@pytest.mark.hazard("H-19")
def test_a_floor_that_the_empty_room_had_is_never_learnt_higher() -> None:
    assert restless(Chest(RATE_HZ, 4, is_complex=True)) > 2 * NOISE
    held = Chest(RATE_HZ, 4, is_complex=True)
    held.floor_most = NOISE
    assert restless(held) <= NOISE


class Learned:
    """What listens to raw echo, as far as its floor goes."""

    def __init__(self) -> None:
        self.noise: float | None = NOISE
        self.floor: float | None = None

    def feed(self, _frame: IqFrame, now: Moment) -> None:
        del now

    def lost(self) -> None:
        """Nothing to forget."""

    def said(self, _authorisation: Authorisation | None, now: Moment) -> Said:
        del now
        return Doubted(doubt=Doubt.SETTLING)

    def held_to(self, floor: float) -> None:
        self.floor = floor


def test_a_raw_radar_passes_its_floor_on_to_whoever_listens() -> None:
    listener = Learned()
    bedside = RawBedside(listener)
    assert isinstance(bedside, HasFloor)
    assert bedside.noise == NOISE
    bedside.held_to(12.0)
    assert listener.floor == 12.0
    deaf = RawBedside(Unlearned())
    deaf.held_to(12.0)
    assert deaf.noise is None
