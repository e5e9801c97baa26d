"""Each kind of radar over one bed: what the node says under it, and what it never says."""

from collections.abc import Callable
from math import pi, sin
from random import Random

import pytest

from edge.decode.radars import BAUD, HAVE_PHASES, SAY_PRESENCE, RadarKind
from edge.events import RadarBytes
from edge.sense.bedside import AtBed
from edge.sense.fitted import bedside_under
from firmware_sim.radar.exploration import ExplorationServer
from firmware_sim.radar.mr60bha2 import LD6002, MR60BHA2, Echo, Mr60bha2
from firmware_sim.radar.noise import spoilt
from firmware_sim.radar.r60abd1 import R60abd1
from tests.edge.night import at, authorised
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said

ALLOWED = authorised()
Simulated = Mr60bha2 | R60abd1 | ExplorationServer
RADARS: dict[RadarKind, Callable[[], Simulated]] = {
    RadarKind.MR60BHA2: lambda: Mr60bha2(Random(1), MR60BHA2),
    RadarKind.LD6002: lambda: Mr60bha2(Random(1), LD6002),
    RadarKind.R60ABD1: lambda: R60abd1(Random(1)),
    RadarKind.MR60BHA1: lambda: R60abd1(Random(1)),
    RadarKind.XM125: lambda: ExplorationServer(Random(1)),
}
ESTIMATED = HAVE_PHASES | {RadarKind.XM125}
Chest = Callable[[float], Echo]


def breathing(per_min: float) -> Chest:
    """A chest that moves by 6 mm, its breaths a little uneven as of anybody alive."""

    def echo(s: float) -> Echo:
        turn = per_min * s / 60 + 0.15 * sin(2 * pi * s / 19)
        return Echo(in_cone=True, displacement_mm=3 * sin(2 * pi * turn))

    return echo


def still(_s: float) -> Echo:
    return Echo(in_cone=True)


def nobody(_s: float) -> Echo:
    return Echo(in_cone=False)


def good(sent: bytes) -> bytes:
    return sent


class Bed:
    def __init__(self, kind: RadarKind) -> None:
        self.radar, self.bedside = RADARS[kind](), bedside_under(kind)
        self.now_s = 0.0
        self.cable: Callable[[bytes], bytes] = good

    def lies(self, chest: Chest, for_s: int) -> list[Said]:
        said = []
        for _ in range(for_s):
            for _ in range(20):  # an XM125's frames each have a moment of their own
                self.now_s += 0.05
                self._hears(self.radar.step(0.05, chest(self.now_s)))
            said.append(self.bedside.vitals(ALLOWED, at(self.now_s))[0].said)
        return said

    def _hears(self, sent: bytes) -> None:
        """What the radar sends, and what it answers to what it is then asked."""
        self.bedside.feed(RadarBytes(self.cable(sent)), at(self.now_s))
        while asks := self.bedside.asks(at(self.now_s)):
            answers = b"".join(map(self.radar.hear, asks))
            self.bedside.feed(RadarBytes(self.cable(answers)), at(self.now_s))


@pytest.mark.parametrize("kind", sorted(ESTIMATED))
def test_under_a_radar_whose_phase_can_be_heard_a_sleeper_has_a_rate(kind: RadarKind) -> None:
    rates = [one.per_minute for one in Bed(kind).lies(breathing(14), 90) if isinstance(one, Rate)]
    assert len(rates) > 40
    assert max(abs(rate - 14) for rate in rates) < 1.5


@pytest.mark.parametrize("kind", [RadarKind.R60ABD1, RadarKind.MR60BHA1])
def test_under_a_radar_that_reports_rates_nobody_has_one(kind: RadarKind) -> None:
    said = Bed(kind).lies(breathing(14), 90)
    assert {type(one) for one in said} == {Doubted}


@pytest.mark.parametrize("kind", RadarKind)
def test_a_chest_that_stops_is_never_called_an_empty_bed(kind: RadarKind) -> None:
    bed = Bed(kind)
    bed.lies(breathing(14), 60)
    said = bed.lies(still, 120)
    assert not any(isinstance(one, Rate) for one in said[9:])
    assert Doubted(doubt=Doubt.NOBODY_THERE) not in said


@pytest.mark.parametrize("kind", RadarKind)
def test_an_empty_bed_never_has_a_rate(kind: RadarKind) -> None:
    bed = Bed(kind)
    bed.lies(breathing(14), 60)
    assert not any(isinstance(one, Rate) for one in bed.lies(nobody, 240)[9:])


@pytest.mark.parametrize("kind", sorted(SAY_PRESENCE))
def test_a_radar_that_speaks_of_presence_is_believed_that_nobody_is_there(kind: RadarKind) -> None:
    assert Bed(kind).lies(nobody, 60)[-1] == Doubted(doubt=Doubt.NOBODY_THERE)


@pytest.mark.parametrize("kind", RadarKind)
def test_a_bad_cable_is_counted_and_forgotten_once_it_is_mended(kind: RadarKind) -> None:
    bed, rng = Bed(kind), Random(3)
    bed.lies(breathing(14), 50)
    assert not sum(count for name, count in bed.bedside.counters.items() if "unread" not in name)
    bed.cable = lambda sent: spoilt(sent, rng)
    said = bed.lies(breathing(14), 60)
    assert not any(isinstance(one, NotBreathing) for one in said)
    assert all(abs(one.per_minute - 14) < 2 for one in said if isinstance(one, Rate))
    counted = bed.bedside.counters
    assert counted["radar junk bytes"] > 100
    assert counted["radar bad checks"] > 5
    bed.cable = good
    said = bed.lies(breathing(14), 60)
    assert Doubted(doubt=Doubt.SENSOR_LOST) not in said[10:]
    assert isinstance(said[-1], Rate if kind in ESTIMATED else Doubted)


@pytest.mark.parametrize("kind", [one for one in RadarKind if one is not RadarKind.XM125])
def test_nothing_is_ever_sent_to_a_radar_that_speaks_unasked(kind: RadarKind) -> None:
    bed = Bed(kind)
    bed.lies(breathing(14), 5)
    assert bed.bedside.asks(at(60)) == ()


def test_every_kind_has_a_speed_and_a_listener() -> None:
    assert set(BAUD) == set(RADARS) == set(RadarKind)
    listeners: list[AtBed] = [bedside_under(kind) for kind in RadarKind]
    assert all(len(listener.counters) >= 4 for listener in listeners)
