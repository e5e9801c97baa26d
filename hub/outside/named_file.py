"""A file that a configuration names: tried when the configuration is read, and not in the night."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator


def _can_be_read(name: str) -> str:
    try:
        Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise ValueError("cannot be read") from unreadable
    return name


NamedFile = Annotated[str, AfterValidator(_can_be_read)]
