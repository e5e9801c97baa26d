"""`attune journal`: what it says to whoever asks, and with which code it ends."""

import json
import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from attune.__main__ import main
from hub.outside import sqlite
from hub.outside.reading import Reading
from hub.outside.store import Store, StoreError
from hub.rooms.snapshot import stamp
from hub.round import Round
from hub.site import Site
from tests.hub.journal.entries import (
    ASH_4,
    ASH_5,
    TWO_AM,
    a_night,
    forced,
    look,
    store_with,
)

pytestmark = pytest.mark.hazard("H-03")


@pytest.fixture
def store(tmp_path):
    return store_with(tmp_path / "s", a_night()[:5], a_night()[5:])


def journal(*arguments):
    return main(["journal", *map(str, arguments)])


def heads_of(path, room="ash/04"):
    """As a node prints them that heard every commit."""
    with closing(Store(path)) as opened:
        head = opened.commit([look(60)], [])
    line = {"room": room, "boot": "b1", **json.loads(head.model_dump_json())}
    kept = path.with_name("heads.jsonl")
    kept.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    return kept


def test_a_journal_that_holds_is_said_to_in_one_sentence(store, capsys):
    assert journal("verify", store) == 0
    said = capsys.readouterr()
    assert re.fullmatch(
        r"All 11 entries hold, from [\d-]{10} [\d:]{8} UTC to 2026-11-23 02:00:10 UTC\.\n",
        said.out,
    )
    assert said.err == ""


def test_the_heads_of_nodes_are_counted(store, capsys):
    assert journal("verify", store, "--against", heads_of(store)) == 0
    assert "and 1 kept heads agree" in capsys.readouterr().out


def test_the_first_entry_that_was_changed_is_named_by_number_time_and_room(store, capsys):
    forced(store, "UPDATE entries SET body = replace(body, 'CCTV', 'visit') WHERE number >= 4")
    assert journal("verify", store) == 1
    assert capsys.readouterr().out == (
        "Entry 4, ash/04, 2026-11-23 02:00:03 UTC: it does not fit the chain: "
        "it, or the hash stored with it, was changed.\n"
    )


def test_whoever_kept_a_head_that_is_contradicted_is_named(store, tmp_path, capsys):
    kept = heads_of(store)
    (tmp_path / "other").mkdir()
    forged = store_with(tmp_path / "other" / "s", a_night()[:5], a_night()[5:9], [look(1), look(2)])
    assert journal("verify", forged, "--against", kept) == 1
    said = capsys.readouterr().out
    assert f"the node of ash/04 (line 1 of {kept}) keeps a head of it that says otherwise" in said
    assert said.startswith("Entry 12, ash/04, ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense", "line 1 of {}: is no head; expected what `attune heads` prints."),
        ("{}", "line 1 of {}: is no head; expected what `attune heads` prints."),
        ("FORGED", "line 1 of {}: its signature does not fit; no hub said that."),
        (b"\xff", "{}: is not UTF-8; expected one head a line."),
        ("", "{}: holds no head; there is nothing to compare with."),
        ("\n \n", "{}: holds no head; there is nothing to compare with."),
        (None, "{}: cannot be read (No such file or directory)."),
    ],
)
def test_heads_that_are_none_are_refused_in_one_sentence(store, tmp_path, capsys, text, says):
    kept = heads_of(store)
    if text == "FORGED":
        kept.write_text(kept.read_text().replace('"entry": 12', '"entry": 11'))
    elif text is None:
        kept.unlink()
    else:
        kept.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert journal("verify", store, "--against", kept) == 2
    assert capsys.readouterr().err == says.format(kept) + "\n"


@pytest.mark.parametrize("command", ["verify", "show"])
def test_what_is_no_store_is_refused_in_one_sentence(tmp_path, capsys, command):
    letter = tmp_path / "letter"
    letter.write_text("Dear nurse, " * 500)
    assert journal(command, letter) == 2
    assert capsys.readouterr().err == f"{letter}: file is not a database.\n"
    assert journal(command, tmp_path / "gone") == 2
    assert capsys.readouterr().err == f"{tmp_path / 'gone'}: there is no such file.\n"
    assert not (tmp_path / "gone").exists()


@pytest.mark.hazard("H-09")
def test_a_snapshot_that_differs_from_its_entries_is_found(store, capsys):
    with closing(Store(store)) as opened:
        machine = Round(Site(rooms=(ASH_4, ASH_5)), TWO_AM)
        machine.replay(opened.facts())
        opened.snapshot(opened.head.entry, stamp(), machine.written())
    assert journal("verify", store) == 0
    other = ("%unseen 16 min%", "unseen 16 min", "unseen 15 min")
    text = "CAST(replace(CAST(state AS TEXT), ?2, ?3) AS BLOB)"
    edit = f"UPDATE snapshot_rooms SET state = {text} WHERE CAST(state AS TEXT) LIKE ?1"  # noqa: S608
    forced(store, (edit, other))
    assert journal("verify", store) == 1
    assert "The snapshot at entry 11 differs from its entries in ash/04." in capsys.readouterr().out


def test_a_snapshot_of_a_room_that_is_none_is_found(store, capsys):
    with closing(Store(store)) as opened:
        machine = Round(Site(rooms=(ASH_4, ASH_5)), TWO_AM)
        opened.snapshot(opened.head.entry, stamp(), machine.written())
    forced(store, "UPDATE snapshot_rooms SET room = 'nonsense' WHERE room = 'ash/04'")
    assert journal("verify", store) == 1
    assert "differs from its entries: it has a room that is none." in capsys.readouterr().out


@pytest.mark.parametrize("with_snapshot", [False, True])
@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (
            "UPDATE person_keys SET secret = zeroblob(32) WHERE person = 'p-0472'",
            "Entry 5 cannot be read (its sealed words are not what was sealed).",
        ),
        (
            "UPDATE person_keys SET person = 'p-9' WHERE person = 'p-0472'",
            "Entry 5 is under a key said to be another's.",
        ),
        (
            "CREATE TRIGGER quiet BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END",
            "A trigger that no hub made acts on what is stored: quiet.",
        ),
    ],
)
def test_what_no_hub_could_read_or_store_any_more_does_not_hold(
    store, capsys, edit, says, with_snapshot
):
    with closing(Store(store)) as opened:
        if with_snapshot:
            machine = Round(Site(rooms=(ASH_4, ASH_5)), TWO_AM)
            opened.snapshot(1, stamp(), machine.written())
    assert journal("verify", store) == 0
    capsys.readouterr()
    forced(store, edit)
    assert journal("verify", store) == 1
    assert capsys.readouterr().out == f"{says}\n"


def test_a_key_of_a_wrong_length_is_named_and_the_rest_is_shown(store, capsys):
    forced(store, "UPDATE person_keys SET secret = x'00' WHERE person = 'p-0472'")
    assert journal("verify", store) == 1
    assert re.match(r"Entry 5 cannot be read \(the key .* is damaged\)", capsys.readouterr().out)
    assert journal("show", store) == 0
    shown = capsys.readouterr().out
    assert "is damaged" in shown
    assert "Episode ended by L.W." in shown


def test_a_journal_is_verified_and_shown_while_the_hub_has_it_open(tmp_path, capsys):
    with closing(Store(tmp_path / "s")) as opened:
        opened.commit(a_night(), [])
        assert journal("verify", tmp_path / "s") == 0
        assert journal("show", tmp_path / "s") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 11


def test_a_journal_reads_as_plain_words_at_the_wards_own_time(store, capsys):
    assert journal("show", store) == 0
    said = capsys.readouterr().out.splitlines()
    assert "journal   The hub signs with the key " in said[0]
    assert said[1:4] == [
        "2026-11-23 02:00:01+0000  ash/04    Episode of J.T. began, every 15 min "
        "(Code of Practice), decided by L.W.",
        "2026-11-23 02:00:02+0000  ash/04    Care version 2 issued to the room",
        "2026-11-23 02:00:03+0000  ash/04    CCTV by st-01: “mother phoned”. Does not count",
    ]


def test_only_what_is_asked_for_is_shown(store, capsys):
    assert journal("show", store, "--room", "ash/05") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert journal("show", store, "--kind", "observed") == 0
    assert "Seen in person by st-01, 30 s at the door (full)" in capsys.readouterr().out
    around = ["--since", "2026-11-23T03:00:03", "--until", "2026-11-23T02:00:05+00:00"]
    assert journal("show", store, *around, "--zone", "Europe/Paris") == 0
    said = capsys.readouterr().out.splitlines()
    assert [line[:24] for line in said] == ["2026-11-23 03:00:03+0100", "2026-11-23 03:00:04+0100"]


@pytest.mark.parametrize("command", ["verify", "show"])
def test_no_output_is_so_bad_that_a_command_ends_in_a_traceback(store, command):
    def ran(out, encoding="utf-8"):
        asked = [sys.executable, "-m", "attune", "journal", command, str(store)]
        env = {**os.environ, "PYTHONIOENCODING": encoding}
        ended = subprocess.run(asked, stdout=out, stderr=subprocess.PIPE, text=True, env=env)  # noqa: PLW1510
        return ended.returncode, ended.stderr

    reader, pipe = os.pipe()
    os.close(reader)
    assert ran(pipe) == (0, "")
    os.close(pipe)
    with Path("/dev/full").open("wb") as full:
        says = "attune: standard output takes nothing: No space left on device.\n"
        assert ran(full) == (2, says)
    assert ran(subprocess.DEVNULL, "ascii") == (0, "")


def test_as_json_there_is_one_object_a_line_and_nothing_is_left_out(store, capsys):
    assert journal("show", store, "--json") == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["number"] for one in said] == list(range(1, 12))
    facts = [fact.model_dump(mode="json") for fact in a_night()]
    assert [one["said"] for one in said[1:]] == facts
    assert said[4]["room"] == "ash/05"


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--room", "ash4", "'ash4' is not a room; write ward/number, for example ash/04"),
        ("--since", "noon", "--since is noon; expected a time like 2026-11-23T02:14."),
        ("--zone", "Mars", "--zone is Mars; expected one like Europe/London."),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(store, capsys, option, value, says):
    assert journal("show", store, option, value) == 2
    assert capsys.readouterr().err == says + "\n"


def test_an_entry_that_cannot_be_read_is_still_a_line(store, capsys):
    forced(
        store, "UPDATE entries SET body = 'J.T.' WHERE number IN (1, 4)", "PRAGMA user_version=2"
    )
    assert journal("show", store) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 11
    assert said[3].endswith("Entry 4 cannot be read (not as it was written)")


@pytest.mark.hazard("H-25")
def test_a_person_is_erased_by_the_command_and_the_journal_still_holds(store, tmp_path, capsys):
    kept = heads_of(store)
    (tmp_path / "s.version-1").touch()
    assert journal("erase", store, "p-0471", "--by", "L.W.", "--why", "asked for") == 0
    said = capsys.readouterr().out
    assert said.startswith("Erased. The journal says so, and not of whom.\n")
    assert "s.version-1 is an older copy and still names people: delete it." in said
    assert journal("verify", store, "--against", kept) == 0
    assert journal("show", store) == 0
    said = capsys.readouterr().out
    assert "Episode of erased began" in said
    assert "CCTV by st-01: “erased”. Does not count" in said
    assert "Somebody's words were erased, by L.W.: asked for" in said
    assert not re.search("J\\.T\\.|mother", said)


@pytest.mark.hazard("H-25")
def test_an_erasure_that_cannot_be_is_refused_and_changes_nothing(store, tmp_path, capsys):
    because = ("--by", "L.W.", "--why", "asked for")
    assert journal("erase", store, "p-0472", *because) == 2  # still confined in ash/05
    assert "nothing was erased: " in (said := capsys.readouterr().err)
    assert "an episode of that person runs in ash/05." in said
    assert journal("erase", store, "p-9999", *because) == 2
    with closing(Store(store)):
        assert journal("erase", store, "p-0471", *because) == 2
        assert "another hub has this store open" in capsys.readouterr().err
    assert journal("erase", tmp_path / "gone", "p-0471", *because) == 2
    assert not (tmp_path / "gone").exists()
    with closing(Store(store)) as opened:
        assert list(opened.facts()) == a_night()


@pytest.mark.hazard("H-25")
def test_nobody_is_erased_while_somebody_else_reads_and_keeps_an_older_page(
    store, capsys, monkeypatch
):
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    monkeypatch.setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, "busy_timeout=50"))
    because = ("--by", "L.W.", "--why", "asked for")
    with closing(Store(store)) as opened:
        opened.commit([look(70)], [])
        with closing(Reading(store)) as reading:
            assert reading.last()
            with pytest.raises(StoreError, match="some other program has it open"):
                opened.erase("p-0471", by="L.W.", why="asked for")
        assert "p-0471" in opened._journal.keys.by_person
    assert journal("erase", store, "p-0471", *because) == 0


@pytest.mark.hazard("H-25")
def test_an_erasure_whose_key_is_still_on_the_disk_is_said_to_be_so(store, capsys, monkeypatch):
    answers = iter((True, False))
    monkeypatch.setattr(sqlite, "forget_what_was_written_over", lambda _: next(answers))
    assert journal("erase", store, "p-0471", "--by", "L.W.", "--why", "asked for") == 1
    said = capsys.readouterr()
    assert said.err.startswith("Erased, and the journal says so. But ")
    assert "s-wal still holds what opened their words" in said.err
    assert said.out == ""
    assert journal("verify", store) == 0
