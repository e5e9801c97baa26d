"""Hold: both loops of a room, from what is asked of it to where its lamps and relays stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from edge.act.brightness import Aim
from edge.act.colour import Channels, Colour, Whites
from edge.act.fade import PACE_PER_S
from edge.act.light import FullLux, Light
from edge.act.preheat import Next, Preheat
from edge.act.thermometers import Thermometers
from edge.act.thermostat import COMPRESSOR, COOLING, PACE_K_PER_S, Thermostat
from edge.events import Event, Measured
from edge.moment import Moment
from edge.room_events import FullLuxNamed, LampsStand, WhitesNamed
from ward.readings import Missing, Quantity

LIGHT_BELIEVED_S = 60.0
NO_THERMOMETER = "temperature: no thermometer can be believed, so the room is heated by guess"
GUESSES_AFTER_S = 60.0  # at a start the sensors take some seconds to say their first
NONE_FITTED = "if none is fitted, write surface_probe = false under [fitted] in node.toml"
NO_SURFACE = (
    "heater: its surface probe says nothing, so it is heated little, or not if it was hot; look at "
    f"its wire, or {NONE_FITTED}"
)
UNFELT = (
    "light: the light sensor does not see the lamp, so the light is set by guess; look whether the "
    "sensor is covered, or the lamp stays dark"
)
SURFACE_UNKNOWN_DUTY = 0.3  # our own proposal: too little to make a radiator hot, enough for frost
COMPRESSOR_FITTED = "compressor"
COLOUR_FITTED = "main_colour"
SURFACE_FITTED = "surface_probe"
AT_REST_K = 0.3


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked of each thing of the room at this moment, and how gently."""

    main: Aim
    night: Aim
    celsius: float
    then: Next | None = None
    kelvin: int | None = None
    light_pace_per_s: float = PACE_PER_S
    warmth_pace_k_per_s: float = PACE_K_PER_S
    warn_s: float = 0.0  # before it begins to warm for the hours to come


class Hold:
    """Light and warmth of one room, measured and held."""

    def __init__(
        self,
        up_s: float,
        fitted: frozenset[str] = frozenset(),
        learnt: tuple[float | None, float | None] = (None, None),
        k_per_s: float | None = None,
        *,
        seen: tuple[float | None, float | None] = (None, None),
        too_hot_to_touch: bool = False,
    ) -> None:
        """``too_hot_to_touch`` is of before: where no probe is fitted nothing could end it."""
        self.light = Light(up_s, learnt=learnt, seen=seen)
        self.colour = Colour(up_s) if COLOUR_FITTED in fitted else None
        self._channels: Channels | None = None
        cooling = COMPRESSOR if COMPRESSOR_FITTED in fitted else COOLING
        self._probed = SURFACE_FITTED in fitted
        hot = too_hot_to_touch and self._probed
        self.thermostat = Thermostat(up_s, cooling=cooling, too_hot_to_touch=hot)
        self.preheat = Preheat(k_per_s)
        self._thermometers = Thermometers()
        self._lux_up_s: float | None = None
        self._touch_lost = False
        self._leading_c: float | None = None
        self._known_up_s = self._up_s = self._felt_up_s = up_s

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the thermometers, the probe and the light sensor, in words."""
        found = self._thermometers.faults
        found = (*found, NO_THERMOMETER) if self.guessing else found
        found = (*found, NO_SURFACE) if self._touch_lost else found
        return (*found, UNFELT) if self.light.is_unfelt else (*found, *self.light.dim)

    @property
    def guessing(self) -> bool:
        """For a minute no thermometer could be believed."""
        return self._up_s - self._known_up_s >= GUESSES_AFTER_S

    @property
    def main(self) -> tuple[float, float | None]:
        """Where the main light's channel stands, or its cold and its warm one."""
        channels = self._channels
        return (self.light.levels[0], None) if channels is None else (channels.cold, channels.warm)

    @property
    def celsius(self) -> float | None:
        """What the believed thermometer that leads says, if one is believed."""
        return self._leading_c

    def feed(self, event: Event, now: Moment) -> None:
        """What the light sensor and the lamps' own driver say."""
        match event:
            case FullLuxNamed(main, night):
                self.light.set_down(FullLux(main, night))
            case WhitesNamed(warm_k, cold_k) if self.colour is not None:
                self.colour.whites = Whites(warm_k, cold_k)
            case LampsStand(main, night, warm) if self.colour is not None:
                self.light.found(main + warm, night)
                self.colour.found(main, warm)
            case LampsStand(main, night):
                self.light.found(main, night)
            case Measured(readings):
                said = [one.value for one in readings if one.quantity is Quantity.LIGHT]
                if said:
                    lux = None if isinstance(said[0], Missing) else said[0]
                    self._lux_up_s = None if lux is None else now.up_s
                    self.light.measured(lux, now.up_s)

    def follow(
        self,
        asks: Asks,
        thermometers: Mapping[str, float],
        now: Moment,
        surface_c: float | Missing | None = None,
    ) -> None:
        """Bring lamps and relays to where they are to stand. Call it often."""
        if self._lux_up_s is not None and now.up_s - self._lux_up_s > LIGHT_BELIEVED_S:
            self._lux_up_s = None
            self.light.measured(None, now.up_s)
        main, _ = self.light.follow(asks.main, asks.night, now.up_s, asks.light_pace_per_s)
        if self.colour is not None:
            self._channels = self.colour.follow(asks.kelvin, main, now.up_s)
        self._thermometers.look(thermometers, now.up_s, heating=self.thermostat.heating)
        believed = self._thermometers.believed
        self._leading_c = believed[0] if believed else None
        self._up_s = max(self._up_s, now.up_s)
        if believed:
            self._known_up_s = self._up_s
        target_c, pace = asks.celsius, asks.warmth_pace_k_per_s
        if believed:
            target_c = self.preheat.target_c(
                target_c, asks.then, believed[0], pace, up_s=now.up_s, warn_s=asks.warn_s
            )
        steer_by = self._thermometers.steer_by(target_c)
        self._touch_lost = self._feels_nothing(surface_c)
        known_c = None if isinstance(surface_c, Missing) else surface_c
        capped = SURFACE_UNKNOWN_DUTY if self._touch_lost else 1.0
        self.thermostat.follow(
            target_c,
            steer_by,
            now.up_s,
            surface_c=known_c,
            pace_k_per_s=pace,
            duty_most=capped,
        )
        if believed:
            self.preheat.learn(self.thermostat.given, believed[0], now.up_s)

    def _feels_nothing(self, surface_c: float | Missing | None) -> bool:
        """Its probe is lost; one that was cut before the start has never said anything."""
        if surface_c is not None:
            self._felt_up_s = self._up_s
        unheard = self._probed and self._up_s - self._felt_up_s >= GUESSES_AFTER_S
        return isinstance(surface_c, Missing) or unheard

    def warm_in_s(self, asks: Asks) -> float | None:
        """About how long until the temperature is there; ``None`` if it is, or nobody knows."""
        if self._leading_c is None:
            return None
        away_k = asks.celsius - self._leading_c
        if abs(away_k) <= AT_REST_K:
            return None
        learnt = self.preheat.k_per_s if away_k > 0 else None
        return abs(away_k) / min(asks.warmth_pace_k_per_s, learnt or PACE_K_PER_S)

    def warmth_at_limit(self, now: Moment) -> bool:
        """All that it can heat or cool is not enough."""
        return self._leading_c is not None and self.thermostat.at_limit(now.up_s)
