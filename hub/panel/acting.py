"""Acting from a page: forms to acts, each signed, and answered with the page it came from."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hub.panel import knowing
from hub.panel.answering_for import answer_for
from hub.panel.asks import (
    Asking,
    AuthoriseAsked,
    BeginAsked,
    EndAsked,
    LimitAsked,
    LookAsked,
    MoveAsked,
    ObserversAsked,
    PlanAsked,
    SeenAsked,
)
from hub.panel.controls import control_of
from hub.panel.local import Local
from hub.panel.mode_asks import MODE_FORMS
from hub.panel.order_asks import OrderAsked, wish
from hub.panel.pages import Form, Pages
from hub.panel.privacy_asks import ObjectionAsked, PrivacyAsked
from hub.panel.problems import ORDER, once_more, problems
from hub.panel.score_asks import AgeAsked, AssessAsked, ChartAsked
from hub.panel.signatures import NotShownError, Signed, UnsignedError, remember
from hub.staff.register import Register
from ward.orders import Lamp
from ward.rooms import RoomId
from ward.units import Span

FIELDS_MOST = 30
DECIDERS = frozenset({"senior_nurse", "named_nurse", "duty_doctor"})
NOT_YET = "Not written down yet"
NO_SUCH_ACT = (
    "An observation is made in person and recorded at the door: nothing at the station ends a "
    "blank spell. What was seen by CCTV or typed here can be recorded as a look."
)
# The last word of the address → the form's name on the page, and what it asks.
FORMS: dict[str, tuple[str, type[Asking]]] = {
    "looks": ("look", LookAsked),
    "observations": ("seen", SeenAsked),
    "plan": ("plan", PlanAsked),
    "authorisation": ("authorisation", AuthoriseAsked),
    "age": ("age", AgeAsked),
    "charted": ("charted", ChartAsked),
    "assessment": ("assessment", AssessAsked),
    "limit": ("limit", LimitAsked),
    "observers": ("observers", ObserversAsked),
    "objections": ("objection", ObjectionAsked),
    "privacy": ("privacy", PrivacyAsked),
    "episode": ("begin", BeginAsked),
    "episode/end": ("end", EndAsked),
    "episode/move": ("move", MoveAsked),
    **MODE_FORMS,
}


def routes(pages: Pages) -> APIRouter:
    """All that a page can ask for."""
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}")

    @router.post("/orders")
    async def order(request: Request, ward: str, number: int) -> Response:
        return await _order(pages, request, pages.find(ward, number))

    @router.post("/{leaf:path}")
    async def record(request: Request, ward: str, number: int, leaf: str) -> Response:
        room = pages.find(ward, number)
        if leaf not in FORMS:
            nothing = "There is nothing of that name to ask for."
            return pages.refused(request, 404, nothing, NO_SUCH_ACT)
        return await _record(pages, request, room, *FORMS[leaf])

    return router


def _failed(form: str, typed: dict[str, str], refused: ValidationError) -> Form:
    """With what is wrong; or with what is asked back, once, before it is written down."""
    if again := once_more(refused):
        return Form(form, typed | again, problems(refused), NOT_YET)
    return Form(form, typed, problems(refused))


async def _record(
    pages: Pages, request: Request, room: RoomId, form: str, model: type[Asking]
) -> Response:
    typed = await filled_in(pages, request)
    shown = {name: value for name, value in typed.items() if name != "pin"}
    try:
        asked = model.model_validate(_values(typed, pages.glass.local(), pages.register))
    except ValidationError as refused:
        return pages.room(request, room, 400, _failed(form, shown, refused))
    except ValueError as refused:
        return pages.room(request, room, 400, Form(form, shown, {"observers": str(refused)}))
    try:
        signed, denied = await signed_act(pages, request, room, form, asked)
    except UnsignedError as unsigned:
        wrong = {unsigned.field: unsigned.words}
        return pages.room(request, room, 401, Form(form, shown, wrong))
    if denied:
        answer = pages.room(request, room, 409, Form(form, shown, {ORDER: denied}))
        return remember(answer, signed)
    did = asked.as_by(signed.ref)
    word = await answer_for(pages.glass.desk, pages.fit, room, did)
    done = f"{form}-{word}" if word else form
    return remember(RedirectResponse(f"/rooms/{room}?done={done}", 303), signed)


async def signed_act(
    pages: Pages, request: Request, room: RoomId, form: str, asked: Asking
) -> tuple[Signed, str]:
    """Whoever signed it does it; who, and why it was denied. Raises ``UnsignedError``."""
    signed = await signed_by(pages, request, form, asked)
    return signed, await done_by(pages, room, asked, signed)


async def signed_by(pages: Pages, request: Request, form: str, asked: Asking) -> Signed:
    """Who signed it. Raises ``UnsignedError``.

    A PIN that was given with it signs this browser for a while.
    """
    signatures = pages.signatures
    signed = await signatures.sign(request, form, asked.by, asked.pin)
    return signed if signed.token else await signatures.begin(request, signed.ref)


async def done_by(pages: Pages, room: RoomId, asked: Asking, signed: Signed) -> str:
    """Why it was denied; empty where it is done."""
    desk = pages.glass.desk
    return " ".join(await desk.do(asked.as_by(signed.ref).act(room, desk.now())))


async def _order(pages: Pages, request: Request, room: RoomId) -> Response:
    """One press on a preset or a step. A page with htmx is answered with that control alone."""
    typed, signed = await filled_in(pages, request), Signed("")
    desk, status, words = pages.glass.desk, 200, ""
    try:
        asked = OrderAsked.model_validate(wish(typed, desk.state(room)))
        signed, words = await signed_act(pages, request, room, ORDER, asked)
        status = 409 if words else 200
    except NotShownError as another:
        status, words = 401, another.words
    except UnsignedError:
        status, words = 401, "Sign first, with your initials and PIN."
    except ValueError as refused:
        status, words = 400, _first(refused)
    if "hx-request" not in request.headers:
        return remember(_whole(pages, request, room, status, words), signed)
    lamp = Lamp(typed["lamp"]) if typed.get("lamp") in list(Lamp) else None
    control = control_of(desk.state(room), lamp, pages.glass.local())
    head = pages.signed_head(request, f"/rooms/{room}")
    return remember(HTMLResponse(pages.glass.pressed(control, words) + head, status), signed)


def _whole(pages: Pages, request: Request, room: RoomId, status: int, words: str) -> Response:
    if words:
        return pages.room(request, room, status, Form(problems={ORDER: words}))
    return RedirectResponse(f"/rooms/{room}#light", 303)


def _first(refused: ValueError) -> str:
    if isinstance(refused, ValidationError):
        return next(iter(problems(refused).values()))
    return "This cannot be asked of a room."


async def filled_in(pages: Pages, request: Request) -> dict[str, str]:
    """What was typed into a form. Nobody whom its page does not show stays signed."""
    return (await filled_in_with(pages, request, ""))[0]


async def filled_in_with(pages: Pages, request: Request, file: str) -> tuple[dict[str, str], bytes]:
    """The same, and what was sent beside it in the one field that may hold a file."""
    async with request.form(max_files=1 if file else 0, max_fields=FIELDS_MOST) as form:
        typed = {name: value for name, value in form.items() if isinstance(value, str)}
        beside = form.get(file)
        sent = await beside.read() if isinstance(beside, UploadFile) else b""
    pages.signatures.shown(request, typed.pop("as", ""))
    return typed, sent


def _values(typed: Mapping[str, str], local: Local, register: Register) -> dict[str, object]:
    """Fields that were left empty were not said; a time of day is the last one there was.

    Raises ``ValueError`` for an observer whom nobody knows.
    """
    values: dict[str, object] = {name: value for name, value in typed.items() if value.strip()}
    if "said_to_be_at" in values:
        values["said_to_be_at"] = last_at(str(values["said_to_be_at"]), local)
    for part in DECIDERS & values.keys():
        values[part] = knowing.observers(str(values[part]), register)[0].ref
    if "observers" in values:
        values["observers"] = knowing.observers(str(values["observers"]), register)
    if "rather_not" in values:
        named = knowing.observers(str(values["rather_not"]), register)
        values["rather_not"] = tuple(one.ref for one in named)
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
