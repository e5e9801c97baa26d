"""`attune journal export`: the whole record of an episode, and whether anybody can verify it."""

import hashlib
import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from attune.__main__ import main
from attune.export import document
from attune.export.command import _chosen
from attune.export.document import as_pdf, page
from attune.export.gathered import Gatherer
from attune.export.shown import SHOWN, all_shown, shown
from attune.export.told import Told, told
from attune.journal import add
from hub.outside.reading import Reading
from hub.outside.store import Store
from hub.record.holding import DoesNotHoldError, Holding
from hub.record.lines import dumped
from hub.rooms.alarm_facts import AlarmBegan
from tests.hub.journal.entries import forced, look, store_with
from tests.hub.record.nights import EPISODE, a_bad_night
from tests.hub.world import ASH_4, TWO_AM
from ward.units import minutes

pytestmark = pytest.mark.hazard("H-03")

NIGHT = a_bad_night()
Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that these tests only read."""
    return store_with(tmp_path_factory.mktemp("kept") / "s", NIGHT.facts)


@pytest.fixture(scope="module")
def raw(kept: Path) -> list[bytes]:
    """The record of J.T.'s episode, line by line."""
    out = kept.with_name("out.jsonl")
    assert journal("export", kept, EPISODE, "-o", out) == 0
    return out.read_bytes().splitlines(keepends=True)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """One to be tampered with."""
    return store_with(tmp_path / "s", NIGHT.facts)


def journal(*arguments: object) -> int:
    return main(["journal", *map(str, arguments)])


def exported(store: Path, *options: object) -> Lines:
    out = store.with_name("one.jsonl")
    assert journal("export", store, *(options or (EPISODE,)), "-o", out) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def whole(store: Path, *arguments: str) -> Told:
    """What the PDF is made of."""
    import argparse  # noqa: PLC0415

    parser = argparse.ArgumentParser()
    add(parser.add_subparsers())
    asked = parser.parse_args(["journal", "export", str(store), *(arguments or (EPISODE,))])
    with closing(Reading(store)) as reading:
        chosen, record = _chosen(reading, asked)
        return told(Gatherer(reading, chosen, record).gather(), chosen)


# ---- the lines ---------------------------------------------------------------------------------


def test_every_entry_of_the_record_has_its_times_its_author_its_device_and_its_grade(
    raw: list[bytes],
) -> None:
    lines = [json.loads(line) for line in raw]
    assert lines[0]["about"] == "Attune is not a certified medical device."
    assert lines[0]["person"] == {"ref": "p-17", "initials": "J.T."}
    seen = next(line for line in lines if line.get("kind") == "observed" and line.get("words"))
    assert (seen["by"], seen["known_as"], seen["grade"]) == ("st-01", "M.T.", "full")
    assert seen["device"] == {"name": "door unit of ash/04", "boot": "boot-1", "n": 4}
    assert seen["happened_at"] == seen["written_at"] == "2026-11-23T02:12:00+00:00"
    typed = next(line for line in lines if "mother phoned" in str(line.get("words")))
    assert typed["said_to_be_at"] == "2026-11-23T02:40:00+00:00"
    assert typed["written_at"] == "2026-11-23T02:55:00+00:00"
    assert typed["device"] is None
    assert typed["words"].endswith("Does not count")


def test_alarms_stand_there_as_they_were_known_then_with_by_whose_word(raw: list[bytes]) -> None:
    lines = [json.loads(line) for line in raw]
    alarms = {line["condition"]: line for line in lines if line["what"] == "alarm"}
    alarm = alarms["blank spell"]
    assert alarm["priority"] == "MEDIUM"
    assert alarm["authority"] == "framework proposal"
    assert alarm["flagged_at"] == "2026-11-23T02:27:01+00:00"
    assert alarm["told"] == ["st-01", "st-02"]
    spells = [(line["known"], line["since"]) for line in lines if line["what"] == "blank spell"]
    assert spells == [
        ("now", "2026-11-23T02:12:00+00:00"),
        ("then", "2026-11-23T02:12:00+00:00"),
    ]


def test_entries_of_other_rooms_are_there_closed_and_name_nobody(raw: list[bytes]) -> None:
    lines = [json.loads(line) for line in raw]
    others = [line for line in lines if line.get("room") == "ash/01"]
    assert others
    assert all("said" not in line and "words" not in line for line in others)
    text = b"".join(raw).decode()
    assert "R.P." not in text
    assert "p-18" not in text
    assert "J.T." in text


def test_the_stretch_has_no_hole_and_reaches_to_a_head_that_the_hub_signed(
    raw: list[bytes],
) -> None:
    lines = [json.loads(line) for line in raw]
    numbers = [line["number"] for line in lines if line["what"] == "entry"]
    assert numbers == list(range(lines[0]["first"], lines[0]["last"] + 1))
    assert lines[0]["head"]["entry"] == numbers[-1]
    assert lines[-1]["what"] == "seal"
    assert lines[-1]["sha256"] == hashlib.sha256(b"".join(raw[:-1])).hexdigest()


def test_a_rooms_time_says_since_when_a_spell_lasts_that_began_before_it(kept: Path) -> None:
    span = ("--room", "ash/04", "--from", "2026-11-23T02:28", "--to", "2026-11-23T02:50")
    lines = exported(kept, *span)
    spells = [(line["known"], line["since"]) for line in lines if line["what"] == "blank spell"]
    assert spells == [("now", "2026-11-23T02:12:00+00:00")]
    kinds = [line["kind"] for line in lines if line["what"] == "context"]
    assert kinds == ["rota set", "episode began", "observed", "care issued"] or set(kinds) == {
        "rota set", "episode began", "observed", "care issued",
    }  # fmt: skip
    assert "had come by the end of this record" in str(lines[-2]["sentences"])
    kept.with_name("one.jsonl").unlink()


# ---- verifying it ------------------------------------------------------------------------------


def verify(raw: list[bytes], path: Path, *options: object) -> int:
    path.write_bytes(b"".join(raw))
    return journal("verify", path, *options)


def test_an_export_holds_without_its_store_and_says_what_it_cannot_show(
    raw: list[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(raw, tmp_path / "r.jsonl") == 0
    said = capsys.readouterr().out
    assert re.match(r"All \d+ entries hold, \d+ to \d+, from 2026-11-23 02:02:00 UTC to", said)
    assert "of them are of the record." in said
    assert "Whose key that is this file cannot show" in said
    assert "not sealed" not in said


def test_heads_that_a_node_kept_are_compared(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Reading(store)) as reading:
        head = reading.heads()[-1]
    heads = tmp_path / "heads.jsonl"
    heads.write_text(head.model_dump_json() + "\n", encoding="utf-8")
    assert journal("export", store, EPISODE, "-o", tmp_path / "r.jsonl") == 0
    assert journal("verify", tmp_path / "r.jsonl", "--against", heads) == 0
    assert "1 kept heads agree." in capsys.readouterr().out
    other = tmp_path / "other"
    other.mkdir()
    forged = store_with(other / "s", [*NIGHT.facts[:-1], NIGHT.facts[0]])
    assert journal("export", forged, EPISODE, "-o", other / "r.jsonl") == 0
    assert journal("verify", other / "r.jsonl", "--against", heads) == 1
    assert "says otherwise: the past was rewritten" in capsys.readouterr().out


def holds(raw: list[bytes]) -> str:
    """Why not; empty if it does."""
    holding = Holding()
    try:
        for line in raw:
            holding.feed(line)
        holding.end()
    except DoesNotHoldError as broken:
        return str(broken)
    return ""


@given(data=st.data())
def test_no_letter_of_it_can_be_changed_unseen(raw: list[bytes], data: st.DataObject) -> None:
    assert holds(raw) == ""
    number = data.draw(st.integers(0, len(raw) - 1))
    line = bytearray(raw[number])
    place = data.draw(st.integers(0, len(line) - 2))
    line[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[place]))
    changed = [*raw[:number], bytes(line), *raw[number + 1 :]]
    assert holds(changed)


@given(data=st.data())
def test_no_line_of_it_can_be_taken_out_doubled_or_moved_unseen(
    raw: list[bytes], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(raw) - 1))
    to = data.draw(st.integers(0, len(raw) - 1).filter(lambda other: other != number))
    rest = [*raw[:number], *raw[number + 1 :]]
    assert holds(rest)
    assert holds([*raw[:number], raw[number], *raw[number:]])
    assert holds([*rest[:to], raw[number], *rest[to:]])


def unsealed(lines: Lines) -> list[bytes]:
    """As somebody without the hub's key would write it after changing it."""
    raw = [
        json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        for line in lines
    ]
    digest = hashlib.sha256(b"".join(raw[:-1])).hexdigest()
    seal = {**lines[-1], "lines": len(raw) - 1, "sha256": digest, "signature": None}
    return [*raw[:-1], dumped(seal)]


def changed_lines(raw: list[bytes], kind: str, **changes: object) -> list[bytes]:
    lines = [json.loads(line) for line in raw]
    place = next(
        n for n, line in enumerate(lines)
        if kind in (line.get("kind"), line["what"]) and ("words" in line or line["what"] == kind)
    )  # fmt: skip
    lines[place] |= changes
    return unsealed(lines)


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        ("observed", {"grade": "weak"}, "what is told of it is not what is said in it"),
        ("looked remotely", {"happened_at": "2026-11-23T02:00:00+00:00"}, "what is told of it"),
        ("looked remotely", {"by": "st-09"}, "what is told of it is not what is said in it"),
        ("alarm", {"flagged_at": "2026-11-23T02:20:00+00:00"}, "the alarms and spells in it"),
        ("blank spell", {"until": "2026-11-23T02:30:00+00:00"}, "the alarms and spells in it"),
        ("export", {"head": None}, "no head that the hub signed stands over it"),
    ],
)
def test_without_the_seal_what_is_told_is_held_against_what_is_stored(
    raw: list[bytes], kind: str, changes: dict[str, object], says: str
) -> None:
    assert holds(changed_lines(raw, kind)) == ""
    assert says in holds(changed_lines(raw, kind, **changes))


def test_what_is_said_in_an_entry_is_held_against_its_stored_bytes(raw: list[bytes]) -> None:
    lines = [json.loads(line) for line in raw]
    seen = next(line for line in lines if line.get("kind") == "observed" and "said" in line)
    seen["said"]["observation"]["evidence"]["stayed_s"] = 600
    assert holds(unsealed(lines)) == "what is said in it is not what is stored"


def test_an_end_that_was_cut_off_is_missed_also_without_the_seal(raw: list[bytes]) -> None:
    lines = [json.loads(line) for line in raw]
    last = max(n for n, line in enumerate(lines) if line["what"] == "entry")
    assert "the head that the hub signed is of entry" in holds(
        unsealed(lines[:last] + lines[last + 1 :])
    )


def test_a_seal_is_of_its_own_lines_and_by_its_own_key(raw: list[bytes]) -> None:
    lines = changed_lines(raw, "observed")
    words = [line.replace(b"Seen in person", b"Seen by nobody") for line in lines]
    assert "one was changed or taken out" in holds(words)
    signature = json.loads(raw[-1])["signature"]
    seal = json.loads(unsealed([json.loads(line) for line in words])[-1]) | {"signature": signature}
    assert holds([*words[:-1], dumped(seal)]) == "it is not signed by the key which it names"


def test_words_that_are_sealed_in_the_store_may_be_said_and_no_seal_is_said_to_be_missing(
    raw: list[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(changed_lines(raw, "observed"), tmp_path / "r.jsonl") == 0
    assert "It is not sealed" in capsys.readouterr().out


def test_without_others_the_gap_is_said(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.jsonl"
    assert journal("export", kept, EPISODE, "--without-others", "-o", out) == 0
    assert "ash/01" not in out.read_text(encoding="utf-8")
    assert journal("verify", out) == 0
    assert "entries of others were left out" in capsys.readouterr().out


def test_a_copy_without_its_key_is_exported_and_not_sealed(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = store.with_name(f"{store.name}.key")
    key.unlink()
    assert journal("export", store, EPISODE, "-o", tmp_path / "r.jsonl") == 0
    assert "Not sealed: the key" in capsys.readouterr().out
    assert not key.exists()
    assert journal("verify", tmp_path / "r.jsonl") == 0


# ---- what is wrong with the store --------------------------------------------------------------


def test_of_a_journal_that_does_not_hold_the_record_says_so(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forced(store, "UPDATE entries SET body = replace(body, 'CCTV', 'ZZZZ') WHERE number = 30")
    with closing(Reading(store)) as reading:
        rows = list(reading.entries())
    number = next(one.entry.number for one in rows if one.entry.kind == b"looked remotely")
    forced(store, f"UPDATE entries SET at = at - 60000000 WHERE number = {number}")  # noqa: S608
    assert journal("export", store, EPISODE, "-o", tmp_path / "out") == 1
    assert f"THE JOURNAL DOES NOT HOLD at entry {number}" in capsys.readouterr().out
    assert page(whole(store), "", b'{"signature": null}')["proof"]["broken"] == number
    (lines,) = (tmp_path / "out").glob("*.jsonl")
    assert journal("verify", lines) == 1


def test_an_entry_that_cannot_be_read_is_still_in_it(store: Path, tmp_path: Path) -> None:
    forced(store, "UPDATE entries SET body = '{}' WHERE kind = 'looked remotely'")
    assert journal("export", store, EPISODE, "-o", tmp_path / "r.jsonl") == 1
    text = (tmp_path / "r.jsonl").read_text(encoding="utf-8")
    assert text.count("This entry cannot be read: it is not as a hub wrote it") == 4


@pytest.mark.hazard("H-25")
def test_whoever_was_erased_is_shown_as_erased_and_the_record_holds(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Store(store)) as opened:
        opened.erase("p-17", by="L.W.", why="asked for")
    assert journal("export", store, EPISODE, "-o", tmp_path / "r.jsonl") == 0
    assert "Words of somebody who was erased are in it as erased." in capsys.readouterr().out
    text = (tmp_path / "r.jsonl").read_text(encoding="utf-8")
    for word in ("J.T.", "p-17", "mother phoned"):
        assert word not in text
    assert journal("verify", tmp_path / "r.jsonl") == 0
    made = page(whole(store), "", b'{"signature": null}')
    assert made["erased"]
    assert made["who"].startswith("erased (erased ")
    assert "mother phoned" not in json.dumps(made)


# ---- what is asked for -------------------------------------------------------------------------


def test_without_an_episode_and_with_one_that_is_none_those_there_are_are_listed(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal("export", kept, "-o", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert said.startswith("Which episode?\nThere are:\n")
    assert f"  {EPISODE}  ash/04  J.T.  Mon 23 Nov 02:02:00 to Mon 23 Nov 03:10:00\n" in said
    assert "running still" in said
    assert journal("export", kept, "ash-09-1", "-o", tmp_path / "out") == 2
    assert capsys.readouterr().err.startswith("There is no episode ash-09-1.\nThere are:\n")
    assert not (tmp_path / "out").exists()
    assert journal("export", store_with(tmp_path / "s", [look(1)])) == 2
    assert "No episode is on record in this store." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--room", "ash/04"), "--room asks for --from and --to too: of which time is the record?"),
        (
            ("--room", "ash/04", "--from", "2026-11-24", "--to", "2026-11-23"),
            "--to is not after --from: there is nothing between them.",
        ),
        (
            ("--room", "ash/07", "--from", "2026-11-23", "--to", "2026-11-24"),
            "Nothing is on record of that room in that time.",
        ),
        (
            ("--room", "attic", "--from", "2026-11-23", "--to", "2026-11-24"),
            "'attic' is not a room",
        ),
        ((EPISODE, "--room", "ash/04"), "Ask for an episode or for a room's time, not for both."),
        ((EPISODE, "--zone", "Mars/Base"), "--zone is Mars/Base; expected one like Europe/London."),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...], says: str,
) -> None:  # fmt: skip
    assert journal("export", kept, *options, "-o", tmp_path / "out") == 2
    assert capsys.readouterr().err.startswith(says)


def test_what_was_given_to_somebody_is_never_written_over(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.jsonl"
    assert journal("export", kept, EPISODE, "-o", out) == 0
    first = out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    assert journal("export", kept, EPISODE, "-o", out) == 0
    assert out.read_bytes() == first
    out.write_bytes(b"theirs")
    assert journal("export", kept, EPISODE, "-o", out) == 2
    assert f"{out} is there already and says otherwise" in capsys.readouterr().err
    assert out.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["r.jsonl"]  # and nothing half done


def test_a_folder_that_cannot_be_written_is_named(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter").write_text("Dear nurse")
    assert journal("export", kept, EPISODE, "-o", tmp_path / "letter" / "out") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert journal("export", tmp_path / "gone", EPISODE) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'gone'}: there is no such file.\n"


# ---- the PDF -----------------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_the_same_record_makes_the_same_bytes(
    kept: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        assert journal("export", kept, EPISODE, "-o", tmp_path / name) == 0
    (one,), (two,) = ((tmp_path / name).glob("*.pdf") for name in ("one", "two"))
    made = one.read_bytes()
    assert made == two.read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid:part" in made
    assert b"D:2026" not in made or b"CreationDate" in made


def test_a_long_record_has_a_band_for_each_day_and_says_how_many_are_not_drawn(
    kept: Path,
) -> None:
    span = ("--room", "ash/04", "--from", "2026-11-01", "--to", "2026-11-24")
    made = page(whole(kept, *span), "", b'{"signature": null}')
    assert len(made["bands"]) == 16
    assert made["more_bands"] == 7
    assert made["bands"][0]["label"] == "Sun 1 Nov"
    assert as_pdf(whole(kept, *span), "", b'{"signature": null}').startswith(b"%PDF-")


def test_an_alarm_is_drawn_in_the_lane_of_its_name_also_where_an_earlier_lane_is_empty(
    store: Path,
) -> None:
    alarm = next(fact for fact in NIGHT.facts if isinstance(fact, AlarmBegan))
    later = TWO_AM + minutes(60 * 24 * 20)
    rang = {"room": ASH_4, "id": "later", "condition": "no breathing seen", "at": later}
    facts = [*NIGHT.facts, alarm.model_copy(update=rang)]
    span = ("--room", "ash/04", "--from", "2026-11-23", "--to", "2026-12-31")
    made = page(whole(store_with(store.with_name("t"), facts), *span), "", b'{"signature": null}')
    assert made["lanes"][0] == "no breathing seen"
    for one in made["bands"][0]["alarms"]:
        assert made["lanes"][one["lane"]] == one["label"]


def test_the_picture_shows_spells_visits_looks_alarms_plans_and_handovers(kept: Path) -> None:
    made = page(whole(kept), "d" * 64, b'{"signature": null}')
    (band,) = made["bands"]
    assert [spell["label"] for spell in band["spells"]] == ["48 min"]
    assert [visit["counts"] for visit in band["visits"]] == [True, False, True]
    assert len(band["looks"]) == 4
    assert [plan["label"] for plan in band["plans"]] == ["15 min", "30 min"]
    assert len(band["handovers"]) == 1  # at 03:00, by the rota of before
    spell = band["spells"][0]
    assert all(spell["from"] < look < spell["to"] for look in band["looks"])


def test_the_page_says_what_it_is_and_what_each_entry_holds(kept: Path) -> None:
    made = page(whole(kept), "d" * 64, b'{"signature": null}')
    assert made["no_device"] == "Attune is not a certified medical device."
    text = json.dumps(made, ensure_ascii=False)
    assert "device: not recorded" in text
    assert "by M.T. (st-01); device: door unit of ash/04, start boot-1" in text
    assert "Seen: awake or asleep: awake; breathing: easy" in text
    assert "grade: weak, ends no blank spell" in text
    assert "Why: a reason." in text
    source = document.PAGE.read_text(encoding="utf-8")
    assert "#r.no_device" in source
    assert "A framework proposal is a proposal and no law" in source


def test_no_word_of_staff_is_taken_for_markup_and_no_sign_of_it_is_lost(
    kept: Path, tmp_path: Path
) -> None:
    nasty = '#panic("no") *bold* $x^2$ <label> @ref \\ // /* “ [ ] { } é Ж'
    far = "\u202e字\u0007"
    facts = [*NIGHT.facts[:30], _said(nasty + far), *NIGHT.facts[30:]]
    record = whole(store_with(tmp_path / "s", facts))
    assert as_pdf(record, "", b'{"signature": null}').startswith(b"%PDF-")
    words = json.dumps(all_shown(page(record, "", b'{"signature": null}')), ensure_ascii=False)
    assert "é Ж[U+202E][U+5B57][U+0007]" in words
    entries = page(record, "", b'{"signature": null}')["days"][0]["entries"]
    assert any(far in entry[4] for entry in entries)


def test_every_sign_that_is_said_to_be_shown_is_there() -> None:
    signs = "".join(chr(n) for first, last in SHOWN for n in range(first, last + 1))
    text = re.sub(r"\[U\+[0-9A-F]+\]", "", shown(signs))
    source = b'#set document(title: "t")\n#set text(font: "Libertinus Serif")\n#sys.inputs.text'
    compiler = typst.Compiler(source, ignore_system_fonts=True, sys_inputs={"text": text})
    assert compiler.compile(format="pdf", pdf_standards=["ua-1"])


def _said(words: str):
    typed = next(fact for fact in NIGHT.facts if fact.fact == "looked remotely")
    return typed.model_copy(update={"words": words})
