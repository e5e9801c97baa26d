"""Over the bed hangs a module that reports rates, and no vital sign leaves the node for that."""

import csv
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.decode.r60 import R60
from edge.decode.sayings import ModuleRate
from edge.events import Connected, Follows, RadarBytes, RadarLost, Send
from edge.node import Node
from edge.sense.bystander import BystanderBedside
from firmware_sim.radar import r60_dialect as r60
from firmware_sim.radar.mr60bha2 import Echo
from firmware_sim.radar.r60abd1 import R60abd1, recorded
from tests.edge.night import ASH_4, BOOT, FITTED, arrived, at, authorised, care, confined
from ward.announcements import Receipt
from ward.envelope import Envelope, VitalBody
from ward.vitals import Doubt, Doubted, Said

ALLOWED = authorised(until_s=86_400)
SOMEBODY = r60.frame(r60.PRESENCE, b"\x01") + r60.frame(r60.MOTION, b"\x01")
COLUMNS = {
    "heart_rate": "module_hr_bpm",
    "respiratory_rate": "module_rr_bpm",
    "distance": "module_distance_cm",
    "body_value": "module_body_value",
}
Messages = list[tuple[float, bytes]]


class Night:
    """A whole node under such a module, allowed to measure, its hub receipting all it says."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.second = 0.0
        self.node = Node(
            ASH_4, BOOT, "0.1.0", "test", FITTED, at(0), bedside=BystanderBedside()
        )  # fmt: skip
        self._take(self.node.feed(Connected(), at(0)))
        self._take(
            self.node.feed(arrived(care(confinement=confined(authorisation=ALLOWED))), at(0))
        )
        self.said.clear()  # until then it was not allowed to

    def hear(self, messages: Messages) -> list[Said]:
        """All of this, at its times; what the wire carried of vital signs, second by second."""
        for at_s, data in messages:
            self.wait_until(at_s)
            self._take(self.node.feed(RadarBytes(data), at(self.second)))
        self.wait_until(self.second + 2)
        return self.said

    def wait_until(self, second: float) -> None:
        while self.second < second:
            self.second += 1
            self._take(self.node.tick(at(self.second)))

    def _take(self, follows: Iterable[Follows]) -> None:
        told = [
            each.message
            for each in follows
            if isinstance(each, Send) and isinstance(each.message, Envelope)
        ]
        self.said += [each.body.said for each in told if isinstance(each.body, VitalBody)]
        if told:
            receipt = Receipt(room=ASH_4, boot=BOOT, numbers=tuple(each.n for each in told))
            self.node.feed(arrived(receipt), at(self.second))


def messages(path: Path) -> Messages:
    """A trace as what stood on the wire, and when; both forms of it."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [
        (float(row["t_s"]), recorded(event, float(row[column])))
        for row in rows
        for event, column in ([(row["event"], "value")] if "event" in row else COLUMNS.items())
        if row[column]
    ]


def traces(shared_data: Path, which: str) -> list[Messages]:
    folder = shared_data / "radar" / "module60_r60_trace"
    return [messages(path) for path in sorted(folder.glob(which))]


@pytest.mark.hazard("H-19")
def test_over_an_empty_chair_no_vital_sign_leaves_the_node(shared_data: Path) -> None:
    found = traces(shared_data, "EMPTY*.csv")
    assert len(found) == 6
    for trace in found:
        said = Night().hear(trace)
        assert len(said) > 60
        assert {type(one) for one in said} == {Doubted}


@pytest.mark.hazard("H-19")
def test_not_even_if_the_module_says_that_somebody_is_there(shared_data: Path) -> None:
    for trace in traces(shared_data, "EMPTY*.csv"):
        said = Night().hear([(0, SOMEBODY), *trace])
        weak = said.count(Doubted(doubt=Doubt.WEAK_SIGNAL))
        lost = said.count(Doubted(doubt=Doubt.SENSOR_LOST))  # the traces have gaps
        assert weak + lost == len(said)
        assert weak > 50


def test_the_empty_traces_do_claim_rates_and_all_of_them_are_decoded(shared_data: Path) -> None:
    claims: list[ModuleRate] = []
    for trace in traces(shared_data, "EMPTY*.csv"):
        radar = R60()
        said = radar.feed(b"".join(data for _, data in trace))
        assert len(said) == len(trace)
        assert not any(radar.counters.values())
        claims += [one for one in said if isinstance(one, ModuleRate)]
    assert sum(one.vital == "heart" and one.claimed_per_min > 50 for one in claims) > 400


@pytest.mark.hazard("H-19")
def test_somebody_who_is_there_has_no_rate_either(shared_data: Path) -> None:
    for trace in traces(shared_data, "S1_0[1-3].csv"):
        assert {type(one) for one in Night().hear([(0, SOMEBODY), *trace])} == {Doubted}


def over_a_bed(echo: Echo, seconds: int, radar: R60abd1, begin_s: float = 0) -> Messages:
    return [(begin_s + second, radar.step(1.0, echo)) for second in range(seconds)]


IN_BED, MOVES, GONE = Echo(in_cone=True), Echo(in_cone=True, moving=True), Echo(in_cone=False)


def test_it_says_who_is_there_and_who_moves_and_no_more() -> None:
    night, radar = Night(), R60abd1(Random(1))
    said = night.hear(over_a_bed(IN_BED, 20, radar))
    assert said[-1] == Doubted(doubt=Doubt.WEAK_SIGNAL)
    assert night.hear(over_a_bed(MOVES, 5, radar, 30))[-1] == Doubted(doubt=Doubt.MOVING)
    leaving = night.hear(over_a_bed(GONE, 35, radar, 40))
    assert leaving[-1] == Doubted(doubt=Doubt.WEAK_SIGNAL)  # it holds on to somebody for 40 s
    assert night.hear(over_a_bed(GONE, 20, radar, 75))[-1] == Doubted(doubt=Doubt.NOBODY_THERE)


def test_a_module_that_falls_silent_or_whose_wire_came_off_is_lost() -> None:
    night = Night()
    night.hear([(1, SOMEBODY)])
    night.wait_until(8)
    assert night.said[-1] == Doubted(doubt=Doubt.WEAK_SIGNAL)
    night.wait_until(12)
    assert night.said[-1] == Doubted(doubt=Doubt.SENSOR_LOST)
    night.hear([(13, SOMEBODY)])
    night.node.feed(RadarLost("unplugged"), at(night.second))
    night.wait_until(night.second + 2)
    assert night.said[-1] == Doubted(doubt=Doubt.SENSOR_LOST)


def test_a_claim_alone_does_not_keep_it_from_being_lost() -> None:
    night, claim = Night(), r60.frame(r60.HEART_RATE, b"\x48")
    said = night.hear([(second, claim) for second in range(20)])
    assert set(said) == {Doubted(doubt=Doubt.SENSOR_LOST)}


def test_without_an_authorisation_it_says_nothing_of_anybody() -> None:
    bedside = BystanderBedside()
    bedside.feed(RadarBytes(SOMEBODY), at(1))
    assert bedside.vitals(None, at(1))[0].said == Doubted(doubt=Doubt.NOT_AUTHORISED)


KINDS = [r60.PRESENCE, r60.MOTION, r60.BREATH_STATE, r60.BREATH_RATE, r60.HEART_RATE]
words = st.builds(r60.frame, st.sampled_from(KINDS), st.binary(min_size=1, max_size=1))


@pytest.mark.hazard("H-19")
@given(st.lists(st.tuples(st.floats(0, 20), words | st.binary(max_size=30)), max_size=40))
def test_whatever_the_module_says_it_is_a_doubt(spoken: list[tuple[float, bytes]]) -> None:
    bedside, now_s = BystanderBedside(), 0.0
    for after_s, data in spoken:
        now_s += after_s
        bedside.feed(RadarBytes(data), at(now_s))
        assert isinstance(bedside.vitals(ALLOWED, at(now_s))[0].said, Doubted)
