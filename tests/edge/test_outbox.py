"""What a node owes its hub comes through any link, or is counted."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.outbox import Outbox
from tests.edge.night import ASH_4, BOOT, SEEN_WELL, wall
from ward.envelope import AnswerBody, Body, Envelope, HappeningBody, ObservationBody, ReadingsBody
from ward.happenings import CallPressed
from ward.observations import Evidence, Observation
from ward.orders import Answer, Outcome
from ward.readings import Quantity, Reading

A_CALL = HappeningBody(happening=CallPressed())
AN_ANSWER = AnswerBody(answer=Answer(order="o1", outcome=Outcome.DONE))
A_LOOK = ObservationBody(
    observation=Observation(id="b-1", came_at=wall(0), evidence=Evidence(), content=SEEN_WELL)
)
BODIES: tuple[Body, ...] = (A_CALL, AN_ANSWER, A_LOOK)


def envelope(n: int, body: Body = A_CALL) -> Envelope:
    return Envelope(
        room=ASH_4,
        boot=BOOT,
        n=n,
        at=wall(n),
        up=n,
        synced=True,
        sent_at=wall(n),
        sent_up=n,
        body=body,
    )


def filled(*bodies: Body, keep_most: int = 100, window: int = 100) -> Outbox:
    outbox = Outbox(keep_most=keep_most, retry_after_s=5, window=window)
    for n, body in enumerate(bodies, start=1):
        outbox.put(envelope(n, body))
    return outbox


def numbers(envelopes: tuple[Envelope, ...]) -> list[int]:
    return [e.n for e in envelopes]


def test_what_is_owed_goes_out_in_order_and_once() -> None:
    outbox = filled(A_CALL, A_LOOK, AN_ANSWER)
    assert numbers(outbox.due(0)) == [1, 2, 3]
    assert outbox.due(1) == ()


def test_the_brokers_word_is_not_enough_it_goes_again_until_the_hub_says_so() -> None:
    outbox = filled(A_CALL, A_LOOK)
    outbox.due(0)
    outbox.acknowledged((1,))
    assert outbox.due(4.9) == ()
    assert numbers(outbox.due(5)) == [2]
    outbox.acknowledged((2,))
    assert len(outbox) == 0
    assert outbox.due(60) == ()


def test_after_a_reconnection_all_of_it_goes_again_in_order() -> None:
    outbox = filled(A_CALL, A_LOOK, A_CALL)
    outbox.due(0)
    outbox.acknowledged((2,))
    outbox.reconnected()
    assert numbers(outbox.due(1)) == [1, 3]


def test_a_reconnection_is_no_flood() -> None:
    outbox = filled(*[A_CALL] * 10, window=4)
    assert numbers(outbox.due(0)) == [1, 2, 3, 4]
    assert outbox.due(1) == ()
    outbox.acknowledged((1, 2))
    assert numbers(outbox.due(1)) == [5, 6]


def test_parcels_that_the_hub_never_acknowledges_do_not_hold_up_the_others() -> None:
    outbox = filled(*[A_CALL] * 8, window=4)
    outbox.due(0)
    assert numbers(outbox.due(5)) == [5, 6, 7, 8]


def test_when_full_an_old_answer_goes_first_then_a_happening_and_a_look_last() -> None:
    outbox = filled(A_LOOK, A_CALL, AN_ANSWER, keep_most=3)
    left = []
    for n in (4, 5, 6):
        outbox.put(envelope(n, A_LOOK))
        left.append(sorted(outbox._owed))
    assert left == [[1, 2, 4], [1, 4, 5], [4, 5, 6]]
    assert outbox.lost == 3


def test_a_happening_never_pushes_out_a_look() -> None:
    outbox = filled(A_LOOK, A_LOOK, A_CALL, keep_most=2)
    assert sorted(outbox._owed) == [1, 2]
    assert outbox.lost == 1


def test_what_is_not_owed_is_not_taken() -> None:
    readings = ReadingsBody(readings=(Reading(quantity=Quantity.CO2, sensor="scd4x", value=600.0),))
    outbox = Outbox()
    with pytest.raises(KeyError):
        outbox.put(envelope(1, readings))
    assert len(outbox) == 0


def test_an_outbox_that_could_hold_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="delivers nothing"):
        Outbox(keep_most=0)


# ---- the storm -------------------------------------------------------------------------------


class Hub:
    """The other end: stores what comes, and its receipts are lost as easily as parcels."""

    def __init__(self, rng: random.Random, loses: float) -> None:
        self.rng, self.loses = rng, loses
        self.stored: Counter[int] = Counter()

    def hears(self, going: tuple[Envelope, ...], outbox: Outbox, *, calm: bool) -> None:
        for parcel in going:
            if not calm and self.rng.random() < self.loses:
                continue
            self.stored[parcel.n] += 1
            if calm or self.rng.random() >= self.loses:
                outbox.acknowledged((parcel.n,))


def storm(seed: int, loses: float, keep_most: int) -> tuple[Outbox, Hub, dict[int, Body]]:
    rng = random.Random(seed)
    outbox, hub = Outbox(keep_most=keep_most, retry_after_s=5, window=6), Hub(rng, loses)
    put: dict[int, Body] = {}
    linked = False
    for second in range(900):
        calm = second >= 600
        if not calm and rng.random() < 0.3:
            put[len(put) + 1] = rng.choice(BODIES)
            outbox.put(envelope(len(put), put[len(put)]))
        if calm or rng.random() < 0.05:
            linked = calm or not linked
            if linked and not (calm and second > 600):
                outbox.reconnected()
        if linked:
            hub.hears(outbox.due(float(second)), outbox, calm=calm)
    return outbox, hub, put


@pytest.mark.hazard("H-07")
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 0.9), st.integers(1, 60))
def test_whatever_the_link_does_every_parcel_is_stored_or_counted(
    seed: int, loses: float, keep_most: int
) -> None:
    outbox, hub, put = storm(seed, loses, keep_most)
    missing = set(put) - set(hub.stored)
    assert len(outbox) == 0
    assert len(missing) <= outbox.lost
    if any(put[n].kind == "observation" for n in missing):
        looks = sum(body.kind == "observation" for body in put.values())
        assert looks > keep_most  # only looks can push out a look


def test_the_storms_are_bad_enough_to_matter() -> None:
    hurt = [storm(seed, 0.6, 20) for seed in range(20)]
    assert sum(outbox.lost > 0 for outbox, _, _ in hurt) > 10
    assert all(max(hub.stored.values()) > 1 for _, hub, _ in hurt)
