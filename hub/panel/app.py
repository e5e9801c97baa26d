"""The panel as one web application around a desk."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import tzinfo
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from hub.outside.standards import load
from hub.panel import (
    acting,
    alarming,
    api,
    asking,
    estates_pages,
    liking,
    naming,
    pages,
    picturing,
    profiles,
    reviewing,
    trending,
    upkeep_acting,
    walking,
)
from hub.panel.cameras import routes as camera_routes
from hub.panel.desk import Desk
from hub.panel.estates import AskedOfRooms, Estates
from hub.panel.estates_pages import EstatesPages
from hub.panel.gate import Gate
from hub.panel.glass import Glass
from hub.panel.local import LONDON
from hub.panel.refusing import REFUSALS, refuses
from hub.panel.stream import Events, Stream
from ward.rooms import RoomId

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"


def build(
    desk: Desk, *, zone: tzinfo = LONDON, cameras: str = "", building: AskedOfRooms | None = None
) -> FastAPI:
    """The whole panel, with one stream for every screen; ``cameras`` is a camera system's token.

    Streams end with ``desk.changes()`` or at ``app.state.stream.close()``. Whoever stops the
    server sees to one of the two first, because a server waits for its streams.
    """
    glass = Glass(desk, zone)
    stream = Stream(desk, glass.fragments, glass.beat)
    estates = Estates(glass, building or AskedOfRooms(load()))
    shown = pages.Pages(glass, estates.fit)
    app = FastAPI(
        title="Attune",
        docs_url=None,  # its pages would come from an outside host
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_living(stream),
    )
    app.state.stream = stream
    for router in (
        *_of_the_building(shown, estates),  # before a room's other forms, which take the rest
        pages.routes(shown),
        naming.routes(shown),
        reviewing.routes(shown),
        asking.routes(shown),
        alarming.routes(shown),
        walking.routes(shown),
        profiles.routes(shown),
        liking.routes(shown),
        acting.routes(shown),
        api.routes(shown, stream),
        camera_routes(desk, cameras),
        trending.routes(shown),
        *(part.api(shown) for part in (alarming, walking, trending, profiles)),
        _plumbing(shown, stream),
    ):
        app.include_router(router)
    app.mount("/static", Static(directory=STATIC), name="static")
    for kind in REFUSALS:
        app.add_exception_handler(kind, refuses(shown))
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(Gate)
    return app


def _of_the_building(panel: pages.Pages, estates: Estates) -> tuple[APIRouter, ...]:
    shown = EstatesPages(panel, estates)
    return tuple(
        part(shown)
        for part in (
            estates_pages.routes, picturing.routes, upkeep_acting.routes, upkeep_acting.api
        )
    )  # fmt: skip


class Static(StaticFiles):
    """Files that a browser keeps, and asks about each time: a new panel is never half old."""

    def file_response(self, *args: object, **named: object) -> Response:
        answer = super().file_response(*args, **named)  # type: ignore[arg-type]  # passed on whole
        answer.headers["Cache-Control"] = "no-cache"
        return answer


def _plumbing(shown: pages.Pages, stream: Stream) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/events")
    async def events(room: str = "") -> Response:
        page = _page_of(room, shown)
        if stream.is_full or stream.is_closed:
            stream.refused += 1
            return PlainTextResponse("No place for another screen now.", 503)
        return Events(stream, page)

    @router.get("/healthz")
    async def healthz() -> Response:
        return PlainTextResponse("ok")

    return router


def _page_of(room: str, shown: pages.Pages) -> RoomId | None:
    """The room of a stream's address; none is the ward page."""
    if not room:
        return None
    try:
        parsed = RoomId.parse(room)
    except ValueError as unknown:
        raise HTTPException(404, str(unknown)) from None
    return shown.find(parsed.ward, parsed.number)


def _living(stream: Stream) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running = asyncio.create_task(stream.run())
        running.add_done_callback(_mourn)
        try:
            yield
        finally:
            stream.close()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    return lifespan


def _mourn(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (broken := task.exception()) is not None:
        log.error("The panel's stream broke; every screen will say it is blind.", exc_info=broken)
