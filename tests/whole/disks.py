"""A disk small enough to be filled: a file system of a few megabytes in memory."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CHUNK = 4096


class SmallDisk:
    """Mounted at ``at``. Full, it takes not one page more."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self._filler = at / "filler"

    def fill(self) -> None:
        """As when something else on the disk took all there was."""
        try:
            with self._filler.open("ab", buffering=0) as filler:
                while True:
                    filler.write(bytes(CHUNK))
        except OSError as full:
            if full.errno != errno.ENOSPC:
                raise

    def free(self) -> None:
        self._filler.unlink()

    def only_read(self) -> None:
        """Nobody may have a file of it open for writing."""
        _mount("-o", "remount,ro", str(self.at))

    def written_again(self) -> None:
        _mount("-o", "remount,rw", str(self.at))


@contextmanager
def small_disk(at: Path, mebibytes: int = 4) -> Iterator[SmallDisk]:
    """Skips the test where this user may not mount one."""
    at.mkdir(parents=True, exist_ok=True)
    try:
        _mount("-t", "tmpfs", "-o", f"size={mebibytes}m", "attune-tests", str(at))
    except (OSError, subprocess.CalledProcessError) as refused:
        pytest.skip(f"no small disk can be mounted here, so it cannot be filled: {refused}")
    try:
        yield SmallDisk(at)
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True, capture_output=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)
