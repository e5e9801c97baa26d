"""Pins and bus of a simulated room, through the real socket and the real device code."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from gpiozero import Device

from edge.events import (
    CallSensed,
    DialSensed,
    DoorSensed,
    Event,
    FaultBegan,
    FaultEnded,
    LockSensed,
    Positions,
    PresenceSensed,
    TalkSensed,
)
from edge.outside import board as board_module
from edge.outside.board import Board
from edge.outside.factories import SocketFactory, header_chip
from edge.outside.pins import Pins
from tests.edge.simulated import Sim, of, simulated, until
from ward.happenings import Dial, Place


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    with simulated() as running:
        yield running


@asynccontextmanager
async def pins_of(sim: Sim) -> AsyncIterator[tuple[Pins, list[Event]]]:
    """The room's pins, polled as the node does, and all that they say."""
    heard: list[Event] = []
    loop = asyncio.get_running_loop()
    board = Board(sim.room / "board.sock", loop, heard.append)
    factory = SocketFactory(board.drive)
    board.on_pin = factory.hear
    pins = Pins(factory, loop, heard.append, factory.readable)
    board.start()
    polling = asyncio.create_task(poll(pins))
    try:
        yield pins, heard
    finally:
        polling.cancel()
        pins.close()
        await asyncio.to_thread(board.close)


async def poll(pins: Pins) -> None:
    while True:
        pins.poll()
        await asyncio.sleep(0.25)


def test_at_start_everything_is_said_once_as_it_stands(sim: Sim) -> None:
    async def story() -> None:
        async with pins_of(sim) as (_, heard):
            await until(lambda: len(heard) >= 6)
            await asyncio.sleep(0.6)  # two more looks say nothing new
            first: list[Event] = [DoorSensed(is_open=False), LockSensed(is_locked=True)]
            assert heard[:2] == first
            assert set(heard) >= {
                PresenceSensed(Place.DOORSIDE, False),
                PresenceSensed(Place.ROOM, True),
                PresenceSensed(Place.ENSUITE, False),
                TalkSensed(False),
            }
            assert len(heard) == 6

    asyncio.run(story())


def test_what_happens_at_the_door_is_said_once_each(sim: Sim) -> None:
    async def story() -> None:
        async with pins_of(sim) as (_, heard):
            await until(lambda: len(heard) >= 6)
            heard.clear()
            sim.act("press_call")
            sim.act("stand", for_s=0.5)
            sim.act("talk", for_s=0.5)
            sim.act("open")
            await until(lambda: TalkSensed(False) in heard)
            sim.act("shut")
            sim.act("lock")
            await until(lambda: LockSensed(is_locked=True) in heard)
            await until(lambda: PresenceSensed(Place.DOORSIDE, False) in heard, 15)
            assert len(of(CallSensed, heard)) == 1
            assert of(DoorSensed, heard) == [DoorSensed(True), DoorSensed(False)]
            assert of(LockSensed, heard) == [LockSensed(False), LockSensed(True)]
            assert of(TalkSensed, heard) == [TalkSensed(True), TalkSensed(False)]

    asyncio.run(story())


@pytest.mark.parametrize(("dial", "steps"), [(Dial.LIGHT, 3), (Dial.TEMPERATURE, -2)])
def test_a_dial_turned_is_counted_in_detents_with_its_sense(
    sim: Sim, dial: Dial, steps: int
) -> None:
    async def story() -> None:
        async with pins_of(sim) as (_, heard):
            await until(lambda: len(heard) >= 6)
            sim.act("turn", dial=dial.value, steps=steps)
            await until(lambda: len(of(DialSensed, heard)) == abs(steps))
            await asyncio.sleep(0.1)
            turned = of(DialSensed, heard)
            assert {event.dial for event in turned} == {dial}
            assert sum(event.steps for event in turned) == steps

    asyncio.run(story())


def test_relays_and_indicator_follow_and_heating_ends_with_the_program(sim: Sim) -> None:
    async def story() -> None:
        async with pins_of(sim) as (pins, heard):
            await until(lambda: len(heard) >= 6)
            pins.take(Positions(0.0, 0.0, heating=True, cooling=False, indicator=True))
            await until(lambda: driven(sim) == (1, 0, 1))
        await until(lambda: driven(sim) == (0, 0, 0))

    asyncio.run(story())


def driven(sim: Sim) -> tuple[int, int, int]:
    pins = sim.act("state")["pins"]
    return pins["24"], pins["25"], pins["18"]


def test_no_other_program_part_is_given_our_pins(sim: Sim) -> None:
    async def story() -> None:
        async with pins_of(sim):
            assert Device.pin_factory is None

    asyncio.run(story())


def test_when_the_simulator_comes_back_outputs_are_told_again_and_inputs_heard() -> None:
    async def story(sim: Sim) -> None:
        async with pins_of(sim) as (pins, heard):
            await until(lambda: len(heard) >= 6)
            pins.take(Positions(0.0, 0.0, heating=True, cooling=False, indicator=False))
            await until(lambda: driven(sim) == (1, 0, 0))
            await asyncio.to_thread(sim.stop)
            await until(lambda: of(FaultBegan, heard))
            assert of(FaultBegan, heard)[0].device == "board"
            await asyncio.to_thread(sim.start)
            await until(lambda: of(FaultEnded, heard))
            await until(lambda: driven(sim) == (1, 0, 0))
            sim.act("open")
            await until(lambda: DoorSensed(is_open=True) in heard)

    with simulated() as sim:
        asyncio.run(story(sim))


class Odd:
    """A board that answers each transaction with the next of these lines, or not at all."""

    def __init__(self, path: Path, answers: list[bytes]) -> None:
        self._answers = answers
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        peer, _ = self._listening.accept()
        with peer, self._listening, peer.makefile("rb") as lines:
            peer.sendall(b'{"hello": {"board": "simulated", "about": "odd"}}\n')
            for answer in self._answers:
                if not lines.readline():
                    return
                peer.sendall(answer)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"id": 1, "nack": true}\n', "nothing acknowledges"),
        (b"", "no answer"),
        (b'{"id": 1, "data": "be"}\n', "answered 1 bytes, not 2"),
        (b'{"id": 1, "data": 7}\n', "not bytes"),
        (b'{"id": 1}\n', "not bytes"),
        (b'{"id": 99, "data": "beef"}\n', "no answer"),
        (b"junk\n[[[\n\xff\n", "no answer"),
    ],
)
def test_whatever_the_board_answers_a_driver_sees_bytes_or_an_error_of_the_system(
    answer: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_module, "ANSWER_WITHIN_S", 0.2)

    async def story() -> None:
        Odd(tmp_path / "b", [answer, b'{"id": 2, "data": "beef"}\n'])
        board = Board(tmp_path / "b", asyncio.get_running_loop(), print)
        board.start()
        assert await board.greeted(5)
        assert board.about == "odd"
        with pytest.raises(OSError, match=said):
            await asyncio.to_thread(board.transact, 0x44, b"\xfd", 2)
        assert await asyncio.to_thread(board.transact, 0x44, b"\xfd", 2) == b"\xbe\xef"
        assert bool(board.bad_lines) == answer.startswith(b"junk")
        await asyncio.to_thread(board.close)

    asyncio.run(story())


def test_with_nobody_there_a_transaction_fails_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        said: list[Event] = []
        board = Board(tmp_path / "b", asyncio.get_running_loop(), said.append)
        board.start()
        assert not await board.greeted(0.1)
        with pytest.raises(OSError, match="not connected"):
            board.transact(0x44, b"\xfd", 2)
        board.drive(24, 1)
        await until(lambda: len(said) == 1)
        await asyncio.to_thread(board.close)

    asyncio.run(story())


def test_the_header_is_found_by_its_label_wherever_the_kernel_puts_it() -> None:
    pi_5 = {0: "gpio-brcmstb@107d508500", 10: "gpio-brcmstb@107d508520", 4: "pinctrl-rp1"}
    assert header_chip(pi_5) == 4
    assert header_chip({**pi_5, 4: "raspberrypi-exp-gpio", 0: "pinctrl-rp1"}) == 0
    assert header_chip({0: "pinctrl-bcm2711", 1: "raspberrypi-exp-gpio"}) == 0
    with pytest.raises(LookupError, match="found: gpio-mockup"):
        header_chip({0: "gpio-mockup"})
