"""A process that stores one thing after another, and says of each when the spool has it."""

import sys
from pathlib import Path

from edge.events import Settle, Store
from edge.outside.spool import Spool
from edge.parcel import Parcel
from tests.edge.night import ASH_4
from tests.edge.test_outbox import A_CALL, A_LOOK, envelope, sheaf


def parcels(n: int, boot: str) -> tuple[Parcel, ...]:
    """Mostly one by itself, now and then some sheaves."""
    if n % 7:
        return (envelope(n * 100, A_LOOK if n % 3 else A_CALL, boot),)
    return (sheaf(n * 100, n * 100 + 9, boot), sheaf(n * 100 + 10, n * 100 + 30, boot))


def main(path: Path, boot: str) -> None:
    spool = Spool(path, ASH_4)
    for n in range(1, 100_000):
        spool.take(Store(parcels(n, boot)))
        print(n, flush=True)
        if n % 5 == 0:
            spool.take(Settle(((boot, (n - 4) * 100),)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
