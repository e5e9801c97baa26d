"""The report on a site: a page to look at first, every answer in words, tagged, the same twice."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image

from attune.__main__ import main
from attune.estates.check import as_text, fit_for_use
from attune.estates.gathered import KeptUp, Site
from attune.estates.page import page
from attune.estates.report import PAGE, as_csv, as_json, as_pdf
from attune.export.shown import all_shown
from hub.estates.answers import Answer
from hub.estates.evidence import KEPT_WELL
from hub.outside.photographs import PHOTOGRAPHS, FolderOfPhotographs, plain
from hub.rooms.kept_up import ALLOWED_MOST
from hub.rooms.upkeep import Defect, Found, Regardless, Severity, Upkeep
from hub.rooms.upkeep_facts import (
    DefectChecked,
    DefectMended,
    Inspected,
    Noted,
    OfUpkeep,
    UsedRegardless,
)
from hub.staff.register import Register
from tests.attune.test_estates import DAYS, TIME, held, made
from tests.hub.panel.test_photographs import a_photograph
from tests.hub.world import ASH_4
from ward.care import Role, Staff
from ward.rooms import RoomId
from ward.units import Instant, hours

pytestmark = pytest.mark.hazard("H-60")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("report") / "site", 3)


@pytest.fixture(scope="module")
def found(home: Path) -> Site:
    return held(home, like=True)


@pytest.fixture(scope="module")
def shown(found: Site) -> dict[str, Any]:
    return page(found)


def test_the_same_site_makes_the_same_tagged_bytes(home: Path, found: Site) -> None:
    made_now = as_pdf(found)
    assert made_now.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made_now
    assert made_now == as_pdf(held(home, like=True))


def test_every_answer_of_every_room_is_on_the_page(found: Site, shown: dict[str, Any]) -> None:
    for room in shown["rooms"]:
        assert len(room["answers"]) == len(shown["heads"])
    for place, clause in enumerate(shown["clauses"]):
        open_ = {one["room"] for one in clause["open"]}
        answers = {str(room): each[place] for room, each in found.standings.items()}
        assert open_ == {room for room, one in answers.items() if one.is_open}
        met = {room for room, one in answers.items() if one.answer is Answer.MET}
        assert set(clause["met"].split(", ")) - {""} == met
        aside = {room for room, one in answers.items() if one.answer is Answer.NOT_APPLICABLE}
        assert {room for room, _ in clause["aside"]} == aside


def test_what_is_not_met_says_why_and_since_when(shown: dict[str, Any]) -> None:
    warmth = next(one for one in shown["clauses"] if one["id"] == "framework.40")
    hot = [one for one in warmth["open"] if one["answer"] == Answer.UNMET]
    assert hot
    assert all("worst hour" in one["because"] and one["when"].startswith("first") for one in hot)
    assert all(len(one["days"]) == DAYS and not all(one["days"]) for one in hot)


def test_no_proposal_passes_for_law(shown: dict[str, Any]) -> None:
    proposals = [one for one in shown["clauses"] if one["id"].startswith("framework.")]
    assert all("framework proposal" in one["by"] for one in proposals)


def test_a_day_that_nobody_measured_is_no_stroke(found: Site, shown: dict[str, Any]) -> None:
    silent = [one for one in shown["like"] if one["known"] == 0]
    assert silent
    assert all(set(map(len, one["warm"])) == {0} for one in silent)
    assert all("not measured" in one["words"] for one in silent)


def pages(shown: dict[str, Any], root: Path) -> list[Image.Image]:
    """As they are printed."""
    compiler = typst.Compiler(
        PAGE.read_bytes(), root=root, ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(all_shown(shown))},
    )  # fmt: skip
    printed = compiler.compile(format="png", ppi=72)
    assert isinstance(printed, list)
    return [Image.open(BytesIO(one)).convert("L") for one in printed if isinstance(one, bytes)]


def test_each_page_of_what_the_rooms_were_like_says_what_its_columns_are(
    shown: dict[str, Any], tmp_path: Path
) -> None:
    for many in (45, 60):
        of_many = {**shown, "photographs": [], "like": shown["like"][:1] * many}
        *_, first, second = pages(of_many, tmp_path)
        last = second.crop((150, 38, 560, 48))
        assert last.getextrema()[0] < 128, "its heads stand there"
        assert {last.getpixel((110, n)) for n in range(10)} == {255}, "and no room"
        assert first.tobytes() != second.tobytes()


def test_the_table_and_the_json_say_the_same(found: Site) -> None:
    rows = list(csv.DictReader(as_csv(found).decode().splitlines()))
    said = json.loads(as_json(found))
    assert [row["answer"] for row in rows] == [row["answer"] for row in said["answers"]]
    assert said["about"] == "Attune is not a certified medical device."
    assert len(said["like"]) == len(found.standings)


def test_what_is_broken_stands_there_with_whose_it_is_and_by_when(
    found: Site, shown: dict[str, Any]
) -> None:
    noted = [one for upkeep in found.upkeeps.values() for one in upkeep.open]
    assert noted
    assert len(shown["defects"]) == len(noted)
    assert all(row[4] == "estates" and row[6] == "open" for row in shown["defects"])


def test_who_answers_for_a_room_that_is_not_fit_goes_to_the_report(found: Site) -> None:
    room = next(iter(found.standings))
    said = Regardless(found.asked.until - hours(2), "st-03", "no other room", ("framework.40",))
    before = Regardless(found.asked.since - hours(2), "st-03", "long ago", ("framework.40",))
    upkeep = Upkeep(regardless=(before, said))
    shown = page(replace(found, upkeeps={room: upkeep}))
    assert [row[2:] for row in shown["regardless"]] == [["st-03", "no other room", "framework.40"]]


def endangered(found: Site, clause: str) -> tuple[RoomId, Site]:
    """One room in which all is met, with a danger that is open."""
    room, until = next(iter(found.standings)), found.asked.until
    met = tuple(replace(one, answer=Answer.MET) for one in found.standings[room])
    danger = Defect(
        "d-1", clause, "a sharp edge", Severity.DANGER, "estates", until.date(), until - hours(5),
        "st-09",
    )  # fmt: skip
    asked = found.asked._replace(rooms=(room,))
    upkeeps = {room: Upkeep(defects=(danger,))}
    return room, replace(found, asked=asked, standings={room: met}, upkeeps=upkeeps)


@pytest.mark.parametrize("clause", ["local.water", "trust.no-more"])
def test_an_open_danger_is_no_fit_room_in_any_of_them(found: Site, clause: str) -> None:
    room, one = endangered(found, clause)
    assert not fit_for_use(one, room).is_fit
    text = "\n".join(as_text(one, everything=False))
    assert f"{room}  NOT FIT, 1 danger open" in text
    assert "0 rooms are fit" in text
    shown = page(one)
    assert shown["rooms"][0]["lacks"] == 1
    assert "not fit for use: a sharp edge." in shown["sentences"][0]
    safe = replace(one, upkeeps={})
    assert "1 rooms are fit" in "\n".join(as_text(safe, everything=False))
    two = replace(one, standings={**found.standings, **one.standings})
    assert any(f"not fit for use, in {room}." in said for said in page(two)["sentences"])


# ---- as it stood by the end of the time ----------------------------------------------------------


def kept(until: Instant, *facts: OfUpkeep) -> KeptUp:
    told = KeptUp(until)
    for fact in facts:
        told.feed(fact)
    return told


def of_july() -> tuple[OfUpkeep, ...]:
    """Found on the 3rd and due on the 20th; mended and checked on the 5th of August."""
    found_at, over = datetime(2026, 7, 3, 9, tzinfo=UTC), datetime(2026, 8, 5, 9, tzinfo=UTC)
    noted = Noted(id="d", severity=Severity.DANGER, owner="E.V.", due=date(2026, 7, 20))
    return (
        Inspected(
            room=ASH_4, at=found_at, clause="framework.31", looked_at=found_at, by="st-09",
            found=Found.UNMET, words="bent", defect=noted,
        ),
        DefectMended(room=ASH_4, at=over, id="d", by="st-09", words="new hinge"),
        DefectChecked(
            room=ASH_4, at=over + hours(1), id="d", clause="framework.31", by="st-03", holds=True
        ),
    )  # fmt: skip


@pytest.mark.hazard("H-61")
def test_a_report_of_a_month_that_is_over_shows_what_was_broken_then() -> None:
    july, september = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
    then = kept(july, *of_july())
    assert [one.id for one in then.upkeeps[ASH_4].open] == ["d"]
    late = [one for one in then.seen(UTC) if one.clause == KEPT_WELL]
    assert [one.at.date() for one in late] == [date(2026, 7, 21)]
    later = kept(september, *of_july())
    assert later.upkeeps[ASH_4].open == ()
    assert [one.found for one in later.seen(UTC)] == [Found.UNMET, Found.MET]
    assert kept(datetime(2026, 7, 1, tzinfo=UTC), *of_july()).upkeeps == {}


@pytest.mark.hazard("H-62")
def test_every_answer_for_the_use_of_a_room_goes_to_the_report() -> None:
    begins = datetime(2026, 7, 1, tzinfo=UTC)
    said = [
        UsedRegardless(room=ASH_4, at=begins + hours(n), by="st-03", why=f"{n}", lacking=("a.b",))
        for n in range(2 * ALLOWED_MOST)
    ]
    told = kept(begins + hours(30), *said).upkeeps[ASH_4].regardless
    assert [one.why for one in told] == [f"{n}" for n in range(30)]


def test_of_a_single_room_it_is_said_what_is_not_met_and_what_is_not_known(found: Site) -> None:
    for room, standings in found.standings.items():
        said = " ".join(page(replace(found, standings={room: standings}))["sentences"])
        open_ = [one for one in standings if one.clause.must and one.is_open]
        unmet = [one.clause.heading for one in open_ if one.answer is Answer.UNMET]
        assert ("that are not met" in said) == bool(unmet)
        assert ("Every must-have" in said) == (not open_)
        assert all(one.clause.heading in said for one in open_)
        assert "never counted as met" in said


def test_nobody_who_lived_there_is_named(found: Site) -> None:
    for text in (as_csv(found), as_json(found), json.dumps(page(found)).encode()):
        assert b"S.M." not in text
        assert b"p-ash" not in text


def report(home: Path, *arguments: object) -> int:
    return main(["estates", "report", str(home / "hub.toml"), *TIME, *map(str, arguments)])


def test_three_files_are_written_once_and_never_over_something_else(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(home, "--room", "ash/03", "-o", tmp_path) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"estates-ash-03-20251018-20251101.{end}" for end in ("csv", "json", "pdf")]
    assert report(home, "--room", "ash/03", "-o", tmp_path) == 0
    other = tmp_path / names[0]
    assert report(home, "--ward", "elm", "-o", other) == 2
    assert "is there already and says otherwise" in capsys.readouterr().err


def test_where_nothing_can_be_written_it_says_so(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert report(home, "--room", "ash/03", "-o", tmp_path / "file" / "out.csv") == 2
    assert "cannot be written" in capsys.readouterr().err


# ---- by name, and as it was photographed ---------------------------------------------------------


def broken(found: Site, photograph: str = "") -> Site:
    """One room with one defect, found and said to be mended by somebody who has left since."""
    room, until = next(iter(found.standings)), found.asked.until
    defect = Defect(
        "d-1", "framework.25", "it hangs loose", Severity.BROKEN, "Hale & Sons", until.date(),
        until - hours(5), "st-06", until - hours(1), "st-06", "screwed on", photograph,
        first_due=until.date() - timedelta(days=3),
    )  # fmt: skip
    gone = Staff(ref="st-06", initials="E.V.", role=Role.ESTATES, badge="0433333333")
    register = Register(left={gone.ref: gone})
    return replace(found, upkeeps={room: Upkeep(defects=(defect,))}, register=register)


def test_whoever_is_named_is_named_by_initials_also_when_they_have_left(found: Site) -> None:
    shown = page(broken(found, "a" * 64))
    (row,) = shown["defects"]
    assert "mended by E.V., not checked" in row
    assert "first" in row[5], "the day that it was put off from"
    (picture,) = shown["photographs"]
    assert "it hangs loose, by E.V. on" in picture["words"]


def test_what_is_broken_is_shown_as_it_was_photographed_or_it_is_said_why_not(
    found: Site, tmp_path: Path
) -> None:
    kept = FolderOfPhotographs(tmp_path / PHOTOGRAPHS)
    name = kept.keep(a_photograph())
    kept.settle(name, stands=True)
    here = replace(found, asked=found.asked._replace(store=tmp_path / "hub.db"))
    shown = as_pdf(broken(here, name))
    assert b"/DCTDecode" in shown, "the picture itself is in it"
    assert shown == as_pdf(broken(here, name)), "the same site makes the same bytes"
    (tmp_path / PHOTOGRAPHS / f"{name}.jpg").write_bytes(plain(a_photograph(colour="red")))
    assert b"/DCTDecode" not in as_pdf(broken(here, name)), "another is not shown under its name"
    (tmp_path / PHOTOGRAPHS / f"{name}.jpg").unlink()
    assert b"/DCTDecode" not in as_pdf(broken(here, name))
