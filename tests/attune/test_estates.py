"""The simulated site: all that was planted is found, and nothing else is."""

import json
import re
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import attune.estates.evidence
from attune.__main__ import main
from attune.estates.evidence import _written
from attune.estates.gathered import Asked, Site, site
from hub.config import load
from hub.estates import evidence_table
from hub.estates.evidence import KEPT_WELL
from hub.estates.evidence_table import BYTES_MOST, ROWS_MOST, Step, parsed
from hub.outside import standards
from hub.outside.store import Store
from hub.rooms.kept_up import CLOSED_MOST
from hub.rooms.upkeep import Severity, Upkeep
from ward.rooms import RoomId
from ward.ward_default import DEFAULT

pytestmark = pytest.mark.hazard("H-60")

UNTIL, DAYS = datetime(2025, 11, 1, tzinfo=UTC), 14  # the clocks went back within it
# Of several that were planted for one clause of a room, what outranks the others.
RANKED = ("not met", "not measured", "does not apply", "expired", "not checked", "met")


def made(home: Path, seed: int, rooms: int = 16, days: int = DAYS) -> Path:
    asked = ["--home", home, "--seed", seed, "--rooms", rooms, "--days", days]
    asked += ["--until", UNTIL.isoformat()]
    assert main(["estates", "simulate", *map(str, asked)]) == 0
    assert main(["estates", "import", str(home / "hub.toml"), str(home / "evidence.csv")]) == 0
    return home


def held(home: Path, days: int = DAYS, *, like: bool = False) -> Site:
    config, known = load(home / "hub.toml"), standards.load([home / "trust.yaml"])
    zone = ZoneInfo(config.panel.zone)
    default = config.site.by_clock(config.panel.zone).profile
    since = UNTIL - timedelta(days=days)
    rooms = tuple(config.site.rooms)
    return site(Asked(config.store.file, rooms, since, UNTIL, zone, default, known, like))


def differences(home: Path, found: Site) -> list[str]:
    """What was planted and not found, and what was found and never planted."""
    planted = defaultdict(list)
    for one in json.loads((home / "planted.json").read_text(encoding="utf-8")):
        planted[one["room"], one["clause"]].append(one["answer"])
    wrong = []
    for room, standings in found.standings.items():
        for one in standings:
            asked = planted[str(room), one.clause.met_with or one.clause.id]
            expected = min(asked, key=RANKED.index, default="met")
            if one.answer != expected:
                said = f"{one.answer} ({one.because})"
                wrong.append(f"{room} {one.clause.id}: {expected}, and found was {said}")
    return wrong


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that these tests only read, or write the same evidence into again."""
    return made(tmp_path_factory.mktemp("estates") / "site", 1)


def test_all_that_was_planted_is_found_and_nothing_is_invented(home: Path, tmp_path: Path) -> None:
    assert differences(home, held(home)) == []
    other = made(tmp_path / "other", 2)
    assert differences(other, held(other)) == []


def estates(what: str, home: Path, *arguments: object) -> int:
    return main(["estates", what, str(home / "hub.toml"), *map(str, arguments)])


TIME = ("--from", "2025-10-18T00:00Z", "--to", "2025-11-01T00:00Z")


def test_a_check_ends_with_1_while_a_room_lacks_what_it_must_have(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert estates("check", home, *TIME) == 1
    said = capsys.readouterr().out
    assert "not a certified medical device" in said
    assert "No node was ever heard" in said
    assert "0 rooms are fit" in said


def test_a_check_as_json_names_value_cover_and_the_first_day_on_which_it_was_not_met(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    estates("check", home, *TIME, "--json", "--standards", home / "trust.yaml")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == 16 * (len(standards.load().clauses) + 1)
    hot = [row for row in rows if row["clause"] == "framework.40" and row["answer"] == "not met"]
    assert hot
    assert all(row["value"] > 0 and row["days_not_met"] and row["first_not_met"] for row in hot)


def test_one_room_of_a_month_is_one_room_of_a_month(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    estates("check", home, "--room", "ash/03", "--month", "2025-10", "--json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["room"] for row in rows} == {"ash/03"}
    warm = next(row for row in rows if row["clause"] == "framework.40")
    assert 0.0 <= warm["covered"] < 0.5  # fourteen days of it


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--month", "2026-13"), "expected one like 2026-10"),
        (("--month", "0001-01"), "expected one like 2026-10"),
        (("--month", "9999-12"), "expected one like 2026-10"),
        (("--from", "0001-01-01T00:00"), "beyond what a clock here can say"),
        (("--to", "0001-01-01T00:00Z"), "beyond what a clock here can say"),
        (("--room", "ash/99"), "there is no such room here"),
        (("--ward", "fir"), "there is no such room here"),
        (("--from", "today"), "expected a time like"),
        (("--from", "2026-11-01", "--to", "2026-10-01"), "--to is not after --from"),
        (("--month", "2026-10", "--to", "2026-11-01"), "not for both"),
        (("--standards", "nowhere.yaml"), "cannot be read"),
    ],
)
def test_what_cannot_be_checked_is_said_in_a_sentence(
    home: Path, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert estates("check", home, *arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_hub_that_never_ran_has_nothing_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hub.toml").write_text('[site]\nrooms = ["ash/01"]\n', encoding="utf-8")
    assert estates("check", tmp_path) == 2
    assert "there is no store yet" in capsys.readouterr().err


def test_evidence_goes_out_and_comes_back_and_is_not_taken_twice(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("out.csv", "out.json"):
        assert estates("export", home, "-o", tmp_path / name) == 0
        capsys.readouterr()
        assert estates("import", home, tmp_path / name) == 0
        assert capsys.readouterr().out.startswith("0 rows taken, ")


def tables(tmp_path: Path) -> Path:
    """A site of two rooms where nobody has looked at anything yet."""
    tmp_path.mkdir(exist_ok=True)
    staff = (
        '[[site.staff]]\nref = "st-09"\ninitials = "E.S."\nrole = "estates"\nbadge = "04A1B2C3"\n'
    )
    site_ = f'[site]\nrooms = ["ash/01", "ash/02"]\n{staff}[store]\npath = "store.sqlite3"\n'
    (tmp_path / "hub.toml").write_text(site_, encoding="utf-8")
    Store(tmp_path / "store.sqlite3").close()
    return tmp_path


def row(**more: object) -> dict[str, object]:
    said = {"room": "ash/01", "clause": "framework.31", "at": "2026-01-02T03:04+00:00"}
    return {**said, "by": "st-09", "found": "met", **more}


TYPED = ("=1+1", "+44", "-dash", "@home", "'quoted", "'=twice", "two\u2028lines", 'a\nb, "c"')


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_all_that_was_exported_is_taken_by_a_site_that_has_none_of_it(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tables(tmp_path / "one"), tables(tmp_path / "other")
    rows = [row(words=words, at=f"2026-01-0{n}") for n, words in enumerate(TYPED, start=1)]
    rows.append(row(clause="framework.25", value=0, room="ash/02"))
    rows.append(
        row(room="ash/02", found="not met", words="-bent", severity="worn", owner="=me", due=0)
    )
    (first / "in.json").write_text(json.dumps(rows), encoding="utf-8")
    assert estates("import", first, first / "in.json") == 0
    assert estates("export", first, "-o", first / f"out.{kind}") == 0
    written = (first / f"out.{kind}").read_text(encoding="utf-8")
    assert kind == "json" or not re.search(r'(^|,)"?[=+@-]', written, re.MULTILINE)
    capsys.readouterr()
    assert estates("import", second, first / f"out.{kind}") == 0, capsys.readouterr().err
    assert estates("export", second, "-o", second / f"out.{kind}") == 0
    assert sorted((second / f"out.{kind}").read_text(encoding="utf-8").splitlines()) == sorted(
        written.splitlines()
    )
    assert estates("export", second, "-o", second / "all.json") == 0
    found = json.loads((second / "all.json").read_text(encoding="utf-8"))
    assert set(TYPED) < {one["words"] for one in found}
    (zero,) = (one for one in found if one["clause"] == "framework.25")
    assert zero["value"] == 0
    (bent,) = (one for one in found if one["found"] == "not met")
    assert (bent["severity"], bent["owner"]) == ("worn", "=me")
    assert bent["due"]


GLASS = {"clause": "framework.30", "severity": "broken", "owner": "E.S.", "due": "2026-01-20"}
LIFE = (
    row(**GLASS, found="not met", words="cracked", at="2026-01-02T09:00+00:00"),
    row(clause="framework.30", step="handed on", owner="Hale & Sons", due="2026-01-25",
        words="no glass before", at="2026-01-03T09:00+00:00"),
    row(clause="framework.30", step="mended", words="new glass", at="2026-01-24T09:00+00:00"),
    row(clause="framework.30", step="checked", found="not met", words="it rattles", by="st-08",
        at="2026-01-24T15:00+00:00"),
    row(clause="framework.30", step="mended", words="put in again", at="2026-01-25T09:00+00:00"),
    row(clause="framework.30", step="checked", alone="nobody else until Monday",
        at="2026-01-25T15:00+00:00"),
    row(clause="framework.30", at="2026-01-10T09:00+00:00", words="told late"),
)  # fmt: skip


def with_a_second_one(home: Path) -> Path:
    more = (
        '[[site.staff]]\nref = "st-08"\ninitials = "K.O."\nrole = "estates"\nbadge = "05A1B2C3"\n'
    )
    text = (home / "hub.toml").read_text(encoding="utf-8").replace("[store]", f"{more}[store]")
    (home / "hub.toml").write_text(text, encoding="utf-8")
    return home


def upkeep_of(home: Path) -> Upkeep:
    config = load(home / "hub.toml")
    until = datetime(2026, 2, 1, tzinfo=UTC)
    asked = Asked(
        config.store.file, (RoomId("ash", 1),), UNTIL, until, UTC, DEFAULT, standards.load()
    )
    return site(asked).upkeeps[RoomId("ash", 1)]


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_defect_goes_out_and_comes_back_with_all_that_was_done_about_it(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = with_a_second_one(tables(tmp_path / "one"))
    second = with_a_second_one(tables(tmp_path / "other"))
    (first / "in.json").write_text(json.dumps(LIFE), encoding="utf-8")
    assert estates("import", first, first / "in.json") == 0, capsys.readouterr().err
    assert estates("export", first, "-o", first / f"out.{kind}") == 0
    assert estates("import", second, first / f"out.{kind}") == 0, capsys.readouterr().err
    assert estates("export", second, "-o", second / f"out.{kind}") == 0
    assert (second / f"out.{kind}").read_text() == (first / f"out.{kind}").read_text()
    (was,), (comes,) = upkeep_of(first).defects, upkeep_of(second).defects
    assert (was.checked_at, was.checked_by) == (datetime(2026, 1, 25, 15, tzinfo=UTC), "st-09")
    assert (was.how, was.alone) == ("put in again", "nobody else until Monday")
    assert (was.owner, was.due.isoformat()) == ("Hale & Sons", "2026-01-25")
    assert replace(comes, id=was.id) == was
    capsys.readouterr()
    assert estates("import", second, first / f"out.{kind}") == 0
    assert capsys.readouterr().out == f"0 rows taken, {len(LIFE)} were there already.\n"


def two_sites(tmp_path: Path) -> tuple[Path, Path]:
    first, second = (with_a_second_one(tables(tmp_path / name)) for name in ("one", "other"))
    return first, second


def taken(home: Path, *rows: dict[str, object]) -> int:
    (home / "in.json").write_text(json.dumps(rows), encoding="utf-8")
    return estates("import", home, home / "in.json")


def comes_back(first: Path, second: Path) -> Upkeep:
    """What is known in a site that had nothing, of all that another exported."""
    assert estates("export", first, "-o", first / "out.csv") == 0
    assert estates("import", second, first / "out.csv") == 0
    assert estates("export", second, "-o", second / "out.csv") == 0
    assert (second / "out.csv").read_bytes() == (first / "out.csv").read_bytes()
    return upkeep_of(second)


def test_a_room_in_which_a_hundred_defects_were_mended_is_taken_in_one_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = two_sites(tmp_path)
    rows, begun = list[dict[str, object]](), datetime(2025, 6, 1, 9, tzinfo=UTC)
    for day in range(100):
        at = [(begun + timedelta(days=day, hours=hour)).isoformat() for hour in range(3)]
        due = (begun + timedelta(days=day + 9)).date().isoformat()
        words, clause = f"cracked {day}", f"framework.{30 + day % 2}"
        found = {**GLASS, "clause": clause, "due": due, "found": "not met", "words": words}
        rows.append(row(**{**found, "at": at[0]}))
        rows.append(row(clause=clause, step="mended", words="new glass", at=at[1]))
        rows.append(row(clause=clause, step="checked", by="st-08", at=at[2]))
    assert taken(first, *rows) == 0, capsys.readouterr().err
    assert "300 rows taken" in capsys.readouterr().out
    there = comes_back(first, second)
    assert [one.words for one in there.defects] == [f"cracked {day}" for day in range(60, 100)]
    assert len({one.id for one in there.defects}) == CLOSED_MOST


def test_a_defect_that_was_found_graver_past_its_day_comes_back(tmp_path: Path) -> None:
    first, second = two_sites(tmp_path)
    graver = {"severity": "danger", "words": "sharp", "at": "2026-01-27T09:00+00:00"}
    again = row(**{**GLASS, **graver, "found": "not met", "due": "2026-01-28"})
    assert taken(first, LIFE[0], again) == 0
    (there,) = comes_back(first, second).open
    assert (there.severity, there.due.isoformat()) == (Severity.DANGER, "2026-01-20")


LATE = row(
    clause="framework.30", found="not met", words="it was loose then", at="2026-01-25T12:00+00:00"
)


def test_what_was_seen_before_a_check_and_told_after_it_comes_back_and_takes_no_mend_away(
    tmp_path: Path,
) -> None:
    first, second = two_sites(tmp_path)
    assert taken(first, *LIFE) == 0
    assert taken(first, LATE) == 0
    (there,) = comes_back(first, second).defects
    assert (there.is_open, there.how) == (False, "put in again")


def test_a_table_that_stands_in_no_order_is_taken_in_the_order_of_time(tmp_path: Path) -> None:
    first, second = two_sites(tmp_path)
    assert taken(first, *reversed(LIFE)) == 0
    assert taken(second, *LIFE) == 0
    (there,), (same,) = upkeep_of(first).defects, upkeep_of(second).defects
    assert replace(there, id=same.id) == same
    assert comes_back(first, with_a_second_one(tables(tmp_path / "third"))).defects


def test_who_is_to_mend_it_in_the_end_is_whom_it_was_handed_to_last(tmp_path: Path) -> None:
    first, _ = two_sites(tmp_path)
    peg = {"step": "handed on", "clause": "framework.30", "owner": "Peg", "due": "2026-01-20"}
    later = row(**{**peg, "owner": "Kay", "at": "2026-01-05T09:00+00:00"})
    assert taken(first, LIFE[0], later, row(**peg, at="2026-01-03T09:00+00:00")) == 0
    (there,) = upkeep_of(first).defects
    assert there.owner == "Kay"


LONG, TOO_LONG = "w" * 500, "w" * 501


def test_words_as_long_as_a_page_takes_come_back_whole(tmp_path: Path) -> None:
    first, second = two_sites(tmp_path)
    checked = {**LIFE[5], "alone": LONG, "words": LONG}
    assert taken(first, *LIFE[:5], checked, row(words=LONG)) == 0
    assert comes_back(first, second).defects[0].alone == LONG
    written = (second / "out.csv").read_text(encoding="utf-8")
    assert written.count(LONG) == 3


@pytest.mark.parametrize("column", ["words", "alone"])
def test_words_that_are_longer_are_cut_by_nobody(
    tmp_path: Path, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = two_sites(tmp_path)
    assert taken(first, row(), row(clause="framework.30", **{column: TOO_LONG})) == 2
    said = capsys.readouterr().err
    assert f"line 2: “{column}” has 501 letters; 500 at most are taken" in said


@pytest.mark.parametrize("words", ["a\r\nb", "a\rb", "a\nb", 'a\r\n"b"'])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_words_keep_their_lines_as_they_were_typed(tmp_path: Path, words: str, ends: str) -> None:
    first, second = two_sites(tmp_path)
    assert taken(first, row(words=words), row(clause="framework.30", words="plain")) == 0
    assert estates("export", first, "-o", first / "out.csv") == 0
    written = (first / "out.csv").read_bytes()
    if ends != "\n" and "\n" not in words:
        (first / "out.csv").write_bytes(written.replace(b"\n", ends.encode()))
    assert estates("import", second, first / "out.csv") == 0
    assert {one.words for one in upkeep_of(second).looks} == {words, "plain"}
    assert estates("export", second, "-o", second / "out.csv") == 0
    assert (second / "out.csv").read_bytes() == written


def test_a_table_whose_lines_end_as_on_an_old_machine_is_read(tmp_path: Path) -> None:
    first, _ = two_sites(tmp_path)
    table = f"{HEAD}ash/01,framework.31,2026-01-02,st-09,met\n".replace("\n", "\r")
    (first / "in.csv").write_bytes(table.encode())
    assert estates("import", first, first / "in.csv") == 0
    assert len(upkeep_of(first).looks) == 1


def test_more_rows_than_a_site_writes_in_years_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ROWS_MOST >= 30 * 70 * 12 * 10
    assert BYTES_MOST >= ROWS_MOST * 400
    first, second = two_sites(tmp_path)
    monkeypatch.setattr(evidence_table, "ROWS_MOST", 2)
    monkeypatch.setattr(attune.estates.evidence, "ROWS_MOST", 2)
    two_lines = {"words": "one\ntwo\nthree"}
    assert taken(first, row(**two_lines), row(clause="framework.30", **two_lines)) == 0
    capsys.readouterr()
    comes_back(first, second)  # of six lines, and two rows
    assert capsys.readouterr().err == ""
    assert taken(first, row(at="2026-01-03")) == 0
    capsys.readouterr()
    assert estates("export", first, "-o", first / "more.csv") == 0
    assert "is more than import takes at once" in capsys.readouterr().err
    assert estates("import", second, first / "more.csv") == 2


def test_what_is_handed_on_twice_in_a_minute_is_with_whom_it_was_handed_to_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = two_sites(tmp_path)
    at = {"step": "handed on", "clause": "framework.30", "at": "2026-01-03T09:00+00:00"}
    peg = row(**at, owner="Peg", due="2026-01-20")
    kay = row(**at, owner="Kay", due="2026-01-20")
    later = row(**at, owner="Kay", due="2026-01-25", words="no glass")
    assert taken(first, LIFE[0], peg, kay, later) == 0
    (there,) = comes_back(first, second).open
    assert (there.owner, there.due.isoformat()) == ("Kay", "2026-01-25")
    capsys.readouterr()
    assert taken(first, LIFE[0], peg, kay, later) == 0
    assert capsys.readouterr().out == "0 rows taken, 4 were there already.\n"


def test_in_so_many_days_is_not_handed_on_again_on_another_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = two_sites(tmp_path)
    now = datetime.now(UTC)
    at = [(now - timedelta(hours=hours)).isoformat() for hours in (3, 2)]
    begun = row(found="not met", words="bent", severity="worn", owner="Hale", due=9, at=at[0])
    handed = row(step="handed on", owner="Peg", due=8, at=at[1])
    assert taken(first, begun, handed) == 0
    store = load(first / "hub.toml").store.file
    (then,) = (one for one in _written(store) if one.step is Step.HANDED_ON)
    assert then.due == (now + timedelta(days=8)).date()
    capsys.readouterr()
    assert taken(first, begun, handed) == 0
    assert capsys.readouterr().out == "0 rows taken, 2 were there already.\n"


def test_a_check_says_that_it_holds_or_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = two_sites(tmp_path)
    assert taken(first, *LIFE[:3], {**LIFE[3], "found": "does not apply"}) == 2
    assert "line 4: “does not apply” is none of met, not met" in capsys.readouterr().err


def test_a_table_in_which_something_is_refused_in_any_order_leaves_nothing_of_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = two_sites(tmp_path)
    assert taken(first, *LIFE, row(clause="framework.31", step="mended", words="x")) == 1
    assert "line 8: There is no such open defect" in capsys.readouterr().err
    assert estates("export", first, "-o", first / "out.csv") == 0
    assert len((first / "out.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"step": "mended", "words": "done"}, "no such open defect"),
        ({"step": "checked"}, "no such open defect"),
        ({"step": "handed on", "owner": "Hale", "due": 3}, "no such open defect"),
        ({"step": "handed on", "owner": "Hale"}, "is no day"),
        ({"step": "painted"}, "is none of looked, mended"),
        ({"step": "checked", "clause": "framework.31", "value": 3}, "No number is asked of that"),
    ],
)
def test_nothing_is_done_about_what_nobody_noted(
    tmp_path: Path, more: dict[str, object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tables(tmp_path)
    (home / "in.json").write_text(json.dumps([row(), row(**more)]), encoding="utf-8")
    assert estates("import", home, home / "in.json") in (1, 2)
    said = capsys.readouterr().err
    assert words in said
    assert "line 2" in said


@pytest.mark.parametrize(
    ("row_at", "at", "words"),
    [
        (2, "2026-01-01T09:00+00:00", "before it was found"),
        (3, "2026-01-23T09:00+00:00", "before it was mended"),
        (2, "2126-01-01T09:00+00:00", "nobody can have done it"),
        (1, "2026-01-22T09:00+00:00", "past its day"),
    ],
)
def test_what_was_done_was_done_in_its_time(
    tmp_path: Path, row_at: int, at: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = with_a_second_one(tables(tmp_path))
    rows = [*LIFE[:row_at], {**LIFE[row_at], "at": at}]
    (home / "in.json").write_text(json.dumps(rows), encoding="utf-8")
    assert estates("import", home, home / "in.json") == 1
    assert words in capsys.readouterr().err


def test_a_defect_past_its_day_comes_back_past_its_day(tmp_path: Path) -> None:
    home = tables(tmp_path)
    bent = row(found="not met", words="bent", severity="broken", owner="E.V.", due="2026-01-09")
    (home / "in.json").write_text(json.dumps([bent]), encoding="utf-8")
    assert estates("import", home, home / "in.json") == 0
    config = load(home / "hub.toml")
    asked = Asked(
        config.store.file, (RoomId("ash", 1),), UNTIL, datetime(2026, 2, 1, tzinfo=UTC),
        UTC, DEFAULT, standards.load(),
    )  # fmt: skip
    found = site(asked)
    (defect,) = found.upkeeps[RoomId("ash", 1)].open
    assert defect.is_overdue(datetime(2026, 2, 1, tzinfo=UTC).date())
    (kept,) = (one for one in found.standings[RoomId("ash", 1)] if one.clause.id == KEPT_WELL)
    assert kept.because == "A defect is past its day, by the calendar"


def test_no_defect_was_due_before_it_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tables(tmp_path)
    bent = row(found="not met", words="bent", severity="broken", owner="E.V.", due="2026-01-01")
    (home / "in.json").write_text(json.dumps([bent]), encoding="utf-8")
    assert estates("import", home, home / "in.json") == 1
    assert "That day was over when it was found: give 02.01.2026" in capsys.readouterr().err


def test_while_a_hub_runs_nothing_is_taken_and_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tables(tmp_path)
    (home / "in.json").write_text(json.dumps([row()]), encoding="utf-8")
    with closing(Store(load(home / "hub.toml").store.file)):
        assert estates("import", home, home / "in.json") == 2
    assert "write these on its pages; or stop it, import" in capsys.readouterr().err
    assert estates("import", home, home / "in.json") == 0


def test_a_number_0_is_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under "least: 5" it is what makes the clause unmet."""
    home = tables(tmp_path)
    (home / "in.json").write_text(json.dumps([row(value=0)]), encoding="utf-8")
    (found,) = parsed(
        (home / "in.json").read_text(), "in.json", standards.load(), [RoomId("ash", 1)]
    )
    assert found.evidence.value == 0
    (home / "in.json").write_text(json.dumps([row(by=0)]), encoding="utf-8")
    assert estates("import", home, home / "in.json") == 1
    assert "0 is not known here" in capsys.readouterr().err


def test_a_row_that_stands_twice_in_a_table_is_taken_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tables(tmp_path)
    (home / "in.json").write_text(json.dumps([row(), row(), row(by="st-09 ")]), encoding="utf-8")
    assert estates("import", home, home / "in.json") == 0
    assert capsys.readouterr().out.startswith("1 rows taken")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"due": 9999999999}, "is no day"),
        ({"due": "9" * 30}, "is no day"),
        ({"at": "0001-01-01T00:00+14:00"}, "is no time of ours"),
        ({"at": "9999-12-31T23:59-14:00"}, "is no time of ours"),
        ({"words": "\ud800"}, "half a letter"),
    ],
)
def test_what_is_beyond_all_bounds_is_said_in_a_sentence(
    tmp_path: Path, more: dict[str, object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tables(tmp_path)
    unmet = row(found="not met", words="bent", severity="worn", owner="x", due=3)
    (home / "in.json").write_text(json.dumps([{**unmet, **more}]), encoding="utf-8")
    assert estates("import", home, home / "in.json") == 2
    said = capsys.readouterr().err
    assert words in said
    assert "line 1" in said


def test_a_cell_that_is_too_long_for_a_table_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tables(tmp_path)
    long = f"ash/01,framework.31,2026-01-02,st-09,met,,{'x' * 140_000},,,\n"
    (home / "in.csv").write_text(f"{HEAD}{long}", encoding="utf-8")
    assert estates("import", home, home / "in.csv") == 2
    assert "line 2: it is no CSV" in capsys.readouterr().err


HEAD = "room,clause,at,by,found,value,words,severity,owner,due\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ash/99,framework.31,2025-10-30,st-09,met", "ash/99 is no room of this site"),
        ("ash/03,framework.99,2025-10-30,st-09,met", "there is no clause framework.99"),
        ("ash/03,framework.31,yesterday,st-09,met", "is no time like"),
        ("ash/03,framework.31,2025-10-30,,met", "has to say who"),
        ("ash/03,framework.31,2025-10-30,st-09,perhaps", "is none of met, not met"),
        ("ash/03,framework.25,2025-10-30,st-09,met,near", "is no number"),
        ("ash/03,framework.25,2025-10-30,st-09,met,nan", "is no number"),
        ("ash/03,framework.31,2025-10-30,st-09,not met,,bent,bad,estates,9", "is none of danger"),
        ("ash/03,framework.31,2025-10-30,st-09,not met,,bent,worn,estates,soon", "is no day"),
        ("ash/03,framework.31,2025-10-30,st-09,not met,,bent", "Not met: say how grave it is"),
        ("ash/03,framework.31,2025-10-30,st-77,met", "is not known here"),
        ("ash/03,framework.25,2025-10-30,st-09,met", "Give the number: distance from button"),
        ("ash/03,framework.25,2025-10-30,st-09,met,2.0", "By that number it is not met"),
        ("ash/03,framework.22,2025-10-30,st-09,met", "The room measures that itself"),
        ("ash/03,code.communication,2025-10-30,st-09,met", "That is answered by"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_taken(
    home: Path, tmp_path: Path, row: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    right = "ash/02,framework.31,2024-03-01,st-09,met"
    table = tmp_path / "table.csv"
    table.write_text(f"{HEAD}{right}\n{row}\n", encoding="utf-8")
    assert estates("import", home, table) in (1, 2)
    said = capsys.readouterr().err
    assert "line 3" in said
    assert words in said
    assert "Nothing was taken" in said
    table.write_text(HEAD, encoding="utf-8")
    assert estates("export", home, "-o", tmp_path / "out.csv") == 0
    assert "2024-03-01" not in (tmp_path / "out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--zone", "Nowhere/Bad"), "--zone is Nowhere/Bad; expected one like Europe/London."),
        (("--zone", "../../etc/passwd"), "expected one like Europe/London."),
        (("--until", "0001-01-01T00:00+14:00"), "--until is 0001-01-01T00:00+14:00; expected"),
        (("--until", "soon"), "--until is soon; expected"),
    ],
)
def test_what_cannot_be_simulated_is_said_in_a_sentence(
    tmp_path: Path, more: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["estates", "simulate", "--home", str(tmp_path / "x"), *more]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
