"""The badge reader at the door, a PN532 on a serial line, on a thread of its own."""

import asyncio
import select
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import serial

from edge.decode.presentation import Presentation
from edge.events import BadgeSensed, Event, FaultBegan, FaultEnded
from edge.outside.failure import in_words
from edge.outside.makers import PN532_UART, BusyError

DEVICE = "badge reader"
BAUD = 115_200
READ_WITHIN_S = 0.1
ACKNOWLEDGED_WITHIN_S = 0.5
ASK_AGAIN_S = 0.4  # while a card is in the field
CHECK_EVERY_S = 10.0  # that a reader with nothing to say is still there
LOOK_UP_EVERY_S = 1.0  # whether the program is ending
RETRY_LEAST_S, RETRY_MOST_S = 1.0, 15.0


class BadgePort:
    """One ``BadgeSensed`` for each time a card is presented, however long it is held on.

    The reader itself waits for the card; this thread sleeps until bytes come. A reader that
    does not answer is a fault, and is tried again.
    """

    def __init__(
        self, path: Path, loop: asyncio.AbstractEventLoop, say: Callable[[Event], None]
    ) -> None:
        self._path, self._loop, self._say = path, loop, say
        self._presentation = Presentation()
        self._faulty = False
        self._wait_s = RETRY_LEAST_S
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._live, name="badge", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _live(self) -> None:
        while not self._stopping.is_set():
            try:
                with serial.Serial(
                    str(self._path), BAUD, timeout=READ_WITHIN_S, write_timeout=1, exclusive=True
                ) as port:
                    self._watch(port)
            except Exception as failed:  # noqa: BLE001 - drivers raise what they like
                self._fails(failed)
                self._stopping.wait(self._wait_s)
                self._wait_s = min(2 * self._wait_s, RETRY_MOST_S)

    def _watch(self, port: serial.Serial) -> None:
        reader: Any = PN532_UART(port)
        self._answers()
        while not self._stopping.is_set():
            card = self._wait_for_card(reader, port)
            for badge in self._presentation.feed(card, time.monotonic()):
                self._hop(BadgeSensed(badge))
            if self._presentation.held(time.monotonic()):
                self._stopping.wait(ASK_AGAIN_S)

    def _wait_for_card(self, reader: Any, port: serial.Serial) -> bytes | None:
        """The card in the field, or ``None`` after a while. Raises when the reader is silent."""
        if not reader.listen_for_passive_target(timeout=ACKNOWLEDGED_WITHIN_S):
            raise TimeoutError("it does not acknowledge a command")
        held = self._presentation.held(time.monotonic())
        until_s = time.monotonic() + (ASK_AGAIN_S if held else CHECK_EVERY_S)
        while not self._stopping.is_set() and (left_s := until_s - time.monotonic()) > 0:
            if select.select([port.fileno()], [], [], min(left_s, LOOK_UP_EVERY_S))[0]:
                return _card(reader)
        return None

    def _answers(self) -> None:
        self._wait_s = RETRY_LEAST_S
        if self._faulty:
            self._faulty = False
            self._hop(FaultEnded(DEVICE))

    def _fails(self, failed: Exception) -> None:
        if not self._faulty and not self._stopping.is_set():
            self._faulty = True
            self._hop(FaultBegan(DEVICE, in_words(failed)))

    def _hop(self, event: Event) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._say, event)


def _card(reader: Any) -> bytes | None:
    """The card that the reader has begun to tell of; two at once, or half a card, are none."""
    try:
        uid = reader.get_passive_target(timeout=ACKNOWLEDGED_WITHIN_S)
    except (BusyError, RuntimeError, IndexError):
        return None
    return bytes(uid) if uid else None
