"""A night on virtual time is the night that real programs have: the same story, told twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psutil
import pytest

from attune.play.command import read
from attune.play.entry import Entry
from attune.play.real import story as real
from attune.play.real.deeds import POSSIBLE, refused
from attune.play.story import Played, play
from attune.play.timeline import timeline
from attune.play.verdict import judged
from attune.play.vocabulary import OF_BROKER, OF_HUB, OF_ROOM
from attune.play.wrong import CannotPlayError
from tests.play.nights import FIRST, HEAD, night

NIGHTS = Path(__file__).resolve().parents[2] / "nights"
FILE = NIGHTS / "both-ways.night"
PRESSES = NIGHTS / "presses.night"
TOLD = (
    "alarm",
    "ended",
    "observation",
    "look",
    "order",
    "acknowledged",
    "paused",
    "marked",
    "denied",
)
APART_MOST = timedelta(seconds=2)
STARTS_WITHIN = timedelta(seconds=15)  # a real program, on a loaded machine; a played one at once
ROTA = "rota M.T. observer of all rooms from 02:00 to 03:00\n"
KEYS = ("condition", "by", "counts", "progress")


def what(entry: Entry) -> tuple[str, str, tuple[object, ...]]:
    """The entry without its time and its words."""
    return entry.kind, str(entry.room), tuple(entry.more.get(key) for key in KEYS)


def happened(played: Played) -> dict[tuple[str, str, tuple[object, ...]], list[Entry]]:
    """Each sort of thing, with the entries of it in order."""
    found: dict[tuple[str, str, tuple[object, ...]], list[Entry]] = {}
    for entry in timeline(played.record):
        if entry.kind in TOLD and entry.more.get("condition") != "vital signs missing":
            found.setdefault(what(entry), []).append(entry)
    return found


def moment(entry: Entry) -> datetime:
    """When it was; of a visit when it was made, for the hub may hear of it once it is back."""
    made: datetime = entry.more.get("made_at", entry.at)
    return made


def apart_most(entry: Entry) -> timedelta:
    """What ends only when a program that was started speaks again may be later for real."""
    waits = (entry.kind, entry.more.get("condition")) == ("ended", "node silent")
    return STARTS_WITHIN if waits else APART_MOST


@pytest.mark.timeout(300)
@pytest.mark.parametrize("file", [FILE, PRESSES], ids=lambda file: file.stem)
def test_real_programs_tell_the_story_that_virtual_time_told(file: Path) -> None:
    told = read(file)
    virtual, lived = play(told), real.play(told)
    assert not psutil.Process().children(recursive=True), "a program was left behind"
    for played in (virtual, lived):
        failed = [each for each in judged(told, played.record) if not each.met]
        assert not failed, [(each.expectation.words, each.instead) for each in failed]
    ours, theirs = happened(virtual), happened(lived)
    kinds = {entry.kind for entries in ours.values() for entry in entries}
    assert file is not PRESSES or {"acknowledged", "paused", "marked", "denied"} <= kinds
    assert {sort: len(each) for sort, each in ours.items()} == {
        sort: len(each) for sort, each in theirs.items()
    }
    for sort, entries in ours.items():
        for one, other in zip(entries, theirs[sort], strict=True):
            apart = abs(moment(one) - moment(other))
            assert apart <= apart_most(one), (sort, one.at, other.at)


def test_what_cannot_be_done_to_real_programs_is_refused_before_any_is_started() -> None:
    story = night(
        "02:10 ash/04 clock steps +7 min", "02:11 ash/04 call", "02:12 all rooms lie on-side",
        "02:13 site no longer staff M.T. by W.M.", head=HEAD + ROTA,
    )  # fmt: skip
    with pytest.raises(CannotPlayError) as refusal:
        real.play(story)
    assert str(refusal.value).splitlines() == [
        "sample.night: at 1x nobody sets a rota: it would be of another day than the programs",
        f'sample.night:{FIRST + 1}: "clock steps +7 min" cannot be done at 1x: all programs share '
        "this machine's clock",
        f'sample.night:{FIRST + 3}: "lie on-side" cannot be done at 1x: the simulator knows no '
        "such act",
        f'sample.night:{FIRST + 4}: "no longer staff M.T. by W.M." cannot be done at 1x: the '
        "register and the rota stay as the head has them",
    ]


def test_a_module_that_reports_rates_cannot_be_fed_to_real_programs() -> None:
    told = read(FILE)
    (wrong,) = refused(replace(told, head=replace(told.head, radar="rates")))
    assert "radar's own bytes" in wrong.words


def test_everything_that_can_be_done_for_real_is_a_word_of_the_language() -> None:
    assert {word.head for word in (*OF_ROOM, *OF_HUB, *OF_BROKER)} >= POSSIBLE
