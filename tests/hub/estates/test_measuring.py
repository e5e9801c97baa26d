"""Measured clauses: what breaks each, what only nearly does, and that a gap is never met."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.estates.answers import (
    COVERED_LEAST,
    Answer,
    Evidence,
    Found,
    of_evidence,
    of_measured,
)
from hub.estates.clause import Way
from hub.estates.measuring import MEASURING, SERIES, daily, measured, sound
from hub.estates.seen import Seen
from hub.estates.told import LampAsked
from hub.estates.trace import Stretch, Trace, instant
from hub.estates.trials import BOTH_LAMPS, NO_BLIND_SPOTS, trials
from tests.hub.estates.measured_room import (
    BEGINS,
    CLOCK,
    CO2,
    KNOWN,
    LIGHT,
    LONDON,
    OWN,
    RADAR,
    SINCE,
    SOUND,
    SURFACE,
    WARM,
    WARM_2,
    Room,
    clause,
    hour,
)
from tests.hub.world import ASH_4
from ward.conditions import INSIDE_UNSEEN, NODE_SILENT
from ward.happenings import LineWord, Place
from ward.rank import Thing
from ward.ward_default import DEFAULT

pytestmark = pytest.mark.hazard("H-60")

OF_PERSON = ("framework.21", "framework.39")
OF_SENSOR = {
    "framework.40": (WARM, WARM_2), "framework.39": (LIGHT,), "local.air": (CO2,),
    "local.surface": (SURFACE,), "local.clock": (CLOCK,), "framework.35": (RADAR,),
}  # fmt: skip
MINUTE_H = 1 / 60


def test_every_measured_clause_is_measured_here_or_answered_with_another_that_is() -> None:
    for one in KNOWN.clauses:
        if one.kind is Way.MEASURED:
            asked = one.met_with or one.id
            assert asked in MEASURING, one.id
    assert all(clause(id_).kind is Way.MEASURED for id_ in MEASURING)
    assert len(SERIES) == 7


@pytest.mark.parametrize("id_", MEASURING)
def test_an_ordinary_day_meets_every_one_of_them(id_: str) -> None:
    standing = Room().standing(id_)
    assert standing.answer is Answer.MET, standing.because


@pytest.mark.parametrize("id_", MEASURING)
def test_a_room_without_a_node_meets_none_of_them(id_: str) -> None:
    room = Room()
    room.lines.clear()
    room.told.heard = False
    standing = room.standing(id_)
    assert standing.answer is Answer.NOT_MEASURED
    assert "No node" in standing.because


@pytest.mark.parametrize("id_", OF_PERSON)
def test_where_nobody_lived_nothing_says_that_the_room_suited_anybody(id_: str) -> None:
    room = Room()
    room.told.stays = []
    assert room.answer(id_) is Answer.NOT_APPLICABLE


# ---- gaps ------------------------------------------------------------------------------


@given(id_=st.sampled_from(sorted(OF_SENSOR)), from_h=st.floats(0, 12), lasts_h=st.floats(1.4, 12))
def test_no_gap_is_ever_met(id_: str, from_h: float, lasts_h: float) -> None:
    """A twentieth of the day is 72 minutes; five of them a value may still stand."""
    room = Room()
    room.silence(OF_SENSOR[id_], from_h, from_h + lasts_h)
    found = room.measured(id_)
    assert found.covered < COVERED_LEAST
    assert room.answer(id_) is Answer.NOT_MEASURED


def test_what_is_met_says_how_much_of_the_time_was_not_measured() -> None:
    room = Room()
    assert "not measured" not in room.standing("local.surface").because
    room.silence((SURFACE,), 3, 4)  # and for five minutes of that hour a value still stands
    standing = room.standing("local.surface")
    assert standing.answer is Answer.MET
    assert standing.because.endswith("; 3.9% of the time was not measured")


@settings(max_examples=40)
@given(from_h=st.floats(0, 20), gap_h=st.floats(0.5, 3))
def test_a_breach_shows_however_little_was_measured(from_h: float, gap_h: float) -> None:
    room = Room()
    room.set(WARM, from_h, from_h + 0.5, 29.0)
    room.set(WARM_2, from_h, from_h + 0.5, 29.2)
    room.silence((WARM, WARM_2), from_h + 0.5, from_h + 0.5 + gap_h)
    assert room.answer("framework.40") is Answer.UNMET


@settings(max_examples=40)
@given(st.lists(st.floats(10, 35), min_size=20, max_size=60))
def test_minutes_out_of_bounds_are_counted_and_no_more(values: list[float]) -> None:
    room = Room()
    room.lines.pop(WARM_2)
    at = np.arange(SINCE, SINCE + 86_400, 60.0)
    course = np.full(1440, 21.0) + np.sin(np.arange(1440)) / 10
    course[: len(values)] = values
    room.lines[WARM] = Trace(at, course)
    out = sum(not 18 <= value <= 28 for value in values)
    assert room.measured("framework.40").value == pytest.approx(out, abs=0.1)


def test_a_silent_room_proves_nothing_of_its_call_line() -> None:
    room = Room()
    room.told.alarms[NODE_SILENT.name] = [(hour(2), hour(6))]
    assert room.answer("framework.22") is Answer.NOT_MEASURED


# ---- sensors that lie ------------------------------------------------------------------


def test_a_thermometer_that_hangs_is_not_believed_and_the_other_speaks() -> None:
    room = Room()
    room.set(WARM, 2, 22, 31.0)
    assert room.answer("framework.40") is Answer.MET
    room.lines.pop(WARM_2)
    assert room.answer("framework.40") is Answer.NOT_MEASURED


def test_of_two_that_differ_neither_is_believed() -> None:
    room = Room()
    trace = room.lines[WARM_2]
    room.lines[WARM_2] = Trace(trace.at, trace.value + 9)
    standing = room.standing("framework.40")
    assert standing.answer is Answer.NOT_MEASURED


def test_what_no_room_has_is_no_reading() -> None:
    room = Room()
    room.set(WARM, 5, 5.3, 96.0)
    room.set(CO2, 5, 6, 39_000)
    assert room.answer("framework.40") is Answer.MET
    assert room.answer("local.air") is Answer.MET


# ---- each clause, and what only nearly breaks it ---------------------------------------


@pytest.mark.parametrize(
    ("celsius", "answer"),
    [(28.0, Answer.MET), (28.1, Answer.UNMET),
                                                 (18.0, Answer.MET), (17.9, Answer.UNMET)],
)  # fmt: skip
def test_warmth_has_bounds(celsius: float, answer: Answer) -> None:
    room = Room()
    for line in (WARM, WARM_2):
        room.set(line, 10, 10.5, celsius)
    assert room.answer("framework.40") is answer


@pytest.mark.parametrize(("minutes", "answer"), [(15, Answer.MET), (16, Answer.UNMET)])
def test_the_persons_own_band_may_be_left_for_a_quarter_of_an_hour(
    minutes: int, answer: Answer
) -> None:
    room = Room()
    for line in (WARM, WARM_2):
        room.set(line, 10, 10 + minutes * MINUTE_H, 27.0)
    assert room.answer("framework.21") is answer
    assert room.answer("framework.39") is Answer.MET


@pytest.mark.parametrize(("lux", "from_h", "answer"), [
    (60.0, 10, Answer.UNMET), (80.0, 10, Answer.MET), (400.0, 10, Answer.MET),
    (6.0, 2, Answer.UNMET), (4.9, 2, Answer.MET),
])  # fmt: skip
def test_light_is_too_dim_by_day_and_too_bright_by_night(
    lux: float, from_h: float, answer: Answer
) -> None:
    room = Room()
    room.set(LIGHT, from_h, from_h + 1, lux)
    assert room.answer("framework.39") is answer
    assert room.answer("framework.21") is answer


def test_what_the_person_chose_themselves_is_no_breach() -> None:
    room = Room()
    room.set(LIGHT, 2, 4, 40.0)
    room.told.led = [(hour(2), Thing.NIGHT, False), (hour(4), Thing.NIGHT, True)]
    assert room.answer("framework.39") is Answer.MET
    room.told.led = [(hour(3), Thing.NIGHT, False), (hour(4), Thing.NIGHT, True)]
    assert room.answer("framework.39") is Answer.UNMET


def test_without_a_signed_profile_nothing_is_fitted_to_anybody() -> None:
    room = Room()
    room.told.profiles = [(SINCE - 3600, None)]
    assert room.answer("framework.21") is Answer.UNMET
    assert "no signed profile" in room.standing("framework.21").because


def test_a_profile_is_of_whoever_it_was_signed_for() -> None:
    room = Room()
    room.told.stays = [(SINCE - 3600, hour(6)), (hour(7), hour(24))]
    room.told.profiles = [(SINCE - 3600, None), (SINCE - 3500, OWN), (hour(7), None)]
    assert room.answer("framework.21") is Answer.UNMET


@pytest.mark.parametrize(("waited_s", "answer"), [(120, Answer.MET), (121, Answer.UNMET)])
def test_a_call_waits_for_two_minutes_at_most(waited_s: int, answer: Answer) -> None:
    room = Room()
    room.told.presses = [hour(3), hour(3) + 30, hour(5)]
    room.told.answers = [hour(1), hour(3) + waited_s, hour(5) + 10]
    assert room.measured("framework.22").value == waited_s
    assert room.answer("framework.22") is answer


def test_a_call_that_nobody_answered_waits_on() -> None:
    room = Room()
    room.told.presses = [hour(23)]
    assert room.measured("framework.22").value == 3600


def test_a_call_that_is_answered_beyond_the_end_of_the_time_waited_as_long_as_it_did() -> None:
    room = Room()
    room.told.presses = [hour(24) - 30]
    room.told.answers = [hour(24) + 1200]
    assert room.measured("framework.22").value == 1230
    assert room.answer("framework.22") is Answer.UNMET


@pytest.mark.parametrize("word", [LineWord.FAILS, LineWord.NOT_TESTED])
def test_a_line_that_did_not_pass_is_a_breach_and_an_untested_one_is_not_measured(
    word: LineWord,
) -> None:
    room = Room()
    room.told.lines = [(SINCE - 60, LineWord.WORKS, ""), (hour(2), word, "it is broken")]
    expected = Answer.UNMET if word is LineWord.FAILS else Answer.NOT_MEASURED
    assert room.answer("framework.22") is expected


@pytest.mark.parametrize(("minutes", "answer"), [(14, Answer.MET), (15, Answer.UNMET)])
def test_the_facility_is_well_for_all_but_a_hundredth(minutes: int, answer: Answer) -> None:
    room = Room()
    room.set(RADAR, 6, 6 + minutes * MINUTE_H, 0.0)
    assert room.answer("framework.35") is answer


@pytest.mark.parametrize("walks", [[], [(SINCE - 9000, True), (hour(23.9), False)]])
def test_a_radar_that_nobody_walked_is_none(walks: list[tuple[float, bool]]) -> None:
    room = Room()
    room.told.walks = walks
    assert room.answer("framework.35") is Answer.UNMET


@pytest.mark.parametrize(("then", "later"), [(True, False), (False, True)])
def test_a_walk_after_the_time_says_nothing_of_it(then: bool, later: bool) -> None:
    room = Room()
    room.told.walks = [(SINCE - 9000, then), (SINCE + 48 * 3600.0, later)]
    assert room.answer("framework.35") is (Answer.MET if then else Answer.UNMET)


@pytest.mark.parametrize(("minutes", "answer"), [(15, Answer.MET), (17, Answer.UNMET)])
def test_a_clock_may_be_in_doubt_for_a_quarter_of_an_hour(minutes: int, answer: Answer) -> None:
    room = Room()
    room.set(CLOCK, 6, 6 + minutes * MINUTE_H, 0.0)
    assert room.answer("local.clock") is answer


@pytest.mark.parametrize(("minutes", "answer"), [(20, Answer.MET), (21, Answer.UNMET)])
def test_stale_air_counts_in_a_row(minutes: int, answer: Answer) -> None:
    room = Room()
    room.set(CO2, 6, 6 + minutes * MINUTE_H, 1600)
    room.set(CO2, 12, 12 + 18 * MINUTE_H, 1600)
    assert room.answer("local.air") is answer


def over_the_edge(room: Room, since_h: float, until_h: float) -> Seen:
    return room.seen().over(Stretch(hour(since_h), hour(until_h), LONDON))


@pytest.mark.parametrize(("minutes", "answer"), [(20, Answer.MET), (30, Answer.UNMET)])
def test_stale_air_over_the_edge_of_the_time_that_is_asked_about_counts_whole(
    minutes: int, answer: Answer
) -> None:
    """Half of it on either side: by no half is it too long, and by both it is."""
    room, asked = Room(days=2), clause("local.air")
    room.set(CO2, 24 - minutes * MINUTE_H / 2, 24 + minutes * MINUTE_H / 2, 1600)
    first, second = over_the_edge(room, 0, 24), over_the_edge(room, 24, 48)
    assert of_measured(asked, measured(asked, first, BEGINS)).answer is Answer.MET
    found = measured(asked, second, BEGINS)
    assert of_measured(asked, found).answer is answer
    assert found.value == pytest.approx(minutes, abs=0.1)
    assert [at.timestamp() for at, value in found.days if value] == [hour(24)]


def test_stale_air_that_ended_before_the_time_is_not_of_it() -> None:
    room, asked = Room(days=2), clause("local.air")
    room.set(CO2, 22, 23.9, 1600)
    assert measured(asked, over_the_edge(room, 24, 48), BEGINS).value == 0


def test_stale_air_of_before_a_clause_was_asked_is_not_counted() -> None:
    room = Room(days=3)
    room.set(CO2, 23.75, 24.25, 1600)
    asked = clause("local.air").model_copy(update={"asked_from": date(2026, 11, 24)})
    assert room.measured(asked).value == pytest.approx(15, abs=0.1)
    assert room.measured("local.air").value == pytest.approx(30, abs=0.1)


def test_stale_air_whose_beginning_is_forgotten_is_not_met() -> None:
    room, asked = Room(days=2), clause("local.air")
    room.set(CO2, 24, 24.25, 1600)
    trace = room.lines[CO2].within(hour(24), hour(48))
    room.lines[CO2] = Trace(trace.at, trace.value, np.array([hour(23)]))
    found = of_measured(asked, measured(asked, over_the_edge(room, 24, 48), BEGINS))
    assert found.answer is Answer.NOT_MEASURED
    room.lines[CO2] = Trace(trace.at, trace.value, np.array([hour(22)]))
    found = of_measured(asked, measured(asked, over_the_edge(room, 24, 48), BEGINS))
    assert found.answer is Answer.MET


def test_a_gap_ends_a_row_of_stale_air() -> None:
    room = Room()
    room.set(CO2, 6, 6.5, 1600)
    room.silence((CO2,), 6.2, 6.4)
    assert room.measured("local.air").value < 20


def test_the_loudest_hour_is_of_a_night_and_a_mean_by_energy() -> None:
    room = Room()
    room.set(SOUND, 12, 14, 70.0)
    assert room.answer("local.sound") is Answer.MET
    room.set(SOUND, 2, 2 + 6 * MINUTE_H, 50.0)  # a tenth of an hour is 10 dB less
    found = room.measured("local.sound")
    assert found.value == pytest.approx(40.6, abs=0.1)
    assert room.answer("local.sound") is Answer.UNMET


def test_the_hour_that_a_clock_has_twice_is_two_hours() -> None:
    back = datetime(2026, 10, 25, tzinfo=UTC).timestamp()  # at 01:00 UTC it is 01:00 once more
    room = Room()
    at = np.arange(back, back + 2 * 3600, 60.0)
    loud = Trace(at, np.where(at < back + 3600, 37.0, 30.0))
    stretch = Stretch(back - 3600, back + 8 * 3600, LONDON)
    found = sound(Seen(ASH_4, stretch, room.told, {SOUND: loud}, DEFAULT))
    assert found.value == pytest.approx(37.0, abs=0.1)


def test_a_hot_surface_is_hot_once() -> None:
    room = Room()
    room.set(SURFACE, 6, 6 + MINUTE_H, 43.2)
    assert room.answer("local.surface") is Answer.UNMET


# ---- day by day ------------------------------------------------------------------------


def test_each_day_on_the_wall_is_measured_by_itself_and_its_gap_is_its_own() -> None:
    room, asked = Room(days=3), clause("local.surface")
    room.set(SURFACE, 30, 31, 50.0)
    room.silence((SURFACE,), 50, 60)
    found = list(daily(asked, room.seen(), BEGINS))
    assert [one.since.timestamp() for one in found] == [hour(0), hour(24), hour(48)]
    assert [of_measured(asked, one).answer for one in found] == [
        Answer.MET, Answer.UNMET, Answer.NOT_MEASURED,
    ]  # fmt: skip
    later = asked.model_copy(update={"asked_from": date(2026, 11, 24)})
    assert len(list(daily(later, room.seen(), BEGINS))) == 2


def test_a_day_on_which_clocks_change_is_one_day() -> None:
    begins = datetime(2026, 10, 24, 10, tzinfo=UTC).timestamp()
    days = list(Stretch(begins, begins + 2 * 86_400, LONDON).days())
    assert [(one.until - one.since) / 3600 for one in days] == [13, 25, 10]


# ---- switched on in between, and a site's own ------------------------------------------


def test_a_clause_is_measured_from_the_day_on_which_it_is_asked() -> None:
    room = Room(days=3)
    room.set(SURFACE, 6, 7, 50.0)
    asked = clause("local.surface").model_copy(update={"asked_from": date(2026, 11, 24)})
    assert room.answer(asked) is Answer.MET
    assert room.measured(asked).since > room.measured("local.surface").since
    room.set(SURFACE, 30, 31, 50.0)
    assert room.answer(asked) is Answer.UNMET


def test_a_sites_own_clause_is_measured_as_another_or_not_at_all() -> None:
    own = clause("local.surface").model_copy(update={"id": "trust.surface"})
    assert Room().answer(own) is Answer.NOT_MEASURED
    alike = own.model_copy(update={"measured_as": "local.surface"})
    assert Room().answer(alike) is Answer.MET


# ---- what a room tries by itself -------------------------------------------------------


def tried(room: Room) -> dict[str, Evidence]:
    return {one.clause: one for one in trials(room.seen(), BEGINS)}


def lamps(room: Room, lux: float) -> Room:
    """Both asked while the room is empty: the main light gets there, the night light to this."""
    room.told.stays = [(SINCE - 3600, hour(8))]
    room.told.lamps = [LampAsked(hour(11), "main", 100), LampAsked(hour(11.25), "night", 5)]
    room.set(LIGHT, 11, 11.25, 98.0)
    room.set(LIGHT, 11.25, 11.5, lux)
    return room


@pytest.mark.parametrize(("lux", "found"), [(4.8, Found.MET), (0.4, Found.UNMET)])
def test_both_lamps_reach_their_levels_at_the_sensor(lux: float, found: Found) -> None:
    said = tried(lamps(Room(), lux))[BOTH_LAMPS]
    assert said.found is found
    assert said.value == pytest.approx(2, abs=0.2)


def test_light_is_tried_out_on_nobody() -> None:
    """What was asked for while somebody lived there is no test, whatever came of it."""
    room = lamps(Room(), 4.8)
    room.told.stays = [(SINCE - 3600, hour(12))]
    assert BOTH_LAMPS not in tried(room)


def test_one_lamp_is_no_test_of_both() -> None:
    room = lamps(Room(), 4.8)
    room.told.lamps.pop()
    assert not tried(room)


def test_a_bright_hour_of_the_night_breaks_it_and_a_torch_does_not() -> None:
    room = lamps(Room(), 4.8)
    room.set(LIGHT, 2, 2.2, 80.0)
    assert tried(room)[BOTH_LAMPS].value < 5
    room.set(LIGHT, 2, 3, 8.0)
    assert tried(room)[BOTH_LAMPS].value == 8


def test_somebody_inside_and_unseen_breaks_what_a_walk_found() -> None:
    room = Room()
    assert NO_BLIND_SPOTS not in tried(room)
    room.told.alarms[INSIDE_UNSEEN.name] = [(hour(3), hour(4))]
    assert tried(room)[NO_BLIND_SPOTS].found is Found.UNMET


def test_somebody_unseen_before_the_time_that_is_asked_about_stands_until_somebody_looked() -> None:
    room = Room(days=3)
    room.told.alarms[INSIDE_UNSEEN.name] = [(hour(3), hour(4))]
    (said,) = trials(over_the_edge(room, 24, 48), BEGINS)
    assert (said.clause, said.found, said.at.timestamp()) == (
        NO_BLIND_SPOTS, Found.UNMET, hour(4),
    )  # fmt: skip
    survey = Evidence(ASH_4, NO_BLIND_SPOTS, instant(hour(12), BEGINS), "E.V.", Found.MET, 0.0)
    sight, now = clause(NO_BLIND_SPOTS), instant(hour(48), BEGINS)
    assert of_evidence(sight, [said], now).answer is Answer.UNMET
    assert of_evidence(sight, [said, survey], now).answer is Answer.MET
    assert not list(trials(over_the_edge(room, 0, 2), BEGINS)), "it is yet to come"


@pytest.mark.parametrize("came_h", [10.5, 11.26])
def test_a_test_in_a_room_where_somebody_is_sensed_is_none(came_h: float) -> None:
    room = lamps(Room(), 4.8)
    room.told.inside = [(hour(came_h), Place.ROOM, True), (hour(11.4), Place.ROOM, False)]
    if came_h < 11:
        assert BOTH_LAMPS not in tried(room)
    else:
        assert BOTH_LAMPS in tried(room)  # they came after it had settled
    room.told.inside = [(hour(9), Place.ENSUITE, True), (hour(10), Place.ENSUITE, False)]
    assert BOTH_LAMPS in tried(room)
