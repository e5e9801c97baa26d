"""`python -m tests.whole.kills`: the hub is killed at random moments under load, many times over.

After it nothing that a node owed may be missing, doubled or altered in the hub's store.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.whole.trial import Trial, trial_running, verified

LIVES_MOST_S = 2.0  # after it came up; three of ten kills come while it may be starting


def kill_again_and_again(
    trial: Trial,
    times: int,
    seed: int,
    *,
    lives_most_s: float = LIVES_MOST_S,
    tell: Callable[[int], None] = lambda _: None,
) -> None:
    """Each time at another moment: of its start, of its recovery, of its ordinary life."""
    chance = random.Random(seed)
    for number in range(times):
        if chance.random() < 0.7:
            trial.hub.wait_until_ready()
        time.sleep(chance.uniform(0, lives_most_s))
        trial.hub.kill()
        trial.hub.start()
        tell(number + 1)
    trial.hub.wait_until_ready()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.whole.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="default: %(default)s")
    parser.add_argument("--rooms", type=int, default=50, help="default: %(default)s")
    parser.add_argument("--rate", type=float, default=100, help="messages/s (%(default)s)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the moments")
    asked = parser.parse_args()
    print(
        f"kills: {asked.times} of them, {asked.rooms} rooms, {asked.rate:.0f} messages/s, ", end=""
    )
    print(f"seed {asked.seed}", flush=True)
    began = time.monotonic()

    def tell(number: int) -> None:
        if number % 10 == 0:
            print(f"  {number} kills, {time.monotonic() - began:.0f} s", flush=True)

    with (
        tempfile.TemporaryDirectory() as folder,
        trial_running(Path(folder), number=asked.rooms, rate=asked.rate) as trial,
    ):
        kill_again_and_again(trial, asked.times, asked.seed, tell=tell)
        found = trial.lost_nothing()
        trial.owes_nothing()
        assert trial.hub.stop() == 0, trial.hub.said()
        verified(trial.hub.store)
    print(f"  {found.facts} facts and {found.points} points are stored, each as it was owed")


if __name__ == "__main__":
    main()
