"""A room is walked, signed for, and shows numbers: the whole of it on virtual time."""

import pytest

from firmware_sim.body import Place as At
from hub.panel.body import Sight as Shown
from hub.panel.body import body
from hub.panel.local import Local
from hub.walk_acts import AskWalk, SignWalk
from tests.hub.world import ASH_4
from tests.nights.ward import Ward
from ward.commissioning import Phase, Sight, Spot, WalkAsked, Walking, WalkStep
from ward.conditions import NO_BREATHING_SEEN

PLACES = {Spot.BED: At.BED, Spot.ENSUITE: At.ENSUITE}


class Walk:
    """K.O. walks Ash 4, where nobody lives yet; their own chest is what the radar sees."""

    def __init__(self) -> None:
        self.ward = Ward(ASH_4)
        self.room = self.ward.rooms[ASH_4]
        self.room.walks_to(At.AWAY)
        self.ward.wait(5)

    def steps(self, step: WalkStep, spot: Spot | None = None) -> tuple[str, ...]:
        return self.ward.does(AskWalk(ASH_4, WalkAsked(step=step, spot=spot), "K.O."))

    @property
    def stands(self) -> Walking | None:
        health = self.ward.state(ASH_4).health
        return health.walk if health else None

    def walks(self) -> None:
        """From the empty room to the last spot."""
        self.steps(WalkStep.BEGIN)
        self.ward.wait(120)
        for spot in Spot:
            self.room.walks_to(PLACES.get(spot, At.FLOOR))
            self.steps(WalkStep.STAND, spot)
            self.ward.wait(62)

    def comes_to_show(self, what: Shown, *, within_s: int) -> bool:
        """Whoever lies there may turn over meanwhile, and the radar settles again."""
        for _ in range(within_s // 10):
            self.ward.wait(10)
            if self.shown() is what:
                return True
        return False

    def shown(self) -> Shown:
        return body(self.ward.state(ASH_4), Local(self.ward.now)).sight


@pytest.mark.hazard("H-31")
def test_a_room_is_walked_and_signed_for_and_only_then_are_numbers_shown() -> None:
    walk = Walk()
    walk.walks()
    assert walk.stands is not None
    assert walk.stands.walked is not None, walk.stands.words
    walked = walk.stands.walked
    assert walked.at(Spot.BED) is Sight.BREATHING
    assert set(walked.blind) == set(Spot) - {Spot.BED}
    walk.room.walks_to(At.BED)
    walk.ward.begins(ASH_4)
    walk.ward.authorises(ASH_4)
    walk.ward.wait(90)
    assert walk.shown() is Shown.NOT_COMMISSIONED
    # A walk that is not signed when somebody is confined is lost: it is walked again.
    assert walk.stands is None
    assert walk.ward.does(SignWalk(ASH_4, walked.id, "K.O."))


@pytest.mark.hazard("H-31")
def test_once_signed_it_holds_through_power_cuts_and_a_restart_of_the_hub() -> None:
    walk = Walk()
    walk.walks()
    assert walk.stands is not None
    assert walk.ward.does(SignWalk(ASH_4, walk.stands.id, "K.O.")) == ()
    walk.ward.wait(6)
    assert walk.stands is None
    walk.room.walks_to(At.BED)
    walk.ward.begins(ASH_4)
    walk.ward.authorises(ASH_4)
    walk.ward.wait(90)
    assert walk.shown() is Shown.RATE
    walk.ward.cut_power(ASH_4)
    walk.ward.kill_hub()
    walk.ward.start_hub()
    walk.ward.restore_power(ASH_4)
    assert walk.comes_to_show(Shown.RATE, within_s=120)


@pytest.mark.hazard("H-12")
@pytest.mark.hazard("H-31")
def test_breathing_that_stops_where_nobody_walked_is_an_alarm_all_the_same() -> None:
    ward = Ward(ASH_4)
    ward.begins(ASH_4, every_min=60)
    ward.authorises(ASH_4)
    ward.wait(90)
    assert body(ward.state(ASH_4), Local(ward.now)).sight is Shown.NOT_COMMISSIONED
    ward.rooms[ASH_4].breathes(0)
    ward.wait(45)
    assert NO_BREATHING_SEEN.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-31")
def test_a_simulated_radar_is_taken_for_walked_when_asked_and_a_walk_needs_an_empty_room() -> None:
    walk = Walk()
    walk.room.walks_to(At.BED)
    walk.ward.wait(5)
    walk.steps(WalkStep.BEGIN)
    walk.ward.wait(200)
    assert walk.stands is not None
    assert walk.stands.phase is Phase.FAILED
    walk.steps(WalkStep.SIMULATE)
    walk.ward.wait(2)
    assert walk.stands is not None
    assert walk.ward.does(SignWalk(ASH_4, walk.stands.id, "K.O.")) == ()
    given = walk.ward.state(ASH_4).commissioning
    assert given is not None
    assert given.walked.radar.is_simulated
