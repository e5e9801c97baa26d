"""Two badges at one door: which of them make a review, and whom the door says is a stranger."""

import pytest

from edge.door.glass import glass
from edge.events import BadgeSensed, FormCompleted, PresenceSensed, Recorded
from edge.node import Node
from tests.edge.night import ASH_4, SEEN_WELL, arrived, at, care, confined
from ward.care import Care, Review, ReviewDue, Role, Staff
from ward.envelope import ObservationBody
from ward.happenings import Place
from ward.observations import Evidence, Observation
from ward.units import minutes

CAME, WENT = PresenceSensed(Place.DOORSIDE, True), PresenceSensed(Place.DOORSIDE, False)
MT = Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
KO = Staff(ref="st-02", initials="K.O.", role=Role.IN_CHARGE, badge="04D5E6F7")
AG = Staff(ref="st-09", initials="A.G.", role=Role.NURSE, badge="04F6A7B8", agency=True)
REVIEW = FormCompleted(SEEN_WELL, Review.NURSING)


def held(**confinement: object) -> Care:
    """Care with these staff, decided by K.O., the nurses' review due an hour from now."""
    made = care(confinement=confined())
    assert made.confinement is not None
    due = ReviewDue(review=Review.NURSING, due_at=at(0).at + minutes(60))
    told = {"deciders": (KO.ref,), "reviews": (due,), **confinement}
    running = made.confinement.model_copy(update=told)
    return made.model_copy(update={"staff": (MT, KO, AG), "confinement": running})


def door(**confinement: object) -> Node:
    """It has heard its care once; since then hub and network are dead."""
    node = Node(ASH_4, "boot-1", "0.1.0", "a test", frozenset(), at(0))
    node.feed(arrived(held(**confinement), retained=True), at(0))
    return node


def shows(node: Node, who: Staff, second: float) -> None:
    node.feed(BadgeSensed(who.badge), at(second))


def recorded(node: Node, form: FormCompleted, second: float) -> Recorded:
    return next(one for one in node.feed(form, at(second)) if isinstance(one, Recorded))


@pytest.mark.hazard("H-34")
def test_two_badges_in_one_stay_make_a_review_and_it_is_asked_for_no_more() -> None:
    node = door()
    node.feed(CAME, at(10))
    shows(node, KO, 11)
    assert [one.button for one in glass(node.door(at(12))).reviews] == [""]
    shows(node, MT, 13)
    (asked,) = glass(node.door(at(14))).reviews
    assert asked.button == "Record as nursing review · M.T. and K.O."
    made = recorded(node, REVIEW, 40)
    assert made.reviewed is not None
    assert made.reviewed.counts
    evidence = made.observation.evidence
    assert (evidence.by, evidence.second_by) == (MT.ref, KO.ref)
    assert glass(node.door(at(41))).reviews == ()


@pytest.mark.hazard("H-34")
@pytest.mark.parametrize(
    "story",
    [
        ((10, CAME), (11, MT), (12, MT)),  # one card, twice
        ((10, CAME), (11, KO), (20, WENT), (60, CAME), (61, MT)),  # another stay
        ((10, KO), (30, CAME), (31, MT)),  # shown long before anybody was there
    ],
)
def test_what_was_no_stay_of_two_is_no_review(
    story: tuple[tuple[float, PresenceSensed | Staff], ...],
) -> None:
    node = door()
    for second, event in story:
        if isinstance(event, Staff):
            shows(node, event, second)
        else:
            node.feed(event, at(second))
    made = recorded(node, REVIEW, 90)
    assert made.reviewed is not None
    assert not made.reviewed.counts
    assert made.graded.ends_spell  # somebody came, and that counts


@pytest.mark.hazard("H-34")
def test_two_badges_shown_before_the_sensor_noticed_are_both_of_that_stay() -> None:
    node = door()
    shows(node, KO, 10)
    shows(node, MT, 11)
    node.feed(CAME, at(15))
    made = recorded(node, REVIEW, 40)
    assert made.reviewed is not None
    assert made.reviewed.counts


@pytest.mark.hazard("H-34")
def test_the_second_badge_is_spent_too() -> None:
    """Under a stuck sensor two taps would otherwise back any number of reviews."""
    node = door()
    node.feed(CAME, at(10))
    shows(node, KO, 11)
    shows(node, MT, 12)
    recorded(node, REVIEW, 40)
    shows(node, MT, 50)
    again = recorded(node, REVIEW, 90)
    assert again.reviewed is not None
    assert not again.reviewed.counts


@pytest.mark.hazard("H-35")
def test_the_door_says_at_once_whom_the_person_does_not_know_with_the_hub_dead() -> None:
    node = door(known_to=(MT.ref,), rather_not=(KO.ref,), preference="women at night")
    node.feed(CAME, at(10))
    assert glass(node.door(at(10.5))).strangers == ()
    assert glass(node.door(at(10.5))).prefers == ""
    shows(node, AG, 11)
    (agency,) = glass(node.door(at(11))).strangers
    assert agency.startswith("A.G. is agency staff, and not known to ")
    assert glass(node.door(at(11))).prefers == "women at night"
    shows(node, KO, 12)
    said = " | ".join(glass(node.door(at(12))).strangers)
    assert "K.O. is not among those who know" in said
    assert "would rather not have K.O." in said
    made = recorded(node, FormCompleted(SEEN_WELL), 40)
    assert made.graded.ends_spell  # a stranger who came is better than nobody


def test_a_hub_or_node_of_before_is_still_understood() -> None:
    """What came with reviews is left out of its messages, and means what it meant."""
    old = Observation(
        id="o-1",
        came_at=at(0).at,
        evidence=Evidence(badge=MT.badge, by=MT.ref, stayed_s=30, form_here=True),
        content=SEEN_WELL,
    )
    plain = old.model_dump(
        mode="json", exclude={"review": True, "evidence": {"second", "second_by"}}
    )
    assert Observation.model_validate(plain) == old
    body = ObservationBody(observation=old).model_dump(mode="json", exclude_none=True)
    assert "second" not in str(body)
    whole = held().model_dump(mode="json")
    for name in ("known_to", "rather_not", "preference", "deciders", "reviews"):
        whole["confinement"].pop(name)
    for one in whole["staff"]:
        one.pop("agency")
    node = Node(ASH_4, "boot-1", "0.1.0", "a test", frozenset(), at(0))
    node.feed(arrived(Care.model_validate(whole), retained=True), at(0))
    node.feed(CAME, at(1))
    shows(node, MT, 2)
    assert glass(node.door(at(3))).strangers == ()
    assert recorded(node, FormCompleted(SEEN_WELL), 40).graded.ends_spell
