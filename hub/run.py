"""The hub as a program: opens what it needs, runs until told to stop, and says plainly why not."""

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from hub.acts import Arrived, Event, Started
from hub.config import Broker, ConfigError, HubConfig, Panel, load
from hub.estates.catalogue import Catalogue, StandardsError
from hub.estates.counted import Counted, counted
from hub.measurements import leaving
from hub.office import Office
from hub.outcry import Outcry
from hub.outside import clock, teller_config
from hub.outside.carrier import Carrier
from hub.outside.inbox import Inbox
from hub.outside.keeping import Keeping, go_on
from hub.outside.lanes import lane_of
from hub.outside.line import Heard
from hub.outside.memory import give_back_what_is_large
from hub.outside.mqtt import Wire
from hub.outside.passing_on import PassingOn
from hub.outside.photographs import PHOTOGRAPHS, FolderOfPhotographs
from hub.outside.sensing import Sensing
from hub.outside.standards import load as load_standards
from hub.outside.store import Store, StoreError
from hub.outside.tellers import Caller, Tellers
from hub.outside.turn import Asked
from hub.outside.web import PortTakenError, WebServer, listen
from hub.panel.app import build
from hub.panel.estates import AskedOfRooms
from hub.rooms.state import RoomState
from hub.round import Round
from hub.sampling import Building, Sampling
from ward.units import Instant

if TYPE_CHECKING:
    from hub.outside.calling import AppriseCaller

STOPS_WITHIN_S = 3.0
SWITCH_EVERY_S = 0.0005  # loop and writer share one interpreter, and an alarm waits for both

_log = logging.getLogger(__name__)


def main(path: Path, sensed: Sequence[str] = (), alive: Callable[[], None] = lambda: None) -> int:
    """Run the hub that this file configures; the process's exit code.

    ``sensed`` is the command that works out what the rooms measured, in a program of its own.
    ``alive`` tells whoever supervises the hub that its loop turns.
    """
    sys.setswitchinterval(SWITCH_EVERY_S)
    give_back_what_is_large()
    try:
        config = load(path)
        asked = standards(path, config)
        asyncio.run(run(config, callers(path, config), asked, Sensing(sensed), alive))
    except ConfigError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    except (StoreError, PortTakenError) as wrong:
        _log.critical("the hub stops: %s", wrong)
        return 1
    return 0


def callers(path: Path, config: HubConfig) -> "tuple[AppriseCaller, ...]":
    """What the tellers call by. Raises ``ConfigError``, which says nothing of an address."""
    if not config.tellers:
        return ()  # whoever has none need not wait until all services there are have been loaded
    from hub.outside.calling import AppriseCaller, UnknownAddressError  # noqa: PLC0415

    made = []
    for number, one in enumerate(config.tellers, start=1):
        try:
            made.append(AppriseCaller(one.name, one.address))
        except (OSError, UnknownAddressError):
            raise ConfigError(
                f"{path}: tellers[{number}] ({one.name}) has an address that Apprise does not "
                'know; expected one such as "ntfys://ntfy.example/ward".'
            ) from None
    return tuple(made)


def standards(path: Path, config: HubConfig) -> Catalogue:
    """What is asked of rooms here. Raises ``ConfigError``, which names the file that is wrong."""
    try:
        return load_standards(config.estates.own)
    except StandardsError as wrong:
        raise ConfigError(f"{path}: estates.standards: {wrong}.") from None


async def run(
    config: HubConfig,
    callers: Sequence[Caller] = (),
    asked: Catalogue | None = None,
    sensing: Sensing | None = None,
    alive: Callable[[], None] = lambda: None,
) -> None:
    """Until SIGINT or SIGTERM. Raises whatever the hub cannot go on without."""
    told = _told_to_stop()
    sensing = sensing or Sensing(())
    sensed = asyncio.create_task(sensing.run())
    pictures = FolderOfPhotographs(config.store.file.parent / PHOTOGRAPHS)
    building = AskedOfRooms(asked or load_standards(), lambda: sensing.latest, pictures)
    listener = listen(config.panel.host, config.panel.port)
    try:
        store = Store(config.store.file, leaving=_leaving(config))
        try:
            await _run(config, store, listener, told, callers, building=building, alive=alive)
        finally:
            store.close()
    finally:
        sensed.cancel()
        listener.close()


async def _run(
    config: HubConfig,
    store: Store,
    listener: socket.socket,
    told: asyncio.Event,
    callers: Sequence[Caller] = (),
    *,
    building: AskedOfRooms | None = None,
    alive: Callable[[], None] = lambda: None,
) -> None:
    untold = _untold(config)
    started = clock.now()
    routes = tuple(teller.route for teller in config.tellers)
    machine = go_on(
        lambda: Round(config.site.by_clock(config.panel.zone), started, routes=routes), store
    )
    keeping = Keeping(machine, store)
    inbox: Inbox[Event | Asked] = Inbox(lane_of)
    inbox.put(Started(), urgent=True)
    _compare(machine.office, config)
    wire = _wire(config.broker, inbox)
    tellers = Tellers(callers, lambda said: inbox.put(said, urgent=True))
    carrier = Carrier(
        machine, store, wire, inbox, started=started, keeping=keeping, callers=tellers,
        outcry=Outcry(routes), untold=untold, limits=config.site.limits,
        sampling=Sampling(_counting(config, building) if building else None), alive=alive,
    )  # fmt: skip
    carrier.passing_on = _passing_on(config, store, carrier)
    server = WebServer(_panel(carrier, config.panel, building), listener)
    gc.collect()
    gc.freeze()  # what a hub is made of stays: to look through it again takes 50 ms each time
    wire.open()
    tellers.open()
    _log.info("the panel is at http://%s:%d", *listener.getsockname()[:2])
    try:
        if await _until(told, carrier, server):
            await asyncio.to_thread(keeping.at_the_end)
    finally:
        await tellers.close()
        await wire.close()


def _counting(config: HubConfig, building: AskedOfRooms) -> Building:
    zone = ZoneInfo(config.panel.zone)

    def count(state: RoomState, now: Instant) -> Counted:
        today = now.astimezone(zone).date()
        return counted(building.catalogue, building.sensed(), state, today, now)

    return count


def _untold(config: HubConfig) -> tuple[str, ...]:
    """Duties that no message reaches, said in the log as well."""
    untold = tuple(teller_config.gaps(config.tellers, config.site.rooms))
    for gap in untold:
        _log.warning("%s", gap)
    return untold


def _leaving(config: HubConfig) -> Sequence[str]:
    """The series that a series database is given, where there is one."""
    return leaving(rates=config.influxdb.rates) if config.influxdb else ()


def _passing_on(config: HubConfig, store: Store, carrier: Carrier) -> PassingOn | None:
    """Raises ``ConfigError``, which says nothing of a token."""
    if config.influxdb is None:
        return None  # whoever has none need not wait for its client to be loaded
    from hub.outside.influx import Influx  # noqa: PLC0415

    try:
        database = Influx(config.influxdb)
    except (OSError, ValueError):
        raise ConfigError(
            "influxdb.token_file or influxdb.ca_file cannot be used; expected files that can be "
            "read, the one with a token and the other with certificates."
        ) from None
    return PassingOn(store, carrier.writer, database, clock.now)


def _panel(carrier: Carrier, panel: Panel, building: AskedOfRooms | None) -> FastAPI:
    zone = ZoneInfo(panel.zone)
    return build(carrier, zone=zone, cameras=panel.camera_token, building=building)


def _compare(office: Office, config: HubConfig) -> None:
    """Say it where the file names other staff than the register, which alone counts."""
    configured = set(config.site.staff)
    if office.is_founded and configured and configured != set(office.register.staff):
        _log.warning(
            "[[site.staff]] names other staff than the register in the store, and only the "
            "register counts: see `attune staff list`"
        )


def _wire(broker: Broker, inbox: Inbox[Event | Asked]) -> Wire:
    """Messages may be dropped when there are too many; the broker's coming and going may not."""

    def hear(event: Heard) -> None:
        inbox.put(event, urgent=not isinstance(event, Arrived))

    return Wire(
        hear, host=broker.host, port=broker.port, user=broker.user, password=broker.password
    )


async def _until(told: asyncio.Event, carrier: Carrier, server: WebServer) -> bool:
    """All of it, until a signal comes or one part ends; then the rest ends too.

    Says whether the last turn was finished: then all that the round was fed is stored.
    """
    turning = asyncio.create_task(carrier.run())
    serving = asyncio.create_task(server.run_until_stopped())
    pruning = asyncio.create_task(carrier.prune())
    passing = asyncio.create_task(carrier.pass_on())
    parts = (turning, serving, pruning)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait((*parts, waiting), return_when=asyncio.FIRST_COMPLETED)
    pruning.cancel()  # before the thread goes that it works in
    passing.cancel()  # what it has not passed on yet, the next hub does
    carrier.stop()
    server.stop()
    await asyncio.wait((turning, serving), timeout=STOPS_WITHIN_S)
    waiting.cancel()
    for part in parts:
        if part.done() and not part.cancelled():
            part.result()  # raises whatever it fell over
    return turning.done()


def _told_to_stop() -> asyncio.Event:
    """Set by a signal."""
    told = asyncio.Event()

    def tell() -> None:
        _log.info("told to stop")
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, tell)
    return told
