"""`python -m tests.farm`: nodes of many rooms in one process, told what to do line by line.

Words on standard input, each answered by one line of JSON: `quiet` (say nothing new), `talk`,
`call ROOM` (the person there presses the button), `haste FACTOR` (so much happens in a second as
elsewhere in so many), `settle SECONDS` (until nobody owes anything),
`report`, `end`.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tests.farm.room import Room
from tests.farm.truth import Truth
from ward.rooms import RoomId

WARDS = ("ash", "elm", "oak", "yew", "fir", "lime", "plum", "pear", "rowan", "hazel")
ROOMS_A_WARD = 50
LOOK_EVERY_S = 0.05


def rooms(number: int) -> list[RoomId]:
    """The first so many, fifty to a ward."""
    return [RoomId(WARDS[n // ROOMS_A_WARD], n % ROOMS_A_WARD + 1) for n in range(number)]


class Farm:
    """All rooms, and what may be asked of them together."""

    def __init__(self, home: Path, number: int, rate: float) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.truth = Truth(home / "truth.jsonl")
        self.truth.witness()
        each = max(0.0, rate / number - 1)  # one vital sign a second they say by themselves
        self._rooms = [Room(room, home, each) for room in rooms(number)]

    async def live(self, port: int) -> None:
        async with asyncio.TaskGroup() as group:
            for room in self._rooms:
                group.create_task(room.live(port))

    async def told(self, words: list[str]) -> dict[str, object]:
        match words:
            case ["quiet" | "talk" | "haste" as how, *factor]:
                for room in self._rooms:
                    room.live_on(how, *map(float, factor))
            case ["call", name]:
                for room in (one for one in self._rooms if str(one.room) == name):
                    room.call()
            case ["settle", within_s]:
                return await self._settle(float(within_s))
            case ["report" | "end"]:
                pass
            case _:
                return {"unknown": words}
        return self._report()

    async def _settle(self, within_s: float) -> dict[str, object]:
        loop = asyncio.get_running_loop()
        end = loop.time() + within_s
        while any(room.owed for room in self._rooms) and loop.time() < end:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY_S)  # the pure nodes set no event
        return self._report()

    def _report(self) -> dict[str, object]:
        owing = {str(room.room): room.owed for room in self._rooms if room.owed}
        return {
            "said": self.truth.count,
            "owed": sum(owing.values()),
            "owing": owing,
            "lost": sum(room.lost for room in self._rooms),
            "refused": sum(room.wire.refused for room in self._rooms),
        }

    async def close(self) -> None:
        await asyncio.gather(*(room.close() for room in self._rooms))
        self.truth.close()


async def main(home: Path, port: int, number: int, rate: float) -> None:
    farm = Farm(home, number, rate)
    living = asyncio.create_task(farm.live(port))
    listening = asyncio.create_task(_listen(farm))
    try:
        await asyncio.wait([living, listening], return_when=asyncio.FIRST_COMPLETED)
        if living.done():
            living.result()
    finally:
        living.cancel()
        await farm.close()


async def _listen(farm: Farm) -> None:
    """Until told to end, or until nobody is there to tell."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := (await reader.readline()).decode():
        answer = await farm.told(line.split())
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if line.split() == ["end"]:
            return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.farm", description=__doc__)
    parser.add_argument("home", type=Path, help="folder for the truth and the nodes' spools")
    parser.add_argument("--port", type=int, required=True, help="the broker's")
    parser.add_argument("--rooms", type=int, default=50, help="default: %(default)s")
    parser.add_argument("--rate", type=float, default=100, help="messages/s, of all (%(default)s)")
    asked = parser.parse_args()
    asyncio.run(main(asked.home, asked.port, asked.rooms, asked.rate))
