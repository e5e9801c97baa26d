"""A module's own rates: behind the same gates as an estimate, and in no real room."""

from pathlib import Path

import pytest

from edge.events import RadarLost, RatesReported
from edge.moment import Moment
from edge.sense.reported import ReportedBedside
from tests.hub.world import TWO_AM
from ward.care import Authorisation
from ward.units import seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said

GIVEN = Authorisation(by="K.O.", why="after injection", until=TWO_AM + seconds(3600))
NEVER = RatesReported(is_there=True, is_moving=False, breaths_per_min=None)
SIXTEEN = RatesReported(is_there=True, is_moving=False, breaths_per_min=16)


def at(up_s: float) -> Moment:
    return Moment(TWO_AM + seconds(up_s), up_s)


class Bed:
    """One report every three seconds, and what may be said after each."""

    def __init__(self) -> None:
        self.bedside = ReportedBedside()
        self.up_s = 0.0

    def hears(self, report: RatesReported, times: int, given: Authorisation | None = GIVEN) -> Said:
        for _ in range(times):
            self.up_s += 3
            self.bedside.feed(report, at(self.up_s))
            said = self.bedside.vitals(given, at(self.up_s))[0].said
        return said


def test_a_reported_rate_is_said_after_half_a_quiet_minute_and_not_before() -> None:
    bed = Bed()
    assert bed.hears(SIXTEEN, 10) == Doubted(doubt=Doubt.SETTLING)
    assert bed.hears(SIXTEEN, 1) == Rate(per_minute=16, quality=0.5)


@pytest.mark.parametrize(
    ("report", "doubt"),
    [
        (RatesReported(False, False, 16), Doubt.NOBODY_THERE),
        (RatesReported(True, True, 16), Doubt.MOVING),
        (RatesReported(True, False, 3), Doubt.WEAK_SIGNAL),
    ],
)
def test_whoever_is_gone_or_moves_has_no_rate_whatever_the_module_says(
    report: RatesReported, doubt: Doubt
) -> None:
    bed = Bed()
    bed.hears(SIXTEEN, 20)
    assert bed.hears(report, 1) == Doubted(doubt=doubt)


def test_without_an_authorisation_there_is_no_rate_and_afterwards_it_settles_anew() -> None:
    bed = Bed()
    bed.hears(SIXTEEN, 20)
    assert bed.hears(SIXTEEN, 1, given=None) == Doubted(doubt=Doubt.NOT_AUTHORISED)
    assert bed.hears(SIXTEEN, 1) == Doubted(doubt=Doubt.SETTLING)


def test_a_module_that_falls_silent_is_lost_within_nine_seconds() -> None:
    bed = Bed()
    bed.hears(SIXTEEN, 20)
    assert bed.bedside.vitals(GIVEN, at(bed.up_s + 9))[0].said == Rate(per_minute=16, quality=0.5)
    lost = Doubted(doubt=Doubt.SENSOR_LOST)
    assert bed.bedside.vitals(GIVEN, at(bed.up_s + 9.1))[0].said == lost
    bed.bedside.feed(RadarLost("unplugged"), at(bed.up_s))
    assert bed.bedside.vitals(GIVEN, at(bed.up_s))[0].said == lost


def test_no_breath_right_after_a_rate_is_no_breathing_movement_since_then() -> None:
    bed = Bed()
    bed.hears(SIXTEEN, 20)
    since = TWO_AM + seconds(bed.up_s + 3)
    assert bed.hears(NEVER, 5) == NotBreathing(since=since)


def test_no_breath_of_somebody_never_seen_to_breathe_is_only_a_weak_signal() -> None:
    assert Bed().hears(NEVER, 30) == Doubted(doubt=Doubt.WEAK_SIGNAL)


def test_no_shell_fits_a_real_room_with_a_module_that_is_believed() -> None:
    edge = Path(__file__).parents[2] / "edge"
    shells = [edge / "run.py", edge / "config.py", *(edge / "outside").glob("*.py")]
    assert len(shells) > 5
    for shell in shells:
        assert "Reported" not in shell.read_text(), shell
