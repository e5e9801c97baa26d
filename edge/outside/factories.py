"""Where pins come from: the simulator's socket, or a Raspberry Pi's own GPIO chip."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gpiozero import GPIOZeroError
from gpiozero.pins.mock import MockFactory, MockPin

HEADER_CHIPS = ("pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835")  # the 40-pin header's
_PI_3B = "a02082"  # a header without surprises; nothing but its pin names is used


class SocketPin(MockPin):  # type: ignore[misc]  # gpiozero is not typed
    """A pin at the other end of a socket: driven from there as input, and to there as output."""

    def _change_state(self, value: bool) -> bool:
        changed = bool(super()._change_state(value))
        if changed and self._function == "output":
            self.factory.drive(self._bcm, int(value))
        return changed

    @property
    def _bcm(self) -> int:
        return int(self.info.name.removeprefix("GPIO"))


class SocketFactory(MockFactory):  # type: ignore[misc]  # gpiozero is not typed
    """Mock pins of gpiozero, moved by what the simulator says.

    Surprising: an input is not to be read before the simulator has said its level once.
    """

    def __init__(self, drive: Callable[[int, int], None]) -> None:
        super().__init__(revision=_PI_3B, pin_class=SocketPin)
        self.drive = drive
        self._heard: set[int] = set()

    def hear(self, bcm: int, level: int) -> None:
        """The simulator says that this input is at this level."""
        pin = self.pin(bcm)
        if pin.function != "input":
            return
        self._heard.add(bcm)
        if level:
            pin.drive_high()
        else:
            pin.drive_low()

    def readable(self, bcm: int) -> bool:
        return bcm in self._heard


def pi_factory() -> Any:
    """The factory on the chip of the 40-pin header, found by its label.

    Left to itself the published gpiozero opens the wrong chip on a Pi 5 with newer kernels.
    Raises ``ImportError``, ``LookupError`` or ``OSError`` where there is no such chip.
    """
    import lgpio  # noqa: PLC0415 - there on a Raspberry Pi only
    from gpiozero.pins.lgpio import LGPIOFactory  # noqa: PLC0415 - needs lgpio

    try:
        return LGPIOFactory(chip=header_chip(_labels(lgpio)))
    except (lgpio.error, GPIOZeroError) as refused:
        raise OSError(f"the GPIO chip does not open: {refused}") from refused


def _labels(lgpio: Any) -> dict[int, str]:
    """Every GPIO chip of this machine by its number."""

    def label(number: int) -> str:
        handle = lgpio.gpiochip_open(number)
        try:
            return str(lgpio.gpio_get_chip_info(handle)[3])
        finally:
            lgpio.gpiochip_close(handle)

    chips = Path("/dev").glob("gpiochip[0-9]*")
    numbers = sorted(int(chip.name.removeprefix("gpiochip")) for chip in chips)
    return {number: label(number) for number in numbers}


def header_chip(labels: Mapping[int, str]) -> int:
    """The number of the chip that the 40-pin header is on. Raises ``LookupError``."""
    for wanted in HEADER_CHIPS:
        for number, label in sorted(labels.items()):
            if label == wanted:
                return number
    found = ", ".join(labels.values()) or "none"
    raise LookupError(f"no GPIO chip of a Raspberry Pi's header; found: {found}")
