"""The door unit's templates, rendered."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edge.door.deeds import ESCORTS, OUTINGS
from edge.door.form import QUESTIONS, SAID_MOST
from edge.door.glass import RING


class Pages:
    """Everything shown is escaped, and a word that a template lacks is an error, not a blank."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(questions=QUESTIONS, said_most=SAID_MOST, ring=RING)
        self._environment.globals.update(outings=OUTINGS, escorts=ESCORTS)

    def render(self, name: str, **shown: Any) -> str:
        return self._environment.get_template(f"{name}.jinja").render(**shown)
