"""Standard output, which may be a pipe whose reader left, a full disk, or not know a letter."""

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper

CANNOT = 2


def say(lines: Iterable[str], code: int) -> int:
    """Write them; the code to end with, which is another one where they could not be written."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    for line in lines:
        if (cannot := _written(f"{line}\n")) is not None:
            return code if cannot == "" else CANNOT
    return CANNOT if _written("") else code


def _written(text: str) -> str | None:
    """Why not, if it was not; nothing need be said to a reader who has seen enough."""
    try:
        sys.stdout.write(text)
        if not text:
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
        return ""
    except OSError as refused:
        _let_go()
        why = refused.strerror or "it does not say why"
        sys.stderr.write(f"attune: standard output takes nothing: {why}.\n")
        return why
    return None


def _let_go() -> None:
    """What is still held back is written at the end of the process, and would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
