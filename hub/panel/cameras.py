"""The way in for a camera system: it may say that somebody looked, and nothing else.

``POST /api/v1/cameras/looks`` with ``Authorization: Bearer`` and the token of hub.toml. Each one is
a remote look: recorded, counted, and never an observation. No picture comes in here.
"""

import hmac
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from hub.panel.desk import Desk
from hub.privacy_acts import CameraLook
from ward.rooms import RoomId
from ward.units import Instant, seconds

LOOKS_MOST = 60  # in a minute, of the whole site: our own proposal, fifty rooms looked at once
WITHIN = seconds(60)
HOW = {"WWW-Authenticate": 'Bearer realm="Attune cameras"'}
Viewer = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]


@dataclass(frozen=True, slots=True)
class Budget:
    """How many looks were taken lately. A value; what is beyond it is turned away, and counted."""

    taken: tuple[Instant, ...] = ()
    refused: int = 0

    def at(self, now: Instant) -> "Budget":
        """Without what is past. A clock that was set back forgets what is yet to come."""
        kept = tuple(at for at in self.taken if now - WITHIN < at <= now)
        return replace(self, taken=kept)

    @property
    def is_spent(self) -> bool:
        return len(self.taken) >= LOOKS_MOST

    def spend(self, now: Instant) -> "Budget":
        return replace(self, taken=(*self.taken, now))

    def refuse(self) -> "Budget":
        return replace(self, refused=self.refused + 1)


class CameraLooked(BaseModel):
    """Somebody looked into this room; ``viewer`` as the camera system knows them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    room: RoomId
    viewer: Viewer = ""


class Counted(BaseModel):
    """Recorded; ``counts_as_seen`` is never so."""

    recorded: bool = True
    counts_as_seen: bool = False


def routes(desk: Desk, token: str) -> APIRouter:
    """Without a token there is no way in at all."""
    router = APIRouter(prefix="/api/v1/cameras")
    if not token:
        return router
    budget = Budget()

    def proven(request: Request) -> None:
        if not _is_theirs(request, token):
            raise HTTPException(401, "The camera system's token is missing or another.", HOW)

    @router.post("/looks", dependencies=[Depends(proven)])
    async def looked(said: CameraLooked) -> Counted:
        nonlocal budget
        budget = budget.at(desk.now())
        if budget.is_spent:
            budget = budget.refuse()
            raise HTTPException(429, f"More than {LOOKS_MOST} looks in a minute: not recorded.")
        budget = budget.spend(desk.now())
        if said.room not in desk.rooms:
            raise HTTPException(404, "There is no such room on this site.")
        if denied := await desk.do(CameraLook(said.room, said.viewer)):
            raise HTTPException(409, " ".join(denied))
        return Counted()

    return router


def _is_theirs(request: Request, token: str) -> bool:
    """In the same time, whatever was sent."""
    said = request.headers.get("authorization", "")
    return hmac.compare_digest(said.encode(), f"Bearer {token}".encode())
