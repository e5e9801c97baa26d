"""Tellers: they carry messages to people, each for itself, with a bound on everything."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hub.acts import Delivered
from hub.effects import About, TakeBack, Tell
from hub.outside.threads import Threads

# Seconds before each try, by priority: our own proposal. What is given up is told again by the
# round for as long as it shows, so these need not last for ever.
TRIES_S: Mapping[int, tuple[float, ...]] = {
    3: (0, 5, 15),
    2: (0, 10, 20),
    1: (0, 30),
}
TRY_MOST_S = 15.0  # longer than a library's own pause between two messages; then it is left behind
WAITS_MOST_S = 60.0  # behind others, before it is given up untried
QUEUE_MOST = 200  # messages of one teller
HANGING_MOST = 4  # calls of one teller that nobody waits for any more

OVER = "it was over before it could go out"
FULL = "too much waits there already"
WAITED = "it waited too long behind others"
HANGS = "earlier messages hang there"
NO_ANSWER = f"no answer within {TRY_MOST_S:.0f} s"

_log = logging.getLogger(__name__)

Report = Callable[[Delivered], None]


class Caller(Protocol):
    """One way to reach people: ``hub.outside.calling.AppriseCaller``."""

    @property
    def name(self) -> str: ...

    def call(self, tell: Tell) -> str:
        """Say it, and wait: empty when it was taken, else why not. In a thread; never secrets."""


@dataclass(slots=True)
class Job:
    """One message that waits at a teller. ``about`` shrinks as alarms end.

    One that is being tried when it would have gone is not tried again.
    """

    tell: Tell
    came_at: float
    due_at: float
    about: list[About]
    tried: int = 0
    words: str = ""
    trying: bool = False
    last: bool = False
    rank: tuple[int, float] = field(init=False)

    def __post_init__(self) -> None:
        self.rank = (-self.tell.priority, self.came_at)


class Teller:
    """One teller: what waits there, most urgent first, one try at a time.

    A call that does not come back is left behind in its thread. Neither it nor this ever holds up
    another teller, or the hub's end.
    """

    def __init__(self, caller: Caller, report: Report, counters: Counter[str]) -> None:
        self._caller = caller
        self._report = report
        self._counters = counters
        self._threads = Threads(HANGING_MOST)
        self._jobs: list[Job] = []
        self._something = asyncio.Event()
        self._works = True

    @property
    def waiting(self) -> int:
        return len(self._jobs)

    def tell(self, tell: Tell) -> None:
        """It waits its turn; where too much waits, the least urgent is given up."""
        now = asyncio.get_running_loop().time()
        self._jobs.append(Job(tell, now, now, list(tell.about)))
        if len(self._jobs) > QUEUE_MOST:
            self._counters["notices dropped: too many waited"] += 1
            self._end(max(self._jobs, key=lambda job: job.rank), FULL)
        self._something.set()

    def take_back(self, alarm: str) -> None:
        for job in tuple(self._jobs):
            over = [about for about in job.about if about.alarm == alarm]
            rest = [about for about in job.about if about.alarm != alarm]
            if not over or job.tell.is_end:
                continue
            if job.trying:
                job.last = job.last or not rest
                continue
            job.about = over
            self._tell_back(job, took=False, words=OVER)
            job.about = rest
            if not rest:
                self._jobs.remove(job)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._wait()
            now = asyncio.get_running_loop().time()
            for job in [one for one in self._jobs if now - one.came_at > WAITS_MOST_S]:
                self._end(job, job.words or WAITED)
            due = [job for job in self._jobs if job.due_at <= now]
            if due:
                await self._try(min(due, key=lambda job: job.rank))

    async def _wait(self) -> None:
        """Until something is due."""
        self._something.clear()
        loop = asyncio.get_running_loop()
        due_at = min((job.due_at for job in self._jobs), default=None)
        span_s = None if due_at is None else max(0.0, due_at - loop.time())
        try:
            async with asyncio.timeout(span_s):
                await self._something.wait()
        except TimeoutError:
            return

    async def _try(self, job: Job) -> None:
        waits_s = TRIES_S[job.tell.priority]
        job.tried, job.trying = job.tried + 1, True
        job.words = await self._called(job.tell)
        job.trying = False
        if not job.words:
            self._took(job)
        elif job.last or job.tried >= len(waits_s):
            self._end(job, job.words)
        else:
            self._counters["notices tried again"] += 1
            job.due_at = asyncio.get_running_loop().time() + waits_s[job.tried]

    async def _called(self, tell: Tell) -> str:
        """Empty when it was taken, else why not."""
        call = self._threads.call(lambda: self._caller.call(tell))
        if call is None:
            return HANGS
        try:
            async with asyncio.timeout(TRY_MOST_S):
                return await call
        except TimeoutError:
            return NO_ANSWER

    def _took(self, job: Job) -> None:
        if not self._works:
            _log.info("the teller %s takes messages again", self._caller.name)
        self._works = True
        self._counters["notices told"] += 1
        self._jobs.remove(job)
        self._tell_back(job, took=True, words="")

    def _end(self, job: Job, why: str) -> None:
        """Given up, here."""
        if self._works:
            _log.warning("the teller %s takes no message: %s", self._caller.name, why)
        self._works = False
        self._counters["notices that a teller gave up"] += 1
        self._jobs.remove(job)
        self._tell_back(job, took=False, words=why)

    def _tell_back(self, job: Job, *, took: bool, words: str) -> None:
        """Of an end nobody is waiting to hear."""
        for one in () if job.tell.is_end else job.about:
            self._report(
                Delivered(one.room, one.alarm, one.step, self._caller.name, took, words, one.times)
            )


class Tellers:
    """All of them, by name. To be opened in the hub's loop."""

    def __init__(self, callers: Sequence[Caller], report: Report) -> None:
        self._counts = Counter(
            {
                "notices told": 0,
                "notices tried again": 0,
                "notices that a teller gave up": 0,
                "notices dropped: too many waited": 0,
            }
        )
        self._of = {one.name: Teller(one, report, self._counts) for one in callers}
        self._running: list[asyncio.Task[None]] = []

    @property
    def counters(self) -> Mapping[str, int]:
        if not self._of:
            return {}
        waiting = sum(teller.waiting for teller in self._of.values())
        return {**self._counts, "notices waiting at tellers": waiting}

    def tell(self, tell: Tell) -> None:
        self._of[tell.teller].tell(tell)

    def take_back(self, back: TakeBack) -> None:
        for teller in self._of.values():
            teller.take_back(back.alarm)

    def open(self) -> None:
        self._running = [asyncio.create_task(teller.run()) for teller in self._of.values()]
        for running in self._running:
            running.add_done_callback(_say_failed)

    async def close(self) -> None:
        """At once: what was not taken is told when the hub is back."""
        for running in self._running:
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def _say_failed(running: "asyncio.Task[None]") -> None:
    """It is our own mistake. What was given to it counts as given up after a while."""
    if not running.cancelled() and (wrong := running.exception()):
        _log.critical("a teller has failed, and tells nothing more", exc_info=wrong)
