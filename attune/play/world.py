"""A ward on virtual time: the very node and hub machines, simulated rooms, one broker between."""

import heapq
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from attune.play.hub import HUB_IS_DOWN, Dying, PlayedHub
from attune.play.network import Broker, Weather
from attune.play.room import PlayedRoom
from attune.play.setting import Setting, Tenant
from attune.play.told import Befell, Told, WasDenied
from attune.play.unit import Unit
from hub.acts import Act, On
from hub.device import SIMULATOR
from hub.rooms.state import RoomState
from hub.site import Site
from ward.rooms import RoomId
from ward.units import Instant, Span, seconds

T = TypeVar("T")  # one of Told

PUMP_MOST = 1000  # rounds of talk within one moment; two machines never end otherwise
NOT_RECORDED = "not recorded: the hub cannot write to its disk"


@dataclass(frozen=True, slots=True)
class Machines:
    """What the ward runs on. Only a test that breaks something puts in anything else."""

    hub: Callable[[Site, Weather], PlayedHub] = PlayedHub
    unit: Callable[[PlayedRoom, int, Weather], Unit] = Unit


REAL = Machines()


class World:
    """Moves true time on, a step at a time, and carries what follows; it decides nothing.

    ``now`` is the truth: each machine has a clock of its own beside it. The same setting and
    the same acts play the same night, to the byte. Surprising: acts and faults take effect at
    once, between two steps; what takes a while (``visit``) is put into the ``agenda``.
    """

    def __init__(
        self,
        setting: Setting,
        weather: Weather | None = None,
        machines: Machines = REAL,
        watched: Callable[["World"], object] = lambda _world: None,
    ) -> None:
        self.setting, self.machines = setting, machines
        self.now = setting.began
        self.rng = Random(setting.seed)  # noqa: S311  (a story's chance, no secret)
        self.weather = weather or Weather(_seeded(self.rng))
        self.broker = Broker(setting.habits, self.weather)
        self.hub = machines.hub(setting.site, self.weather)
        self.hub.tellers.routes = setting.routes
        self.units = {room: self._unit(room) for room in setting.site.rooms}
        self._agenda: list[tuple[Instant, int, Callable[[], None]]] = []
        self._agenda_seq = 0
        self._watchers: dict[object, list[Callable[..., None]]] = defaultdict(list)
        self._denied: list[str] = []
        self._hub_back_at: Instant | None = None
        self.hub_wanted = True
        self.watch(WasDenied, lambda told: self._denied.append(told.words))
        watched(self)  # before anything has happened
        self._begin()

    def _unit(self, room: RoomId) -> Unit:
        setting = self.setting
        rng = _seeded(self.rng)
        tenant = setting.tenants.get(room, Tenant())
        played = PlayedRoom(room, setting.radar, tenant, rng)
        return self.machines.unit(played, setting.readings_every_s, self.weather)

    def _begin(self) -> None:
        self.hub.tells = self.hub.tellers.tells = self._tell
        self.broker.know(self.hub.client)
        self.hub.start(self.now)
        for unit in self.units.values():
            unit.tells = self._tell
            self.broker.know(unit.client)
            unit.start(self.now)
        self.settle()

    # ---- whoever watches ---------------------------------------------------------------------

    def watch(self, kind: type[T], tells: Callable[[T], None]) -> None:
        """Be told of everything of this kind, as it happens."""
        self._watchers[kind].append(tells)

    def _tell(self, told: Told) -> None:
        for tells in self._watchers.get(type(told), ()):
            tells(told)

    def befell(self, room: RoomId | None, words: str) -> None:
        """Let whoever watches know of a fault."""
        self._tell(Befell(self.now, room, words))

    def state(self, room: RoomId) -> RoomState:
        """The room as the hub shows it. Raises ``LookupError`` while the hub is down."""
        return self.hub.shown(room)

    # ---- time --------------------------------------------------------------------------------

    def wait(self, span: Span) -> None:
        self.until(self.now + span)

    def until(self, moment: Instant) -> None:
        """Let the night go on until then, step by step."""
        while self.now < moment:
            self.step()

    def later(self, span: Span, do: Callable[[], None]) -> None:
        """Do this at the step on which so much time has passed."""
        self._agenda_seq += 1
        heapq.heappush(self._agenda, (self.now + span, self._agenda_seq, do))

    def step(self) -> None:
        dt = self.setting.step_s
        self.now += seconds(dt)
        while self._agenda and self._agenda[0][0] <= self.now:
            heapq.heappop(self._agenda)[2]()
        self._raise_hub()
        for unit in self.units.values():
            unit.step(dt, self.now)
        self.settle(tick=self.now.microsecond == 0)

    def settle(self, *, tick: bool = False) -> None:
        """Carry messages until nobody has anything more to say at this moment."""
        now, hub = self.now, self.hub
        for _ in range(PUMP_MOST):
            self.broker.tick(now)
            self.broker.move(now)
            hub.hear(now)
            worked = hub.turn(now, tick=tick)
            tick = False
            if worked:
                self.broker.move(now)
            heard = [unit.hear(now) for unit in self.units.values()]
            if not worked and not any(heard):
                return
        raise RuntimeError(f"at {now:%H:%M:%S} node and hub talk without end")

    def _raise_hub(self) -> None:
        """A hub whose store refused it is started again by its machine, as often as it takes."""
        if self.hub.round is not None or not self.hub_wanted:
            self._hub_back_at = None
        elif self._hub_back_at is None:
            self._hub_back_at = self.now + seconds(self.setting.habits.hub_restart_s)
        elif self._hub_back_at <= self.now:
            self._hub_back_at = None
            self.hub.start(self.now)

    # ---- what people do at the station ---------------------------------------------------------

    def do(self, act: Act) -> tuple[str, ...]:
        """Somebody does this at the panel; the words in which it was denied, if it was."""
        if self.hub.round is None or self.hub.cannot_record:
            words = HUB_IS_DOWN if self.hub.round is None else NOT_RECORDED
            self._tell(WasDenied(self.now, words))
            return (words,)
        self._denied.clear()
        self.hub.put(On(act, SIMULATOR))
        self.settle()
        return tuple(self._denied)

    # ---- faults of the hub and the broker -------------------------------------------------------

    def kill_hub(self, dying: Dying | None = None) -> None:
        """At once; or at that point of the next turn that stores something. It stays down."""
        self.hub_wanted = False
        if dying is None:
            self.hub.stop(self.now)
        else:
            self.hub.dying = dying
        self.befell(None, f"the hub is killed {dying or ''}".rstrip())
        self.settle()

    def start_hub(self) -> None:
        self.hub_wanted = True
        self.hub.dying = None
        if self.hub.round is None:
            self.hub.start(self.now)
            self.befell(None, "the hub is started")
        self.settle()

    def fill_hub_disk(self, *, full: bool = True) -> None:
        self.hub.disk.full = full
        self.befell(None, f"the hub's disk is {'full' if full else 'freed'}")

    def fail_tellers(self, *names: str, span: Span | None = None) -> None:
        """These, or all, take nothing; for so long, or until they work again."""
        self.hub.tellers.fail(*names)
        self.befell(None, f"{', '.join(names) or 'the tellers'} fail")
        if span is not None:
            self.later(span, lambda: self.mend_tellers(*names))

    def mend_tellers(self, *names: str) -> None:
        self.hub.tellers.work_again(*names)
        self.befell(None, f"{', '.join(names) or 'the tellers'} work again")

    def step_hub_clock(self, by_s: float) -> None:
        self.hub.clock.step(by_s, self.now)
        self.befell(None, f"the hub's clock steps {by_s:+g} s")

    def stop_broker(self, *, forgets: bool = True) -> None:
        """The broker goes; with ``forgets``, so does all that it kept."""
        self.broker.stop(self.now, forgets=forgets)
        self.befell(None, "the broker stops" + (" and forgets" if forgets else ""))
        self.settle()

    def start_broker(self) -> None:
        self.broker.up = True
        self.befell(None, "the broker starts")
        self.settle()


def _seeded(rng: Random) -> Random:
    """Another chance, drawn from this one, so that rooms do not share theirs."""
    return Random(rng.getrandbits(32))  # noqa: S311  (a story's chance, no secret)
