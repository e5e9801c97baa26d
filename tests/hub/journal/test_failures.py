"""What the store did not take it took no part of; what it took is there, whatever comes next."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from attune.__main__ import main
from hub.effects import Took
from hub.outside.reading import Reading
from hub.outside.store import Store, StoreError
from tests.hub.journal.entries import ASH_4, began, ended, look, point
from tests.whole.disks import small_disk

pytestmark = pytest.mark.hazard("H-23")
KILLS = 10


def full_until_told(store):
    """The store's own connections may use no page more than there are."""
    room = {"pages": 1}

    @event.listens_for(store._engine, "begin")
    def _(connection):
        connection.exec_driver_sql(f"PRAGMA max_page_count={room['pages']}")

    return room


def many(n):
    return [began(n), *(look(n + k, words="x" * 400) for k in range(60)), ended(n + 61)]


def test_a_full_disk_is_said_plainly_and_the_store_goes_on_when_there_is_room(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit(many(100), [point(1)])
        before, head = list(store.facts()), store.head
        room = full_until_told(store)
        for _ in range(3):
            with pytest.raises(StoreError, match=r"^\S+/s: the disk is full\.$"):
                store.commit(
                    many(200), [point(n) for n in range(2, 9)], [Took(ASH_4, "b", ((1, 1),))]
                )
        assert store.head == head
        assert list(store.facts()) == before
        assert store.taken() == ()
        room["pages"] = 10**6
        store.commit(many(200), [point(2)], [Took(ASH_4, "b", ((1, 2),))])
        assert list(store.facts()) == [*before, *many(200)]
        assert store.taken() == (Took(ASH_4, "b", ((1, 2),)),)
    assert main(["journal", "verify", str(tmp_path / "s")]) == 0


@pytest.mark.hazard("H-26")
def test_a_store_that_is_opened_on_a_full_disk_is_read_and_written_once_there_is_room(tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk:
        with closing(Store(disk.at / "s")) as store:
            store.commit([began(1), look(2)], [point(1)], [Took(ASH_4, "b", ((1, 2),))])
        disk.fill()
        with closing(Store(disk.at / "s")) as store:
            assert list(store.facts()) == [began(1), look(2)]
            assert store.taken() == (Took(ASH_4, "b", ((1, 2),)),)
            assert len(store.points(ASH_4, "temperature", look(0).at)) == 1
            for _ in range(3):
                with pytest.raises(StoreError, match=r"/s: the disk "):
                    store.commit([look(3)], [point(3)])
            assert list(store.facts()) == [began(1), look(2)]
            disk.free()
            assert store.commit([look(3)], [point(3)]).entry == store.head.entry == 4
            assert list(store.facts()) == [began(1), look(2), look(3)]
        assert main(["journal", "verify", str(disk.at / "s")]) == 0


def test_a_disk_that_is_full_before_there_is_a_store_is_refused_plainly(tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk:
        disk.fill()
        with pytest.raises(StoreError, match=r"/s: the (disk|store) "):
            Store(disk.at / "s")


@pytest.mark.parametrize("again", [False, True])
def test_a_commit_of_which_nobody_knows_whether_it_was_stored_is_looked_up(
    tmp_path, monkeypatch, again
):
    """The disk took all of it, and then said that it had not; tried again, it is there once."""
    with closing(Store(tmp_path / "s")) as store:
        store.commit([look(1)], [])
        begin = store._held.begin

        @contextmanager
        def deceived():
            with begin() as connection:
                yield connection
            raise OperationalError("COMMIT", {}, sqlite3.OperationalError("disk I/O error"))

        with monkeypatch.context() as patch:
            patch.setattr(store._held, "begin", deceived)
            with pytest.raises(StoreError, match="the disk does not answer as it should"):
                store.commit([began(2)], [point(1)])
            if again:
                head = store.commit([began(2)], [point(1)])
                assert (head.entry, head) == (3, store.head)
        head = store.commit([look(3)], [point(2)])
        assert (head.entry, head) == (4, store.head)
        assert list(store.facts()) == [look(1), began(2), look(3)]
    assert main(["journal", "verify", str(tmp_path / "s")]) == 0


def test_a_line_that_a_failed_commit_made_is_made_again(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute(
                "CREATE TRIGGER no BEFORE INSERT ON points BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            with pytest.raises(StoreError, match="no"):
                store.commit([], [point(1)])
            other.execute("DROP TRIGGER no")
        store.commit([], [point(1, 21.0)])
        assert [value for _, value in store.points(ASH_4, "temperature", look(0).at)] == [21.0]


def test_a_person_first_named_in_a_failed_commit_has_a_key_that_is_stored(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute(
                "CREATE TRIGGER no BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            with pytest.raises(StoreError, match="no"):
                store.commit([began(1)], [])
            other.execute("DROP TRIGGER no")
        store.commit([look(2)], [])
        store.commit([began(3), look(4)], [])
    with closing(Store(tmp_path / "s")) as store:
        assert list(store.facts()) == [look(2), began(3), look(4)]


BOUNDED = """
import resource, signal, sys
from pathlib import Path
from hub.outside.store import Store, StoreError
from tests.hub.journal.entries import look

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
took, refused = 0, 0
while refused < 3:
    try:
        store.commit([look(took, words="x" * 400)] * 5, [])
        took += 1
    except StoreError as why:
        refused += 1
        print(why)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.commit([look(took)], [])
print(5 * took + 1)
print(len(list(store.facts())))
store.close()
"""


def test_a_file_that_may_grow_no_further_is_a_sentence_and_then_goes_on(tmp_path):
    command = [sys.executable, "-c", BOUNDED, str(tmp_path / "s")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    *refusals, took, found = done.stdout.splitlines()
    assert len(refusals) == 3
    assert all(line.startswith(f"{tmp_path / 's'}: the disk ") for line in refusals), refusals
    assert int(took) > 20
    assert took == found
    assert main(["journal", "verify", str(tmp_path / "s")]) == 0


def test_a_store_that_may_not_be_written_is_said_plainly(tmp_path):
    with closing(Store(tmp_path / "s")) as store:

        @event.listens_for(store._engine, "begin")
        def _(connection):
            connection.exec_driver_sql("PRAGMA query_only=ON")

        with pytest.raises(StoreError, match=r"it may be read but not written\.$"):
            store.commit([look(1)], [])


WRITER = """
import sys
from pathlib import Path
from hub.effects import Took
from hub.outside.store import Store
from tests.hub.journal.entries import ASH_4, began, ended, look, point
from tests.whole.disks import small_disk

store = Store(Path(sys.argv[1]))
for n in range(int(sys.argv[2]), 1_000_000, 4):
    facts = [began(n), look(n + 1), look(n + 2), ended(n + 3)]
    head = store.commit(facts, [point(n)], [Took(ASH_4, "b", ((1, n),))])
    print(n, head.model_dump_json(), flush=True)
"""


@pytest.mark.hazard("H-03")
def test_whenever_it_is_killed_all_that_it_told_of_is_there_and_the_chain_holds(tmp_path, capsys):
    path, heads = tmp_path / "s", tmp_path / "heads"
    begin = 1
    with heads.open("w", encoding="utf-8") as kept:
        for kill in range(KILLS):
            last, told = killed_after(path, begin, commits=1 + 7 * kill)
            kept.writelines(f"{head}\n" for head in told)
            kept.flush()
            with closing(Reading(path)) as reading:
                facts = [fact for _, fact in reading.facts()]
            assert len(facts) % 4 == 0, "half a commit was stored"
            stored = (facts[-1].at - look(0).at).seconds - 3
            assert stored >= last
            begin = stored + 4
    assert len(facts) == begin - 1
    assert main(["journal", "verify", str(path), "--against", str(heads)]) == 0
    assert "kept heads agree" in capsys.readouterr().out
    with closing(Store(path)) as store:
        assert store.taken() == (Took(ASH_4, "b", ((1, stored),)),)


def killed_after(path, begin, *, commits):
    """What a writer told before it was killed, at some moment after so many commits."""
    command = [sys.executable, "-c", WRITER, str(path), str(begin)]
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        for line in writer.stdout:
            lines.append(line)
            if len(lines) >= commits:
                break
        writer.send_signal(signal.SIGKILL)
        lines += [line for line in writer.stdout if line.endswith("\n")]
    numbers, heads = zip(*(line.split(" ", 1) for line in lines), strict=True)
    return int(numbers[-1]), [head.strip() for head in heads]


def test_what_is_said_twice_alike_in_two_commits_is_stored_twice(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        for _ in range(2):
            store.commit([look(1)], [])
        store._in_doubt = True
        store.commit([look(1)], [])
        assert list(store.facts()) == [look(1)] * 3


def test_what_was_stored_though_it_failed_is_stored_anew_when_it_is_said_anew(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit([look(1)], [])
        written = store._journal.written([look(2)])
        assert written
        with store._engine.begin() as connection:
            store._journal.write(connection, written)
        store._in_doubt, store._doubted = True, ((look(2),), written)
        assert store.commit([look(2)], []) == written.head
        assert list(store.facts()) == [look(1), look(2)]
        store.commit([look(2)], [])
        assert list(store.facts()) == [look(1), look(2), look(2)]
