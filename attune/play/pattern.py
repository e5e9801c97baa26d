"""Patterns of a night's words: ``breathe at RATE [over SPAN]``, matched against a line's words."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from attune.play.slots import SLOTS

Row = tuple[str, str, str]
"""Pattern, meaning, example."""

_PIECE = re.compile(r"\[[^\]]+\]|\S+")


@dataclass(frozen=True)
class Word:
    """One word of the language. What explains it is what matches it.

    ``head`` is what comes before its first blank: it names the word, and no two share one.
    """

    group: str
    pattern: str
    meaning: str
    example: str

    @cached_property
    def head(self) -> str:
        """``visit by`` of ``visit by STAFF [for SPAN]``."""
        head = []
        for piece in self.pattern.split():
            if piece.startswith("[") or piece in SLOTS:
                break
            head.append(piece)
        return " ".join(head)

    @property
    def stem(self) -> str:
        """Enough of the pattern to tell it from most others: its head, or the first two words."""
        return self.head if " " in self.head else " ".join(self.pattern.split()[:2])

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        seen: Counter[str] = Counter()
        pieces = _PIECE.findall(self.pattern)
        return re.compile("".join(_shaped(piece, seen) for piece in pieces).removeprefix(" "))

    @property
    def blanks(self) -> tuple[str, ...]:
        """The kinds of value it takes, in order; a kind that comes twice is numbered."""
        return tuple(self._shape.groupindex)

    def match(self, text: str) -> Mapping[str, str] | None:
        """What stands in its blanks, by kind, or ``None`` when the line is not of this word."""
        return _said(self._shape.fullmatch(text))

    def begins(self, text: str) -> tuple[Mapping[str, str], str] | None:
        """The same of the beginning of a line, and the rest of it."""
        found = re.compile(f"{self._shape.pattern}(?: |$)").match(text)
        said = _said(found)
        return None if found is None or said is None else (said, text[found.end() :])

    def read(self, said: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
        """Values by blank, and a sentence for each that cannot be one."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for blank, text in said.items():
            if blank.startswith("has_"):
                values[blank.removeprefix("has_").replace("_", " ")] = bool(text)
                continue
            try:
                values[blank] = SLOTS[blank.rstrip("234")].read(text) if text else None
            except ValueError as expected:
                quoted = text if text.startswith('"') else f'"{text}"'
                wrong.append(f"{quoted} cannot be {kind(blank)}: expected {expected}")
        return values, wrong


def _said(found: re.Match[str] | None) -> Mapping[str, str] | None:
    return {name: said or "" for name, said in found.groupdict().items()} if found else None


def kind(blank: str) -> str:
    """``a ROOM`` of ``ROOM``, as a sentence names it."""
    name = blank.rstrip("234")
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def _shaped(piece: str, seen: Counter[str]) -> str:
    """One piece of a pattern as a regular expression, its leading space included."""
    if piece.startswith("["):
        inner = "".join(_shaped(each, seen) for each in piece[1:-1].split())
        named = "" if "?P<" in inner else f"?P<has_{piece[1:-1].replace(' ', '_')}>"
        return f"({named}{inner})?" if named else f"(?:{inner})?"
    if piece in SLOTS:
        seen[piece] += 1
        name = piece if seen[piece] == 1 else f"{piece}{seen[piece]}"
        return f" (?P<{name}>{SLOTS[piece].shape})"
    return f" {re.escape(piece)}"
