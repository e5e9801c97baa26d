"""A node keeps the heads of the hub's journal, and says so when two cannot both be true."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from attune.__main__ import main
from edge.events import Remember
from edge.heads import BACK_FOR_S, Heads
from edge.memory import HEAD_DISPUTE, Memory, Shelf
from edge.outside.heads_kept import heads_in
from edge.outside.spool import Spool
from tests.edge.night import ASH_4, TWO_AM
from ward.announcements import Head


def head(entry: int, hours: float = 0.0, *, made: str = "a", key: str = "b") -> Head:
    return Head(
        entry=entry,
        hash=(made * 64)[:64],
        at=TWO_AM + timedelta(hours=hours),
        key=key * 64,
        signature="c" * 128,
    )


class Keeping:
    """Heads, and the disk they are remembered on."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.heads = Heads(Memory())

    def hears(self, heard: Head, up_s: float = 0.0) -> tuple[Remember, ...]:
        remembers = self.heads.heard(heard, up_s)
        for each in remembers:
            self.shelf.take(each)
        return remembers

    def restart(self) -> None:
        self.heads = Heads(self.shelf.memory())

    @property
    def kept(self) -> list[int]:
        return [each.entry for each in heads_in(self.shelf.memory())]


def test_it_keeps_the_latest_and_one_an_hour_and_hurries_none_to_the_disk() -> None:
    keeping = Keeping()
    for minute in range(181):
        for remember in keeping.hears(head(minute + 1, minute / 60)):
            assert remember.within_s == 3600
    assert keeping.kept == [1, 61, 121, 181]
    assert keeping.heads.lines == ()


def test_the_heads_it_keeps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.heads.HOURS_MOST", 5)
    keeping = Keeping()
    for hour in range(20):
        keeping.hears(head(hour + 1, hour))
    assert keeping.kept == [16, 17, 18, 19, 20]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (head(17, 1, made="d"), "the hub's record went back from entry 4812 to 17"),
        (head(4812, 1, made="d"), "the hub's record: entry 4812 is not what it was"),
        (
            head(4812, 1, key="d"),
            "the hub's record: entry 4812 is signed with another key than before",
        ),
    ],
)
def test_two_heads_that_cannot_both_be_true_are_a_fault_that_outlives_a_power_cut(
    after: Head, words: str
) -> None:
    keeping = Keeping()
    keeping.hears(head(4812))
    assert any(each.within_s == 0 for each in keeping.hears(after))
    assert keeping.heads.lines == (words,)
    keeping.hears(after, 1.0)
    keeping.hears(head(after.entry + 1, 2), 2.0)
    keeping.restart()
    assert keeping.heads.lines == (words,)
    assert {4812, after.entry} <= set(keeping.kept)


def test_the_same_head_again_and_a_later_signature_of_it_are_no_news() -> None:
    keeping = Keeping()
    keeping.hears(head(7))
    assert keeping.hears(head(7)) == keeping.hears(head(7, 1)) == ()
    assert keeping.heads.lines == ()


def test_a_word_that_came_twice_on_the_wire_is_no_dispute() -> None:
    keeping = Keeping()
    for entry in (7, 8, 7, 8, 9):
        keeping.hears(head(entry))
    assert keeping.heads.lines == ()


def test_a_journal_that_stays_where_it_was_before_is_one() -> None:
    keeping = Keeping()
    for entry in (7, 8):
        keeping.hears(head(entry), 0.0)
    keeping.hears(head(7), 10.0)
    assert keeping.heads.lines == ()
    keeping.hears(head(7), 10.0 + BACK_FOR_S)
    assert keeping.heads.lines == ("the hub's record went back from entry 8 to 7",)


def test_a_dispute_that_cannot_be_read_any_more_costs_no_other() -> None:
    keeping = Keeping()
    keeping.hears(head(9))
    keeping.hears(head(3, 1))
    (first,) = (name for name in keeping.shelf.kept if name.startswith(HEAD_DISPUTE))
    good = keeping.shelf.kept[first]
    keeping.shelf.kept |= {first: b"rotten", f"{HEAD_DISPUTE}0002": good}
    keeping.restart()
    keeping.hears(head(1, 2))
    assert keeping.shelf.kept[f"{HEAD_DISPUTE}0002"] == good
    assert f"{HEAD_DISPUTE}0003" in keeping.shelf.kept


def test_disputes_are_bounded_and_counted() -> None:
    keeping = Keeping()
    for n in range(100):
        keeping.hears(head(500 if n % 2 else 10 + n, made="ad"[n % 2]))
    assert len(keeping.heads.lines) == 4
    assert keeping.heads.lines[-1].endswith("more such disputes")
    assert len(keeping.shelf.kept) < 80


# ---- the command -------------------------------------------------------------------------------


@pytest.mark.parametrize("running", [True, False])
def test_whoever_checks_the_journal_is_told_what_the_node_kept(
    running: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "node.toml"
    config.write_text('room = "ash/04"\n[board]\nkind = "raspberry-pi"\nradar = "radar"\n')
    spool = Spool(tmp_path / "outbox-ash-04.sqlite3", ASH_4)
    heads = Heads(Memory())
    for entry in (1, 2, 3):
        for remember in heads.heard(head(entry, entry), 0.0):
            spool.take(Remember(remember.name, remember.kept))
    spool.tend()
    if not running:
        spool.close()
    assert main(["heads", str(config)]) == 0
    told = [Head.model_validate(json.loads(line)) for line in capsys.readouterr().out.splitlines()]
    assert told == [head(entry, entry) for entry in (1, 2, 3)]
    if running:
        spool.close()


def test_a_node_that_kept_nothing_yet_says_so_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "node.toml"
    config.write_text('room = "ash/04"\n[board]\nkind = "raspberry-pi"\nradar = "radar"\n')
    assert main(["heads", str(config)]) == 2
    assert capsys.readouterr().err.endswith("cannot be read: No such file or directory.\n")
