"""Reviews: made at the door by whoever it takes, and due again; nothing else moves one on."""

import pytest

from hub.acts import BeginEpisode, Look, SetPlan
from hub.rooms.facts import How
from hub.rooms.review_facts import Reviewed
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, SEEN, World
from ward.authority import Authority
from ward.care import Role, Staff
from ward.conditions import REVIEW_OVERDUE, Priority
from ward.envelope import ObservationBody
from ward.observations import Content, Evidence, Observation
from ward.review import Review
from ward.units import hours

pytestmark = pytest.mark.hazard("H-34")

AA = Staff(ref="st-03", initials="A.A.", role=Role.NURSE, badge="0466778899")
RD = Staff(ref="st-04", initials="R.D.", role=Role.DOCTOR, badge="0455667788")
SB = Staff(ref="st-05", initials="S.B.", role=Role.ASSISTANT, badge="04D4E5F6")
SITE = Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, AA, RD, SB))


@pytest.fixture
def ward() -> World:
    """K.O. decided on it."""
    ward = World(site=SITE)
    ward.begins(ASH_4)
    return ward


def both(first: Staff, second: Staff | None = None) -> Evidence:
    return Evidence(
        badge=first.badge,
        by=first.ref,
        second=second.badge if second else None,
        second_by=second.ref if second else None,
        stayed_s=30,
        form_here=True,
    )


def review(
    ward: World,
    evidence: Evidence,
    kind: Review | None = Review.NURSING,
    content: Content = SEEN,
) -> Reviewed | None:
    """What is written of it."""
    said = Observation(
        id=f"o-{len(ward.facts)}",
        came_at=ward.now,
        evidence=evidence,
        content=content,
        review=kind,
    )
    before = len(ward.facts)
    ward.hears(ASH_4, ObservationBody(observation=said))
    return next((one for one in ward.facts[before:] if isinstance(one, Reviewed)), None)


def due(ward: World, kind: Review = Review.NURSING) -> str:
    episode = ward.state(ASH_4).episode
    found = episode.reviews.of(kind) if episode else None
    return f"{found.due_at:%H:%M}" if found else "never"


def test_seclusion_is_reviewed_by_two_nurses_every_two_hours_and_first_by_a_doctor_within_one(
    ward: World,
) -> None:
    assert (due(ward), due(ward, Review.MEDICAL)) == ("04:00", "03:00")
    ward.until("02:30")
    made = review(ward, both(MT, AA))
    assert made is not None
    assert (made.counts, made.by) == (True, (MT.ref, AA.ref))
    assert (due(ward), due(ward, Review.MEDICAL)) == ("04:30", "03:00")
    review(ward, both(RD), Review.MEDICAL)
    assert due(ward, Review.MEDICAL) == "06:30"
    assert ward.state(ASH_4).seen is not None  # it was seen in person too


@pytest.mark.parametrize(
    ("evidence", "because"),
    [
        (both(MT), "it takes two nurses"),
        (both(MT, SB), "it takes two nurses"),
        (both(MT, MT), "it takes two nurses"),
        (both(RD, MT), "it takes two nurses"),
        (both(SB, RD), "it takes two nurses"),
        (both(MT, AA).model_copy(update={"second": "0400000000"}), "it takes two nurses"),
        (both(MT, AA).model_copy(update={"stayed_s": 3}), "nobody stayed"),
        (both(MT, AA).model_copy(update={"form_here": False}), "not recorded at the door"),
    ],
)
def test_what_is_no_nursing_review_moves_nothing(
    ward: World, evidence: Evidence, because: str
) -> None:
    ward.until("02:05")
    made = review(ward, evidence)
    assert made is not None
    assert not made.counts
    assert made.because.startswith(because)
    assert due(ward) == "04:00"


def test_of_two_nurses_one_had_no_part_in_the_decision() -> None:
    ward = World(site=SITE.model_copy(update={"staff": (MT, KO)}))
    ward.begins(ASH_4)
    ward.until("02:05")
    made = review(ward, both(KO, MT))
    assert made is not None
    assert made.counts  # M.T. had none


def test_an_unfinished_form_and_one_of_no_known_time_are_no_review(ward: World) -> None:
    ward.until("02:05")
    unfinished = review(ward, both(MT, AA), content=Content(said="fine"))
    assert unfinished is not None
    assert not unfinished.counts
    said = Observation(
        id="o-9", came_at=ward.now, evidence=both(MT, AA), content=SEEN, review=Review.NURSING
    )
    body = ObservationBody(observation=said)
    ward.hears(ASH_4, body, boot="boot-0", n=9, synced=False, sent_boot="boot-1")
    untimed = next(one for one in reversed(ward.facts) if isinstance(one, Reviewed))
    assert (untimed.n, untimed.counts) == (9, False)
    assert "nobody knows when" in untimed.because


def test_an_ordinary_visit_of_two_and_a_look_from_the_station_are_none(ward: World) -> None:
    ward.until("02:05")
    assert review(ward, both(MT, AA), None) is None
    ward.does(Look(ASH_4, How.STATION, "K.O.", "nursing review done by M.T. and A.A."))
    assert due(ward) == "04:00"


def test_overdue_is_low_and_fetches_whoever_is_in_charge_until_it_is_made(ward: World) -> None:
    assert REVIEW_OVERDUE.priority is Priority.LOW
    for clock in ("02:14", "02:28", "02:42", "02:56"):
        ward.until(clock)
        review(ward, both(MT), None)
    ward.until("03:00")
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert ward.alarms(ASH_4) == ["review overdue"]
    assert "medical review by" in ward.words(ASH_4)
    assert ward.alarms(ASH_1) == []
    review(ward, both(MT), Review.MEDICAL)
    assert ward.alarms(ASH_4) == ["review overdue"]
    review(ward, both(RD), Review.MEDICAL)
    assert ward.alarms(ASH_4) == []


def test_a_plan_that_asks_for_fewer_ends_none_that_is_overdue(ward: World) -> None:
    ward.until("03:00:01")
    hourly = SetPlan(ASH_4, 60, Authority.CODE, "about 26.154", "K.O.")
    ward.does(hourly)
    assert "review overdue" in ward.alarms(ASH_4)
    assert due(ward) == "never"  # the nurses' was not due yet
    local = SetPlan(ASH_4, 60, Authority.LOCAL, "ours", "K.O.")
    ward.does(local)
    assert due(ward) == "05:00"  # no local level saves a review


def test_an_overdue_review_stays_so_under_a_plan_that_asks_for_none_of_its_kind(
    ward: World,
) -> None:
    ward.until("04:00:01")
    ward.does(SetPlan(ASH_4, 60, Authority.CODE, "about 26.154", "K.O."))
    assert due(ward) == "04:00"


def test_ended_and_begun_again_nobody_has_another_hour(ward: World) -> None:
    ward.until("02:50")
    ward.ends(ASH_4)
    ward.until("02:52")
    ward.begins(ASH_4)
    assert due(ward, Review.MEDICAL) == "03:00"


def test_a_doctor_who_decided_is_the_first_review(ward: World) -> None:
    ward.does(
        BeginEpisode(
            ASH_1, JT.model_copy(update={"ref": "p-9"}), 15, Authority.CODE, "", "R.D.", ""
        )
    )
    episode = ward.state(ASH_1).episode
    assert episode is not None
    first = episode.reviews.of(Review.MEDICAL)
    assert first is not None
    assert first.due_at - ward.now == hours(4)


def test_a_clock_set_back_makes_no_review_wait_longer(ward: World) -> None:
    ward.until("02:50")
    ward.now -= hours(1)
    ward.take(ward.round.tick(ward.now))
    assert due(ward, Review.MEDICAL) == "02:00"


def test_the_door_is_told_what_is_due_and_who_decided(ward: World) -> None:
    care = ward.state(ASH_4).care
    assert care is not None
    assert care.confinement is not None
    assert care.confinement.deciders == (KO.ref,)
    assert {one.review for one in care.confinement.reviews} == set(Review)
    ward.restart_hub()
    assert due(ward) == "04:00"
