"""Initials as people type them."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

_LETTERS = re.compile(r"[A-Za-z]([. ]{0,2}[A-Za-z]){0,3}\.?")


def initials(typed: object) -> object:
    """``ko``, ``K O`` and ``k.o.`` are all ``K.O.``; what is no initials is left for refusal."""
    if not isinstance(typed, str) or _LETTERS.fullmatch(typed.strip()) is None:
        return typed
    return "".join(f"{letter.upper()}." for letter in typed if letter.isalpha())


Initials = Annotated[
    str, BeforeValidator(initials), Field(pattern=r"^([A-Z]\.){1,4}$", examples=["K.O."])
]
