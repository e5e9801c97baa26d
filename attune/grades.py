"""The command `attune grades`: the table by which observations are graded, as it holds here."""

import argparse
import sys
from collections.abc import Iterator

from ward.grading import ROWS, STAY_LEAST_S, STAYS, Row

FINE = 0
COLUMNS = (
    "form on that door unit", "badge", "stay", "door opened", "talk", "seen is complete",
    "grade", "ends a blank spell", "because", "by whose word",
)  # fmt: skip
INTRODUCTION = f"""\
An observation is made in person. It is graded by what the door itself witnessed and by what was
recorded on that door unit: by its node at the door, and again by the hub, by this one table.
"Badge" is one of staff whom node and hub both know, shown at that door in that visit; "stay" is
what the presence sensor in front of the door says, {STAY_LEAST_S:g} s or more being long enough
(our own proposal), and "not known" where that sensor has not been heard since the node began; "seen
is complete" means awareness, breathing, colour, position and whether it could end now, and for
anybody not awake whether they can be roused, and their breathing seen or heard. Mood, and what was
said and done, are recorded where they were said, and demanded of nobody.

Only the line that ends a blank spell ends one. Looks by camera, vital signs on a screen and entries
typed at a station are no observations, and stand in no line."""
FLAGS = {frozenset({True}): "yes", frozenset({False}): "no", frozenset({True, False}): "any"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "grades",
        help="by which table observations are graded, and what ends a blank spell",
        description=INTRODUCTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--markdown", action="store_true", help="as docs/grades.md has it")
    parser.set_defaults(run=_show)


def _show(chosen: argparse.Namespace) -> int:
    sys.stdout.write(markdown() if chosen.markdown else plain())
    return FINE


def plain() -> str:
    """The table for a terminal, a line a row."""
    lines = [COLUMNS, *(cells(row) for row in ROWS)]
    widths = [max(len(one) for one in column) for column in zip(*lines, strict=True)]
    told = (
        "  ".join(one.ljust(width) for one, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "".join(f"{line}\n" for line in told)


def markdown() -> str:
    """docs/grades.md, whole."""
    return "".join(f"{line}\n" for line in _page())


def _page() -> Iterator[str]:
    yield from ("# How observations are graded", "")
    yield from ("<!-- Made by `attune grades --markdown`; a test holds it to the table. -->", "")
    yield from (INTRODUCTION, "")
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{' --- |' * len(COLUMNS)}"
    for row in ROWS:
        yield f"| {' | '.join(cells(row))} |"


def cells(row: Row) -> tuple[str, ...]:
    """One line of the table in words."""
    flags = [FLAGS[one] for one in (row.form, row.badge, row.door, row.talk, row.seen)]
    form, badge, door, talk, seen = flags
    stay = "any" if row.stay == STAYS else " or ".join(sorted(row.stay, reverse=True))
    given = row.graded
    ends = "yes" if given.ends_spell else "no"
    word = f"{given.authority}: {row.source}"
    return (form, badge, stay, door, talk, seen, given.grade, ends, given.because, word)
