"""How long a ward is blind after its broker is there again: every room heard, and orders obeyed."""

import time
from dataclasses import dataclass

from tests.whole.running import until
from tests.whole.trial import Trial

SEES_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Blind:
    """Seconds from the broker's listening again."""

    hub_s: float  # until the hub itself was on the wire
    half_s: float
    heard_s: float
    ordered_s: float

    def __str__(self) -> str:
        return (
            f"hub on the wire after {self.hub_s:.2f} s, half of the rooms heard after "
            f"{self.half_s:.2f} s, every room after {self.heard_s:.2f} s, an order done after "
            f"{self.ordered_s:.2f} s"
        )


def broker_away(trial: Trial, for_s: float) -> Blind:
    """Take the broker away for so long; how long it then takes until all is as before."""
    trial.broker.take_away()
    gone_at = time.monotonic()
    until(
        lambda: not trial.hub.on_the_wire(), SEES_WITHIN_S, "the hub says that there is no broker"
    )
    time.sleep(max(0.0, gone_at + for_s - time.monotonic()))
    since = trial.hub.health()["now"]
    trial.broker.give()
    back_at = time.monotonic()
    until(trial.hub.on_the_wire, SEES_WITHIN_S, "the hub on the wire", every_s=0.02)
    hub_s = time.monotonic() - back_at
    until(lambda: _share_heard(trial, since) >= 0.5, SEES_WITHIN_S, "half heard", every_s=0.02)
    half_s = time.monotonic() - back_at
    until(lambda: _share_heard(trial, since) == 1, SEES_WITHIN_S, "every room heard", every_s=0.02)
    heard_s = time.monotonic() - back_at
    _obeyed(trial, trial.names[0])
    return Blind(hub_s, half_s, heard_s, time.monotonic() - back_at)


def _share_heard(trial: Trial, since: str) -> float:
    """Of all rooms, by the hub's clock, since before the broker was there again."""
    rooms = trial.hub.rooms()
    return sum(room["heard"] and room["heard_at"] >= since for room in rooms) / len(rooms)


def _obeyed(trial: Trial, name: str) -> None:
    trial.hub.post(f"{name}/orders", {"by": "K.O.", "light": {"lamp": "main", "level": 0.4}})
    until(
        lambda: trial.hub.room(name)["orders"][-1]["progress"] == "done",
        SEES_WITHIN_S,
        "an order done",
        every_s=0.02,
    )
