"""Refusals in words: JSON to programs, a page to people."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from hub.panel.pages import Pages

API = "/api/"
REFUSALS = (HTTPException, RequestValidationError)

Refuse = Callable[[Request, Exception], Awaitable[Response]]


def refuses(pages: Pages) -> Refuse:
    """What a request that cannot be answered gets instead."""

    async def refuse(request: Request, refused: Exception) -> Response:
        status, words, problems = _said(refused)
        if request.url.path.startswith(API):
            headers = getattr(refused, "headers", None)
            return JSONResponse({"refused": words, "problems": problems}, status, headers)
        return pages.refused(request, status, words)

    return refuse


def _said(refused: Exception) -> tuple[int, str, list[dict[str, str]]]:
    if isinstance(refused, RequestValidationError):
        return 422, "This was not understood.", [_where(error) for error in refused.errors()]
    if isinstance(refused, HTTPException):
        return refused.status_code, str(refused.detail), []
    return 500, "This failed.", []


def _where(error: dict[str, object]) -> dict[str, str]:
    steps = error.get("loc")
    where = ".".join(str(step) for step in steps) if isinstance(steps, tuple) else ""
    return {"where": where, "what": str(error.get("msg", ""))}
