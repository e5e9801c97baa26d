"""Whose word leads in a room, as the table says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward.orders import (
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.precedence import ROWS, TABLE, Claims, leads, rank_of
from ward.purpose import Purpose
from ward.rank import Rank, Thing

DIM, BRIGHT = LuxAsked(lamp=Lamp.MAIN, lux=20), LuxAsked(lamp=Lamp.MAIN, lux=200)
FULL, WATCH, BACK = FullLightAsked(), WatchLightAsked(), BackAsked()
PERSON, CARE = Purpose.PERSON, Purpose.CARE


def led(claims: Claims, up_s: float, thing: Thing = Thing.MAIN) -> Asked | None:
    claim = claims.leading(thing, up_s)
    return claim.asked if claim else None


def test_every_rank_has_one_line_in_the_table() -> None:
    assert [row.rank for row in TABLE] == list(Rank)


def test_where_nobody_asked_the_profile_leads() -> None:
    assert led(Claims(), 0) is None


def test_what_staff_ask_for_care_leads_for_half_an_hour_and_then_the_persons_choice() -> None:
    claims = Claims()
    claims.make(DIM, PERSON, "J.T.", 0)
    claims.make(BRIGHT, CARE, "K.O.", 100)
    assert led(claims, 1899) == BRIGHT
    assert led(claims, 1900) == DIM, "30 min after it was asked"
    assert led(claims, 10**7) == DIM, "and that holds until they choose again"


@pytest.mark.hazard("H-57")
def test_what_has_to_wait_lasts_its_half_hour_from_when_it_begins() -> None:
    claims = Claims()
    claims.make(BRIGHT, CARE, "K.O.", 0)
    claims.make(TemperatureAsked(celsius=23), CARE, "K.O.", 0)
    for up_s in range(0, 1801, 60):
        claims.waits(Thing.MAIN, Rank.OVERRIDE, up_s)
    assert led(claims, 3599) == BRIGHT
    assert led(claims, 3599, Thing.WARMTH) is None, "that did not wait"
    assert led(claims, 3600) is None
    claims.make(DIM, PERSON, "K.O.", 4000)
    claims.waits(Thing.MAIN, Rank.OWN, 4001)
    claims.waits(Thing.NIGHT, Rank.OVERRIDE, 4001)
    assert led(claims, 10**7) == DIM


@pytest.mark.hazard("H-46")
def test_what_the_person_chooses_ends_an_override_at_once() -> None:
    claims = Claims()
    claims.make(BRIGHT, CARE, "K.O.", 0)
    claims.make(DIM, PERSON, "K.O.", 60)
    assert led(claims, 61) == DIM
    claims.make(BRIGHT, PERSON, "K.O.", 70)
    assert led(claims, 71) == BRIGHT, "their last choice, not their first"


def test_full_light_goes_before_all_and_ends_by_a_press_or_after_an_hour() -> None:
    claims = Claims()
    for asked in (DIM, FULL, WATCH):
        claims.make(asked, CARE, "K.O.", 0)
    claims.make(DIM, PERSON, "K.O.", 1)
    assert led(claims, 3599) == FULL
    assert led(claims, 3600) == DIM
    claims.make(FULL, CARE, "K.O.", 4000)
    claims.make(BACK, CARE, "K.O.", 4010)
    assert led(claims, 4011) == DIM


def test_watch_light_returns_by_itself() -> None:
    claims = Claims()
    claims.make(WatchLightAsked(for_s=120), CARE, "K.O.", 0)
    assert led(claims, 119) == WatchLightAsked(for_s=120)
    assert led(claims, 120) is None


def test_back_leaves_what_the_person_chose_unless_they_say_so() -> None:
    claims = Claims()
    claims.make(DIM, PERSON, "K.O.", 0)
    claims.make(TemperatureAsked(celsius=23), CARE, "K.O.", 0)
    claims.make(BACK, CARE, "K.O.", 1)
    assert (led(claims, 2), led(claims, 2, Thing.WARMTH)) == (DIM, None)
    claims.make(BACK, PERSON, "K.O.", 3)
    assert led(claims, 4) is None


@pytest.mark.hazard("H-57")
def test_back_of_one_thing_leaves_what_was_asked_of_the_others() -> None:
    claims = Claims()
    for asked in (FULL, NIGHT_FULL, TemperatureAsked(celsius=23)):
        claims.make(asked, CARE, "K.O.", 0)
    claims.make(TemperatureAsked(celsius=19), PERSON, "K.O.", 1)
    claims.make(TemperatureAsked(celsius=23), CARE, "K.O.", 2)
    claims.make(BackAsked(thing=Thing.WARMTH), CARE, "K.O.", 3)
    assert (led(claims, 4), led(claims, 4, Thing.NIGHT)) == (FULL, NIGHT_FULL)
    assert led(claims, 4, Thing.WARMTH) == TemperatureAsked(celsius=19)
    claims.make(BackAsked(thing=Thing.WARMTH), PERSON, "K.O.", 5)
    assert (led(claims, 6), led(claims, 6, Thing.WARMTH)) == (FULL, None)


def test_a_restart_keeps_what_the_person_chose_and_nothing_else() -> None:
    claims = Claims()
    claims.make(DIM, PERSON, "K.O.", 0)
    claims.make(FULL, CARE, "K.O.", 1)
    assert claims.own
    assert Claims(claims.own).leading(Thing.MAIN, 0) == claims.own[0]


NIGHT_FULL = LightAsked(lamp=Lamp.NIGHT, level=1)
asked = st.sampled_from([DIM, BRIGHT, FULL, WATCH, BACK, NIGHT_FULL, TemperatureAsked(celsius=22)])


@given(st.lists(st.tuples(asked, st.sampled_from([PERSON, CARE]), st.floats(0, 900)), max_size=30))
def test_nothing_that_stands_goes_before_what_leads(
    words: list[tuple[Asked, Purpose, float]],
) -> None:
    claims, up_s = Claims(), 0.0
    for word, purpose, later_s in words:
        up_s += later_s
        claims.make(word, purpose, "K.O.", up_s)
        for thing in Thing:
            leading = claims.leading(thing, up_s)
            rest = [one for one in claims.standing(up_s) if one.thing is thing]
            assert (leading is None) == (not rest)
            assert not any(leading and leads(one.rank, leading.rank) for one in rest)
        assert not any(
            one.rank is not Rank.OWN and one.until_up_s is None for one in claims.standing(up_s)
        ), "nothing but the person's own choice stands for ever"


def test_what_care_needs_is_never_for_ever() -> None:
    for row in TABLE:
        if row.rank in (Rank.EMERGENCY, Rank.WATCH, Rank.OVERRIDE):
            assert row.lasts_s is not None
    assert ROWS[rank_of(DIM, CARE)].lasts_s == 1800
