"""What people ask of the hub about scores: whose chart it is, a set, an assessment."""

from hub.panel.asks import Asking, Said, Years
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from ward.charted import Measurements
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
    """What was measured, each by its name; what was not is left out."""

    def act(self, room: RoomId, _now: Instant) -> ChartSet:
        measured = Measurements(**{name: getattr(self, name) for name in Measurements.model_fields})
        return ChartSet(room, self.by, measured)


class AssessAsked(Asking):
    """Who assessed the person, and what follows of it."""

    assessor: Said
    words: Said

    def act(self, room: RoomId, _now: Instant) -> RecordAssessment:
        return RecordAssessment(room, self.by, self.assessor, self.words)
