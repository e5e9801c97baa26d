"""Limits: after how long a thing is wrong. Local settings, each with by whose word it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hub.staff.duty import Duty
from ward.authority import Authority
from ward.envelope import HEALTH_EVERY


@dataclass(frozen=True, slots=True)
class ByWord:
    """By whose word a number holds, and where that is said."""

    authority: Authority
    source: str


class Limits(BaseModel):
    """Seconds, whatever ends in ``_s``. ``node_silent_s`` is two of a node's periods and a second.

    ``rota_duties`` are those that a rota must name somebody for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    node_silent_s: Annotated[float, ByWord(Authority.LOCAL, "our own proposal")] = Field(
        default=2 * HEALTH_EVERY.total_seconds() + 1, gt=0, le=300
    )
    confined_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 5 min; the framework gives no number")
    ] = Field(default=300, gt=0, le=3600)
    no_breathing_s: Annotated[
        float, ByWord(Authority.LOCAL, "adult monitors' default, from memory; our own proposal")
    ] = Field(default=20, gt=0, le=60)
    unseen_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 3 min; the framework gives no number")
    ] = Field(default=180, gt=0, le=900)
    unseen_ensuite_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 3 min, as anywhere else inside")
    ] = Field(default=180, gt=0, le=900)
    unseen_blind_spot_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 3 min, as anywhere else inside")
    ] = Field(default=180, gt=0, le=900)
    unseen_nowhere_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 1 min, as no walk explains it")
    ] = Field(default=60, gt=0, le=180)
    call_second_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: a second person after 60 s")
    ] = Field(default=60, gt=0, le=120)
    call_high_s: Annotated[float, ByWord(Authority.LOCAL, "our own proposal: HIGH after 120 s")] = (
        Field(default=120, gt=0, le=300)
    )
    line_tested_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: each day, and an hour for it")
    ] = Field(default=25 * 3600, gt=0, le=25 * 3600)
    outside_band_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 15 min; the framework gives no number")
    ] = Field(default=900, gt=0, le=3600)
    hot_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: a minute, so that no draught begins it")
    ] = Field(default=60, gt=0, le=300)
    vitals_moving_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: somebody who paces for 25 min is alive")
    ] = Field(default=1800, ge=60, le=3600)
    vitals_missing_s: Annotated[float, ByWord(Authority.LOCAL, "our own proposal")] = Field(
        default=120, gt=0, le=3600
    )
    cannot_see_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: in a mode, no usable signal for 60 s")
    ] = Field(default=60, gt=0, le=300)
    cannot_see_silent_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: in a mode, nothing heard for 30 s")
    ] = Field(default=30, gt=0, le=120)
    cannot_see_settling_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: twice what a radar takes to settle")
    ] = Field(default=120, gt=0, le=300)
    cannot_see_crowd_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: as long as a visit inside may take")
    ] = Field(default=300, gt=0, le=900)
    cannot_see_moving_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: movement is life, and no breathing rate")
    ] = Field(default=600, gt=0, le=900)
    restraint_said_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: position and airway within a minute")
    ] = Field(default=60, gt=0, le=120)
    restraint_again_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: said again every 5 min while held")
    ] = Field(default=300, gt=0, le=600)
    cctv_review_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: 7 days; the framework says regularly")
    ] = Field(default=7 * 86_400, gt=0, le=31 * 86_400)
    objection_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: a day; the framework gives no number")
    ] = Field(default=86_400, gt=0, le=7 * 86_400)
    rota_ahead_s: Annotated[
        float, ByWord(Authority.LOCAL, "our own proposal: time enough to find somebody")
    ] = Field(default=900, ge=60, le=12 * 3600)
    rota_duties: Annotated[
        tuple[Duty, ...], ByWord(Authority.LOCAL, "our own proposal: all that a ladder fetches")
    ] = tuple(Duty)


def by_whose_word() -> Iterator[tuple[str, ByWord]]:
    """Every limit by its name, and by whose word it holds."""
    for name, field in Limits.model_fields.items():
        for said in field.metadata:
            if isinstance(said, ByWord):
                yield name, said
