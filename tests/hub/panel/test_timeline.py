"""The timeline has words for every fact and every happening; the curves keep their gaps."""

from typing import get_args

import pytest

from hub.panel.happenings import happened as happening_words
from hub.panel.local import Local
from hub.panel.office_words import of_site
from hub.panel.sparkline import sparkline
from hub.panel.timeline import said, timeline
from hub.panel.tone import Tone
from hub.rooms.facts import RoomFact
from hub.rooms.order_facts import Progress
from hub.staff.facts import (
    AnySiteFact,
    PinSet,
    RotaSet,
    SignedIn,
    SignInRefused,
    StaffLeft,
    StaffSet,
)
from tests.hub.panel.night import (
    ASH_4,
    TWO_AM,
    alarm,
    asked,
    began,
    empty,
    facts,
    happened,
    looked,
    reached,
    visited,
)
from ward.care import Role, Staff
from ward.happenings import DoorMoved, Happening
from ward.orders import TemperatureAsked
from ward.units import minutes, seconds

LOCAL = Local(TWO_AM)


@pytest.mark.parametrize("kind", get_args(get_args(RoomFact)[0]))
def test_every_kind_of_fact_has_words_of_its_own(kind):
    assert said.dispatch(kind) is not said.dispatch(object)


MT = Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
OF_THE_SITE = {
    StaffSet(at=TWO_AM, by="K.O.", staff=MT): "Staff: M.T. (st-01), nurse, set by K.O.",
    StaffLeft(at=TWO_AM, by="K.O.", ref="st-01", why="moved"): (
        "Staff: st-01 works here no longer, by K.O.: moved"
    ),
    RotaSet(at=TWO_AM, by="K.O.", shifts=()): "Rota of 0 shifts, set by K.O.",
    PinSet(at=TWO_AM, by="st-05", ref="st-01"): "PIN of st-01 set by st-05",
    SignedIn(at=TWO_AM, by="st-01"): "st-01 signed in",
    SignInRefused(at=TWO_AM, by="st-01", why="the PIN is wrong"): (
        "Sign-in as st-01 refused: the PIN is wrong"
    ),
}


@pytest.mark.parametrize("fact", OF_THE_SITE)
def test_every_fact_of_the_site_has_words_of_its_own(fact):
    assert of_site(fact, LOCAL) == OF_THE_SITE[fact]


def test_no_fact_of_the_site_is_without_words():
    assert {type(fact) for fact in OF_THE_SITE} == set(get_args(AnySiteFact))


@pytest.mark.parametrize("kind", get_args(get_args(Happening)[0]))
def test_every_kind_of_happening_has_words_of_its_own(kind):
    assert happening_words.dispatch(kind) is not happening_words.dispatch(object)


def test_the_timeline_is_read_from_the_newest_back():
    state = facts(
        empty(),
        began(ASH_4, TWO_AM - minutes(30)),
        visited(ASH_4, TWO_AM - minutes(8)),
        looked(ASH_4, TWO_AM - minutes(2), words="asleep"),
        asked(ASH_4, TWO_AM, TemperatureAsked(celsius=22)),
        reached(ASH_4, TWO_AM, Progress.REFUSED, "came too late"),
    )
    assert [line.words for line in timeline(state, LOCAL)] == [
        "Room to 22 °C: refused: came too late",
        "Room to 22 °C, asked by K.O.",
        "CCTV by S.B.: “asleep”. Does not count",
        "Seen in person by M.T., 46 s at the door (full)",
        "Episode of J.T. began, every 15 min (Code of Practice), decided by K.O.",
    ]


def test_what_was_so_earlier_stands_below_though_it_was_heard_later():
    late = happened(ASH_4, TWO_AM - minutes(20), DoorMoved(is_open=True))
    late = late.model_copy(update={"at": TWO_AM - minutes(1)})
    came = visited(ASH_4, TWO_AM - minutes(8))
    words = [line.words for line in timeline(facts(empty(), came, late), LOCAL)]
    assert words[0].startswith("Seen in person")
    assert words[1].startswith("Door opened")


def test_an_alarm_has_its_own_priority_in_the_timeline_too():
    call = alarm(ASH_4, TWO_AM, "call unanswered", "Called just now")
    unknown = alarm(ASH_4, TWO_AM, "a condition of a newer hub", "Go and look")
    tones = [line.tone for line in timeline(facts(empty(), call, unknown), LOCAL)]
    assert tones == [Tone.HIGH, Tone.MEDIUM]


def test_what_a_node_kept_while_the_hub_was_away_says_both_times():
    late = happened(ASH_4, TWO_AM - minutes(20), DoorMoved(is_open=True))
    state = facts(empty(), late.model_copy(update={"at": TWO_AM}))
    (line,) = timeline(state, LOCAL)
    assert (line.at, line.words) == ("01:54:07", "Door opened (heard 02:14)")


def test_a_gap_in_what_was_seen_is_a_gap_in_the_curve():
    since = TWO_AM - minutes(60)
    points = [(since + seconds(10 * n), 14.0) for n in range(100) if not 40 < n < 60]
    spark = sparkline("Breathing", "a minute", points, since, TWO_AM)
    assert spark.path.count("M") == 2
    assert spark.words == "Breathing: 14.0 to 14.0 a minute"


def test_nothing_measured_is_said_and_not_drawn():
    spark = sparkline("Breathing", "a minute", [], TWO_AM - minutes(60), TWO_AM)
    assert (spark.path, spark.words) == ("", "Breathing: nothing measured in this time")
