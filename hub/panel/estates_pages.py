"""The pages of the estates: the matrix, the calendar, defects; a room, a walk-round, a clause."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from hub.estates.clause import Clause
from hub.estates.photographing import no_photograph
from hub.panel import clause_past, matrix, room_estates
from hub.panel.calendar import pages as calendar
from hub.panel.day_by_day import day_by_day
from hub.panel.estates import Estates
from hub.panel.estates_words import day, today
from hub.panel.pages import NO_FORM, Form, Pages
from hub.panel.signing import asks
from hub.panel.upkeep_asks import CHECKED, HANDED_ON, LOOKED, MENDED, REGARDLESS
from hub.panel.upkeep_words import DefectWords
from ward.rooms import RoomId

DONE = {
    LOOKED: "Written down.",
    MENDED: "Written down. It stays open until somebody has checked it.",
    HANDED_ON: "Written down.",
    CHECKED: "Written down. Where a number is asked and none was given, somebody is still to look.",
    REGARDLESS: "Written down, with your name. It goes into the report, and makes nothing met.",
}
FORMS = (LOOKED, MENDED, HANDED_ON, CHECKED, REGARDLESS)


class Said(NamedTuple):
    """What a page says beside what it shows: what was done, or what is wrong with a form."""

    status: int = 200
    form: Form = NO_FORM
    done: str = ""


NOTHING_SAID = Said()


class EstatesPages:
    """Renders them for one request."""

    def __init__(self, pages: Pages, estates: Estates) -> None:
        self.pages = pages
        self.estates = estates

    def show(
        self,
        request: Request,
        template: str,
        said: Said,
        **values: object,
    ) -> Response:
        session, now = self.pages.signatures.on(request), self.pages.glass.desk.now()
        shown: dict[str, object] = {
            "failed": said.form.name,
            "typed": said.form.typed,
            "problems": said.form.problems,
            "problem_list": said.form.listed,
            "done": DONE.get(said.done, ""),
            "asks": {name: asks(name, session, now).value for name in FORMS},
        }
        return self.pages.show(request, template, said.status, **shown | values)

    # ---- of the site -------------------------------------------------------------------------

    def matrix(self, request: Request, ward: str, show: matrix.Show) -> Response:
        local, rooms = self.pages.glass.local(), self.of_ward(ward)
        known = self.estates.standings(rooms, local)
        fit = self.estates.fitness(known, local)
        open_ = [one for room in rooms for one in self.estates.state(room).upkeep.open]
        late = sum(one.is_overdue(today(local)) for one in open_)
        return self.show(
            request,
            "estates.jinja",
            NOTHING_SAID,
            title="Estates",
            rooms=[
                {"name": room.spoken, "path": f"/rooms/{room}/estates", "is_fit": fit[room].is_fit}
                for room in rooms
            ],
            groups=matrix.groups(self._titles(), known, show, local),
            sums=matrix.sums(known, fit, len(open_), late),
            measured=self._measured(),
            unanswered=[one.room.spoken for one in fit.values() if one.is_unanswered],
            ways=self._ways("/estates", ward),
            here=ward,
            shown=show,
            shows=matrix.SHOWS,
        )

    def calendar(self, request: Request, ward: str) -> Response:
        local, rooms = self.pages.glass.local(), self.of_ward(ward)
        return self.show(
            request,
            "estates_due.jinja",
            NOTHING_SAID,
            title="What is due",
            stretches=calendar(self.estates.standings(rooms, local), local),
            ways=self._ways("/estates/due", ward),
            here=ward,
        )

    def defects(self, request: Request, ward: str) -> Response:
        rooms = self.of_ward(ward)
        return self.show(
            request,
            "estates_defects.jinja",
            NOTHING_SAID,
            title="Defects",
            found=self._defects(rooms, over=False),
            over=self._defects(rooms, over=True),
            ways=self._ways("/estates/defects", ward),
            here=ward,
        )

    def of_ward(self, ward: str) -> tuple[RoomId, ...]:
        """The rooms of a ward; of none, all of a site that one screen can hold, else the first's.

        Raises the answer "not found".
        """
        rooms = tuple(self.pages.glass.desk.rooms)
        if not ward:
            few = len(rooms) <= matrix.ROOMS_MOST
            return rooms if few else tuple(one for one in rooms if one.ward == rooms[0].ward)
        found = tuple(one for one in rooms if one.ward == ward)
        if not found:
            raise HTTPException(404, "There is no such ward on this site.")
        return found

    def _ways(self, path: str, ward: str) -> list[dict[str, object]]:
        wards = sorted({room.ward for room in self.pages.glass.desk.rooms})
        if len(wards) == 1:
            return []
        return [
            {"name": one.capitalize(), "path": f"{path}?ward={one}", "is_here": one == ward}
            for one in wards
        ]

    def _measured(self) -> str:
        """Up to when the rooms' own sensors are reckoned in."""
        local = self.pages.glass.local()
        sensed = self.estates.sensed(local)
        if sensed.until is None:
            return "What the rooms measure was not worked out within a day: all of it is open."
        since = min((one.since for one in sensed.measured), default=sensed.until)
        stretch = f"{day(since, local)} to {local.clock(sensed.until)}"
        return f"Measured from {stretch}; worked out every 3 hours."

    def _titles(self) -> Mapping[str, str]:
        return {one.standard: one.title for one in self.estates.catalogue.standards}

    def _defects(self, rooms: Sequence[RoomId], *, over: bool) -> list[DefectWords]:
        """Those past their day first, then the gravest."""
        local = self.pages.glass.local()
        found = [
            one
            for room in rooms
            for one in room_estates.defects(room, self.estates, local, over=over)
        ]
        return found if over else sorted(found, key=lambda one: (not one.late, -len(one.shape)))

    # ---- of a room ---------------------------------------------------------------------------

    def room(self, request: Request, room: RoomId, said: Said = NOTHING_SAID) -> Response:
        local = self.pages.glass.local()
        known = self.estates.standings((room,), local)
        fit = self.estates.fitness(known, local)[room]
        return self.show(
            request,
            "estates_room.jinja",
            said,
            title=f"{room.spoken}, the building",
            verdict=room_estates.verdict(fit, self.estates, local),
            lines=room_estates.lines(room, known[room], local),
            found=room_estates.defects(room, self.estates, local, over=False),
            over=room_estates.defects(room, self.estates, local, over=True),
            **self._of(room),
        )

    def round(
        self, request: Request, room: RoomId, clause: str = "", said: Said = NOTHING_SAID
    ) -> Response:
        local, state = self.pages.glass.local(), self.estates.state(room)
        found = self.estates.standings((room,), local)[room]
        ahead = room_estates.upcoming(found, clause, local)
        return self.show(
            request,
            "estates_round.jinja",
            said,
            title=f"Walk round {room.spoken}",
            asked=room_estates.asked(ahead.now.clause, state) if ahead.now else None,
            known=room_estates.line(room, ahead.now, local) if ahead.now else None,
            after=room_estates.line(room, ahead.after, local) if ahead.after else None,
            left=ahead.left,
            inside=room_estates.inside(state, local),
            no_photograph=no_photograph(state, local.now),
            lines=room_estates.lines(room, found, local),
            severities=room_estates.severity_items(ahead.now.clause if ahead.now else None, state),
            **self._of(room),
        )

    def clause(self, request: Request, room: RoomId, id_: str) -> Response:
        local, clause = self.pages.glass.local(), self.find(id_)
        found = self.estates.standings((room,), local)[room]
        standing = next(one for one in found if one.clause.id == id_)
        seen = [one for one in self.estates.looks((room,), local) if one.clause == id_]
        defects = self._defects((room,), over=False) + self._defects((room,), over=True)
        return self.show(
            request,
            "estates_clause.jinja",
            NOTHING_SAID,
            title=f"{clause.heading}, {room.spoken}",
            asked=room_estates.asked(clause, self.estates.state(room)),
            known=room_estates.line(room, standing, local),
            looks=clause_past.looks(clause, seen, local),
            past=clause_past.past(clause, seen, self.estates.daily(room, id_, local), local),
            met_with=self.met_with(clause),
            days=day_by_day(clause, self.estates.measured(room, id_, local), local),
            found=[one for one in defects if one.heading == clause.heading],
            **self._of(room),
        )

    def find(self, id_: str) -> Clause:
        """Raises the answer "not found"."""
        clause = self.estates.catalogue.clause(id_)
        if clause is None:
            raise HTTPException(404, "There is no such clause at this site.")
        return clause

    def met_with(self, clause: Clause) -> Clause | None:
        return self.estates.catalogue.clause(clause.met_with) if clause.met_with else None

    def _of(self, room: RoomId) -> dict[str, object]:
        return {
            "name": room.spoken,
            "base": f"/rooms/{room}/estates",
            "room_path": f"/rooms/{room}",
        }


def routes(shown: EstatesPages) -> APIRouter:
    """All that can be looked at. Forms are in ``upkeep_acting``."""
    router = APIRouter(include_in_schema=False)
    find = shown.pages.find

    @router.get("/estates")
    async def matrix_page(
        request: Request, ward: str = "", show: matrix.Show = matrix.Show.ALL
    ) -> Response:
        return shown.matrix(request, ward, show)

    @router.get("/estates/due")
    async def due_page(request: Request, ward: str = "") -> Response:
        return shown.calendar(request, ward)

    @router.get("/estates/defects")
    async def defects_page(request: Request, ward: str = "") -> Response:
        return shown.defects(request, ward)

    @router.get("/rooms/{ward}/{number}/estates")
    async def room_page(request: Request, ward: str, number: int, done: str = "") -> Response:
        return shown.room(request, find(ward, number), said=Said(done=done))

    @router.get("/rooms/{ward}/{number}/estates/round")
    async def round_page(
        request: Request, ward: str, number: int, clause: str = "", done: str = ""
    ) -> Response:
        return shown.round(request, find(ward, number), clause, said=Said(done=done))

    @router.get("/rooms/{ward}/{number}/estates/clauses/{id_}")
    async def clause_page(request: Request, ward: str, number: int, id_: str) -> Response:
        return shown.clause(request, find(ward, number), id_)

    return router
