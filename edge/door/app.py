"""The door unit's web application: a few pages, four things to send, and one stream."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import tzinfo
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from edge.door.deeds import deed_of, said
from edge.door.form import (
    KEPT_S,
    NO_LONGER_KEPT,
    FormError,
    chosen,
    content_of,
    kept_of,
    review_of,
)
from edge.door.glass import glass, is_night
from edge.door.guard import Guard
from edge.door.mode_form import PRESSES
from edge.door.pages import Pages
from edge.door.plain import lacking, recorded_as_json, view_as_json
from edge.door.room_asks import asked_of, purpose_of
from edge.door.set_form import NO_BADGE, measurements_of, set_page, written_words
from edge.door.steps import light_asked, temperature_asked
from edge.door.stream import Streams
from edge.door.suits import purposes
from edge.door_view import DoorView
from edge.events import (
    AskedAtDoor,
    DeedRecorded,
    Event,
    Follows,
    FormCompleted,
    Recorded,
    SetTaken,
    SetWritten,
)
from ward.charted import asked_back, so_of
from ward.orders import Asked
from ward.purpose import Purpose

BODY_MOST = 16_384  # bytes of one form
THEMES = ("day", "night")
THEME_KEPT_S = 12 * 3600  # a choice by hand holds for a shift
STATIC = Path(__file__).parent / "static"
BUILT = STATIC / "built"
MUST_BE_BUILT = ("door.css", "htmx.min.js", "sse.js", "idiomorph-ext.min.js")


class Node(Protocol):
    """As much of the running node as its page needs."""

    def view(self) -> DoorView:
        """What may be shown now."""

    def happened(self, event: Event) -> tuple[Follows, ...]:
        """Something was sent from the page; what follows has been carried out already."""


def missing_built() -> tuple[str, ...]:
    """The built files that are not there; without them the pages are bare but work."""
    return tuple(name for name in MUST_BE_BUILT if not (BUILT / name).is_file())


class Door:
    """The routes. Whatever is sent is fed to the node before the answer leaves."""

    def __init__(self, node: Node, closing: asyncio.Event, zone: tzinfo | None = None) -> None:
        self._node, self._zone = node, zone
        self._pages = Pages(STATIC.parent / "templates")
        self.streams = Streams(node.view, self._pages, closing, zone)

    def app(self, host: str) -> ASGIApp:
        routes = [
            Route("/", self.page),
            Route("/out", self.out),
            Route("/recorded", self.recorded),
            Route("/events", self.events),
            Route("/api/v1/door", self.api),
            Route("/observations", self.observe, methods=["POST"]),
            Route("/set", self.charting),
            Route("/set", self.chart, methods=["POST"]),
            Route("/deeds", self.deed, methods=["POST"]),
            Route("/room", self.room),
            Route("/asked", self.asked, methods=["POST"]),
            Route("/light", self.light, methods=["POST"]),
            Route("/temperature", self.temperature, methods=["POST"]),
            *(Route(f"/{name}", self.press, methods=["POST"]) for name in PRESSES),
            Route("/theme", self.theme, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        refused: Callable[[Request, Exception], Awaitable[Response]] = self._refused
        return Guard(Starlette(routes=routes, exception_handlers={FormError: refused}), host)

    async def page(self, request: Request) -> Response:
        return self._html(request, "door", glass=glass(self._node.view(), self._zone))

    async def out(self, request: Request) -> Response:
        """Where going out and a talk through the open door are recorded."""
        return self._html(request, "out", glass=glass(self._node.view(), self._zone))

    async def recorded(self, request: Request) -> Response:
        """What became of the last record made here."""
        view, last = self._node.view(), self._node.view().last_recorded
        if last is None:
            return RedirectResponse("/", 303)
        badge = view.badge_of.badge if view.badge_of else None
        kept = kept_of(last, badge, view.now.at)
        left_s = KEPT_S - (view.now.at - last.at).total_seconds()
        return self._html(
            request,
            "recorded",
            glass=glass(view, self._zone),
            recorded=last,
            lacking=lacking(last),
            said=self._said(view),
            kept=kept,
            kept_of=last.observation.id if kept else "",
            kept_s=max(1, round(left_s)),
        )

    async def events(self, _request: Request) -> Response:
        if self.streams.full:
            return JSONResponse({"error": "too many screens watch this door"}, 503)
        headers = {"x-accel-buffering": "no"}
        return StreamingResponse(self.streams.watch(), 200, headers, "text/event-stream")

    async def api(self, _request: Request) -> Response:
        return JSONResponse(view_as_json(self._node.view()))

    async def observe(self, request: Request) -> Response:
        """One completed form. What is refused is told with all that was tapped still there."""
        fields = await _fields(request)
        try:
            self._same_hand(fields.pop("of", ""))
            review = review_of(fields.pop("review", ""))
            content = content_of(fields)
        except FormError as wrong:
            request.state.tapped = chosen(fields) if str(wrong) != NO_LONGER_KEPT else chosen({})
            raise
        return self._recorded(request, FormCompleted(content, review))

    async def deed(self, request: Request) -> Response:
        """They go out, or are back, or somebody talked with them through the open door."""
        deed = deed_of(await _fields(request), self._node.view())
        return self._recorded(request, DeedRecorded(deed))

    def _recorded(self, request: Request, event: FormCompleted | DeedRecorded) -> Response:
        follows = self._node.happened(event)
        records = [each for each in follows if isinstance(each, Recorded)]
        if _wants_json(request):
            made = recorded_as_json(records[0]) if records else None
            return JSONResponse({"recorded": made})
        return RedirectResponse("/recorded", 303)

    async def charting(self, request: Request) -> Response:
        """The page on which a set of measurements is written down."""
        view = self._node.view()
        return self._html(request, "set", glass=glass(view, self._zone), **set_page(view))

    async def chart(self, request: Request) -> Response:
        """One set, if somebody's badge signs it."""
        fields = await _fields(request)
        so = fields.pop("so", "")
        measured = measurements_of(fields)
        if back := asked_back(measured, so):
            if _wants_json(request):
                raise FormError(back)
            view = self._node.view()
            shown = set_page(view, fields, so_of(measured), back)
            return self._html(request, "set", 422, glass=glass(view, self._zone), **shown)
        follows = self._node.happened(SetTaken(measured))
        made = next((each for each in follows if isinstance(each, SetWritten)), None)
        if made is None or made.charted is None:
            raise FormError(NO_BADGE)
        if _wants_json(request):
            return JSONResponse({"written": made.charted.model_dump(mode="json")})
        view = self._node.view()
        words = written_words(view)
        return self._html(request, "written", glass=glass(view, self._zone), words=words)

    def _same_hand(self, of: str) -> None:
        """Answers that were kept are those of whoever tapped them. Raises ``FormError``."""
        view = self._node.view()
        last, badge = view.last_recorded, view.badge_of.badge if view.badge_of else None
        kept = last is not None and kept_of(last, badge, view.now.at)
        if of and not (kept and last is not None and last.observation.id == of):
            raise FormError(NO_LONGER_KEPT)

    async def room(self, request: Request) -> Response:
        """Light and warmth by what suits the person: presets, whose word leads, what it is for."""
        view, chosen_ = self._node.view(), request.query_params.get("for", "")
        shown: dict[str, Any] = {"purposes": purposes(view), "for_": chosen_ or Purpose.CARE}
        return self._html(request, "room", glass=glass(view, self._zone), **shown)

    async def asked(self, request: Request) -> Response:
        """One press on that page. What could not be done is said in words, and not done."""
        fields = await _fields(request)
        purpose = purpose_of(fields)
        self._node.happened(AskedAtDoor(asked_of(fields, self._node.view().in_force), purpose))
        view = self._node.view()
        if view.turned_away:
            raise FormError(f"{view.turned_away}.")
        if _wants_json(request):
            return JSONResponse({"in_force": view.in_force.model_dump(mode="json")})
        return RedirectResponse(f"/room?{urlencode({'for': purpose})}", 303)

    async def light(self, request: Request) -> Response:
        fields = await _fields(request)
        return self._asked(request, light_asked(fields, self._node.view().in_force))

    async def temperature(self, request: Request) -> Response:
        fields = await _fields(request)
        return self._asked(request, temperature_asked(fields, self._node.view().in_force))

    async def press(self, request: Request) -> Response:
        """Something about a mode: it holds here before this answers."""
        read = PRESSES[request.url.path.removeprefix("/")]
        self._node.happened(read(await _fields(request)))
        if why := self._node.view().refused:
            raise FormError(why)
        if _wants_json(request):
            return JSONResponse(view_as_json(self._node.view()))
        return RedirectResponse("/", 303)

    async def theme(self, request: Request) -> Response:
        """Day or night by hand, until the shift is over."""
        theme = (await _fields(request)).get("theme")
        if theme not in THEMES:
            raise FormError("theme is to be day or night.")
        if request.headers.get("hx-request"):
            answer = Response(None, 204, {"hx-trigger": f'{{"theme": "{theme}"}}'})
        else:
            answer = RedirectResponse("/", 303)
        answer.set_cookie("theme", theme, THEME_KEPT_S, samesite="strict")
        return answer

    def _said(self, view: DoorView) -> str:
        deed = view.last_recorded.observation.deed if view.last_recorded else None
        return said(deed, view, self._zone) if deed else ""

    def _asked(self, request: Request, asked: Asked) -> Response:
        self._node.happened(AskedAtDoor(asked))
        view = self._node.view()
        if _wants_json(request):
            if view.turned_away:
                raise FormError(f"{view.turned_away}.")
            return JSONResponse({"in_force": view.in_force.model_dump(mode="json")})
        if request.headers.get("hx-request"):
            return self._html(request, "parts/room", glass=glass(view, self._zone))
        return RedirectResponse("/", 303)

    async def _refused(self, request: Request, error: Exception) -> Response:
        if _wants_json(request):
            return JSONResponse({"error": str(error)}, 422)
        view = glass(self._node.view(), self._zone)
        tapped = getattr(request.state, "tapped", None)
        return self._html(request, "refused", 422, glass=view, why=str(error), kept=tapped)

    def _html(self, request: Request, name: str, status: int = 200, **shown: Any) -> Response:
        at = self._node.view().now.at
        by_hand = request.cookies.get("theme")
        by_time = "night" if is_night(at, self._zone) else "day"
        theme = by_hand if by_hand in THEMES else by_time
        clock = at.astimezone(self._zone)
        shown = {"kept": chosen({}), "kept_of": "", **shown}
        page = self._pages.render(name, theme=theme, by_time=by_time, clock=clock, **shown)
        return Response(page, status, media_type="text/html")


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


async def _fields(request: Request) -> dict[str, str]:
    """The form's fields. Raises ``FormError`` for what is too long or is no form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_MOST:
            raise FormError(f"The form is longer than {BODY_MOST} bytes.")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=32))
    except ValueError:
        raise FormError("What was sent is not a form.") from None
