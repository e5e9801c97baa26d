"""An older store goes on as one of this version; what was there is kept, chained and sealed."""

import logging
import sqlite3
from contextlib import closing
from functools import partial

import pytest

from attune.__main__ import main
from hub.effects import KeepPin
from hub.outside.store import Store, StoreError
from tests.hub.journal.entries import WORDS_OF_JT, a_night, look, point, store_with
from ward.rooms import RoomId
from ward.units import hours

VERSION_1 = """
CREATE TABLE facts (
    id INTEGER NOT NULL, room VARCHAR NOT NULL, at INTEGER NOT NULL, fact VARCHAR NOT NULL,
    body VARCHAR NOT NULL, PRIMARY KEY (id));
CREATE TABLE lines (
    id INTEGER NOT NULL, room VARCHAR NOT NULL, series VARCHAR NOT NULL, sensor VARCHAR NOT NULL,
    PRIMARY KEY (id), UNIQUE (room, series, sensor));
CREATE TABLE points (
    line INTEGER NOT NULL, at INTEGER NOT NULL, value FLOAT NOT NULL,
    PRIMARY KEY (line, at), FOREIGN KEY(line) REFERENCES lines (id)) WITHOUT ROWID;
CREATE TRIGGER facts_are_never_edited BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are never edited'); END;
CREATE TRIGGER facts_are_never_deleted BEFORE DELETE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
PRAGMA application_id=1098151029;
PRAGMA user_version=1;
PRAGMA journal_mode=WAL;
INSERT INTO lines VALUES (1, 'ash/04', 'temperature', 'sht4x');
INSERT INTO points VALUES (1, 1795399201000000, 20.5);
"""


def version_1(path, facts):
    with closing(sqlite3.connect(path)) as old:
        old.executescript(VERSION_1)
        rows = [(str(f.room), 0, f.fact, f.model_dump_json()) for f in facts]
        old.executemany("INSERT INTO facts (room, at, fact, body) VALUES (?, ?, ?, ?)", rows)
        old.commit()
    return path


def test_what_an_older_store_held_is_still_there_and_goes_on(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    path = version_1(tmp_path / "s", a_night())
    with closing(Store(path)) as store:
        store.commit([look(99)], [point(2)])
        assert list(store.facts()) == [*a_night(), look(99)]
        assert len(store.points(RoomId("ash", 4), "temperature", look(0).at)) == 2
    assert "is of version 1; it was copied to s.version-1" in caplog.text
    assert "nobody can say what was done to it before" in caplog.text
    assert {record.name for record in caplog.records} == {"hub.outside.migrating"}


def test_the_older_file_is_kept_beside_it_as_it_was(tmp_path):
    path = version_1(tmp_path / "s", a_night())
    path.chmod(0o644)
    Store(path).close()
    assert path.stat().st_mode & 0o777 == 0o640
    copy = tmp_path / "s.version-1"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as old:
        (count,) = old.execute("SELECT count(*) FROM facts").fetchone()
    assert count == len(a_night())


@pytest.mark.hazard("H-25")
def test_what_an_older_store_held_open_is_sealed_and_not_left_behind_in_the_file(tmp_path):
    path = version_1(tmp_path / "s", a_night())
    Store(path).close()
    found = path.read_bytes()
    left = [words for words in WORDS_OF_JT if words.encode() in found]
    assert left == ["p-0471"]  # beside its key, and discarded with it


def test_a_store_made_new_and_one_made_of_an_older_have_the_same_tables(tmp_path):
    Store(version_1(tmp_path / "old", a_night())).close()
    store_with(tmp_path / "new")
    assert tables(tmp_path / "old") == tables(tmp_path / "new")


def tables(path):
    with closing(sqlite3.connect(path)) as file:
        made = file.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        facts = [
            file.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "journal_mode")
        ]
        columns = {name: file.execute(f"PRAGMA table_xinfo({name})").fetchall() for name, _ in made}
    squeezed = {name: "".join(sql.replace('"', "").split()) for name, sql in made}
    return squeezed, facts, columns


def test_a_fact_that_cannot_be_read_leaves_the_older_store_as_it_was(tmp_path):
    path = version_1(tmp_path / "s", a_night())
    with closing(sqlite3.connect(path)) as old:
        old.execute("INSERT INTO facts VALUES (77, 'ash/04', 0, 'rumour', '{\"fact\": \"J.T.\"}')")
        old.commit()
    with pytest.raises(StoreError, match=r"fact 77 cannot be read \(union_tag_invalid\)\.$"):
        Store(path)
    with closing(sqlite3.connect(path)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("SELECT count(*) FROM facts").fetchone() == (len(a_night()) + 1,)


def test_an_older_store_without_a_fact_is_taken_too(tmp_path):
    with closing(Store(version_1(tmp_path / "s", []))) as store:
        assert list(store.facts()) == []


def test_a_copy_that_found_no_room_is_not_left_half_done_and_nothing_is_changed(
    tmp_path, monkeypatch
):
    path = version_1(tmp_path / "s", a_night())
    before = path.read_bytes()

    class Full(sqlite3.Connection):
        def backup(self, target, **_):
            target.execute("CREATE TABLE half (written)")
            raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Full))
        with pytest.raises(StoreError, match="the disk is full"):
            Store(path)
    assert not list(tmp_path.glob("s.version-1*"))
    assert path.read_bytes() == before
    with closing(Store(path)) as store:
        assert list(store.facts()) == a_night()


# ---- from version 2: chained already, and without PINs -------------------------------------------


def version_3(path, facts, before="PRAGMA user_version=3"):
    """As the hub of version 3 left it: the same journal and points, and nothing for years."""
    with closing(Store(path)) as store:
        store.commit(facts, [point(2)])
    with closing(sqlite3.connect(path)) as file:
        file.executescript(f"DROP TABLE hours; DROP TABLE progress; {before}")
    return path


def version_2(path, facts):
    """As the hub of version 2 left it: no table of PINs either."""
    return version_3(path, facts, "DROP TABLE pins; PRAGMA user_version=2")


def entries(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT number, body, hash FROM entries ORDER BY number").fetchall()


def test_a_store_of_version_2_keeps_its_chain_and_gets_a_table_of_pins(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    path = version_2(tmp_path / "s", a_night())
    before = entries(path)
    with closing(Store(path)) as store:
        assert list(store.facts()) == a_night()
        assert store.pin_hash("st-01") is None
        store.commit([look(99)], [], pins_kept=[KeepPin("st-01", "a hash", look(0).at, "st-05")])
        assert store.pin_hash("st-01") == "a hash"
    assert entries(path)[: len(before)] == before
    assert "is of version 2; it was copied to s.version-2" in caplog.text
    assert "nobody can say what was done" not in caplog.text


def test_a_store_of_version_2_and_one_made_new_have_the_same_tables(tmp_path):
    Store(version_2(tmp_path / "old", a_night())).close()
    store_with(tmp_path / "new")
    assert tables(tmp_path / "old") == tables(tmp_path / "new")


def test_a_store_of_version_3_and_one_made_new_have_the_same_tables(tmp_path):
    Store(version_3(tmp_path / "old", a_night())).close()
    store_with(tmp_path / "new")
    assert tables(tmp_path / "old") == tables(tmp_path / "new")


def test_the_points_of_a_store_of_version_3_are_rolled_up_too(tmp_path):
    room, at = RoomId("ash", 4), point(2).at
    with closing(Store(version_3(tmp_path / "s", a_night()))) as store:
        assert store.hours(room, "temperature", at, at) == ()
        while store.roll_up(at + hours(2)):
            pass
        (hour,) = store.hours(room, "temperature", at, at)
        assert (hour.points, hour.mean) == (1, point(2).value)


def test_a_journal_is_verified_before_and_after_the_change_of_version(tmp_path, capsys):
    path = version_2(tmp_path / "s", a_night())
    assert main(["journal", "verify", str(path)]) == 0
    Store(path).close()
    assert main(["journal", "verify", str(path)]) == 0
    assert main(["journal", "verify", str(tmp_path / "s.version-2")]) == 0
    assert capsys.readouterr().out.count("entries hold") == 3


def test_a_store_of_before_there_was_a_chain_cannot_be_verified_and_is_said_to_be_old(
    tmp_path, capsys
):
    path = version_1(tmp_path / "s", a_night())
    assert main(["journal", "verify", str(path)]) == 2
    assert "is a store of version 1; this program reads version 2 and later" in (
        capsys.readouterr().err
    )
