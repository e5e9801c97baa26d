"""Calls that may never come back, each in a thread of its own that nobody waits for at the end."""

import asyncio
import contextlib
import threading
from collections.abc import Callable


class Threads:
    """A bounded number of calls at once. Each is a daemon: it ends with the program."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._running = 0

    def call(self, do: Callable[[], str]) -> "asyncio.Future[str] | None":
        """What it returns, or the name of what it raised; ``None`` where too many still run.

        Whatever is raised is an answer, ``SystemExit`` too, or it would run for ever.
        """
        if self._running >= self._most:
            return None
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str] = loop.create_future()
        self._running += 1

        def finished(words: str) -> None:
            self._running -= 1
            if not answer.done():
                answer.set_result(words)

        def work() -> None:
            try:
                words = do()
            except BaseException as wrong:  # noqa: BLE001  (its text may hold a password)
                words = f"failed with {type(wrong).__name__}"
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(finished, words)

        try:
            threading.Thread(target=work, daemon=True, name="teller").start()
        except RuntimeError as wrong:  # this machine has no thread left at this moment
            finished(f"failed with {type(wrong).__name__}")
        return answer
