"""History: when a clause in a room began to be met, and when it stopped."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hub.estates.answers import Answer, Evidence, Measured, Standing, standing
from hub.estates.clause import Clause
from ward.units import Instant, seconds

A_MOMENT = seconds(1)  # after evidence has expired


@dataclass(frozen=True, slots=True)
class Stretch:
    """From then on, until the next one began or now, this was the answer."""

    since: Instant
    answer: Answer
    because: str


def history(
    clause: Clause, found: Sequence[Evidence], measured: Sequence[Measured], now: Instant
) -> tuple[Stretch, ...]:
    """Oldest first: as it would have been answered at each moment by what is known of then.

    A stretch of measurement counts from its end. Surprising: what was looked at long ago and told
    only now stands where it belongs, so history may be another than was shown then.
    """
    stretches: list[Stretch] = []
    for moment in sorted(_moments(clause, found, measured, now)):
        then = _as_of(clause, found, measured, moment)
        if not stretches or stretches[-1].answer is not then.answer:
            stretches.append(Stretch(moment, then.answer, then.because))
    return tuple(stretches)


def of_days(
    clause: Clause, found: Sequence[Evidence], days: Sequence[Measured], now: Instant
) -> tuple[Stretch, ...]:
    """The same by what each calendar day measured: it was so from the beginning of that day."""
    stretches: list[Stretch] = []
    for one in sorted(days, key=lambda one: one.since):
        then = standing(clause, found, one, min(one.until, now))
        if not stretches or stretches[-1].answer is not then.answer:
            stretches.append(Stretch(one.since, then.answer, then.because))
    return tuple(stretches)


def stopped_at(stretches: Sequence[Stretch]) -> Instant | None:
    """When it stopped being met; nothing where it is met, or never was."""
    if not stretches or stretches[-1].answer is Answer.MET:
        return None
    after = [later.since for before, later in pairwise(stretches) if before.answer is Answer.MET]
    return after[-1] if after else None


def _as_of(
    clause: Clause, found: Sequence[Evidence], measured: Sequence[Measured], moment: Instant
) -> Standing:
    """Only what was so by then."""
    latest = max(
        (one for one in measured if one.until <= moment), key=lambda one: one.until, default=None
    )
    return standing(clause, found, latest, moment)


def _moments(
    clause: Clause, found: Sequence[Evidence], measured: Sequence[Measured], now: Instant
) -> set[Instant]:
    known = [one.at for one in found if one.at <= now]
    ended = [one.until for one in measured if one.until <= now]
    good_for = clause.good_for
    expired = [] if good_for is None else [at + good_for + A_MOMENT for at in known]
    return {*known, *ended, *(at for at in expired if at <= now)}
