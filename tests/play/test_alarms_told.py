"""What people do about alarms, and whom alarms fetch, is told by a night's timeline and drawing."""

import json
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest

from attune.__main__ import main
from attune.play.entry import Entry
from attune.play.night import Night
from attune.play.plot import as_svg
from attune.play.printed import Summary, as_json, as_text
from attune.play.story import play
from attune.play.timeline import KINDS, timeline
from tests.play.nights import HEAD, night

SVG = "{http://www.w3.org/2000/svg}"
RATES = "radar rates\nseed 2\n"
ROTA = "".join(
    f"rota {who} of all rooms from 20:00 to 08:00\n"
    for who in ("R.D. duty senior", "K.O. nurse in charge", "M.T. observer")
)
STORY = (
    '02:01 ash/04 limit no breathing 15 s for 8 h by R.D. because "known pauses"',
    "02:02 ash/04 stop breathing over 1 s",
    "02:03 ash/04 breathe at 14",
    '02:03:30 ash/04 acknowledge "no breathing seen" by K.O.',
    "02:04 ash/04 stop breathing over 1 s",
    "02:04:40 ash/04 pause sound by M.T.",
    "02:05 ash/04 breathe at 14",
    "02:05:30 site new staff A.A. nurse badge 04A1B2FF by W.M.",
    "02:05:40 ash/04 end episode by A.A.",
    "02:06 ash/04 visit by A.A. for 20 s",
    '02:06:40 ash/04 mark alarm "no breathing seen" worth acting on by A.A. because "snoring"',
    '02:06:50 ash/04 acknowledge "no breathing seen" by K.O.',  # which shows no longer
)


@cache
def story() -> Night:
    return night(*STORY, head=HEAD.replace("ends 03:00", "ends 02:07") + RATES + ROTA)


@cache
def summary() -> Summary:
    return Summary(story(), timeline(play(story()).record), (), 1.0)


def told(kind: str) -> list[Entry]:
    return [entry for entry in summary().entries if entry.kind == kind]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("limit", "no breathing after 15 s until 10:01:00, by R.D.: known pauses"),
        ("alarm", "no breathing seen, HIGH: No breathing movement seen for"),
        ("escalated", "duty senior fetched (R.D.)"),
        ("over", "no breathing seen: it shows on until somebody was at the door and saw"),
        ("acknowledged", "no breathing seen acknowledged by K.O., quiet until 02:05:30"),
        ("again", "no breathing seen, before anybody came: No breathing movement seen for"),
        ("paused", "sound paused by M.T. until 02:06:40: no breathing seen"),
        ("site", "A.A. (st-05), nurse"),
        ("refused", "A.A., nurse, may not end an episode. It takes one of: nurse in charge"),
        ("ended", "no breathing seen, after"),
        ("marked", 'no breathing seen was worth acting on, says A.A.: "snoring"'),
        ("denied", "shows no longer"),
    ],
)
def test_each_thing_that_is_done_about_an_alarm_is_told_in_words(kind: str, words: str) -> None:
    assert any(words in entry.words for entry in told(kind)), [e.words for e in told(kind)]


def test_a_refusal_is_told_once_and_as_such() -> None:
    assert len(told("refused")) == 1
    assert not [entry for entry in told("denied") if "may not" in entry.words]


def test_every_line_has_a_kind_that_is_explained_and_a_word_of_its_own() -> None:
    assert {entry.kind for entry in summary().entries} <= set(KINDS)
    assert len(list(as_text(summary(), "sample.night"))) > len(summary().entries)
    lines = [json.loads(line) for line in as_json(summary())]
    (fetched,) = [line for line in lines if line["kind"] == "escalated" and line["step"] == 2][:1]
    assert (fetched["duty"], fetched["to"]) == ("duty senior", ["R.D."])
    (quiet,) = [line for line in lines if line["kind"] == "acknowledged"]
    assert (quiet["by"], quiet["until"]) == ("K.O.", "2026-11-23T02:05:30.000Z")


def test_a_drawing_marks_who_was_fetched_and_what_shows_though_it_is_over() -> None:
    record = play(story()).record
    drawn = ET.fromstring(as_svg(summary(), record))  # noqa: S314  (our own drawing)
    said = [each.findtext(f"{SVG}title") or "" for each in drawn.iter()]
    assert any("duty senior fetched" in each for each in said)
    over = [each for each in said if each.startswith("over, and shown on, 02:0")]
    assert len(over) == 2  # before it was there again, and after
    assert any("the next is fetched" in "".join(each.itertext()) for each in drawn.iter())


@pytest.mark.hazard("H-29")
def test_a_night_that_nobody_may_begin_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.night"
    nurse = "staff M.T. nurse badge 04A1B2C3\n"
    room = "room ash/04 J.T. every 15 min\n"
    file.write_text(f"begins 2026-11-23 02:00\nends 02:01\n{nurse}{room}", encoding="utf-8")
    assert main(["play", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{file}:4: nobody here may begin the episode in ash/04: expected ")
    assert "nurse in charge or doctor on a `staff` line" in said.err
