"""`attune dashboards`: pushed into a Grafana once, or one sentence that says why not."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from attune.__main__ import main
from attune.dashboards.boards import BOARDS
from attune.dashboards.written import FOLDER, FOLDER_UID, SOURCE, SOURCE_NAME
from tests.attune.grafana import ALLOWED, Grafana

FILES = Path(__file__).parents[2] / "dashboards"
HUB = """
[site]
rooms = ["ash/01"]
[influxdb]
url = "https://influxdb.example:8086"
bucket = "ward"
"""

Push = Callable[..., int]


@pytest.fixture
def grafana() -> Iterator[Grafana]:
    found = Grafana()
    yield found
    found.close()


@pytest.fixture
def push(tmp_path: Path, grafana: Grafana) -> Push:
    (tmp_path / "hub.toml").write_text(HUB)
    (tmp_path / "token").write_text(f"{ALLOWED}\n")

    def pushed(*more: str, url: str = "", by: str = "token", boards: Path = FILES) -> int:
        words = ["dashboards", "push", str(tmp_path / "hub.toml"), url or grafana.url]
        token_file = ["--token-file", str(tmp_path / by)] if by else []
        return main([*words, *token_file, "--boards", str(boards), *more])

    return pushed


def test_all_of_it_is_pushed_and_then_left_alone(
    push: Push, grafana: Grafana, capsys: pytest.CaptureFixture[str]
) -> None:
    assert push() == 0
    made = capsys.readouterr().out.splitlines()
    assert made[:2] == [f"folder {FOLDER}: made", f"data source {SOURCE_NAME}: made"]
    assert sorted(made[2:]) == sorted(f"{board.title} (not live): made" for board in BOARDS)
    assert set(grafana.boards) == {board.uid for board in BOARDS}
    assert {board["folder"] for board in grafana.boards.values()} == {FOLDER_UID}
    calls = len(grafana.calls)
    assert push() == 0
    again = capsys.readouterr().out.splitlines()
    assert again[:2] == [f"folder {FOLDER}: is there", f"data source {SOURCE_NAME}: told anew"]
    assert all(line.endswith(": is there") for line in again[2:])
    assert {board["version"] for board in grafana.boards.values()} == {1}
    written = [path for method, path in grafana.calls[calls:] if method != "GET"]
    assert written == ["/grafana/api/datasources/7"]


def test_the_data_source_is_the_hubs_own_database(
    push: Push, grafana: Grafana, tmp_path: Path
) -> None:
    assert push() == 0
    (source,) = grafana.sources
    assert (source["url"], source["database"]) == ("https://influxdb.example:8086", "ward")
    assert source["secureJsonData"] == {}
    (tmp_path / "read").write_text("only-reads\n")
    more = "--database-url", "https://influxdb:8087", "--read-token-file", str(tmp_path / "read")
    assert push(*more) == 0
    (source,) = grafana.sources
    assert source["url"] == "https://influxdb:8087"
    assert source["secureJsonData"] == {"httpHeaderValue1": "Token only-reads"}


def test_a_board_that_somebody_changed_is_made_right_again(
    push: Push, grafana: Grafana, capsys: pytest.CaptureFixture[str]
) -> None:
    assert push() == 0
    capsys.readouterr()
    grafana.boards["attune-ward"]["panels"] = []
    assert push() == 0
    assert "Ward (not live): changed" in capsys.readouterr().out
    assert len(grafana.boards["attune-ward"]["panels"]) > 5


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((403, {"message": "Access denied"}), "this token may not do that; it needs the role"),
        ((500, {"message": "boom"}), "fails (500)."),
        ((422, {"message": "what"}), "refuses (422)."),
        ((200, "<html>Welcome</html>"), "does not answer as a Grafana does"),
    ],
)
def test_a_grafana_that_refuses_is_told_of_in_one_sentence(
    push: Push,
    grafana: Grafana,
    capsys: pytest.CaptureFixture[str],
    answers: tuple[int, object],
    said: str,
) -> None:
    grafana.answers = answers
    assert push() == 1
    found = capsys.readouterr()
    assert said in found.err
    assert found.err.count("\n") == 1
    assert "Traceback" not in found.err
    assert ALLOWED not in found.err + found.out


@pytest.mark.parametrize("answers", [[], "x", 7, {"uid": SOURCE["uid"]}])
@pytest.mark.parametrize("kind", ["datasources", "dashboards", ""])
def test_what_is_no_grafana_is_told_of_in_one_sentence(
    push: Push, grafana: Grafana, capsys: pytest.CaptureFixture[str], answers: object, kind: str
) -> None:
    grafana.odd = kind, answers
    assert push() == 1
    found = capsys.readouterr().err
    assert "does not answer as a Grafana does" in found
    assert found.count("\n") == 1


@pytest.mark.parametrize(
    "url", ["http://influxdb:8086", "https://me:secret@influxdb", "influxdb", "ftp://influxdb"]
)
def test_a_token_to_read_by_goes_to_no_database_in_the_clear(
    push: Push, grafana: Grafana, tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    (tmp_path / "read").write_text("only-reads\n")
    assert push("--database-url", url, "--read-token-file", str(tmp_path / "read")) == 2
    said = capsys.readouterr().err
    assert "--database-url: expected an address like" in said
    assert "secret" not in said
    assert grafana.calls == []


def test_a_token_that_grafana_does_not_take_is_said_and_not_shown(
    push: Push, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").write_text("of-nobody")
    assert push(by="other") == 1
    said = capsys.readouterr().err
    assert "does not take this token." in said
    assert "of-nobody" not in said


def test_a_data_source_of_somebody_else_by_that_name_is_left_alone(
    push: Push, grafana: Grafana, capsys: pytest.CaptureFixture[str]
) -> None:
    grafana.sources.append({"id": 7, "uid": "theirs", "name": SOURCE_NAME, "type": "prometheus"})
    assert push() == 1
    assert f"has another data source named {SOURCE_NAME}" in capsys.readouterr().err
    assert grafana.sources[0]["type"] == "prometheus"


def test_a_grafana_that_is_not_there_is_said_so(
    push: Push, grafana: Grafana, capsys: pytest.CaptureFixture[str]
) -> None:
    grafana.close()
    assert push() == 2
    assert f"nobody answers at {grafana.url} (ConnectionError)." in capsys.readouterr().err


def test_what_cannot_be_tried_is_said_before_anything_is_sent(
    push: Push,
    grafana: Grafana,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("ATTUNE_GRAFANA_TOKEN", raising=False)
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "one.json").write_text('{"title": "no uid"}')
    tried = (
        (push(by=""), "there is no token: name its file with --token-file, or set ATTUNE_GRAF"),
        (push(by="gone"), "gone cannot be read; expected a file that holds only a token."),
        (push(url="http://grafana.example"), "Grafana must be at an address like"),
        (push(url="grafana.example"), "Grafana must be at an address like"),
        (push(boards=tmp_path / "none"), "holds no dashboards; name a folder of them"),
        (push(boards=tmp_path / "wrong"), "one.json is no dashboard: no JSON with a uid and a"),
    )
    lines = capsys.readouterr().err.splitlines()
    for (status, said), line in zip(tried, lines, strict=True):
        assert status == 2
        assert said in line
    (tmp_path / "hub.toml").write_text('[site]\nrooms = ["ash/01"]\n')
    assert push() == 2
    assert "names no series database; expected a table [influxdb]." in capsys.readouterr().err
    assert grafana.calls == []


def test_what_is_provisioned_is_what_is_pushed() -> None:
    folder = FILES / "provisioning"
    (source,) = yaml.safe_load((folder / "datasources" / "attune.yaml").read_text())["datasources"]
    assert {key: source[key] for key in SOURCE} == SOURCE
    assert source["name"] == SOURCE_NAME
    (provider,) = yaml.safe_load((folder / "dashboards" / "attune.yaml").read_text())["providers"]
    assert (provider["folder"], provider["folderUid"]) == (FOLDER, FOLDER_UID)


def test_the_files_can_be_written_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dashboards", "write", str(tmp_path / "new")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(BOARDS)
    for path in (tmp_path / "new").glob("*.json"):
        assert json.loads(path.read_text()) == json.loads((FILES / path.name).read_text())
    (tmp_path / "file").touch()
    assert main(["dashboards", "write", str(tmp_path / "file")]) == 2
