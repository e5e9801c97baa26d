"""Whatever befalls link, hub and power: every number is stored, still owed, or counted as lost."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.events import Send, Store
from edge.lately import KEPT_LIVE_S
from edge.memory import Memory, Shelf
from edge.moment import Moment
from edge.outbox import Outbox
from edge.parcel import SHEAF_MOST, Sheaf, UnreadableError, name_of, tied
from edge.post import Post
from tests.edge.night import ASH_4, wall
from tests.edge.test_outbox import A_CALL, A_DOUBT, A_LOOK, AN_ANSWER, envelope, sheaf
from ward.announcements import Receipt
from ward.codec import BYTES_MOST, encode
from ward.envelope import OWES_MOST, Backlog, Body, Envelope, Kept, ReadingsBody
from ward.readings import Quantity, Reading
from ward.units import WORD_LONGEST

SAID: dict[str, Body] = {
    "call": A_CALL,
    "answer": AN_ANSWER,
    "look": A_LOOK,
    "vital": A_DOUBT,
    "readings": ReadingsBody(
        readings=(Reading(quantity=Quantity.CO2, sensor="scd4x", value=600.0),)
    ),
}
Number = tuple[str, int]


@dataclass
class Hub:
    """Stores what reaches it, and says so when it is asked to."""

    stored: dict[Number, Envelope] = field(default_factory=dict)

    def hear(self, send: Send) -> None:
        match send.message:
            case Envelope() as one:
                self.stored[one.boot, one.n] = one
            case Backlog() as many:
                self.stored |= {(each.boot, each.n): each for each in many.envelopes()}

    def through(self, boot: str) -> int:
        n = 0
        while (boot, n + 1) in self.stored:
            n += 1
        return n


class Alone:
    """One room's post through a night of its own: power, clock, link and hub as they please."""

    def __init__(self) -> None:
        self.shelf, self.hub = Shelf(), Hub()
        self.boots = 0
        self.said: dict[Number, Body] = {}
        self.receipted: set[Number] = set()
        self.lost_before = 0
        self.cut_off: set[Number] = set()  # in memory only when the power went
        self.up_s, self.step_s = 0.0, 0.0
        self.sent: list[Send] = []
        self.boot_up()

    @property
    def now(self) -> Moment:
        return Moment(wall(self.up_s + self.step_s), self.up_s)

    def boot_up(self) -> None:
        self.boots += 1
        outbox = Outbox(keep_most=12, window=3, sheaves_most=3, bytes_most=60_000)
        self.post = Post(ASH_4, f"boot-{self.boots}", outbox, self.shelf.memory())

    # ---- what can happen ---------------------------------------------------------------------

    def say(self, what: str) -> None:
        n = self.post.next_n
        self.said[self.post.boot, n] = SAID[what]
        self.post.say(SAID[what], self.now)
        assert self.post.next_n == n + 1
        self.carry_out()

    def wait(self, span_s: float) -> None:
        self.up_s += span_s
        self.carry_out()

    def connect(self) -> None:
        self.post.connected()
        self.carry_out()

    def disconnect(self) -> None:
        self.post.disconnected()

    def receipt(self, *, all_of_it: bool, boot: str | None = None) -> None:
        boot = boot or self.post.boot
        has = sorted(n for b, n in self.hub.stored if b == boot)
        numbers = tuple(has if all_of_it else has[::2])[:1000]
        through = self.hub.through(boot) if all_of_it else 0
        missing = ((1, max(has) + 5),) if has else ()
        self.receipted |= {(boot, n) for n in (*numbers, *range(1, through + 1))}
        receipt = Receipt(room=ASH_4, boot=boot, numbers=numbers, through=through, missing=missing)
        self.post.receive(receipt, self.now)
        self.carry_out()

    def cut_power(self) -> None:
        """What was stored is there when it comes back, and goes out under its own numbers."""
        owed = self.owed()
        stored = {number for parcel in self.shelf.parcels.values() for number in numbers(parcel)}
        self.cut_off |= owed - stored
        self.lost_before += self.post.lost.total()
        self.up_s, self.step_s = 0.0, self.step_s + self.up_s
        self.boot_up()
        assert owed & stored <= self.owed()

    def carry_out(self) -> None:
        for follow in self.post.stored(self.now):
            self.shelf.take(follow)
            if isinstance(follow, Store):
                assert follow.parcels
        for send in self.post.going(self.now):
            self.sent.append(send)
            if isinstance(send.message, Envelope) and send.message.body.kind not in {
                "vital",
                "readings",
            }:
                assert (send.message.boot, send.message.n) in self.shelf.parcels
            self.hub.hear(send)

    def happens(self, what: str, how: Any) -> None:
        {
            "say": self.say,
            "wait": self.wait,
            "connect": lambda _: self.connect(),
            "disconnect": lambda _: self.disconnect(),
            "receipt": lambda all_of_it: self.receipt(all_of_it=all_of_it),
            "earlier": lambda boot: self.receipt(all_of_it=True, boot=f"boot-{boot}"),
            "cut": lambda _: self.cut_power(),
            "clock": self.shift_clock,
        }[what](how)

    def shift_clock(self, shift_s: float) -> None:
        self.step_s += shift_s

    # ---- what must hold ----------------------------------------------------------------------

    def owed(self) -> set[Number]:
        return {
            (boot, n)
            for boot, ledger in self.post._ledgers.items()
            for n in range(1, ledger.last + 1)
            if n not in ledger.settled
        }

    def check(self) -> None:
        owed = self.owed()
        lost = self.lost_before + self.post.lost.total()
        elsewhere = set(self.said) - owed - self.receipted - self.cut_off
        assert len(elsewhere) <= lost
        assert owed <= set(self.said)
        if self.boots == 1:  # a sheaf of which a part was receipted is owed whole by the next
            assert not owed & self.receipted
        assert self.post.outbox.full_percent <= 100
        told = Counter({owes.boot: owes.count for owes in self.post.owes})
        assert told == Counter(boot for boot, _ in owed)
        for owes in self.post.owes:
            assert owes.oldest == min(n for boot, n in owed if boot == owes.boot)

    def check_what_was_heard(self) -> None:
        for number, heard in self.hub.stored.items():
            assert heard.body == self.said[number]
        for send in self.sent:
            message = send.message
            assert isinstance(message, Envelope | Backlog)
            assert message.sent_boot != message.boot


def numbers(parcel: Envelope | Sheaf) -> set[Number]:
    if isinstance(parcel, Envelope):
        return {name_of(parcel)}
    return {(parcel.boot, item.n) for item in parcel.items()}


steps = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(sorted(SAID))),
    st.tuples(st.just("wait"), st.sampled_from([0.25, 5.0, 30.0, 70.0])),
    st.tuples(st.just("connect"), st.just(None)),
    st.tuples(st.just("disconnect"), st.just(None)),
    st.tuples(st.just("receipt"), st.booleans()),
    st.tuples(st.just("earlier"), st.integers(1, 3)),
    st.tuples(st.just("cut"), st.just(None)),
    st.tuples(st.just("clock"), st.sampled_from([-86_400.0, -5.0, 3600.0])),
)


def lived(night: Iterable[tuple[str, object]]) -> Alone:
    alone = Alone()
    for what, how in night:
        alone.happens(what, how)
        alone.check()
    return alone


@pytest.mark.hazard("H-07")
@settings(max_examples=400, deadline=None)
@given(st.lists(steps, max_size=60))
def test_every_number_is_receipted_or_owed_or_counted_as_lost(
    night: list[tuple[str, object]],
) -> None:
    alone = lived(night)
    alone.connect()
    for _ in range(40):  # a calm morning
        alone.wait(11.0)
        for boot in range(1, alone.boots + 1):
            alone.receipt(all_of_it=True, boot=f"boot-{boot}")
    alone.check()
    alone.check_what_was_heard()
    assert alone.owed() == set()


@settings(max_examples=100, deadline=None)
@given(st.lists(steps, max_size=40))
def test_what_happened_goes_out_in_the_order_in_which_it_did(
    night: list[tuple[str, object]],
) -> None:
    alone = lived([step for step in night if step[0] in {"say", "wait", "cut", "clock"}])
    alone.connect()
    for _ in range(40):
        alone.wait(0.25)
        for boot in range(1, alone.boots + 1):
            alone.receipt(all_of_it=True, boot=f"boot-{boot}")
    order = [
        (int(message.boot.removeprefix("boot-")), message.n)
        for message in (send.message for send in alone.sent)
        if isinstance(message, Envelope) and message.body.kind not in {"vital", "readings"}
    ]
    first_times = list(dict.fromkeys(order))
    assert first_times == sorted(first_times)


def test_the_nights_are_bad_enough_to_matter() -> None:
    alone = lived([("say", "call")] * 20 + [("say", "vital")] * 400 + [("wait", 70.0)])
    assert alone.post.lost["happening"] == 8
    assert alone.post.lost["readings and vital signs"] > 0
    assert len(alone.post.outbox) == 15


# ---- single stories ----------------------------------------------------------------------------


@pytest.mark.hazard("H-07")
def test_after_a_power_cut_the_look_goes_out_under_its_own_boot_and_number() -> None:
    alone = Alone()
    alone.say("call")
    alone.say("look")
    alone.wait(5)
    alone.cut_power()
    alone.wait(2)
    alone.connect()
    look = alone.sent[-1].message
    assert isinstance(look, Envelope)
    assert (look.boot, look.n, look.up) == ("boot-1", 2, 0.0)
    assert (look.sent_boot, look.sent_up, look.age_s) == ("boot-2", 2.0, None)
    alone.receipt(all_of_it=True, boot="boot-1")
    assert alone.post.owes == ()
    assert alone.shelf.memory() == Memory()


def test_what_nobody_receipts_for_a_minute_is_tied_up_in_one_commit_and_said_as_old() -> None:
    alone = Alone()
    for _ in range(130):
        alone.say("vital")
        alone.wait(0.5)
    stored = [len(each.stretches) for each in alone.shelf.parcels.values()]  # sheaves
    assert stored == [1] * len(stored)
    assert len(stored) == 3
    alone.connect()
    backlogs = [s.message for s in alone.sent if isinstance(s.message, Backlog)]
    assert [len(each.kept) for each in backlogs] == [SHEAF_MOST, SHEAF_MOST, 5]
    assert all(len(encode(each)) <= BYTES_MOST for each in backlogs)
    assert [kept.n for each in backlogs for kept in each.kept] == list(range(1, 102))


def test_what_is_receipted_in_time_is_never_written() -> None:
    alone = Alone()
    alone.connect()
    for second in range(600):
        alone.say("vital")
        alone.wait(1.0)
        if second % 5 == 0:
            alone.receipt(all_of_it=True)
    assert alone.shelf.parcels == {}
    assert len(alone.post._lately) <= 5


def test_a_short_outage_is_filled_when_the_hub_asks_and_before_anything_is_written() -> None:
    alone = Alone()
    alone.connect()
    alone.say("vital")
    alone.disconnect()
    for _ in range(10):
        alone.say("vital")
        alone.wait(1.0)
    alone.connect()
    alone.say("vital")
    assert len(alone.hub.stored) == 2
    alone.receipt(all_of_it=False)
    assert len(alone.hub.stored) == 12
    assert alone.shelf.parcels == {}


def test_live_goes_before_old() -> None:
    alone = Alone()
    for _ in range(70):
        alone.say("vital")
        alone.wait(1.0)
    alone.post.connected()
    alone.post.say(A_DOUBT, alone.now)
    alone.carry_out()
    assert isinstance(alone.sent[0].message, Envelope)
    assert isinstance(alone.sent[1].message, Backlog)


def test_readings_as_large_as_the_wire_allows_are_tied_so_that_they_can_be_sent() -> None:
    reading = Reading(quantity=Quantity.TEMPERATURE, sensor="\\" * WORD_LONGEST, value=-123.4567891)
    body = ReadingsBody(readings=(reading,) * 64)
    kept = [Kept(n=n, at=wall(n), up=n, synced=True, body=body) for n in range(1, 20)]
    sheaves = tied("b", kept)
    now = Moment(wall(9), KEPT_LIVE_S)
    backlogs = [each.backlog(ASH_4, "b", now) for each in sheaves]
    assert [item.n for each in backlogs for item in each.kept] == list(range(1, 20))
    assert max(len(encode(each)) for each in backlogs) <= BYTES_MOST


def test_a_sheaf_that_rotted_on_the_disk_is_given_up_and_counted_and_stops_nothing() -> None:
    whole = sheaf(1, 10, "boot-0")
    rotten = Sheaf("boot-0", ((20, 29),), whole.squeezed[:-9] + b"rotten!!!")
    with pytest.raises(UnreadableError):
        rotten.items()
    alone = Alone()
    alone.post = Post(ASH_4, "boot-1", Outbox(), Memory((whole, rotten)))
    alone.connect()
    assert alone.post.lost == {"readings and vital signs": 10}
    assert [owes.count for owes in alone.post.owes] == [10]
    assert len(alone.hub.stored) == 10


def test_a_boot_that_has_been_before_does_not_begin_again_at_one() -> None:
    with pytest.raises(ValueError, match="twice"):
        Post(ASH_4, "boot-1", memory=Memory((envelope(4, boot="boot-1"),)))


def test_squeezed_the_room_says_the_same_in_a_tenth_of_the_bytes() -> None:
    found = sheaf(1, 48)
    loose = sum(len(item.model_dump_json()) for item in found.items())
    assert len(found.squeezed) < loose / 8


@pytest.mark.hazard("H-07")
def test_a_list_that_leaves_a_boot_out_is_full() -> None:
    for boots in range(OWES_MOST - 1, OWES_MOST + 3):
        calls = tuple(envelope(1, boot=f"before-{boot}") for boot in range(boots))
        post = Post(ASH_4, "boot-1", memory=Memory(calls))
        assert len(post.owes) == min(boots, OWES_MOST)
        post.say(A_CALL, Moment(wall(0), 0))
        assert len(post.owes) == min(boots + 1, OWES_MOST)
        assert post.owes[-1].boot == "boot-1"
