"""Walking a room: the page that leads from spot to spot, signing for it, and taking it back."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field, ValidationError
from starlette.responses import RedirectResponse, Response

from hub.panel.acting import filled_in, signed_act
from hub.panel.asks import Asking, Said
from hub.panel.pages import DONE, NO_FORM, Form, Pages
from hub.panel.problems import ORDER, problems
from hub.panel.signatures import NotShownError, UnsignedError, remember
from hub.panel.signed_calls import Call, Exchange, signed_call
from hub.panel.signing import asks
from hub.walk_acts import AskWalk, EndCommissioning, SignWalk
from ward.commissioning import Spot, WalkAsked, WalkStep
from ward.rooms import RoomId
from ward.units import WORD_LONGEST, Instant

WALK, COMMISSION, UNCOMMISSION = "walk", "commission", "uncommission"


class StepAsked(Asking):
    """One step of a walk."""

    step: WalkStep
    spot: Spot | None = None

    def act(self, room: RoomId, _now: Instant) -> AskWalk:
        return AskWalk(room, WalkAsked(step=self.step, spot=self.spot), self.by)


class SignAsked(Asking):
    """The walk of this name, signed for."""

    walk: Annotated[str, Field(max_length=WORD_LONGEST)] = ""

    def act(self, room: RoomId, _now: Instant) -> SignWalk:
        return SignWalk(room, self.walk, self.by)


class TakeBackAsked(Asking):
    """The commissioning, taken back."""

    why: Said

    def act(self, room: RoomId, _now: Instant) -> EndCommissioning:
        return EndCommissioning(room, self.by, self.why)


# The last words of the address → the form's name on the page, and what it asks.
FORMS: dict[str, tuple[str, type[Asking]]] = {
    "walk": (WALK, StepAsked),
    "commissioning": (COMMISSION, SignAsked),
    "commissioning/end": (UNCOMMISSION, TakeBackAsked),
}


def routes(pages: Pages) -> APIRouter:
    """The page and its forms. These come before a room's other forms, which take the rest."""
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}")

    @router.get("/walk")
    async def page(request: Request, ward: str, number: int, done: str = "") -> Response:
        return _page(pages, request, pages.find(ward, number), done=DONE.get(done, ""))

    @router.post("/walk")
    async def step(request: Request, ward: str, number: int) -> Response:
        return await _done(pages, request, pages.find(ward, number), "walk")

    @router.post("/commissioning")
    async def sign(request: Request, ward: str, number: int) -> Response:
        return await _done(pages, request, pages.find(ward, number), "commissioning")

    @router.post("/commissioning/end")
    async def take_back(request: Request, ward: str, number: int) -> Response:
        return await _done(pages, request, pages.find(ward, number), "commissioning/end")

    return router


def api(pages: Pages) -> APIRouter:
    """The same for programs, `attune walk` among them."""
    router = APIRouter(prefix="/api/v1/rooms/{ward}/{number}")

    async def do(call: Exchange, room: RoomId, form: str, asked: Asking) -> None:
        desk = pages.glass.desk
        ref = await signed_call(pages, call, form, asked)
        if denied := await desk.do(asked.as_by(ref).act(room, desk.now())):
            raise HTTPException(409, " ".join(denied))

    @router.post("/walk", status_code=204)
    async def step(call: Call, ward: str, number: int, asked: StepAsked) -> None:
        await do(call, pages.find(ward, number), WALK, asked)

    @router.post("/commissioning", status_code=204)
    async def sign(call: Call, ward: str, number: int, asked: SignAsked) -> None:
        await do(call, pages.find(ward, number), COMMISSION, asked)

    @router.post("/commissioning/end", status_code=204)
    async def take_back(call: Call, ward: str, number: int, asked: TakeBackAsked) -> None:
        await do(call, pages.find(ward, number), UNCOMMISSION, asked)

    return router


def _page(
    pages: Pages,
    request: Request,
    room: RoomId,
    status: int = 200,
    form: Form = NO_FORM,
    *,
    done: str = "",
) -> Response:
    session, now = pages.signatures.on(request), pages.glass.desk.now()
    shown = pages.glass.walk(room) | {"done": done, "problem_list": form.listed}
    shown |= {"failed": form.name, "typed": form.typed, "problems": form.problems}
    shown["asks"] = {name: asks(name, session, now).value for name in (COMMISSION, UNCOMMISSION)}
    return pages.show(
        request,
        "walk_page.jinja",
        status,
        **shown,
        title=f"Walk {room.spoken}",
        stream=f"/events?room={room}",
    )


async def _done(pages: Pages, request: Request, room: RoomId, leaf: str) -> Response:
    """One press, answered with the page of the walk."""
    form, model = FORMS[leaf]
    typed = await filled_in(pages, request)
    shown = {name: value for name, value in typed.items() if name != "pin"}
    back = f"/rooms/{room}/walk"
    try:
        asked = model.model_validate({name: value for name, value in typed.items() if value})
        signed, denied = await signed_act(pages, request, room, form, asked)
    except ValidationError as refused:
        return _page(pages, request, room, 400, Form(form, shown, problems(refused)))
    except UnsignedError as unsigned:
        if form == WALK and not isinstance(unsigned, NotShownError):
            return RedirectResponse(f"/you?{urlencode({'back': back})}", 303)
        wrong = {unsigned.field: unsigned.words}
        return _page(pages, request, room, 401, Form(form, shown, wrong))
    if denied:
        answer = _page(pages, request, room, 409, Form(form, shown, {ORDER: denied}))
    else:
        answer = RedirectResponse(back if form == WALK else f"{back}?done={form}", 303)
    return remember(answer, signed)
