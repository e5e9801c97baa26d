"""Which station a request comes from: the name that its browser was given, else from where."""

import ipaddress
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Annotated
from urllib.parse import quote, unquote

from pydantic import StringConstraints
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

COOKIE = "station"
HEADER = "attune-device"  # by which a program says what it is
KEPT_S = 5 * 365 * 24 * 3600
NAME_MOST = 30
API = "/api/"
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=NAME_MOST, pattern=r"^[^\x00-\x1f]*$")
]

# Of the request that is being answered; empty where there is none. The gate sets it, and whatever
# becomes an act meanwhile was done there.
HERE: ContextVar[str] = ContextVar("station", default="")


def device_of(scope: Scope) -> str:
    """``station Ash office, this machine``; without a name ``a browser, the site's network``.

    A name is what that browser or program says of itself: it is as good as whoever may touch it.
    """
    headers = Headers(scope=scope)
    client = scope.get("client")
    where = place_of(client[0] if client else "")
    if name := station_of(headers):
        return f"station {name}, {where}"
    if said := shown(headers.get(HEADER, "")):
        return f"{said}, {where}"
    is_program = str(scope.get("path", "")).startswith(API)
    return f"{'a program' if is_program else 'a browser'}, {where}"


def station_of(headers: Headers) -> str:
    """The name that this browser was given; empty for one that has none."""
    return named(cookie_parser(headers.get("cookie", "")))


def named(cookies: Mapping[str, str]) -> str:
    return shown(unquote(cookies.get(COOKIE, "")))


def kept(name: str) -> str:
    """A name as a cookie can hold it."""
    return quote(shown(name), safe="")


def shown(name: str) -> str:
    """As much of it as can be printed on one line."""
    printable = "".join(one for one in name if one.isprintable())
    return " ".join(printable.split())[:NAME_MOST]


def place_of(host: str) -> str:
    """The class of an address. The address itself is not kept: it says no more, and may be wrong.

    Behind a proxy every address is the proxy's.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "from nobody knows where"
    if address.is_loopback:
        return "this machine"
    return "the site's network" if address.is_private else "another network"
