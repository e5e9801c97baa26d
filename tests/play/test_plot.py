"""A drawn night has a mark for each thing that was known, and none where nothing was."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from functools import cache

import pytest

from attune.play.breakages import breakages
from attune.play.night import Night
from attune.play.plot import as_svg
from attune.play.printed import Summary
from attune.play.record import Word
from attune.play.story import play
from attune.play.strips import _lines
from attune.play.timeline import timeline
from attune.play.verdict import judged
from tests.play.nights import HEAD, night
from ward.rooms import RoomId
from ward.vitals import Doubt, Doubted, Rate

SVG = "{http://www.w3.org/2000/svg}"
STORY = (
    "02:02 ash/04 visit by M.T. for 3 s",
    "02:03 ash/04 CCTV look by K.O.",
    "02:04 ash/04 visit by M.T. for 30 s",
    "02:05 ash/04 link cut for 1 min",
    "02:07 broker stops for 1 min",
    "02:09 ash/04 stop breathing over 1 s",
    "02:09:10 ash/04 call",
)


@cache
def story() -> Night:
    head = HEAD.replace("ends 03:00", "ends 02:10").replace("every 15 min", "every 3 min")
    return night(*STORY, head=head + "radar rates\nseed 3\n")


@cache
def drawn() -> ET.Element:
    told = story()
    record = play(told).record
    summary = Summary(told, timeline(record), judged(told, record), 1.0)
    return ET.fromstring(as_svg(summary, record))  # noqa: S314  (our own drawing)


def titles(element: str, **attributes: str) -> list[str]:
    """What is told at each element that has these attributes."""
    found = [
        each
        for each in drawn().iter(f"{SVG}{element}")
        if all(each.get(key.replace("_", "-")) == value for key, value in attributes.items())
    ]
    return [each.findtext(f"{SVG}title") or "" for each in found]


def test_each_visit_and_each_remote_look_has_a_mark_of_its_own() -> None:
    assert any(told.startswith("M.T., 02:04:30") for told in titles("circle", fill="#007f3b"))
    (weak,) = [told for told in titles("circle", fill="#ffffff") if told]
    assert weak.startswith("M.T., 02:02:03 (weak): nobody stayed")
    assert [told for told in titles("path", stroke="#330072") if told] == ["CCTV by K.O., 02:03:00"]


def test_breathing_is_not_drawn_where_there_is_no_rate() -> None:
    lines = [told for told in titles("path", stroke="#005eb8") if told]
    assert len(lines) >= 2
    assert not any("02:09:3" in told.split(" to ")[1] for told in lines)
    assert any(told.startswith("no breathing movement since 02:09") for told in titles("rect"))


def word(second: float, per_min: float | None = None) -> Word:
    said = Doubted(doubt=Doubt.MOVING) if per_min is None else Rate(per_minute=per_min, quality=1)
    return Word(RoomId("ash", 4), story().head.begins + timedelta(seconds=second), said)


@pytest.mark.parametrize(
    ("words", "lengths"),
    [
        ([word(0, 14), word(3, 14), word(6, 15)], [3]),
        ([word(0, 14), word(3), word(6, 15), word(9, 15)], [1, 2]),
        ([word(0, 14), word(3, 14), word(60, 15)], [2, 1]),
        ([word(0), word(3)], []),
    ],
)
def test_a_line_ends_at_a_doubt_and_at_a_silence(words: list[Word], lengths: list[int]) -> None:
    assert [len(line) for line in _lines(words)] == lengths


def test_an_alarm_is_told_by_marks_and_words_and_not_by_colour_alone() -> None:
    words = ["".join(each.itertext()) for each in drawn().iter(f"{SVG}text")]
    assert {"!", "!!", "!!!"} <= set(words)
    assert {"blank spell", "node silent"} <= set(words)
    assert any('"blank spell" MEDIUM from 02:03:01' in told for told in titles("rect"))


def test_a_spell_is_a_band_and_a_fault_is_hatched() -> None:
    spells = [told for told in titles("rect", fill="url(#spell)") if told]
    assert spells[0].startswith("nobody came from 02:00:00 until 02:04:30")
    faults = [told for told in titles("rect", fill="url(#fault)") if told]
    assert "link cut for 1 min, 02:05:00 to 02:06:00" in faults
    assert "broker stops for 1 min" in faults


@pytest.mark.parametrize(
    ("lines", "until"),
    [
        (["02:10 ash/04 power off for 2 min"], "02:12"),
        (["02:10 ash/04 power off", "02:11 ash/01 power on", "02:20 ash/04 power on"], "02:20"),
        (["02:10 ash/04 sensor lost radar", "02:12 ash/04 sensor mended sht4x"], "03:00"),
        (["02:10 hub is killed", "02:13 hub is started"], "02:13"),
    ],
)
def test_a_fault_lasts_until_it_is_mended_or_the_night_ends(lines: list[str], until: str) -> None:
    (found,) = breakages(night(*lines))
    assert f"{found.ends:%H:%M}" == until
    assert found.room in (RoomId("ash", 4), None)


def test_every_number_in_a_drawing_is_one() -> None:
    for each in drawn().iter():
        for key in ("x", "y", "width", "height", "x1", "x2", "cx", "cy"):
            said = each.get(key)
            if said is not None and not said.endswith("%"):
                assert -1 < float(said) < 5000
