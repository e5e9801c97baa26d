"""What is written down of somebody's own usual rates, and of a rate that left them."""

from typing import Annotated, Literal

from pydantic import Field

from hub.deterioration.numbers import BLOCKS_MOST
from hub.rooms.fact import Fact
from ward.units import Instant, PerMinute, Wire
from ward.vitals import Vital


class UsualLearnt(Fact):
    """What was usual for this person over so many quarter minutes of good rates.

    ``still`` is lying as still as in sleep: a radar can tell no more of sleep than that.
    """

    fact: Literal["usual learnt"] = "usual learnt"
    vital: Vital
    still: bool
    rate: PerMinute
    steps: Annotated[int, Field(gt=0, le=5760)]


class RateStrayed(Fact):
    """A rate has left this person's usual by more than the table allows, and stays there.

    ``since`` is when it last was as usual, if that was seen.
    """

    fact: Literal["rate strayed"] = "rate strayed"
    vital: Vital
    falls: bool
    usual: PerMinute
    rate: PerMinute
    since: Instant | None = None


class RateReturned(Fact):
    """It is nearer to usual again than halfway, and stays so."""

    fact: Literal["rate returned"] = "rate returned"
    vital: Vital
    falls: bool


class UsualThen(Wire):
    """One block of what was usual for them where they were before."""

    vital: Vital
    still: bool
    rate: PerMinute
    steps: Annotated[int, Field(gt=0, le=5760)]


class StrayedThen(Wire):
    """A rate that had left it: told there at that time, and whether anybody looked since."""

    vital: Vital
    falls: bool
    usual: PerMinute
    rate: PerMinute
    told_at: Instant
    since: Instant | None = None
    seen_at: Instant | None = None


class RatesThen(Wire):
    """How somebody's rates stood in the room where they were until just now.

    ``slow_since`` is since when breathing was under the red line of a mode, if it is.
    """

    usual: Annotated[tuple[UsualThen, ...], Field(max_length=4 * BLOCKS_MOST)] = ()
    strayed: Annotated[tuple[StrayedThen, ...], Field(max_length=8)] = ()
    slow_since: Instant | None = None
