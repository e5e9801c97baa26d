"""Tests on real recordings are never silently left out where it counts."""

from pathlib import Path

import pytest

from tests.conftest import recordings_in, where_shared


def test_recordings_that_lie_there_are_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert recordings_in(tmp_path, must=True) == tmp_path / "data"


def test_missing_recordings_skip_a_test_and_say_why(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="ATTUNE_SHARED"):
        recordings_in(tmp_path, must=False)


def test_missing_recordings_fail_a_test_that_must_run(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="ATTUNE_SHARED"):
        recordings_in(tmp_path, must=True)


def test_where_they_lie_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTUNE_SHARED", str(tmp_path))
    assert where_shared() == tmp_path
