"""Facts of scores: whose chart it is, sets, what breathing and pulse came to, assessments."""

from enum import IntEnum
from typing import Annotated, Literal

from pydantic import Field

from hub.rooms.fact import Fact
from ward.charted import Measurements, Where
from ward.charts import Chart, Part
from ward.rooms import RoomId
from ward.units import Instant, Text, Wire, Word

Age = Annotated[int, Field(ge=0, le=120, description="years")]


class Alert(IntEnum):
    """How much a score asks of the ward; a higher one is more urgent."""

    NONE = 0
    RAISED = 1
    SINGLE = 2
    URGENT = 3
    DANGEROUS = 4
    EMERGENCY = 5


class PartThen(Wire):
    """What breathing and pulse came to when somebody assessed the person."""

    alert: Alert
    part: Part | None
    since: Instant


class StillOwed(Wire):
    """An assessment that a score called for, of somebody who came to another room since."""

    alert: Alert
    since: Instant
    due_at: Instant


class AgeSet(Fact):
    """How old this person is, in years, and which chart somebody chose at 16 or 17."""

    fact: Literal["age set"] = "age set"
    age: Age
    chosen: Chart | None = None
    by: Word


class SetCharted(Fact):
    """A set that somebody wrote down, with what it came to by the person's chart of then.

    ``taken_at`` is when it was so, by who wrote it: at the station as they say, at the door as the
    door says. Without a chart nothing can be scored. ``untimed`` as of a happening. ``of_before``
    if it is of somebody who was confined there then, and not of whoever is: ``went_to`` is the
    room in which they are now. ``told_from`` is where it was told, of somebody who came from there.
    """

    fact: Literal["set charted"] = "set charted"
    by: Word
    where: Where
    taken_at: Instant
    measured: Measurements
    chart: Chart | None
    total: int | None
    red: bool = False
    whole: bool = False
    alert: Alert = Alert.NONE
    boot: Word | None = None
    n: int | None = None
    untimed: bool = False
    of_before: bool = False
    went_to: RoomId | None = None
    told_from: RoomId | None = None


class PartScored(Fact):
    """Breathing and pulse, measured without touch, come to another alert than before."""

    fact: Literal["part scored"] = "part scored"
    alert: Alert
    part: Part | None
    since: Instant


class AssessmentMade(Fact):
    """Somebody assessed the person because of a score, and wrote down what follows of it.

    ``made_at`` of one that was made in another room, before they came to this one; ``spoke_for``
    what was known there, and ``spoke_for_part`` what breathing and pulse came to.
    """

    fact: Literal["assessment made"] = "assessment made"
    by: Word
    assessor: Text
    words: Text
    made_at: Instant | None = None
    spoke_for: Alert = Alert.NONE
    spoke_for_part: PartThen | None = None
