"""What a nurse would do on a new ward's first evening, done through the panel's own API."""

import asyncio
import json
import urllib.request
from typing import Any

from attune.ward_files import ROOMS, SimRoom

PATIENCE_S = 3.0
AUTHORISED_HOURS = 24
BY = "K.O."


async def panel_answers(port: int) -> bool:
    """Whether the panel is there."""
    return await asyncio.to_thread(_read, port, "/healthz") is not None


async def rooms_fresh(port: int) -> bool:
    """Whether every room has been heard and has readings."""
    rooms = await asyncio.to_thread(_get, port, "/api/v1/rooms")
    return bool(rooms) and all(room["readings"] for room in rooms)


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
            "why": "a demonstration; nobody real",
        },
    )
    asked = {"by": BY, "why": "demonstration", "hours": AUTHORISED_HOURS}
    _post(port, f"{where}/authorisation", asked)


def _get(port: int, path: str) -> Any:
    """What the panel answers, or ``None`` while it does not."""
    answer = _read(port, path)
    return None if answer is None else json.loads(answer)


def _read(port: int, path: str) -> bytes | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE_S) as answer:
            return bytes(answer.read())
    except OSError:
        return None


def _post(port: int, path: str, body: dict[str, Any]) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S):  # noqa: S310  (as above)
        pass
