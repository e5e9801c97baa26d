"""Acting on alarms: taken on, quiet for a while, and said to have been worth it. Never cleared."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field, ValidationError
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from hub.acts import Acknowledge, MarkAlarm, PauseAudio
from hub.panel.acting import filled_in
from hub.panel.asks import Asking, Remark, problems
from hub.panel.pages import Pages, safe
from ward.rooms import RoomId
from ward.units import WORD_LONGEST, Instant

AlarmId = Annotated[str, Field(max_length=WORD_LONGEST)]


class AcknowledgeAsked(Asking):
    """One alarm, taken on. Its name comes from the address."""

    alarm: AlarmId = ""

    def act(self, room: RoomId, _now: Instant) -> Acknowledge:
        return Acknowledge(room, self.alarm, self.by)


class PauseAsked(Asking):
    """The sound of a room's alarms, to rest."""

    def act(self, room: RoomId, _now: Instant) -> PauseAudio:
        return PauseAudio(room, self.by)


class MarkAsked(Asking):
    """Whether there was something to do about an alarm, of now or of before."""

    alarm: AlarmId = ""
    actionable: bool
    why: Remark = ""

    def act(self, room: RoomId, _now: Instant) -> MarkAlarm:
        return MarkAlarm(room, self.alarm, self.actionable, self.by, self.why)


def routes(pages: Pages) -> APIRouter:
    """What a page can do about alarms. These come before a room's forms, which take the rest."""
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}")

    @router.post("/alarms/{alarm}/acknowledge")
    async def acknowledge(request: Request, ward: str, number: int, alarm: str) -> Response:
        return await _done(pages, request, pages.find(ward, number), AcknowledgeAsked, alarm)

    @router.post("/alarms/{alarm}/mark")
    async def mark(request: Request, ward: str, number: int, alarm: str) -> Response:
        return await _done(pages, request, pages.find(ward, number), MarkAsked, alarm)

    @router.post("/pause")
    async def pause(request: Request, ward: str, number: int) -> Response:
        return await _done(pages, request, pages.find(ward, number), PauseAsked)

    return router


def api(pages: Pages) -> APIRouter:
    """The same for programs."""
    router = APIRouter(prefix="/api/v1/rooms/{ward}/{number}")

    @router.post("/alarms/{alarm}/acknowledge", status_code=204)
    async def acknowledge(ward: str, number: int, alarm: str, asked: AcknowledgeAsked) -> None:
        await _do(pages, ward, number, asked.model_copy(update={"alarm": alarm}))

    @router.post("/alarms/{alarm}/mark", status_code=204)
    async def mark(ward: str, number: int, alarm: str, asked: MarkAsked) -> None:
        await _do(pages, ward, number, asked.model_copy(update={"alarm": alarm}))

    @router.post("/pause", status_code=204)
    async def pause(ward: str, number: int, asked: PauseAsked) -> None:
        await _do(pages, ward, number, asked)

    return router


async def _do(pages: Pages, ward: str, number: int, asked: Asking) -> None:
    room, desk = pages.find(ward, number), pages.glass.desk
    if denied := await desk.do(asked.act(room, desk.now())):
        raise HTTPException(409, " ".join(denied))


async def _done(
    pages: Pages, request: Request, room: RoomId, model: type[Asking], alarm: str = ""
) -> Response:
    """One press. A page's own script wants words or nothing, for its stream brings the rest."""
    desk, said = pages.glass.desk, await filled_in(request)
    status, words = 409, ""
    try:
        asked = model.model_validate({**said, "alarm": alarm})
    except ValidationError as refused:
        status, words = 400, next(iter(problems(refused).values()))
    else:
        words = " ".join(await desk.do(asked.act(room, desk.now())))
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(words, status) if words else Response(status_code=204)
    if words:
        return pages.refused(request, status, words)
    return RedirectResponse(safe(said.get("back", "/")), 303)
