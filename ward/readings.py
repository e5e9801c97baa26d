"""Readings: what the sensors say of the room, or why they say nothing."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ward.units import Wire, Word

LOUD_DBA = 60.0  # clinical.md §6, our own proposal: from here on a sound is a bang


class Quantity(StrEnum):
    """What is measured. The unit belongs to the quantity and never travels.

    ``sound`` is the mean by energy since the last reading (LAeq), ``loudest`` the most meanwhile
    (LAmax, fast); ``surface`` is that of the hottest thing that somebody can touch.
    """

    TEMPERATURE = "temperature"
    HUMIDITY = "humidity"
    CO2 = "co2"
    LIGHT = "light"
    SOUND = "sound"
    LOUDEST = "loudest"
    SURFACE = "surface"

    @property
    def unit(self) -> str:
        return UNITS[self]


UNITS = {
    Quantity.TEMPERATURE: "°C",
    Quantity.HUMIDITY: "%RH",
    Quantity.CO2: "ppm",
    Quantity.LIGHT: "lx",
    Quantity.SOUND: "dBA",
    Quantity.LOUDEST: "dBA",
    Quantity.SURFACE: "°C",
}


class Missing(StrEnum):
    """Why a sensor has no number."""

    SENSOR_LOST = "sensor lost"
    OUT_OF_RANGE = "out of range"
    NOT_FITTED = "not fitted"


class Reading(Wire):
    """One sensor's word on one quantity: a number in the quantity's unit, or why there is none."""

    quantity: Quantity
    sensor: Word
    value: Annotated[float, Field(ge=-1000, le=200_000)] | Missing
