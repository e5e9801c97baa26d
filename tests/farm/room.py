"""One room of the farm: a real node in its real shell, with no hardware and a made-up life."""

import asyncio
import random
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, cast

from edge.charge import Charge
from edge.events import CallSensed, Event, Positions
from edge.moment import Moment
from edge.node import Node
from edge.outside.clock import Clock
from edge.outside.hardware import Hardware
from edge.outside.mqtt import Wire
from edge.outside.spool import Spool
from edge.run import VERSION, Running
from tests.farm.life import Life
from tests.farm.truth import instead
from ward.envelope import Standing, VitalBody
from ward.rooms import RoomId
from ward.topics import node_listens
from ward.vitals import Doubt, Doubted, Rate, Vital

STEP_S = 0.1


class SetClock:
    """This machine's clocks, the wall clock believed whatever the kernel says of it."""

    def __init__(self) -> None:
        self._began_s = time.monotonic()

    def now(self) -> Moment:
        return Moment(datetime.now(UTC), time.monotonic() - self._began_s)


class NoHardware:
    """Nothing is fitted; whatever is asked of it is done."""

    about = "a room of the farm"
    counters: ClassVar[dict[str, int]] = {}

    def poll(self) -> None: ...

    def take(self, positions: Positions) -> None: ...

    def ask_radar(self, data: bytes) -> None: ...

    def try_line(self) -> None: ...


class Room:
    """``quiet`` says nothing new, but goes on owing, ticking and being on the wire."""

    def __init__(self, room: RoomId, home: Path, rate: float) -> None:
        loop = asyncio.get_running_loop()
        boot = secrets.token_hex(8)
        self.room = room
        self.quiet = False
        self.haste = 1.0  # so much happens in a second as elsewhere in so many
        self._clock = SetClock()
        self._spool = Spool(home / f"outbox-{room.slug}.sqlite3", room)
        self._node = Node(
            room,
            boot,
            VERSION,
            NoHardware.about,
            frozenset({"main_light"}),
            self._clock.now(),
            memory=self._spool.memory,
        )
        self._breathe(self._node, boot)
        self._life = Life(f"{room} {boot}", rate)
        self._lived_s = self._lived_up_s = self._breaths = 0.0
        self.wire = Wire(loop, self._say, will=self._node.will(), name=f"attune-{room.slug}")
        self._running = Running(
            self._node,
            cast("Clock", self._clock),
            self.wire,
            cast("Hardware", NoHardware()),
            self._spool,
        )

    async def live(self, port: int) -> None:
        """Until cancelled, or until the node breaks."""
        self.wire.open("127.0.0.1", port, None, None, node_listens(self.room))
        ticking = asyncio.create_task(self._running.tick())
        try:
            while not self._running.broken.done():
                self._happen(self._clock.now().up_s)
                await asyncio.sleep(STEP_S)
            self._running.broken.result()
        finally:
            ticking.cancel()

    def _say(self, event: Event) -> None:
        self._running.say(event)

    def live_on(self, how: str, factor: float = 1) -> None:
        """``quiet``, ``talk`` again, or in ``haste``."""
        if how == "haste":
            self.haste = factor
        else:
            self.quiet = how == "quiet"

    def call(self) -> None:
        """The person presses the button."""
        self._running.happened(CallSensed())

    def _happen(self, up_s: float) -> None:
        passed_s, self._lived_up_s = up_s - self._lived_up_s, up_s
        self._lived_s += passed_s * self.haste
        if self.quiet:
            self._life.miss(self._lived_s)
            return
        for event in self._life.due(self._lived_s):
            self._running.happened(event)
        self._breaths += passed_s * (self.haste - 1)  # the first of each second is the node's own
        while self._breaths >= 1:
            self._breaths -= 1
            now = self._clock.now()
            for vital in self._node._bed.vitals(self._node._charge, now, Standing()):
                self._node._post.say(vital, now)

    @property
    def owed(self) -> int:
        return self._node._post.counters["owed"]

    @property
    def lost(self) -> int:
        return self._node._post.counters["owed and lost"]

    async def close(self) -> None:
        await asyncio.to_thread(self.wire.close, self._node.will())
        self._spool.close()

    def _breathe(self, node: Node, boot: str) -> None:
        """A rate each second instead of a radar's bytes, unless it is to be quiet."""
        chance = random.Random(boot)
        due = node._vitals.due

        def vitals(charge: Charge, now: Moment, _standing: Standing) -> tuple[VitalBody, ...]:
            given = charge.authorisation is not None and now.at < charge.authorisation.until
            rate = Rate(per_minute=round(chance.uniform(10, 18), 3), quality=0.9)
            said = rate if given else Doubted(doubt=Doubt.NOT_AUTHORISED)
            return (VitalBody(vital=Vital.BREATHING, said=said, commissioned=given),)

        instead(node._vitals, "due", lambda up_s: not self.quiet and due(up_s))
        instead(node._bed, "vitals", vitals)
