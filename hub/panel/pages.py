"""Pages: the ward, a room, signing, and the theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi import Form as Typed
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hub.panel.answering_for import DONE as NOT_FIT
from hub.panel.answering_for import FitOf, unfit
from hub.panel.glass import Glass
from hub.panel.mode_asks import MODE_DONE
from hub.panel.opened import opened
from hub.panel.problems import ORDER
from hub.panel.signatures import Signatures, UnsignedError, forget, remember
from hub.panel.signing import FORMS, Session, asks, signs_off
from hub.panel.station import named
from hub.panel.theme import COOKIE as THEME_COOKIE
from hub.panel.theme import DAY, NIGHT, theme
from hub.rules.ended_by import OBSERVATION
from hub.staff.register import Register
from ward.rooms import RoomId

SIGNING = "pin"  # asked for, whoever is signed
A_YEAR_S = 365 * 24 * 3600
ONLY_THE_DOOR = f"It ends no blank spell. {OBSERVATION}: only that does."
DONE = {
    "look": f"Recorded. It is not an in-person observation. {ONLY_THE_DOOR}",
    "plan": "The interval is set from now on.",
    "authorisation": "The authorisation is recorded. The room will hear it within seconds.",
    "age": "The age is recorded, and with it whose chart scores.",
    "charted": "The set is written down. It is not an in-person observation.",
    "assessment": "The assessment is recorded.",
    "begin": "The episode has begun. Somebody must be at the door by the time shown.",
    "end": "The episode has ended.",
    "move": "The episode goes on in the other room. Nobody is due later for it.",
    "limit": "The limit holds from now on, and ends by itself.",
    "observers": "It is recorded who knows this person.",
    "objection": "It is written down. An objection to radar has ended the measuring.",
    "privacy": "The decision is recorded.",
    "profile": "Signed. The room goes to it at its own pace.",
    "commission": "The walk is signed for. The room will hear it within seconds.",
    **MODE_DONE,
    **NOT_FIT,
    "uncommission": "The commissioning is taken back. Numbers are not shown any more.",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form that failed: its name on the page, what was typed, and each field's problem.

    The field ``order`` stands for none in particular. ``title`` is what is said of it all.
    """

    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    title: str = "This was not done"

    @property
    def listed(self) -> list[dict[str, str]]:
        """For the summary at the top, each leading to its field."""
        return [
            {"text": words} if where == ORDER else {"text": words, "href": f"#{self.name}-{where}"}
            for where, words in self.problems.items()
        ]


NO_FORM = Form()


class Pages:
    """Renders pages for one request: its theme, who is signed, its way back."""

    def __init__(self, glass: Glass, fit: FitOf) -> None:
        """``fit`` tells of a room whether it is fit for use, now."""
        self.glass = glass
        self.fit = fit
        self.signatures = Signatures(glass.desk)
        glass.locked = self.signatures.locked

    @property
    def register(self) -> Register:
        return self.glass.desk.office.register

    def ward(self, request: Request) -> Response:
        shown = self.glass.ward()
        return self.show(request, "ward.jinja", 200, **shown, title="Ward")

    def room(
        self,
        request: Request,
        room: RoomId,
        status: int = 200,
        form: Form = NO_FORM,
        done: str = "",
    ) -> Response:
        """The room's page, with the form that failed and what came of it."""
        shown = self.glass.room(room) | {"done": done, "problem_list": form.listed}
        shown["problem_title"] = form.title
        shown |= {"failed": form.name, "typed": form.typed, "problems": form.problems}
        session, now = self.signatures.on(request), self.glass.desk.now()
        shown["asks"] = {name: asks(name, session, now).value for name in FORMS}
        shown["unfit"] = unfit(self.fit(room))
        return self.show(
            request,
            "room.jinja",
            status,
            **shown,
            title=room.spoken,
            stream=f"/events?room={room}",
            main_class="room",
            path=f"/rooms/{room}",
        )

    def refused(self, request: Request, status: int, *sentences: str, back: str = "/") -> Response:
        shown = {"title": HTTPStatus(status).phrase, "sentences": sentences, "back": back}
        return self.show(request, "refused.jinja", status, **shown, path=back)

    def show(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        now, zone = self.glass.desk.now(), self.glass.zone
        plain = {
            "stream": "/events",
            "main_class": "main",
            "on_room": False,
            "station": named(request.cookies),
            "path": way_back(request),
        }
        page = self.glass.page(
            template,
            **plain | values,
            theme=theme(request.cookies, now, zone),
            signed=self._signed(self.signatures.on(request)),
        )
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})

    def signed_head(self, request: Request, back: str) -> str:
        """Who is signed, for a page that is open: it stands in its place by its name."""
        signed = self._signed(self.signatures.on(request))
        return self.glass.part("signed.jinja", signed=signed, path=back, out_of_band=True)

    def signed_for(self, request: Request) -> dict[str, str]:
        """For how many seconds more this browser is signed, as a header for a page that is open."""
        session = self.signatures.on(request)
        left = session.left(self.glass.desk.now()) if session else None
        return {"Signed-For": str(int(left.total_seconds()))} if left else {}

    def _signed(self, session: Session | None) -> dict[str, object] | None:
        if session is None:
            return None
        now = self.glass.desk.now()
        who = self.signatures.known_as(session.ref)
        left_s = int(session.left(now).total_seconds())
        shown = {"ref": session.ref, "left_s": left_s, "words": signs_off(session, now)}
        return {"who": who, **shown}

    def find(self, ward: str, number: int) -> RoomId:
        """The room of a path. Raises the answer "not found" for one this site does not have."""
        room = next(
            (r for r in self.glass.desk.rooms if (r.ward, r.number) == (ward, number)), None
        )
        if room is None:
            raise HTTPException(404, "There is no such room on this site.")
        return room


def routes(pages: Pages) -> APIRouter:
    """All that can be looked at, signing on and off, and the theme."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def ward_page(request: Request) -> Response:
        return pages.ward(request)

    @router.get("/rooms/{ward}/{number}")
    async def room_page(request: Request, ward: str, number: int, done: str = "") -> Response:
        room = pages.find(ward, number)
        answer = pages.room(request, room, done=DONE.get(done, ""))
        answer.background = opened(pages.glass, room, pages.signatures.on(request))
        return answer

    @router.post("/theme")
    async def choose(
        theme: Annotated[str, Typed()], back: Annotated[str, Typed()] = "/"
    ) -> Response:
        answer = RedirectResponse(safe(back), 303)
        if theme in (DAY, NIGHT):
            return keep(answer, THEME_COOKIE, theme, A_YEAR_S)
        answer.delete_cookie(THEME_COOKIE)
        return answer

    _signing(router, pages)
    return router


def _signing(router: APIRouter, pages: Pages) -> None:
    @router.get("/you")
    async def you(request: Request, back: str = "/") -> Response:
        return pages.show(request, "you.jinja", title="Sign", back=safe(back))

    @router.post("/you")
    async def sign(
        request: Request,
        by: Annotated[str, Typed(max_length=64)] = "",
        pin: Annotated[str, Typed(max_length=64)] = "",
        back: Annotated[str, Typed()] = "/",
        shown_as: Annotated[str, Typed(alias="as")] = "",
    ) -> Response:
        signatures = pages.signatures
        signatures.shown(request, shown_as)
        try:
            proven = await signatures.sign(request, SIGNING, by, pin)
            signed = await signatures.begin(request, proven.ref)
        except UnsignedError as unsigned:
            shown = {
                "title": "Sign",
                "back": safe(back),
                "path": f"/you?{urlencode({'back': safe(back)})}",
            }
            shown |= {"typed_by": by, "problem": unsigned.words, "problem_at": unsigned.field}
            return pages.show(request, "you.jinja", 401, **shown)
        return remember(RedirectResponse(safe(back), 303), signed)

    @router.post("/you/off")
    async def sign_off(request: Request, back: Annotated[str, Typed()] = "/") -> Response:
        pages.signatures.end(request)
        return forget(RedirectResponse(safe(back), 303))


def way_back(request: Request) -> str:
    """To what is shown, and how; nothing that was sent can be shown again by its address."""
    if request.method != "GET":
        return "/"
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def keep(answer: Response, name: str, value: str, for_s: int) -> Response:
    """The answer, with a cookie for this site's own pages only."""
    answer.set_cookie(name, value, max_age=for_s, httponly=True, samesite="strict")
    return answer


def safe(back: str) -> str:
    """A way back within this site, whatever the address said."""
    ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if ours else "/"
