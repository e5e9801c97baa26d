"""One played room: a body, the air, a door, and whoever stands before it. No node yet."""

from random import Random

from attune.play.beds import over_bed, together
from attune.play.setting import Radar, Tenant
from edge.events import (
    DoorSensed,
    Event,
    LineSensed,
    LockSensed,
    Positions,
    PresenceSensed,
    TalkSensed,
)
from firmware_sim.body import Body
from firmware_sim.body import Place as At
from firmware_sim.chest import SyntheticChest
from firmware_sim.radar.mr60bha2 import Echo
from firmware_sim.room import Doing, Room, together_dba
from ward.happenings import Place
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant

DARK = Positions(False, False, False, False, False)
HEART_PER_MIN = 66.0


class PlayedRoom:
    """What there is to be sensed, whether or not anything senses it.

    Surprising: a second person has no chest of their own; they are only told from one.
    """

    def __init__(self, room: RoomId, radar: Radar, tenant: Tenant, rng: Random) -> None:
        self.room = room
        self.rng = rng
        chest = SyntheticChest(tenant.breathing or 14.0, HEART_PER_MIN, rng)
        self.body = Body(chest, rng, At.AWAY if tenant.breathing is None else At.BED)
        self.radar = over_bed(radar, rng)
        self.climate = Room()
        self.driven = DARK  # what the node has the actuators do
        self.door_open = False
        self.locked = tenant.locked
        self.standing_there = 0  # people in front of the door
        self.talking = False
        self.line_broken = False  # of the call button
        self.second_person = False
        self.daylight_lux = 0.0  # beyond what the hour gives
        self.noise_dba = 0.0
        self.radar_stuck = False
        self._echo = Echo(in_cone=False)
        self._rates = (0.0, 0.0)  # of breathing, and of the heart

    def step(self, dt: float, now: Instant) -> Event | None:
        """Let time pass; what the radar says meanwhile, its phases each of their own moment."""
        self.climate.step(dt, now.hour + now.minute / 60, self._doing())
        parts = round(dt / self.radar.glances_s) or 1
        said = [self._glance(dt / parts) for _ in range(parts)]
        return together(tuple(each for each in said if each is not None))

    def _glance(self, dt: float) -> Event | None:
        body = self.body
        body.step(dt)
        if not self.radar_stuck:
            self._echo = Echo(
                in_cone=body.place is At.BED,
                displacement_mm=body.displacement_mm,
                moving=body.moving or self.second_person,
                people=1 + self.second_person,
            )
            self._rates = body.breathing_per_min, body.heart_per_min
        return self.radar.step(dt, self._echo, self._rates)

    def _doing(self) -> Doing:
        return Doing(
            people=int(self.body.present) + self.second_person,
            moving=self.body.moving,
            talking=self.talking,
            door_open=self.door_open,
            heating=self.driven.heating,
            cooling=self.driven.cooling,
            main=self.driven.main_light,
            night=self.driven.night_light,
        )

    def levels(self) -> tuple[Event, ...]:
        """How everything stands at the door and inside, as its sensors have it."""
        place = self.body.place
        inside = place in (At.BED, At.FLOOR) or self.second_person
        return (
            DoorSensed(self.door_open),
            LockSensed(self.locked),
            PresenceSensed(Place.ROOM, inside),
            PresenceSensed(Place.ENSUITE, place is At.ENSUITE),
            PresenceSensed(Place.DOORSIDE, self.standing_there > 0),
            TalkSensed(self.talking),
            LineSensed(not self.line_broken),
        )

    def value(self, what: Quantity) -> float:
        """What a good sensor would say of the air, the light and the noise."""
        climate = self.climate
        return {
            Quantity.TEMPERATURE: climate.temperature_c,
            Quantity.HUMIDITY: climate.humidity_pct,
            Quantity.CO2: climate.co2_ppm,
            Quantity.LIGHT: climate.lux + self.daylight_lux,
            Quantity.SOUND: together_dba(climate.sound_dba, self.noise_dba),
        }[what]
