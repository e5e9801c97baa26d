"""A raw radar over one bed, through the whole node: asked to stream, and heard."""

from collections.abc import Iterable
from random import Random

from edge.decode.iq import IqFrame
from edge.events import AskRadar, Connected, Follows, RadarBytes, RadarLost
from edge.moment import Moment
from edge.node import Node
from edge.sense.raw import RawBedside
from edge.sense.told import BothSaid, both_doubted
from firmware_sim.radar.exploration import ExplorationServer
from firmware_sim.radar.mr60bha2 import Echo
from tests.edge.night import ASH_4, BOOT, FITTED, at
from ward.care import Authorisation
from ward.vitals import Doubt

IN_BED = Echo(in_cone=True, distance_cm=52.0)


class Ear:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.frames: list[IqFrame] = []
        self.losses = 0

    def feed(self, frame: IqFrame, now: Moment) -> None:
        self.frames.append(frame)

    def lost(self) -> None:
        self.losses += 1

    def said(self, authorisation: Authorisation | None, now: Moment) -> BothSaid:
        return both_doubted(Doubt.SETTLING)


class Room:
    """The node and the radar on one line, in steps of a twentieth of a second."""

    def __init__(self) -> None:
        self.ear, self.server = Ear(), ExplorationServer(Random(1))
        self.node = Node(ASH_4, BOOT, "0.1.0", "test", FITTED, at(0), bedside=RawBedside(self.ear))
        self.now_s = 0.0
        self.asked: list[bytes] = []
        self._carry(self.node.feed(Connected(), at(0)))

    def run(self, for_s: float) -> int:
        """How many frames came in that time."""
        before = len(self.ear.frames)
        for _ in range(round(for_s * 20)):
            self.now_s += 0.05
            self._carry(self.node.tick(at(self.now_s)))
            self._hear(self.server.step(0.05, IN_BED))
        return len(self.ear.frames) - before

    def _hear(self, data: bytes) -> None:
        if data:
            self._carry(self.node.feed(RadarBytes(data), at(self.now_s)))

    def _carry(self, follows: Iterable[Follows]) -> None:
        for data in [each.data for each in follows if isinstance(each, AskRadar)]:
            self.asked.append(data)
            self._hear(self.server.hear(data))


def test_the_node_asks_the_radar_to_stream_and_hears_every_frame() -> None:
    room = Room()
    room.run(2)
    assert room.run(10) == 200
    assert len(room.asked) == 4


def test_a_radar_that_does_not_answer_is_a_fault_in_words() -> None:
    room = Room()
    for second in range(1, 6):
        room.node.tick(at(second))
    assert "radar: it does not answer" in room.node._fault_lines(at(5))


def test_a_radar_whose_wire_came_off_is_asked_again() -> None:
    room = Room()
    room.run(2)
    room.node.feed(RadarLost("unplugged"), at(room.now_s))  # and a stop, said to a closed port
    assert room.ear.losses == 1
    room.run(8)
    assert room.run(2) == 40
    assert room.asked.count(room.asked[0]) == 2


def test_what_the_radar_refuses_is_counted_in_the_nodes_health() -> None:
    bedside = RawBedside(Ear())
    bedside.asks(at(0))
    bedside.feed(RadarBytes(b'{"status":"stop"}\n{"status":"error","message":"no"}\n'), at(0))
    assert bedside.counters["radar errors"] == 1
    assert bedside.faults == ("radar: no",)
    assert bedside.asks(at(0.1)) != ()  # it had asked who it is before the error came
    assert bedside.asks(at(0.2)) == ()
