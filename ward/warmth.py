"""How warm a room is for whoever is in it, by its node's own thermometer, and for how long."""

from typing import Annotated

from pydantic import Field

from ward.units import Celsius, Wire

# clinical.md §6, row "overheating". HTM 03-01 has wards above 28 °C for 50 hours a year at the
# most; that it is an alarm, and that 26 is one, is our own proposal.
WARM_C = 26.0
HOT_C = 28.0
HELD_K = 0.5  # what a loop holds to: so far beside a target at the edge of the band is no fault
LIVED_MOST_C = WARM_C - HELD_K  # what is asked to last: held so, a room stays below what alarms
RETURNS_K = 0.2  # so much inside again before it is over: a thermometer trembles

Passed = Annotated[float, Field(ge=0, description="seconds")]


class Warmth(Wire):
    """What a believed thermometer says, and the band that suits the person.

    ``outside_s`` since it left the band, or reached ``WARM_C``, which no profile moves; ``hot_s``
    since it reached ``HOT_C``; ``None`` while it has not. Where no thermometer can be believed it
    is what was measured last, and the time goes on: nobody knows that it is over.
    """

    celsius: Celsius
    least_c: Celsius
    most_c: Celsius
    outside_s: Passed | None = None
    hot_s: Passed | None = None


def stepped_c(asked_c: float, measured_c: float | None, step_k: float) -> float:
    """A step warmer or cooler: from what is asked, or from what there is if that is further on.

    Whoever asks for it warmer in a room that is above what is asked would else make it colder.
    """
    if measured_c is None or not step_k:
        return asked_c + step_k
    there_is_c = round(measured_c * 2) / 2
    return (max if step_k > 0 else min)(asked_c, there_is_c) + step_k
