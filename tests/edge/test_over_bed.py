"""A node and its radar: which rates count as commissioned, and what a walk may not do."""

import pytest

from edge.events import Connected, Follows, PresenceSensed, RatesReported, Send
from edge.memory import Memory
from edge.moment import Moment
from edge.node import Node
from edge.sense.reported import ReportedBedside
from tests.edge.night import ASH_4, BOOT, FITTED, arrived, at, authorised, care, confined, order
from tests.hub.world import WALKED
from ward.announcements import Status
from ward.care import Care, Scope
from ward.commissioning import (
    SIMULATED,
    Commissioning,
    Phase,
    Radar,
    Sight,
    Spot,
    WalkAsked,
    Walking,
    WalkStep,
)
from ward.envelope import AnswerBody, Envelope, HealthBody, VitalBody
from ward.happenings import Place
from ward.orders import Outcome, Refusal
from ward.vitals import Doubt, Doubted, NotBreathing, Rate

SIM = Radar(kind="mr60bha2", board=SIMULATED)
OTHER = SIM.model_copy(update={"serial": "S-2"})
WALK = WALKED.model_copy(update={"radar": SIM})
SIGNED = Commissioning(walked=WALK, by="s9", at=at(0).at)


class Room:
    """A node over a module that reports rates; ``breaths`` is what it reports from now on."""

    def __init__(self, *, radar: Radar | None = SIM, memory: Memory | None = None) -> None:
        self.now, self.node = 0.0, self._node(radar, memory)
        self.said: list[Envelope] = []
        self.breaths: float | None = 14.0
        self.there = True
        self.memory = memory or Memory()
        self._orders = 0
        self.follow(self.node.feed(Connected(), self.moment))
        self.follow(self.node.feed(PresenceSensed(Place.ROOM, False), self.moment))

    @staticmethod
    def _node(radar: Radar | None, memory: Memory | None) -> Node:
        return Node(
            ASH_4, "b-0300" if memory else BOOT, "0.1.0", "a test", FITTED, at(0),
            bedside=ReportedBedside(), radar=radar, memory=memory,
        )  # fmt: skip

    @property
    def moment(self) -> Moment:
        return at(self.now)

    def follow(self, follows: tuple[Follows, ...]) -> None:
        self.memory = self.memory.after(follows)
        for each in follows:
            if isinstance(each, Send) and isinstance(each.message, Envelope):
                self.said.append(each.message)

    def hears(self, message: Care | Status) -> None:
        self.follow(self.node.feed(arrived(message), self.moment))

    def goes_on(self, for_s: float) -> None:
        for _ in range(round(for_s * 4)):
            self.now += 0.25
            if self.now % 3 == 0:
                report = RatesReported(self.there, False, self.breaths if self.there else None)
                self.follow(self.node.feed(report, self.moment))
            self.follow(self.node.tick(self.moment))

    def asks(self, step: WalkStep, spot: Spot | None = None) -> Refusal | None:
        """Refused or not; the node answers at once."""
        self._orders += 1
        asked = order(f"o{self._orders}", WalkAsked(step=step, spot=spot), asked_s=self.now)
        self.follow(self.node.feed(arrived(asked), self.moment))
        answer = [e.body.answer for e in self.said if isinstance(e.body, AnswerBody)][-1]
        assert answer.order == asked.id
        assert (answer.outcome is Outcome.REFUSED) == (answer.refusal is not None)
        return answer.refusal

    @property
    def vital(self) -> VitalBody:
        return [e.body for e in self.said if isinstance(e.body, VitalBody)][-1]

    @property
    def walk(self) -> Walking | None:
        return [e.body for e in self.said if isinstance(e.body, HealthBody)][-1].walk


def cared(version: int = 1, given: Commissioning | None = SIGNED, *, holds: bool = True) -> Care:
    confinement = confined(authorisation=authorised(100_000)) if holds else None
    whole = care(version, confinement=confinement)
    return whole.model_copy(update={"commissioning": given})


@pytest.mark.hazard("H-31")
def test_a_rate_of_a_room_that_nobody_walked_is_said_and_is_not_to_be_shown() -> None:
    room = Room()
    room.hears(cared(given=None))
    room.goes_on(60)
    assert isinstance(room.vital.said, Rate)
    assert not room.vital.commissioned


def test_once_the_care_says_so_it_may_be_shown() -> None:
    room = Room()
    room.hears(cared())
    room.goes_on(60)
    assert isinstance(room.vital.said, Rate)
    assert room.vital.commissioned


@pytest.mark.hazard("H-31")
@pytest.mark.parametrize("radar", [OTHER, SIM.model_copy(update={"board": "another"}), None])
def test_another_radar_or_board_is_not_the_one_that_was_walked(radar: Radar | None) -> None:
    room = Room(radar=radar)
    room.hears(cared())
    room.goes_on(60)
    assert not room.vital.commissioned


@pytest.mark.hazard("H-31")
def test_a_walk_that_saw_no_breathing_at_the_bed_shows_no_number() -> None:
    spots = tuple(one.model_copy(update={"sight": Sight.PRESENCE}) for one in WALK.spots)
    blind = SIGNED.model_copy(update={"walked": WALK.model_copy(update={"spots": spots})})
    room = Room()
    room.hears(cared(given=blind))
    room.goes_on(60)
    assert not room.vital.commissioned


@pytest.mark.hazard("H-31")
def test_without_a_hub_a_node_goes_by_what_it_remembers() -> None:
    before = Room()
    before.hears(cared())
    after = Room(memory=before.memory)
    after.goes_on(60)
    assert after.vital.commissioned
    swapped = Room(radar=OTHER, memory=before.memory)
    swapped.goes_on(60)
    assert isinstance(swapped.vital.said, Rate)
    assert not swapped.vital.commissioned


@pytest.mark.hazard("H-12")
def test_no_breathing_is_said_of_a_room_that_nobody_walked() -> None:
    room = Room()
    room.hears(cared(given=None))
    room.goes_on(60)
    room.breaths = None
    room.goes_on(12)
    assert isinstance(room.vital.said, NotBreathing)


def test_a_whole_walk_is_walked_by_orders_and_told_in_health() -> None:
    room = Room()
    room.hears(cared(given=None, holds=False))
    room.there = False
    assert room.asks(WalkStep.BEGIN) is None
    room.goes_on(60)
    assert room.walk is not None
    assert room.walk.phase is Phase.BETWEEN
    for spot in Spot:
        room.there = spot is Spot.BED
        assert room.asks(WalkStep.STAND, spot) is None
        room.goes_on(63)
    assert room.walk.walked is not None
    assert room.walk.walked.sees_the_bed
    assert room.walk.walked.at(Spot.DOOR) is Sight.NOTHING
    room.hears(cared(2, SIGNED.model_copy(update={"walked": room.walk.walked}), holds=False))
    room.goes_on(6)
    assert room.walk is None


@pytest.mark.hazard("H-13")
def test_nothing_that_is_measured_in_a_walk_leaves_as_a_vital_sign() -> None:
    room = Room()
    room.there = False
    room.asks(WalkStep.BEGIN)
    room.goes_on(60)
    room.there = True
    room.asks(WalkStep.STAND, Spot.BED)
    room.goes_on(58)
    assert room.walk is not None
    assert room.walk.sees is Sight.BREATHING
    words = [e.body.said for e in room.said if isinstance(e.body, VitalBody)]
    assert set(words) == {Doubted(doubt=Doubt.NOT_AUTHORISED)}


@pytest.mark.hazard("H-13")
def test_nobody_who_is_confined_is_measured_for_a_walk() -> None:
    room = Room()
    room.hears(care(1, confinement=confined()))
    assert room.asks(WalkStep.BEGIN) is Refusal.CONFINED
    assert room.asks(WalkStep.STAND, Spot.BED) is Refusal.CONFINED
    room.hears(care(2))
    assert room.asks(WalkStep.BEGIN) is None
    room.hears(care(3, confinement=confined()))
    room.goes_on(6)
    assert room.walk is None
    assert room.vital.said == Doubted(doubt=Doubt.NOT_AUTHORISED)


@pytest.mark.hazard("H-18")
def test_a_step_of_a_walk_is_an_order_like_any_other() -> None:
    room = Room()
    late = order("late", WalkAsked(step=WalkStep.BEGIN), asked_s=-100)
    room.follow(room.node.feed(arrived(late), room.moment))
    kept = order("kept", WalkAsked(step=WalkStep.BEGIN))
    room.follow(room.node.feed(arrived(kept, retained=True), room.moment))
    room.goes_on(6)
    assert room.walk is None
    assert room.asks(WalkStep.STAND, Spot.BED) is Refusal.NO_WALK


def test_a_walk_can_be_stopped() -> None:
    room = Room()
    room.asks(WalkStep.BEGIN)
    room.goes_on(1)
    assert room.walk is not None
    room.asks(WalkStep.STOP)
    room.goes_on(1)
    assert room.walk is None


@pytest.mark.hazard("H-31")
def test_a_real_radar_is_never_taken_for_walked_by_a_word() -> None:
    real = Room(radar=Radar(kind="mr60bha2", board="10000000c0ffee17"))
    assert real.asks(WalkStep.SIMULATE) is Refusal.NOT_SIMULATED
    assert Room(radar=None).asks(WalkStep.SIMULATE) is Refusal.NOT_FITTED
    room = Room()
    assert room.asks(WalkStep.SIMULATE) is None
    room.goes_on(1)
    assert room.walk is not None
    assert room.walk.walked is not None
    assert room.walk.walked.radar.is_simulated
    room.hears(cared(1, SIGNED.model_copy(update={"walked": room.walk.walked}), holds=False))
    room.goes_on(6)
    assert room.walk is None, "once it is signed there is nothing to sign any more"


@pytest.mark.hazard("H-13")
def test_of_what_was_not_authorised_not_a_word_leaves() -> None:
    """The pulse alone may be measured: the radar hears breathing, and the node does not say it."""
    whole = cared()
    assert whole.confinement is not None
    given = authorised(100_000).model_copy(update={"scope": Scope.PULSE})
    held = whole.confinement.model_copy(update={"authorisation": given})
    room = Room()
    room.hears(whole.model_copy(update={"confinement": held}))
    room.goes_on(60)
    assert room.vital.said == Doubted(doubt=Doubt.NOT_AUTHORISED)
