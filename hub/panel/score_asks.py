"""What people ask of the hub about scores: whose chart it is, a set, an assessment."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from hub.panel.asks import Asking, Said, Years
from hub.panel.problems import ASKED_BACK
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from ward.charted import Measurements, asked_back, so_of
from ward.charts import Chart
from ward.rooms import RoomId
from ward.units import Instant


class AgeAsked(Asking):
    """How old the person is, and at 16 and 17 which chart is theirs."""

    age: Years
    chart: Chart | None = None

    def act(self, room: RoomId, _now: Instant) -> SetAge:
        return SetAge(room, self.by, self.age, self.chart)


class ChartAsked(Asking, Measurements):
    """What was measured, each by its name; what was not is left out.

    What may be a slip and would be an arrest is asked back once: ``so`` says it once more.
    """

    so: str = ""

    @model_validator(mode="after")
    def _is_so(self) -> Self:
        if words := asked_back(self, self.so):
            field = "breathing" if self.breathing == 0 else "heart"
            raise PydanticCustomError(ASKED_BACK, words, {"field": field, "so": so_of(self)})
        return self

    def act(self, room: RoomId, _now: Instant) -> ChartSet:
        measured = Measurements(**{name: getattr(self, name) for name in Measurements.model_fields})
        return ChartSet(room, self.by, measured)


class AssessAsked(Asking):
    """Who assessed the person, and what follows of it."""

    assessor: Said
    words: Said

    def act(self, room: RoomId, _now: Instant) -> RecordAssessment:
        return RecordAssessment(room, self.by, self.assessor, self.words)
