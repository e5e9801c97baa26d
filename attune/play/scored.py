"""What a night's words about scores do: at the panel, and on the door unit's own page."""

from collections.abc import Callable, Mapping
from typing import Any

from attune.play.place import Place
from edge.events import SetTaken
from hub import score_acts as acts
from hub.deciding.scores import wrong_chart

Values = Mapping[str, Any]
Deed = Callable[[Place, Values], object]


def wrong_age(head: str, values: Values) -> tuple[str, ...]:
    """Why no chart follows from what a line says of an age; nothing of any other line."""
    wrong = wrong_chart(values["AGE"], values.get("CHART")) if head == "age" else ""
    return (wrong,) if wrong else ()


def _age(place: Place, values: Values) -> None:
    chosen = values.get("CHART")
    place.world.do(acts.SetAge(place.room, values["STAFF"], values["AGE"], chosen))


def _charted(place: Place, values: Values) -> None:
    place.world.do(acts.ChartSet(place.room, values["STAFF"], values["MEASURED"]))


def _at_door(place: Place, values: Values) -> None:
    place.writes_down(SetTaken(values["MEASURED"]))


def _assessed(place: Place, values: Values) -> None:
    words = values["TEXT"], values["TEXT2"]
    place.world.do(acts.RecordAssessment(place.room, values["STAFF"], *words))


DEEDS: dict[str, Deed] = {
    "age": _age,
    "vital signs at the station": _charted,
    "vital signs at the door": _at_door,
    "assessment by": _assessed,
}
