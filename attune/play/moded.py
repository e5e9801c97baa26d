"""What a night's words about modes do: at the panel, and on the door unit's own page."""

from collections.abc import Callable, Mapping
from typing import Any

from attune.play.place import SEEN, Place
from edge.mode_events import NotedAtDoor, ReleasedAtDoor, RestrainedAtDoor, TranquillisedAtDoor
from hub import mode_acts as acts
from hub.walk_acts import AskWalk, SignWalk
from ward.commissioning import WalkAsked, WalkStep
from ward.observations import Awareness, Position, Rousable
from ward.units import seconds

Values = Mapping[str, Any]
Deed = Callable[[Place, Values], object]

ASLEEP = SEEN.model_copy(
    update={
        "awareness": Awareness.ASLEEP,
        "position": Position.ON_SIDE,
        "rousable": Rousable.TO_VOICE,
    }
)
NOT_ROUSED = ASLEEP.model_copy(update={"rousable": Rousable.NOT_TRIED})


def _tranquillised(place: Place, values: Values) -> None:
    now = place.world.hub.clock.read(place.world.now)
    said_at = now - values["SPAN"] if values.get("SPAN") else None
    given = values["DRUG"], values["ROUTE"], values["STAFF"], said_at
    place.world.do(acts.Tranquillised(place.room, *given))


def _at_door(place: Place, values: Values) -> None:
    place.presses(TranquillisedAtDoor(values["DRUG"], values["ROUTE"]))


def _held(place: Place, values: Values) -> None:
    place.presses(NotedAtDoor(Position(values["POSTURE"].value), values["AIRWAY"]))


def _ends(place: Place, values: Values) -> None:
    mode, by, why = values["MODE"], values["STAFF"], values["TEXT"]
    place.world.do(acts.EndMode(place.room, mode, by, why, in_error=values["in error"]))


def _commissioned(place: Place, values: Values) -> None:
    asked, by = WalkAsked(step=WalkStep.SIMULATE), values["STAFF"]
    place.world.do(AskWalk(place.room, asked, by))
    place.world.later(seconds(10), lambda: _signs(place, by))


def _signs(place: Place, by: str) -> None:
    hub = place.world.hub.round
    walked = hub.state(place.room).walked if hub else None
    place.world.do(SignWalk(place.room, walked.id if walked else "none", by))


DEEDS: dict[str, Deed] = {
    "rapid tranquillisation": _tranquillised,
    "rapid tranquillisation at the door": _at_door,
    "radar commissioned by": _commissioned,
    "restraint by": lambda place, v: place.world.do(acts.Restrain(place.room, v["STAFF"])),
    "restraint at the door": lambda place, _v: place.presses(RestrainedAtDoor()),
    "held": _held,
    "released by": lambda place, v: place.world.do(acts.Release(place.room, v["STAFF"])),
    "released at the door": lambda place, _v: place.presses(ReleasedAtDoor()),
    "end mode": _ends,
    "form at the door asleep": lambda place, v: place.records(
        NOT_ROUSED if v["not roused"] else ASLEEP
    ),
}
