"""The processes of a ward: started, prefixed, started again if they fall, and all stopped."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from attune.voice import SUPERVISED

AGAIN_FIRST_S = 1.0
AGAIN_MOST_S = 15.0
STEADY_S = 30.0  # having run this long, the next fall is a first one again
STOP_S = 8.0
LINE_MOST = 64_000
_PR_SET_PDEATHSIG = 1

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Program:
    """One program of the ward: its name in the log, and what is typed to start it."""

    name: str
    arguments: Sequence[str]


class Children:
    """Every process the ward needs. None outlives its supervisor, however that ends."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._stopping = asyncio.Event()
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._keepers: list[asyncio.Task[None]] = []

    def start(self, program: Program) -> None:
        """Start it, and start it again whenever it ends by itself."""
        self._keepers.append(asyncio.create_task(self._keep(program)))

    def alive(self, name: str) -> bool:
        return name in self._running

    async def stop(self) -> None:
        """Ask all to end; make whoever has not after a few seconds."""
        self._stopping.set()
        self._signal(signal.SIGTERM)
        _, late = await asyncio.wait(self._keepers, timeout=STOP_S) if self._keepers else ((), ())
        if late:
            self._say("attune", f"stopping by force: {', '.join(self._running)}")
            self._signal(signal.SIGKILL)
            for keeper in late:
                keeper.cancel()
            await asyncio.wait(late, timeout=STOP_S)

    def _signal(self, number: signal.Signals) -> None:
        for process in self._running.values():
            if process.returncode is None:
                process.send_signal(number)

    async def _keep(self, program: Program) -> None:
        again_s = AGAIN_FIRST_S
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            began = loop.time()
            code = await self._once(program)
            if self._stopping.is_set():
                return
            steady = loop.time() - began > STEADY_S
            again_s = AGAIN_FIRST_S if steady else again_s
            self._say(program.name, f"ended with code {code}; starting again in {again_s:.0f} s")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), again_s)
            again_s = min(again_s * 2, AGAIN_MOST_S)

    async def _once(self, program: Program) -> int:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "attune",
            *program.arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LINE_MOST,
            env={**os.environ, SUPERVISED: "1"},
            start_new_session=True,
            preexec_fn=end_with_parent(os.getpid()),
        )
        self._running[program.name] = process
        try:
            await self._pass_on(program.name, process)
            return await process.wait()
        finally:
            del self._running[program.name]
            if process.returncode is None:
                process.kill()

    async def _pass_on(self, name: str, process: asyncio.subprocess.Process) -> None:
        stream = process.stdout
        if stream is None:
            raise RuntimeError(f"{name} was started without a pipe")
        while True:
            try:
                line = await stream.readline()
            except ValueError:  # a line past the limit; what follows is read on
                continue
            if not line:
                return
            self._say(name, line.decode("utf-8", "replace").rstrip())


def end_with_parent(parent: int) -> Callable[[], None]:
    """For the child, before it becomes the program: be killed when the supervisor dies."""
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


async def until(true: Callable[[], Awaitable[bool]], within_s: float) -> bool:
    """Ask again every quarter of a second until it is so; ``False`` when time is over."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within_s
    while not await true():
        if loop.time() > end:
            return False
        await asyncio.sleep(0.25)
    return True
