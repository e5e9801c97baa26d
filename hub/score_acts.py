"""What people do about scores: whose chart it is, a set written down, an assessment."""

from dataclasses import dataclass

from ward.charted import Measurements
from ward.charts import Chart
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class SetAge:
    """How old the person is, and at 16 or 17 which chart is theirs."""

    room: RoomId
    by: str
    age: int
    chosen: Chart | None = None


@dataclass(frozen=True, slots=True)
class ChartSet:
    """Somebody wrote down at the station what they measured. It is no observation."""

    room: RoomId
    by: str
    measured: Measurements


@dataclass(frozen=True, slots=True)
class RecordAssessment:
    """Somebody assessed the person because of a score: who, and what follows of it."""

    room: RoomId
    by: str
    assessor: str
    words: str


ScoreAct = SetAge | ChartSet | RecordAssessment
