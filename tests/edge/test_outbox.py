"""What a node owes its hub comes through any link, or is counted."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.lane import BREATH_S
from edge.ledger import Ledger
from edge.outbox import AT_ONCE, WINDOW, Outbox
from edge.parcel import Sheaf, tied
from edge.stretches import Stretches
from tests.edge.night import ASH_4, BOOT, SEEN_WELL, wall
from ward.envelope import (
    AnswerBody,
    Body,
    Envelope,
    HappeningBody,
    Kept,
    ObservationBody,
    ReadingsBody,
    VitalBody,
)
from ward.happenings import CallPressed
from ward.observations import Evidence, Observation
from ward.orders import Answer, Outcome
from ward.readings import Quantity, Reading
from ward.vitals import Doubt, Doubted, Vital

A_CALL = HappeningBody(happening=CallPressed())
AN_ANSWER = AnswerBody(answer=Answer(order="o1", outcome=Outcome.DONE))
A_LOOK = ObservationBody(
    observation=Observation(id="b-1", came_at=wall(0), evidence=Evidence(), content=SEEN_WELL)
)
A_DOUBT = VitalBody(vital=Vital.BREATHING, said=Doubted(doubt=Doubt.MOVING))
BODIES: tuple[Body, ...] = (A_CALL, AN_ANSWER, A_LOOK)


def envelope(n: int, body: Body = A_CALL, boot: str = BOOT) -> Envelope:
    return Envelope(
        room=ASH_4,
        boot=boot,
        n=n,
        at=wall(n),
        up=n,
        synced=True,
        sent_at=wall(n),
        sent_up=n,
        body=body,
    )


def sheaf(first: int, last: int, boot: str = BOOT) -> Sheaf:
    kept = [Kept(n=n, at=wall(n), up=n, synced=True, body=A_DOUBT) for n in range(first, last + 1)]
    (found,) = tied(boot, kept)
    return found


class Owing:
    """An outbox, and the ledger of the one boot it owes."""

    def __init__(self, *bodies: Body, keep_most: int = 100, window: int = 100) -> None:
        self.outbox = Outbox(keep_most=keep_most, retry_after_s=5, window=window)
        self.ledger = Ledger()
        self.lost = 0
        for body in bodies:
            self.put(body)

    def put(self, body: Body) -> None:
        self.outbox.put(envelope(self.ledger.give(), body))
        self.lost += len(self.outbox.overflow())

    def receipted(self, *numbers: int) -> None:
        for n in numbers:
            self.ledger.settle(n, n)
            self.outbox.settle(BOOT, self.ledger, n, n)

    def due(self, up_s: float) -> list[int]:
        return [each.n for each in self.outbox.due(up_s)]

    @property
    def left(self) -> list[int]:
        return sorted(name[1] for name in self.outbox._singles._all)


def test_what_is_owed_goes_out_in_order_and_once() -> None:
    owing = Owing(A_CALL, A_LOOK, AN_ANSWER)
    assert owing.due(0) == [1, 2, 3]
    assert owing.due(1) == []


def test_the_brokers_word_is_not_enough_it_goes_again_until_the_hub_says_so() -> None:
    owing = Owing(A_CALL, A_LOOK)
    owing.due(0)
    owing.receipted(1)
    assert owing.due(4.9) == []
    assert owing.due(5) == [2]
    owing.receipted(2)
    assert len(owing.outbox) == 0
    assert owing.due(60) == []


def test_after_a_reconnection_all_of_it_goes_again_in_order() -> None:
    owing = Owing(A_CALL, A_LOOK, A_CALL)
    owing.due(0)
    owing.receipted(2)
    owing.outbox.reconnected()
    assert owing.outbox.waiting == 2
    assert owing.due(1) == [1, 3]


def test_a_reconnection_is_no_flood() -> None:
    owing = Owing(*[A_CALL] * 10, window=4)
    assert owing.due(0) == [1, 2, 3, 4]
    assert owing.due(1) == []
    owing.receipted(1, 2)
    assert owing.due(1) == [5, 6]


def test_a_room_that_has_much_to_say_lets_the_next_one_begin_once_its_hub_is_back() -> None:
    """Ten, and as many more as were receipted: whatever is live waits behind no more of them."""
    owing = Owing(*[A_CALL] * 60)
    assert owing.due(0) == list(range(1, 11))
    assert owing.due(0.1) == []
    owing.receipted(*range(1, 6))
    assert owing.due(0.1) == list(range(11, 16))


def test_a_hub_that_receipts_nothing_still_hears_what_happens_now_within_two_seconds() -> None:
    """Its disk takes nothing, and it tells of alarms all the same: a call must reach it."""
    owing = Owing(*[A_CALL] * 60)
    said = [n for tick in range(8) for n in owing.due(0.25 * tick)]
    assert said == list(range(1, 61))


def test_parcels_that_the_hub_never_receipts_do_not_hold_up_the_others() -> None:
    owing = Owing(*[A_CALL] * 8, window=4)
    owing.due(0)
    assert owing.due(5) == [5, 6, 7, 8]


def test_a_receipt_up_to_a_number_lets_go_of_all_before_it_and_of_nothing_after() -> None:
    owing = Owing(*[A_CALL] * 8)
    owing.ledger.settle(1, 5)
    gone = owing.outbox.settle(BOOT, owing.ledger, 1, 5)
    assert [n for _, n in gone] == [1, 2, 3, 4, 5]
    assert owing.left == [6, 7, 8]


def test_what_is_missed_goes_before_all_others_but_not_twice_in_a_breath() -> None:
    owing = Owing(*[A_CALL] * 6, window=4)
    owing.due(0)
    owing.outbox.missed(BOOT, 2, 3, 1.0)
    assert owing.due(1) == []  # it has only just gone
    owing.outbox.missed(BOOT, 2, 3, 3.0)
    assert owing.due(3) == [2, 3]


def test_when_full_an_old_answer_goes_first_then_a_happening_and_a_look_last() -> None:
    owing = Owing(A_LOOK, A_CALL, AN_ANSWER, keep_most=3)
    left = []
    for _ in range(3):
        owing.put(A_LOOK)
        left.append(owing.left)
    assert left == [[1, 2, 4], [1, 4, 5], [4, 5, 6]]
    assert owing.lost == 3


def test_a_happening_never_pushes_out_a_look() -> None:
    owing = Owing(A_LOOK, A_LOOK, A_CALL, keep_most=2)
    assert owing.left == [1, 2]
    assert owing.lost == 1


def test_what_is_not_owed_by_itself_is_not_taken() -> None:
    readings = ReadingsBody(readings=(Reading(quantity=Quantity.CO2, sensor="scd4x", value=600.0),))
    outbox = Outbox()
    with pytest.raises(KeyError):
        outbox.put(envelope(1, readings))
    assert len(outbox) == 0


def test_an_outbox_that_could_hold_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="delivers nothing"):
        Outbox(keep_most=0)


# ---- sheaves ---------------------------------------------------------------------------------


def test_what_is_old_waits_until_everything_that_happened_is_out() -> None:
    outbox = Outbox(window=1)
    outbox.put(sheaf(1, 5))
    outbox.put(envelope(6))
    outbox.put(envelope(7))
    assert [each.n for each in outbox.due(0)] == [6]
    assert outbox.old(0) == ()
    ledger = Ledger(last=7)
    ledger.settle(6, 6)
    outbox.settle(BOOT, ledger, 6, 6)
    assert [each.n for each in outbox.due(0)] == [7]
    assert [each.first for each in outbox.old(0)] == [1]


def test_a_sheaf_is_settled_when_the_last_of_its_numbers_is() -> None:
    outbox, ledger = Outbox(), Ledger(last=9)
    outbox.put(sheaf(2, 4))
    for n, gone in ((2, ()), (4, ()), (3, ((BOOT, 2),))):
        ledger.settle(n, n)
        assert outbox.settle(BOOT, ledger, n, n) == gone
    assert len(outbox) == 0


def test_no_more_than_four_sheaves_are_on_the_way_and_the_oldest_go_first() -> None:
    outbox = Outbox()
    for first in range(1, 61, 10):
        outbox.put(sheaf(first, first + 9))
    assert [each.first for each in outbox.old(0)] == [1, 11, 21, 31]
    assert outbox.old(1) == ()


def test_charts_are_given_up_before_anything_that_happened() -> None:
    outbox = Outbox(bytes_most=1_200)
    outbox.put(envelope(1))
    outbox.put(sheaf(2, 20))
    outbox.put(sheaf(21, 40))
    while not (gone := outbox.overflow()):
        outbox.put(envelope(outbox.waiting + 100))
    assert [each.kind for each in gone] == ["readings and vital signs"]
    assert (BOOT, 1) in outbox._singles
    assert outbox.full_percent <= 100


def test_a_day_alone_fits() -> None:
    """A sign each second, readings every two, two thousand happenings and a hundred looks."""
    outbox, n = Outbox(), 0
    reading = ReadingsBody(
        readings=tuple(
            Reading(quantity=quantity, sensor="sensor", value=random.uniform(0, 1000))
            for quantity in (*Quantity, Quantity.TEMPERATURE)
        )
    )
    for _minute in range(24 * 60):
        kept = []
        for second in range(90):
            n += 1
            body = A_DOUBT if second % 3 else reading
            kept.append(Kept(n=n, at=wall(n), up=n, synced=True, body=body))
        for each in tied(BOOT, kept) if _minute < 20 else ():
            outbox.put(each)
    share = outbox._bytes / outbox._bytes_most * 24 * 60 / 20
    sheaves = len(outbox) / outbox._sheaves_most * 24 * 60 / 20
    assert 0.05 < share < 0.9
    assert sheaves < 0.9
    assert outbox._most > 2_100


def test_thousands_owed_cost_nothing_where_nothing_goes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owing = Owing(*[A_CALL] * 4_000, keep_most=5_000)
    for breath in range(WINDOW // AT_ONCE):
        assert len(owing.due(1.25 * BREATH_S * breath)) == AT_ONCE
    looked: list[object] = []
    singles = owing.outbox._singles
    monkeypatch.setattr(singles, "_all", Looked(singles._all, looked))
    for tick in range(1_000):
        assert owing.due(3 + 0.002 * tick) == []
    assert len(looked) == 0


class Looked(dict):  # type: ignore[type-arg]  # whatever it holds
    """Notes whoever goes through all of it."""

    def __init__(self, all_of_it, looked) -> None:
        super().__init__(all_of_it)
        self.looked = looked

    def __iter__(self):
        self.looked.append(self)
        return super().__iter__()

    def values(self):
        self.looked.append(self)
        return super().values()


# ---- numbers -----------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30))
def test_stretches_are_the_set_that_they_stand_for(added: list[tuple[int, int]]) -> None:
    stretches, plain = Stretches(added), {n for a, b in added for n in range(a, b + 1)}
    assert {n for a, b in stretches for n in range(a, b + 1)} == plain
    assert stretches.count == len(plain)
    assert [n for n in range(62) if n in stretches] == sorted(plain)
    assert all(b + 1 < c for (_, b), (c, _) in zip(stretches, list(stretches)[1:], strict=False))
    assert all(stretches.next_gap(n) == min(set(range(n, 99)) - plain) for n in range(62))


def test_a_receipt_for_a_number_never_given_settles_nothing() -> None:
    ledger = Ledger(last=3)
    assert ledger.settle(1, 10**9) == 3
    assert ledger.give() == 4
    assert ledger.owed == 1


# ---- the storm -------------------------------------------------------------------------------


class Hub:
    """The other end: stores what comes, and its receipts are lost as easily as parcels."""

    def __init__(self, rng: random.Random, loses: float) -> None:
        self.rng, self.loses = rng, loses
        self.stored: Counter[int] = Counter()

    def hears(self, going: list[int], owing: Owing, *, calm: bool) -> None:
        for n in going:
            if not calm and self.rng.random() < self.loses:
                continue
            self.stored[n] += 1
            if calm or self.rng.random() >= self.loses:
                owing.receipted(n)


def storm(seed: int, loses: float, keep_most: int) -> tuple[Owing, Hub, dict[int, Body]]:
    rng = random.Random(seed)
    owing, hub = Owing(keep_most=keep_most, window=6), Hub(rng, loses)
    put: dict[int, Body] = {}
    linked = False
    for second in range(900):
        calm = second >= 600
        if not calm and rng.random() < 0.3:
            put[len(put) + 1] = rng.choice(BODIES)
            owing.put(put[len(put)])
        if calm or rng.random() < 0.05:
            linked = calm or not linked
            if linked and not (calm and second > 600):
                owing.outbox.reconnected()
        if linked:
            hub.hears(owing.due(float(second)), owing, calm=calm)
    return owing, hub, put


@pytest.mark.hazard("H-07")
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 0.9), st.integers(1, 60))
def test_whatever_the_link_does_every_parcel_is_stored_or_counted(
    seed: int, loses: float, keep_most: int
) -> None:
    owing, hub, put = storm(seed, loses, keep_most)
    missing = set(put) - set(hub.stored)
    assert len(owing.outbox) == 0
    assert len(missing) <= owing.lost
    if any(put[n].kind == "observation" for n in missing):
        looks = sum(body.kind == "observation" for body in put.values())
        assert looks > keep_most  # only looks can push out a look


def test_the_storms_are_bad_enough_to_matter() -> None:
    hurt = [storm(seed, 0.6, 20) for seed in range(20)]
    assert sum(owing.lost > 0 for owing, _, _ in hurt) > 10
    assert all(max(hub.stored.values()) > 1 for _, hub, _ in hurt)


@pytest.mark.hazard("H-07")
def test_what_a_hub_asks_for_and_never_takes_holds_up_nothing_else() -> None:
    outbox, up_s, said = Outbox(window=3), 0.0, set[int]()
    for n in range(1, 11):
        outbox.put(envelope(n))
    for _ in range(12):
        said |= {each.n for each in outbox.due(up_s)}
        up_s += 5
        outbox.missed(BOOT, 1, 9, up_s)
    assert said == set(range(1, 11))
    assert outbox.waiting == 0
    outbox.reconnected()
    assert [each.n for each in outbox.due(up_s)] == [1, 2, 3]
