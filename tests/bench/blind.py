"""`python -m tests.bench.blind`: how long a ward is blind once its broker is there again.

Measured is from the broker's listening until every room was heard, and until an order given at
the panel was done in its room.
"""

import argparse
import os
import tempfile
from pathlib import Path

from tests.whole.blind import broker_away
from tests.whole.trial import trial_running

AWAY_S = (3.0, 20.0, 70.0, 120.0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.blind", description=__doc__)
    parser.add_argument("--rooms", type=int, default=50, help="default: %(default)s")
    parser.add_argument("--rate", type=float, default=100, help="messages/s (%(default)s)")
    parser.add_argument("--away", type=float, nargs="+", default=AWAY_S, help="seconds, each")
    parser.add_argument(
        "--haste", type=float, default=1, help="as much happens meanwhile as in so many times it"
    )
    parser.add_argument("--times", type=int, default=3, help="of each (%(default)s)")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(
        f"{asked.rooms} rooms, {asked.rate:.0f} messages/s, mosquitto killed and started again, "
        f"load {load:.1f} before this.",
        flush=True,
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        trial_running(Path(folder), number=asked.rooms, rate=asked.rate) as trial,
    ):
        for for_s in asked.away:
            for _ in range(asked.times):
                blind = broker_away(trial, for_s, haste=asked.haste)
                print(f"  away {for_s:3.0f} s: {blind}", flush=True)
        found = trial.lost_nothing()
    print(f"  {found.facts} facts and {found.points} points are stored, each as it was owed")


if __name__ == "__main__":
    main()
