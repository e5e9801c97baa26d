"""Whoever changes what was written down is found out, at the very entry or the next."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hub.journal.chain import START, Linked, chained
from hub.journal.verifying import Broken, Kept, Verifier, fits
from hub.outside.reading import DamagedError, Reading
from hub.outside.schema import micros
from hub.outside.signing import SigningKey
from hub.outside.store import Store
from hub.rooms.facts import AnyFact
from tests.hub.journal.entries import a_night, ended, forced, look, store_with

COMMITS: list[list[AnyFact]] = [
    a_night()[:4],
    a_night()[4:9],
    [*a_night()[9:], look(20)],
    [look(21), look(22)],
]
LAST = 14  # entries: the key, and those of the commits
INTEGERS = ("number", "at")
COLUMNS = ("number", "room", "at", "kind", "body", "hash")

pytestmark = pytest.mark.hazard("H-03")


def broken_in(path, kept=()) -> Broken | Verifier:
    with closing(Reading(path)) as reading:
        verifier = Verifier(reading.heads(), kept, reading.keys().by_name)
        for linked in reading.entries():
            if broken := verifier.feed(linked):
                return broken
        return verifier.end() or verifier


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journal")
    store_with(folder / "s", *COMMITS)
    return folder / "s"


@pytest.fixture
def store(written, tmp_path):
    shutil.copy(written, tmp_path / "s")
    shutil.copy(f"{written}.key", tmp_path / "s.key")
    return tmp_path / "s"


def rows(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT * FROM entries ORDER BY number").fetchall()


def rewritten(path, entries):
    """The journal with these rows and no others, by somebody whom no trigger stops."""
    insert = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)"
    forced(path, "DELETE FROM entries", *((insert, tuple(row)) for row in entries))


def test_what_nobody_touched_holds(store):
    found = broken_in(store)
    assert isinstance(found, Verifier)
    assert (found.entries, found.signing_keys) == (LAST, 1)


def test_a_journal_opened_again_and_again_holds(store):
    for n in range(30, 33):
        with closing(Store(store)) as opened:
            opened.commit([look(n)], [])
    assert broken_in(store).entries == LAST + 3


def edited(value, n):
    """The same value with one byte of it otherwise."""
    if isinstance(value, int):
        return value ^ (1 << n % 63)
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    if not raw:
        return "x"
    raw[n % len(raw)] ^= 1
    return raw.decode() if isinstance(value, str) else bytes(raw)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, LAST - 1), st.sampled_from(COLUMNS), st.integers(0, 4000))
def test_any_byte_of_any_entry_that_is_changed_is_found_there_or_at_the_next(store, at, column, n):
    before = rows(store)
    row = list(before[at])
    row[COLUMNS.index(column)] = edited(row[COLUMNS.index(column)], n)
    others = [one for one in before if one[0] not in (before[at][0], row[0])]
    rewritten(store, [*others, row])
    found = broken_in(store)
    rewritten(store, before)
    assert isinstance(found, Broken)
    least = at + 1 if column != "number" else min(row[0], at + 1)
    assert least <= found.number <= at + 2


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_an_entry_that_was_deleted_is_missed(store, number):
    forced(store, ("DELETE FROM entries WHERE number = ?", (number,)))
    found = broken_in(store)
    assert found.number == number
    assert "it is missing" in found.words


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_an_entry_that_was_deleted_and_the_rest_moved_up_is_missed(store, number):
    kept = [row for row in rows(store) if row[0] != number]
    rewritten(store, [(n, *row[1:]) for n, row in enumerate(kept, start=1)])
    assert broken_in(store).number == number


@pytest.mark.parametrize("number", range(2, LAST + 1))
def test_two_entries_that_changed_places_are_found(store, number):
    all_of = rows(store)
    one, other = all_of[number - 2], all_of[number - 1]
    all_of[number - 2 : number] = [(one[0], *other[1:]), (other[0], *one[1:])]
    rewritten(store, all_of)
    assert broken_in(store).number == number - 1


@pytest.mark.parametrize("number", range(1, LAST + 2))
def test_an_entry_that_was_put_in_is_found(store, number):
    all_of = rows(store)
    false = (number, "ash/04", 0, "breathing again", "{}", bytes(32))
    after = [(n + 1, *row[1:]) for n, *row in all_of[number - 1 :] for row in [(n, *row)]]
    rewritten(store, [*all_of[: number - 1], false, *after])
    assert broken_in(store).number == number


@pytest.mark.parametrize("number", [0, -1, LAST + 1, LAST + 2])
def test_an_entry_beside_the_others_is_found(store, number):
    false = (number, "ash/04", 0, "breathing again", "{}", bytes(32))
    forced(store, ("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", false))
    assert broken_in(store).number in (number, LAST + 1)


@pytest.mark.parametrize("last", range(LAST))
def test_an_end_that_was_cut_off_is_missed(store, last):
    forced(store, ("DELETE FROM entries WHERE number > ?", (last,)))
    found = broken_in(store)
    assert found.number == last + 1
    assert f"but was signed up to entry {LAST}" in found.words


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(1, LAST), st.booleans())
@example(LAST, False)
def test_a_past_chained_anew_without_the_key_is_found(store, number, signed_by_another):
    before = rows(store)
    with closing(sqlite3.connect(store)) as file:
        heads = file.execute("SELECT * FROM heads").fetchall()
    chained_anew(store, number, key=SigningKey.drawn() if signed_by_another else None)
    found = broken_in(store)
    rewritten(store, before)
    put = ("INSERT INTO heads VALUES (?, ?, ?, ?, ?)",)
    forced(store, "DELETE FROM heads", *((*put, head) for head in heads))
    assert isinstance(found, Broken)
    assert "head" in found.words


def chained_anew(path, number, *, key=None):
    """Entry ``number`` says something else, and whatever follows is chained to it."""
    with closing(Reading(path)) as reading:
        linked = list(reading.entries())
        heads = reading.heads()
    entries = [one.entry for one in linked]
    entries[number - 1] = type(entries[0])(
        number, entries[number - 1].room, 5, entries[number - 1].kind, entries[number - 1].body
    )
    anew = list(chained(START, entries))
    rewritten(path, [row(one) for one in anew])
    if key:
        end = key.head(LAST, anew[-1].hash, heads[-1].at)
        forged = (
            end.entry,
            *map(bytes.fromhex, (end.hash, end.key, end.signature)),
            micros(end.at),
        )
        sql = "INSERT INTO heads (entry, hash, key, signature, at) VALUES (?, ?, ?, ?, ?)"
        forced(path, "DELETE FROM heads", (sql, forged))


def row(linked: Linked):
    e = linked.entry
    return (e.number, e.room.decode(), e.at, e.kind.decode(), e.body.decode(), linked.hash)


def test_a_past_written_anew_with_a_fresh_key_is_found_only_by_a_head_kept_elsewhere(
    written, tmp_path
):
    with closing(Reading(written)) as reading:
        kept = [Kept(head, "the node of ash/04") for head in reading.heads()]
    assert isinstance(broken_in(written, kept), Verifier)
    forged = store_with(tmp_path / "s", *COMMITS[:2], [*COMMITS[2][:-1], look(20, words="fine")])
    assert isinstance(broken_in(forged), Verifier)
    found = broken_in(forged, kept)
    assert "the node of ash/04 keeps a head" in found.words


def test_an_end_cut_off_together_with_its_head_is_found_by_a_head_kept_elsewhere(written, tmp_path):
    shorter = tmp_path / "s"
    with closing(Store(shorter)) as store:
        store.commit([look(1)], [])
        shutil.copy(shorter, tmp_path / "before")
        shutil.copy(f"{shorter}-wal", tmp_path / "before-wal")
        kept = Kept(store.commit([look(2)], []), "the node of ash/04")
    assert isinstance(broken_in(tmp_path / "before"), Verifier)
    found = broken_in(tmp_path / "before", [kept])
    assert (found.number, found.entry) == (3, None)
    assert (
        "the journal ends at entry 2, but the node of ash/04 keeps a head of entry 3" in found.words
    )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE heads SET hash = zeroblob(32)",
        "UPDATE heads SET at = at + 1",
        "UPDATE heads SET key = zeroblob(32)",
        "UPDATE heads SET signature = zeroblob(64)",
    ],
)
def test_a_head_that_was_changed_is_found(store, change):
    forced(store, change)
    found = broken_in(store)
    assert found.number == LAST
    assert "head of it" in found.words


def test_every_head_that_a_commit_returned_agrees(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        heads = [store.commit([look(n)], []) for n in range(20)]
        assert store.commit([], []) == heads[-1] == store.head
        found = broken_in(store.path, [Kept(head, "a node") for head in heads])
    assert all(fits(head) for head in heads)
    assert found.entries == 21


def test_of_the_heads_the_newest_is_always_there_and_one_of_every_stretch(tmp_path, monkeypatch):
    monkeypatch.setattr("hub.outside.journal.HEADS_EVERY", 5)
    with closing(Store(tmp_path / "s")) as store:
        for n in range(12):
            store.commit([look(n)], [])
            with closing(Reading(store.path)) as reading:
                heads = sorted(head.entry for head in reading.heads())
            assert heads[-1] == n + 2
        assert heads == [4, 9, 13]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE entries SET body = '{}' WHERE number = 2", "entries are never edited"),
        ("DELETE FROM entries WHERE number = 2", "entries are never deleted"),
        ("UPDATE heads SET hash = x'00'", "heads are never edited"),
        ("DELETE FROM heads", "the newest head is never deleted"),
    ],
)
def test_by_mistake_nothing_of_it_is_edited_or_deleted(store, statement, why):
    with (
        closing(sqlite3.connect(store)) as other,
        pytest.raises(sqlite3.IntegrityError, match=why),
    ):
        other.execute(statement)


def test_a_key_that_was_lost_is_followed_by_another_and_all_of_it_holds(store, caplog):
    (store.parent / "s.key").unlink()
    with closing(Store(store)) as opened:
        opened.commit([look(40)], [])
    found = broken_in(store)
    assert (found.entries, found.signing_keys) == (LAST + 2, 2)
    assert "the journal goes on under a new signing key" in caplog.text


@pytest.mark.parametrize("text", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_key_that_cannot_be_read_is_put_aside_and_never_a_reason_not_to_start(
    tmp_path, caplog, text
):
    store_with(tmp_path / "s", [look(1)])
    (tmp_path / "s.key").write_bytes(text)
    with closing(Store(tmp_path / "s")) as store:
        store.commit([look(2)], [])
    assert broken_in(tmp_path / "s").signing_keys == 2
    assert "the signing key cannot be used (it is no Ed25519 key)" in caplog.text
    assert (tmp_path / "s.key.unusable").read_bytes() == text
    assert (tmp_path / "s.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_was_open_to_others_is_so_no_more_and_that_is_said(store, caplog):
    (store.parent / "s.key").chmod(0o644)
    with closing(Store(store)):
        pass
    assert (store.parent / "s.key").stat().st_mode & 0o777 == 0o600
    assert "the signing key was open to others of this machine" in caplog.text
    caplog.clear()
    with closing(Store(store)):
        pass
    assert caplog.text == ""


def test_a_key_begun_in_place_of_one_that_never_signed_is_found(store):
    anew = rows(store)
    other = (1, *anew[0][1:4], anew[0][4].replace("null", '"00"'), anew[0][5])
    with closing(Reading(store)) as reading:
        entries = [one.entry for one in reading.entries()]
    entries[0] = type(entries[0])(1, b"", other[2], b"key began", other[4].encode())
    rewritten(store, [row(one) for one in chained(START, entries)])
    assert "begins a signing key in place of one that did not sign" in broken_in(store).words


def test_words_whose_key_is_gone_without_an_erasure_on_record_are_found(store):
    forced(store, "DELETE FROM person_keys")
    found = broken_in(store)
    assert found.number == 2
    assert "no erasure is on record" in found.words


def test_after_an_erasure_all_of_it_holds(store):
    with closing(Store(store)) as opened:
        opened.commit([ended(50)], [])
        opened.erase("p-0471", by="L.W.", why="asked for")
    assert broken_in(store).entries == LAST + 2


@pytest.mark.parametrize(
    "edits",
    [
        ["DELETE FROM entries WHERE number = 14"],
        ["DELETE FROM entries WHERE number > 12"],
        ["DELETE FROM entries WHERE number >= 14", "DELETE FROM heads WHERE entry >= 14"],
        ["DELETE FROM heads"],
        ["DELETE FROM entries"],
        ["UPDATE heads SET signature = zeroblob(64)"],
        ["UPDATE heads SET hash = zeroblob(32)"],
        ["UPDATE heads SET key = zeroblob(32)"],
        ["UPDATE heads SET at = at + 1"],
        ["INSERT INTO heads SELECT 500, hash, at, key, signature FROM heads"],
        ["UPDATE heads SET entry = 500"],
    ],
)
def test_what_was_done_to_the_end_is_still_found_when_a_hub_has_gone_on_from_it(
    store, caplog, edits
):
    forced(store, *edits)
    assert isinstance(broken_in(store), Broken)
    for n in range(30, 33):
        with closing(Store(store)) as opened:
            opened.commit([look(n)], [])
            opened.commit([look(n + 10)], [])
    assert isinstance(broken_in(store), Broken)
    if "500" not in edits[0] or "UPDATE" in edits[0]:
        assert "the journal does not end as it was signed" in caplog.text


@pytest.mark.parametrize("signed_by_another", [False, True])
def test_an_end_chained_anew_is_still_found_when_a_hub_has_gone_on_from_it(
    store, signed_by_another
):
    chained_anew(store, LAST, key=SigningKey.drawn() if signed_by_another else None)
    for n in range(30, 33):
        with closing(Store(store)) as opened:
            opened.commit([look(n)], [])
    assert isinstance(broken_in(store), Broken)
    assert [row[3] for row in rows(store)].count("end disputed") == 1


def test_an_end_that_was_cut_before_a_hub_started_is_on_record_once_and_in_words(store):
    forced(store, "DELETE FROM entries WHERE number > 12", "DELETE FROM heads")
    for n in range(30, 32):
        with closing(Store(store)) as opened:
            opened.commit([look(n)], [])
    broken = broken_in(store)
    assert broken.number == LAST - 1
    assert broken.words == (
        f"a hub started on a journal that ended at entry {LAST - 2} and not as it was signed "
        "(no head was): its end had been cut off or changed"
    )
    kinds = [row[3] for row in rows(store)]
    assert kinds.count("end disputed") == 1


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE heads SET at = 9223372036854775807",
        "UPDATE heads SET entry = -5",
        "UPDATE heads SET hash = x'00'",
        "UPDATE entries SET body = '{' WHERE number = 1",
    ],
)
def test_no_head_and_no_key_on_record_is_so_wrong_that_a_hub_cannot_start(store, edit):
    forced(store, edit)
    with closing(Store(store)) as opened:
        opened.commit([look(30)], [])


def test_a_store_is_read_while_a_hub_writes_it_and_as_of_one_moment(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit([look(1)], [])
        with closing(Reading(tmp_path / "s")) as reading:
            first = reading.last()
            store.commit([look(2)], [])
            assert reading.last() == first == len(list(reading.entries()))
        assert broken_in(store.path).entries == first + 1


def test_a_page_that_the_disk_lost_is_said(tmp_path):
    path = store_with(tmp_path / "s", [look(n) for n in range(2000)])
    with path.open("r+b") as file:
        file.seek(200_000)
        file.write(b"\xa5" * 8192)
    with pytest.raises(DamagedError):
        broken_in(path)
