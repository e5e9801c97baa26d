"""`attune estates lamps`: both lights of an empty room tried out, through the hub that runs."""

import argparse
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attune.errand import FINE, REFUSED, UNUSABLE, ErrandError, secret
from attune.walked import UnansweredError, Walker
from hub.config import ConfigError, load
from hub.deciding.upkeep import DUE_MOST
from hub.estates.trials import BOTH_LAMPS, REACHED, SETTLES_S
from hub.outside import clock
from hub.rooms.upkeep import Found, Severity
from ward.orders import Lamp
from ward.readings import Quantity
from ward.units import Span

# What each is asked for: LG2, the general light of a ward, and its night lighting.
ASKED = ((Lamp.MAIN, 100.0), (Lamp.NIGHT, 5.0))
BACK_TRIES = 3
LOOKED_AT_S = 45.0  # our own proposal: fades, settles, and is read some ten times after that
OWNER = "estates"
BY_HAND = "Say on a walk-round that it is not met."
SOMEBODY_CAME = "somebody is in there now: the test ended, and the light went back"


def lamps(chosen: argparse.Namespace) -> int:
    """Try them; the process's exit code."""
    try:
        config = load(chosen.config)
        pin = secret(chosen.pin_file, f"PIN of {chosen.by}: ")
        tried = LampTest.of(config, chosen.room, chosen.by, pin)
        return tried.run()
    except (ErrandError, ConfigError) as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
        return UNUSABLE
    except KeyboardInterrupt:
        sys.stderr.write("\nattune: the test was left, and the light went back.\n")
        return UNUSABLE


@dataclass
class LampTest(Walker):
    """Asks one light after the other, and puts the room back whatever happens."""

    looks_s: float = LOOKED_AT_S
    settles_s: float = SETTLES_S
    today: date = field(default_factory=lambda: clock.now().date())
    _found: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Raises ``ErrandError`` where it is refused, or somebody comes in."""
        reached = []
        try:
            for lamp, lux in ASKED:
                reached.append(self._try(lamp, lux))
        finally:
            if self._may_stand:
                self._put_back()
        if all(reached):
            return FINE
        self._note()
        return REFUSED

    def _note(self) -> None:
        """As a defect of the room: it stands until somebody has mended and checked it."""
        within = DUE_MOST[Severity.BROKEN]
        due = self.today + Span(
            days=within.days - 1
        )  # a calendar of the ward's may be a day behind
        look = {"clause": BOTH_LAMPS, "found": Found.UNMET, "words": "; ".join(self._found)}
        defect = {"severity": Severity.BROKEN, "owner": OWNER, "due": due.isoformat()}
        try:
            self._ask("estates/looks", look | defect)
        except ErrandError as refused:
            self.says(f"It is not written down: {str(refused).removesuffix('.')}. {BY_HAND}")
        else:
            self.says(f"Written down as a defect, to be mended by {due:%d.%m.%Y}.")

    _may_stand: bool = False  # a light that was asked for, or of which nobody knows whether it was

    def _put_back(self) -> None:
        """Again where no answer comes: a light that nobody asked for stands in a dark room."""
        for left in reversed(range(BACK_TRIES)):
            try:
                return self.order(press="back")
            except UnansweredError as lost:
                if not left:
                    raise ErrandError(f"{lost}: put the light of {self.room} back") from None
                time.sleep(self.every_s)
        return None

    def _try(self, lamp: Lamp, lux: float) -> bool:
        stood, self._may_stand = self._may_stand, True
        try:
            self.order(lux={"lamp": lamp, "lux": lux}, only_if_empty=True)
        except UnansweredError:
            raise
        except ErrandError:  # refused: nothing is other than it was
            self._may_stand = stood
            raise
        self.done()
        began, seen = time.monotonic(), list[float]()
        while (since_s := time.monotonic() - began) < self.looks_s:
            room = self.room_now()
            if _somebody(room):
                raise ErrandError(SOMEBODY_CAME)
            if since_s >= self.settles_s and (value := _lux(room)) is not None:
                seen.append(value)
            time.sleep(self.every_s)
        if not seen:
            raise ErrandError(f"the light of {self.room} is not measured: nothing can be said")
        found = sorted(seen)[len(seen) // 2]
        least, most = (share * lux for share in REACHED)
        self._found.append(f"{lamp} light: {found:.3g} of {lux:g} lux")
        self.says(self._found[-1])
        return least <= found <= most


def _somebody(room: dict[str, Any]) -> bool:
    stands = room["standing"]
    return bool(room["episode"] or stands["in_room"] or stands["in_ensuite"])


def _lux(room: dict[str, Any]) -> float | None:
    for one in room["readings"]:
        if one["quantity"] == Quantity.LIGHT and isinstance(one["value"], float | int):
            return float(one["value"])
    return None
