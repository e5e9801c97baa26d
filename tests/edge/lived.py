"""A node lives through some hours on a real file, and says after each commit what is stored.

Run with ``tests/edge/writes.c`` before it, so that every write to the file stands in one list with
what had been said to be stored by then.
"""

import json
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from edge.events import AskedAtDoor, Follows, Store
from edge.outside.spool import Spool
from tests.edge.night import ASH_4, arrived, care, confined
from tests.edge.test_schedule import by_hours
from tests.edge.test_waking import Room
from ward.orders import Lamp, LuxAsked, TemperatureAsked
from ward.purpose import Purpose

MARK = b"M"


class Lived(Room):
    """A room whose disk is a file."""

    def __init__(self, path: Path, noted: Path) -> None:
        self.spool = Spool(path, ASH_4)
        self.noted = os.open(noted, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        super().__init__()

    def _took(self, follows: Iterable[Follows]) -> list[Follows]:
        taken = list(follows)
        for each in taken:
            self.shelf.take(each)
            self.spool.take(each)
            if isinstance(each, Store):
                self.says()
        return taken

    def says(self) -> None:
        """All that was given to it so far is stored."""
        memory = self.shelf.memory()
        names = [[*name] for name in self.shelf.parcels]
        kept = {name: bytes(body).decode() for name, body in memory.kept.items()}
        said = json.dumps({"owed": names, "kept": kept}).encode()
        os.write(self.noted, struct.pack("<cbqq", MARK, 0, 0, len(said)) + said)


def main(path: Path, noted: Path) -> None:
    room = Lived(path, noted)
    room.feed(arrived(care(3, suits=by_hours(3), confinement=confined())))
    room.until(3)
    for hour in range(5):
        room.visit()
        room.feed(AskedAtDoor(TemperatureAsked(celsius=20 + hour / 2), Purpose.PERSON))
        room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.NIGHT, lux=1 + hour), Purpose.PERSON))
        room.until(room.t + 4)
        room.t += 2 * 3600
        room.until(room.t + 2)
        room.spool.tend()
        room.says()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
