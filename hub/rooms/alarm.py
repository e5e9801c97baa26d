"""An alarm: one occurrence of one condition in one room, and what of it people see and hear."""

from dataclasses import dataclass, replace

from hub.rooms.handover_facts import SpellAtHandover
from ward.conditions import BY_NAME, Kind, Priority
from ward.units import Instant, Span, minutes, seconds

# How long one press may keep an alarm quiet: bounds, and our own proposal. The first is
# design/panel.md's, rule 8; the standard leaves such times to whoever is responsible.
PAUSED_MOST = seconds(120)
ACKNOWLEDGED_MOST: dict[Kind, Span] = {
    Kind.PHYSIOLOGICAL: minutes(2),
    Kind.PERSON: minutes(2),
    Kind.TECHNICAL: minutes(10),
}
NOT_MEASURED = "no number may be shown, by what is authorised now"
MARKED_BACK = seconds(5)  # a clock set back by more than this makes no quiet of before hold


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody's press, and until when it keeps an alarm quiet."""

    by: str
    at: Instant
    until: Instant

    def holds(self, now: Instant) -> bool:
        return self.at - MARKED_BACK <= now < self.until


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder that was reached, and which tellers took the notice of it."""

    step: int
    at: Instant
    told_by: tuple[str, ...] = ()
    failed: bool = False

    @property
    def told(self) -> bool:
        return bool(self.told_by)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A value: facts replace it, and what it does is derived.

    ``unseen_since`` tells of a blank spell which it is: since when nobody had been as it began.
    ``over_at`` is when the condition of a latched alarm was over; ``again_at`` when it was last
    there again, which makes the ladder and the sound begin anew. ``came_at`` is when the door
    first witnessed somebody since it began, ``here_at`` when it last did; ``seen_at`` when
    somebody there also recorded what they saw. ``handovers`` are those that a spell fell
    into.
    """

    id: str
    condition: str
    began_at: Instant
    words: str
    unseen_since: Instant | None = None
    over_at: Instant | None = None
    again_at: Instant | None = None
    times: int = 1
    acknowledged: Quiet | None = None
    paused: Quiet | None = None
    came_at: Instant | None = None
    here_at: Instant | None = None
    seen_at: Instant | None = None
    steps: tuple[Step, ...] = ()
    handovers: tuple[SpellAtHandover, ...] = ()

    def wordless(self, measured: frozenset[str]) -> "Alarm":
        """The same without its numbers, if it is of one of these; what it is of stays."""
        name = f"{self.condition[:1].upper()}{self.condition[1:]}"
        words = f"{name}: {NOT_MEASURED}"
        return replace(self, words=words) if self.condition in measured else self

    @property
    def kind(self) -> Kind:
        """What it is about; one that is known no longer counts as about a person."""
        known = BY_NAME.get(self.condition)
        return known.kind if known else Kind.PERSON

    @property
    def priority(self) -> Priority:
        known = BY_NAME.get(self.condition)
        return known.priority if known else Priority.HIGH

    @property
    def latches(self) -> bool:
        known = BY_NAME.get(self.condition)
        return known is not None and known.latches

    @property
    def runs_since(self) -> Instant:
        """From when the ladder counts: when it began, or was last there again."""
        return self.again_at or self.began_at

    @property
    def step(self) -> int:
        """The highest step that was reached since then; -1 before the first."""
        return max((one.step for one in self.steps), default=-1)

    def quiet(self, now: Instant) -> Quiet | None:
        """The press that keeps it quiet now, the longer where there are two."""
        holding = [one for one in (self.acknowledged, self.paused) if one and one.holds(now)]
        return max(holding, key=lambda one: one.until, default=None)

    def sounding(self, now: Instant) -> bool:
        """Whether the station is to hear it: also when it is over, until somebody was there."""
        return self.quiet(now) is None

    def acknowledged_most(self) -> Span:
        return ACKNOWLEDGED_MOST[self.kind]
