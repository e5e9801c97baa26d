"""Giving this browser a name of a station: whoever is signed says where it stands."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Typed
from starlette.responses import RedirectResponse, Response

from hub.panel import station
from hub.panel.pages import Pages, keep, safe

SIGN_FIRST = "Sign first: a screen is named by somebody."


def routes(pages: Pages) -> APIRouter:
    """An empty name takes it away."""
    router = APIRouter(include_in_schema=False)

    @router.post("/station")
    async def name(
        request: Request,
        name: Annotated[str, Typed(max_length=200)] = "",
        back: Annotated[str, Typed()] = "/",
        shown_as: Annotated[str, Typed(alias="as")] = "",
    ) -> Response:
        pages.signatures.shown(request, shown_as)
        if pages.signatures.on(request) is None:
            return pages.refused(request, 401, SIGN_FIRST, back="/you")
        answer = RedirectResponse(safe(back), 303)
        if kept := station.kept(name):
            return keep(answer, station.COOKIE, kept, station.KEPT_S)
        answer.delete_cookie(station.COOKIE)
        return answer

    return router
