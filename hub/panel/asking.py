"""What is worth asking about: the page of patterns, for whoever is in charge of a ward."""

import asyncio
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from hub.panel.local import Local
from hub.panel.looking_back import DAYS_MOST
from hub.panel.pages import Pages
from hub.panel.reviewing import first_moment
from hub.patterns.evidence import ALSO, gathered
from hub.patterns.found import patterns
from hub.patterns.pattern import NO_ACCUSATION, Pattern, Row
from ward.units import Instant, seconds

CANNOT_READ = "The record cannot be read now. Alarms still come; try this page again."
DAYS = 28
CHOICES = (1, 7, 28)
ROWS_MOST = 40  # of one case; the rest is counted

log = logging.getLogger(__name__)

Days = Annotated[int, Query(ge=1, le=DAYS_MOST)]
Ward = Annotated[str, Query(max_length=32)]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked for since then: found, and not found."""

    since: Instant
    found: tuple[Pattern, ...]
    nothing: tuple[Pattern, ...]


def routes(pages: Pages) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/patterns")
    async def look(request: Request, days: Days = DAYS, ward: Ward = "") -> Response:
        if (refused := _may_not(pages, request)) is not None:
            return refused
        wards = sorted({room.ward for room in pages.glass.desk.rooms})
        looked = await _looked(pages, days, ward if ward in wards else None)
        local = pages.glass.local()
        return pages.show(
            request,
            "patterns.jinja",
            title="What is worth asking about?",
            days=days,
            choices=CHOICES,
            here=ward if ward in wards else "",
            wards=wards if len(wards) > 1 else (),
            since=local.clock(looked.since),
            looked=looked,
            no_accusation=NO_ACCUSATION,
            row=lambda row: said(row, local),
            most=ROWS_MOST,
        )

    return router


def _may_not(pages: Pages, request: Request) -> Response | None:
    """The page names people: whoever is not to ask them is told who is."""
    desk, session = pages.glass.desk, pages.signatures.on(request)
    if session is None:
        shown = {"title": "Sign", "back": "/patterns", "typed_by": ""}
        shown |= {
            "problem": "This page is for whoever is in charge: sign first",
            "problem_at": "by",
        }
        return pages.show(request, "you.jinja", HTTPStatus.UNAUTHORIZED, **shown)
    why = desk.office.may_not_see(session.ref, desk.now())
    return pages.refused(request, HTTPStatus.FORBIDDEN, f"{why}.") if why else None


async def _looked(pages: Pages, days: int, ward: str | None) -> Looked:
    """Read and compared in threads: whatever it takes, no alarm waits for it."""
    local = pages.glass.local()
    since = first_moment(local, days)
    try:
        facts = await pages.glass.desk.facts(since, ALSO)
    except Exception as wrong:
        log.exception("the journal could not be read for patterns")
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, CANNOT_READ) from wrong

    def compared() -> tuple[Pattern, ...]:
        return patterns(gathered(facts, since, local.now + seconds(1)), local.zone, ward)

    all_of = await asyncio.to_thread(compared)
    found = tuple(one for one in all_of if one.cases)
    return Looked(since, found, tuple(one for one in all_of if not one.cases))


def said(row: Row, local: Local) -> tuple[str, str]:
    """When, and what: ``Ash 4 and Ash 1: 0.4 s apart``."""
    rooms = " and ".join(room.spoken for room in row.rooms)
    return local.day_and_second(row.at), f"{rooms}: {row.words}"
