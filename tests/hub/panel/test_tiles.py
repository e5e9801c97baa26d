"""What a tile says of a room, sentence by sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.panel.body import Sight, body
from hub.panel.local import Local
from hub.panel.measured import measured
from hub.panel.tiles import by_urgency, tile
from hub.panel.tone import Tone
from hub.rooms.episode_facts import EpisodeEnded, PlanSet
from hub.rooms.facts import How
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.rulebook import RULEBOOK, findings
from tests.hub.panel.night import (
    ASH_1,
    ASH_2,
    ASH_3,
    ASH_4,
    RECORDED,
    TWO_AM,
    alarm,
    asked,
    authorised,
    began,
    empty,
    facts,
    happened,
    heard,
    looked,
    reached,
    says,
    visited,
)
from ward.authority import Authority
from ward.care import Plan
from ward.conditions import BLANK_SPELL, NO_BREATHING_SEEN, VITAL_SIGNS_MISSING
from ward.envelope import InForce, Standing
from ward.happenings import CallPressed
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.readings import Missing, Quantity
from ward.units import Instant, minutes, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate

NOW = TWO_AM
LOCAL = Local(NOW)
RATE = Rate(per_minute=14.2, quality=0.8)


def confined(since_min: float = 60, seen_min: float | None = 8) -> RoomState:
    state = facts(empty(ASH_4), began(ASH_4, NOW - minutes(since_min)))
    if seen_min is not None:
        state = facts(state, visited(ASH_4, NOW - minutes(seen_min)))
    return state


def watched(said: Rate | Doubted | NotBreathing, at: Instant = NOW) -> RoomState:
    """Confined, authorised, and the radar said this."""
    allowed = authorised(ASH_4, NOW - minutes(50), NOW + minutes(50))
    return says(heard(facts(confined(), allowed)), said, at)


def shown(state: RoomState, now: Instant = NOW):
    return tile(state, findings(RULEBOOK, state, Limits(), now), Local(now))


# -- when was this person last seen in person?


def test_the_tile_says_when_somebody_was_last_there_who_and_when_the_next_is_due():
    seen = shown(confined()).seen
    assert (seen.lead, seen.headline) == ("Seen in person (full)", "8 min ago")
    assert seen.detail == "M.T. at the door, 46 s · next by 02:21"
    assert seen.tone is Tone.GOOD
    assert seen.share == pytest.approx(8 / 15)


def test_an_overdue_visit_is_red_and_says_when_it_was_due():
    seen = shown(confined(seen_min=17)).seen
    assert seen.headline == "17 min ago"
    assert seen.detail.endswith("was due 02:12")
    assert (seen.tone, seen.share) == (Tone.HIGH, 1.0)


def test_shortly_before_it_is_due_the_tile_says_how_long_is_left():
    seen = shown(confined(seen_min=13)).seen
    assert seen.detail.endswith("next by 02:16, in 2 min")
    assert seen.tone is Tone.MEDIUM


def test_somebody_never_seen_is_said_so_since_the_episode_began():
    seen = shown(confined(since_min=12, seen_min=None)).seen
    assert seen.lead == "Not seen in person since the episode began, 12 min ago"
    assert seen.headline == "Not yet seen"
    assert seen.detail == "next by 02:17, in 3 min"


def test_whoever_was_unseen_before_the_episode_is_not_made_new_by_it():
    early = began(ASH_4, NOW - minutes(5)).model_copy(update={"watch_since": NOW - minutes(14)})
    seen = shown(facts(empty(ASH_4), early)).seen
    assert seen.lead == "Not seen in person since before the episode began, 14 min ago"
    assert seen.detail == "next by 02:15, in 1 min"


def test_nobody_confined_is_said_in_words():
    assert shown(heard(empty())).seen.headline == "Nobody is confined here"


def test_a_visit_to_the_person_before_is_not_a_visit_to_this_one():
    state = facts(empty(ASH_4), began(ASH_4, NOW - minutes(60)), visited(ASH_4, NOW - minutes(30)))
    ended = EpisodeEnded(
        room=ASH_4, at=NOW - minutes(20), id="e", ended_by="K.O.", why="calm", unseen=False
    )
    state = facts(state, ended, began(ASH_4, NOW - minutes(5), "A.W."))
    assert shown(state).seen.lead == "Not seen in person since the episode began, 5 min ago"


def test_an_episode_ended_unseen_leaves_the_open_watch_on_the_tile():
    ended = EpisodeEnded(
        room=ASH_4, at=NOW - minutes(1), id="e", ended_by="K.O.", why="calm", unseen=True
    )
    seen = shown(facts(confined(seen_min=17), ended)).seen
    assert seen.headline == "17 min ago"
    assert seen.tone is Tone.HIGH
    assert any("Episode ended unseen" in note for note in seen.notes)


def test_looks_from_afar_are_counted_beside_the_spell_and_said_not_to_count():
    looks = [looked(ASH_4, NOW - minutes(5 - n)) for n in range(4)]
    state = facts(confined(), *looks, looked(ASH_4, NOW, How.STATION))
    before, after = shown(confined()).seen, shown(state).seen
    words = "4 looks by CCTV, one entry typed at the station: these do not count."
    assert after.notes == (words,)
    assert (after.headline, after.detail, after.share) == (
        before.headline,
        before.detail,
        before.share,
    )


def test_a_banner_that_names_the_remote_looks_is_not_repeated_below_it():
    state = facts(confined(seen_min=17), looked(ASH_4, NOW - minutes(1)))
    one = shown(state)
    assert one.banners[0].condition == BLANK_SPELL.name
    assert one.seen.notes == ()


def test_a_tap_in_passing_is_said_not_to_count_and_why():
    state = facts(confined(), visited(ASH_4, NOW - minutes(2), by="S.B.", stayed_s=3))
    seen = shown(state).seen
    assert seen.headline == "8 min ago"
    assert "S.B. at the door 2 min ago (weak): does not count, nobody stayed" in seen.notes[0]


@given(st.lists(st.sampled_from(How), max_size=60))
def test_no_number_of_looks_moves_what_the_tile_says_of_the_last_visit(hows: list[How]):
    state = confined()
    for n, how in enumerate(hows):
        state = facts(state, looked(ASH_4, NOW - seconds(400 - n), how))
    assert shown(state).seen.headline == shown(confined()).seen.headline
    assert shown(state).due_at == shown(confined()).due_at


# -- the body


def test_a_fresh_authorised_rate_is_shown_with_its_age():
    one = shown(watched(RATE, NOW - seconds(3))).body
    assert (one.sight, one.value, one.headline) == (Sight.RATE, "14", "breaths a minute")
    assert one.detail == "3 s ago"


@given(
    age_s=st.floats(0, 600),
    allowed=st.booleans(),
    linked=st.booleans(),
    silent_s=st.floats(0, 60),
    confined_now=st.booleans(),
)
def test_a_rate_is_never_shown_stale_unauthorised_or_from_a_room_that_is_not_heard(
    age_s, allowed, linked, silent_s, confined_now
):
    state = watched(RATE, NOW - seconds(age_s)) if confined_now else says(heard(empty()), RATE, NOW)
    if state.episode is not None and not allowed:
        state = replace(state, episode=replace(state.episode, authorisation=None))
    state = replace(state, linked=linked, heard_at=NOW - seconds(silent_s))
    may = confined_now and allowed and linked and age_s <= 10 and silent_s <= 11
    one = body(state, LOCAL)
    assert (one.value != "", one.per_minute is not None) == (may, may)


def test_a_stale_rate_becomes_a_time_and_never_a_grey_number():
    one = shown(watched(RATE, NOW - seconds(11))).body
    assert one.value == ""
    assert (one.headline, one.detail) == ("Cannot see: no reading", "none since 02:13")


def test_a_doubt_is_said_in_the_wards_words():
    one = shown(watched(Doubted(doubt=Doubt.MOVING))).body
    assert one.headline == "Cannot see: moving"


def test_no_breathing_movement_is_said_with_its_beginning():
    one = shown(watched(NotBreathing(since=NOW - seconds(25)))).body
    assert one.headline == "No breathing movement"
    assert one.detail == "for 25 s, since 02:13:42"
    assert one.tone is Tone.HIGH


def test_vital_signs_without_an_authorisation_are_said_not_to_be_authorised():
    assert shown(heard(confined())).body.headline == "Vital signs not authorised"


def test_an_authorisation_that_has_ended_is_named():
    ended = authorised(ASH_4, NOW - minutes(50), NOW - minutes(1))
    one = shown(says(heard(facts(confined(), ended)), RATE, NOW)).body
    assert one.detail == "Dr A.N.'s authorisation ended 02:13"


# -- the room


def reading(state: RoomState, quantity: Quantity):
    return next(one for one in measured(state, LOCAL) if one.quantity is quantity)


def test_what_was_asked_stands_beside_what_is_measured():
    order = asked(ASH_4, NOW - minutes(1), TemperatureAsked(celsius=22))
    done = reached(ASH_4, NOW - seconds(20), Progress.DONE)
    holds = InForce(main_light=0, night_light=0.3, temperature_c=22, heating=True, cooling=False)
    one = reading(heard(facts(confined(), order, done), in_force=holds), Quantity.TEMPERATURE)
    assert (one.value, one.unit) == ("20.4", "°C")
    assert one.beside == "asked 22 · accepted 02:13 · heating"


def test_the_lamps_stand_beside_the_light():
    one = reading(heard(confined()), Quantity.LIGHT)
    assert (one.value, one.unit, one.beside) == ("4", "lx", "night light 30 %")


def test_a_reading_older_than_fifteen_seconds_is_gone():
    state = replace(heard(confined(), NOW - seconds(16)), heard_at=NOW)
    assert all(
        (one.value, one.absent) == ("", "no reading since 02:13") for one in measured(state, LOCAL)
    )


def test_a_lost_sensor_is_named_and_shows_no_number():
    state = heard(confined(), reads={Quantity.CO2: ("scd4x", Missing.SENSOR_LOST)})
    one = reading(state, Quantity.CO2)
    assert (one.value, one.absent) == ("", "sensor lost")


def test_a_room_whose_link_broke_shows_nothing_as_if_it_were_now():
    one = shown(replace(watched(RATE), linked=False))
    assert one.contact.words == "No link since 02:14"
    assert one.doorway == "Door not known now"
    assert (one.body.value, {m.value for m in one.measured}) == ("", {""})


def test_a_silent_room_says_since_when():
    one = shown(heard(confined()), NOW + seconds(12))
    assert one.contact.words == "Nothing heard since 02:14"


def test_the_door_and_who_stands_at_it_are_said():
    stands = Standing(door_open=False, locked=True, in_room=True, at_door=True)
    one = shown(heard(confined(), standing=stands))
    assert one.doorway == "Door shut, locked"
    assert one.presence == "somebody at the door, somebody in the room"


def test_an_order_that_nobody_answered_says_to_ask_again():
    order = asked(ASH_4, NOW - minutes(1), LightAsked(lamp=Lamp.NIGHT, level=0.15))
    lost = reached(ASH_4, NOW - seconds(30), Progress.EXPIRED)
    (journey,) = shown(heard(facts(confined(), order, lost))).journeys
    assert journey.what == "Night light to 15 %"
    assert journey.words == "expired: no answer came; ask again"


def test_a_refused_temperature_says_why_beside_the_reading():
    order = asked(ASH_4, NOW - minutes(1), TemperatureAsked(celsius=40))
    no = reached(ASH_4, NOW, Progress.REFUSED, "outside the hard bounds")
    one = reading(heard(facts(confined(), order, no)), Quantity.TEMPERATURE)
    assert one.beside.startswith("asked 40 · refused: outside the hard bounds")


def test_the_tile_says_which_body_it_shows():
    assert shown(heard(confined(), hardware=RECORDED)).source == RECORDED


def test_a_call_nobody_answered_yet_is_on_the_tile():
    state = facts(heard(empty()), happened(ASH_4, NOW - seconds(5), CallPressed()))
    assert tile(state, (), LOCAL).notes == ("Call pressed just now, not answered yet.",)


# -- what is wrong


def test_a_finding_is_a_banner_with_mark_colour_word_and_what_to_do():
    state = facts(confined(seen_min=17), alarm(ASH_4, NOW - minutes(2), BLANK_SPELL.name, "..."))
    banner = shown(state).banners[0]
    assert (banner.marks, banner.tone) == ("!!", Tone.MEDIUM)
    assert banner.words.startswith("Nobody has been for 17 min")
    assert banner.do == BLANK_SPELL.do
    assert banner.since == "since 02:12"


def test_the_most_urgent_banner_comes_first():
    state = confined()
    found = [Finding(ASH_4, one, "…") for one in (VITAL_SIGNS_MISSING, NO_BREATHING_SEEN)]
    one = tile(state, found, LOCAL)
    assert [banner.marks for banner in one.banners] == ["!!!", "!"]
    assert (one.priority, one.tone) == (3, Tone.HIGH)


def test_an_alarm_that_shows_is_shown_though_no_rule_speaks_of_it_any_more():
    state = facts(confined(), alarm(ASH_4, NOW, NO_BREATHING_SEEN.name, "No breathing for 20 s"))
    (banner,) = tile(state, (), LOCAL).banners
    assert (banner.words, banner.do) == ("No breathing for 20 s", NO_BREATHING_SEEN.do)


def test_an_alarm_of_a_condition_nobody_knows_is_shown_at_its_most_urgent():
    state = facts(confined(), alarm(ASH_4, NOW, "from a newer hub", "Something is wrong"))
    (banner,) = tile(state, (), LOCAL).banners
    assert (banner.priority, banner.do) == (3, "Go and look.")


def test_tiles_stand_by_urgency_and_then_by_who_is_due_first():
    rooms = [
        heard(empty(ASH_1)),
        facts(heard(empty(ASH_2)), began(ASH_2, NOW - minutes(5))),
        facts(heard(empty(ASH_3)), began(ASH_3, NOW - minutes(10))),
        facts(heard(empty(ASH_4)), began(ASH_4, NOW - minutes(20))),
    ]
    order = [one.room for one in by_urgency(shown(state) for state in rooms)]
    assert order == [ASH_4, ASH_3, ASH_2, ASH_1]


def test_another_rooms_visit_changes_nothing_here():
    with pytest.raises(ValueError, match="does not belong"):
        facts(confined(), visited(ASH_1, NOW))


def test_a_looser_plan_does_not_postpone_what_the_tile_says_is_due():
    loose = Plan(every_min=60, authority=Authority.LOCAL, source="x", set_by="K.O.", set_at=NOW)
    state = facts(confined(), PlanSet(room=ASH_4, at=NOW, plan=loose))
    assert shown(state).seen.detail.endswith("next by 02:21")
