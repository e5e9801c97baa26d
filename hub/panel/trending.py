"""The page of a room's trends, and the same as data for its script."""

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from hub.panel import trend
from hub.panel.alarms import in_ms
from hub.panel.pages import Pages
from hub.panel.trend import ALSO, CHOICES, Trend, begins_at
from hub.rooms.doubted import series_of
from ward.rooms import RoomId
from ward.units import hours
from ward.vitals import Vital

CANNOT_READ = "What was measured cannot be read now. Alarms still come; try this page again."
HOURS = 1

log = logging.getLogger(__name__)

Hours = Annotated[int, Query(ge=1, le=max(CHOICES))]


def routes(pages: Pages) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/trend/{ward}/{number}")
    async def page(request: Request, ward: str, number: int, hours: Hours = HOURS) -> Response:
        room = pages.find(ward, number)
        shown = await _trend(pages, room, hours)
        return pages.show(
            request,
            "trend.jinja",
            title=f"{room.spoken}, trends",
            room=room,
            hours=hours,
            choices=CHOICES,
            shown=shown,
            tile=pages.glass.room(room)["tile"],
            data=f"/api/v1/rooms/{room}/trend?hours={hours}",
        )

    return router


def api(pages: Pages) -> APIRouter:
    router = APIRouter(prefix="/api/v1")

    @router.get("/rooms/{ward}/{number}/trend")
    async def data(ward: str, number: int, response: Response, hours: Hours = HOURS) -> Trend:
        response.headers["Cache-Control"] = "no-store"
        return await _trend(pages, pages.find(ward, number), hours)

    return router


async def _trend(pages: Pages, room: RoomId, over: int) -> Trend:
    """Read in threads: no alarm waits for it. What may be shown is asked after that."""
    desk, local = pages.glass.desk, pages.glass.local()
    since = begins_at(desk.state(room), local.now, hours(over))
    names = (Vital.BREATHING, Vital.HEART, series_of(Vital.BREATHING))
    try:
        breaths, beats, told = [
            await asyncio.to_thread(desk.series, room, name, since) for name in names
        ]
        facts = await desk.facts(since, ALSO)
    except Exception as wrong:
        log.exception("the trends of %s could not be read", room)
        raise HTTPException(503, CANNOT_READ) from wrong
    state, now = desk.state(room), local.now
    return Trend(
        room=str(room),
        since=in_ms(since),
        until=in_ms(now),
        joined=now - since <= trend.JOINED_MOST,
        expires=trend.expires(state),
        curves=[
            trend.curve(state, Vital.BREATHING, breaths, since, now),
            trend.curve(state, Vital.HEART, beats, since, now),
        ],
        doubts=trend.doubts(state, told, breaths, since, now),
        modes=trend.modes(state, facts, since, now),
        marks=trend.marks(state, facts, since, local),
    )
