"""Each kind of expectation is met by what was so, and not met by what was not."""

from dataclasses import replace
from functools import cache

import pytest

from attune.play.deeds import DEEDS
from attune.play.story import Played, play
from attune.play.timeline import timeline
from attune.play.verdict import VERDICTS, Verdict, judged
from attune.play.vocabulary import OF_BROKER, OF_EXPECT, OF_HUB, OF_ROOM, OF_SITE
from tests.play.nights import HEAD, night

STORY_HEAD = HEAD.replace("every 15 min", "every 2 min").replace("ends 03:00", "ends 02:08")
STORY = (
    "02:01 ash/04 CCTV look by K.O.",
    "02:01:10 ash/04 ask temperature 22 by K.O.",
    '02:02:05 ash/04 acknowledge "blank spell" by K.O.',
    "02:02:20 ash/04 visit by M.T. for 3 s",  # too short to count
    "02:03 ash/04 visit by M.T. for 20 s",
    "02:04 ash/04 link cut for 100 s",
    "02:04:20 ash/04 visit by M.T. for 20 s",
    "02:05 ash/04 end episode by M.T.",  # who may not
    "02:06:20 ash/04 stop breathing over 1 s",
    "02:07 ash/04 breathe at 14",
    "02:07:30 ash/04 stop breathing over 1 s",
)

# (so, not so): two lines of each kind; the first is so in the story above, the second is not.
KINDS = (
    ('at 02:02:30 ash/04 has "blank spell" MEDIUM', 'at 02:01:30 ash/04 has "blank spell"'),
    ('at 02:01:30 ash/04 has not "blank spell"', 'at 02:02:30 ash/04 has not "blank spell"'),
    ('at 02:02:01 ash/04 has not "blank spell"', 'at 02:02:03 ash/04 has not "blank spell"'),
    ('by 02:02:02 ash/04 has "blank spell"', 'by 02:01:50 ash/04 has "blank spell"'),
    ("seen in ash/04 by M.T. at 02:04:40", "seen in ash/04 by M.T. at 02:02:23"),
    ('at 02:02:01 ash/04 begins "blank spell"', 'at 02:02:10 ash/04 begins "blank spell"'),
    ('at 02:03:20 ash/04 ends "blank spell"', 'at 02:03:10 ash/04 ends "blank spell"'),
    ('by 02:04:15 ash/04 has "node silent" MEDIUM', 'by 02:04:15 ash/04 has "node silent" HIGH'),
    ('never ash/04 has "blank spell" from 02:00 to 02:01:59', 'never ash/04 has "blank spell"'),
    ('never anywhere "call unanswered"', 'never anywhere "node silent"'),
    ('always ash/04 has "blank spell" from 02:02 to 02:03:20',
     'always ash/04 has "blank spell" from 02:01:50 to 02:03:20'),
    ('3 alarms "blank spell" in ash/04', '1 alarms "blank spell" in ash/04'),
    ("spell in ash/04 from 02:00 to 02:03:20", "spell in ash/04 from 02:00 to 02:03:30"),
    ("spell in ash/04 from 02:00 to 02:03:20", "spell in ash/04 from 02:00 to 02:02:23"),
    ("spell in ash/04 from 02:00 to 02:03:20 known then",
     "spell in ash/04 from 02:01 to 02:03:20 known then"),
    ('at 02:02:30 ash/04 has "blank spell" acknowledged',
     'at 02:02:30 ash/04 has "blank spell" acknowledged by M.T.'),
    ('at 02:02:30 ash/04 has "blank spell" quiet', 'at 02:02:02 ash/04 has "blank spell" quiet'),
    ('at 02:02:02 ash/04 has "blank spell" sounding',
     'at 02:02:30 ash/04 has "blank spell" sounding'),
    ('at 02:07:20 ash/04 has "no breathing seen" over within 8 s',
     'at 02:06:50 ash/04 has "no breathing seen" over'),
    ('at 02:07:56 ash/04 begins "no breathing seen" again within 4 s',
     'at 02:06:46 ash/04 begins "no breathing seen" again within 6 s'),
    ('at 02:02:01 ash/04 fetches observer to "blank spell"',
     'at 02:02:01 ash/04 fetches observer to "blank spell" who is M.T.'),
    ('by 02:07:58 ash/04 fetches duty senior to "no breathing seen"',
     'by 02:07:58 ash/04 fetches duty senior to "blank spell"'),
    ('never ash/04 fetches duty senior to "blank spell"',
     'never ash/04 fetches observer to "blank spell"'),
    ('refused M.T. "may not end an episode" in ash/04 at 02:05',
     'refused K.O. "may not end an episode" in ash/04'),
    ('notice of "blank spell" in ash/04 by 02:02:05',
     'notice of "blank spell" in ash/04 by 02:02:05 to duty senior'),
    ('never notice of "call unanswered" in ash/04', 'never notice of "blank spell" in ash/04'),
    ("0 notices from 02:00 to 02:01:50", "0 notices"),
    ("no spell in ash/01", "no spell in ash/04"),
    ("seen in ash/04 by M.T. at 02:03:20", "seen in ash/04 by K.O. at 02:03:20"),
    ("2 observations in ash/04", "3 observations in ash/04"),
    ("1 remote looks in ash/04", "0 remote looks in ash/04"),
    ("order in ash/04 done by 02:01:12", "order in ash/04 refused by 02:01:12"),
    ("at 02:02 ash/04 says rate from 12 to 16", "at 02:02 ash/04 says rate from 20 to 30"),
    ('at 02:00:10 ash/04 says "settling"', 'at 02:02 ash/04 says "settling"'),
    ("at 02:06:50 ash/04 says no breathing", "at 02:02 ash/04 says no breathing"),
    ("never ash/04 says rate from 02:06:40 to 02:07", "never ash/04 says rate from 02:02 to 02:03"),
)  # fmt: skip


# The same of reviews and of who knows the person, in a story of their own.
REVIEWED = (
    "02:01 ash/04 observers M.T. and R.D. by K.O.",
    "02:02 ash/04 nursing review by M.T. and K.O. for 30 s",
    "02:05 ash/04 medical review by R.D. for 30 s",
)
OF_REVIEWS = (
    ("nursing review in ash/04 at 02:02:30 by M.T.",
     "nursing review in ash/04 at 02:02:30 by R.D."),
    ("medical review in ash/04 at 02:05:30 by R.D.", "medical review in ash/04 at 02:02:30"),
    ('stranger K.O. "not among those who know" in ash/04 at 02:02:30',
     'stranger R.D. "not among those who know" in ash/04 at 02:05:30'),
    ("no stranger R.D. in ash/04 at 02:05:30", "no stranger K.O. in ash/04 at 02:02:30"),
)  # fmt: skip


SCORED = (
    "02:00:05 ash/04 radar commissioned by K.O.",
    "02:00:05 ash/04 age 34 by K.O.",
    "02:01:30 ash/04 daylight 300 for 20 s",
    "02:02 ash/04 breathe at 28 over 2 s",
    "02:02 ash/04 heart beats at 124 over 2 s",
    "02:06 ash/04 hold breath 19 s",
    "02:10 ash/04 restraint at the door",
    "02:11 ash/04 held face-down airway clear at the door",
    "02:12 ash/04 held on-side airway clear at the door",
    "02:13 ash/04 released at the door",
    "02:20 ash/04 visit by M.T. for 3 s",
)
OF_SCORES = (
    (
        'at 02:03 ash/04 has "urgent score" saying "at least 5"',
        'at 02:03 ash/04 has "urgent score" saying "at least 9"',
    ),
    (
        "at 02:04 ash/04 owes an assessment by 03:02:20 within 40 s",
        "at 02:01 ash/04 owes an assessment by 03:02:20 within 40 s",
    ),
    (
        "at 02:03 ash/04 says pulse from 120 to 128",
        "at 02:03 ash/04 says pulse from 60 to 90",
    ),
    (
        "never ash/04 says pulse from 02:00:00 to 02:00:25",
        "never ash/04 says pulse from 02:01 to 02:05",
    ),
    ("at 02:15 ash/04 face down 1 min", "at 02:15 ash/04 face down 2 min"),
    (
        'visit not counted "long enough" in ash/04 at 02:20:03',
        'visit not counted "not tried" in ash/04 at 02:20:03',
    ),
    ("at 02:08 ash/04 pauses 1 to 1 times an hour", "at 02:05 ash/04 pauses 1 to 1 times an hour"),
    (
        "at 02:08 ash/04 breathing seen 40 to 99 percent",
        "at 02:08 ash/04 breathing seen 0 to 20 percent",
    ),
    ("at 02:01 ash/04 light from 0 to 40", "at 02:01 ash/04 light from 100 to 400"),
    (
        "never ash/04 light jumps 5 from 02:02 to 02:08",
        "never ash/04 light jumps 5 from 02:01 to 02:08",
    ),
)


SCORED_HEAD = STORY_HEAD.replace("ends 02:08", "ends 03:04") + "radar pulses\nseed 2\n"


@cache
def scored() -> Played:
    return play(night(*SCORED, head=SCORED_HEAD))


@pytest.mark.parametrize(("so", "not_so"), OF_SCORES)
def test_what_was_scored_and_measured_is_met_or_not(so: str, not_so: str) -> None:
    told = scored()
    expected = night(f"expect {so}", f"expect {not_so}", head=SCORED_HEAD).expectations
    met, failed = judged(replace(told.night, expectations=expected), told.record)
    assert met.met, met.instead
    assert not failed.met
    assert failed.instead


@cache
def played() -> Played:
    return play(night(*STORY, head=STORY_HEAD + "radar rates\nseed 2\n"))


def verdict(line: str) -> Verdict:
    """What is made of this expectation in the story."""
    told = played()
    expected = night(f"expect {line}", head=STORY_HEAD).expectations
    (found,) = judged(replace(told.night, expectations=expected), told.record)
    return found


@pytest.mark.parametrize(("so", "not_so"), OF_REVIEWS)
def test_what_was_reviewed_and_by_whom_is_met_or_not(so: str, not_so: str) -> None:
    rates = STORY_HEAD + "radar rates\nseed 2\n"
    told = play(night(*REVIEWED, f"expect {so}", f"expect {not_so}", head=rates))
    met, failed = judged(told.night, told.record)
    assert met.met, met.instead
    assert not failed.met


@pytest.mark.parametrize(("so", "not_so"), KINDS)
def test_what_was_so_is_met_and_what_was_not_says_what_was_instead(so: str, not_so: str) -> None:
    met = verdict(so)
    assert met.met, met.instead
    failed = verdict(not_so)
    assert not failed.met
    assert failed.instead


def test_every_kind_of_expectation_is_tried_both_ways() -> None:
    lines = [f"expect {line}" for pair in (*KINDS, *OF_REVIEWS, *OF_SCORES) for line in pair]
    tried = {each.pattern for each in night(*lines, head=SCORED_HEAD).expectations}
    others = {"expect nothing lost"}  # which has a test of its own, below
    assert tried | others == {word.pattern for word in OF_EXPECT}


def test_every_word_has_its_deed_and_every_expectation_its_verdict() -> None:
    assert {word.head for word in (*OF_ROOM, *OF_HUB, *OF_BROKER, *OF_SITE)} == DEEDS
    assert {word.pattern for word in OF_EXPECT} == set(VERDICTS)


def test_what_led_to_a_thing_is_told_before_it() -> None:
    told = [(entry.kind, f"{entry.at:%H:%M:%S}") for entry in timeline(played().record)]
    assert told.index(("observation", "02:03:20")) < told.index(("ended", "02:03:20"))


def test_an_observation_that_never_reached_the_hub_is_lost() -> None:
    assert verdict("nothing lost").met
    cut = ("02:01 ash/04 link cut", "02:02 ash/04 visit by M.T. for 20 s", "expect nothing lost")
    story = night(*cut, head=STORY_HEAD + "radar rates\n")
    (found,) = judged(story, play(story).record)
    assert not found.met
    assert "ash/04 an observation recorded at 02:02:20" in found.instead


def test_the_nearest_alarm_is_told_where_the_expected_one_was_not() -> None:
    said = verdict('at 02:02:10 ash/04 begins "blank spell"').instead
    assert said.startswith('ash/04 "blank spell" MEDIUM from 02:02:0')


def test_a_tolerance_of_its_own_is_what_holds_for_a_line() -> None:
    assert not verdict('at 02:02:10 ash/04 begins "blank spell"').met
    assert verdict('at 02:02:10 ash/04 begins "blank spell" within 12 s').met


@pytest.mark.hazard("H-07")
def test_a_visit_made_behind_a_cut_link_is_a_spell_then_and_none_now() -> None:
    cut = (
        "02:01 ash/04 link cut for 3 min",
        "02:01:30 ash/04 visit by M.T. for 20 s",
        "02:03:30 ash/04 visit by M.T. for 20 s",
        "expect no spell in ash/04",
        "expect spell in ash/04 from 02:00 to 02:04 known then within 5 s",
        "expect seen in ash/04 by M.T. at 02:01:50",
    )
    head = (STORY_HEAD + "radar rates\n").replace("ends 02:08", "ends 02:05")
    story = night(*cut, head=head)
    assert [each.instead for each in judged(story, play(story).record)] == ["", "", ""]


def test_the_same_night_is_played_the_same_way_twice() -> None:
    def told() -> list[str]:
        head = STORY_HEAD.replace("02:08", "02:02") + "seed 9\n"
        record = play(night(*STORY[:2], head=head)).record
        return [repr(fact) for _, fact in record.facts] + [repr(word) for word in record.vitals]

    assert told() == told()
