"""The real hub and its disk: full, it watches on and receipts nothing; damaged, it says so."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.brokers import free_port
from tests.whole.disks import SmallDisk, small_disk
from tests.whole.running import until
from tests.whole.trial import HubProgram, Trial, trial_running, verified

MEBIBYTES = 16  # of which a ward that talks for half a minute needs two
WATCHED_FOR_S = 5.0
FULL_WITHIN_S = 120.0  # the store's own files have some room left in them
ENDS_WITHIN_S = 60.0  # on a loaded machine

pytestmark = pytest.mark.timeout(400)  # of a loaded machine


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallDisk]]:
    folder = tmp_path_factory.mktemp("ward")
    with small_disk(folder / "hub", MEBIBYTES) as disk:
        yield folder, disk


@pytest.fixture(scope="module")
def trial(disk: tuple[Path, SmallDisk]) -> Iterator[Trial]:
    folder, _ = disk
    with trial_running(folder, number=6, rate=30) as trial:
        yield trial


@pytest.mark.hazard("H-23")
def test_with_a_full_disk_the_hub_watches_on_receipts_nothing_and_loses_nothing(
    trial: Trial, disk: tuple[Path, SmallDisk]
) -> None:
    hub, (_, small) = trial.hub, disk
    small.fill()
    until(lambda: hub.health()["cannot_record"], FULL_WITHIN_S, "that nothing is recorded")
    owed = trial.farm.tell("report")["owed"]
    answer = hub.try_to_post(f"{trial.names[0]}/looks", {"by": "K.O.", "how": "CCTV"})
    assert (answer.status_code, "Write it on paper" in answer.text) == (409, True), answer.text
    end = time.monotonic() + WATCHED_FOR_S
    while time.monotonic() < end:
        assert hub.hears_all()
        assert all(reading["age_s"] < 10 for room in hub.rooms() for reading in room["readings"])
        time.sleep(0.2)
    assert trial.farm.tell("report")["owed"] > owed + WATCHED_FOR_S * len(trial.names) / 2
    assert hub.health()["cannot_record"]
    small.free()
    until(lambda: not hub.health()["cannot_record"], ENDS_WITHIN_S, "recorded again")
    found = trial.lost_nothing()
    assert found.points > 0
    trial.owes_nothing()
    assert hub.stop() == 0, hub.said()


@pytest.mark.hazard("H-26")
def test_started_while_the_disk_is_full_the_hub_watches_all_the_same(
    trial: Trial, disk: tuple[Path, SmallDisk]
) -> None:
    """With no file left beside its store in which there would be room, as after a clean stop."""
    hub, (folder, small) = trial.hub, disk
    hub.log = folder / "hub.log"
    with closing(sqlite3.connect(hub.store)) as last:
        last.execute("SELECT count(*) FROM entries").fetchone()  # whoever leaves last clears up
    assert not hub.store.with_name(f"{hub.store.name}-wal").exists()
    small.fill()
    hub.start()
    trial.farm.tell("talk")
    until(lambda: hub.health()["cannot_record"], ENDS_WITHIN_S, "that nothing is recorded")
    until(hub.hears_all, ENDS_WITHIN_S, "every room heard")
    assert all(room["episode"] for room in hub.rooms())
    answer = hub.try_to_post(f"{trial.names[0]}/looks", {"by": "K.O.", "how": "CCTV"})
    assert (answer.status_code, "Write it on paper" in answer.text) == (409, True), answer.text
    small.free()
    until(lambda: not hub.health()["cannot_record"], ENDS_WITHIN_S, "recorded again")
    trial.lost_nothing()
    trial.owes_nothing()
    assert hub.stop() == 0, hub.said()
    verified(hub.store)


@pytest.fixture
def stopped(tmp_path: Path) -> HubProgram:
    """A hub that has stored something and was stopped."""
    hub = HubProgram(tmp_path, f"mqtt://127.0.0.1:{free_port()}", ["ash/01"])
    hub.start()
    until(hub.health, ENDS_WITHIN_S, "the panel")
    for n in range(40):
        hub.post("ash/01/looks", {"by": "K.O.", "how": "CCTV", "words": f"asleep, {n} " * 20})
    assert hub.stop() == 0
    return hub


@pytest.mark.hazard("H-03")
def test_a_hub_whose_store_is_damaged_says_so_and_does_not_begin_another(
    stopped: HubProgram,
) -> None:
    whole = stopped.store.read_bytes()
    damaged = whole[:4096] + bytes(len(whole) - 4096)
    stopped.store.write_bytes(damaged)
    stopped.start()
    try:
        assert stopped.process.wait(ENDS_WITHIN_S) == 1
        assert "the hub stops:" in stopped.said()
        assert "damaged" in stopped.said()
        assert "Traceback" not in stopped.said()
        assert stopped.store.read_bytes() == damaged
    finally:
        stopped.close()


@pytest.mark.hazard("H-23")
@pytest.mark.parametrize("taken_away", [SmallDisk.only_read, SmallDisk.fill])
def test_a_hub_that_cannot_write_when_it_starts_says_so_and_does_not_pretend_to_run(
    tmp_path: Path, taken_away: Callable[[SmallDisk], None]
) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        hub = HubProgram(disk.at, f"mqtt://127.0.0.1:{free_port()}", ["ash/01"])
        hub.log = tmp_path / "hub.log"
        for file in hub.store.parent.glob(f"{hub.store.name}*"):
            file.unlink()  # nothing to go on from
        taken_away(disk)
        hub.start()
        try:
            assert hub.process.wait(ENDS_WITHIN_S) == 1
            assert "the hub stops:" in hub.said()
            assert "Traceback" not in hub.said()
        finally:
            hub.close()


@pytest.mark.hazard("H-26")
def test_a_hub_that_starts_on_a_full_disk_watches_says_so_and_heals(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        hub = HubProgram(disk.at, f"mqtt://127.0.0.1:{free_port()}", ["ash/01"])
        hub.log = tmp_path / "hub.log"
        disk.fill()
        hub.start()
        try:
            silent = {"node silent", "hub cannot record"}
            until(lambda: hub.alarms("ash/01") == silent, ENDS_WITHIN_S, "that it is not heard")
            disk.free()
            until(lambda: not hub.health()["cannot_record"], ENDS_WITHIN_S, "recorded again")
            assert hub.alarms("ash/01") == {"node silent"}
            assert hub.stop() == 0, hub.said()
        finally:
            hub.close()


def test_an_exception_where_messages_are_taken_ends_the_hub_instead_of_its_hearing(
    trial: Trial, tmp_path: Path
) -> None:
    """C4: in a library's callback it was swallowed, or killed a thread and no more."""
    hub = HubProgram(tmp_path, trial.broker.url, trial.names)
    broken = (
        "import pathlib, sys, hub.run, hub.outside.inbox as inbox\n"
        "put = inbox.Inbox.put\n"
        "def breaks(self, thing, **how):\n"
        "    if type(thing).__name__ == 'Arrived': raise ZeroDivisionError('poison')\n"
        "    put(self, thing, **how)\n"
        "inbox.Inbox.put = breaks\n"
        "sys.exit(hub.run.main(pathlib.Path(sys.argv[1])))\n"
    )
    hub.start("-c", broken)
    try:
        assert hub.process.wait(ENDS_WITHIN_S) != 0
        assert "ZeroDivisionError" in hub.said()
    finally:
        hub.close()
