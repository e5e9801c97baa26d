"""One real node, killed, or its disk full: what was recorded at its door arrives once."""

from collections.abc import Iterator

import pytest

from tests.whole.disks import SmallDisk, small_disk
from tests.whole.one_room import OneRoom, one_room
from tests.whole.running import until

ARRIVES_WITHIN_S = 60.0  # on a loaded machine
MANY = 200  # records of a few hundred bytes each

pytestmark = pytest.mark.timeout(400)  # of a loaded machine


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    """Where the node keeps its outbox."""
    with small_disk(tmp_path_factory.mktemp("disk")) as disk:
        yield disk


@pytest.fixture(scope="module")
def room(disk: SmallDisk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneRoom]:
    with one_room(tmp_path_factory.mktemp("room"), disk.at / "outbox.sqlite3") as room:
        yield room


def arrives_once(room: OneRoom, words: str) -> None:
    """And does not come a second time when the node, started once more, says all that it owes."""
    until(lambda: room.observed(words), ARRIVES_WITHIN_S, words)
    assert room.observed(words) == 1


@pytest.mark.hazard("H-07")
def test_recorded_while_nobody_hears_and_the_power_cut_it_arrives_once(room: OneRoom) -> None:
    """D3: only the outbox on the disk can know of it."""
    room.broker.take_away()
    room.node.record("with nobody to hear")
    room.node.kill()
    room.broker.give()
    room.node.start()
    arrives_once(room, "with nobody to hear")


@pytest.mark.hazard("H-07")
def test_recorded_and_said_and_never_receipted_it_arrives_once(room: OneRoom) -> None:
    """C3: it comes by the broker, and after the power cut once more by the outbox."""
    room.hub.suspend()
    room.node.record("said but not receipted")
    room.node.kill()
    room.node.start()
    room.hub.resume()
    arrives_once(room, "said but not receipted")
    until(room.hub.hears_all, ARRIVES_WITHIN_S, "the room heard")


def recorded_until_it_fails(room: OneRoom) -> list[str]:
    """The outbox's own file has some room left in it even on a full disk."""
    recorded: list[str] = []
    while "outbox" not in room.node.faults():
        recorded.append(f"with a full disk, {len(recorded)}")
        room.node.record(recorded[-1])
        assert len(recorded) < MANY, room.node.faults()
    return recorded


@pytest.mark.hazard("H-07")
def test_with_a_full_disk_the_node_goes_on_says_so_and_heals(
    room: OneRoom, disk: SmallDisk
) -> None:
    """D3: kept in memory, told at the door, and on the disk as soon as there is room."""
    disk.fill()
    for words in recorded_until_it_fails(room):
        arrives_once(room, words)
    room.broker.take_away()
    room.node.record("with a full disk and no broker")
    disk.free()
    until(lambda: "outbox" not in room.node.faults(), ARRIVES_WITHIN_S, "healed")
    room.node.kill()
    room.broker.give()
    room.node.start()
    arrives_once(room, "with a full disk and no broker")


@pytest.mark.hazard("H-07")
def test_with_a_disk_that_only_reads_the_node_goes_on_says_so_and_heals(
    room: OneRoom, disk: SmallDisk
) -> None:
    """As an SD card is remounted after an error."""
    room.node.kill()
    disk.only_read()
    room.node.start()
    until(lambda: "outbox" in room.node.faults(), ARRIVES_WITHIN_S, "the fault at the door")
    room.node.record("with a disk that only reads")
    arrives_once(room, "with a disk that only reads")
    disk.written_again()
    until(lambda: "outbox" not in room.node.faults(), ARRIVES_WITHIN_S, "healed")
