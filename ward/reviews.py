"""Reviews: who must come to a door for one, how soon and how often, and by whose word."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ward.authority import Authority
from ward.care import Plan, Review, Role, Staff
from ward.units import Span, hours, minutes


class Setting(StrEnum):
    """What a confinement is, as far as its reviews go."""

    SECLUSION = "seclusion"
    SEGREGATION = "long-term segregation"


@dataclass(frozen=True, slots=True)
class Party:
    """Who makes a review. ``outside`` the decision must be at least so many of them."""

    roles: frozenset[Role]
    people: int
    outside: int
    words: str


@dataclass(frozen=True, slots=True)
class Interval:
    """How often a review is due, and how soon the first; ``by_doctor`` where one decided."""

    setting: Setting
    review: Review
    first: Span
    every: Span
    authority: Authority
    source: str
    by_doctor: Span | None = None


# Paragraphs are from memory, to a line or two. That the numbers are these was seen in an audit of
# 2025 which measured a trust by them: 1 h and 4-hourly, 2-hourly by two nurses.
PARTIES: dict[Review, Party] = {
    Review.NURSING: Party(
        frozenset({Role.NURSE, Role.IN_CHARGE}), people=2, outside=1,  # about 26.134
        words="two nurses, one of them not in the decision",
    ),
    Review.MEDICAL: Party(
        frozenset({Role.DOCTOR}), people=1, outside=0,  # about 26.128 to 26.133
        words="a doctor",
    ),
}  # fmt: skip
HOURLY_MIN = 60  # about 26.154

INTERVALS: tuple[Interval, ...] = (
    Interval(
        Setting.SECLUSION, Review.NURSING, hours(2), hours(2),
        Authority.CODE, "about 26.134, from memory",
    ),
    # Of the first day alone: fewer after a first meeting of the team, which nothing here knows of.
    Interval(
        Setting.SECLUSION, Review.MEDICAL, minutes(60), hours(4),
        Authority.CODE, "about 26.116 and 26.128 to 26.131, from memory", by_doctor=hours(4),
    ),
    Interval(
        Setting.SEGREGATION, Review.MEDICAL, hours(24), hours(24),
        Authority.CODE, "about 26.155, from memory",
    ),
)  # fmt: skip


def setting_of(plan: Plan) -> Setting:
    """By the plan. Only the Code's own hourly plan is segregation: no local level saves a review.

    Surprising: a plan of somebody's own is seclusion, whatever it is called.
    """
    hourly = plan.every_min >= HOURLY_MIN and plan.authority is Authority.CODE
    return Setting.SEGREGATION if hourly and not plan.asks_for_company else Setting.SECLUSION


def asked_by(plan: Plan) -> tuple[Interval, ...]:
    """The reviews that are due under this plan."""
    setting = setting_of(plan)
    return tuple(one for one in INTERVALS if one.setting is setting)


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a review counts, and why."""

    counts: bool
    because: str


def judged(review: Review, people: Sequence[Staff], deciders: Collection[str]) -> Judged:
    """Of those whose badges this door has seen in one stay; ``deciders`` are references."""
    party = PARTIES[review]
    able = {one.ref: one for one in people if one.role in party.roles}
    if len(able) < party.people:
        return Judged(False, f"it takes {party.words}, with their badges at this door in one stay")
    if sum(ref not in deciders for ref in able) < party.outside:
        return Judged(False, "all of them decided on this confinement: it takes another nurse")
    return Judged(True, f"by {party.words}")
