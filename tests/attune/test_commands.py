"""Whoever types a command wrongly reads one sentence; whoever reads the log, one voice."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import edge.config
import firmware_sim.config
import hub.config
from attune import voice
from attune.__main__ import HUB_FILE, NODE_FILE, SIM_FILE, main

SIX = datetime(2026, 11, 23, 6, 25, 42, tzinfo=UTC)


def sentence(captured: pytest.CaptureFixture[str]) -> str:
    said = captured.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "url", ["foo", "mqtt://", "mqtt://127.0.0.1:99999", "mqtt://[::1", "mqtt://h:x", "http://h:1"]
)
def test_a_broker_that_cannot_be_is_refused_by_what_was_typed(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--home", str(tmp_path), "--port", "18931", "--broker", url]) == 2
    assert sentence(capsys) == f"attune: --broker must look like mqtt://127.0.0.1:1883, not {url}"


@pytest.mark.parametrize("port", ["0", "-1", "99999", "abc", "1883.5"])
def test_a_broker_is_not_started_on_a_port_that_cannot_be(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["broker", f"--port={port}"])
    assert refused.value.code == 2
    assert sentence(capsys).endswith(f"must be 1 to 65535, not {port}")


def test_the_contract_cannot_be_written_where_a_file_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["wire", str(tmp_path / "file")]) == 2
    assert sentence(capsys) == f"attune: cannot write into {tmp_path / 'file'}: File exists"


@pytest.mark.parametrize("program", ["node", "hub", "sim"])
def test_each_program_refuses_a_missing_file_in_one_plain_sentence(
    program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.toml"
    assert main([program, str(missing)]) == 2
    assert sentence(capsys).startswith(f"{missing}")


def test_a_line_of_the_log_is_time_program_and_sentence() -> None:
    assert (
        voice.line("ash/04", "they leave the door", SIX) == "06:25:42 ash/04  they leave the door"
    )


@pytest.mark.parametrize(("level", "said"), [("INFO", "so"), ("WARNING", "warning: so")])
def test_under_a_supervisor_a_program_says_the_sentence_alone(
    level: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(voice.SUPERVISED, "1")
    record = logging.LogRecord("hub", getattr(logging, level), "", 0, "so", None, None)
    assert voice._Voice("hub").format(record) == said


@pytest.mark.parametrize(
    ("taught", "load"),
    [
        (NODE_FILE, edge.config.load),
        (HUB_FILE, hub.config.load),
        (SIM_FILE, firmware_sim.config.load),
    ],
)
def test_the_file_that_help_teaches_is_one_that_works(
    taught: str, load: Callable[[Path], object], tmp_path: Path
) -> None:
    lines = [text.strip() for text in taught.splitlines() if text.startswith("  ")]
    file = tmp_path / "taught.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert load(file)
