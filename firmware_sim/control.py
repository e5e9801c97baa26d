"""What tests and people may do behind the wires: one JSON act a line, one answer a line."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from firmware_sim.body import Place
from firmware_sim.doorway import CALL_HELD_S
from firmware_sim.staff import Keeping, Visit
from firmware_sim.world import DEVICES, World

Uid = Annotated[str, Field(pattern=r"^([0-9A-Fa-f]{2}){4,7}$", description="an NFC UID in hex")]
Span = Annotated[float, Field(gt=0, le=86_400)]
MOST_PER_MIN = 80.0
MOST_STEPS = 100
MOST_TO_TELL = 3  # faults of one line
LONGEST_LINE = 4096


class _Act(BaseModel):
    """One act in one room; ``apply`` does it and may refuse with a sentence."""

    model_config = ConfigDict(extra="forbid")
    room: str

    def apply(self, world: World) -> str | None:
        raise NotImplementedError


class PayVisit(_Act):
    """Come to the door, badge, stay, fill in the form before leaving, go."""

    do: Literal["visit"]
    badge: Uid
    stay_s: Span = 20.0
    form: bool = True

    def apply(self, world: World) -> str | None:
        began = world.visit(Visit(bytes.fromhex(self.badge), self.stay_s, form=self.form))
        return None if began else "there are too many people at the door already"


class KeepRounds(_Act):
    """Change how the staff keep to their rounds."""

    do: Literal["staff"]
    staff: Keeping

    def apply(self, world: World) -> None:
        world.rounds.keep(self.staff)


class MoveDoor(_Act):
    """Lock or unlock, open or shut; opening unlocks."""

    do: Literal["lock", "unlock", "open", "shut"]

    def apply(self, world: World) -> None:
        door = world.doorway
        door.open = {"open": True, "shut": False}.get(self.do, door.open)
        door.locked = {"lock": True, "unlock": False, "open": False}.get(self.do, door.locked)
        if self.do != "open":
            world.room.bang()


class PressCall(_Act):
    """Press the call button inside."""

    do: Literal["press_call"]

    def apply(self, world: World) -> None:
        world.doorway.calling.last(CALL_HELD_S)


class TalkAtDoor(_Act):
    """Talk through the intercom."""

    do: Literal["talk"]
    for_s: Span = 5.0

    def apply(self, world: World) -> None:
        world.doorway.talking.last(self.for_s)


class Stand(_Act):
    """Stand at the door without a badge."""

    do: Literal["stand"]
    for_s: Span = 10.0

    def apply(self, world: World) -> None:
        world.doorway.standing.last(self.for_s)


class Badge(_Act):
    """Hold a badge to the reader without standing there."""

    do: Literal["badge"]
    badge: Uid

    def apply(self, world: World) -> None:
        world.badge.present(bytes.fromhex(self.badge))


class Breathe(_Act):
    """Breathe at another rate; 0 stops."""

    do: Literal["breathe"]
    per_min: Annotated[float, Field(ge=0, le=MOST_PER_MIN)]
    over_s: Annotated[float, Field(ge=0, le=86_400)] = 0.0

    def apply(self, world: World) -> None:
        world.body.breathe(self.per_min, self.over_s)


class Go(_Act):
    """Leave the room, or come in and lie down."""

    do: Literal["leave", "enter"]

    def apply(self, world: World) -> None:
        world.body.go(Place.AWAY if self.do == "leave" else Place.BED)


class GoToEnsuite(_Act):
    """Go to the ensuite, or back to bed."""

    do: Literal["ensuite"]
    inside: Annotated[bool, Field(alias="in")]

    def apply(self, world: World) -> str | None:
        if not world.body.present:
            return "there is nobody in the room"
        world.body.go(Place.ENSUITE if self.inside else Place.BED)
        return None


class StandOnFloor(_Act):
    """Go and stand somewhere in the room, out of the radar's cone."""

    do: Literal["floor"]

    def apply(self, world: World) -> None:
        world.body.go(Place.FLOOR)


class Move(_Act):
    """Toss and turn."""

    do: Literal["move"]
    for_s: Span = 5.0

    def apply(self, world: World) -> None:
        world.body.move(self.for_s)


class Turn(_Act):
    """Turn a dial by so many detents; positive is clockwise."""

    do: Literal["turn"]
    dial: Literal["light", "temperature"]
    steps: Annotated[int, Field(ge=-MOST_STEPS, le=MOST_STEPS)]

    def apply(self, world: World) -> None:
        world.doorway.dials[self.dial].turn(self.steps)


class Push(_Act):
    """Push a dial in, for so long."""

    do: Literal["push"]
    dial: Literal["light", "temperature"]
    for_s: Span = 0.3

    def apply(self, world: World) -> None:
        world.doorway.pushed[self.dial].last(self.for_s)


class LoseOrMend(_Act):
    """Take a device's wire off, or put it back."""

    do: Literal["lose", "mend"]
    device: str

    def apply(self, world: World) -> str | None:
        if self.device not in DEVICES:
            return f"there is no device {self.device!r}; there are {', '.join(DEVICES)}"
        (world.lost.add if self.do == "lose" else world.lost.discard)(self.device)
        return None


class Noise(_Act):
    """Junk on the radar's wire for a while."""

    do: Literal["noise"]
    for_s: Span = 5.0

    def apply(self, world: World) -> None:
        world.noise.last(self.for_s)


class State(_Act):
    """Ask for everything that is so in the room."""

    do: Literal["state"]

    def apply(self, world: World) -> None:
        """Nothing happens by asking."""


ACT: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        PayVisit | KeepRounds | MoveDoor | PressCall | TalkAtDoor | Stand | Badge | Breathe
        | Go | GoToEnsuite | StandOnFloor | Move | Turn | Push | LoseOrMend | Noise | State,
        Field(discriminator="do"),
    ]
)  # fmt: skip


def obey(line: str | bytes, worlds: Mapping[str, World]) -> dict[str, Any]:
    """Do what one line says; the answer to send back."""
    try:
        act: _Act = ACT.validate_json(line)
    except ValidationError as error:
        return {"error": _sentence(error)}
    if act.room not in worlds:
        return {"error": f"there is no room {act.room!r}; there are {', '.join(worlds)}"}
    world = worlds[act.room]
    refused = act.apply(world)
    if refused:
        return {"error": refused}
    return {"ok": True, **(state(world, act.room) if isinstance(act, State) else {})}


def said(answer: Mapping[str, Any]) -> bytes:
    """One answer as it goes over the socket."""
    return json.dumps(answer).encode() + b"\n"


def _sentence(error: ValidationError) -> str:
    faults = []
    for fault in error.errors(include_url=False)[:MOST_TO_TELL]:
        where = ".".join(str(part) for part in fault["loc"][1:])
        faults.append(f"{where}: {fault['msg']}" if where else fault["msg"])
    return "that cannot be done: " + "; ".join(faults)


def state(world: World, name: str) -> dict[str, Any]:
    """Everything in the room, as it truly is and not as a sensor says."""
    room, body, doing = world.room, world.body, world.doing()
    return {
        "room": name,
        "temperature_c": round(room.temperature_c, 2),
        "humidity_pct": round(room.humidity_pct, 1),
        "co2_ppm": round(room.co2_ppm),
        "lux": round(room.lux, 1),
        "sound_dba": round(room.sound_dba, 1),
        "heating": doing.heating,
        "cooling": doing.cooling,
        "main_light": round(doing.main, 4),
        "night_light": round(doing.night, 4),
        "pins": {str(int(pin)): level for pin, level in world.pins.items()},
        "door": {"open": world.doorway.open, "locked": world.doorway.locked},
        "body": {
            "about": body.about,
            "place": body.place.value,
            "posture": body.posture.value,
            "moving": body.moving,
            "asleep": body.asleep,
            "breathing_per_min": round(body.breathing_per_min, 2),
            "heart_per_min": round(body.heart_per_min, 1),
        },
        "staff": {"keeping": world.rounds.keeping.value, "visits_made": world.visits_made},
        "lost": sorted(world.lost),
    }
