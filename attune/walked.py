"""A walk asked of the hub that runs, step by step, by whoever sits at a terminal."""

import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, Self

from attune.errand import DIRECT, FINE, PATIENCE_S, REFUSED, ErrandError, said_by
from hub.config import HubConfig
from hub.device import COMMAND_LINE
from ward.commissioning import MAY_LACK, Phase, Spot, WalkStep
from ward.rooms import RoomId

LOOKS_EVERY_S = 1.0
ANSWERS_WITHIN_S = 25.0  # an order lives for twenty seconds
SIGN = "Sign for this walk? Type yes: "


class UnansweredError(ErrandError):
    """No answer came: it is not known whether what was asked is done."""


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@dataclass
class Walker:
    """Talks to one room through the panel's interface, and to somebody at a terminal."""

    where: str
    room: str
    by: str
    pin: str = field(repr=False)
    reads: Callable[[str], str] = input
    says: Callable[[str], None] = _say
    every_s: float = LOOKS_EVERY_S
    device: str = COMMAND_LINE

    @classmethod
    def of(cls, config: HubConfig, room: str, by: str, pin: str) -> Self:
        """Raises ``ErrandError`` for what is no room's name."""
        try:
            named = RoomId.parse(room)
        except ValueError as wrong:
            raise ErrandError(str(wrong)) from None
        host = f"[{config.panel.host}]" if ":" in config.panel.host else config.panel.host
        return cls(f"http://{host}:{config.panel.port}", str(named), by, pin)

    # ---- what is done --------------------------------------------------------------------------

    def simulate(self) -> int:
        """A simulated radar, taken for walked and signed for."""
        self._step(WalkStep.SIMULATE)
        self._until(Phase.WALKED)
        return self._sign()

    def walk(self) -> int:
        """From the empty room through every spot."""
        self.reads("Everybody out of the room, and its door shut. Then press Enter: ")
        self._step(WalkStep.BEGIN)
        self._until(Phase.EMPTY)
        self._until(Phase.BETWEEN)
        self.says("The empty room is quiet.")
        for spot in Spot:
            self._visit(spot)
        self._until(Phase.WALKED)
        for one in self._stands()["spots"]:
            self.says(f"  {one['spot']:<18} {one['sight']}")
        if self.reads(SIGN).strip().lower() != "yes":
            self.says("Not signed: no number is shown.")
            return REFUSED
        return self._sign()

    def _visit(self, spot: Spot) -> None:
        """Again, until the radar has answered there."""
        lacks = ", or - if there is none here" if spot in MAY_LACK else ""
        while True:
            typed = self.reads(f"Go to the {spot}, keep still, and press Enter{lacks}: ")
            step = WalkStep.LACKS if lacks and typed.strip() == "-" else WalkStep.STAND
            self._step(step, spot)
            if step is WalkStep.STAND:
                self._until(Phase.AT_SPOT)
            stands = self._until(Phase.BETWEEN, Phase.WALKED)
            found = next((one["sight"] for one in stands["spots"] if one["spot"] == spot), None)
            if found is not None:
                self.says(f"{spot}: {found}.")
                return
            self.says(stands["words"])

    def _sign(self) -> int:
        self._ask("commissioning", {"walk": self._stands()["id"]})
        self.says(f"{self.room} is commissioned, signed by {self.by}.")
        return FINE

    # ---- what is asked, and heard ----------------------------------------------------------------

    def _step(self, step: WalkStep, spot: Spot | None = None) -> None:
        """Asked, and done by the room. Raises ``ErrandError`` where it is refused."""
        self._ask("walk", {"step": step, "spot": spot})
        self.done()

    def order(self, **asked: object) -> None:
        """Ask something of the room. Raises ``ErrandError`` where the hub refuses it."""
        self._ask("orders", asked)

    def room_now(self) -> dict[str, Any]:
        """The room as the panel has it."""
        return self._room()

    def done(self) -> None:
        """Once the room has done what was asked last. Raises ``ErrandError`` if it does not."""
        end = time.monotonic() + ANSWERS_WITHIN_S
        while time.monotonic() < end:
            newest = next(iter(self._room()["orders"]), None)
            if newest and newest["progress"] in {"refused", "expired"}:
                raise ErrandError(f"the room said no: {newest['words'] or newest['progress']}")
            if newest and newest["progress"] == "done":
                return
            time.sleep(self.every_s)
        raise ErrandError(f"{self.room} does not answer")

    def _until(self, *phases: Phase) -> dict[str, Any]:
        """How the walk stands once it has got so far; meanwhile, what the radar sees."""
        while True:
            stands = self._stands()
            if stands["phase"] in phases:
                return stands
            if stands["phase"] == Phase.FAILED:
                raise ErrandError(stands["words"])
            sees = f", now: {stands['sees']}" if stands.get("sees") else ""
            self.says(f"  {stands['phase']}, {stands['left_s']:.0f} s more{sees}")
            time.sleep(self.every_s)

    def _stands(self) -> dict[str, Any]:
        """Raises ``ErrandError`` when no walk is under way after a while."""
        end = time.monotonic() + ANSWERS_WITHIN_S
        while time.monotonic() < end:
            walk = self._room()["walk"]
            if walk is not None:
                return dict(walk)
            time.sleep(self.every_s)
        raise ErrandError(f"no walk is under way in {self.room}")

    def _room(self) -> dict[str, Any]:
        return dict(json.loads(self._open(urllib.request.Request(self._at(""), method="GET"))))  # noqa: S310  (this machine's own hub)

    def _ask(self, leaf: str, asked: dict[str, Any]) -> None:
        body = json.dumps({**asked, "by": self.by, "pin": self.pin}).encode()
        headers = said_by(self.device)
        self._open(urllib.request.Request(self._at(leaf), body, headers, method="POST"))  # noqa: S310  (this machine's own hub)

    def _at(self, leaf: str) -> str:
        return f"{self.where}/api/v1/rooms/{self.room}/{leaf}".removesuffix("/")

    def _open(self, request: urllib.request.Request) -> bytes:
        try:
            with DIRECT.open(request, timeout=PATIENCE_S) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            raise ErrandError(_words(refused)) from None
        except (OSError, HTTPException) as why:
            raise UnansweredError(f"no hub answers at {self.where} ({why})") from None


def _words(refused: urllib.error.HTTPError) -> str:
    """What the hub says; never what was sent."""
    try:
        return str(json.load(refused)["refused"])
    except (ValueError, LookupError, TypeError):
        return f"the hub answered {refused.code}"
