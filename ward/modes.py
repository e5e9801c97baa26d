"""Modes: times in which somebody is watched more closely, each by one line of a table."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.observations import Position
from ward.units import Instant, Span, Text, Wire, Word, minutes, seconds


class ModeKind(StrEnum):
    """What somebody is watched after."""

    TRANQUILLISED = "after rapid tranquillisation"
    RESTRAINT = "restraint"


class DrugClass(StrEnum):
    """What was given, as far as it matters to whoever watches. Never a dose."""

    BENZODIAZEPINE = "benzodiazepine"
    ANTIPSYCHOTIC = "antipsychotic"
    BOTH = "antipsychotic and benzodiazepine"
    ANTIHISTAMINE = "antihistamine"
    LONG_ACTING = "long-acting antipsychotic"


class DrugRoute(StrEnum):
    """How it was given."""

    INTRAMUSCULAR = "by injection into muscle"
    INTRAVENOUS = "into a vein"
    ORAL = "by mouth"


class Airway(StrEnum):
    """The airway of somebody who is held, as whoever leads sees and hears it."""

    CLEAR = "clear"
    NOISY = "noisy"
    NOT_CLEAR = "not clear"


class Window(Wire):
    """Whoever was last seen from ``from_at`` until ``until`` is due so soon after.

    Where ``until`` is ``None``, whoever was last seen at any time from then on.
    """

    from_at: Instant
    every_min: Annotated[float, Field(gt=0, le=240)]
    until: Instant | None = None

    def due_at(self, since: Instant) -> Instant | None:
        """By when somebody not seen since then must come; ``None`` where this asks nothing."""
        counts_from = max(since, self.from_at)
        if self.until is not None and counts_from >= self.until:
            return None
        return counts_from + minutes(self.every_min)

    def closed(self, at: Instant) -> "Window":
        """The same, asking nothing more of whoever is seen from then on; what is due stays due."""
        closes = at + seconds(1)  # whoever was last seen at this very moment is due by it still
        until = closes if self.until is None else min(closes, self.until)
        return self.model_copy(update={"until": until})

    def lasting(self, by: Span) -> "Window":
        """For so much longer."""
        return self.model_copy(update={"until": self.until and self.until + by})

    def shifted(self, by: Span) -> "Window":
        """By a clock that was set back by so much."""
        until = None if self.until is None else self.until - by
        return self.model_copy(update={"from_at": self.from_at - by, "until": until})


class Mode(Wire):
    """Closer watch of the person confined, from when it was entered.

    ``said_at`` is when it is said to have been given, some minutes before: words and nothing else
    go by it, so that nobody shortens a watch by what they type. It may not be ended before
    ``until``. Of a restraint ``schedule`` begins with ``released_at``, and the rest is what was
    last noted of position and airway: ``prone_s`` is how long they lay face down by then. Of a
    further dose ``since`` is when the first of them began.
    """

    id: Word
    kind: ModeKind
    began_at: Instant
    by: Word
    said_at: Instant | None = None
    since: Instant | None = None
    drug: DrugClass | None = None
    route: DrugRoute | None = None
    schedule: tuple[Window, ...] = Field(default=(), max_length=16)
    until: Instant | None = None
    released_at: Instant | None = None
    noted_at: Instant | None = None
    position: Position | None = None
    airway: Airway | None = None
    prone_s: Annotated[float, Field(ge=0)] = 0

    @property
    def is_held(self) -> bool:
        """Whether somebody is being held now."""
        return self.kind is ModeKind.RESTRAINT and self.released_at is None

    def set_back(self, by: Span) -> "Mode":
        """The same, by a clock that was set back by so much."""
        moments = ("began_at", "said_at", "since", "until", "released_at", "noted_at")
        before = {name: getattr(self, name) for name in moments}
        moved = {name: at - by for name, at in before.items() if at is not None}
        schedule = tuple(window.shifted(by) for window in self.schedule)
        return self.model_copy(update={**moved, "schedule": schedule})

    def lasting(self, by: Span) -> "Mode":
        """The same by a clock that was set on: no clock ends it early."""
        schedule = tuple(window.lasting(by) for window in self.schedule)
        return self.model_copy(
            update={"until": self.until and self.until + by, "schedule": schedule}
        )

    def prone_until(self, now: Instant) -> float:
        """For how many seconds they have lain face down, by all that was noted."""
        lies = self.is_held and self.position is Position.FACE_DOWN and self.noted_at is not None
        since_s = (now - self.noted_at).total_seconds() if lies and self.noted_at else 0.0
        return self.prone_s + max(0.0, since_s)


class ModeBegun(Wire):
    """It began, here and now; ``by_table`` where the hub has put in what its table asks."""

    what: Literal["mode began"] = "mode began"
    mode: Mode
    by_table: bool = False


class RestraintNoted(Wire):
    """How somebody who is held lies, and their airway."""

    what: Literal["restraint noted"] = "restraint noted"
    mode: Word
    by: Word
    position: Position
    airway: Airway


class RestraintReleased(Wire):
    """They are held no longer; ``schedule`` is what the hub's table asks from then on."""

    what: Literal["restraint released"] = "restraint released"
    mode: Word
    by: Word
    schedule: tuple[Window, ...] = Field(default=(), max_length=16)


class ModeEnded(Wire):
    """Somebody who may said that it is over; ``in_error`` if it should never have begun."""

    what: Literal["mode ended"] = "mode ended"
    mode: Word
    by: Word
    why: Text
    in_error: bool = False


ModeChange = Annotated[
    ModeBegun | RestraintNoted | RestraintReleased | ModeEnded, Field(discriminator="what")
]


def due_at(windows: tuple[Window, ...], since: Instant) -> Instant | None:
    """By when somebody must come at the latest; ``None`` where nothing is asked."""
    due = (window.due_at(since) for window in windows)
    return min((at for at in due if at is not None), default=None)
