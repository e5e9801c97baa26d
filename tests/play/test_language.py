"""A night file is read strictly: every word is explained, and every mistake found at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.play.charge import who_may
from attune.play.explain import SAMPLE, as_markdown, as_text
from attune.play.parse import parse
from attune.play.pattern import Word
from attune.play.slots import SLOTS
from attune.play.timeline import KINDS
from attune.play.vocabulary import (
    OF_BROKER,
    OF_EXPECT,
    OF_HEAD,
    OF_HUB,
    OF_ROOM,
    OF_SITE,
    OF_WHEN,
    WORDS,
)
from attune.play.wrong import CannotPlayError
from hub.staff.authority import Action
from tests.play.nights import FIRST, HEAD, night, wrongs
from ward.rooms import RoomId

ASH_4 = RoomId("ash", 4)


def at(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}+00:00").astimezone(UTC)


# ---- every word ---------------------------------------------------------------------------


@pytest.mark.parametrize("word", OF_ROOM, ids=lambda word: word.pattern)
def test_the_example_of_every_act_happens_in_its_room(word: Word) -> None:
    (event,) = night(f"02:10 ash/04 {word.example}").events
    assert (event.at, event.where, event.act) == (at("02:10:00"), ASH_4, word.head)


@pytest.mark.parametrize("word", [*OF_HUB, *OF_BROKER], ids=lambda word: word.pattern)
def test_the_example_of_every_fault_of_hub_and_broker_happens_there(word: Word) -> None:
    place = "hub" if word in OF_HUB else "broker"
    (event,) = night(f"02:10 {place} {word.example}").events
    assert (event.where, event.act) == (place, word.head)


@pytest.mark.parametrize("word", OF_SITE, ids=lambda word: word.pattern)
def test_the_example_of_everything_done_at_the_site_happens_there(word: Word) -> None:
    (event,) = night(f"02:10 site {word.example}").events
    assert (event.where, event.act) == ("site", word.head)


@pytest.mark.parametrize("word", OF_EXPECT, ids=lambda word: word.pattern)
def test_the_example_of_every_expectation_is_that_expectation(word: Word) -> None:
    (expected,) = night(word.example).expectations
    assert expected.pattern == word.pattern


@pytest.mark.parametrize("word", OF_WHEN, ids=lambda word: word.pattern)
def test_the_example_of_every_time_begins_a_line(word: Word) -> None:
    assert night(f"{word.example} ash/04 call").events


@pytest.mark.parametrize("word", OF_HEAD, ids=lambda word: word.pattern)
def test_the_example_of_every_word_of_the_head_stands_in_a_head(word: Word) -> None:
    others = [line for line in HEAD.splitlines() if not word.match(line)]
    if word.head in ("staff", "room"):
        others = [line for line in others if word.example.split()[1] not in line]
    parse("\n".join([*others, word.example, *_needed(word)]), "sample.night")


def _needed(word: Word) -> list[str]:
    needed = {
        "room": "room ash/02 empty",
        "staff": "staff K.O. nurse in charge badge 0411223344",
    }
    return [needed[word.head]] if word.head in needed else []


@pytest.mark.parametrize("name", SLOTS)
def test_the_example_of_every_blank_can_be_read(name: str) -> None:
    assert SLOTS[name].read(SLOTS[name].example) is not None


def test_every_blank_is_used_and_every_word_has_its_own_pattern() -> None:
    used = {blank.rstrip("234") for word in WORDS for blank in word.blanks}
    assert {blank for blank in used if not blank.startswith("has_")} == set(SLOTS)
    assert len({word.pattern for word in WORDS}) == len(WORDS)
    acts = [word.head for word in (*OF_ROOM, *OF_HUB, *OF_BROKER, *OF_SITE)]
    assert len(set(acts)) == len(acts), "two acts with one name"


def test_whoever_asks_is_told_of_every_word() -> None:
    said = as_text()
    missing = [w.pattern for w in WORDS if w.pattern not in said or w.example not in said]
    assert not missing
    assert not [name for name in SLOTS if f"  {name}: " not in said]


def test_the_night_that_explains_can_be_played() -> None:
    assert len(parse(SAMPLE, "sample.night").expectations) == 4


# ---- times --------------------------------------------------------------------------------


def test_times_go_on_over_midnight() -> None:
    head = HEAD.replace("2026-11-23 02:00", "2026-11-22 22:00").replace("ends 03:00", "ends 06:00")
    events = night("23:59:30 ash/04 call", "00:10 ash/04 call", "+40 s ash/04 call", head=head)
    assert [event.at for event in events.events] == [
        at("23:59:30", 22),
        at("00:10:00"),
        at("00:10:40"),
    ]


def test_what_happens_again_and_again_is_written_once() -> None:
    found = night("every 15 min from 02:10 to 02:40 ash/04 visit by M.T.").events
    assert [event.at for event in found] == [at("02:10:00"), at("02:25:00"), at("02:40:00")]


def test_chance_moves_a_round_within_what_was_given_and_the_same_every_time() -> None:
    line = "every 10 min give or take 2 min from 02:10 to 02:50 ash/04 visit by M.T."
    moments = [event.at for event in night(line).events]
    late = [abs((m - at(f"02:{n}0:00")).total_seconds()) for n, m in enumerate(moments, start=1)]
    assert max(late) <= 120
    assert len(set(late)) == 5
    assert moments == [event.at for event in night(line).events]


def test_one_line_may_happen_in_several_rooms() -> None:
    found = night("02:10 ash/01 ash/04 call", "+1 s all rooms call").events
    assert [str(event.where) for event in found] == ["ash/01", "ash/04"] * 2


def test_a_comment_ends_a_line_but_not_inside_quotes() -> None:
    (event,) = night(
        '02:10 ash/04 form at the station by K.O. "bay # 2"   # typed, not seen'
    ).events
    assert event.values["TEXT"] == "bay # 2"


def test_a_shift_may_have_begun_the_evening_before_and_last_until_the_morning() -> None:
    head = HEAD + "rota M.T. observer of all rooms from 20:00 to 08:00\n"
    (shift,) = parse(head, "sample.night").head.rota
    assert (shift.begins_at, shift.ends_at) == (at("20:00:00", 22), at("08:00:00", 23))
    assert (shift.staff, shift.rooms) == ("st-01", ())


def test_whoever_joins_is_known_from_that_line_on() -> None:
    joins = "02:10 site new staff A.A. nurse badge 04A1B2FF by W.M."
    assert not wrongs(joins, "02:11 ash/04 visit by A.A.")
    assert wrongs("02:09 ash/04 visit by A.A.", joins)


@pytest.mark.hazard("H-29")
def test_a_nurse_whom_the_rota_names_as_in_charge_may_begin_what_the_night_begins_with() -> None:
    nurses = HEAD.replace("K.O. nurse in charge", "K.O. nurse").replace(
        "R.D. doctor", "R.D. estates"
    )
    rota = "rota M.T. nurse in charge of ash/04 from 20:00 to 08:00\n"
    begun = parse(nurses + rota, "sample.night").head
    found = who_may(begun, Action.BEGIN_EPISODE, ASH_4)
    assert found is not None
    assert found.initials == "M.T."
    assert who_may(begun, Action.BEGIN_EPISODE, RoomId("ash", 1)) is None


# ---- mistakes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("02:10 ash/04 age 16 by K.O.", "At 16 and 17 somebody must choose the chart"),
        ("02:10 ash/04 age 30 by chart \"NEWS2\" by K.O.", "The chart follows from the age"),
        ("02:10 ash/04 age 16 by chart \"MEWS\" by K.O.", "cannot be a CHART"),
        ("02:10 ash/04 vital signs at the door \"puls 80\"", "measurements with commas between"),
        ("02:10 ash/04 vital signs at the door \"pulse 800\"", "Pulse must be a whole number"),
        ("02:10 ash/04 vital signs at the door \"pulse 80, pulse 81\"", "each measurement once"),
        ("02:10 ash/04 heart beats at 900", "expected a pulse from 20 to 220"),
        ("02:10 ash/04 badg M.T.", '"badg M.T." is not an act (did you mean badge?): expected one'),
        ("02:10 ash/04 breathe", '"breathe" is not whole: expected "breathe at RATE [over SPAN]"'),
        ("02:10 ash/04 breathe at 99", '"99" cannot be a RATE: expected a rate from 0 to 60'),
        ("02:10 ash/04 stay 3 minutes", '"stay 3 minutes" is not whole: expected "stay SPAN"'),
        ("02:10 ash/09 call", "ash/09 is not a room of this night: expected one of ash/01, ash/04"),
        ("02:10 ash/4 call", '"ash/4" cannot be a room: expected a room such as ash/04'),
        ("02:10 attic call", '"attic" is no place: expected a room such as ash/04, `all rooms`'),
        ("02:10 ash/04 badge M.X.", "M.X. is not one of the staff: expected one of M.T., K.O."),
        ("2:10 ash/04 call", '"2:10" begins no line: expected a time (02:15:01, +10 s,'),
        ("03:10 ash/04 call", "03:10:00 is not within the night, 02:00:00 to 03:00:00"),
        ("02:10 hub is kiled", '"is kiled" is not a thing that happens to the hub (did you mean'),
        ('expect by 03:30 ash/04 has "blank spell"', "03:30:00 is not within the night"),
        ('expect by 02:30 ash/04 has "blank spel"', '"blank spel" cannot be a CONDITION: expected'),
        ('expect by 02:30 ash/04 has "blank spell" URGENT', '"URGENT" cannot be a PRIORITY: expec'),
        ("expect by 02:30 ash/04 has blank spell", "is not whole: expected"),
        ("expect miracles", '"expect miracles" is not something that can be expected: expected'),
        ("expect spell in ash/04 from 02:30 to 02:20", "the second time is not after the first"),
        ("room ash/02 empty", "`room` belongs to the head"),
        ('02:10 ash/04 acknowledge "blank spel" by K.O.', '"blank spel" cannot be a CONDITION: ex'),
        ('02:10 ash/04 mark alarm "blank spell" worth it by K.O.', 'expected "mark alarm CONDITIO'),
        ("02:10 ash/04 pause sound by M.X.", "M.X. is not one of the staff: expected one of"),
        ("02:10 ash/04 limit no breathing 30 s for 8 h by R.D.", "is not whole: expected"),
        ("02:10 site new staff M.T. nurse badge 04A1B2FF by W.M.", "is there already"),
        ("02:10 site new staff A.A. nurse badge 04A1B2C3 by W.M.", "is there already"),
        ("02:10 site no longer staff A.A. by W.M.", "A.A. is not one of the staff: expected"),
        ("02:10 site pause sound by K.O.", '"pause sound by K.O." is not something done at the si'),
        ("02:10 site rota M.T. watcher of ash/04 from 02:20 to 02:30 by K.O.",
         '"watcher" cannot be a DUTY: expected one of observer, nurse in charge, duty senior'),
        ("02:10 site rota M.T. observer of ash/09 from 02:20 to 02:30 by K.O.",
         "ash/09 is not a room of this night"),
        ("02:10 site rota M.T. observer of ash/04 from 02:20 to 02:20 by K.O.",
         "the shift ends as it begins: expected a later time of day"),
        ('expect at 02:30 ash/04 fetches boss to "blank spell"', '"boss" cannot be a DUTY'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_was_expected(line: str, told: str) -> None:
    said = wrongs("02:00 ash/04 call", line)
    assert len(said) == 1
    assert said[0].startswith(f"sample.night:{FIRST + 1}: ")
    assert told in said[0]


@pytest.mark.parametrize("earlier", ["02:09:59", "-1 s"])
def test_time_that_goes_backwards_is_refused(earlier: str) -> None:
    assert wrongs("02:10 ash/04 call", f"{earlier} ash/04 call") == [
        f"sample.night:{FIRST + 1}: time goes backwards: the line above is at 02:10:00"
    ]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace("ends 03:00\n", ""), "the head does not say `ends`, as in: ends 02:40"),
        (HEAD.replace("ends 03:00", "ends 02:00"), "the night ends as it begins"),
        (HEAD + "seed 1\nseed 2\n", f"`seed` was said already, on line {FIRST}"),
        (HEAD + "room ash/04 empty\n", "the room ash/04 is there already"),
        (HEAD + "room ash/05 J.T.\n", "J.T. is in another room already"),
        (HEAD + "room ash/05 A.W. authorised\n", "`authorised` needs `every MINUTES min`"),
        (HEAD + "staff M.T. nurse badge 04A1B2FF\n", "M.T. with badge 04A1B2C3 is there already"),
        (HEAD + "staff A.A. nurze badge 04A1B2FF\n", "(did you mean nurse?)"),
        (HEAD.replace("K.O. nurse in charge", "K.O. nurse").replace("R.D. doctor", "R.D. estates"),
         "sample.night:9: nobody here may begin the episode in ash/04: expected nurse in charge or "
         "doctor on a `staff` line, such as: staff K.O. nurse in charge badge 0411223344"),
        (HEAD + "CCTV in ash/09\n", "ash/09 is not a room of"),
        (HEAD + "limit objection_s 9 h\nlimit objection_s 200 h\n", "cannot be so long"),
        (HEAD + "limit objections 1 h\n", "(did you mean objection_s?)"),
        (HEAD + "rota M.X. observer of ash/04 from 20:00 to 08:00\n", "M.X. is not one of the"),
        (HEAD + "rota M.T. observer of ash/09 from 20:00 to 08:00\n", "ash/09 is not a room of"),
        (HEAD + "rota M.T. observer of ash/04 from 20:00 to 20:00\n", "ends as it begins"),
        (HEAD + "radar lidar\n", '"lidar" cannot be a RADAR: expected one of waveform, rates'),
        ("", "the head does not say `begins`"),
    ],
)  # fmt: skip
def test_a_head_that_cannot_be_is_refused(head: str, told: str) -> None:
    assert told in "\n".join(wrongs(head=head))


def test_all_that_is_wrong_is_told_at_once_in_the_files_order() -> None:
    said = wrongs(
        "02:10 ash/04 badg M.T.", "02:20 ash/09 call", "expect miracles", "02:30 hub dies"
    )
    assert [line.split(":")[1] for line in said] == [str(FIRST + n) for n in range(4)]


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_or_refused_in_sentences(text: str) -> None:
    try:
        parse(HEAD + text, "any.night")
    except CannotPlayError as error:
        told = str(error).splitlines()
    else:
        return
    assert told
    assert all(line.startswith("any.night:") for line in told)


LINES = st.sampled_from(
    [f"02:10 ash/04 {word.example}" for word in OF_ROOM] + [word.example for word in OF_EXPECT]
)


@given(LINES, st.data())
def test_a_line_with_a_letter_struck_out_is_told_by_its_number_or_still_means_something(
    line: str, data: st.DataObject
) -> None:
    struck = data.draw(st.integers(0, len(line) - 1))
    said = wrongs("02:00 ash/04 call", line[:struck] + line[struck + 1 :])
    assert all(each.startswith(f"sample.night:{FIRST + 1}: ") for each in said)


# ---- its own page -------------------------------------------------------------------------


def test_the_page_on_nights_is_what_the_vocabulary_makes_of_it() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "nights.md"
    told = "write it anew: attune play --explain --markdown > docs/nights.md"
    assert page.read_text(encoding="utf-8") == as_markdown(), told


def test_the_page_on_nights_tells_every_word() -> None:
    said = as_markdown()
    assert not [word.pattern for word in WORDS if f"| `{word.pattern}` |" not in said]
    assert not [kind for kind in KINDS if f"| `{kind}` |" not in said]
