"""Facts of alarms: what began, what people did about it, who was fetched and told, what passed."""

from typing import Annotated, Literal

from pydantic import Field

from hub.rooms.fact import Fact
from hub.staff.duty import Duty
from ward.units import Instant, Text, Word


class AlarmBegan(Fact):
    """One occurrence of one condition began; ``since`` when that was well before it was known."""

    fact: Literal["alarm began"] = "alarm began"
    id: Word
    condition: Word
    words: Text
    since: Instant | None = None


class AlarmEnded(Fact):
    """That occurrence is over."""

    fact: Literal["alarm ended"] = "alarm ended"
    id: Word
    condition: Word


class AlarmOver(Fact):
    """The condition is over, but its alarm latches: it shows until somebody was at the door."""

    fact: Literal["alarm over"] = "alarm over"
    id: Word
    condition: Word


class AlarmAgain(Fact):
    """Before anybody came to a latched alarm its condition is there again: it sounds anew."""

    fact: Literal["alarm again"] = "alarm again"
    id: Word
    condition: Word
    words: Text


class AlarmAcknowledged(Fact):
    """Somebody takes an alarm on: it is quiet until then, shows on, and is told on."""

    fact: Literal["alarm acknowledged"] = "alarm acknowledged"
    id: Word
    condition: Word
    by: Word
    until: Instant


class AudioPaused(Fact):
    """The sound of what alarmed in this room then rests; a new alarm sounds all the same."""

    fact: Literal["audio paused"] = "audio paused"
    ids: tuple[Word, ...] = Field(max_length=64)
    by: Word
    until: Instant


class AlarmMarked(Fact):
    """Staff say whether there was something to do about an alarm, of now or of before."""

    fact: Literal["alarm marked"] = "alarm marked"
    id: Word
    by: Word
    actionable: bool
    why: Text = ""


class Escalated(Fact):
    """Nobody has been at the door: an alarm climbs to the next step of its ladder.

    ``to`` are the references of whoever the rota names then; nobody, where it names nobody.
    """

    fact: Literal["escalated"] = "escalated"
    id: Word
    condition: Word
    step: Annotated[int, Field(ge=0)]
    duty: Duty
    to: tuple[Word, ...] = Field(default=(), max_length=20)
    words: Text


class NoticeTold(Fact):
    """A notice about this alarm was taken by a teller, or by none of those it was meant for.

    ``step`` is the step of the ladder, ``channel`` the teller by its name in the configuration;
    ``times`` is how often the alarm had begun when it was told.
    """

    fact: Literal["notice told"] = "notice told"
    id: Word
    step: Annotated[int, Field(ge=0)]
    times: Annotated[int, Field(ge=1)] = 1
    channel: Word
    took: bool
    words: Text = ""


class Passed(Fact):
    """A condition that was so, and is over, and is told only now: recorded and never sounded.

    ``ended_at`` of ``None``: how it ended is not told yet. A later fact of the same ``began_at``
    says it.
    """

    fact: Literal["passed"] = "passed"
    condition: Word
    began_at: Instant
    ended_at: Instant | None
    words: Text
