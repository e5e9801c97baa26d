"""A night at 1x: real programs are started, the night happens to them, and is read from them."""

import heapq
import itertools
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from attune.play.night import Night
from attune.play.real.deeds import BROKER, HUB, SIM, RealStage, node_of, refused
from attune.play.real.files import Ground, write
from attune.play.real.hands import Hands
from attune.play.real.listening import Listener
from attune.play.real.programs import Programs
from attune.play.story import Played, Progress, done, record_of
from attune.play.told import Befell, Kept, NodeSaid, WasDenied
from attune.play.wrong import CannotPlayError
from hub.outside.reading import Reading
from hub.rooms.facts import AnyFact

READY_WITHIN_S = 60.0
LOOKS_EVERY_S = 0.05
MOMENTS = ("at", "observed_at", "since", "watch_since", "watch_due", "said_to_be_at", "until")


def play(night: Night, progress: Progress = lambda _now: None) -> Played:
    """Play it as slowly as life. Raises ``CannotPlayError`` for what cannot be done so."""
    wrongs = tuple(refused(night))
    if wrongs:
        raise CannotPlayError(night.file, wrongs)
    with tempfile.TemporaryDirectory(prefix="attune-") as home:
        return _Performance(night, Path(home), progress).run()


class _Performance:
    """One night on real programs. ``now`` is the night's time; the programs have life's."""

    def __init__(self, night: Night, home: Path, progress: Progress) -> None:
        self._night, self._head, self._progress = night, night.head, progress
        ports = _free_ports(len(night.head.rooms) + 2)
        self._ground = Ground(home, next(ports), next(ports))
        self._programs = Programs(home)
        self._hands = Hands(self._ground, self._head)
        self._stage = RealStage(
            self._ground, self._head, self._hands, self._programs, self._later, self._befell
        )
        self._record = record_of(self._head)
        self._heard: list[NodeSaid] = []
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._started = datetime.now(UTC)

    def run(self) -> Played:
        try:
            self._open()
            listener = Listener(self._ground.broker_port, self._heard.append)
            listener.start()
            try:
                self._perform()
            finally:
                listener.stop()
        finally:
            self._programs.stop()
        self._gather()
        return Played(self._night, self._record)

    # ---- before and after --------------------------------------------------------------------

    def _open(self) -> None:
        """Every program runs, and every room is heard."""
        write(self._ground, self._head)
        self._stage.start(BROKER)
        self._wait_for(lambda: _listens(self._ground.broker_port), "the broker")
        for name in (SIM, HUB, *map(node_of, self._head.rooms)):
            self._stage.start(name)
        self._wait_for(self._all_heard, "every room's readings")

    def _all_heard(self) -> bool:
        rooms = self._hands.rooms()
        return bool(rooms) and all(room["readings"] for room in rooms)

    def _wait_for(self, is_so: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + READY_WITHIN_S
        while not is_so():
            fallen = self._programs.fallen()
            if fallen or time.monotonic() > end:
                said = "".join(self._programs.log(name)[-600:] for name in fallen)
                raise CannotPlayError.unread(
                    self._night.file, f"{what} did not come within {READY_WITHIN_S:.0f} s. {said}"
                )
            time.sleep(LOOKS_EVERY_S)

    def _gather(self) -> None:
        """What the hub wrote down and what was heard on the wire, in the night's own time."""
        reading = Reading(self._ground.store)
        try:
            for _, fact in reading.facts():
                moved = self._in_the_night(fact)
                self._record.told(Kept(moved.at, moved))
        finally:
            reading.close()
        for said in self._heard:
            at = self._virtual(said.at)
            if at >= self._head.begins:
                told = NodeSaid(at, said.room, said.topic, said.message, said.given)
                self._record.told(told)

    def _in_the_night(self, fact: AnyFact) -> AnyFact:
        """The same fact, with its moments as the night's."""
        moments = {
            name: self._virtual(getattr(fact, name))
            for name in MOMENTS
            if isinstance(getattr(fact, name, None), datetime)
        }
        return fact.model_copy(update=moments)

    def _virtual(self, moment: datetime) -> datetime:
        return moment - self._started + self._head.begins

    # ---- the night ---------------------------------------------------------------------------

    @property
    def _now(self) -> datetime:
        return self._virtual(datetime.now(UTC))

    def _later(self, span: timedelta, do: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (self._now + span, next(self._numbers), do))

    def _perform(self) -> None:
        self._started = datetime.now(UTC)
        self._stage.begin()
        for event in self._night.events:
            self._until(event.at)
            self._record.done.append(done(event))
            self._do(partial(self._stage.do, event), event.words)
        self._until(self._head.ends)

    def _until(self, moment: datetime) -> None:
        """Let life go on until then, doing what is due on the way."""
        while self._now < moment:
            while self._agenda and self._agenda[0][0] <= self._now:
                self._do(heapq.heappop(self._agenda)[2], "what was to follow")
            time.sleep(LOOKS_EVERY_S)
            self._progress(self._now)

    def _befell(self, words: str) -> None:
        self._record.told(Befell(self._now, None, words))

    def _do(self, deed: Callable[[], None], words: str) -> None:
        """What cannot be done to programs that are down is told, and the night goes on."""
        try:
            deed()
        except OSError as why:
            self._befell(f"{words} could not be done: {why}")
        for denied in self._hands.denied:
            self._record.told(WasDenied(self._now, denied))
        self._hands.denied.clear()


def _free_ports(count: int) -> Iterator[int]:
    """So many that were free a moment ago; the first is the panel's, with the doors' after it."""
    for first in range(21_000, 29_000, count + 1):
        if all(_can_bind(first + more) for more in range(count)):
            yield first
            yield first + count - 1
            return
    raise CannotPlayError.unread("attune", f"no {count} ports in a row are free on this machine")


def _can_bind(port: int) -> bool:
    with closing(socket.socket()) as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _listens(port: int) -> bool:
    with closing(socket.socket()) as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
