"""What was refused at a door, and what banged, in words for the timeline."""

import pytest

from hub.panel.happenings import happened
from tests.hub.panel.night import empty
from ward.happenings import BangHeard, TurnedAway
from ward.orders import Refusal
from ward.purpose import NEVER_WORDS, Purpose


@pytest.mark.hazard("H-47")
def test_what_a_door_did_not_do_says_why_and_for_what_it_was_asked() -> None:
    away = TurnedAway(
        asked="main light 90 %", refusal=Refusal.NEVER_SO, purpose=Purpose.INCENTIVE,
        words=NEVER_WORDS, more=3,
    )  # fmt: skip
    said = happened(away, empty())
    assert said.startswith(f"Not done at the door: {NEVER_WORDS}")
    assert f"asked as: {Purpose.INCENTIVE}" in said
    assert said.endswith("; 3 more like it before")


@pytest.mark.hazard("H-58")
def test_a_bang_says_how_loud_and_whether_it_was_this_rooms_door() -> None:
    assert happened(BangHeard(dba=77.6, own_door=True), empty()) == (
        "Bang of 78 dBA, this room's own door"
    )
    assert happened(BangHeard(dba=61, own_door=False, more=2), empty()) == (
        "Bang of 61 dBA, not this room's door; 2 more like it before"
    )
