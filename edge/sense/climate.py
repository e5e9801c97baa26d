"""The room's air and light, as its slow sensors last said, and for how long that is believed."""

from edge.events import Event, Measured
from edge.moment import Moment
from ward.readings import Missing, Quantity, Reading

BELIEVED_FOR_S = 60.0  # a reading older than this says nothing of now; sensors are read far oftener
ROOM_LEAST_C = -10.0  # a thermometer outside these is broken, whatever the winter
ROOM_MOST_C = 60.0
SENSORS_MOST = 32  # remembered; a room has six


class Climate:
    """What is measured now, or why it is not. Of two sensors the one that spoke first leads."""

    def __init__(self) -> None:
        self._last: dict[tuple[Quantity, str], tuple[Reading, float]] = {}

    def feed(self, event: Event, now: Moment) -> None:
        if isinstance(event, Measured):
            for reading in event.readings:
                key = (reading.quantity, reading.sensor)
                if key in self._last or len(self._last) < SENSORS_MOST:
                    self._last[key] = (reading, now.up_s)

    def temperature_c(self, now: Moment) -> float | Missing:
        values = self._values(Quantity.TEMPERATURE, now)
        believable = [v for v in values if not isinstance(v, Missing)]
        return next(iter(believable), values[0] if values else Missing.SENSOR_LOST)

    def thermometers(self, now: Moment) -> dict[str, float]:
        """Every believable one by its sensor's name, the leading one first."""
        found = {
            name: _believed(reading, now.up_s - up_s)
            for (measured, name), (reading, up_s) in self._last.items()
            if measured is Quantity.TEMPERATURE
        }
        return {name: value for name, value in found.items() if not isinstance(value, Missing)}

    def surface_c(self, now: Moment) -> float | Missing | None:
        """What the hottest surface has, or why that is not known; ``None`` without a probe."""
        return next(iter(self._values(Quantity.SURFACE, now)), None)

    def light_lux(self, now: Moment) -> float | Missing:
        return next(iter(self._values(Quantity.LIGHT, now)), Missing.SENSOR_LOST)

    def _values(self, quantity: Quantity, now: Moment) -> list[float | Missing]:
        return [
            _believed(reading, now.up_s - up_s)
            for (measured, _), (reading, up_s) in self._last.items()
            if measured is quantity
        ]


def _believed(reading: Reading, age_s: float) -> float | Missing:
    if isinstance(reading.value, Missing):
        return reading.value
    if age_s > BELIEVED_FOR_S:
        return Missing.SENSOR_LOST
    in_range = ROOM_LEAST_C <= reading.value <= ROOM_MOST_C
    if reading.quantity is Quantity.TEMPERATURE and not in_range:
        return Missing.OUT_OF_RANGE
    return reading.value
