"""The store: what it took stays, whatever happens, and what is no store is left alone."""

import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.effects import Chart, Took
from hub.outside import series as module
from hub.outside.store import KEEP_POINTS, Store, StoreError
from hub.rooms.facts import BreathingAgain, How, LookedRemotely
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import minutes, seconds

ASH_4, ASH_5 = RoomId("ash", 4), RoomId("ash", 5)
TWO_AM = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def look(n, room=ASH_4):
    at = TWO_AM + seconds(n)
    return LookedRemotely(room=room, at=at, how=How.CCTV, by="st-01", words=f"look {n}")


def point(n, value, room=ASH_4, series=Quantity.TEMPERATURE, sensor="sht4x"):
    return Chart(room, series, sensor, TWO_AM + seconds(n), value)


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "store.sqlite3")
    yield opened
    opened.close()


def test_facts_come_back_in_the_order_in_which_they_were_stored(tmp_path):
    said = [look(3), BreathingAgain(room=ASH_5, at=TWO_AM), look(1), look(2, ASH_5)]
    first = Store(tmp_path / "s")
    first.commit(said[:2], [])
    first.commit(said[2:], [point(1, 20.5)])
    first.close()
    again = Store(tmp_path / "s")
    assert list(again.facts()) == said
    again.close()


@pytest.mark.hazard("H-03")
@pytest.mark.parametrize(
    "edit", ["UPDATE entries SET body = '{}'", "DELETE FROM entries WHERE number = 1"]
)
def test_no_fact_is_ever_edited_or_deleted(store, edit):
    store.commit([look(1)], [])
    with (
        sqlite3.connect(store.path) as other,
        pytest.raises(sqlite3.IntegrityError, match="entries are never"),
    ):
        other.execute(edit)
    assert list(store.facts()) == [look(1)]


WRITER = """
import sys
from pathlib import Path
from hub.outside.store import Store
from tests.hub.test_store import look, point

store = Store(Path(sys.argv[1]))
for n in range(1, 1_000_000):
    store.commit([look(n)] * 3, [point(n, 20.0)])
    print(n, flush=True)
"""


@pytest.mark.hazard("H-23")
@pytest.mark.parametrize("commits", [1, 40, 200])
def test_whatever_was_stored_is_there_after_a_kill(tmp_path, commits):
    path = tmp_path / "store.sqlite3"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        for line in writer.stdout:
            if int(line) >= commits:
                break
        writer.send_signal(signal.SIGKILL)
        told = [commits, *(int(line) for line in writer.stdout.read().split())][-1]
    store = Store(path)
    found = list(store.facts())
    assert len(found) >= 3 * told
    assert len(found) % 3 == 0, "half a commit was stored"
    assert found[-1] == look(len(found) // 3)
    assert len(store.points(ASH_4, "temperature", TWO_AM, most=10**6)) == len(found) // 3
    store.close()


def test_a_store_of_another_version_is_refused(tmp_path):
    path = tmp_path / "store.sqlite3"
    Store(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version=5")
    with pytest.raises(StoreError, match="is a store of version 5; this program reads version 4"):
        Store(path)


def test_the_database_of_another_program_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "photos.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is a database of some other program"):
        Store(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Dear nurse, " * 1000)
    with pytest.raises(StoreError, match=r"letter\.txt: file is not a database\.$"):
        Store(path)
    assert path.read_bytes() == b"Dear nurse, " * 1000


def test_a_damaged_store_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "store.sqlite3"
    store = Store(path)
    store.commit([look(n) for n in range(2000)], [])
    store.close()
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 40_000)
    with pytest.raises(StoreError, match=r"^\S+store\.sqlite3(: | is damaged: )[^\n]*\.$"):
        list(Store(path).facts())


def test_a_fact_that_cannot_be_read_is_named_by_its_number_and_not_by_its_words(tmp_path):
    path = tmp_path / "store.sqlite3"
    store = Store(path)
    store.commit([look(1)], [])
    with sqlite3.connect(path) as other:
        rumour = (3, "ash/04", 0, "rumour", '{"fact": "J.T."}', bytes(32))
        other.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", rumour)
    with pytest.raises(StoreError, match="entry 3 cannot be read") as refused:
        list(store.facts())
    assert "J.T." not in str(refused.value)
    store.close()


def test_a_store_has_one_writer(store):
    with pytest.raises(StoreError, match="another hub has this store open"):
        Store(store.path)


def test_a_store_in_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "gone" / "store.sqlite3")


def test_a_commit_that_fails_stores_nothing_of_itself_and_tells_no_one_what_was_in_it(store):
    with sqlite3.connect(store.path) as other:
        other.execute(
            "CREATE TRIGGER t BEFORE INSERT ON points BEGIN SELECT RAISE(ABORT,'no'); END"
        )
    with pytest.raises(StoreError) as refused:
        store.commit([look(1)], [point(1, 20)])
    assert str(refused.value) == f"{store.path}: no."
    assert list(store.facts()) == []


def test_a_point_that_comes_twice_is_one_point(store):
    store.commit([], [point(1, 20), point(1, 20), point(2, 21)])
    store.commit([], [point(2, 21)])
    assert [value for _, value in store.points(ASH_4, "temperature", TWO_AM)] == [20, 21]


@pytest.mark.hazard("H-05")
def test_two_rooms_two_series_and_two_sensors_never_mix(store):
    other = point(1, 60, sensor="scd4x")
    store.commit([], [point(1, 20), point(1, 30, ASH_5), point(1, 40, series="breathing"), other])
    at = TWO_AM + seconds(1)
    assert store.points(ASH_4, "temperature", TWO_AM, sensor="sht4x") == ((at, 20),)
    assert store.points(ASH_4, "temperature", TWO_AM) == ((at, 20), (at, 60))
    assert store.points(ASH_5, "temperature", TWO_AM) == ((at, 30),)
    assert store.points(ASH_4, "breathing", TWO_AM) == ((at, 40),)
    assert store.points(ASH_5, "breathing", TWO_AM) == ()


def test_points_begin_where_they_are_asked_for(store):
    store.commit([], [point(n, n) for n in range(10)])
    shown = store.points(ASH_4, "temperature", TWO_AM + seconds(7))
    assert shown == tuple((TWO_AM + seconds(n), n) for n in (7, 8, 9))


def test_a_gap_stays_a_gap(store):
    store.commit([], [point(n, 20) for n in (*range(1000), *range(5000, 6000))])
    shown = store.points(ASH_4, "temperature", TWO_AM, most=100)
    at = [moment for moment, _ in shown]
    assert max(b - a for a, b in pairwise(at)) >= seconds(3900)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-40, 125, width=32), min_size=1, max_size=300),
    st.integers(min_value=2, max_value=50),
)
def test_however_thinned_a_chart_keeps_every_extreme_and_invents_no_point(values, most):
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "s")
        stored = {TWO_AM + seconds(n): value for n, value in enumerate(values)}
        store.commit([], [point(n, value) for n, value in enumerate(values)])
        shown = store.points(ASH_4, "temperature", TWO_AM, most=most)
        store.close()
    assert len(shown) <= most + 2
    assert all(stored[at] == value for at, value in shown)
    assert [at for at, _ in shown] == sorted(at for at, _ in shown)
    seen = [value for _, value in shown]
    assert (min(seen), max(seen)) == (min(values), max(values))


def test_points_are_kept_for_a_week_and_forgotten_in_small_steps(store, monkeypatch):
    monkeypatch.setattr(module, "PRUNE_MOST", 40)
    store.commit([look(1)], [point(60 * n, n, series=s) for n in range(90) for s in ("a", "b")])
    half_past = TWO_AM + minutes(90)
    steps = [store.prune(half_past + KEEP_POINTS) for _ in range(6)]
    assert sum(steps) == 120 + 2, "each point of that hour, once both hours were rolled up"
    assert max(steps) <= 40
    assert steps[-1] == 0
    for series in ("a", "b"):
        assert store.points(ASH_4, series, TWO_AM)[0] == (TWO_AM + minutes(60), 60)
    assert list(store.facts()) == [look(1)]


def test_a_write_is_on_the_disk_before_it_is_said_to_be(store):
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000


def test_no_statement_with_a_persons_words_reaches_an_error(store):
    with sqlite3.connect(store.path, isolation_level=None) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT,'x'); END"
        )
    with pytest.raises(StoreError) as refused:
        store.commit([look(1)], [])
    assert not re.search("look 1|INSERT", str(refused.value))


def test_a_store_has_one_writer_by_whatever_name_it_is_called(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "s")
    with closing(Store(tmp_path / "s")), pytest.raises(StoreError, match="another hub"):
        Store(tmp_path / "link")
    with closing(Store(tmp_path / "link")), pytest.raises(StoreError, match="another hub"):
        Store(tmp_path / "s")


@pytest.mark.hazard("H-23")
def test_nothing_is_said_to_be_stored_in_a_file_that_was_moved_away(tmp_path):
    with closing(Store(tmp_path / "s")) as opened:
        opened.commit([look(1)], [])
        (tmp_path / "s").rename(tmp_path / "moved")
        with pytest.raises(StoreError, match="was moved, deleted or replaced"):
            opened.commit([look(2)], [])
        (tmp_path / "s").touch()
        with pytest.raises(StoreError, match="was moved, deleted or replaced"):
            opened.commit([look(2)], [])
        (tmp_path / "moved").rename(tmp_path / "s")
        opened.commit([look(2)], [])
        assert list(opened.facts()) == [look(1), look(2)]


@pytest.mark.parametrize(
    "edit",
    ["stretches = '[['", "stretches = '[3]'", "stretches = '{}'", "room = 'nonsense'"],
)
def test_numbers_of_a_node_that_cannot_be_read_are_refused_in_one_sentence(tmp_path, edit):
    with closing(Store(tmp_path / "s")) as opened:
        opened.commit([], [], [Took(ASH_4, "b", ((1, 1),))])
    with closing(sqlite3.connect(tmp_path / "s", isolation_level=None)) as other:
        other.execute(f"UPDATE taken SET {edit}")  # noqa: S608
    with closing(Store(tmp_path / "s")) as opened, pytest.raises(StoreError, match="numbers that"):
        opened.taken()


def test_a_store_with_a_trigger_of_somebody_else_is_refused(tmp_path):
    with closing(Store(tmp_path / "s")):
        pass
    with closing(sqlite3.connect(tmp_path / "s", isolation_level=None)) as other:
        quiet = "CREATE TRIGGER quiet BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END"
        other.execute(quiet)
    with pytest.raises(StoreError, match="has a trigger that no hub made: quiet"):
        Store(tmp_path / "s")
