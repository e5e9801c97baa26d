"""The gate: what may come in from a browser, and what a browser may do with what goes out."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.panel import station
from hub.panel.photographs import PHOTOGRAPH_MOST

BODY_MOST = 64 * 1024  # bytes of one form
ROTA, ROTA_MOST = "/api/v1/rota", 2 * 1024 * 1024  # five thousand shifts
LOOKS = "/estates/looks"  # with a photograph beside it
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})
SENT_WITH_ALL = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refusal(method: str, path: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
    """Why a request may not come in. A page of another site must not act in this one's name.

    Surprising: a host name that is not this machine's is refused, to read as to act. A page that
    makes its own name point here would otherwise count as this site.
    """
    if not _is_this_machine(headers.get("host", "")):
        return 403, "Refused: the panel has no such name. Ask for it by its address."
    if method in SAFE:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
    if foreign or (site is not None and site not in OURS):
        return 403, "Refused: this was asked by a page of another site."
    length = headers.get("content-length")
    if length is None and "transfer-encoding" in headers:
        return 411, "Refused: say how long the body is."
    most = _most(path)
    if length is not None and not (length.isdecimal() and int(length) <= most):
        return 413, f"Refused: more than {most} bytes."
    return None


def _most(path: str) -> int:
    if path == ROTA:
        return ROTA_MOST
    is_look = path.startswith("/rooms/") and path.endswith(LOOKS)
    return PHOTOGRAPH_MOST if is_look else BODY_MOST


def _is_this_machine(host: str) -> bool:
    """By its address or as ``localhost``; what a page names in its own way is neither."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ipaddress.ip_address(name))
    except ValueError:
        return False


class Gate:
    """Turns away what may not come in, and sends every answer with its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SENT_WITH_ALL.items():
                    headers.setdefault(name, value)
            await send(message)

        station.HERE.set(station.device_of(scope))
        refused = refusal(scope["method"], scope["path"], Headers(scope=scope))
        if refused is None:
            await self._app(scope, receive, sealed)
        else:
            status, words = refused
            await PlainTextResponse(words, status)(scope, receive, sealed)
