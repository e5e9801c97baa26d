"""`attune profile`: what suited somebody goes along to their next home, and nothing else does."""

import json
from pathlib import Path

import pytest

from attune.__main__ import main
from hub.profile_acts import SignProfile
from tests.brokers import free_port
from tests.browser.suited import THEIRS, suited
from tests.hub.panel.night import ASH_2, PIN
from tests.hub.panel.served import Served, served


def configured(folder: Path, port: int) -> str:
    path = folder / "hub.toml"
    path.write_text(f'[site]\nrooms = ["ash/02", "ash/03", "ash/04"]\n[panel]\nport = {port}\n')
    return str(path)


def exported(folder: Path, panel: Served) -> Path:
    to = folder / "jt.json"
    assert (
        main(["profile", "export", configured(folder, panel.port), "ash/04", "--to", str(to)]) == 0
    )
    return to


def brings(folder: Path, panel: Served, file: Path, by: str, room: str = "ash/02") -> int:
    pin = folder / "pin"
    pin.write_text(PIN[by])
    return main([
        "profile", "import", configured(folder, panel.port), room, str(file),
        "--by", by, "--pin-file", str(pin),
    ])  # fmt: skip


def test_what_goes_along_is_what_suits_them_and_what_they_chose_and_no_more(tmp_path: Path) -> None:
    with served(suited()) as panel:
        document = json.loads(exported(tmp_path, panel).read_text(encoding="utf-8"))
    assert document["initials"] == "J.T."
    assert document["profile"]["helps"] == "ear defenders\nthe weighted blanket"
    assert [one["asked"]["lux"] for one in document["choices"]] == [1.0]
    said = json.dumps(document)
    assert "p-17" not in said, "no reference of this hospital's"
    assert "risk to others" not in said, "nothing of why they were confined"


def test_it_is_brought_in_by_an_assessor_and_says_where_it_comes_from(tmp_path: Path) -> None:
    with served(suited()) as panel:
        assert brings(tmp_path, panel, exported(tmp_path, panel), "st-03") == 0
        assert panel.desk.acts == [
            SignProfile(ASH_2, "st-03", THEIRS, brought=True),
        ]
        own = panel.desk.state(ASH_2).suits
    assert own is not None
    assert own.profile is not None
    assert (own.profile.version, own.profile.source.value, own.profile.assessed_by) == (
        1,
        "brought from where they were before",
        "O.T.",
    )


def test_whoever_may_not_sign_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(suited()) as panel:
        assert brings(tmp_path, panel, exported(tmp_path, panel), "st-01") == 1
        assert panel.desk.state(ASH_2).suits is None
    assert "may not sign a sensory profile" in capsys.readouterr().err


@pytest.mark.hazard("H-48")
def test_a_wards_default_is_nobodys_and_goes_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(suited()) as panel:
        assert main(["profile", "export", configured(tmp_path, panel.port), "ash/03"]) == 1
    assert "a ward default goes nowhere" in capsys.readouterr().err


def test_it_is_shown_in_words_and_as_a_page_that_asks_nobody_for_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(suited()) as panel:
        file = exported(tmp_path, panel)
    assert main(["profile", "show", str(file)]) == 0
    told = capsys.readouterr().out
    assert "What suits J.T." in told
    assert "07:00 morning, 80 lux, main, 3000 K" in told
    assert "keys on the door" in told
    assert "night light 1 lux" in told
    page = tmp_path / "jt.html"
    assert main(["profile", "show", str(file), "--page", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert "<h1>What suits J.T.</h1>" in html
    assert "http" not in html


def test_whatever_is_written_in_a_file_is_words_and_no_page_of_its_own(tmp_path: Path) -> None:
    with served(suited()) as panel:
        file = exported(tmp_path, panel)
    said = json.loads(file.read_text(encoding="utf-8"))
    said["profile"]["helps"] = "<script>alert(1)</script>"
    file.write_text(json.dumps(said), encoding="utf-8")
    page = tmp_path / "jt.html"
    assert main(["profile", "show", str(file), "--page", str(page)]) == 0
    assert "<script>" not in page.read_text(encoding="utf-8")


@pytest.mark.hazard("H-45")
@pytest.mark.parametrize(
    ("field", "value"), [("temperature_c", 30.0), ("light_pace_per_s", 1.0), ("temperature_c", "x")]
)
def test_a_file_that_leaves_the_hard_bounds_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], field: str, value: object
) -> None:
    with served(suited()) as panel:
        file = exported(tmp_path, panel)
        said = json.loads(file.read_text(encoding="utf-8"))
        said["profile"][field] = value
        file.write_text(json.dumps(said), encoding="utf-8")
        assert brings(tmp_path, panel, file, "st-03") == 2
        assert panel.desk.acts == []
    assert f"is no sensory profile: profile.{field}" in capsys.readouterr().err


def test_no_file_and_no_hub_are_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "show", str(tmp_path / "none.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["profile", "export", configured(tmp_path, free_port()), "ash/04"]) == 2
    assert "no hub answers" in capsys.readouterr().err
