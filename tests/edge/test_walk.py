"""A walk through an empty room: what the radar must have answered before a spot counts as seen."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from edge.walk import (
    ARRIVES_S,
    EMPTY_MOST_S,
    IDLE_MOST_S,
    JUDGED_S,
    PATIENCE_S,
    QUIET_S,
    SIGNED_WITHIN_S,
    Walk,
    simulated,
)
from tests.edge.night import at
from ward.commissioning import Phase, Radar, Sight, Spot, WalkAsked, WalkStep
from ward.orders import Refusal
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said

RADAR = Radar(kind="mr60bha2", serial="S-1", board="10000000c0ffee17")
BREATHES = Rate(per_minute=14, quality=0.9)
NOBODY, WEAK = Doubted(doubt=Doubt.NOBODY_THERE), Doubted(doubt=Doubt.WEAK_SIGNAL)
MOVING, SETTLING = Doubted(doubt=Doubt.MOVING), Doubted(doubt=Doubt.SETTLING)
LOST = Doubted(doubt=Doubt.SENSOR_LOST)


class Walker:
    """Somebody with a phone; ``now`` goes on a second at a time while the radar answers."""

    def __init__(self, *, empty: Said = NOBODY) -> None:
        self.now = 0.0
        self.walk = Walk("walk-1", RADAR, "0.1.0", at(0))
        self.hears(empty, QUIET_S + 1)

    def hears(
        self,
        said: Said,
        for_s: float,
        *,
        sensed: bool | None = None,
        noise: float | None = None,
        then: Said | None = None,
    ) -> None:
        """So many seconds of this; of ``then`` in every other."""
        for second in range(round(for_s)):
            self.now += 1
            word = then if then and second % 2 else said
            self.walk.hears(word, noise, at(self.now), sensed=sensed)
            self.walk.tick(at(self.now))

    def stands(self, spot: Spot) -> Refusal | None:
        return self.walk.step(WalkAsked(step=WalkStep.STAND, spot=spot), at(self.now))

    def is_seen(self, spot: Spot, said: Said, then: Said | None = None) -> Sight | None:
        """What a spot comes to where the radar answers so, from arriving on."""
        assert self.stands(spot) is None
        self.hears(said, ARRIVES_S + JUDGED_S + PATIENCE_S.get(spot, 0), then=then)
        return {one.spot: one.sight for one in self.walk.stands(at(self.now)).spots}.get(spot)

    @property
    def phase(self) -> Phase:
        return self.walk.stands(at(self.now)).phase


def test_every_spot_is_walked_and_the_walk_says_where_the_radar_is_blind() -> None:
    walker = Walker()
    for spot in Spot:
        assert walker.walk.walked is None
        walker.is_seen(spot, BREATHES if spot is Spot.BED else NOBODY)
    walked = walker.walk.walked
    assert walked is not None
    assert walked.sees_the_bed
    assert walked.blind == tuple(spot for spot in Spot if spot is not Spot.BED)
    assert (walked.radar, walked.version, walked.id) == (RADAR, "0.1.0", "walk-1")
    assert walker.phase is Phase.WALKED


@pytest.mark.hazard("H-31")
@pytest.mark.parametrize(
    ("said", "then", "sight"),
    [
        (BREATHES, None, Sight.BREATHING),
        (BREATHES, MOVING, Sight.BREATHING),
        (MOVING, None, Sight.PRESENCE),
        (WEAK, None, Sight.PRESENCE),
        (NotBreathing(since=at(0).at), None, Sight.PRESENCE),
        (NOBODY, None, Sight.NOTHING),
        (SETTLING, None, Sight.NOTHING),
        (SETTLING, NOBODY, Sight.NOTHING),
    ],
)
def test_a_spot_is_what_half_of_the_answers_say(
    said: Said, then: Said | None, sight: Sight
) -> None:
    assert Walker().is_seen(Spot.WINDOW, said, then) is sight


@pytest.mark.hazard("H-31")
def test_a_word_that_the_empty_room_had_too_is_no_sight_of_anybody() -> None:
    assert Walker(empty=WEAK).is_seen(Spot.DOOR, WEAK) is Sight.NOTHING
    assert Walker(empty=NOBODY).is_seen(Spot.DOOR, WEAK) is Sight.PRESENCE


@pytest.mark.hazard("H-31")
def test_what_a_module_still_says_of_the_spot_before_does_not_count() -> None:
    walker = Walker()
    walker.is_seen(Spot.BED, BREATHES)
    walker.stands(Spot.DOOR)
    walker.hears(BREATHES, ARRIVES_S - 1)
    walker.hears(NOBODY, JUDGED_S + 1)
    assert walker.walk.stands(at(walker.now)).spots[-1].sight is Sight.NOTHING


@pytest.mark.hazard("H-31")
@pytest.mark.parametrize("said", [BREATHES, MOVING, SETTLING, LOST])
def test_a_room_in_which_the_radar_answers_is_not_empty_and_no_spot_is_walked(said: Said) -> None:
    walker = Walker(empty=said)
    assert walker.phase is Phase.EMPTY
    assert walker.stands(Spot.BED) is Refusal.NO_WALK
    walker.hears(said, EMPTY_MOST_S)
    assert walker.phase is Phase.FAILED
    assert "empty room" in walker.walk.stands(at(walker.now)).words
    assert walker.stands(Spot.BED) is Refusal.NO_WALK


@pytest.mark.hazard("H-31")
def test_half_a_minute_of_quiet_is_counted_without_a_break() -> None:
    walker = Walker(empty=MOVING)
    walker.hears(NOBODY, QUIET_S - 2)
    walker.hears(MOVING, 1)
    walker.hears(NOBODY, QUIET_S - 2)
    assert walker.phase is Phase.EMPTY
    walker.hears(NOBODY, 3)
    assert walker.phase is Phase.BETWEEN


@pytest.mark.hazard("H-31")
def test_while_the_rooms_own_sensor_senses_somebody_it_is_not_empty() -> None:
    walker = Walker(empty=MOVING)
    walker.hears(NOBODY, EMPTY_MOST_S + 1, sensed=True)
    assert walker.phase is Phase.FAILED
    assert "presence sensor" in walker.walk.stands(at(walker.now)).words


def test_the_floor_is_the_middle_of_what_the_empty_room_trembled_by() -> None:
    walker = Walker(empty=MOVING)
    walker.hears(MOVING, 5, noise=90.0)
    for noise in (24.0, 25.0, 26.0):
        walker.hears(NOBODY, 11, noise=noise)
    for spot in Spot:
        walker.is_seen(spot, NOBODY)
    assert walker.walk.walked is not None
    assert walker.walk.walked.empty.noise == 25.0
    assert walker.walk.walked.empty.answered == (Doubt.NOBODY_THERE,)


def test_a_radar_that_fell_silent_at_a_spot_leaves_it_unwalked() -> None:
    walker = Walker()
    assert walker.is_seen(Spot.BED, LOST) is None
    assert "did not answer" in walker.walk.stands(at(walker.now)).words


def test_a_spot_can_be_walked_again_and_the_walk_is_unfinished_until_it_is() -> None:
    walker = Walker()
    for spot in Spot:
        walker.is_seen(spot, NOBODY)
    assert walker.walk.walked is not None
    walker.stands(Spot.BED)
    assert walker.walk.walked is None
    walker.hears(BREATHES, ARRIVES_S + JUDGED_S)
    assert walker.walk.walked is not None
    assert walker.walk.walked.at(Spot.BED) is Sight.BREATHING


def test_a_room_may_lack_a_window_or_an_ensuite_and_nothing_else() -> None:
    walker = Walker()
    lacks: Callable[[Spot], Refusal | None] = lambda spot: walker.walk.step(  # noqa: E731
        WalkAsked(step=WalkStep.LACKS, spot=spot), at(walker.now)
    )
    assert lacks(Spot.ENSUITE) is None
    assert lacks(Spot.BED) is Refusal.OUT_OF_BOUNDS
    for spot in Spot:
        if spot is not Spot.ENSUITE:
            walker.is_seen(spot, BREATHES)
    assert walker.walk.walked is not None
    assert walker.walk.walked.at(Spot.ENSUITE) is Sight.NO_SUCH_SPOT
    assert walker.walk.walked.blind == ()


def test_a_walk_that_nobody_goes_on_with_is_over() -> None:
    walker = Walker()
    walker.hears(NOBODY, IDLE_MOST_S + 1)
    assert walker.phase is Phase.FAILED


def test_one_that_is_walked_waits_half_a_day_for_whoever_may_sign_it() -> None:
    walker = Walker()
    for spot in Spot:
        walker.is_seen(spot, NOBODY)
    walker.walk.tick(at(walker.now + SIGNED_WITHIN_S))
    assert walker.walk.walked is not None
    walker.walk.tick(at(walker.now + SIGNED_WITHIN_S + 1))
    assert walker.walk.walked is None


def test_whoever_lies_on_the_bed_is_waited_for_until_breathing_is_seen() -> None:
    walker = Walker()
    walker.stands(Spot.BED)
    walker.hears(SETTLING, ARRIVES_S + JUDGED_S)
    assert walker.phase is Phase.AT_SPOT
    assert walker.walk.stands(at(walker.now)).sees is None
    walker.hears(BREATHES, JUDGED_S / 2)
    assert walker.walk.stands(at(walker.now)).spots[-1].sight is Sight.BREATHING
    walker.stands(Spot.DOOR)
    walker.hears(SETTLING, ARRIVES_S + JUDGED_S)
    assert walker.phase is Phase.BETWEEN


def test_it_says_what_is_seen_now_and_for_how_long_to_keep_still() -> None:
    walker = Walker()
    walker.stands(Spot.WINDOW)
    left = []
    for _ in range(10):
        walker.hears(MOVING, 1)
        stands = walker.walk.stands(at(walker.now))
        assert (stands.spot, stands.sees) == (Spot.WINDOW, Sight.PRESENCE)
        left.append(stands.left_s)
    assert all(later < earlier for earlier, later in pairwise(left))


def test_a_simulated_walk_says_that_the_bed_alone_is_in_the_cone() -> None:
    walked = simulated("w", RADAR, "0.1.0", at(5), rates=True)
    assert walked.sees_the_bed
    assert len(walked.blind) == len(Spot) - 1
    assert not simulated("w", RADAR, "0.1.0", at(5), rates=False).sees_the_bed
