"""The power is cut at every single write to a node's file, torn ones too: it wakes as it was.

Surprising: nothing is killed. A node's writes are written down once, in order, by a library between
SQLite and the disk; then the file is made anew as each of them would have left it.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from edge.act.whose_word import ROOM, RoomKept
from edge.memory import CARE, Memory
from edge.outside.outbox_file import look_into
from edge.parcel import name_of
from tests.conftest import CHECKOUT
from tests.edge.night import ASH_4
from ward.care import Care

pytestmark = [pytest.mark.hazard("H-07"), pytest.mark.hazard("H-52")]
HEAD = struct.Struct("<cbqq")
WRITTEN, CUT, SYNCED, SAID = b"W", b"T", b"S", b"M"


@dataclass(frozen=True)
class Step:
    """One write, cut or sync of the file (0) or its log (1); or what was said to be stored."""

    what: bytes
    file: int
    offset: int
    length: int
    data: bytes


@dataclass
class Disk:
    """The two files as they would be found. What was not synced may be there, or not."""

    files: list[bytearray] = field(default_factory=lambda: [bytearray(), bytearray()])
    synced: list[bytes] = field(default_factory=lambda: [b"", b""])

    def takes(self, step: Step, share: float = 1.0) -> None:
        """All of a write, or the first of it: what is torn is torn at a sector."""
        file = self.files[step.file]
        if step.what == WRITTEN:
            data = step.data[: int(len(step.data) * share) // 512 * 512 if share < 1 else None]
            file.extend(bytes(max(0, step.offset + len(data) - len(file))))
            file[step.offset : step.offset + len(data)] = data
        elif step.what == CUT:
            del file[step.length :]
        elif step.what == SYNCED:
            self.synced[step.file] = bytes(file)

    def found(self, folder: Path, *, only_synced: bool = False) -> Memory:
        """What a node that wakes up finds in it."""
        path = folder / "outbox.sqlite3"
        for each in folder.glob("outbox*"):
            each.unlink()
        for end, written, synced in zip(("", "-wal"), self.files, self.synced, strict=True):
            path.with_name(path.name + end).write_bytes(synced if only_synced else bytes(written))
        return look_into(path, ASH_4)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """A node's five visits, choices and hours, as they went to its disk."""
    compiler = shutil.which("cc")
    if compiler is None:
        missing = "there is no C compiler to write a node's writes down with"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    folder = tmp_path_factory.mktemp("written")
    shim, noted, path = folder / "writes.so", folder / "noted", folder / "outbox.sqlite3"
    source = CHECKOUT / "tests" / "edge" / "writes.c"
    made = [str(compiler), "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"]
    subprocess.run(made, check=True, timeout=60)
    lives = [sys.executable, "-m", "tests.edge.lived", str(path), str(noted)]
    around = {"WRITES_OF": str(path), "WRITES_TO": str(noted), "LD_PRELOAD": str(shim)}
    subprocess.run(lives, check=True, timeout=60, cwd=CHECKOUT, env=around)
    return list(read(noted.read_bytes()))


def read(noted: bytes) -> Iterator[Step]:
    at = 0
    while at < len(noted):
        what, file, offset, length = HEAD.unpack_from(noted, at)
        at += HEAD.size
        data = noted[at : at + length] if what in (WRITTEN, SAID) else b""
        at += len(data)
        yield Step(what, file, offset, length, data)


def test_cut_at_every_write_all_that_was_said_to_be_stored_is_there(
    steps: list[Step], tmp_path: Path
) -> None:
    said = [json.loads(step.data) for step in steps if step.what == SAID]
    assert len(said) > 30
    disk, known, tried = Disk(), -1, 0
    for step in steps:
        if step.what == SAID:
            known += 1
            continue
        if known >= 0 and step.what == WRITTEN and step.length > 512:
            torn = Disk([bytearray(one) for one in disk.files], list(disk.synced))
            torn.takes(step, share=0.5)
            wakes(torn.found(tmp_path), said, known)
            tried += 1
        disk.takes(step)
        if known >= 0:
            wakes(disk.found(tmp_path), said, known)
            wakes(disk.found(tmp_path, only_synced=True), said, known)
            tried += 2
    assert tried > 500


def wakes(memory: Memory, said: list[dict[str, Any]], known: int) -> None:
    """With what was owed, whom the room suits, and what they chose; never with half of it."""
    owed = {name_of(parcel) for parcel in memory.parcels}
    assert owed >= {(boot, n) for boot, n in said[known]["owed"]}
    for name, before in said[known]["kept"].items():
        later = {each["kept"].get(name) for each in said[known:]}
        found = memory.kept.get(name)
        assert found is not None
        assert found.decode() in later | {before}
    if CARE in memory.kept:
        assert memory.read(CARE, Care) is not None
    if ROOM in memory.kept:
        assert memory.read(ROOM, RoomKept) is not None


def test_the_node_of_the_test_had_something_to_lose(steps: list[Step]) -> None:
    said = [json.loads(step.data) for step in steps if step.what == SAID]
    chosen = {one["kept"].get(ROOM) for one in said}
    assert len(chosen) > 5
    assert CARE in said[-1]["kept"]
    assert sum(step.what == WRITTEN for step in steps) > 200
