"""An SD card lasts: a node writes little in an hour, and readings that arrive are not written."""

from pathlib import Path

import pytest

from tests.bench.sd_card import measured, written_bytes

HALF_AN_HOUR_S = 1_800


def counts(folder: Path) -> bool:
    """Whether this folder is on a disk whose bytes the kernel counts."""
    before = written_bytes()
    (folder / "probe").write_bytes(b"x" * 65_536)
    return written_bytes() > before


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize(("hub", "commits_most", "mebibytes_most"), [(True, 60, 1), (False, 90, 2)])
def test_an_hour_writes_little_and_a_commit_is_for_what_happened_or_a_whole_minute(
    hub: bool, commits_most: int, mebibytes_most: float, tmp_path: Path
) -> None:
    written, commits, _ = measured(tmp_path, hub=hub, seconds=HALF_AN_HOUR_S)
    assert 20 < commits <= commits_most
    if not counts(tmp_path):
        pytest.skip("the kernel counts no bytes for this folder")
    assert 0 < written < mebibytes_most
