"""What is written down of a blank spell that falls into a handover."""

from typing import Literal

from pydantic import Field

from hub.rooms.fact import Fact
from hub.staff.duty import Duty
from ward.units import Instant, Word


class SpellAtHandover(Fact):
    """This spell falls into that handover, by the rota as it was then: no later rota changes it.

    ``id`` is the alarm's. From ``changes_at`` whoever is ``leaving`` had the duty no more, and from
    ``covered_at`` those who are ``coming`` had it.
    """

    fact: Literal["spell at handover"] = "spell at handover"
    id: Word
    duty: Duty
    leaving: tuple[Word, ...] = Field(max_length=20)
    coming: tuple[Word, ...] = Field(max_length=20)
    changes_at: Instant
    covered_at: Instant
    begins_at: Instant
    ends_at: Instant
