"""Looking back at alarms: the page of the load, and the same as a spreadsheet reads it."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from hub.alarms.load import BUDGET, Load, load
from hub.panel.local import Local
from hub.panel.looking_back import (
    DAYS,
    DAYS_MOST,
    as_csv,
    ended,
    pictures,
    took,
    totals,
)
from hub.panel.pages import Pages
from hub.rooms.facts import AnyFact
from ward.units import Instant, Span

CANNOT_READ = "The record of alarms cannot be read now. Alarms still come; try this page again."

log = logging.getLogger(__name__)

Days = Annotated[int, Query(ge=1, le=DAYS_MOST)]
CHOICES = (1, 7, 28)


@dataclass(frozen=True, slots=True)
class Past:
    """What was read of the journal, and what it comes to."""

    since: Instant
    facts: Sequence[AnyFact]
    load: Load


def routes(pages: Pages) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/alarms")
    async def alarms(request: Request, days: Days = DAYS) -> Response:
        past, local = await _past(pages, days), pages.glass.local()
        return pages.show(
            request,
            "load.jinja",
            title="Alarms, looked back at",
            days=days,
            choices=CHOICES,
            budget=BUDGET,
            since=local.clock(past.since),
            totals=totals(past.load),
            pictures=pictures(past.load, pages.glass.desk.rooms, past.since, local),
            rows=past.load.rows,
            took=took,
            ended=ended(past.facts, local),
            back=f"/alarms?days={days}#ended",
        )

    @router.get("/alarms.csv")
    async def as_file(days: Days = DAYS) -> Response:
        past = await _past(pages, days)
        name = {"Content-Disposition": 'attachment; filename="alarms.csv"'}
        return Response(as_csv(past.load.rows), media_type="text/csv", headers=name)

    return router


async def _past(pages: Pages, days: int) -> Past:
    """Read and counted in threads: whatever it takes, no alarm waits for it."""
    local = pages.glass.local()
    since = first_moment(local, days)
    try:
        facts = await pages.glass.desk.facts(since)
    except Exception as wrong:
        log.exception("the journal could not be read for the alarm load")
        raise HTTPException(503, CANNOT_READ) from wrong
    counted = await asyncio.to_thread(load, facts, local.zone, since, None)
    return Past(since, facts, counted)


def first_moment(local: Local, days: int) -> Instant:
    """When the first of so many days began on the ward's calendar, today being the last."""
    today = local.now.astimezone(local.zone).date()
    first = datetime.combine(today - Span(days=days - 1), time(), local.zone)
    return first.astimezone(local.now.tzinfo)
