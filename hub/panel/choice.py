"""One button of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it sends, under which name, and what it says."""

    value: str
    words: str
    name: str = ""
