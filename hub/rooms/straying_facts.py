"""What is written down of somebody's own usual rates, and of a rate that left them."""

from typing import Annotated, Literal

from pydantic import Field

from hub.rooms.fact import Fact
from ward.units import Instant, PerMinute
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
