"""Forms of the estates, to acts: each signed, and answered with the page it came from."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from hub.panel.acting import done_by, filled_in_with, signed_by
from hub.panel.asks import Asking
from hub.panel.estates_pages import EstatesPages, Said
from hub.panel.pages import Form
from hub.panel.photographs import NoPhotographError
from hub.panel.picturing import PHOTOGRAPH, pictured
from hub.panel.problems import ORDER, problems
from hub.panel.signatures import UnsignedError, remember
from hub.panel.signed_calls import Call, Exchange, signed_call
from hub.panel.upkeep_asks import (
    CHECKED,
    HANDED_ON,
    LOOKED,
    MENDED,
    REGARDLESS,
    CheckedAsked,
    HandedOnAsked,
    LookedAsked,
    MendedAsked,
    RegardlessAsked,
    wrong_check,
    wrong_look,
)
from ward.rooms import RoomId

NOT_WHOLE = "Not met: say how grave it is, who is to mend it, and by when"
Do = Callable[[Exchange, str, int, str, Asking], Awaitable[None]]
Again = Callable[[Said], Response]  # the page again, with what is wrong on it


class Kind(NamedTuple):
    """A form's name, and what it asks."""

    form: str
    model: type[Asking]


# The last word of the address → what is asked there.
FORMS: Mapping[str, Kind] = {
    "looks": Kind(LOOKED, LookedAsked),
    "mended": Kind(MENDED, MendedAsked),
    "handed-on": Kind(HANDED_ON, HandedOnAsked),
    "checked": Kind(CHECKED, CheckedAsked),
    "regardless": Kind(REGARDLESS, RegardlessAsked),
}


def routes(shown: EstatesPages) -> APIRouter:
    """These come before a room's other forms, which take the rest."""
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}/estates")

    @router.post("/{leaf}")
    async def write(request: Request, ward: str, number: int, leaf: str) -> Response:
        room = shown.pages.find(ward, number)
        if leaf not in FORMS:
            raise HTTPException(404, "There is nothing of that name to ask for.")
        return await _written(shown, request, room, leaf)

    return router


def api(shown: EstatesPages) -> APIRouter:
    """The same for programs."""
    router = APIRouter(prefix="/api/v1/rooms/{ward}/{number}/estates")

    async def do(call: Exchange, ward: str, number: int, leaf: str, asked: Asking) -> None:
        room, desk = shown.pages.find(ward, number), shown.pages.glass.desk
        if wrong := _wrong(shown, room, asked):
            raise HTTPException(422, " ".join(wrong.values()))
        ref = await signed_call(shown.pages, call, FORMS[leaf].form, asked)
        act = _known(shown, room, asked).as_by(ref).act(room, desk.now())
        if denied := await desk.do(act):
            raise HTTPException(409, " ".join(denied))

    @router.post("/looks", status_code=204)
    async def looked(call: Call, ward: str, number: int, asked: LookedAsked) -> None:
        await do(call, ward, number, "looks", asked)

    @router.post("/regardless", status_code=204)
    async def regardless(call: Call, ward: str, number: int, asked: RegardlessAsked) -> None:
        await do(call, ward, number, "regardless", asked)

    _of_defects(router, do)
    return router


def _of_defects(router: APIRouter, do: Do) -> None:
    @router.post("/mended", status_code=204)
    async def mended(call: Call, ward: str, number: int, asked: MendedAsked) -> None:
        await do(call, ward, number, "mended", asked)

    @router.post("/handed-on", status_code=204)
    async def handed_on(call: Call, ward: str, number: int, asked: HandedOnAsked) -> None:
        await do(call, ward, number, "handed-on", asked)

    @router.post("/checked", status_code=204)
    async def checked(call: Call, ward: str, number: int, asked: CheckedAsked) -> None:
        await do(call, ward, number, "checked", asked)


async def _written(shown: EstatesPages, request: Request, room: RoomId, leaf: str) -> Response:
    form, model = FORMS[leaf]
    typed, picture = await filled_in_with(
        shown.pages, request, PHOTOGRAPH if form == LOOKED else ""
    )
    kept = {name: value for name, value in typed.items() if name != "pin"}
    name = f"{form}-{typed.get('found', '').replace(' ', '-')}" if form == LOOKED else form
    again = _again(shown, request, room, form, kept)
    try:
        asked = model.model_validate({one: value for one, value in typed.items() if value.strip()})
        if wrong := _wrong(shown, room, asked):
            return again(Said(400, Form(name, kept, wrong)))
        asked = _known(shown, room, asked)
        signed = await signed_by(shown.pages, request, form, asked)  # before a picture is opened
        async with pictured(shown, room, asked, picture) as held:
            denied = await done_by(shown.pages, room, held.asked, signed)
            held.stands = not denied
    except ValidationError as refused:
        return again(Said(400, Form(name, kept, _said(refused))))
    except NoPhotographError as none:
        return again(Said(400, Form(name, kept, {PHOTOGRAPH: f"{none}. Nothing was written down"})))
    except UnsignedError as unsigned:
        return again(Said(401, Form(name, kept, {unsigned.field: unsigned.words})))
    if denied:
        return remember(again(Said(409, Form(name, kept, {ORDER: denied}))), signed)
    return remember(RedirectResponse(_back(room, form, kept), 303), signed)


def _wrong(shown: EstatesPages, room: RoomId, asked: Asking) -> dict[str, str]:
    catalogue = shown.estates.catalogue
    if isinstance(asked, LookedAsked):
        return wrong_look(asked, catalogue)
    if isinstance(asked, CheckedAsked):
        defect = shown.estates.state(room).upkeep.defect(asked.defect)
        clause = catalogue.clause(defect.clause) if defect else None
        return wrong_check(asked.value, clause, holds=asked.holds)
    return {}


def _known(shown: EstatesPages, room: RoomId, asked: Asking) -> Asking:
    """What is lacking, and what is a must-have, is what the hub knows, whatever a page said."""
    if isinstance(asked, LookedAsked):
        aside = shown.estates.catalogue.sets_aside(asked.clause, asked.found)
        return asked.model_copy(update={"sets_aside": aside})
    if not isinstance(asked, RegardlessAsked):
        return asked
    return asked.model_copy(update={"lacking": shown.estates.fit(room).ids})


def _again(
    shown: EstatesPages, request: Request, room: RoomId, form: str, typed: Mapping[str, str]
) -> Again:
    def page(said: Said) -> Response:
        if form == LOOKED:
            return shown.round(request, room, typed.get("clause", ""), said)
        return shown.room(request, room, said)

    return page


def _back(room: RoomId, form: str, typed: Mapping[str, str]) -> str:
    """On to the next clause of the round; else to the room."""
    base = f"/rooms/{room}/estates"
    said = {"done": form, "of": typed.get("clause", "")} if form == LOOKED else {"done": form}
    return f"{base}/round?{urlencode(said)}" if form == LOOKED else f"{base}?{urlencode(said)}"


def _said(refused: ValidationError) -> dict[str, str]:
    """A defect that is noted in part is a problem of the whole form."""
    found = problems(refused)
    return found | {ORDER: NOT_WHOLE} if ORDER in found else found
