"""Makers' drivers, imported without their wish to know what board this is.

The drivers import ``busio`` and ``digitalio`` for the names in their annotations. Blinka's modules
of those names look for a board as they are imported, and fail on some; ours hold the names alone.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_NAMES = {"busio": ("I2C", "SPI", "UART"), "digitalio": ("DigitalInOut", "Direction")}


@contextmanager
def no_guess_at_the_board() -> Iterator[None]:
    """While drivers are imported in here, those names mean nothing; afterwards all is as before."""
    stand_ins = {name: _module(name) for name in _NAMES if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)


def _module(name: str) -> ModuleType:
    module = ModuleType(name)
    for part in _NAMES[name]:
        setattr(module, part, type(part, (), {}))
    return module


with no_guess_at_the_board():
    from adafruit_ads1x15.ads1115 import ADS1115
    from adafruit_ads1x15.analog_in import AnalogIn
    from adafruit_bh1750 import BH1750
    from adafruit_mcp4728 import MCP4728
    from adafruit_pn532.adafruit_pn532 import BusyError
    from adafruit_pn532.uart import PN532_UART
    from adafruit_scd4x import SCD4X
    from adafruit_sht4x import SHT4x

__all__ = [
    "ADS1115",
    "BH1750",
    "MCP4728",
    "PN532_UART",
    "SCD4X",
    "AnalogIn",
    "BusyError",
    "SHT4x",
]
