"""Acting on alarms: taken on, quiet for a while, and said to have been worth it. Never cleared."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field, ValidationError
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from hub.acts import Acknowledge, MarkAlarm, PauseAudio
from hub.panel.acting import filled_in, signed_act
from hub.panel.asks import Asking, Remark, problems
from hub.panel.pages import Pages, safe
from hub.panel.signatures import Signed, UnsignedError, remember
from hub.panel.signed_calls import Call, Exchange, signed_call
from hub.tries import EndAlarm
from ward.rooms import RoomId
from ward.units import WORD_LONGEST, Instant

ALARM = "alarm"  # a form that a signed browser sends without a PIN
UNSIGNED = 401
# By whatever name somebody may try it; each is refused in words, and none ends anything.
ENDINGS = frozenset({"end", "clear", "close", "dismiss", "reset", "silence"})
AlarmId = Annotated[str, Field(max_length=WORD_LONGEST)]


class AcknowledgeAsked(Asking):
    """One alarm, taken on. Its name comes from the address."""

    alarm: AlarmId = ""

    def act(self, room: RoomId, _now: Instant) -> Acknowledge:
        return Acknowledge(room, self.alarm, self.by)


class EndAsked(Asking):
    """One alarm, to be ended from here: refused in words, and on record. Nobody can."""

    alarm: AlarmId = ""

    def act(self, room: RoomId, _now: Instant) -> EndAlarm:
        return EndAlarm(room, self.alarm, self.by)


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

    @router.post("/alarms/{alarm}/{verb}")
    async def end(request: Request, ward: str, number: int, alarm: str, verb: str) -> Response:
        if verb not in ENDINGS:
            return pages.refused(request, 404, "There is nothing of that name to ask for.")
        return await _done(pages, request, pages.find(ward, number), EndAsked, alarm)

    @router.post("/pause")
    async def pause(request: Request, ward: str, number: int) -> Response:
        return await _done(pages, request, pages.find(ward, number), PauseAsked)

    return router


def api(pages: Pages) -> APIRouter:
    """The same for programs."""
    router = APIRouter(prefix="/api/v1/rooms/{ward}/{number}")

    @router.post("/alarms/{alarm}/acknowledge", status_code=204)
    async def acknowledge(
        call: Call, ward: str, number: int, alarm: str, asked: AcknowledgeAsked
    ) -> None:
        await _do(pages, call, ward, number, asked.model_copy(update={"alarm": alarm}))

    @router.post("/alarms/{alarm}/mark", status_code=204)
    async def mark(call: Call, ward: str, number: int, alarm: str, asked: MarkAsked) -> None:
        await _do(pages, call, ward, number, asked.model_copy(update={"alarm": alarm}))

    @router.post("/alarms/{alarm}/{verb}", status_code=204)
    async def end(
        call: Call, ward: str, number: int, alarm: str, *, verb: str, asked: EndAsked
    ) -> None:
        if verb not in ENDINGS:
            raise HTTPException(404, "There is nothing of that name to ask for.")
        await _do(pages, call, ward, number, asked.model_copy(update={"alarm": alarm}))

    @router.post("/pause", status_code=204)
    async def pause(call: Call, ward: str, number: int, asked: PauseAsked) -> None:
        await _do(pages, call, ward, number, asked)

    return router


async def _do(pages: Pages, call: Exchange, ward: str, number: int, asked: Asking) -> None:
    room, desk = pages.find(ward, number), pages.glass.desk
    ref = await signed_call(pages, call, ALARM, asked)
    if denied := await desk.do(asked.as_by(ref).act(room, desk.now())):
        raise HTTPException(409, " ".join(denied))


async def _done(
    pages: Pages, request: Request, room: RoomId, model: type[Asking], alarm: str = ""
) -> Response:
    """One press. A page's own script wants words or nothing, for its stream brings the rest."""
    said, signed = await filled_in(pages, request), Signed("")
    status, words = 409, ""
    try:
        asked = model.model_validate({**said, "alarm": alarm})
        signed, words = await signed_act(pages, request, room, ALARM, asked)
    except UnsignedError as unsigned:
        status, words = UNSIGNED, unsigned.words
    except ValidationError as refused:
        status, words = 400, next(iter(problems(refused).values()))
    return remember(_answer(pages, request, said, status, words), signed)


def _answer(
    pages: Pages, request: Request, said: Mapping[str, str], status: int, words: str
) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        headers = pages.signed_for(request)
        if words:
            return PlainTextResponse(words, status, headers)
        return Response(status_code=204, headers=headers)
    back = safe(said.get("back", "/"))
    if words and status == UNSIGNED:
        return RedirectResponse(f"/you?{urlencode({'back': back})}", 303)
    if words:
        return pages.refused(request, status, words, back=back)
    return RedirectResponse(back, 303)
