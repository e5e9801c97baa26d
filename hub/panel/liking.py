"""The page of what a room was like in the last hours."""

import logging
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from hub.panel.air import LEVELS
from hub.panel.pages import Pages
from hub.panel.profiles import in_force
from hub.panel.room_like import Frame, like
from hub.rooms.fact import Fact
from ward.readings import Quantity
from ward.units import hours

HOURS, HOURS_MOST = 12, 48
CHOICES = (12, 24, 48)
CHANGES = ("happened", "order asked")
SHOWN = (
    Quantity.LIGHT, Quantity.TEMPERATURE, Quantity.SOUND, Quantity.LOUDEST, Quantity.CO2,
    Quantity.HUMIDITY,
)  # fmt: skip
CANNOT_READ = "The record cannot be read now. Nothing is said of the night; try this page again."

log = logging.getLogger(__name__)

Hours = Annotated[int, Query(alias="hours", ge=1, le=HOURS_MOST)]


def routes(pages: Pages) -> APIRouter:
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}")

    @router.get("/like")
    async def page(request: Request, ward: str, number: int, hours_: Hours = HOURS) -> Response:
        room, desk, local = pages.find(ward, number), pages.glass.desk, pages.glass.local()
        since = local.now - hours(hours_)
        try:
            facts = await desk.facts(since, CHANGES)
        except Exception as wrong:
            log.exception("the journal could not be read for what a room was like")
            raise HTTPException(503, CANNOT_READ) from wrong
        series = {quantity: desk.series(room, quantity, since) for quantity in SHOWN}
        of_rooms = [fact for fact in facts if isinstance(fact, Fact)]
        state = desk.state(room)
        shown = like(series, of_rooms, room, in_force(state), Frame(since, local, state.known_as))
        return pages.show(
            request,
            "like.jinja",
            title=f"What {room.spoken} was like",
            name=room.spoken,
            base=f"/rooms/{room}",
            like=shown,
            levels=LEVELS,
            hours=hours_,
            choices=CHOICES,
            stream=f"/events?room={room}",
        )

    return router
