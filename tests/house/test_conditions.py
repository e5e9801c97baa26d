"""Every condition has what whoever meets it needs: harm, words, source, hazard, golden message."""

import json
import re

import pytest

from attune.golden import WORDS, files, golden
from attune.hazards import LOG, logged
from tests.house.tree import CHECKOUT
from tests.hub.test_two_rooms import BROUGHT_ABOUT, OF_THE_WHOLE_SITE
from ward.authority import Authority
from ward.conditions import ALL, BY_NAME, Condition, Harm, Kind, Onset, Priority

EXAMPLES = CHECKOUT / "docs" / "wire" / "examples"
SENTENCE = re.compile(r"[A-Z].*\.")
DO_MOST = 120  # letters that can be read on a small screen in a hurry
EACH = pytest.mark.parametrize("condition", ALL, ids=lambda condition: condition.name)


@EACH
def test_a_condition_says_what_harm_how_soon_and_what_to_do(condition: Condition) -> None:
    assert condition.harm in Harm
    assert condition.onset in Onset
    assert condition.kind in Kind
    assert condition.priority is Priority.of(condition.harm, condition.onset)
    assert SENTENCE.fullmatch(condition.do), condition.do
    assert len(condition.do) <= DO_MOST


@EACH
def test_a_condition_says_by_whose_word_it_holds(condition: Condition) -> None:
    assert condition.authority in Authority
    assert condition.source.strip()


@EACH
def test_a_condition_tells_of_a_hazard_that_is_in_the_log(condition: Condition) -> None:
    assert condition.hazard in logged((CHECKOUT / LOG).read_text(encoding="utf-8"))


@EACH
def test_a_condition_has_a_two_room_test(condition: Condition) -> None:
    assert (condition in BROUGHT_ABOUT) != (condition in OF_THE_WHOLE_SITE)


@pytest.mark.parametrize(("name", "said"), tuple(files()), ids=lambda one: one[:40])
def test_a_golden_alarm_on_file_is_the_one_the_hub_says(name: str, said: str) -> None:
    on_file = EXAMPLES.joinpath(name).read_text(encoding="utf-8")
    assert on_file == said, "write it anew with: attune wire"


def test_every_condition_has_a_golden_alarm_and_no_file_is_of_another() -> None:
    on_file = {path.name for path in EXAMPLES.glob("alarm-*.json")}
    assert on_file == {name for name, _ in files()}
    said = {json.loads(text)["payload"]["alarm"]["condition"] for _, text in files()}
    assert said == set(BY_NAME)
    assert set(WORDS) == set(ALL)


def test_two_conditions_share_no_name_and_no_golden_alarm_its_id() -> None:
    assert len(BY_NAME) == len(ALL)
    ids = {golden(condition).message.model_dump()["alarm"]["id"] for condition in ALL}
    assert len(ids) == len(ALL)
