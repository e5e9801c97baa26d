"""Nobody's profile and nobody's choice holds a room where it alarms without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.band import Band
from edge.events import AskedAtDoor, Connected, DialSensed
from tests.edge.night import arrived, care, confined, order, wall
from tests.edge.test_room_alone import celsius_of, leading, suited
from tests.edge.test_schedule import by_hours
from tests.edge.test_waking import Room, envelopes
from ward.choices import OwnChoice
from ward.envelope import AnswerBody, HappeningBody
from ward.happenings import Dial, TurnedAway
from ward.orders import Outcome, Refusal, TemperatureAsked
from ward.profile import LIVED_WORDS, Hours, lasting, wanted
from ward.purpose import Purpose
from ward.rank import Rank, Thing
from ward.warmth import HELD_K, LIVED_MOST_C

pytestmark = pytest.mark.hazard("H-56")
HOT = TemperatureAsked(celsius=27.0)


def held(room: Room) -> float:
    room.until(room.t + 1)
    return room.node.door(room.now).in_force.temperature_c


@given(asked=st.floats(16.5, 28), strays=st.floats(-HELD_K, HELD_K - 0.001))
def test_what_lasts_is_held_to_half_a_degree_without_an_alarm(asked: float, strays: float) -> None:
    watch = Band()
    watch.look(lasting(asked) + strays, (16.0, 28.0), 0)
    assert watch.warmth
    assert watch.warmth.outside_s is None


def test_a_choice_at_the_door_is_held_as_warm_as_may_last_and_why_is_said_and_on_record() -> None:
    room = suited()
    told = envelopes(room.feed(Connected(), AskedAtDoor(HOT, Purpose.PERSON)))
    assert held(room) == LIVED_MOST_C
    assert leading(room, Thing.WARMTH) == (Rank.OWN, "25.5 °C")
    assert room.node.door(room.now).turned_away == f"asked 27 °C; {LIVED_WORDS}"
    said = [one.body.happening for one in told if isinstance(one.body, HappeningBody)]
    (away,) = [one for one in said if isinstance(one, TurnedAway)]
    assert (away.asked, away.refusal) == ("27 °C", Refusal.TOO_WARM)


def test_a_choice_from_the_station_is_done_as_far_as_it_may_last_and_says_so() -> None:
    room = suited()
    asked = order(asked=HOT, boot="boot-1").model_copy(update={"purpose": Purpose.PERSON})
    (answer,) = [e.body.answer for e in envelopes(room.feed(Connected(), arrived(asked)))
                 if isinstance(e.body, AnswerBody)]  # fmt: skip
    assert (answer.outcome, answer.words) == (Outcome.DONE, f"asked 27 °C; {LIVED_WORDS}")
    assert held(room) == LIVED_MOST_C


def test_what_staff_ask_for_half_an_hour_stays_as_warm_as_the_hard_bounds() -> None:
    room = suited()
    room.feed(AskedAtDoor(HOT))
    assert held(room) == 27.0
    room.feed(DialSensed(Dial.TEMPERATURE, 9))
    assert held(room) == 28.0


def test_a_profile_and_a_choice_of_before_the_rule_are_held_so_too() -> None:
    room = suited()
    hot = by_hours(4).model_copy(
        update={"hours": (Hours(from_min=0, name="day", lux=2, temperature_c=28.0),)}
    )
    room.feed(arrived(care(4, suits=hot, confinement=confined())))
    assert held(room) == LIVED_MOST_C
    assert wanted(hot, 0).warmth.celsius == LIVED_MOST_C
    chosen = care(5, suits=hot, confinement=confined()).model_copy(
        update={"choices": (OwnChoice(asked=HOT, at=wall(600)),)}
    )
    room.feed(arrived(chosen))
    assert leading(room, Thing.WARMTH) == (Rank.OWN, "25.5 °C")
    room.feed(celsius_of(25.9))
    assert held(room) == LIVED_MOST_C
    warmth = room.node.door(room.now).in_force.warmth
    assert warmth
    assert warmth.outside_s is None
