"""The JSON interface to the office: who works here, the rota, PINs, and signing for a while."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hub.acts import RemoveStaff, SetPin, SetRota, SetStaff, SiteAct
from hub.panel.asks import Said, Secret, Who
from hub.panel.pages import Pages
from hub.panel.signatures import UnsignedError, forget, remember
from hub.panel.signed_calls import SIGN_HOW, Call, signed_call
from hub.panel.who import Initials
from hub.staff import pin
from hub.staff.facts import SHIFTS_MOST, Shift
from ward.care import Role, Staff
from ward.happenings import Badge
from ward.units import Instant

# As it stands in an address. Initials have dots and references none, so neither hides the other.
Ref = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
SIGN_TO_READ = "Sign with /api/v1/session: the rota names staff by their references"
InPath = Annotated[Ref, Path()]


class Asked(BaseModel):
    """By whom, with their PIN: the register and the rota are never changed by a cookie alone."""

    model_config = ConfigDict(frozen=True)

    by: Who = ""
    pin: Secret = ""


class StaffAsked(Asked):
    """Whoever has this reference, as they are to stand in the register."""

    initials: Initials
    role: Role
    badge: Badge
    agency: bool = False


class GoneAsked(Asked):
    """Why somebody works here no longer."""

    why: Said


class PinAsked(Asked):
    """Another PIN for somebody; one's own takes no rank."""

    new_pin: Secret


class RotaAsked(Asked):
    """The whole rota."""

    shifts: Annotated[tuple[Shift, ...], Field(max_length=SHIFTS_MOST)]


class StaffView(BaseModel):
    """One member of staff. Badges are not told: whoever knows a number can write a card.

    Who has not signed reads initials alone: a reference is half of what signs.
    """

    initials: str
    ref: str | None = None
    role: Role | None = None


class SessionView(BaseModel):
    """Who is signed, and until when if nothing more is done."""

    ref: str
    initials: str
    ends_at: Instant


def routes(pages: Pages) -> APIRouter:
    router = APIRouter()
    _staff(router, pages)
    _rota(router, pages)
    _session(router, pages)
    return router


def _staff(router: APIRouter, pages: Pages) -> None:
    desk = pages.glass.desk

    @router.get("/staff", response_model_exclude_none=True)
    async def staff(call: Call) -> list[StaffView]:
        found = desk.office.register.staff
        if pages.signatures.on(call.request) is None:
            return [StaffView(initials=one.initials) for one in found]
        return [StaffView(ref=one.ref, initials=one.initials, role=one.role) for one in found]

    @router.put("/staff/{ref}", status_code=204)
    async def set_staff(call: Call, ref: InPath, asked: StaffAsked) -> None:
        by = await signed_call(pages, call, "staff", asked)
        known = asked.model_dump(include={"initials", "role", "badge", "agency"})
        one = Staff(ref=ref, **known)
        await _done(pages, SetStaff(one, by))

    @router.delete("/staff/{ref}", status_code=204)
    async def remove(call: Call, ref: str, asked: GoneAsked) -> None:
        by = await signed_call(pages, call, "staff", asked)
        await _done(pages, RemoveStaff(ref, by, asked.why))
        pages.signatures.end_all_of(ref)

    @router.put("/staff/{ref}/pin", status_code=204)
    async def set_pin(call: Call, ref: str, asked: PinAsked) -> None:
        by = await signed_call(pages, call, "pin", asked)
        if wrong := pin.refusal(asked.new_pin):
            raise HTTPException(409, wrong)
        await _done(pages, SetPin(ref, await desk.hashed(asked.new_pin), by))
        pages.signatures.end_all_of(ref)


def _rota(router: APIRouter, pages: Pages) -> None:
    @router.get("/rota")
    async def rota(call: Call) -> Sequence[Shift]:
        if pages.signatures.on(call.request) is None:
            raise HTTPException(401, SIGN_TO_READ, SIGN_HOW)
        return pages.glass.desk.office.rota.shifts

    @router.put("/rota", status_code=204)
    async def set_rota(call: Call, asked: RotaAsked) -> None:
        by = await signed_call(pages, call, "rota", asked)
        await _done(pages, SetRota(asked.shifts, by))


def _session(router: APIRouter, pages: Pages) -> None:
    signatures = pages.signatures

    @router.post("/session")
    async def sign(call: Call, asked: Asked) -> SessionView:
        try:
            proven = await signatures.sign(call.request, "pin", asked.by, asked.pin)
            signed = await signatures.begin(call.request, proven.ref)
        except UnsignedError as unsigned:
            raise HTTPException(401, unsigned.words, SIGN_HOW) from None
        remember(call.answer, signed)
        session = signatures.on(call.request)
        if session is None:
            raise HTTPException(401, "Signed off again at once", SIGN_HOW)
        who = signatures.known_as(session.ref)
        return SessionView(ref=session.ref, initials=who, ends_at=session.ends_at)

    @router.delete("/session", status_code=204)
    async def sign_off(call: Call) -> None:
        signatures.end(call.request)
        forget(call.answer)


async def _done(pages: Pages, act: SiteAct) -> None:
    """Raises the answer 409 with what was denied."""
    if denied := await pages.glass.desk.do(act):
        raise HTTPException(409, " ".join(denied))
