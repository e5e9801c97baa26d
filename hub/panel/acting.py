"""Acting from a page: forms to acts, each answered with the page it came from."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hub.panel.asks import (
    ORDER,
    Asking,
    AuthoriseAsked,
    BeginAsked,
    EndAsked,
    LookAsked,
    OrderAsked,
    PlanAsked,
    problems,
)
from hub.panel.controls import control_of, stepped_celsius, stepped_level
from hub.panel.local import Local
from hub.panel.pages import Form, Pages, keep
from hub.panel.who import COOKIE, SHIFT_S, remembered
from hub.rooms.state import RoomState
from ward.orders import Lamp
from ward.rooms import RoomId
from ward.units import Span

FIELDS_MOST = 30
NO_SUCH_ACT = (
    "An observation is made in person and recorded at the door: nothing at the station ends a "
    "blank spell. What was seen by CCTV or typed here can be recorded as a look."
)
# The last word of the address → the form's name on the page, and what it asks.
FORMS: dict[str, tuple[str, type[Asking]]] = {
    "looks": ("look", LookAsked),
    "plan": ("plan", PlanAsked),
    "authorisation": ("authorisation", AuthoriseAsked),
    "episode": ("begin", BeginAsked),
    "episode/end": ("end", EndAsked),
}


def routes(pages: Pages) -> APIRouter:
    """All that a page can ask for."""
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}")

    @router.post("/orders")
    async def order(request: Request, ward: str, number: int) -> Response:
        return await _order(pages, request, pages.find(ward, number))

    @router.post("/observations")
    async def observe(request: Request, ward: str, number: int) -> Response:
        room = pages.find(ward, number)
        return pages.room(request, room, 409, Form(problems={ORDER: NO_SUCH_ACT}))

    @router.post("/{leaf:path}")
    async def record(request: Request, ward: str, number: int, leaf: str) -> Response:
        room = pages.find(ward, number)
        if leaf not in FORMS:
            return pages.refused(request, 404, "There is nothing of that name to ask for.")
        return await _record(pages, request, room, *FORMS[leaf])

    return router


async def _record(
    pages: Pages, request: Request, room: RoomId, form: str, model: type[Asking]
) -> Response:
    desk, typed = pages.glass.desk, await filled_in(request)
    try:
        asked = model.model_validate(_values(typed, pages.glass.local()))
    except ValidationError as refused:
        return pages.room(request, room, 400, Form(form, typed, problems(refused)))
    denied = await desk.do(asked.act(room, desk.now()))
    if denied:
        return pages.room(request, room, 409, Form(form, typed, {ORDER: " ".join(denied)}))
    answer = RedirectResponse(f"/rooms/{room}?done={form}", 303)
    return keep(answer, COOKIE, asked.by, SHIFT_S)


async def _order(pages: Pages, request: Request, room: RoomId) -> Response:
    """One press on a preset or a step. A page with htmx is answered with that control alone."""
    desk, typed = pages.glass.desk, await filled_in(request)
    status, words = 200, ""
    try:
        asked = OrderAsked.model_validate(_wish(typed, desk.state(room)))
    except (ValidationError, ValueError) as refused:
        status, words = 400, _first(refused)
    else:
        words = " ".join(await desk.do(asked.act(room, desk.now())))
        status = 409 if words else 200
    if "hx-request" not in request.headers:
        return _whole(pages, request, room, status, words)
    lamp = Lamp(typed["lamp"]) if typed.get("lamp") in list(Lamp) else None
    control = control_of(desk.state(room), lamp, pages.glass.local())
    return HTMLResponse(pages.glass.control(control, words), status)


def _whole(pages: Pages, request: Request, room: RoomId, status: int, words: str) -> Response:
    if words:
        return pages.room(request, room, status, Form(problems={ORDER: words}))
    return RedirectResponse(f"/rooms/{room}#light", 303)


def _first(refused: ValueError) -> str:
    if isinstance(refused, ValidationError):
        return next(iter(problems(refused).values()))
    return "This cannot be asked of a room."


async def filled_in(request: Request) -> dict[str, str]:
    """What was typed, with the initials that this browser remembers where none were."""
    async with request.form(max_files=0, max_fields=FIELDS_MOST) as form:
        typed = {name: value for name, value in form.items() if isinstance(value, str)}
    if not typed.get("by"):
        typed["by"] = remembered(request.cookies.get(COOKIE))
    return typed


def _values(typed: Mapping[str, str], local: Local) -> dict[str, object]:
    """Fields that were left empty were not said; a time of day is the last one there was."""
    values: dict[str, object] = {name: value for name, value in typed.items() if value.strip()}
    if "said_to_be_at" in values:
        values["said_to_be_at"] = last_at(str(values["said_to_be_at"]), local)
    return values


def last_at(typed: str, local: Local) -> datetime | str:
    """The newest moment not in the future at this time of day; what is none is left as it is."""
    try:
        time = datetime.strptime(typed.strip().replace(".", ":"), "%H:%M").time()  # noqa: DTZ007  (no day)
    except ValueError:
        return typed
    here = local.now.astimezone(local.zone)
    today = datetime.combine(here.date(), time, local.zone)
    return today if today <= local.now else today - Span(days=1)


def _wish(typed: Mapping[str, str], state: RoomState) -> dict[str, object]:
    """The order that a button stands for. Raises ``ValueError`` for what is no number or lamp."""
    wish: dict[str, object] = {"by": typed["by"]}
    if "lamp" in typed:
        lamp = Lamp(typed["lamp"])
        stepped = stepped_level(state, lamp, float(typed["step"])) if "step" in typed else None
        wish["light"] = {"lamp": lamp, "level": typed.get("level") if stepped is None else stepped}
    elif "step" in typed:
        wish["temperature"] = stepped_celsius(state, float(typed["step"]))
    else:
        wish["temperature"] = typed.get("celsius")
    return wish
