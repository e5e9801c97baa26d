"""A new ward's first evening: its PINs and rota, and what a nurse would do through the panel."""

import asyncio
import json
import urllib.request
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from attune import first_pins
from attune.errand import directly, said_by
from attune.walked import Walker
from attune.ward_files import PINS, ROOMS, SimRoom
from hub.acts import SetRota
from hub.config import load
from hub.device import SIMULATOR
from hub.outside import clock
from hub.outside.store import Store
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from ward.rooms import RoomId
from ward.units import Instant

# Never by way of a proxy: what is sent holds a PIN, and the hub is on this machine.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PATIENCE_S = 3.0
AUTHORISED_HOURS = 24
BY = "st-03"  # K.O., in charge
ROTA_LASTS = timedelta(days=31)
OBSERVERS = {"st-01": (1, 3), "st-02": (2, 4)}  # and the numbers of their rooms


def prepare(hub_toml: Path) -> None:
    """PINs for whoever has none, and a rota from now on, before the hub starts.

    Raises ``StoreError``, ``ConfigError``.
    """
    first_pins.give(hub_toml, PINS)
    config = load(hub_toml)
    with closing(Store(config.store.file)) as store:
        directly(store, config, SetRota(_rota(clock.now()), BY), SIMULATOR)


def _rota(now: Instant) -> tuple[Shift, ...]:
    now = now.replace(second=0, microsecond=0)
    ends = now + ROTA_LASTS
    seeing = [
        Shift(
            duty=Duty.OBSERVER,
            staff=ref,
            rooms=tuple(RoomId("ash", number) for number in numbers),
            begins_at=now,
            ends_at=ends,
        )
        for ref, numbers in OBSERVERS.items()
    ]
    return (
        *seeing,
        Shift(duty=Duty.IN_CHARGE, staff=BY, begins_at=now, ends_at=ends),
        Shift(duty=Duty.SENIOR, staff="st-04", begins_at=now, ends_at=ends),
    )


async def panel_answers(port: int) -> bool:
    """Whether the panel is there."""
    return await asyncio.to_thread(_read, port, "/healthz") is not None


async def rooms_fresh(port: int) -> bool:
    """Whether every room has been heard and has readings."""
    rooms = await asyncio.to_thread(_get, port, "/api/v1/rooms")
    return bool(rooms) and all(room["readings"] for room in rooms)


async def commission(port: int) -> None:
    """Have every simulated room taken for walked that is not: see `attune walk --simulated`.

    The rooms themselves say that their radars are simulated, and it is shown so. Raises
    ``ErrandError``.
    """
    for room in await asyncio.to_thread(_get, port, "/api/v1/rooms") or ():
        if room["coverage"]["commissioning"] is None:
            where = f"http://127.0.0.1:{port}"
            walker = Walker(
                where, room["name"], BY, PINS[BY], says=lambda _line: None, device=SIMULATOR
            )
            await asyncio.to_thread(walker.simulate)


async def begin(port: int) -> None:
    """Begin an episode where somebody is confined, and authorise vital signs."""
    for room in ROOMS:
        if room.plan_min is not None:
            await asyncio.to_thread(_begin, port, room)


def _begin(port: int, room: SimRoom) -> None:
    where = f"/api/v1/rooms/{room.name}"
    _post(
        port,
        f"{where}/episode",
        {
            "person_ref": f"demo-{room.number}",
            "initials": room.initials,
            "every_min": room.plan_min,
            "authority": "local",
            "source": "demonstration",
            "by": BY,
            "pin": PINS[BY],
            "why": "a demonstration; nobody real",
        },
    )
    asked = {"by": BY, "pin": PINS[BY], "why": "demonstration", "hours": AUTHORISED_HOURS}
    _post(port, f"{where}/authorisation", asked)


def _get(port: int, path: str) -> Any:
    """What the panel answers, or ``None`` while it does not."""
    answer = _read(port, path)
    return None if answer is None else json.loads(answer)


def _read(port: int, path: str) -> bytes | None:
    try:
        with DIRECT.open(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE_S) as answer:
            return bytes(answer.read())
    except OSError:
        return None


def _post(port: int, path: str, body: dict[str, Any]) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=json.dumps(body).encode(),
        headers=said_by(SIMULATOR),
        method="POST",
    )
    with DIRECT.open(request, timeout=PATIENCE_S):
        pass
