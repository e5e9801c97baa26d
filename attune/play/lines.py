"""The lines of a night file: numbered, without comments, single spaces between words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARTS = re.compile(r'"[^"]*"|#.*|[^\s"#]+|\s+|.')


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something."""

    number: int
    text: str

    @property
    def first(self) -> str:
        return self.text.split(" ", 1)[0]


def lines(text: str) -> Iterator[Line]:
    """Every line that says something; a ``#`` outside quotes begins a comment."""
    for number, raw in enumerate(text.splitlines(), start=1):
        parts = (part for part in _PARTS.findall(raw) if not part.startswith("#"))
        said = "".join(" " if part.isspace() else part for part in parts).strip()
        if said:
            yield Line(number, said)
