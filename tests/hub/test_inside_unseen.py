"""Inside, and nobody sees them: an alarm that claims no more than that, and lets nobody rest."""

from dataclasses import replace

import pytest

from hub.acts import Authorise
from hub.alarms.ladder import ladder_of
from hub.rooms import snapshot
from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.sight import UNSURE_MOST
from hub.rooms.sight_facts import InSight, OutOfSight
from hub.rules.limits import Limits
from hub.rules.unseen import Spot, blind
from hub.site import Site
from hub.walk_acts import EndCommissioning
from tests.hub.deeds import does_at_door, leaves, opens, out_to
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, RP, WALKED, World
from ward.commissioning import Sight, SpotSeen
from ward.commissioning import Spot as WalkSpot
from ward.conditions import INSIDE_UNSEEN, Kind, Priority
from ward.deeds import Outing
from ward.envelope import Standing
from ward.happenings import (
    BadgeShown,
    DoorMoved,
    Happening,
    Place,
    PresenceMoved,
)
from ward.observations import Evidence
from ward.units import seconds
from ward.vitals import Doubt, NotBreathing

pytestmark = pytest.mark.hazard("H-32")
UNSEEN, NO_BREATH, SILENT = INSIDE_UNSEEN.name, "no breathing seen", "node silent"


def shut_in(*, authorised: bool = True, site: Site | None = None) -> World:
    """Confined for an hour's plan, the door shut and locked, in bed."""
    ward = World(site=site)
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, JT, 240)
    if authorised:
        ward.authorises(ASH_4)
        ward.breathes(ASH_4, 14.0)
    return ward


def goes_to_the_ensuite(ward: World, *, age_s: float = 0) -> None:
    ward.happens(ASH_4, PresenceMoved(place=Place.ENSUITE, is_there=True), age_s=age_s)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False), age_s=age_s)


def comes_back(ward: World) -> None:
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.happens(ASH_4, PresenceMoved(place=Place.ENSUITE, is_there=False))


def says(ward: World, word: float | Doubt | NotBreathing, for_s: int) -> None:
    """The radar's word, once a second."""
    for _ in range(for_s):
        ward.wait(1)
        ward.breathes(ASH_4, word)


# ---- when it begins ----------------------------------------------------------------------------


@pytest.mark.parametrize("doubt", [Doubt.NOBODY_THERE, Doubt.TOO_FAR])
def test_on_the_floor_by_the_far_wall_it_is_known_after_three_minutes(doubt: Doubt) -> None:
    ward = shut_in()
    says(ward, doubt, 179)
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, doubt, 1)
    assert UNSEEN in ward.alarms(ASH_4)
    assert NO_BREATH not in ward.alarms(ASH_4)
    assert (
        "Inside but cannot be seen, for 3 min: in the room, and not where the radar sees"
        in ward.words(ASH_4)
    )
    assert (INSIDE_UNSEEN.kind, INSIDE_UNSEEN.priority) == (Kind.PERSON, Priority.MEDIUM)
    assert UNSEEN not in ward.alarms(ASH_1)


def test_a_module_that_is_unsure_for_a_while_after_they_left_buys_them_no_time() -> None:
    ward = shut_in()
    says(ward, Doubt.WEAK_SIGNAL, 40)
    says(ward, Doubt.NOBODY_THERE, 139)
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, Doubt.NOBODY_THERE, 1)
    assert UNSEEN in ward.alarms(ASH_4)


def test_what_is_written_is_when_they_were_last_seen_or_as_long_ago_as_that_can_be() -> None:
    ward = shut_in()
    says(ward, 14.0, 30)
    seen_at = ward.now
    says(ward, Doubt.WEAK_SIGNAL, 30)
    says(ward, Doubt.NOBODY_THERE, 1)
    (out,) = [fact for fact in ward.facts if isinstance(fact, OutOfSight)]
    assert out.since == seen_at
    again = shut_in()
    says(again, 14.0, 30)
    again.restart_hub()
    again.wait(5)
    again.breathes(ASH_4, Doubt.NOBODY_THERE)
    (out,) = [fact for fact in again.facts if isinstance(fact, OutOfSight)]
    assert out.since == again.now - UNSURE_MOST


def test_a_signal_that_was_weak_all_night_makes_one_doubt_no_alarm() -> None:
    ward = shut_in()
    says(ward, Doubt.WEAK_SIGNAL, 600)
    says(ward, Doubt.NOBODY_THERE, 60)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_long_in_the_ensuite_is_unseen_whether_or_not_a_radar_may_look() -> None:
    for authorised in (True, False):
        ward = shut_in(authorised=authorised)
        goes_to_the_ensuite(ward)
        ward.wait(179)
        assert UNSEEN not in ward.alarms(ASH_4)
        ward.wait(1)
        assert UNSEEN in ward.alarms(ASH_4)
        assert "in the ensuite" in ward.words(ASH_4)


@pytest.mark.hazard("H-06")
def test_whoever_is_out_is_not_inside_however_short_a_site_makes_the_limit() -> None:
    """For a minute nobody knows by the sensors alone that they are gone; by the door one does."""
    limits = Limits(unseen_s=30)
    ward = shut_in(authorised=False, site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=limits))
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    ward.wait(50)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_the_ensuite_has_a_limit_of_its_own() -> None:
    limits = Limits(unseen_ensuite_s=600)
    ward = shut_in(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=limits))
    goes_to_the_ensuite(ward)
    ward.wait(599)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.wait(1)
    assert UNSEEN in ward.alarms(ASH_4)


def test_where_no_sensor_says_anything_the_lock_says_that_somebody_is_inside() -> None:
    ward = shut_in(authorised=False)
    ward.health(ASH_4, standing=Standing(door_open=False, locked=True, at_door=False))
    ward.wait(180)
    assert UNSEEN in ward.alarms(ASH_4)
    assert "no sensor says where they are" in ward.words(ASH_4)


def test_a_lock_speaks_for_whoever_no_sensor_ever_sensed_and_a_room_unlocked_for_nobody() -> None:
    for locked in (True, False):
        ward = World()
        ward.begins(ASH_4, JT, 240)
        ward.health(ASH_4, standing=Standing(door_open=False, locked=locked, at_door=False))
        ward.wait(180)
        assert (UNSEEN in ward.alarms(ASH_4)) == locked


def test_whom_a_sensor_lost_long_after_the_door_was_locked_is_still_inside() -> None:
    ward = shut_in(authorised=False)
    ward.wait(120)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.wait(180)
    assert UNSEEN in ward.alarms(ASH_4)


# ---- when it does not --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [14.0, Doubt.MOVING, Doubt.MORE_THAN_ONE, Doubt.WEAK_SIGNAL, Doubt.SETTLING, Doubt.SENSOR_LOST],
    ids=str,
)
def test_in_bed_and_restless_or_badly_heard_is_not_unseen(word: float | Doubt) -> None:
    ward = shut_in()
    says(ward, word, 900)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_whose_chest_stopped_is_seen_and_that_is_another_alarm() -> None:
    ward = shut_in()
    stopped = ward.now
    for _ in range(300):
        ward.wait(1)
        ward.breathes(ASH_4, NotBreathing(since=stopped))
    assert NO_BREATH in ward.alarms(ASH_4)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_without_an_authorisation_nobody_is_missed_where_the_room_senses_them() -> None:
    ward = shut_in(authorised=False)
    ward.wait(1800)
    assert ward.alarms(ASH_4) == []


def test_where_the_radar_may_look_no_longer_the_rooms_own_sensor_tells() -> None:
    ward = shut_in()
    says(ward, Doubt.TOO_FAR, 100)
    ward.does(Authorise(ASH_4, "K.O.", "no longer", None))
    ward.wait(600)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_whoever_went_out_through_the_door_is_not_unseen() -> None:
    ward = shut_in()
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    says(ward, Doubt.NOBODY_THERE, 300)
    ward.happens(ASH_4, DoorMoved(is_open=False))  # and somebody shuts it after them
    says(ward, Doubt.NOBODY_THERE, 600)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_while_the_door_is_open_somebody_sees_them_and_the_time_counts_from_when_it_shut() -> None:
    ward = shut_in()
    says(ward, Doubt.TOO_FAR, 100)
    ward.happens(ASH_4, DoorMoved(is_open=True))
    says(ward, Doubt.MORE_THAN_ONE, 5)
    says(ward, Doubt.TOO_FAR, 300)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.happens(ASH_4, DoorMoved(is_open=False))
    says(ward, Doubt.TOO_FAR, 179)
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, Doubt.TOO_FAR, 1)
    assert UNSEEN in ward.alarms(ASH_4)


def test_without_an_episode_it_is_confinement_and_not_this() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    goes_to_the_ensuite(ward)
    ward.wait(400)
    assert ward.alarms(ASH_4) == ["confined without an episode"]


def test_who_walks_in_and_out_of_the_cone_is_seen_and_fills_no_journal() -> None:
    ward = shut_in()
    for _ in range(60):
        says(ward, Doubt.NOBODY_THERE, 18)
        says(ward, Doubt.MOVING, 2)
    assert UNSEEN not in ward.alarms(ASH_4)
    words = [fact for fact in ward.facts if isinstance(fact, InSight | OutOfSight)]
    assert len(words) <= 2


# ---- how it ends -------------------------------------------------------------------------------


def unseen() -> World:
    ward = shut_in()
    goes_to_the_ensuite(ward)
    ward.wait(181)
    assert UNSEEN in ward.alarms(ASH_4)
    return ward


def test_who_comes_back_is_seen_and_the_alarm_shows_on_until_somebody_looked() -> None:
    ward = unseen()
    comes_back(ward)
    ward.breathes(ASH_4, 14.0)
    ward.wait(5)
    assert UNSEEN in ward.alarms(ASH_4)
    assert UNSEEN not in ward.lasting(ASH_4)
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.visit(ASH_4, evidence=Evidence(badge=MT.badge, by=MT.ref, stayed_s=3, form_here=True))
    ward.wait(60)
    assert UNSEEN in ward.alarms(ASH_4)
    ward.visit(ASH_4)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_a_full_look_ends_it_and_three_minutes_later_it_begins_anew() -> None:
    ward = unseen()
    ward.visit(ASH_4)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.wait(179)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.wait(1)
    assert UNSEEN in ward.alarms(ASH_4)


def test_no_press_no_plan_and_no_withdrawal_ends_it() -> None:
    ward = unseen()
    ward.cctv(ASH_4)
    ward.types_at_station(ASH_4)
    ward.ends(ASH_4)
    ward.wait(60)
    assert UNSEEN in ward.alarms(ASH_4)


def test_it_climbs_by_itself_to_its_last_rung() -> None:
    ward = unseen()
    ward.wait(900)
    (alarm,) = [one for one in ward.state(ASH_4).alarms if one.condition == UNSEEN]
    assert alarm.step == len(ladder_of(INSIDE_UNSEEN)) - 1


# ---- clocks, silence and restarts --------------------------------------------------------------


def test_a_restart_of_the_hub_keeps_the_clock_in_the_ensuite() -> None:
    ward = shut_in()
    goes_to_the_ensuite(ward)
    ward.wait(100)
    ward.restart_hub()
    ward.wait(79)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.wait(1)
    assert UNSEEN in ward.alarms(ASH_4)


def test_what_grew_late_while_no_hub_ran_is_an_alarm_as_soon_as_the_room_is_heard() -> None:
    ward = shut_in(authorised=False)
    goes_to_the_ensuite(ward)
    ward.wait(100)
    ward.now += seconds(302)  # no hub runs
    ward.restart_hub()
    ward.wait(1)
    assert UNSEEN not in ward.alarms(ASH_4)  # nothing is heard yet
    ward.health(ASH_4)
    ward.wait(1)
    assert UNSEEN in ward.alarms(ASH_4)


def test_a_restart_of_the_hub_keeps_the_clock_out_of_the_cone() -> None:
    ward = shut_in()
    says(ward, Doubt.TOO_FAR, 100)
    ward.restart_hub()
    says(ward, Doubt.TOO_FAR, 80)
    assert UNSEEN in ward.alarms(ASH_4)


def test_a_restart_makes_no_alarm_of_a_sleeper_whom_only_the_radar_senses() -> None:
    ward = shut_in()
    ward.wait(120)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    says(ward, 14.0, 600)
    ward.restart_hub()
    ward.health(ASH_4)
    ward.wait(10)  # nothing of the radar yet
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, 14.0, 600)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_a_restart_forgets_neither_the_alarm_nor_that_it_is_to_be_looked_at() -> None:
    ward = unseen()
    ward.restart_hub()
    ward.wait(3)
    assert UNSEEN in ward.lasting(ASH_4)
    comes_back(ward)
    ward.restart_hub()
    ward.wait(3)
    assert UNSEEN in ward.alarms(ASH_4)
    dumped = snapshot.dump(ward.state(ASH_4))
    loaded = snapshot.load(dumped, since=ward.now)
    assert (loaded.sight, loaded.standing) == (ward.state(ASH_4).sight, ward.state(ASH_4).standing)


def test_while_nothing_is_heard_silence_is_the_alarm_and_its_time_counts_once_it_is_over() -> None:
    ward = shut_in()
    goes_to_the_ensuite(ward)
    ward.wait(60)
    ward.alive.discard(ASH_4)
    ward.wait(300)
    assert SILENT in ward.alarms(ASH_4)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.alive.add(ASH_4)
    ward.wait(6)
    assert UNSEEN in ward.alarms(ASH_4)


def test_silence_ends_nothing() -> None:
    ward = unseen()
    ward.alive.discard(ASH_4)
    ward.wait(300)
    assert UNSEEN in ward.lasting(ASH_4)
    assert "Nothing heard from this room" in ward.words(ASH_4)


def test_what_is_told_of_the_past_begins_nothing_if_its_end_is_told_too() -> None:
    ward = shut_in()
    ward.wait(1200)
    goes_to_the_ensuite(ward, age_s=900)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True), age_s=840)
    ward.wait(30)
    assert UNSEEN not in ward.alarms(ASH_4)
    assert not [fact for fact in ward.facts if fact.fact == "passed"]  # a minute was no harm


@pytest.mark.parametrize(
    "belated",
    [
        PresenceMoved(place=Place.ROOM, is_there=False),
        PresenceMoved(place=Place.ENSUITE, is_there=True),
        DoorMoved(is_open=False),
    ],
    ids=str,
)
def test_each_word_of_the_past_that_might_begin_it_waits_for_the_rest(belated: Happening) -> None:
    ward = shut_in(authorised=False)
    ward.wait(1200)
    if belated.what != "presence" or belated.place is not Place.ROOM:
        ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    if belated.what == "door":
        ward.happens(ASH_4, DoorMoved(is_open=True))
        ward.happens(ASH_4, PresenceMoved(place=Place.ENSUITE, is_there=True))
        ward.wait(300)
    ward.happens(ASH_4, belated, age_s=290)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True), age_s=280)
    ward.wait(30)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_who_was_in_the_ensuite_before_they_went_out_is_a_story_told_to_its_end() -> None:
    ward = World()
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.begins(ASH_4, JT, 240)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.wait(400)  # by all that is known they went out through a door that nobody locked
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.happens(ASH_4, PresenceMoved(place=Place.ENSUITE, is_there=True), age_s=390)
    assert UNSEEN not in ward.alarms(ASH_4)
    ward.happens(ASH_4, PresenceMoved(place=Place.ENSUITE, is_there=False), age_s=380)
    ward.wait(30)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_a_clock_that_is_set_back_makes_nobody_wait_longer() -> None:
    ward = shut_in()
    goes_to_the_ensuite(ward)
    ward.wait(120)
    ward.now -= seconds(1800)
    ward.wait(2)
    assert UNSEEN in ward.alarms(ASH_4)
    assert "for how long is not known" in ward.words(ASH_4)


def test_blindness_is_of_a_place_and_of_nobody_who_is_out() -> None:
    ward = unseen()
    state = ward.state(ASH_4)
    found = blind(state, ward.now)
    assert found is not None
    assert found.spot is Spot.ENSUITE
    assert blind(replace(state, episode=None), ward.now) is None
    assert [fact.fact for fact in ward.facts if isinstance(fact, EpisodeBegan)]


# ---- by the walk that was signed for -----------------------------------------------------------


def walked(*blind_spots: WalkSpot, site: Site | None = None) -> World:
    """Shut in, in a room of which it was walked where its radar does not see."""
    spots = tuple(
        SpotSeen(spot=spot, sight=Sight.NOTHING if spot in blind_spots else Sight.PRESENCE)
        for spot in WalkSpot
    )
    ward = World(site=site)
    ward.commissions(ASH_4, WALKED.model_copy(update={"spots": spots}))
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, JT, 240)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    return ward


def test_who_is_in_a_declared_blind_spot_is_looked_for_by_its_own_limit_and_where_it_is() -> None:
    limits = Limits(unseen_s=900, unseen_blind_spot_s=100)
    site = Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=limits)
    ward = walked(WalkSpot.FAR_LEFT, WalkSpot.DOOR, WalkSpot.ENSUITE, site=site)
    says(ward, Doubt.NOBODY_THERE, 99)
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, Doubt.NOBODY_THERE, 2)
    assert UNSEEN in ward.alarms(ASH_4)
    assert "found not to see (far left corner, door)" in ward.words(ASH_4)


def test_who_is_nowhere_though_the_radar_was_found_to_see_everywhere_is_looked_for_sooner() -> None:
    ward = walked(WalkSpot.ENSUITE)
    says(ward, Doubt.NOBODY_THERE, 59)
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, Doubt.NOBODY_THERE, 2)
    assert UNSEEN in ward.alarms(ASH_4)
    assert "it sees nobody" in ward.words(ASH_4)


def test_a_walk_that_is_taken_back_declares_nothing_any_more() -> None:
    ward = walked(WalkSpot.ENSUITE)
    ward.does(EndCommissioning(ASH_4, "K.O.", "the bed was moved"))
    says(ward, Doubt.NOBODY_THERE, 179)
    assert UNSEEN not in ward.alarms(ASH_4)
    says(ward, Doubt.NOBODY_THERE, 2)
    assert UNSEEN in ward.alarms(ASH_4)


def test_the_walk_of_a_room_declares_nothing_next_door() -> None:
    ward = walked(WalkSpot.ENSUITE)
    ward.locked_in(ASH_1)
    ward.begins(ASH_1, RP, 240)
    ward.authorises(ASH_1)
    ward.breathes(ASH_1, 14.0)
    for _ in range(120):
        ward.wait(1)
        ward.breathes(ASH_1, Doubt.NOBODY_THERE)
        ward.breathes(ASH_4, 14.0)
    assert UNSEEN not in ward.alarms(ASH_1)
    assert UNSEEN not in ward.alarms(ASH_4)


def test_whoever_keeps_company_outside_does_not_see_round_the_corner() -> None:
    """Somebody at the door is not somebody who sees: only what they record, or an open door, is."""
    ward = walked(WalkSpot.FAR_LEFT)
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    says(ward, Doubt.NOBODY_THERE, 182)
    assert UNSEEN in ward.alarms(ASH_4)
