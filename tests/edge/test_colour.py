"""Colour is mixed of two channels: as asked, warm by night, and no channel ever jumps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.colour import BY_DAY_K, COLD_K, WARM_K, Colour, Whites, cold_share, kelvin_of
from edge.act.controls import Controls
from edge.act.fade import PACE_PER_S, Fade
from edge.events import AskedAtDoor, Positions
from edge.room_events import LampsStand, WhitesNamed
from tests.edge.night import ASH_4, BOOT, FITTED, at
from tests.edge.test_schedule import by_hours
from ward.orders import FullLightAsked, Lamp, LightAsked, LuxAsked
from ward.profile import Profile

pytestmark = pytest.mark.hazard("H-53")
COLOURED = FITTED | {"main_colour"}


def test_a_colour_is_a_share_of_each_channel_by_mired() -> None:
    assert (cold_share(WARM_K), cold_share(COLD_K)) == (0, 1)
    assert cold_share(4000) == pytest.approx(0.556, abs=0.001)
    assert (cold_share(1800), cold_share(6500)) == (0, 1), "the nearer end"
    for kelvin in range(WARM_K, COLD_K, 100):
        assert kelvin_of(cold_share(kelvin)) == pytest.approx(kelvin, abs=6)


@given(
    st.lists(
        st.tuples(st.floats(0, 3), st.none() | st.integers(1800, 6500), st.floats(0, 1)),
        max_size=60,
    ),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_no_channel_is_quicker_than_a_light_may_be_and_both_make_the_brightness(
    asked: list[tuple[float, int | None, float]], found: tuple[float, float]
) -> None:
    colour, fade, up_s = Colour(0.0), Fade(0.0), 0.0
    level = min(1.0, sum(found))
    fade.found(level)
    colour.found(*found)
    before = colour.follow(None, level, 0.0)
    for passed_s, kelvin, goal in asked:
        up_s += passed_s
        level = fade.towards(goal, up_s)
        now = colour.follow(kelvin, level, up_s)
        most = PACE_PER_S * min(passed_s, 0.5) + 0.0041  # in the dark the colour is free
        assert abs(now.cold - before.cold) <= most
        assert abs(now.warm - before.warm) <= most
        assert now.cold + now.warm == pytest.approx(level)
        before = now


# ---- in the node ---------------------------------------------------------------------------------


class Lit:
    """A room's controls at two in the morning, or so many hours later."""

    def __init__(self, fitted: frozenset[str] = COLOURED, suits: Profile | None = None) -> None:
        self.room = Controls(ASH_4, BOOT, fitted, 0.0)
        self.room.suit(suits or by_hours())
        self.up_s = 0.0
        self.stood: list[Positions] = []

    def until(self, up_s: float) -> Positions:
        while self.up_s < up_s:
            self.up_s += 0.25
            self.stood.append(self.room.positions({}, at(self.up_s), indicator=False, trusted=True))
        return self.stood[-1]


def mixed(stands: Positions) -> int:
    assert stands.warm is not None
    return kelvin_of(stands.main_light / (stands.main_light + stands.warm))


def test_at_night_it_is_warm_and_what_was_asked_with_the_light_is_as_asked() -> None:
    lit = Lit()
    lit.room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=5)), at(0))
    assert mixed(lit.until(60)) == WARM_K
    lit.room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=5, kelvin=3400)), at(60))
    assert mixed(lit.until(180)) == pytest.approx(3400, abs=20)
    assert lit.room.in_force.main_kelvin == pytest.approx(3400, abs=20)


def test_another_fitting_has_its_own_two_whites() -> None:
    lit = Lit()
    lit.room.feed(WhitesNamed(warm_k=3000, cold_k=5000), at(0))
    lit.room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=5, kelvin=4000)), at(0))
    stands = lit.until(120)
    assert stands.warm is not None
    cold = stands.main_light / (stands.main_light + stands.warm)
    assert kelvin_of(cold, Whites(3000, 5000)) == pytest.approx(4000, abs=20)
    assert lit.room.in_force.main_kelvin == pytest.approx(4000, abs=20)
    assert (cold_share(2700, Whites(3000, 5000)), cold_share(6500, Whites(3000, 5000))) == (0, 1)


def test_by_day_it_is_as_the_profile_has_it_or_as_is_usual() -> None:
    usual = Lit()
    usual.up_s = 6 * 3600.0
    assert mixed(usual.until(6 * 3600.0 + 90)) == pytest.approx(BY_DAY_K, abs=20)
    hours = tuple(h.model_copy(update={"kelvin": 3000}) for h in by_hours().hours)
    theirs = Lit(suits=by_hours().model_copy(update={"hours": hours}))
    theirs.up_s = 6 * 3600.0
    assert mixed(theirs.until(6 * 3600.0 + 90)) == pytest.approx(3000, abs=20)


def test_full_light_waits_for_no_colour_and_a_change_of_colour_dims_nothing() -> None:
    lit = Lit()
    lit.room.feed(AskedAtDoor(FullLightAsked()), at(0))
    stands = lit.until(11)
    assert stands.main_light + (stands.warm or 0) == 1
    sums = [p.main_light + (p.warm or 0.0) for p in lit.stood]
    assert all(b >= a - 1e-9 for a, b in pairwise(sums))


def test_after_a_restart_both_channels_go_on_from_where_they_stand() -> None:
    lit = Lit()
    lit.room.feed(LampsStand(main=0.3, night=0.0, warm=0.1), at(0))
    lit.room.feed(AskedAtDoor(LightAsked(lamp=Lamp.MAIN, level=0.01)), at(0))
    first = lit.until(0.25)
    assert first.warm == pytest.approx(0.1, abs=0.03)
    assert first.main_light == pytest.approx(0.3, abs=0.03)


def test_a_fitting_of_one_colour_has_one_channel_and_nobody_is_told_of_another() -> None:
    lit = Lit(FITTED)
    lit.room.feed(LampsStand(main=0.3, night=0.0, warm=0.5), at(0))
    lit.room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=4, kelvin=3400)), at(0))
    stands = lit.until(0.25)
    assert stands.warm is None
    assert stands.main_light == pytest.approx(0.3, abs=0.03)
    assert lit.room.in_force.leading[0].asked == "main light 4 lux"
    assert lit.room.in_force.main_kelvin is None
