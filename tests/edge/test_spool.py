"""What a node said it stored is there, whatever happens to its power and its disk."""

import contextlib
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from edge.events import Counted, FaultBegan, FaultEnded, Remember, Settle, Store
from edge.memory import CARE
from edge.outside import spool as module
from edge.outside.outbox_file import ASIDE_MOST, InUseError, look_into
from edge.outside.spool import Spool
from edge.parcel import name_of
from tests.edge.night import ASH_4, ASH_5, care
from tests.edge.spooling import parcels
from tests.edge.test_outbox import envelope, sheaf

KILLS = 8


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "outbox.sqlite3"


@pytest.fixture(autouse=True)
def _tries_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.0)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Spool]:
    spool = Spool(path, ASH_4)
    try:
        yield spool
    finally:
        spool.close()


def found(path: Path) -> list[tuple[str, int]]:
    with opened(path) as spool:
        return [name_of(each) for each in spool.memory.parcels]


def faults(spool: Spool) -> list[str]:
    return [each.words for each in spool.news() if isinstance(each, FaultBegan)]


# ---- it is all there again ---------------------------------------------------------------------


@pytest.mark.hazard("H-07")
def test_what_is_stored_is_there_again_in_its_order_and_what_is_settled_is_not(path: Path) -> None:
    stored = (envelope(1), envelope(2), sheaf(3, 20), envelope(21, boot="b-later"))
    with opened(path) as spool:
        assert spool.memory.parcels == ()
        for each in stored:
            spool.take(Store((each,)))
        spool.take(Remember(CARE, care(4)))
        spool.take(Settle((name_of(stored[1]),)))
    with opened(path) as spool:
        assert spool.memory.parcels == (stored[0], *stored[2:])
        assert spool.memory.care == care(4)
        assert spool.news() == ()


@pytest.mark.hazard("H-07")
def test_killed_at_any_moment_everything_it_said_was_stored_is_there(path: Path) -> None:
    chance = random.Random(7)
    expected: set[tuple[str, int]] = set()
    for kill in range(KILLS):
        boot = f"boot-{kill}"
        said = killed_after(path, boot, chance.randrange(1, 60), chance.random() / 500)
        for n in range(1, said + 1):
            expected |= {name_of(each) for each in parcels(n, boot)}
        expected -= {(boot, (n - 4) * 100) for n in range(5, said + 1, 5)}
        there = set(found(path))
        maybe = {name_of(each) for n in (said + 1, said + 2) for each in parcels(n, boot)}
        again = {(boot, (n - 4) * 100) for n in range(5, said + 1, 5)}  # receipted, and harmless
        assert expected <= there
        assert there <= expected | maybe | again
        expected = there


def killed_after(path: Path, boot: str, at_least: int, more_s: float) -> int:
    """Let it store so many things and a little longer, then kill it; the last that it said."""
    command = [sys.executable, "-m", "tests.edge.spooling", str(path), boot]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise AssertionError("it has no voice")
        said = 0
        while said < at_least:
            said = int(process.stdout.readline())
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(more_s)
        process.kill()
        rest = process.stdout.read().splitlines(keepends=True)
        return max([said, *(int(line) for line in rest if line.endswith("\n"))])


def test_what_may_wait_is_written_with_the_next_commit_and_one_that_may_not_by_itself(
    path: Path,
) -> None:
    with opened(path) as spool:
        spool.take(Remember(CARE, care(1), within_s=3600))
        spool.tend()
        assert spool.commits == 0
        spool.take(Store((envelope(1),)))
        assert spool.commits == 1
        assert look_into(path, ASH_4).care == care(1)
        spool.take(Remember(CARE, care(2)))
        spool.tend()
        assert look_into(path, ASH_4).care == care(2)


# ---- a file that is not what it should be --------------------------------------------------------


def torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:3000])


def scribbled(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[1024:4096] = b"\xa5" * 3072
    file.write_bytes(whole)


def of_another_room(file: Path) -> None:
    file.unlink()
    Spool(file, ASH_5).close()


def a_foreign_database(file: Path) -> None:
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE theirs (x)")


@pytest.mark.parametrize(
    "harm",
    [
        torn,
        scribbled,
        of_another_room,
        a_foreign_database,
        lambda file: file.write_bytes(b"\x00" * 8192),
        lambda file: file.write_text("this is no database at all " * 100),
    ],
    ids=["torn", "scribbled", "another room's", "foreign", "all zeros", "text"],
)
def test_a_file_that_cannot_be_trusted_is_moved_aside_and_kept_and_a_new_one_begun(
    harm: Callable[[Path], object], path: Path
) -> None:
    with opened(path) as spool:
        for n in range(1, 60):
            spool.take(Store((envelope(n),)))
    harm(path)
    before = path.read_bytes()
    with opened(path) as spool:
        (words,) = faults(spool)
        assert "was moved aside as outbox.sqlite3.aside-" in words
        assert spool.memory.parcels == ()
        spool.take(Store((envelope(60),)))
    (aside,) = path.parent.glob("outbox.sqlite3.aside-*Z")
    assert aside.read_bytes() == before
    assert found(path) == [name_of(envelope(60))]


def test_a_file_damaged_while_the_node_runs_is_replaced_with_all_that_is_owed(path: Path) -> None:
    with opened(path) as spool:
        for n in range(1, 30):
            spool.take(Store((envelope(n),)))
        spool._hang_up()
        scribbled(path)
        spool.take(Store((envelope(30),)))
        assert len(faults(spool)) == 1
    assert found(path) == [name_of(envelope(n)) for n in range(1, 31)]


def test_a_file_that_somebody_deletes_is_written_anew(path: Path) -> None:
    with opened(path) as spool:
        spool.take(Store((envelope(1),)))
        path.unlink()
        spool.take(Store((envelope(2),)))
    assert found(path) == [name_of(envelope(1)), name_of(envelope(2))]


def test_files_moved_aside_are_bounded(path: Path) -> None:
    for n in range(ASIDE_MOST + 3):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"no database {n}")
        Spool(path, ASH_4).close()
    assert len(list(path.parent.glob("*.aside-*Z"))) == ASIDE_MOST


def test_one_row_that_cannot_be_read_costs_only_itself(path: Path) -> None:
    with opened(path) as spool:
        spool.take(Store((envelope(1), sheaf(2, 9), envelope(10))))
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE owed SET body = x'00112233' WHERE boot IS NOT NULL")
    with opened(path) as spool:
        assert faults(spool) == ["1 things in outbox.sqlite3 cannot be read; they stay in it"]
        assert [name_of(each)[1] for each in spool.memory.parcels] == [1, 10]


def test_a_second_node_on_the_same_file_is_refused(path: Path) -> None:
    with opened(path), pytest.raises(InUseError, match=r"in use: another node .* already\."):
        Spool(path, ASH_4)
    assert found(path) == []


# ---- a disk that takes nothing -------------------------------------------------------------------


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Let no file of this process grow beyond so many bytes; 0 for as before."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most or soft, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_the_node_goes_on_in_memory_and_writes_it_all_when_there_is_room(
    path: Path, small_files: Callable[[int], None]
) -> None:
    with opened(path) as spool:
        spool.take(Store((envelope(1),)))
        small_files(20_000)
        for n in range(2, 90):
            spool.take(Store((envelope(n),)))
        spool.take(Settle((name_of(envelope(2)),)))
        small_files(0)
        news = spool.news()
        began = [each for each in news if isinstance(each, FaultBegan)]
        assert began
        assert began[0].words.startswith("the outbox cannot be written: ")
        assert began[0].words.endswith("what is owed is kept in memory only")
        assert any(isinstance(each, Counted) for each in news)
        spool.tend()
        assert spool.news() == (FaultEnded("outbox"),)
        there = look_into(path, ASH_4)
    assert [name_of(each)[1] for each in there.parcels] == [1, *range(3, 90)]


def test_on_a_disk_that_fills_while_it_boots_the_node_begins_all_the_same(
    path: Path, small_files: Callable[[int], None]
) -> None:
    small_files(512)
    with opened(path) as spool:
        small_files(512)
        spool.take(Store((envelope(1),)))
        assert len(faults(spool)) >= 1
        small_files(0)
        spool.tend()
    assert found(path) == [name_of(envelope(1))]


@pytest.mark.hazard("H-07")
def test_what_a_node_finds_only_after_it_began_is_left_for_the_next_and_is_a_fault(
    path: Path,
) -> None:
    with opened(path) as spool:
        spool.take(Store((envelope(1), envelope(2))))
    away = path.parent.rename(path.parent.with_name("away"))
    path.parent.write_text("the disk is not there yet")
    with opened(path) as spool:
        assert spool.memory.parcels == ()
        spool.take(Store((envelope(1, boot="later"),)))
        spool.take(Settle((("later", 1),)))
        path.parent.unlink()
        away.rename(path.parent)
        spool.take(Store((envelope(2, boot="later"),)))
        assert faults(spool)[-1] == (
            "2 things in outbox.sqlite3 were not there when the node began; "
            "they are said after its next start"
        )
    assert found(path) == [name_of(envelope(1)), name_of(envelope(2)), ("later", 2)]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Callable[[bool], None]]:
    """A disk at ``state`` that can be made read-only."""
    disk = tmp_path / "state"
    disk.mkdir()
    mount = shutil.which("mount", path=f"{os.environ.get('PATH', '')}:/usr/bin:/bin")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if not mount or not made or made.returncode:
        pytest.skip("no disk can be mounted here")

    def remount(only_read: bool) -> None:
        how = "remount,ro" if only_read else "remount,rw"
        subprocess.run([mount, "-o", how, str(disk)], check=True)

    yield remount
    subprocess.run([mount.replace("mount", "umount"), "-l", str(disk)], check=True)


def test_from_a_read_only_disk_the_node_takes_over_what_is_there_and_heals_when_it_may_write(
    path: Path, read_only: Callable[[bool], None]
) -> None:
    with opened(path) as spool:
        spool.take(Store((envelope(1), envelope(2))))
        spool.take(Remember(CARE, care(3)))
    read_only(True)
    with opened(path) as spool:
        assert [name_of(each)[1] for each in spool.memory.parcels] == [1, 2]
        assert spool.memory.care == care(3)
        spool.take(Store((envelope(3),)))
        spool.take(Settle((name_of(envelope(1)),)))
        assert "cannot be written" in faults(spool)[0]
        read_only(False)
        spool.tend()
        assert FaultEnded("outbox") in spool.news()
    assert [n for _, n in found(path)] == [2, 3]


def test_a_disk_that_turns_read_only_under_way_is_a_fault_and_no_end(
    path: Path, read_only: Callable[[bool], None]
) -> None:
    spool = Spool(path, ASH_4)
    spool.take(Store((envelope(1),)))
    subprocess.run(["sync", "-f", str(path)], check=True)
    spool._hang_up()
    read_only(True)
    spool.take(Store((envelope(2),)))
    assert "cannot be written" in faults(spool)[0]
    read_only(False)
    spool.close()
    assert [n for _, n in found(path)] == [1, 2]
