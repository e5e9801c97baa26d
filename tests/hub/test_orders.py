"""Orders: asked is not done."""

import pytest

from hub.acts import Connected, Disconnected
from hub.orders.journey import JOURNEY
from hub.rooms.order_facts import Progress
from tests.hub.world import ASH_1, ASH_4, World
from ward.care import Care
from ward.orders import Order, Outcome
from ward.topics import RETAINED, Leaf, Topic


def progress(ward: World) -> list[Progress]:
    return [journey.progress for journey in ward.state(ASH_4).orders]


def sent(ward: World) -> list[Order]:
    return [said.message for said in ward.said if isinstance(said.message, Order)]


def test_an_order_goes_out_once_for_the_boot_that_runs_and_not_retained() -> None:
    ward = World()
    ward.asks(ASH_4)
    (order,) = sent(ward)
    assert (order.boot, order.asked_by, order.room) == ("boot-1", "K.O.", ASH_4)
    (published,) = [said for said in ward.said if said.message == order]
    assert not published.retained
    assert Leaf.ORDER not in RETAINED
    assert progress(ward) == [Progress.SENT]


def test_the_answer_of_the_node_is_what_is_shown() -> None:
    ward = World()
    ward.asks(ASH_4)
    ward.answers(ASH_4, sent(ward)[0].id)
    assert progress(ward) == [Progress.DONE]
    ward.wait(60)
    assert progress(ward) == [Progress.DONE]


@pytest.mark.hazard("H-18")
def test_no_answer_and_it_expires_and_is_never_sent_again() -> None:
    ward = World()
    ward.alive.discard(ASH_4)
    ward.asks(ASH_4)
    ward.wait(20)
    assert progress(ward) == [Progress.EXPIRED]
    ward.health(ASH_4)
    ward.take(ward.round.feed(Disconnected(), ward.now))
    ward.take(ward.round.feed(Connected(), ward.now))
    ward.wait(60)
    assert len(sent(ward)) == 1


def test_an_answer_that_comes_late_is_still_what_happened() -> None:
    ward = World()
    ward.asks(ASH_4)
    ward.wait(25)
    assert progress(ward) == [Progress.EXPIRED]
    ward.answers(ASH_4, sent(ward)[0].id, Outcome.REFUSED)
    assert progress(ward) == [Progress.REFUSED]


@pytest.mark.hazard("H-18")
def test_an_order_asked_while_the_broker_is_away_is_not_kept_for_later() -> None:
    ward = World()
    ward.take(ward.round.feed(Disconnected(), ward.now))
    ward.asks(ASH_4)
    ward.wait(21)
    ward.take(ward.round.feed(Connected(), ward.now))
    assert sent(ward) == []
    assert progress(ward) == [Progress.EXPIRED]
    assert "broker was away" in ward.state(ASH_4).orders[0].words


def test_an_answer_from_next_door_moves_no_order_here() -> None:
    ward = World()
    ward.asks(ASH_4)
    ward.answers(ASH_1, sent(ward)[0].id)
    assert progress(ward) == [Progress.SENT]


def test_a_room_never_heard_is_asked_nothing() -> None:
    ward = World()
    ward.alive.clear()
    ward.restart_hub()
    ward.asks(ASH_4)
    assert ward.denied == ["Ash 4 has not been heard yet: nothing can be asked of it"]


def test_nothing_leaves_an_end_of_the_journey() -> None:
    ends = {stage for stage, onward in JOURNEY.items() if not onward}
    assert ends == {Progress.DONE, Progress.REFUSED}


def test_care_is_issued_anew_only_when_a_node_must_know_something_else() -> None:
    ward = World()
    first = cares(ward)
    assert [care.version for care in first] == [1]
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.cctv(ASH_4)
    ward.asks(ASH_4)
    assert [care.version for care in cares(ward)] == [1, 2, 3]
    assert cares(ward)[-1].confinement.authorisation.by == "K.O."
    ward.ends(ASH_4)
    assert cares(ward)[-1].confinement is None


def test_all_that_is_retained_is_said_again_at_every_connection() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.said.clear()
    ward.take(ward.round.feed(Disconnected(), ward.now))
    ward.take(ward.round.feed(Connected(), ward.now))
    topics = {said.topic for said in ward.said if said.retained}
    assert {str(Topic(ASH_4, Leaf.CARE)), str(Topic(ASH_4, Leaf.STATUS))} <= topics
    assert cares(ward)[-1].version == 2


def cares(ward: World) -> list[Care]:
    return [
        said.message
        for said in ward.said
        if isinstance(said.message, Care) and said.message.room == ASH_4
    ]
