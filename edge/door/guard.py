"""Who may talk to the door unit's pages: this screen, and nobody through somebody's browser."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = ("GET", "HEAD")
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
        "object-src 'none'"
    ),
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
NEVER_KEPT, ASKED_AGAIN = "no-store", "no-cache"  # pages; and styles, scripts, typeface


class Guard:
    """Turns away what another site's page sends, and puts the strict headers on every answer.

    Surprising: a host name that is not ours is refused even from this machine. A page that
    makes its own name point here would otherwise count as this site.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        why = refusal(scope["method"], Headers(scope=scope), self._host)
        answer = PlainTextResponse(why, 403) if why else self._app

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                built = scope["path"].startswith("/static/")
                kept = {"cache-control": ASKED_AGAIN if built else NEVER_KEPT}
                MutableHeaders(scope=message).update(HEADERS | kept)
            await send(message)

        await answer(scope, receive, send_guarded)


def refusal(method: str, headers: Headers, host: str) -> str:
    """Why this request is turned away; empty when it is not."""
    asked = headers.get("host", "")
    if not _is_ours(urlsplit(f"//{asked}").hostname or "", host):
        return f"This door unit is not called {asked[:80]!r}."
    if method in SAFE:
        return ""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and (origin is None or urlsplit(origin).netloc == asked):
        return ""  # an older browser on this page, or no browser at all
    if site in ("same-origin", "none"):
        return ""
    return "Sent from another site's page: not taken."


def _is_ours(name: str, host: str) -> bool:
    if name in (host, "localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
