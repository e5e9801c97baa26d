"""Under an XM125: from the bytes on its wire to the vital signs on the node's, and the doubts."""

from collections.abc import Callable, Iterable
from random import Random

import numpy as np
import pytest

from edge.decode.iq import IqFrame, IqSession
from edge.decode.radars import RadarKind
from edge.events import AskRadar, Connected, Follows, RadarBytes, RadarLost, Send
from edge.node import Node
from edge.sense.fitted import bedside_under
from edge.sense.raw_signs import RawSigns
from firmware_sim.chest import SyntheticChest
from firmware_sim.radar.exploration import ExplorationServer
from firmware_sim.radar.mr60bha2 import Echo
from tests.bench.vitals import bodies
from tests.edge.night import ASH_4, BOOT, FITTED, arrived, at, authorised, care, confined, wall
from ward.announcements import Receipt
from ward.envelope import Envelope, VitalBody
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

ALLOWED = authorised(until_s=86_400)
STEP_S = 0.05
FRAME_S = 0.05


def doubt(why: Doubt) -> Doubted:
    return Doubted(doubt=why)


class Night:
    """A whole node with a radar's server on its line, and somebody in front of it."""

    def __init__(self, *, allowed: bool = True) -> None:
        self.chest, self.second = SyntheticChest(14, 66, Random(3)), 0.0
        self.in_bed, self.depth = True, 1.0
        self.server = ExplorationServer(Random(1))
        self.said: list[tuple[float, Vital, Said]] = []
        self.lost: Callable[[bytes], bytes] = lambda sent: sent
        self.node = Node(
            ASH_4, BOOT, "0.1.0", "test", FITTED, at(0), bedside=bedside_under(RadarKind.XM125)
        )
        told = care(confinement=confined(authorisation=ALLOWED if allowed else None))
        self._take(self.node.feed(Connected(), at(0)))
        self._take(self.node.feed(arrived(told), at(0)))

    def lie(self, for_s: float) -> list[Said]:
        """Let time pass; what the wire carried of breathing meanwhile, each second."""
        begins_s = self.second
        for _ in range(round(for_s / STEP_S)):
            self.second = round(self.second + STEP_S, 3)
            self.chest.step(STEP_S)  # 60 s of it have 12.9 breaths at first, 11.9 later
            echo = Echo(self.in_bed, self.depth * self.chest.mm, distance_cm=55.0)
            self._take(self.node.tick(at(self.second)))
            self._hear(self.lost(self.server.step(STEP_S, echo)))
        return self.of(Vital.BREATHING, begins_s)

    def of(self, vital: Vital, after_s: float = 0.0) -> list[Said]:
        return [said for at_s, which, said in self.said if which is vital and at_s > after_s]

    def _hear(self, sent: bytes) -> None:
        if sent:
            self._take(self.node.feed(RadarBytes(sent), at(self.second)))

    def _take(self, follows: Iterable[Follows]) -> None:
        told = []
        for each in follows:
            match each:
                case AskRadar(data):
                    self._hear(self.server.hear(data))
                case Send(message=Envelope() as envelope):
                    told.append(envelope)
        for envelope in told:
            if isinstance(envelope.body, VitalBody):
                self.said.append((self.second, envelope.body.vital, envelope.body.said))
        if told:
            receipt = Receipt(room=ASH_4, boot=BOOT, numbers=tuple(each.n for each in told))
            self.node.feed(arrived(receipt), at(self.second))


# ---- through the whole node --------------------------------------------------------------------


def test_a_sleeper_has_a_rate_on_the_wire_and_a_heart_rate_beside_it() -> None:
    night = Night()
    rates = [said for said in night.lie(90) if isinstance(said, Rate)]
    assert len(rates) > 50
    assert all(abs(rate.per_minute - 12.5) < 1.5 for rate in rates)  # counted on this very chest
    hearts = night.of(Vital.HEART)
    assert 16 <= len(hearts) <= 19  # every five seconds
    assert all(abs(one.per_minute - 66) < 5 for one in hearts if isinstance(one, Rate))


@pytest.mark.hazard("H-19")
def test_a_chest_that_stops_has_no_rate_but_a_moment_since_when() -> None:
    night = Night()
    night.lie(70)
    night.chest.breathe(0, 0)
    said = night.lie(40)
    assert not any(isinstance(one, Rate) for one in said[12:])
    stopped = [one for one in said if isinstance(one, NotBreathing)]
    assert len(stopped) > 25
    assert len({one.since for one in stopped}) == 1
    assert wall(67) <= stopped[0].since <= wall(74)  # it fades within seconds
    night.chest.breathe(14, 0)
    assert isinstance(night.lie(45)[-1], Rate)


@pytest.mark.hazard("H-19")
def test_an_empty_bed_has_nothing_but_nobody_in_it() -> None:
    night = Night()
    night.in_bed = False
    assert set(night.lie(90)[15:]) == {doubt(Doubt.NOBODY_THERE)}
    assert not any(isinstance(one, Rate) for one in night.of(Vital.HEART))


@pytest.mark.hazard("H-19")
@pytest.mark.parametrize("depth", [1.0, 0.5, 0.2, 0.1])
@pytest.mark.parametrize("seed", range(4))
def test_a_bed_that_somebody_left_is_empty_and_nobody_there_has_stopped_breathing(
    seed: int, depth: float
) -> None:
    night = Night()
    night.depth = depth
    night.server = ExplorationServer(Random(seed))
    night.lie(60 + seed / 2)
    night.in_bed = False
    said = night.lie(60)
    assert set(said[15:]) == {doubt(Doubt.NOBODY_THERE)}
    assert not any(isinstance(one, NotBreathing) for one in said)


def test_what_may_not_be_measured_is_not_measured() -> None:
    assert set(Night(allowed=False).lie(60)) == {doubt(Doubt.NOT_AUTHORISED)}


@pytest.mark.hazard("H-19")
def test_an_echo_too_strong_for_the_receiver_is_saturated_and_makes_no_rate() -> None:
    night = Night()
    night.lie(60)
    night.server.gain = 60.0
    assert set(night.lie(30)[1:]) == {doubt(Doubt.SATURATED)}
    night.server.gain = 1.0
    after = night.lie(60)
    assert doubt(Doubt.SETTLING) in after[2:20]
    assert isinstance(after[-1], Rate)


def test_a_radar_that_falls_silent_or_is_unplugged_is_lost() -> None:
    night = Night()
    night.lie(60)
    night.lost = lambda _sent: b""
    assert set(night.lie(10)[4:]) == {doubt(Doubt.SENSOR_LOST)}
    night.lost = lambda sent: sent
    night.lie(60)
    night.node.feed(RadarLost("unplugged"), at(night.second))
    assert night.lie(1) == [doubt(Doubt.SENSOR_LOST)]


# ---- the listener by itself --------------------------------------------------------------------

SESSION = IqSession(20.0, (0.4, 0.52, 0.64, 0.76), 0.004955)


def frames(for_s: int, seed: int = 1) -> list[IqFrame]:
    echoes = bodies.echoes(bodies.lying(15, 66, seed, for_s), np.random.default_rng(seed))
    return [
        IqFrame(SESSION, i * FRAME_S, tuple(row), (5.0,) * 4, False, False)
        for i, row in enumerate(echoes.tolist())
    ]


def heard(some: Iterable[IqFrame], signs: RawSigns | None = None) -> list[Said]:
    """What is said of breathing each second, the frames arriving as the radar made them."""
    signs, said = signs or RawSigns(), []
    second = 1
    for frame in some:
        while frame.at_s >= second:
            said.append(signs.said(ALLOWED, at(second))[0])
            second += 1
        signs.feed(frame, at(frame.at_s))
    return said


def rates(said: Iterable[Said]) -> list[float]:
    return [one.per_minute for one in said if isinstance(one, Rate)]


def test_frames_that_the_wire_lost_make_no_breath_longer() -> None:
    """One frame in three is gone, so that whoever counts frames hears ten breaths and not 15."""
    whole, lossy = frames(80), [frame for i, frame in enumerate(frames(80)) if i % 3]
    assert len(rates(heard(lossy))) > 40
    assert all(abs(rate - 15) < 2 for rate in rates(heard(lossy)))
    assert abs(rates(heard(lossy))[-1] - rates(heard(whole))[-1]) < 0.5


def test_a_longer_gap_begins_anew() -> None:
    some = [frame for frame in frames(80) if not 50 <= frame.at_s < 52]
    said = heard(some)
    assert isinstance(said[48], Rate)
    assert set(said[53:65]) == {doubt(Doubt.SETTLING)}


@pytest.mark.hazard("H-19")
def test_saturated_frames_are_never_listened_to() -> None:
    """Cut echoes that swing as if somebody breathed 30 times a minute, one second in ten."""
    some = [
        IqFrame(SESSION, f.at_s, (32767 + 32767j,) * 4, f.sweep_std, True, False)
        if f.at_s >= 40 and f.at_s % 10 < 0.5
        else f
        for f in frames(110)
    ]
    said = heard(some)
    assert said[40] == said[50] == said[60] == doubt(Doubt.SATURATED)
    assert all(abs(rate - 15) < 2 for rate in rates(said))
    assert len(rates(said)) > 40


def test_a_radar_of_which_every_frame_is_saturated_says_so() -> None:
    all_cut = [IqFrame(SESSION, f.at_s, f.iq, f.sweep_std, True, False) for f in frames(30)]
    assert set(heard(all_cut)) == {doubt(Doubt.SATURATED)}


def test_a_clock_that_began_again_begins_anew_and_another_set_up_too() -> None:
    signs = RawSigns()
    heard(frames(40), signs)
    signs.feed(frames(1)[0], at(40))
    assert signs.said(ALLOWED, at(40))[0] == doubt(Doubt.SETTLING)
    other = IqSession(10.0, (0.5,), 0.005)
    signs.feed(IqFrame(other, 0.0, (1 + 1j,), (5.0,), False, False), at(41))
    assert signs.said(ALLOWED, at(41))[0] == doubt(Doubt.SETTLING)
