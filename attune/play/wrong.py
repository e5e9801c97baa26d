"""What is wrong with a night file: a line, and a sentence that says what was expected there."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from attune.play.pattern import Word
from attune.play.read import one_of

ALIKE = 0.6
EXPECT = "expect"


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """One thing that keeps a night from being played."""

    line: int
    words: str

    def said(self, file: str) -> str:
        return f"{file}:{self.line}: {self.words}" if self.line else f"{file}: {self.words}"


class CannotPlayError(Exception):
    """A night that cannot be played; everything that is wrong with it, in the file's order."""

    def __init__(self, file: str, wrongs: Iterable[Wrong]) -> None:
        self.wrongs = tuple(sorted(wrongs))
        super().__init__("\n".join(wrong.said(file) for wrong in self.wrongs))

    @classmethod
    def unread(cls, file: str, why: str) -> "CannotPlayError":
        """The file itself is what is wrong."""
        return cls(file, [Wrong(0, why)])


def not_a_word(text: str, known: tuple[Word, ...], what: str) -> str:
    """Why this is none of the words: the nearest one's pattern, or all that there are."""
    heads = [word for word in known if word.head and _overlap(word.head, text)]
    if heads and any(word.head != EXPECT for word in heads):
        patterns = dict.fromkeys(f'"{word.pattern}"' for word in _longest(heads))
        example = _longest(heads)[0].example
        return f'"{text}" is not whole: expected {" or ".join(patterns)}, such as: {example}'
    names = ", ".join(dict.fromkeys(word.stem if heads else word.head for word in known))
    nearest = "" if heads else _nearest(text, known)
    return f'"{text}" is not {what}{nearest}: expected one of {names}'


def _overlap(head: str, text: str) -> bool:
    """Whether one begins with the whole of the other, word by word."""
    return f"{text} ".startswith(f"{head} ") or f"{head} ".startswith(f"{text} ")


def _longest(words: list[Word]) -> list[Word]:
    most = max(len(word.head) for word in words)
    return [word for word in words if len(word.head) == most]


def _nearest(text: str, known: tuple[Word, ...]) -> str:
    def alike(word: Word) -> float:
        length = len(word.head.split())
        return SequenceMatcher(None, word.head, " ".join(text.split()[:length])).ratio()

    best = max(known, key=alike)
    return f" (did you mean {best.head}?)" if alike(best) >= ALIKE else ""


def unknown(text: str, known: Iterable[str], what: str) -> str | None:
    """A sentence when it is none of the known."""
    names = tuple(known)
    try:
        one_of(text, names)
    except ValueError as expected:
        return f"{text} is not {what}: expected {expected}"
    return None
