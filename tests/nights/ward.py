"""A ward on virtual time, as stories are told of it: ``ward.until("02:15")``."""

from datetime import timedelta

from attune.play.place import SEEN, Place
from attune.play.setting import AT_ONCE, Radar, Setting
from attune.play.told import HubSaid, NoticeSent
from attune.play.world import World
from edge.events import Event
from hub import acts
from hub.alarms.route import Route
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from hub.site import Site
from tests.hub.world import JT, KO, MT
from ward.announcements import AlarmChanged, Change
from ward.authority import Authority
from ward.care import Person
from ward.observations import Content
from ward.rooms import RoomId
from ward.units import Instant, seconds


class Ward:
    """The played world, with connections that notice at once, and acts that take their time."""

    def __init__(
        self,
        *rooms: RoomId,
        seed: int = 1,
        site: Site | None = None,
        radar: Radar = Radar.WAVEFORM,
        routes: tuple[Route, ...] = (),
    ) -> None:
        self.site = site or Site(rooms=rooms, staff=(MT, KO))
        self.world = World(
            Setting(self.site, seed=seed, radar=radar, habits=AT_ONCE, routes=routes)
        )
        self.rooms = {room: Place(self.world, room) for room in self.site.rooms}
        self.alarms_told: list[AlarmChanged] = []
        self.messages: list[NoticeSent] = []
        self.world.watch(HubSaid, self._told)
        self.world.watch(NoticeSent, self.messages.append)

    def _told(self, said: HubSaid) -> None:
        if isinstance(said.message, AlarmChanged):
            self.alarms_told.append(said.message)

    # ---- time ------------------------------------------------------------------------------

    @property
    def now(self) -> Instant:
        return self.world.now

    def until(self, clock: str) -> None:
        """Until this time: of the same night, or of the day after when it is past."""
        hour, minute, *second = (int(part) for part in clock.split(":"))
        moment = self.now.replace(hour=hour, minute=minute, second=second[0] if second else 0)
        assert moment >= self.now, f"it is already {self.now:%H:%M:%S}"
        self.world.until(moment)

    def wait(self, span_s: float) -> None:
        self.world.wait(seconds(span_s))

    # ---- faults ----------------------------------------------------------------------------

    def kill_hub(self) -> None:
        self.world.kill_hub()

    def start_hub(self) -> None:
        self.world.start_hub()

    def stop_broker(self) -> None:
        """The broker goes, and with it all that it kept."""
        self.world.stop_broker()

    def start_broker(self) -> None:
        self.world.start_broker()

    def cut_link(self, room: RoomId) -> None:
        self.rooms[room].cut_link()

    def mend_link(self, room: RoomId) -> None:
        self.rooms[room].mend_link()

    def cut_power(self, room: RoomId) -> None:
        self.rooms[room].power_off()

    def restore_power(self, room: RoomId) -> None:
        """The node boots: another boot, with what its disk held."""
        self.rooms[room].power_on()

    # ---- people ----------------------------------------------------------------------------

    def begins(self, room: RoomId, person: Person = JT, every_min: int = 15) -> None:
        self.does(
            acts.BeginEpisode(room, person, every_min, Authority.CODE, "~26.124", "K.O.", "reason")
        )

    def authorises(self, room: RoomId, hours: float = 24) -> None:
        until = self.now + timedelta(hours=hours)
        self.does(acts.Authorise(room, "K.O.", "after injection", until, capacity="agrees"))

    def does(self, act: acts.Act) -> tuple[str, ...]:
        return self.world.do(act)

    def feeds(self, room: RoomId, event: Event) -> None:
        """Something happens at this room's node."""
        self.rooms[room].unit.feed(event, self.now)
        self.world.settle()

    def visits(
        self,
        room: RoomId,
        *,
        stay_s: float = 30,
        badge: str | None = MT.badge,
        content: Content | None = SEEN,
    ) -> None:
        """Come to the door, show a badge, stay, record what is seen, go."""
        self.rooms[room].visit(badge, stays=seconds(stay_s), content=content)
        self.wait(stay_s)

    def calls(self, room: RoomId) -> None:
        self.rooms[room].calls()

    # ---- what can be read ------------------------------------------------------------------

    @property
    def facts(self) -> list[AnyFact]:
        return self.world.hub.disk.facts

    def state(self, room: RoomId) -> RoomState:
        return self.world.state(room)

    def alarms(self, room: RoomId) -> set[str]:
        return {alarm.condition for alarm in self.state(room).alarms}

    def began(self, room: RoomId, condition: str) -> list[str]:
        """When alarms of this condition began in this room, as told on the wire."""
        return [
            f"{told.at:%H:%M:%S}"
            for told in self.alarms_told
            if told.room == room
            and told.change is Change.BEGAN
            and told.alarm.condition == condition
        ]
