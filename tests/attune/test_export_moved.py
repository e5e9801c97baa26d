"""The record of somebody who was moved: of both rooms, of nobody else, and it holds."""

import hashlib
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from attune.__main__ import main
from attune.export.document import as_pdf, page
from attune.export.gathered import Gathered, Gatherer, all_episodes
from attune.export.told import Told, told
from hub.outside.reading import Reading
from hub.panel.local import LONDON
from hub.record.chosen import OfEpisode, OfLegs, whole
from hub.record.holding import DoesNotHoldError, Holding
from hub.record.lines import dumped
from tests.hub.journal.entries import forced, store_with
from tests.hub.record.nights import a_night_of_moves
from tests.hub.world import ASH_1, ASH_4

pytestmark = [pytest.mark.hazard("H-03"), pytest.mark.hazard("H-05")]

NIGHT = a_night_of_moves()
EPISODE = next(
    fact.id for fact in NIGHT.facts if fact.fact == "episode began" and fact.room == ASH_4
)
UNSIGNED = b'{"signature": null}'
Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that these tests only read."""
    return store_with(tmp_path_factory.mktemp("kept") / "s", NIGHT.facts)


@pytest.fixture(scope="module")
def raw(kept: Path) -> list[bytes]:
    out = kept.with_name("out.jsonl")
    assert journal("export", kept, EPISODE, "-o", out) == 0
    return out.read_bytes().splitlines(keepends=True)


@pytest.fixture(scope="module")
def lines(raw: list[bytes]) -> Lines:
    return [json.loads(line) for line in raw]


def journal(*arguments: object) -> int:
    return main(["journal", *map(str, arguments)])


def of_record(lines: Lines) -> Lines:
    return [line for line in lines if line["what"] == "entry" and "said" in line]


def holds(raw: list[bytes]) -> str:
    """Why it does not; nothing where it does."""
    holding = Holding()
    try:
        for line in raw:
            holding.feed(line)
        holding.end()
    except DoesNotHoldError as broken:
        return str(broken)
    return ""


def whole_of(store: Path) -> Told:
    """What the PDF is made of."""
    with closing(Reading(store)) as reading:
        found = [one for one in all_episodes(reading) if one.id == EPISODE]
        legs = OfLegs(tuple(OfEpisode(one) for one in found))
        rooms = tuple(dict.fromkeys(one.room for one in found))
        return told(Gatherer(reading, legs, Gathered(rooms, whole(found), LONDON)).gather(), legs)


def test_the_facts_of_both_rooms_are_in_it_in_their_order(lines: Lines) -> None:
    entries = of_record(lines)
    assert {line["room"] for line in entries if line["room"]} == {"ash/04", "ash/01"}
    numbers = [line["number"] for line in entries]
    assert numbers == sorted(numbers)
    turns = [
        (line["room"], line["kind"]) for line in entries if str(line["kind"]).startswith("episode")
    ]
    assert turns == [
        ("ash/04", "episode began"),
        ("ash/04", "episode ended"),
        ("ash/01", "episode began"),
        ("ash/01", "episode ended"),
        ("ash/04", "episode began"),
        ("ash/04", "episode ended"),
    ]
    seen = [(line["room"], line["happened_at"][11:16]) for line in entries if line["grade"]]
    assert seen == [
        ("ash/04", "02:10"),
        ("ash/04", "02:33"),
        ("ash/01", "02:41"),
        ("ash/01", "02:50"),
        ("ash/04", "02:58"),
    ]
    assert {line["known_as"] for line in entries if line["grade"]} == {"M.T."}
    assert lines[0]["rooms"] == ["ash/04", "ash/01"]


def test_whoever_was_in_either_room_before_between_or_after_is_not_in_it(
    raw: list[bytes], lines: Lines
) -> None:
    text = b"".join(raw).decode()
    assert "R.P." not in text
    assert "p-18" not in text
    assert "J.T." in text
    assert len([line for line in of_record(lines) if line["kind"] == "looked remotely"]) == 2


def test_a_visit_to_the_room_they_had_left_ends_no_spell_in_the_next(lines: Lines) -> None:
    spells = [
        (line["known"], line["room"], line["since"][11:16], line["until"][11:16])
        for line in lines
        if line["what"] == "blank spell"
    ]
    assert [one[1:] for one in spells if one[0] == "now"] == [
        ("ash/04", "02:10", "02:33"),
        ("ash/01", "02:10", "02:41"),
    ]
    assert [one[1:] for one in spells if one[0] == "then"] == [
        ("ash/04", "02:10", "02:33"),
        ("ash/01", "02:10", "02:41"),
    ]


def test_it_is_verified_without_the_store(
    raw: list[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.jsonl").write_bytes(b"".join(raw))
    assert journal("verify", tmp_path / "r.jsonl") == 0
    assert "entries hold" in capsys.readouterr().out
    assert holds(raw) == ""


@pytest.mark.parametrize("room", ["ash/04", "ash/01"])
@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("observed", {"grade": "weak"}),
        ("observed", {"happened_at": "2026-11-23T02:00:00+00:00"}),
        ("episode ended", {"by": "st-09"}),
        ("episode began", {"happened_at": "2026-11-23T02:59:00+00:00"}),
        ("looked remotely", {"by": "st-09"}),
    ],
)
def test_a_line_of_either_room_that_was_changed_is_found_and_without_the_seal_too(
    raw: list[bytes], lines: Lines, room: str, kind: str, changed: dict[str, object]
) -> None:
    place = next(
        n
        for n, line in enumerate(lines)
        if line.get("kind") == kind and line.get("room") == room and "said" in line
    )
    told_anew = dumped(lines[place] | changed)
    assert holds([*raw[:place], told_anew, *raw[place + 1 :]])
    assert "what is told of it" in holds(unsealed([*raw[:place], told_anew, *raw[place + 1 :]]))


def test_a_spell_that_is_told_shorter_or_of_the_other_room_is_found(
    raw: list[bytes], lines: Lines
) -> None:
    spells = [n for n, line in enumerate(lines) if line["what"] == "blank spell"]
    for changes in ({"until": "2026-11-23T02:33:00+00:00"}, {"room": "ash/04"}):
        place = spells[1]
        changed = dumped(lines[place] | changes)
        assert lines[place]["room"] == "ash/01"
        words = holds(unsealed([*raw[:place], changed, *raw[place + 1 :]]))
        assert words == "the alarms and spells in it are not those of its entries"


def test_no_leg_can_be_taken_out_of_it(raw: list[bytes], lines: Lines) -> None:
    there = [line for line, said in zip(raw, lines, strict=True) if said.get("room") != "ash/01"]
    assert "is missing before it" in holds(unsealed(there))


def unsealed(raw: list[bytes]) -> list[bytes]:
    """As somebody without the hub's key would seal it after changing it."""
    digest = hashlib.sha256(b"".join(raw[:-1])).hexdigest()
    seal = json.loads(raw[-1])
    return [
        *raw[:-1],
        dumped({**seal, "lines": len(raw) - 1, "sha256": digest, "signature": None}),
    ]


def test_a_store_that_was_changed_in_the_room_they_were_moved_to_says_so(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s", NIGHT.facts)
    where = "kind = 'observed' AND room = 'ash/01'"
    forced(store, f"UPDATE entries SET body = replace(body, 'full', 'weak') WHERE {where}")  # noqa: S608
    assert journal("export", store, EPISODE, "-o", tmp_path / "r.jsonl") == 1


def test_the_page_names_both_rooms_and_says_of_each_entry_which_it_was(kept: Path) -> None:
    made = page(whole_of(kept), "d" * 64, UNSIGNED)
    assert made["title"] == "Record of an episode in Ash 4, then Ash 1"
    text = json.dumps(made, ensure_ascii=False)
    assert "R.P." not in text
    whence = [entry[6] for day in made["days"] for entry in day["entries"] if "grade" in entry[6]]
    assert [one.split(";")[0] for one in whence] == ["Ash 4", "Ash 4", "Ash 1", "Ash 1", "Ash 4"]
    assert [spell[0] for spell in made["spells"][:2]] == ["known now, Ash 4", "known now, Ash 1"]
    of_alarms = {alarm["words"].split(":")[0]: alarm["then"] for alarm in made["alarms"]}
    came = {room: [one[1] for one in then if "Seen" in one[2]] for room, then in of_alarms.items()}
    assert came == {"Ash 4": ["02:33:00"], "Ash 1": ["02:41:00"]}
    (band,) = made["bands"]
    assert [one["label"] for one in band["spells"]] == ["", "31 min"]  # two there would be as one
    plan = next(one for one in made["sentences"] if one.startswith("The plan at the beginning"))
    assert "set anew" not in plan  # a move sets none
    assert as_pdf(whole_of(kept), "d" * 64, UNSIGNED).startswith(b"%PDF-")


def test_the_pdf_is_written_beside_the_lines_and_the_same_each_time(
    kept: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        assert journal("export", kept, EPISODE, "-o", tmp_path / name) == 0
    (one,), (two,) = ((tmp_path / name).glob("*.pdf") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().startswith(b"%PDF-")


def test_the_legs_are_listed_each_with_its_room(
    kept: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert journal("export", kept, "none", "-o", tmp_path / "out") == 2
    said = [one.split()[1] for one in capsys.readouterr().err.splitlines() if f"  {EPISODE}" in one]
    assert said == [str(ASH_4), str(ASH_1), str(ASH_4)]
