"""The language of nights, explained: on a terminal, and as docs/nights.md. Both from the table."""

from collections.abc import Iterator
from textwrap import fill, indent

from attune.play.pattern import Word
from attune.play.slots import SLOTS
from attune.play.timeline import KINDS
from attune.play.vocabulary import EXPECT, GROUPS, HEAD, SITE, WHEN

WIDTH = 96
INTRODUCTION = """\
A night file says who is in which room, what happens when, and what is expected. `attune play`
plays it on virtual time through the very node and hub programs that run on a ward: eight hours in
less than a minute. It is read line by line:

1. the head: what the night is called, when it begins and ends, who works here, who is where;
2. what happens: a time, then a place, then what happens there;
3. what is expected, each line beginning with `expect`.

Words are separated by spaces, as many as look well. `#` begins a comment. Times are UTC, and go on
over midnight; a time that goes backwards, an unknown room or member of staff, a misspelt word: all
are refused before anything is played, each with file, line and what was expected there. A place is
a room (`ash/04`), several rooms (`ash/01 ash/04`), `all rooms`, `hub`, `broker` or `site`."""
SAMPLE = """\
night   Nobody comes
begins  2026-11-23 02:00
ends    02:25
staff   M.T.  nurse            badge 04A1B2C3
staff   K.O.  nurse in charge  badge 0411223344
room    ash/04  J.T. every 15 min breathing 14 authorised

02:16     ash/04  visit by M.T. for 3 s       # too short: it does not count
02:20     ash/04  visit by M.T. for 30 s

expect at 02:15:01  ash/04 begins "blank spell" MEDIUM
expect at 02:20:30  ash/04 ends "blank spell"
expect seen in ash/04 by M.T. at 02:20:30
expect spell in ash/04 from 02:00 to 02:20:30
"""
AFTERWARDS = """\
The exit code is 0 when every expectation was met, 1 when one was not, 2 when the night cannot be
played. A failed expectation prints what was expected and what was seen instead, nearest in time.

`--at-1x` plays the same night as slowly as life, on the real programs with a real broker between
them, and prints the same from what the hub wrote down and what was heard on the wire. What cannot
be done there (a clock, a link or a disk that all programs share; what the simulator does not know)
is refused before anything is started. A real program takes some seconds to start again."""
PRINTED = """\
The timeline is printed in the order in which the ward came to know things: time, room, what. A
visit that was made while a link was down stands where it became known, with the time at which it
was made; blank spells come last, as they are known now and, where that differs, as the hub believed
then. `--json` prints the same as JSON lines: each has `at` (virtual, ISO 8601, UTC) and `kind`,
most have `room` and `words`, and each kind has keys of its own. `--plot FILE.svg` draws the night:
for each room one strip with presence, breathing (gaps are gaps), spells, alarms, observations,
remote looks and faults."""
_PLACES = {
    HEAD: "Lines at the top of the file; none of them has a time.",
    WHEN: "How a line begins on which something happens.",
    EXPECT: "A thing is met when it is so within `tolerance` of its time, or `within` its own.",
    "the hub": "After a time and the place `hub`.",
    "the broker": "After a time and the place `broker`.",
    SITE: "After a time and the place `site`: who works here, and who has which duty when.",
}
_OF_ROOM = "After a time and a room, several rooms, or `all rooms`."
_BOUNDARY = (
    "<!-- Made by `attune play --explain --markdown`; a test holds it to the vocabulary. -->"
)


def as_text() -> str:
    """What ``attune play --explain`` says."""
    return "\n".join((INTRODUCTION, "", indent(SAMPLE, "  "), *_groups(), *_slots(), AFTERWARDS))


def as_markdown() -> str:
    """docs/nights.md, whole."""
    return "\n".join(
        (
            "# Nights that can be played",
            "",
            _BOUNDARY,
            "",
            INTRODUCTION,
            "",
            f"```\n{SAMPLE}```",
            "",
            AFTERWARDS,
            "",
            *_tables(),
            *_printed(),
        )
    )


def _printed() -> Iterator[str]:
    yield f"## What is printed\n\n{PRINTED}\n"
    yield "| `kind` | what it is, and its own keys |\n| --- | --- |"
    for name, meaning in KINDS.items():
        yield f"| `{name}` | {meaning} |"
    yield ""


def _groups() -> Iterator[str]:
    for group, words in GROUPS.items():
        yield f"{group.upper()}. {_PLACES.get(group, _OF_ROOM)}"
        yield ""
        for word in words:
            yield from _word(word)
        yield ""


def _word(word: Word) -> Iterator[str]:
    yield f"  {word.pattern}"
    yield fill(word.meaning, WIDTH, initial_indent="      ", subsequent_indent="      ")
    if word.example != word.pattern:
        yield f"      as in: {word.example}"


def _slots() -> Iterator[str]:
    yield "WHAT STANDS FOR WHAT."
    yield ""
    for slot in SLOTS.values():
        yield fill(
            f"{slot.name}: {slot.meaning}; as in {slot.example}",
            WIDTH,
            initial_indent="  ",
            subsequent_indent="      ",
        )
    yield ""


def _tables() -> Iterator[str]:
    for group, words in GROUPS.items():
        yield f"## {group[0].upper()}{group[1:]}\n"
        yield f"{_PLACES.get(group, _OF_ROOM)}\n"
        yield "| word | what it means | for example |\n| --- | --- | --- |"
        for word in words:
            yield f"| `{word.pattern}` | {word.meaning} | `{word.example}` |"
        yield ""
    yield "## What stands for what\n\n| | what it is | for example |\n| --- | --- | --- |"
    for slot in SLOTS.values():
        yield f"| `{slot.name}` | {slot.meaning} | `{slot.example}` |"
    yield ""
