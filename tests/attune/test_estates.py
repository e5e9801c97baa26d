"""The simulated site: all that was planted is found, and nothing else is."""

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from attune.__main__ import main
from attune.estates.gathered import Asked, Site, site
from hub.config import load
from hub.outside import standards

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
