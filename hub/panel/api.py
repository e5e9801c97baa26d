"""The JSON interface: the rooms as lists and objects, and the same acts as the pages."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from hub.panel import office_api
from hub.panel.acting import NO_SUCH_ACT
from hub.panel.answering_for import DONE as NOT_FIT
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
from hub.panel.behind import behind_words
from hub.panel.mode_asks import (
    EndModeAsked,
    HeldAsked,
    ReleaseAsked,
    RestrainAsked,
    TranquillisedAsked,
)
from hub.panel.order_asks import OrderAsked
from hub.panel.pages import Pages
from hub.panel.privacy_asks import ObjectionAsked, PrivacyAsked
from hub.panel.score_asks import AgeAsked, AssessAsked, ChartAsked
from hub.panel.signed_calls import Call, Exchange, signed_call
from hub.panel.stream import Stream
from hub.panel.view import RoomView, view
from hub.panel.wire import rejections
from hub.rooms.episode_facts import Decider, KnownObserver
from ward.rooms import RoomId
from ward.units import Instant


class HubView(BaseModel):
    """How the hub itself is; ``cannot_record`` is empty, or says why nothing can be stored.

    ``behind`` is empty, or says since when a series database is not reached.
    """

    broker_connected: bool
    cannot_record: str
    behind: str
    started_at: Instant
    now: Instant
    screens: int
    screens_refused: int
    counters: Mapping[str, int]
    rejections: Mapping[str, int]


class Done(BaseModel):
    """Stored. ``but`` is what nobody has said yet, in words, where that is so."""

    done: bool = True
    but: str = ""


def routes(pages: Pages, stream: Stream) -> APIRouter:
    """Everything under ``/api/v1``."""
    router = APIRouter(prefix="/api/v1")
    router.include_router(_looking(pages, stream))
    router.include_router(_acting(pages))
    router.include_router(office_api.routes(pages))
    return router


def _looking(pages: Pages, stream: Stream) -> APIRouter:
    router, glass = APIRouter(), pages.glass

    def seen(room: RoomId) -> RoomView:
        return view(glass.desk.state(room), glass.desk.findings(room), glass.local())

    @router.get("/rooms")
    async def rooms() -> list[RoomView]:
        return [seen(room) for room in glass.desk.rooms]

    @router.get("/rooms/{ward}/{number}")
    async def room(ward: str, number: int) -> RoomView:
        return seen(pages.find(ward, number))

    @router.get("/health")
    async def health() -> HubView:
        counters = dict(glass.desk.counters())
        return HubView(
            broker_connected=glass.desk.broker_connected,
            cannot_record=glass.desk.cannot_record,
            behind=behind_words(glass.desk.behind, glass.local()),
            started_at=glass.desk.started_at,
            now=glass.desk.now(),
            screens=stream.screens,
            screens_refused=stream.refused,
            counters=counters,
            rejections=rejections(counters),
        )

    return router


Do = Callable[[Exchange, str, int, str, Asking], Awaitable[Done]]


def _acting(pages: Pages) -> APIRouter:
    router = APIRouter(prefix="/rooms/{ward}/{number}")

    async def do(call: Exchange, ward: str, number: int, form: str, asked: Asking) -> Done:
        room, desk = pages.find(ward, number), pages.glass.desk
        ref = await signed_call(pages, call, form, asked)
        named = _named(asked)
        if strangers := [one.ref for one in named if one.ref not in desk.office.register.by_ref]:
            raise HTTPException(409, f"Not in the register: {', '.join(strangers)}")
        signed = asked.as_by(ref)
        if denied := await desk.do(signed.act(room, desk.now())):
            raise HTTPException(409, " ".join(denied))
        word = await answer_for(desk, pages.fit, room, signed)
        return Done(but=NOT_FIT[f"{form}-{word}"] if word else "")

    @router.post("/orders")
    async def order(call: Call, ward: str, number: int, asked: OrderAsked) -> Done:
        return await do(call, ward, number, "order", asked)

    @router.post("/looks")
    async def look(call: Call, ward: str, number: int, asked: LookAsked) -> Done:
        return await do(call, ward, number, "look", asked)

    @router.post("/observations")
    async def observe(call: Call, ward: str, number: int, asked: SeenAsked) -> Done:
        try:
            return await do(call, ward, number, "seen", asked)
        except HTTPException as refused:
            words = f"{NO_SUCH_ACT} {refused.detail}"
            raise HTTPException(refused.status_code, words, refused.headers) from None

    _deciding(router, do)
    _of_one_person(router, do)
    _scoring(router, do)
    _of_modes(router, do)
    return router


def _named(asked: Asking) -> tuple[KnownObserver | Decider, ...]:
    """Staff whom it names beside whoever asks."""
    if isinstance(asked, ObserversAsked):
        return asked.observers
    return asked.deciders if isinstance(asked, BeginAsked) else ()


def _deciding(router: APIRouter, do: Do) -> None:
    @router.post("/episode")
    async def begin(call: Call, ward: str, number: int, asked: BeginAsked) -> Done:
        return await do(call, ward, number, "begin", asked)

    @router.post("/episode/end")
    async def end(call: Call, ward: str, number: int, asked: EndAsked) -> Done:
        return await do(call, ward, number, "end", asked)

    @router.post("/episode/move")
    async def move(call: Call, ward: str, number: int, asked: MoveAsked) -> Done:
        return await do(call, ward, number, "move", asked)

    @router.post("/plan")
    async def plan(call: Call, ward: str, number: int, asked: PlanAsked) -> Done:
        return await do(call, ward, number, "plan", asked)

    @router.post("/authorisation")
    async def authorise(call: Call, ward: str, number: int, asked: AuthoriseAsked) -> Done:
        return await do(call, ward, number, "authorisation", asked)


def _scoring(router: APIRouter, do: Do) -> None:
    @router.post("/age")
    async def age(call: Call, ward: str, number: int, asked: AgeAsked) -> Done:
        return await do(call, ward, number, "age", asked)

    @router.post("/charted")
    async def charted(call: Call, ward: str, number: int, asked: ChartAsked) -> Done:
        return await do(call, ward, number, "charted", asked)

    @router.post("/assessment")
    async def assessment(call: Call, ward: str, number: int, asked: AssessAsked) -> Done:
        return await do(call, ward, number, "assessment", asked)


def _of_one_person(router: APIRouter, do: Do) -> None:
    @router.post("/limit")
    async def limit(call: Call, ward: str, number: int, asked: LimitAsked) -> Done:
        return await do(call, ward, number, "limit", asked)

    @router.post("/objections")
    async def objection(call: Call, ward: str, number: int, asked: ObjectionAsked) -> Done:
        return await do(call, ward, number, "objection", asked)

    @router.post("/privacy")
    async def privacy(call: Call, ward: str, number: int, asked: PrivacyAsked) -> Done:
        return await do(call, ward, number, "privacy", asked)

    @router.post("/observers")
    async def observers(call: Call, ward: str, number: int, asked: ObserversAsked) -> Done:
        return await do(call, ward, number, "observers", asked)


def _of_modes(router: APIRouter, do: Do) -> None:
    @router.post("/tranquillised")
    async def tranquillised(call: Call, ward: str, number: int, asked: TranquillisedAsked) -> Done:
        return await do(call, ward, number, "tranquillised", asked)

    @router.post("/restrained")
    async def restrained(call: Call, ward: str, number: int, asked: RestrainAsked) -> Done:
        return await do(call, ward, number, "restrained", asked)

    @router.post("/held")
    async def held(call: Call, ward: str, number: int, asked: HeldAsked) -> Done:
        return await do(call, ward, number, "held", asked)

    @router.post("/released")
    async def released(call: Call, ward: str, number: int, asked: ReleaseAsked) -> Done:
        return await do(call, ward, number, "released", asked)

    @router.post("/mode/end")
    async def mode_end(call: Call, ward: str, number: int, asked: EndModeAsked) -> Done:
        return await do(call, ward, number, "mode-end", asked)
