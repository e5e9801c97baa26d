"""What suits a person: one screen of it, signing another version, and the way to a next home."""

from fastapi import APIRouter, HTTPException, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from hub.panel.acting import filled_in, signed_act
from hub.panel.pages import DONE, NO_FORM, Form, Pages
from hub.panel.problems import ORDER
from hub.panel.profile_asks import ProfileAsked, ProfileBrought
from hub.panel.profile_words import profile_words
from hub.panel.signatures import UnsignedError, remember
from hub.panel.signed_calls import Call, signed_call
from hub.panel.signing import asks
from hub.rooms.state import RoomState
from hub.rooms.suits import choices, suits
from ward.hours_written import EXAMPLE, clock, written
from ward.profile import Profile
from ward.profile_document import ProfileDocument
from ward.rooms import RoomId
from ward.ward_default import DEFAULT

PROFILE = "profile"
NOBODYS = "Nobody confined there has a signed profile: a ward default goes nowhere"


def routes(pages: Pages) -> APIRouter:
    """The page and its form. These come before a room's other forms, which take the rest."""
    router = APIRouter(include_in_schema=False, prefix="/rooms/{ward}/{number}")

    @router.get("/profile")
    async def page(request: Request, ward: str, number: int, done: str = "") -> Response:
        return _page(pages, request, pages.find(ward, number), done=DONE.get(done, ""))

    @router.post("/profile")
    async def sign(request: Request, ward: str, number: int) -> Response:
        return await _sign(pages, request, pages.find(ward, number))

    return router


def api(pages: Pages) -> APIRouter:
    """The same for programs, `attune profile` among them."""
    router = APIRouter(prefix="/api/v1/rooms/{ward}/{number}")

    @router.get("/profile")
    async def export(ward: str, number: int) -> ProfileDocument:
        return document(pages, pages.find(ward, number))

    @router.post("/profile", status_code=204)
    async def brought(call: Call, ward: str, number: int, asked: ProfileBrought) -> None:
        room, desk = pages.find(ward, number), pages.glass.desk
        ref = await signed_call(pages, call, PROFILE, asked)
        if denied := await desk.do(asked.as_by(ref).act(room, desk.now())):
            raise HTTPException(409, " ".join(denied))

    return router


def document(pages: Pages, room: RoomId) -> ProfileDocument:
    """The profile that worked, for the next home. Raises the answer 404 where nobody has one."""
    state = pages.glass.desk.state(room)
    own = suits(state)
    if state.episode is None or own is None or own.profile is None:
        raise HTTPException(404, NOBODYS)
    return ProfileDocument(
        initials=state.episode.person.initials,
        exported_at=pages.glass.desk.now(),
        exported_from=f"{room.ward.capitalize()} ward",
        profile=own.profile,
        choices=choices(state),
    )


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
    state = pages.glass.desk.state(room)
    return pages.show(
        request,
        "profile_page.jinja",
        status,
        name=room.spoken,
        base=f"/rooms/{room}",
        profile=profile_words(state, pages.glass.local()),
        confined=state.episode is not None,
        as_typed=as_typed(in_force(state)),
        example=EXAMPLE,
        done=done,
        failed=form.name,
        typed=form.typed,
        problems=form.problems,
        problem_list=form.listed,
        asks={PROFILE: asks(PROFILE, session, now).value},
        title=f"What suits {room.spoken}",
        stream=f"/events?room={room}",
        path=f"/rooms/{room}/profile",
    )


def in_force(state: RoomState) -> Profile:
    own = suits(state)
    published = state.care.profile if state.care else DEFAULT
    return own.profile if own and own.profile else published


def as_typed(profile: Profile) -> dict[str, str]:
    """The version in force as its form has it, to change what is to be changed."""
    same = ("warn_how", "distresses", "helps", "never", "how_to_be_with_me", "assessed_on")
    numbers = (
        "temperature_c", "temperature_least_c", "temperature_most_c", "warmth_pace_k",
        "main_light", "night_light",
    )  # fmt: skip
    return {
        "hours": written(profile.hours),
        "night_from": clock(profile.night.from_min),
        "night_until": clock(profile.night.until_min),
        "night_lux": f"{profile.night.lux_most:g}",
        "light_pace": f"{100 * profile.light_pace_per_s:g}",
        "warn_min": f"{profile.warn_before_s / 60:g}",
        **{name: str(getattr(profile, name)) for name in same},
        **{name: f"{getattr(profile, name):g}" for name in numbers},
    }


def said_wrong(refused: ValidationError) -> dict[str, str]:
    """Which fields are wrong, each in the words of whoever checked it."""
    return {
        str(error["loc"][0]) if error["loc"] else ORDER: error["msg"].removeprefix("Value error, ")
        for error in refused.errors()
    }


async def _sign(pages: Pages, request: Request, room: RoomId) -> Response:
    typed = await filled_in(pages, request)
    shown = {name: value for name, value in typed.items() if name != "pin"}
    try:
        asked = ProfileAsked.model_validate({name: value for name, value in typed.items() if value})
        signed, denied = await signed_act(pages, request, room, PROFILE, asked)
    except ValidationError as refused:
        return _page(pages, request, room, 400, Form(PROFILE, shown, said_wrong(refused)))
    except UnsignedError as unsigned:
        wrong = {unsigned.field: unsigned.words}
        return _page(pages, request, room, 401, Form(PROFILE, shown, wrong))
    if denied:
        answer = _page(pages, request, room, 409, Form(PROFILE, shown, {ORDER: denied}))
    else:
        answer = RedirectResponse(f"/rooms/{room}/profile?done={PROFILE}", 303)
    return remember(answer, signed)
