"""A photograph beside a look: kept while it is being written down, and dropped where it was not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from hub.estates.photographing import no_photograph
from hub.panel.asks import Asking
from hub.panel.estates_pages import EstatesPages
from hub.panel.photographs import NoPhotographError
from ward.rooms import RoomId

PHOTOGRAPH = "photograph"  # the field's name


@dataclass
class Held:
    """What is asked, with the name of its photograph; whether it ``stands`` is said at the end."""

    asked: Asking
    stands: bool = False


@asynccontextmanager
async def pictured(
    shown: EstatesPages, room: RoomId, asked: Asking, sent: bytes
) -> AsyncIterator[Held]:
    """Surprising: of a room that somebody lives in nothing is kept even for a moment.

    Raises ``NoPhotographError``.
    """
    if not sent:
        yield Held(asked)
        return
    estates, now = shown.estates, shown.pages.glass.desk.now()
    if refused := no_photograph(estates.state(room), now):
        raise NoPhotographError(refused)
    kept = await asyncio.to_thread(estates.photographs.keep, sent)
    held = Held(asked.model_copy(update={PHOTOGRAPH: kept}))
    try:
        yield held
    finally:
        await asyncio.to_thread(estates.photographs.settle, kept, stands=held.stands)


def routes(shown: EstatesPages) -> APIRouter:
    """Each that is kept, by its name; a name never stands for another picture."""
    router = APIRouter(include_in_schema=False)

    @router.get("/estates/photographs/{name}.jpg")
    async def photograph(name: str) -> Response:
        picture = await asyncio.to_thread(shown.estates.photographs.read, name)
        if picture is None:
            raise HTTPException(404, "There is no such photograph.")
        return Response(picture, media_type="image/jpeg", headers={"Cache-Control": "private"})

    return router
