"""The floor of the empty room: once recorded, nothing louder is ever learnt for noise."""

import numpy as np
import pytest

from edge.decode.iq import IqFrame, IqSession
from edge.moment import Moment
from edge.sense.chest import Chest
from edge.sense.floor import HasFloor
from edge.sense.raw import RawBedside
from edge.sense.raw_signs import RawSigns
from edge.sense.told import BothSaid, both_doubted
from tests.edge.night import at, authorised
from ward.care import Authorisation
from ward.vitals import Doubt

RATE_HZ, NOISE = 20.0, 25.0


def restless(chest: Chest) -> float:
    """Half a minute of an echo that trembles four times as much as the empty room did."""
    rng = np.random.default_rng(7)
    for _ in range(30):
        parts = rng.normal(0, 4 * NOISE, (2, round(RATE_HZ), 4))
        chest.feed(1000 + parts[0] + 1j * parts[1])
        chest.heard()
    return float(chest.floor.noise)


@pytest.mark.hazard("H-19")
def test_a_floor_that_the_empty_room_had_is_never_learnt_higher() -> None:
    assert restless(Chest(RATE_HZ, 4, is_complex=True)) > 2 * NOISE
    held = Chest(RATE_HZ, 4, is_complex=True)
    held.floor.most = NOISE
    assert restless(held) <= NOISE


def session(ranges: int) -> IqSession:
    return IqSession(RATE_HZ, tuple(0.5 + 0.1 * n for n in range(ranges)), 0.005)


def restlessly(signs: RawSigns, session: IqSession) -> None:
    """The same, by way of frames."""
    rng, spread = np.random.default_rng(7), tuple(0.0 for _ in session.range_m)
    for number in range(30 * round(RATE_HZ)):
        parts = rng.normal(0, 4 * NOISE, (2, len(session.range_m)))
        frame = IqFrame(
            session=session,
            at_s=number / RATE_HZ,
            iq=tuple(complex(each) for each in 1000 + parts[0] + 1j * parts[1]),
            sweep_std=spread,
            is_saturated=False,
            is_delayed=False,
        )
        signs.feed(frame, at(number / RATE_HZ))
        if number % round(RATE_HZ) == 0:
            signs.said(authorised(until_s=86_400), at(number / RATE_HZ))


class Learned:
    """What listens to raw echo, as far as its floor goes."""

    def __init__(self) -> None:
        self.noise: float | None = NOISE
        self.floor: float | None = None

    def feed(self, _frame: IqFrame, now: Moment) -> None:
        del now

    def lost(self) -> None:
        """Nothing to forget."""

    def said(self, _authorisation: Authorisation | None, now: Moment) -> BothSaid:
        del now
        return both_doubted(Doubt.SETTLING)

    def held_to(self, floor: float) -> None:
        self.floor = floor


def test_a_raw_radar_passes_its_floor_on_to_whoever_listens() -> None:
    listener = Learned()
    bedside = RawBedside(listener)
    assert isinstance(bedside, HasFloor)
    assert bedside.noise == NOISE
    bedside.held_to(12.0)
    assert listener.floor == 12.0


@pytest.mark.hazard("H-19")
def test_a_listener_is_held_to_the_floor_that_the_empty_room_had_through_every_session() -> None:
    signs = RawSigns()
    assert signs.noise is None
    signs.held_to(NOISE)
    for ranges in (2, 3):
        restlessly(signs, session(ranges))
        assert signs.noise is not None
        assert signs.noise <= NOISE
    free = RawSigns()
    restlessly(free, session(2))
    assert free.noise is not None
    assert free.noise > 2 * NOISE
