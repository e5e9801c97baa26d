"""Sensing: a program beside the hub works out what the rooms measured; no alarm waits for it."""

import asyncio
import logging
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence

from hub.estates.sensed import NOTHING_SENSED, Sensed, read

AFTER_S = 300.0  # a hub that starts has other things to do first
EVERY_S = 3 * 3600.0  # our own proposal
LASTS_MOST_S = 1800.0
WORDS_MOST = 300

_log = logging.getLogger(__name__)


class Sensing:
    """Asks that command now and then. What it said last is kept, and says itself how old it is."""

    def __init__(
        self, command: Sequence[str], *, after_s: float = AFTER_S, every_s: float = EVERY_S
    ) -> None:
        self._command = command
        self._after_s, self._every_s = after_s, every_s
        self.latest = NOTHING_SENSED
        self.failed = 0  # times, since this hub began

    async def run(self) -> None:
        """Until cancelled. Without a command nothing is ever asked."""
        await asyncio.sleep(self._after_s)
        while self._command:
            try:
                self.latest = await self._asked()
            except (OSError, ValueError, TimeoutError) as wrong:
                self.failed += 1
                _log.warning("what the rooms measured is not worked out: %s", wrong)
            await asyncio.sleep(self._every_s)

    async def _asked(self) -> Sensed:
        """Raises ``ValueError`` for what is no answer, ``TimeoutError`` where none comes."""
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
        )
        try:
            async with asyncio.timeout(LASTS_MOST_S):
                said, wrong = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode:
            raise ValueError(wrong.decode(errors="replace").strip()[-WORDS_MOST:] or "it failed")
        return await asyncio.to_thread(read, said)
