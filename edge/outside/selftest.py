"""The self-test of one room: every sensor asked, every actuator moved, every contact waited for.

The node must not be running meanwhile; nobody is to be in the room, for its lamps go to full. So
nothing moves while somebody is confined there, or sensed, unless whoever runs it has looked.
"""

import asyncio
from collections.abc import Callable

from edge import sheet
from edge.act.fade import PACE_PER_S, Fade
from edge.act.hold import COLOUR_FITTED
from edge.config import NodeConfig
from edge.events import Event, Measured, Positions
from edge.outside.hardware import Hardware, open_hardware
from edge.outside.nobody import ASKS, SomebodyInsideError, confined_in, says_of_presence, sensed_in
from edge.room_events import LampsStand
from edge.sheet import Line
from ward.readings import Quantity, Reading

TICK_S = 0.25
SENSORS_WITHIN_S = 20.0  # a CO2 sensor measures every five
LAMPS_WITHIN_S = 5.0
PRESENCE_WITHIN_S = 5.0  # it is said once at the start
RELAY_S = 2.0
READ_AGAIN_S = 4.5  # the light sensor is read every two seconds

Say = Callable[[str], None]


class SelfTest:
    """One run through. ``say`` tells whoever stands there what to do next."""

    def __init__(self, hardware: Hardware, heard: list[Event], fitted: frozenset[str], say: Say):
        self._hardware, self._heard, self._fitted, self._say = hardware, heard, fitted, say
        self._at = {sheet.MAIN: 0.0, sheet.NIGHT: 0.0}

    async def lines(self, reference_c: float | None, wait_s: float) -> tuple[Line, ...]:
        """Everything, in the order of the sheet."""
        self._say("Sensors are asked.")
        wanted = sheet.expected(self._fitted)
        await self._until(lambda: self._readings().keys() >= set(wanted), SENSORS_WITHIN_S)
        lamps = await self._lamps()
        relays = [await self._relay(name) for name in ("heating", "cooling")]
        self._hardware.try_line()
        self._say(
            f"Now, within {wait_s:g} s: open and shut the door, turn the lock, show a badge, press "
            "the call button, talk through the intercom, stand in each place, turn and push both "
            "dials."
        )
        await asyncio.sleep(wait_s)
        readings = self._readings()
        return (
            *sheet.sensors(readings, self._fitted),
            *sheet.probe(self._fitted),
            *sheet.thermometers(readings, reference_c),
            *lamps,
            *relays,
            sheet.call_line(self._heard),
            *sheet.door(self._heard),
            sheet.radar(self._heard),
        )

    async def why_not(self) -> str:
        """Why somebody may be in there, by what is sensed; empty where nobody is."""
        await self._until(lambda: says_of_presence(self._heard), PRESENCE_WITHIN_S)
        return sensed_in(self._heard)

    def _readings(self) -> dict[tuple[Quantity, str], Reading]:
        measured = [one for one in self._heard if isinstance(one, Measured)]
        return {(r.quantity, r.sensor): r for one in measured for r in one.readings}

    async def _lamps(self) -> list[Line]:
        stood = [one for one in self._heard if isinstance(one, LampsStand)]
        if stood:
            self._at = {sheet.MAIN: stood[-1].main, sheet.NIGHT: stood[-1].night}
            self._at[sheet.MAIN] += stood[-1].warm if COLOUR_FITTED in self._fitted else 0.0
        lines = []
        for name in (sheet.NIGHT, sheet.MAIN):
            for each in self._at:
                await self._fade(each, 0.0)
            dark = await self._lux()
            self._say(f"The {name} fades to full, and then to its low level.")
            await self._fade(name, 1.0)
            full = await self._lux()
            lines.append(sheet.lamp(name, dark, full))
            lines.append(await self._low(name, dark, full))
            await self._fade(name, 0.0)
        return lines

    async def _low(self, name: str, dark: float | None, full: float | None) -> Line:
        """So low as it is used at night, by what it was just seen to give at full."""
        asked = sheet.LOW_LUX[name]
        gives = 0.0 if dark is None or full is None else full - dark
        await self._fade(name, min(1.0, asked / gives) if gives > 0 else 0.0)
        return sheet.low(name, asked, dark, await self._lux())

    async def _fade(self, name: str, level: float) -> None:
        """Never a step, here either."""
        fade = Fade(0.0)
        fade.found(self._at[name])
        ticks = round(1 / PACE_PER_S / 0.25) + 1
        for tick in range(1, ticks + 1):
            self._at[name] = fade.towards(level, tick * 0.25)
            self._drive()
            if self._at[name] == level:
                return
            await asyncio.sleep(TICK_S)

    async def _lux(self) -> float | None:
        await asyncio.sleep(READ_AGAIN_S)
        found = self._readings().get((Quantity.LIGHT, "bh1750"))
        return found.value if found and isinstance(found.value, float) else None

    async def _relay(self, name: str) -> Line:
        if fitted := name in self._fitted:
            self._drive(**{name: True})
            await asyncio.sleep(RELAY_S)
            self._drive()
        return sheet.relay(name, fitted=fitted)

    def _drive(self, *, heating: bool = False, cooling: bool = False) -> None:
        main, night = self._at[sheet.MAIN], self._at[sheet.NIGHT]
        on = heating or cooling
        half = main / 2 if COLOUR_FITTED in self._fitted else None  # both whites, each by half
        main = main if half is None else half
        stands = Positions(main, night, heating, cooling, indicator=on, link=on, warm=half)
        self._hardware.take(stands)

    async def _until(self, so: Callable[[], bool], within_s: float) -> None:
        for _ in range(int(within_s / TICK_S)):
            if so():
                return
            await asyncio.sleep(TICK_S)


async def selftest(
    config: NodeConfig,
    reference_c: float | None,
    wait_s: float,
    say: Say,
    *,
    nobody_inside: bool = False,
) -> tuple[Line, ...]:
    """The whole of it; says the sheet at its end. Raises what a board that is not there raises.

    Raises ``SomebodyInsideError``, and moved nothing, unless the room is known to be empty;
    ``nobody_inside`` says that somebody looked.
    """
    if not nobody_inside:
        _refuse(config, confined_in(config))
    loop, heard = asyncio.get_running_loop(), list[Event]()
    hardware = await open_hardware(config.board, loop, heard.append)
    hardware.start()
    polling = asyncio.create_task(_poll(hardware))
    try:
        test = SelfTest(hardware, heard, config.fitted.names, say)
        if not nobody_inside:
            _refuse(config, await test.why_not())
        lines = await test.lines(reference_c, wait_s)
    finally:
        polling.cancel()
        await hardware.close()
    say(sheet.written(config.room.spoken, hardware.about, lines))
    return lines


def _refuse(config: NodeConfig, why: str) -> None:
    if why:
        raise SomebodyInsideError(f"{config.room.spoken} is not tried: {why}. {ASKS}")


async def _poll(hardware: Hardware) -> None:
    while True:
        hardware.poll()
        await asyncio.sleep(TICK_S)
