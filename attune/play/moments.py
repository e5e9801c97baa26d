"""Times of day, as moments of a night."""

from datetime import UTC, datetime, time, timedelta

from attune.play.read import Clock

NIGHT_MOST = timedelta(hours=24)


def after(begins: datetime, clock: Clock) -> datetime:
    """The first moment from the beginning on that has this time of day."""
    midnight = datetime.combine(begins.date(), time(), UTC)
    moment = midnight + timedelta(seconds=clock.second_of_day)
    return moment if moment >= begins else moment + NIGHT_MOST


def shift_between(
    begins: datetime, ends: datetime, first: Clock, last: Clock
) -> tuple[datetime, datetime]:
    """From when until when a shift is; one that begins after the night is of the day before.

    Raises ``ValueError`` with what was expected, where it ends as it begins.
    """
    came = after(begins, first)
    came = came if came <= ends else came - NIGHT_MOST
    goes = after(came, last)
    if goes == came:
        raise ValueError("the shift ends as it begins: expected a later time of day")
    return came, goes
