"""What is known of a person's scores: sets, the part-score, what is owed and what was done."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hub.rooms.score_facts import Alert
from hub.rooms.windows import NOTHING_ASKED, Windows
from ward.care import Person
from ward.charted import Measurements, Score, Where, asked_by, treated_as
from ward.charts import RED, Chart, Part
from ward.responses import Response
from ward.units import Instant, Span, minutes

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
SET_WITHIN = minutes(15)  # our own proposal: a whole set after a part-score that calls for one


@dataclass(frozen=True, slots=True)
class SetTaken:
    """A set that somebody wrote down, as it was scored then; without a chart it was not."""

    at: Instant
    by: str
    where: Where
    measured: Measurements
    chart: Chart | None = None
    total: int | None = None
    red: bool = False
    whole: bool = False
    alert: Alert = Alert.NONE

    @property
    def is_check(self) -> bool:
        """Whether it answers what a mode asks: a pulse is not to be had of everybody who is held.

        Breathing can be counted and consciousness judged without a touch: those must be there.
        """
        return self.measured.breathing is not None and self.measured.consciousness is not None

    @property
    def next_at(self) -> Instant | None:
        """By when the next one is due; ``None`` where nothing is."""
        every = self.asks.set_min if self.asks else None
        return self.at + minutes(every) if every else None

    @property
    def asks(self) -> Response | None:
        """What it asks for; ``None`` where it was not scored."""
        if self.chart is None or self.total is None:
            return None
        return asked_by(self.chart, Score(self.total, self.red, self.whole), self.measured)

    @property
    def is_worse_than_it_scores(self) -> bool:
        """Whether it asks for more than its total does, by how awake somebody is."""
        if self.chart is None or self.total is None:
            return False
        return treated_as(self.chart, self.total, self.measured) > self.total


@dataclass(frozen=True, slots=True)
class Rising:
    """What breathing and pulse come to, since when, and what they came to then."""

    alert: Alert
    part: Part | None
    since: Instant


@dataclass(frozen=True, slots=True)
class Owed:
    """An assessment that a score calls for, of whom, and by when it must have been."""

    alert: Alert
    initials: str
    since: Instant
    due_at: Instant


@dataclass(frozen=True, slots=True)
class Assessed:
    """The last assessment, and up to which alert it speaks for what was known then."""

    at: Instant
    by: str
    assessor: str
    words: str
    alert: Alert
    rising: "Rising | None" = None


@dataclass(frozen=True, slots=True)
class Left:
    """What calls for somebody, of whoever is not confined here any more: a set, or a part-score."""

    person: Person
    taken: SetTaken | None = None
    rising: Rising | None = None

    @property
    def alert(self) -> Alert:
        return max(one.alert for one in (self.taken, self.rising) if one is not None)

    @property
    def since(self) -> Instant:
        """Since when it has been so urgent."""
        taken, rising, alert = self.taken, self.rising, self.alert
        moments = [taken.at] if taken and taken.alert is alert else []
        moments += [rising.since] if rising and rising.alert is alert else []
        return min(moments)


def speaks_for(done: Assessed, rising: Rising) -> bool:
    """Whether what breathing and pulse come to is no worse than, and as, it was then."""
    known = done.rising
    if known is None or rising.alert > known.alert:
        return False
    return known.part is None or rising.part is None or reds(rising.part) <= reds(known.part)


def reds(part: Part) -> frozenset[str]:
    """Which of the two is red, or without a chart beyond our own lines."""
    most = 1 if part.chart is None else RED[part.chart]
    each = {"breathing": part.breathing, "heart": part.heart}
    return frozenset(name for name, scored in each.items() if scored == most)


@dataclass(frozen=True, slots=True)
class Scores:
    """A value. ``last`` is the newest set, ``whole`` the newest of which nothing was missing.

    ``worst`` is what alarms: the newest whole set, or a worse one since that was not whole.
    ``checked`` is the newest that answers what modes ask, and ``checks`` what they asked: beside
    the modes, so that none of their words makes a check due later. An assessment that is owed
    outlasts the confinement: no click takes it back. ``own`` is what of it is of whoever is here,
    or was last, and goes along with them. So does what calls outlast it, of those who ``left``.
    """

    last: SetTaken | None = None
    whole: SetTaken | None = None
    rising: Rising | None = None
    owed: Owed | None = None
    own: Owed | None = None
    assessed: Assessed | None = None
    worst: SetTaken | None = None
    checked: SetTaken | None = None
    checks: Windows = NOTHING_ASKED
    left: tuple[Left, ...] = ()

    @property
    def checked_at(self) -> Instant:
        """When somebody last did what a mode asks."""
        return self.checked.at if self.checked else BEFORE_ALL

    @property
    def check_due_at(self) -> Instant | None:
        """By when somebody must count and look again; ``None`` where no mode asks it."""
        return self.checks.due_at(self.checked_at)

    @property
    def alert(self) -> Alert:
        """The highest of all that stands."""
        part = self.rising.alert if self.rising else Alert.NONE
        return max(part, self.worst.alert if self.worst else Alert.NONE)

    @property
    def set_due_at(self) -> Instant | None:
        """By when somebody is to take a whole set: soon after a part-score, or when it is time."""
        rising, whole = self.rising, self.whole
        asked = rising is not None and rising.alert >= Alert.SINGLE
        if rising and asked and (whole is None or whole.at < rising.since):
            soon = rising.since + SET_WITHIN
            return min(soon, whole.next_at) if whole and whole.next_at else soon
        return whole.next_at if whole else None

    def set_back(self, by: Span) -> "Scores":
        """By the new clock all of it is as long ago as before."""
        return Scores(
            last=self.last and replace(self.last, at=self.last.at - by),
            whole=self.whole and replace(self.whole, at=self.whole.at - by),
            rising=self.rising and replace(self.rising, since=self.rising.since - by),
            owed=self.owed and _owed_set_back(self.owed, by),
            own=self.own and _owed_set_back(self.own, by),
            assessed=self.assessed and replace(self.assessed, at=self.assessed.at - by),
            worst=self.worst and replace(self.worst, at=self.worst.at - by),
            checked=self.checked and replace(self.checked, at=self.checked.at - by),
            checks=self.checks.shifted(by),
            left=tuple(_left_set_back(one, by) for one in self.left),
        )

    def lasting(self, by: Span) -> "Scores":
        """By a clock that was set on by so much: no mode asks for its checks the less for it."""
        return replace(self, checks=self.checks.lasting(by))


def _left_set_back(left: Left, by: Span) -> Left:
    taken = left.taken and replace(left.taken, at=left.taken.at - by)
    rising = left.rising and replace(left.rising, since=left.rising.since - by)
    return Left(left.person, taken, rising)


def _owed_set_back(owed: Owed, by: Span) -> Owed:
    return replace(owed, since=owed.since - by, due_at=owed.due_at - by)


NO_SCORES = Scores()
