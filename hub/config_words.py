"""Words for what is wrong in a configuration: which key, what was found, what belongs there."""

import re

from pydantic_core import ErrorDetails

_CREDENTIALS = re.compile(r"//[^@/]*@")


def key(where: tuple[int | str, ...]) -> str:
    """The key as one writes it; the first of a list is 1."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in where)
    return "".join(steps).removeprefix(".")


def in_pydantics_words(first: ErrorDetails) -> str:
    """For example "Input should be a valid number": all but its beginning."""
    words = re.sub(r"^(Value error, |Input should be |Input should )", "", first["msg"])
    return words.replace("String should match", "text that matches").replace("String", "text")


def shown(found: object) -> str:
    """What was found, shortened, and never with a password in it."""
    return _CREDENTIALS.sub("//…@", repr(found))[:80]
