"""`attune vitals`, as somebody at a prompt meets it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from attune.__main__ import main
from attune.vitals.recording import RecordingError, load
from tests.bench.vitals import bodies

KEYS = [
    "t", "breathing", "breathing_quality", "breathing_doubt",
    "heart", "heart_quality", "heart_doubt", "presence", "no_breathing_s",
]  # fmt: skip


@pytest.fixture(scope="module")
def sleeper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody asleep for seventy seconds, who then stops breathing."""
    path = tmp_path_factory.mktemp("vitals") / "sleeper.npz"
    mm = bodies.lying(14, 66, 1, 90)
    mm[1400:] = mm[1400]
    np.savez(path, rate_hz=20.0, iq=bodies.echoes(mm, np.random.default_rng(1)))
    return path


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_every_so_often_has_these_keys_and_no_others(
    sleeper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vitals", str(sleeper), "--json", "--every", "15", "--window", "30"]) == 0
    lines = lines_of(capsys)
    assert [line["t"] for line in lines] == [15, 30, 45, 60, 75, 90]
    assert all(list(line) == KEYS for line in lines)


def test_a_rate_a_doubt_and_a_stop_look_different(
    sleeper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vitals", str(sleeper), "--json"]) == 0
    at = {line["t"]: line for line in lines_of(capsys)}
    assert at[10]["breathing_doubt"] == "settling"
    assert abs(float(str(at[60]["breathing"])) - 14) < 1.5
    assert at[60]["breathing_doubt"] is at[60]["no_breathing_s"] is None
    assert at[90]["breathing"] is at[90]["breathing_doubt"] is None
    assert abs(float(str(at[90]["no_breathing_s"])) - 20) < 3


def test_a_picture_is_a_png(sleeper: Path, tmp_path: Path) -> None:
    assert main(["vitals", str(sleeper), "--plot", str(tmp_path / "out.png")]) == 0
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


WRONG: dict[str, dict[str, Any]] = {
    "no rate": {"iq": np.ones((400, 4), complex)},
    "both": {"rate_hz": 20.0, "iq": np.ones((400, 4), complex), "phase": np.ones((400, 1))},
    "neither": {"rate_hz": 20.0},
    "a rate of nothing": {"rate_hz": 0.0, "phase": np.ones((400, 1))},
    "a rate that is none": {"rate_hz": np.nan, "phase": np.ones((400, 1))},
    "two rates": {"rate_hz": [20.0, 30.0], "phase": np.ones((400, 1))},
    "words": {"rate_hz": 20.0, "phase": np.full((400, 1), "x")},
    "iq that is real": {"rate_hz": 20.0, "iq": np.ones((400, 4))},
    "phase that is complex": {"rate_hz": 20.0, "phase": np.ones((400, 1), complex)},
    "too many dimensions": {"rate_hz": 20.0, "phase": np.ones((40, 4, 4))},
    "no channels": {"rate_hz": 20.0, "phase": np.ones((400, 0))},
    "hardly anything": {"rate_hz": 20.0, "phase": np.ones((3, 1))},
    "an object": {"rate_hz": 20.0, "phase": np.array([{}] * 400)},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_of_something_else_is_refused_in_one_sentence(
    wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.npz"
    np.savez(path, **WRONG[wrong])
    assert main(["vitals", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("attune: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", b"hello"])
def test_torn_and_foreign_files_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "torn.npz"
    path.write_bytes(content)
    with pytest.raises(RecordingError):
        load(path)


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.npz"):
        assert main(["vitals", str(path)]) == 2


def test_what_holds_no_numbers_is_a_sensor_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    np.savez(tmp_path / "nan.npz", rate_hz=20.0, phase=np.full((400, 1), np.nan))
    assert main(["vitals", str(tmp_path / "nan.npz"), "--json"]) == 0
    assert [line["breathing_doubt"] for line in lines_of(capsys)] == ["sensor lost"] * 2
