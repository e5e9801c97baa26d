"""What rolled-up hours take on the disk, a room and a year: ``python -m tests.bench.years``."""

import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hub.measurements import FIELDS, HUB, Lasts
from hub.outside.hours import KEEP_HOURS
from hub.outside.store import Store

HOURS = 365 * 24
ROOMS = 30
TWO_SENSORS = ("temperature", "humidity")  # as a room of docs/hardware.md has them
FIRST = 490_000  # hours since 1970


def lines() -> list[tuple[str, str, Lasts]]:
    """Every line of a whole room of which something is kept."""
    found: list[tuple[str, str, Lasts]] = []
    for field in FIELDS:
        if field.lasts is not Lasts.NOTHING:
            sensors = ("sht4x", "scd4x") if field.series in TWO_SENSORS else (HUB,)
            found += [(field.series, sensor, field.lasts) for sensor in sensors]
    return found


def fill(path: Path) -> int:
    """A year of one room, as numbers come from sensors: how many rows."""
    drawn = random.Random(9)
    with closing(sqlite3.connect(path)) as file, file:
        for number, (series, sensor, lasts) in enumerate(lines(), start=1):
            line = (number, "ash/04", series, sensor)
            file.execute("INSERT INTO lines VALUES (?, ?, ?, ?)", line)
            file.executemany(
                "INSERT INTO hours VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((number, FIRST + n, 1800, 3600, *_values(drawn, lasts)) for n in range(HOURS)),
            )
        return int(file.execute("SELECT count(*) FROM hours").fetchone()[0])


def _values(drawn: random.Random, lasts: Lasts) -> tuple[float | None, ...]:
    if lasts is Lasts.COVER:
        return None, None, None
    least = round(drawn.uniform(18, 22), 2)
    return least, least + drawn.random(), round(least + 1, 2)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite3"
        Store(path).close()
        empty = path.stat().st_size
        rows = fill(path)
        taken = path.stat().st_size - empty
    years = KEEP_HOURS.days / 365
    print(f"{len(lines())} lines, {rows:,} hours: {taken / rows:.0f} bytes an hour of a line")
    print(f"{taken:,} bytes a room and a year")
    print(f"{taken * ROOMS * years / 1e9:.1f} GB for {ROOMS} rooms and {years:.0f} years")


if __name__ == "__main__":
    main()
