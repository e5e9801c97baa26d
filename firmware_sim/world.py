"""One room as a whole: somebody in it, the walls around, the devices on them, staff at the door."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import exp
from random import Random

from firmware_sim.badge import Pn532
from firmware_sim.body import Body, Place
from firmware_sim.chips.ads1115 import Ads1115
from firmware_sim.chips.bh1750 import Bh1750
from firmware_sim.chips.chip import Chip, NackError
from firmware_sim.chips.mcp4728 import Mcp4728
from firmware_sim.chips.scd4x import Scd4x
from firmware_sim.chips.sht4x import Sht4x
from firmware_sim.doorway import INPUTS, OUTPUTS, Doorway, For, Pin
from firmware_sim.radar.kinds import Radar
from firmware_sim.radar.mr60bha2 import Echo, Mr60bha2
from firmware_sim.radar.noise import spoilt
from firmware_sim.room import Doing, Room
from firmware_sim.staff import (
    Act,
    Arrive,
    Depart,
    FillForm,
    Rounds,
    Seen,
    ShowBadge,
    Talk,
    Underway,
    Visit,
    filled_form,
)

LONGEST_STEP_S = 0.05
ADDRESSES = {0x44: "sht4x", 0x62: "scd4x", 0x23: "bh1750", 0x48: "ads1115", 0x60: "mcp4728"}
RADAR, CALL_LINE = "radar", "call line"
DEVICES = (*ADDRESSES.values(), RADAR, CALL_LINE)
GENERAL_CALL = 0x00
MAIN_LIGHT, NIGHT_LIGHT, WARM_LIGHT = 0, 1, 2  # outputs of the light's converter
PRESENCE_HOLDS_S = 2.0
IN_ROOM = (Place.BED, Place.FLOOR)
BED_CM, FIDGET_CM = 85.0, 4.0
METER_DBA_PER_V, METER_LEAST_V, METER_MOST_V, METER_NOISE_DBA = 50.0, 0.6, 2.6, 0.5
OWN_WARMTH_C = 0.2  # the CO2 sensor reads a little warmer than the other
CO2_NOISE_PPM = 4.0
MOST_VISITS = 8  # at one door at once
TALKS_SHARE = 0.3  # of rounds to somebody awake


@dataclass(frozen=True, slots=True)
class PinMoved:
    """An input pin has another level."""

    pin: Pin
    level: int


@dataclass(frozen=True, slots=True)
class RadarSaid:
    """Bytes on the radar's wire."""

    sent: bytes


@dataclass(frozen=True, slots=True)
class BadgeSaid:
    """Bytes on the badge reader's wire."""

    sent: bytes


@dataclass(frozen=True, slots=True)
class FormSent:
    """Somebody has sent the form at the door unit."""

    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that a person watching would tell."""

    what: str


Happened = PinMoved | RadarSaid | BadgeSaid | FormSent | Noted


def probe_volts(celsius: float) -> float:
    """Of a thermistor of 10 kOhm at 25 °C (B 3950) to ground, and 10 kOhm to 3.3 V."""
    ohms = 1e4 * exp(3950 * (1 / (celsius + 273.15) - 1 / 298.15))
    return 3.3 * ohms / (ohms + 1e4)


class World:
    """Body, room, devices and staff of one room, brought forward together.

    Surprising: a device that is lost keeps its state; it is its wire that came off.
    """

    def __init__(
        self,
        body: Body,
        doorway: Doorway,
        rounds: Rounds,
        round_visit: Visit,
        rng: Random,
        *,
        radar: Callable[[Random], Radar] = Mr60bha2,
    ) -> None:
        self.body, self.room, self.doorway = body, Room(), doorway
        self.rounds, self.visits_made = rounds, 0
        self.badge, self.radar = Pn532(), radar(rng)
        self.sht4x, self.scd4x = Sht4x(rng.getrandbits(32)), Scd4x(rng.getrandbits(48))
        self.bh1750, self.ads1115, self.mcp4728 = Bh1750(), Ads1115(), Mcp4728()
        self.lost: set[str] = set()
        self.noise = For()
        self._round_visit, self._rng = round_visit, rng
        self._visits: list[Underway] = []
        self._in_room, self._in_ensuite = For(), For()
        self._sense_presence()
        self.pins: dict[Pin, int] = dict.fromkeys(INPUTS, 1) | dict.fromkeys(OUTPUTS, 0)
        self.pins |= self._levels()

    @property
    def chips(self) -> dict[str, Chip]:
        return {
            "sht4x": self.sht4x, "scd4x": self.scd4x, "bh1750": self.bh1750,
            "ads1115": self.ads1115, "mcp4728": self.mcp4728,
        }  # fmt: skip

    def step(self, dt: float, hour: float) -> tuple[Happened, ...]:
        """Let time pass, ``hour`` being the hour of the day; what happened, oldest first."""
        happened: list[Happened] = []
        while dt > 0:
            part, dt = min(dt, LONGEST_STEP_S), dt - LONGEST_STEP_S
            happened += self._step(part, hour)
        return tuple(happened)

    def i2c(self, address: int, write: bytes, read: int) -> bytes:
        """One transaction on the bus. Raises ``NackError`` when nobody answers."""
        if address == GENERAL_CALL and write and not read:
            for name, chip in self.chips.items():
                if name not in self.lost:
                    chip.general_call(write[0])
            return b""
        name = ADDRESSES.get(address, "")
        if name not in self.chips or name in self.lost:
            raise NackError
        return self.chips[name].transaction(write, read)

    def radar_hears(self, received: bytes) -> bytes:
        """What the node sent to the radar; what comes back, if its wire is on."""
        return b"" if RADAR in self.lost else self.radar.hear(received)

    def drive(self, pin: Pin, level: int) -> None:
        """Set an output pin, as the node does."""
        self.pins[pin] = level

    def visit(self, visit: Visit) -> bool:
        """Begin a visit; false when the door is already crowded."""
        if len(self._visits) >= MOST_VISITS:
            return False
        self._visits.append(Underway(visit))
        return True

    def _step(self, dt: float, hour: float) -> list[Happened]:
        self.body.step(dt)
        self.room.step(dt, hour, self.doing())
        happened = self._staff(dt)
        edges = self.doorway.step(dt)
        self.noise.step(dt)
        for hold in (self._in_room, self._in_ensuite):
            hold.step(dt)
        self._sense_presence()
        happened += self._moved(edges)
        happened += self._moved(self._levels().items())
        self._chips(dt)
        happened += self._wires(dt)
        return happened

    def doing(self) -> Doing:
        """What goes on in the room at this moment."""
        inside = self.body.place in IN_ROOM
        return Doing(
            people=int(inside),
            moving=inside and self.body.moving,
            talking=bool(self.doorway.talking),
            door_open=self.doorway.open,
            heating=bool(self.pins[Pin.HEATING]),
            cooling=bool(self.pins[Pin.COOLING]),
            main=min(1.0, self.mcp4728.fraction(MAIN_LIGHT) + self.mcp4728.fraction(WARM_LIGHT)),
            night=self.mcp4728.fraction(NIGHT_LIGHT),
        )

    def _sense_presence(self) -> None:
        if self.body.place in IN_ROOM:
            self._in_room.last(PRESENCE_HOLDS_S)
        if self.body.place is Place.ENSUITE:
            self._in_ensuite.last(PRESENCE_HOLDS_S)

    def _levels(self) -> dict[Pin, int]:
        return (
            self.doorway.levels()
            | self._call()
            | {
                Pin.SOMEBODY_IN_ROOM: int(bool(self._in_room)),
                Pin.SOMEBODY_IN_ENSUITE: int(bool(self._in_ensuite)),
            }
        )

    def _call(self) -> dict[Pin, int]:
        """What a broken line lets through: neither a press, nor the current it is fed."""
        if CALL_LINE in self.lost:
            return {Pin.CALL_RELEASED: 1, Pin.LINE_BACK: 0}
        return {Pin.LINE_BACK: self.pins[Pin.LINE_FEED]}

    def _moved(self, levels: Iterable[tuple[Pin, int]]) -> list[Happened]:
        moved: list[Happened] = []
        for pin, level in levels:
            if self.pins[pin] != level:
                self.pins[pin] = level
                moved.append(PinMoved(pin, level))
        return moved

    def _chips(self, dt: float) -> None:
        room, gauss = self.room, self._rng.gauss
        self.sht4x.temperature_c, self.sht4x.humidity_pct = room.temperature_c, room.humidity_pct
        self.scd4x.temperature_c = room.temperature_c + OWN_WARMTH_C
        self.scd4x.humidity_pct = room.humidity_pct
        self.scd4x.co2_ppm = room.co2_ppm + gauss(0, CO2_NOISE_PPM)
        self.bh1750.lux = room.lux
        volts = (room.sound_dba + gauss(0, METER_NOISE_DBA)) / METER_DBA_PER_V
        self.ads1115.volts[0] = min(max(volts, METER_LEAST_V), METER_MOST_V)
        self.ads1115.volts[1] = probe_volts(room.heat.radiator_c)
        for chip in self.chips.values():
            chip.step(dt)

    def _wires(self, dt: float) -> list[Happened]:
        happened: list[Happened] = []
        if (sent := self.radar.step(dt, self._echo())) and RADAR not in self.lost:
            happened.append(RadarSaid(spoilt(sent, self._rng) if self.noise else sent))
        if sent := self.badge.step(dt):
            happened.append(BadgeSaid(sent))
        return happened

    def _echo(self) -> Echo:
        """Only the bed is in the radar's cone."""
        body = self.body
        distance_cm = BED_CM + (self._rng.uniform(-FIDGET_CM, FIDGET_CM) if body.moving else 0)
        return Echo(body.place is Place.BED, body.displacement_mm, distance_cm, body.moving)

    def _staff(self, dt: float) -> list[Happened]:
        if self.rounds.step(dt):
            talks = not self.body.asleep and self._rng.random() < TALKS_SHARE
            self.visit(replace(self._round_visit, talks=talks))
        happened: list[Happened] = []
        for underway in self._visits:
            for act in underway.step(dt):
                happened += self._act(act)
        self._visits = [each for each in self._visits if not each.over]
        return happened

    def _act(self, act: Act) -> tuple[Happened, ...]:
        match act:
            case Arrive():
                self.doorway.visitors += 1
                return (Noted("somebody comes to the door"),)
            case ShowBadge(uid=uid):
                self.badge.present(uid)
                return (Noted(f"badge {uid.hex().upper()} is shown"),)
            case Talk(for_s=for_s):
                self.doorway.talking.last(for_s)
                return (Noted("they talk at the door"),)
            case FillForm():
                return (FormSent(filled_form(self._seen(), self._rng)),)
            case Depart():
                self.doorway.visitors -= 1
                self.visits_made += 1
                return (Noted("they leave the door"),)

    def _seen(self) -> Seen:
        body = self.body
        return Seen(
            body.place in IN_ROOM, body.asleep, body.moving, body.breathing_per_min, body.posture
        )
