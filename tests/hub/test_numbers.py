"""What a node owes by number: stored, receipted, missing, lost; nothing taken twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.outbox import KEEP_MOST, WINDOW
from hub.effects import Effect, Took
from hub.ingest import tally
from hub.ingest.numbers import Numbers
from hub.ingest.tally import BOOTS_MOST, STRETCHES_MOST
from hub.panel.local import Local
from hub.panel.timeline import timeline
from hub.rooms.facts import Happened, NumbersLost, Observed
from tests.hub.world import ASH_1, ASH_4, AT_THE_DOOR, SEEN, World
from ward.announcements import Receipt
from ward.envelope import OWES_MOST, Body, HappeningBody, ObservationBody, Owes, ReadingsBody
from ward.happenings import CallPressed, TalkMoved
from ward.observations import Observation
from ward.readings import Quantity, Reading
from ward.rooms import RoomId

CALL = HappeningBody(happening=CallPressed())
TALK = HappeningBody(happening=TalkMoved(is_talking=True))
READ = ReadingsBody(readings=(Reading(quantity=Quantity.LIGHT, sensor="bh1750", value=4.0),))

numbers = st.integers(1, 60)
runs = st.lists(st.tuples(numbers, numbers).map(lambda two: (min(two), max(two))), max_size=12)


def receipts(ward: World, room: RoomId = ASH_4) -> list[Receipt]:
    return [
        said.message
        for said in ward.said
        if isinstance(said.message, Receipt) and said.message.room == room
    ]


def covered(told: list[Receipt], boot: str = "boot-1") -> set[int]:
    return {
        n
        for receipt in told
        if receipt.boot == boot
        for n in (*receipt.numbers, *range(1, receipt.through + 1))
    }


def lost(ward: World) -> list[tuple[str, int, int]]:
    return [(f.boot, f.first, f.last) for f in ward.facts if isinstance(f, NumbersLost)]


@given(runs)
def test_numbers_are_those_that_were_added_in_whatever_order(
    stretches: list[tuple[int, int]],
) -> None:
    kept, plain = Numbers(), set()
    for first, last in stretches:
        for n in (first, last):
            kept.add(n)
        kept.close(first, last)
        plain |= set(range(first, last + 1))
    assert {n for n in range(70) if n in kept} == plain
    assert Numbers(kept.stretches).stretches == kept.stretches
    for n in range(0, 70, 3):
        fewer = Numbers(kept.stretches)
        fewer.open(n)
        assert {each for each in range(70) if each in fewer} == plain - {n}
    assert kept.last == max(plain, default=0)
    assert kept.through == next(n for n in range(70) if n + 1 not in plain)
    assert all(b[0] > a[1] + 1 for a, b in zip(kept.stretches, kept.stretches[1:], strict=False))


@given(runs, numbers, numbers)
def test_what_is_missing_is_what_is_not_there(
    stretches: list[tuple[int, int]], since: int, through: int
) -> None:
    kept = Numbers(stretches)
    holes = {n for first, last in kept.missing(through, since) for n in range(first, last + 1)}
    assert holes == {n for n in range(since, through + 1) if n not in kept}
    assert kept.count_since(since) == sum(n in kept for n in range(since, 70))


@pytest.mark.hazard("H-23")
def test_a_happening_is_receipted_at_once_with_what_is_stored_of_it() -> None:
    ward = World()
    effects: list[Effect] = []
    ward.take = effects.extend  # type: ignore[method-assign, assignment]  # to see their order
    ward.hears(ASH_4, CALL)
    kinds = [type(effect).__name__ for effect in effects]
    assert kinds.index("Keep") < kinds.index("Took")
    assert Took(ASH_4, "boot-1", ((1, 1),)) in effects


def test_readings_are_receipted_together_within_five_seconds() -> None:
    ward = World()
    for _ in range(3):
        ward.hears(ASH_4, READ)
    assert receipts(ward) == []
    ward.wait(5)
    assert [(r.numbers, r.through, r.missing) for r in receipts(ward)] == [((), 3, ())]
    ward.wait(30)
    assert len(receipts(ward)) == 1


@pytest.mark.hazard("H-23")
@given(st.lists(st.integers(1, 25), min_size=1, max_size=25), st.integers(0, 24))
def test_no_receipt_covers_what_is_not_stored_and_every_number_stored_is_covered(
    said: list[int], killed_after: int
) -> None:
    ward = World()
    stored = set()
    for place, n in enumerate(said):
        ward.hears(ASH_4, (READ, CALL, TALK)[n % 3], n=n)
        stored.add(n)
        if place == killed_after:
            ward.restart_hub()
            for again in sorted(stored):
                ward.hears(ASH_4, (READ, CALL, TALK)[again % 3], n=again)
        if n % 4 == 0:
            ward.wait(2)
        assert covered(receipts(ward)) <= stored
    ward.wait(6)
    assert covered(receipts(ward)) == stored
    happened = [fact.n for fact in ward.facts if isinstance(fact, Happened)]
    assert sorted(happened) == sorted(n for n in stored if n % 3)


@pytest.mark.hazard("H-07")
def test_what_is_missing_is_asked_for_after_a_second_and_again_while_the_node_speaks() -> None:
    ward = World()
    ward.hears(ASH_4, CALL, n=1)
    ward.hears(ASH_4, CALL, n=4)
    ward.hears(ASH_4, READ, n=5)
    ward.said.clear()
    ward.wait(0.75)
    assert [r.missing for r in receipts(ward)] == []
    ward.wait(1)
    assert [r.missing for r in receipts(ward)] == [((2, 3),)]
    ward.hears(ASH_4, CALL, n=3)
    ward.alive.clear()
    ward.hears(ASH_4, CALL, n=6)
    ward.wait(60)
    assert receipts(ward)[-1].missing == ((2, 2),)
    assert len(receipts(ward)) == 4  # nobody is there to be asked once more
    ward.hears(ASH_4, CALL, n=2)
    ward.wait(10)
    assert (receipts(ward)[-1].through, receipts(ward)[-1].missing) == (6, ())


@pytest.mark.hazard("H-07")
def test_what_never_came_at_all_is_known_by_the_number_of_the_health() -> None:
    ward = World()
    ward.health(ASH_4, n=3, owes=(Owes(boot="boot-1", oldest=1, count=3),))
    ward.wait(2)
    assert receipts(ward)[-1].missing == ((1, 3),)
    assert lost(ward) == []


@pytest.mark.hazard("H-07")
def test_what_a_node_has_given_up_is_written_down_as_lost_once_and_in_words() -> None:
    ward = World()
    ward.until("02:10")
    ward.hears(ASH_4, CALL, n=1)
    ward.alive.clear()
    ward.until("02:14")
    ward.hears(ASH_4, TALK, n=5)
    ward.health(ASH_4, n=5, owes=(Owes(boot="boot-1", oldest=4, count=2),))
    assert lost(ward) == [("boot-1", 2, 3)]
    ward.health(ASH_4, n=5, owes=())
    ward.health(ASH_4, n=5, owes=())
    assert lost(ward) == [("boot-1", 2, 3), ("boot-1", 4, 4)]
    ward.wait(6)
    assert receipts(ward)[-1].missing == ()
    ward.hears(ASH_4, CALL, n=6)
    assert receipts(ward)[-1].through == 6
    words = " ".join(line.words for line in timeline(ward.state(ASH_4), Local(ward.now)))
    assert "2 messages of this room were lost, between 02:10 and 02:14" in words
    ward.restart_hub()
    ward.health(ASH_4, n=5, owes=())
    assert len(lost(ward)) == 2


@pytest.mark.hazard("H-07")
def test_what_was_lost_of_the_boot_before_is_known_once_it_is_owed_no_more() -> None:
    ward = World()
    ward.hears(ASH_4, CALL, n=1)
    ward.hears(ASH_4, CALL, n=3)
    ward.health(ASH_4, boot="boot-2", n=0, owes=(Owes(boot="boot-1", oldest=2, count=1),))
    assert lost(ward) == []
    ward.health(ASH_4, boot="boot-2", n=0, owes=())
    assert lost(ward) == [("boot-1", 2, 2)]
    assert not [f for f in ward.facts if isinstance(f, NumbersLost) and f.room == ASH_1]


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize("restarted", [False, True])
def test_a_visit_that_was_given_up_and_is_found_again_is_recorded_once(restarted: bool) -> None:
    """Its outbox could not be read for one boot, which so owed nothing, and can be now."""
    ward = World()
    ward.begins(ASH_4)
    ward.alive.clear()
    ward.hears(ASH_4, CALL, n=1)
    ward.hears(ASH_4, CALL, n=5)
    ward.health(ASH_4, boot="boot-2", n=0, owes=())
    assert lost(ward) == [("boot-1", 2, 4)]
    ward.wait(300)
    if restarted:
        ward.restart_hub()
    ward.up_at_two = -290  # boot-3 began ten seconds ago
    seen = Observation(id="o-1", came_at=ward.now, evidence=AT_THE_DOOR, content=SEEN)
    for _ in range(2):
        ward.hears(ASH_4, ObservationBody(observation=seen), n=3, age_s=30, sent_boot="boot-3")
    assert len([fact for fact in ward.facts if isinstance(fact, Observed)]) == 1
    assert ward.state(ASH_4).seen is not None
    took = ward.taken[ASH_4, "boot-1"]
    assert (took.stretches, took.lost) == (((1, 5),), ((2, 2), (4, 4)))


@pytest.mark.hazard("H-17")
def test_a_node_that_gives_up_much_and_says_every_other_of_it_fills_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tally, "STRETCHES_MOST", 20)
    ward = World()
    ward.alive.clear()
    ward.health(ASH_4, n=1000, owes=())
    for n in range(1, 200, 2):
        ward.hears(ASH_4, TALK, n=n)
    took = ward.taken[ASH_4, "boot-1"]
    assert (took.stretches, len(took.lost)) == (((1, 1000),), 20)
    assert len([f for f in ward.facts if isinstance(f, Happened)]) == 100


@pytest.mark.hazard("H-07")
def test_a_list_without_room_for_more_boots_gives_up_nothing_of_those_it_leaves_out() -> None:
    ward = World()
    ward.hears(ASH_4, CALL, n=1)
    ward.hears(ASH_4, CALL, n=3)
    full = tuple(Owes(boot=f"older-{i}", oldest=1, count=1) for i in range(OWES_MOST))
    ward.health(ASH_4, boot="boot-2", n=0, owes=full)
    assert lost(ward) == []
    ward.health(ASH_4, boot="boot-2", n=0, owes=full[1:])
    assert lost(ward) == [("boot-1", 2, 2)]


@pytest.mark.hazard("H-07")
def test_a_late_word_of_the_boot_before_gives_up_nothing_of_the_boot_that_runs() -> None:
    ward = World()
    ward.hears(ASH_4, CALL, n=1)
    ward.health(ASH_4, n=1, owes=())
    ward.hears(ASH_4, TALK, boot="boot-2", n=3)
    ward.health(ASH_4, n=1, owes=())  # comes a second time, and late
    assert lost(ward) == []
    ward.hears(ASH_4, CALL, boot="boot-2", n=2)
    stored = {(f.boot, f.n) for f in ward.facts if isinstance(f, Happened)}
    assert ("boot-2", 2) in stored


@pytest.mark.hazard("H-07")
def test_a_backlog_too_tells_which_boot_runs() -> None:
    ward = World()
    ward.hears(ASH_4, CALL, n=1)
    ward.health(ASH_4, n=1, owes=())
    ward.keeps(ASH_4, (100, READ), boot="boot-0", sent_boot="boot-2")
    ward.hears(ASH_4, READ, boot="boot-0", n=4, sent_boot="boot-2")
    ward.health(ASH_4, n=1, owes=())  # of boot-1, and late
    assert lost(ward) == []


@pytest.mark.hazard("H-17")
def test_what_is_missing_is_asked_for_no_oftener_than_every_five_seconds() -> None:
    ward = World()
    ward.hears(ASH_4, CALL, n=3)
    ward.wait(2)
    asked = [r for r in receipts(ward) if r.missing]
    for n in (6, 9):
        ward.hears(ASH_4, CALL, n=n)
        ward.wait(1.5)
    assert [r.missing for r in receipts(ward) if r.missing] == [asked[0].missing]
    ward.wait(5)
    assert receipts(ward)[-1].missing == ((1, 2), (4, 5), (7, 8))


@pytest.mark.hazard("H-17")
def test_a_node_that_leaves_holes_for_ever_fills_no_memory_and_is_heard_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tally, "STRETCHES_MOST", 512)
    ward = World()
    ward.alive.clear()
    for n in range(1, 2 * 512 + 80, 2):
        ward.hears(ASH_4, TALK, n=n)
    ward.hears(ASH_4, CALL, n=5000)
    assert "call unanswered" in ward.alarms(ASH_4)
    assert len(ward.taken[ASH_4, "boot-1"].stretches) == 512
    assert lost(ward)[0] == ("boot-1", 2, 2)
    assert len(lost(ward)) == 41


@pytest.mark.hazard("H-07")
def test_readings_between_all_the_happenings_of_a_long_outage_are_waited_for() -> None:
    assert STRETCHES_MOST > KEEP_MOST + WINDOW
    ward = World()
    ward.alive.clear()
    for n in range(2, 1_400, 2):
        ward.hears(ASH_4, TALK, n=n, age_s=9_000)
    ward.keeps(ASH_4, (9_000, READ), (9_000, READ), numbers=(1, 3))
    assert (lost(ward), len(ward.points)) == ([], 2)


@pytest.mark.hazard("H-17")
@pytest.mark.parametrize("body", [TALK, READ])
def test_a_node_of_many_boots_that_never_tells_of_its_health_fills_no_memory(body: Body) -> None:
    ward = World()
    ward.alive.clear()
    for boot in range(2 * BOOTS_MOST):
        ward.hears(ASH_4, body, n=1, boot=f"b{boot}")
        ward.hears(ASH_4, READ, n=1, boot=f"before-{boot}", sent_boot=f"b{boot}")
    assert len(ward.round.doorkeeper.tallies[ASH_4].boots()) == BOOTS_MOST
    known = {boot for (room, boot), took in ward.taken.items() if room == ASH_4 and took.stretches}
    assert known == set(ward.round.doorkeeper.tallies[ASH_4].boots())


@pytest.mark.hazard("H-17")
def test_boots_beyond_what_a_node_can_owe_are_forgotten_and_the_store_is_told() -> None:
    ward = World()
    ward.alive.clear()
    for boot in range(BOOTS_MOST + 3):
        ward.hears(ASH_4, TALK, n=1, boot=f"b{boot}")
        ward.health(ASH_4, boot=f"b{boot}", n=1, owes=(Owes(boot="b0", oldest=2, count=1),))
    known = {boot for (room, boot), took in ward.taken.items() if room == ASH_4 and took.stretches}
    assert len(known) == BOOTS_MOST
    assert {"b0", f"b{BOOTS_MOST + 2}"} <= known
    assert ward.taken[ASH_4, "b1"].stretches == ()
