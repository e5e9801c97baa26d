"""How long a ward is blind after its broker is there again: every room heard, and orders obeyed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.whole.running import until
from tests.whole.trial import Trial

SEES_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Blind:
    """Seconds from the broker's listening again."""

    hub_s: float  # until the hub itself was on the wire
    heard_s: float
    ordered_s: float

    def __str__(self) -> str:
        return (
            f"hub on the wire after {self.hub_s:.2f} s, every room heard after "
            f"{self.heard_s:.2f} s, an order done after {self.ordered_s:.2f} s"
        )


def broker_away(trial: Trial, for_s: float, *, haste: float = 1) -> Blind:
    """Take the broker away for so long; how long it then takes until all is as before.

    With ``haste`` as much happens meanwhile as would in so many times as long.
    """
    trial.broker.take_away()
    gone_at = time.monotonic()
    trial.farm.tell("haste", haste)
    until(
        lambda: not trial.hub.on_the_wire(), SEES_WITHIN_S, "the hub says that there is no broker"
    )
    time.sleep(max(0.0, gone_at + for_s - time.monotonic()))
    trial.farm.tell("haste", 1)
    since = trial.hub.health()["now"]
    trial.broker.give()
    back_at = time.monotonic()
    until(trial.hub.on_the_wire, SEES_WITHIN_S, "the hub on the wire", every_s=0.02)
    hub_s = time.monotonic() - back_at
    _every_room_heard(trial, since)
    heard_s = time.monotonic() - back_at
    _obeyed(trial, trial.names[0])
    return Blind(hub_s, heard_s, time.monotonic() - back_at)


def _every_room_heard(trial: Trial, since: str) -> None:
    """By the hub's clock, since before the broker was there again.

    Asked of one room that is not yet heard, and of all of them only once it is: to show fifty
    rooms costs the hub 15 ms, and asked again and again it would be the asking that is measured.
    """
    while unheard := [room["name"] for room in trial.hub.rooms() if not _heard(room, since)]:
        last = unheard[-1]
        until(
            lambda last=last: _heard(trial.hub.room(last), since),  # type: ignore[misc]
            SEES_WITHIN_S,
            f"{last} heard",
            every_s=0.04,
        )


def _heard(room: Mapping[str, Any], since: str) -> bool:
    return bool(room["heard"] and room["heard_at"] >= since)


def _obeyed(trial: Trial, name: str) -> None:
    """An order done: the one of light that no night holds back, for this is asked at any hour."""
    trial.hub.post(f"{name}/orders", {"by": "K.O.", "press": "full light"})
    until(
        lambda: trial.hub.room(name)["orders"][0]["progress"] == "done",
        SEES_WITHIN_S,
        "an order done",
        every_s=0.02,
    )
