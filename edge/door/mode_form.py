"""What is pressed about modes on the door unit: a tap or two, and nothing chosen beforehand."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from edge.door.form import FormError
from edge.mode_events import (
    AtDoor,
    NotedAtDoor,
    ReleasedAtDoor,
    RestrainedAtDoor,
    TranquillisedAtDoor,
)
from ward.modes import Airway, DrugClass, DrugRoute
from ward.observations import Position

AGO_MIN = (0, 5, 10, 15, 30)  # as the door offers it
LYING = (
    (Position.FACE_DOWN, "Face down"),
    (Position.ON_BACK, "On the back"),
    (Position.ON_SIDE, "On the side"),
    (Position.SITTING, "Sitting"),
    (Position.UP_AND_ABOUT, "Standing"),
)
AIRWAYS = (
    (Airway.CLEAR, "Airway clear"),
    (Airway.NOISY, "Noisy"),
    (Airway.NOT_CLEAR, "Not clear"),
)
DRUGS = (
    (DrugClass.BENZODIAZEPINE, "Benzodiazepine"),
    (DrugClass.ANTIPSYCHOTIC, "Antipsychotic"),
    (DrugClass.BOTH, "Both of these"),
    (DrugClass.ANTIHISTAMINE, "Antihistamine"),
    (DrugClass.LONG_ACTING, "Long-acting"),
)
ROUTES = (
    (DrugRoute.INTRAMUSCULAR, "Into muscle"),
    (DrugRoute.ORAL, "By mouth"),
    (DrugRoute.INTRAVENOUS, "Into a vein"),
)

Fields = Mapping[str, str]
Answer = TypeVar("Answer", bound=StrEnum)


def _tranquillised(fields: Fields) -> AtDoor:
    ago = fields.get("ago", "")
    if ago not in {str(known) for known in AGO_MIN}:
        raise FormError("Say when it was given: now, or how many minutes ago.")
    drug = _one(DrugClass, fields, "drug", "what was given")
    return TranquillisedAtDoor(drug, _one(DrugRoute, fields, "route", "how"), int(ago))


def _noted(fields: Fields) -> AtDoor:
    position = _one(Position, fields, "position", "how they lie")
    return NotedAtDoor(position, _one(Airway, fields, "airway", "whether the airway is clear"))


PRESSES: Mapping[str, Callable[[Fields], AtDoor]] = {
    "tranquillised": _tranquillised,
    "restrained": lambda _fields: RestrainedAtDoor(),
    "held": _noted,
    "released": lambda _fields: ReleasedAtDoor(),
}


def _one(kind: type[Answer], fields: Fields, field: str, what: str) -> Answer:
    try:
        return kind(fields.get(field, ""))
    except ValueError:
        raise FormError(f"Say {what}: one tap on an answer.") from None
