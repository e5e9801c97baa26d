"""A node whose power was cut wakes up knowing the person, the watch, and what it owes."""

from collections.abc import Iterable

import pytest

from edge.events import (
    Arrived,
    CallSensed,
    Connected,
    Counted,
    Disconnected,
    DoorSensed,
    Event,
    Follows,
    FormCompleted,
    Positions,
    PresenceSensed,
    Recorded,
    Send,
    Store,
)
from edge.memory import Memory, Shelf
from edge.moment import Moment
from edge.node import Node
from tests.edge.night import ASH_4, FITTED, SEEN_WELL, arrived, care, confined, profile, wall
from tests.edge.test_heads import head
from tests.edge.test_node import AMA_TAPS, CAME, WENT
from ward.announcements import Receipt, Status
from ward.envelope import Envelope, HealthBody, Standing
from ward.happenings import Place
from ward.units import Instant, minutes

A_LOOK = FormCompleted(SEEN_WELL)


class Room:
    """One room's node, its disk, and two clocks: ``t`` is true time, the wall clock may be off."""

    def __init__(self, fitted: frozenset[str] = FITTED) -> None:
        self.shelf, self.fitted = Shelf(), fitted
        self.t, self.booted_t, self.off_s, self.synced = 0.0, 0.0, 0.0, True
        self.boots = 0
        self.heard: list[Follows] = []
        self.boot()

    @property
    def now(self) -> Moment:
        return Moment(wall(self.t + self.off_s), self.t - self.booted_t, self.synced)

    def boot(self, memory: Memory | None = None) -> None:
        self.boots += 1
        self.booted_t = self.t
        found = self.shelf.memory() if memory is None else memory
        name = f"boot-{self.boots}"
        self.node = Node(ASH_4, name, "0.1", "simulated", self.fitted, self.now, memory=found)

    def cut_power(self, dark_s: float = 30.0, *, off_s: float = 0.0, synced: bool = True) -> None:
        self.t += dark_s
        self.off_s, self.synced = off_s, synced
        self.boot()

    def feed(self, *events: Event) -> list[Follows]:
        return self._took(follow for event in events for follow in self.node.feed(event, self.now))

    def until(self, t: float) -> list[Follows]:
        follows: list[Follows] = []
        while self.t < t:
            self.t += 0.25
            follows += self._took(self.node.tick(self.now))
        return follows

    def visit(self) -> list[Follows]:
        self.feed(CAME, AMA_TAPS)
        self.until(self.t + 20)
        return [*self.feed(A_LOOK), *self.feed(WENT)]

    def _took(self, follows: Iterable[Follows]) -> list[Follows]:
        taken = list(follows)
        for each in taken:
            self.shelf.take(each)
        self.heard += taken
        return taken

    @property
    def overdue(self) -> bool:
        said = [f for f in self.until(self.t + 6) if isinstance(f, Positions)]
        self.feed(Connected())  # else the indicator calls for the lost wire's sake
        said += [f for f in self.until(self.t + 6) if isinstance(f, Positions)]
        return said[-1].indicator

    @property
    def due_at(self) -> Instant | None:
        return self.node.door(self.now).due_at


def envelopes(follows: Iterable[Follows]) -> list[Envelope]:
    messages = [follow.message for follow in follows if isinstance(follow, Send)]
    return [message for message in messages if isinstance(message, Envelope)]


def healths(follows: Iterable[Follows]) -> list[HealthBody]:
    return [e.body for e in envelopes(follows) if isinstance(e.body, HealthBody)]


def watched() -> Room:
    room = Room()
    room.feed(arrived(care(3, suits=profile(3, main=0.5), confinement=confined())))
    return room


# ---- what survives -------------------------------------------------------------------------------


@pytest.mark.hazard("H-24")
def test_after_a_power_cut_with_everything_else_dead_the_door_still_knows_the_person() -> None:
    room = watched()
    room.visit()
    room.cut_power()
    view = room.node.door(room.now)
    assert view.confinement == confined()
    assert view.in_force.main_light == 0.5
    assert (view.seen_at, view.seen_by) == (wall(20), "A.O.")
    assert view.due_at == wall(20) + minutes(15)
    room.feed(CAME, AMA_TAPS)
    assert room.node.door(room.now).badge_of is not None


@pytest.mark.hazard("H-07")
def test_a_record_is_on_the_disk_before_the_door_says_so_and_before_it_is_sent() -> None:
    room = watched()
    room.feed(Connected())
    kinds = [type(each) for each in room.visit()]
    assert kinds.index(Store) < kinds.index(Recorded) < kinds.index(Send)


@pytest.mark.hazard("H-07")
def test_a_visit_before_the_power_cut_reaches_the_hub_after_it() -> None:
    room = watched()
    made = next(f for f in room.visit() if isinstance(f, Recorded)).observation
    room.cut_power()
    sent = envelopes(room.feed(Connected()))
    (look,) = [e for e in sent if e.body.kind == "observation"]
    assert look.body.model_dump()["observation"]["id"] == made.id
    assert (look.boot, look.sent_boot) == ("boot-1", "boot-2")
    first, *_ = healths(room.feed(Disconnected(), Connected()))
    assert [owes.boot for owes in first.owes] == ["boot-1", "boot-2"]


def test_older_care_after_a_power_cut_is_not_believed() -> None:
    room = watched()
    room.cut_power()
    room.feed(arrived(care(2, suits=profile(2, main=0.9)), retained=True))
    assert room.node.door(room.now).in_force.main_light == 0.5


def test_a_disk_that_forgot_everything_is_a_node_that_begins_anew() -> None:
    room = watched()
    room.boot(Memory())
    assert room.node.door(room.now).confinement is None
    room.boot(Memory(kept={"care": b"{rotten", "watch": b"", "head latest": b"[]"}))
    assert room.node.door(room.now).confinement is None


# ---- the watch, by clocks that may be wrong ------------------------------------------------------


@pytest.mark.hazard("H-24")
def test_with_both_clocks_set_the_time_in_the_dark_counts() -> None:
    room = watched()
    room.visit()
    room.cut_power(dark_s=5 * 60)
    assert not room.overdue
    room.until(20 + 15 * 60 + 1)
    assert room.overdue


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize(
    ("synced_before", "synced_after", "off_s"),
    [(True, False, -3000.0), (False, True, 0.0), (False, False, -3000.0)],
)
def test_when_nobody_can_tell_how_long_it_was_dark_somebody_is_to_go(
    synced_before: bool, synced_after: bool, off_s: float
) -> None:
    room = watched()
    room.synced = synced_before
    room.visit()
    room.cut_power(dark_s=50 * 60, off_s=off_s, synced=synced_after)
    assert room.overdue
    due_at = room.due_at
    assert due_at is not None
    assert due_at <= room.now.at
    room.visit()
    assert not room.overdue


@pytest.mark.hazard("H-08")
def test_the_hubs_own_word_since_then_is_as_good_as_a_clock_but_one_the_broker_kept_is_not() -> (
    None
):
    room = watched()
    room.visit()
    room.cut_power(dark_s=60, off_s=0.0, synced=False)
    known = Status(room=ASH_4, at=wall(90), linked=True, seen_at=wall(20), seen_by="A.O.")
    assert room.overdue
    room.feed(arrived(known))
    assert not room.overdue

    other = watched()
    other.feed(arrived(known.model_copy(update={"at": wall(25)})))
    other.until(other.t + 61)
    other.cut_power(dark_s=3000, off_s=-3000, synced=False)
    other.feed(arrived(known, retained=True))
    assert other.overdue


def test_a_clock_that_is_set_later_mends_what_is_remembered_of_a_visit() -> None:
    room = watched()
    room.synced, room.off_s = False, -7200.0
    room.visit()
    room.until(room.t + 30)
    room.synced, room.off_s = True, 0.0
    room.until(room.t + 5)
    room.cut_power(dark_s=30)
    assert room.node.door(room.now).seen_at == wall(20)
    assert not room.overdue


def test_what_the_hub_says_every_five_seconds_is_not_written_every_five_seconds() -> None:
    room = watched()
    writes = 0
    for second in range(0, 600, 5):
        room.until(second)
        status = Status(room=ASH_4, at=wall(second), linked=True, due_at=wall(900))
        follows = room.feed(arrived(status))
        writes += sum(type(each).__name__ == "Remember" for each in follows)
    assert writes == 1


# ---- how things stand ----------------------------------------------------------------------------


@pytest.mark.hazard("H-07")
def test_how_things_stand_never_overtakes_how_they_came_to_stand_so() -> None:
    room = Room()
    room.feed(DoorSensed(False), PresenceSensed(Place.ROOM, True))
    for _ in range(150):
        room.feed(CallSensed())
    sent = room.feed(Connected())
    (first,) = healths(sent)
    assert first.standing == Standing()
    assert sent[-1] == next(f for f in sent if isinstance(f, Send) and f.topic.endswith("health"))
    told = [e.n for e in envelopes(sent) if e.body.kind == "happening"]
    rest: list[Follows] = []
    while not healths(rest):
        rest = room.feed(arrived(Receipt(room=ASH_4, boot="boot-1", through=told[-1])))
        told += [e.n for e in envelopes(rest) if e.body.kind == "happening"]
    assert told == list(range(1, 152))
    assert envelopes(rest)[-1].body.kind == "health"
    (after,) = healths(rest)
    assert after.standing == Standing(door_open=False, in_room=True)


def test_a_lost_wire_hears_the_link_then_what_is_live_then_what_is_owed_then_the_standing() -> None:
    room = Room()
    room.feed(DoorSensed(False), Connected(), Disconnected(), DoorSensed(True))
    sent = [f for f in room.feed(Connected()) if isinstance(f, Send)]
    assert [f.topic.rpartition("/")[2] for f in sent] == [
        "link",
        "vitals",
        "happenings",
        "happenings",
        "health",
    ]
    (told,) = healths(sent)
    assert told.standing.door_open is True


# ---- what health says ----------------------------------------------------------------------------


def test_health_takes_no_number_and_repeats_the_last_one_given() -> None:
    room = Room()
    room.feed(Connected())
    sent = [e for e in envelopes(room.until(9)) if e.body.kind == "health"]
    said = {0}
    for each in envelopes(room.heard):
        if each.body.kind == "health":
            assert each.n == max(said)
        else:
            assert each.n not in said
            said.add(each.n)
    assert said == set(range(max(said) + 1))
    assert sent


def test_how_much_is_owed_how_full_it_is_and_what_wires_counted_is_told() -> None:
    room = Room()
    for _ in range(500):
        room.feed(CallSensed())
    room.feed(Counted("not heard, too fast", 3))
    (told,) = healths(room.feed(Connected()))
    assert told.counters["owed"] == 503  # with two vital signs
    assert told.counters["owed share full %"] == 10
    assert told.counters["not heard, too fast"] == 3
    assert told.owes[0].count == 503


def test_what_wires_count_is_bounded() -> None:
    room = Room()
    for n in range(100):
        room.feed(Counted(f"thing {n}" * 20, n))
    (told,) = healths(room.feed(Connected()))
    assert len([name for name in told.counters if name.startswith("thing")]) <= 16


def test_a_journal_that_went_back_is_told_at_the_door_and_to_the_hub_after_a_power_cut_too() -> (
    None
):
    room = Room()
    for entry in (4812, 17):
        made = head(entry, entry / 1e6, made="ad"[entry == 17])
        room.feed(arrived(Receipt(room=ASH_4, boot="boot-1", head=made)))
    room.cut_power()
    words = "the hub's record went back from entry 4812 to 17"
    assert words in room.node.door(room.now).faults
    assert words in healths(room.feed(Connected()))[0].faults


def test_a_receipt_that_is_not_ours_lets_go_of_nothing() -> None:
    room = Room()
    room.feed(CallSensed())
    for boot in ("boot-0", "boot-9"):
        room.feed(arrived(Receipt(room=ASH_4, boot=boot, through=50, missing=((1, 10**9),))))
    room.feed(Arrived("attune/v1/ash/04/receipt", b'{"v":1,"room":"ash/04","through":9}', False))
    (told,) = healths(room.feed(Connected()))
    assert told.owes[0].count == 4  # with two vital signs, of now
