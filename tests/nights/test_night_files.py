"""Every night in nights/ can be read; those that are quickly played are, and all expected is so."""

from pathlib import Path

import pytest

from attune.play.command import read
from attune.play.night import Night
from attune.play.story import play
from attune.play.verdict import judged

FILES = sorted((Path(__file__).resolve().parents[2] / "nights").glob("*.night"))
WAVEFORM_COSTS = 10.0  # times a room whose module reports rates
MOST_ROOM_MINUTES = 1000.0  # of the cheaper sort; the night of eight hours is played by the bench


def cost(night: Night) -> float:
    minutes = (night.head.ends - night.head.begins).total_seconds() / 60
    each = WAVEFORM_COSTS if night.head.radar == "waveform" else 1.0
    return minutes * len(night.head.rooms) * each


@pytest.mark.timeout(600)  # a loaded machine may take many times as long
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_night_at_hand_goes_as_its_file_expects(file: Path) -> None:
    night = read(file)
    assert night.head.title
    assert night.expectations, "a night that expects nothing proves nothing"
    if cost(night) > MOST_ROOM_MINUTES:
        return
    failed = [each for each in judged(night, play(night).record) if not each.met]
    told = [f"{each.expectation.words}; instead: {each.instead}" for each in failed]
    assert not told, "\n".join(told)


def test_every_night_but_the_longest_is_played_here() -> None:
    long = {file.stem for file in FILES if cost(read(file)) > MOST_ROOM_MINUTES}
    assert long == {"eight-hours"}
