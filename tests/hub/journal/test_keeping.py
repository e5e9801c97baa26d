"""A hub goes on from where it was, whether it reads all that it wrote or only the last of it."""

import logging
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from hub.effects import Keep, Took
from hub.outside import keeping as module
from hub.outside.keeping import Keeping, go_on
from hub.outside.store import Store, StoreError
from hub.outside.taken import BOOTS_MOST
from hub.rooms.clock_facts import ClockSetBack
from hub.rooms.snapshot import stamp
from hub.round import Round
from hub.site import Site
from hub.staff.duty import Duty
from hub.staff.facts import RotaSet, Shift, StaffSet
from tests.hub.journal.entries import ASH_4, ASH_5, TWO_AM, a_night, forced, look
from ward.care import Role, Staff
from ward.units import seconds

NURSE = Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")

pytestmark = pytest.mark.hazard("H-09")
BOTH = (ASH_4, ASH_5)


def a_round(rooms=BOTH):
    return Round(Site(rooms=rooms), TWO_AM)


def kept_after(path, facts, more=()):
    """A store of these facts with a snapshot after them, then more."""
    with closing(Store(path)) as store:
        store.commit(facts, [])
        machine = go_on(a_round, store)
        Keeping(machine, store).at_the_end()
        if more:
            store.commit(more, [])
    return path


def states(machine):
    return dict(machine.written())


def test_a_snapshot_and_the_facts_since_are_as_good_as_all_facts(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    path = kept_after(tmp_path / "s", a_night(), [look(20), look(21)])
    with closing(Store(path)) as store:
        assert states(go_on(a_round, store)) == everything_kept(store)
    said = "going on from the snapshot at entry 11 and 2 facts about 2 rooms"
    assert said in caplog.text
    with closing(Store(path)) as store:
        assert store.latest_snapshot(stamp()).entry == 11


def everything_kept(store):
    machine = a_round()
    machine.replay(store.facts())
    return states(machine)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        ("UPDATE snapshots SET stamp = 'older'", "another version of this program"),
        ("UPDATE snapshots SET hash = zeroblob(32)", "of another journal"),
        ("UPDATE snapshots SET entry = 9999", "of another journal"),
        ("UPDATE snapshots SET signature = zeroblob(64)", "not what this hub's key signed"),
        ("UPDATE snapshot_rooms SET state = x'7b7d'", "not what this hub's key signed"),
        ("DELETE FROM snapshot_rooms WHERE room = 'ash/04'", "not what this hub's key signed"),
    ],
)
def test_a_snapshot_that_does_not_fit_costs_only_time(tmp_path, caplog, edit, why):
    path = kept_after(tmp_path / "s", a_night())
    forced(path, edit)
    with closing(Store(path)) as store:
        assert states(go_on(a_round, store)) == everything_kept(store)
    assert "is passed over: it " in caplog.text
    assert why in caplog.text


def test_a_snapshot_whose_rooms_cannot_be_read_costs_only_time(tmp_path, caplog):
    path = tmp_path / "s"
    with closing(Store(path)) as store:
        store.commit(a_night(), [])
        good = states(go_on(a_round, store))
        store.snapshot(store.head.entry, stamp(), {**good, ASH_5: b"{}"})
        assert states(go_on(a_round, store)) == good
    assert "the snapshot at entry 11 is passed over: not a snapshot of a room" in caplog.text


def test_a_room_that_comes_back_to_the_site_has_all_its_past(tmp_path):
    path = tmp_path / "s"
    with closing(Store(path)) as store:
        store.commit(a_night(), [])
        without = go_on(lambda: a_round((ASH_4,)), store)
        Keeping(without, store).at_the_end()
        assert states(go_on(a_round, store)) == everything_kept(store)


def test_a_snapshot_is_kept_every_so_many_entries_and_only_the_newest(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SNAPSHOT_EVERY", 5)
    with closing(Store(tmp_path / "s")) as store, ThreadPoolExecutor(1) as writer:
        machine = go_on(a_round, store)
        keeping = Keeping(machine, store)
        seen = []
        for n in range(12):
            store.commit([look(n)], [])
            machine.replay([look(n)])
            keeping.between_turns(writer)
            writer.submit(int).result()  # what was given to it before is done
            kept = store.latest_snapshot(stamp())
            seen.append(kept.entry if kept else 0)
        assert seen == [0, 0, 0, 0, 6, 6, 6, 6, 6, 11, 11, 11]
        assert states(go_on(a_round, store)) == states(machine)


def test_a_snapshot_that_cannot_be_written_is_said_and_nothing_else(tmp_path, caplog):
    with closing(Store(tmp_path / "s")) as store:
        with pytest.raises(StoreError, match="there is no entry 99"):
            store.snapshot(99, "1", {})
        forced(store.path, "DROP TABLE snapshot_rooms")
        Keeping(a_round(), store).at_the_end()
        store.commit([look(1)], [])
    assert "no snapshot was kept at entry 1" in caplog.text


def test_what_was_taken_of_each_boot_is_known_again(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit([], [], [Took(ASH_4, "b1", ((1, 5),)), Took(ASH_4, "b1", ((1, 7), (9, 9)))])
        store.commit([], [], [Took(ASH_5, "b1", ((1, 2),)), Took(ASH_4, "b2", ((1, 1),))])
    with closing(Store(tmp_path / "s")) as store:
        assert store.taken() == (
            Took(ASH_4, "b1", ((1, 7), (9, 9))),
            Took(ASH_5, "b1", ((1, 2),)),
            Took(ASH_4, "b2", ((1, 1),)),
        )
        go_on(a_round, store)


def test_of_each_room_the_newest_boots_are_known(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit([], [], [Took(ASH_5, "other", ((1, 2),))])
        for n in range(BOOTS_MOST + 3):
            store.commit([], [], [Took(ASH_4, f"b{n}", ((1, n + 1),))])
        store.commit([], [], [Took(ASH_4, "b3", ((1, 99),)), Took(ASH_4, "new", ((1, 1),))])
        boots = [took.boot for took in store.taken() if took.room == ASH_4]
        assert boots == [*(f"b{n}" for n in range(5, BOOTS_MOST + 3)), "b3", "new"]
        assert store.taken()[0].room == ASH_5


def test_the_numbers_of_a_boot_that_goes_on_stay_where_they_stand(tmp_path):
    """To move them writes three pages instead of one; only another boot goes behind them."""
    with closing(Store(tmp_path / "s")) as store:

        def stand():
            with closing(sqlite3.connect(store.path)) as other:
                return other.execute("SELECT id, boot, stretches FROM taken ORDER BY id").fetchall()

        store.commit([], [], [Took(ASH_4, "b1", ((1, 1),))])
        store.commit([], [], [Took(ASH_4, "b1", ((1, 2),))])
        assert stand() == [(1, "b1", "[[1, 2]]")]
        store.commit([], [], [Took(ASH_4, "b2", ((1, 1),)), Took(ASH_4, "b1", ((1, 3),))])
        assert [boot for _, boot, _ in stand()] == ["b2", "b1"]
        store.commit([], [], [Took(ASH_4, "b1", ())])
        store.commit([], [], [Took(ASH_4, "b1", ((1, 4),))])
        assert [took.stretches for took in store.taken()] == [((1, 1),), ((1, 4),)]


def test_what_was_given_up_of_a_boot_is_known_after_a_restart(tmp_path):
    took = Took(ASH_4, "b1", ((1, 9),), ((2, 3), (5, 5)))
    with closing(Store(tmp_path / "s")) as store:
        store.commit([], [], [took])
    with closing(Store(tmp_path / "s")) as store:
        assert store.taken() == (took,)


def test_a_boot_that_is_forgotten_takes_the_place_of_none_that_is_known(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit([], [], [Took(ASH_4, "known", ((1, 5),)), Took(ASH_5, "b0", ((1, 2),))])
        for n in range(2 * BOOTS_MOST):
            store.commit([], [], [Took(ASH_4, f"b{n}", ((1, 1),))])
            store.commit([], [], [Took(ASH_4, f"b{n}", ())])
        assert [took.boot for took in store.taken()] == ["known", "b0"]


def test_the_register_and_the_rota_are_known_however_far_a_snapshot_reaches(tmp_path):
    shift = Shift(
        duty=Duty.OBSERVER, staff=NURSE.ref, begins_at=TWO_AM, ends_at=TWO_AM + seconds(9)
    )
    office = [
        StaffSet(at=TWO_AM, by="L.W.", staff=NURSE),
        RotaSet(at=TWO_AM, by="L.W.", shifts=(shift,)),
    ]
    path = kept_after(tmp_path / "s", [*office, *a_night()], [look(20)])
    with closing(Store(path)) as store:
        machine = go_on(a_round, store)
    assert machine.office.register.staff == (NURSE,)
    assert machine.office.rota.shifts == (shift,)
    assert machine.state(ASH_4).rota.shifts == (shift,)


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize(("ahead_s", "back"), [(600, True), (-600, False)])
def test_a_hub_knows_by_its_store_that_the_clock_was_set_back_while_none_ran(
    tmp_path, ahead_s, back
):
    path = kept_after(tmp_path / "s", a_night())
    wrote_at = (TWO_AM + seconds(ahead_s)).timestamp()
    for file in tmp_path.iterdir():
        os.utime(file, (wrote_at, wrote_at))
    with closing(Store(path)) as store:
        machine = go_on(a_round, store)
    effects = machine.tick(TWO_AM)
    facts = [one.fact for one in effects if isinstance(one, Keep)]
    found = [fact.by_s for fact in facts if isinstance(fact, ClockSetBack)]
    assert found == ([600.0] * 2 if back else [])
